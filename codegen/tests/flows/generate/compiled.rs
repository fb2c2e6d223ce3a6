//! What is generated of a spec is worth something: it compiles without a warning of clippy, is documented without one, reads what
//! it writes, and no word of a spec becomes code that runs. Held for every good fixture, for a spec with as much of each as there
//! may be, for made-up ones, and, where `CODEGEN_NAMES` is set, for one whose names are all in use.

use super::{largest, namesakes, random};
use crate::crates::{Face, Said, Workspace};
use crate::harness::{Fixture, generate};
use open_api_codegen::generate::files::FileSet;
use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex, MutexGuard};

/// With nothing, and with as little as there can be: what of the whole runtime is used by no spec.
const WHOLE: [&str; 2] = ["nothing", "smallest"];

/// The fixtures that are compiled beside one another.
const FIXTURES: &str = "fixtures";

/// Makes up a spec, and generates from it.
type Maker = fn() -> FileSet;

/// The crates that have all that a client can have. Trying every name takes minutes: whoever changes what is emitted asks for it.
fn everything() -> Vec<(&'static str, Maker)> {
    let mut all: Vec<(&'static str, Maker)> = vec![("random", random::files), ("largest", largest::files)];
    if std::env::var_os("CODEGEN_NAMES").is_some() {
        all.push(("namesakes", namesakes::files));
    }
    all
}

/// The one workspace of all of it: each command of cargo is one run, which has something to do for every core.
fn made() -> MutexGuard<'static, Workspace> {
    static MADE: LazyLock<Mutex<Workspace>> = LazyLock::new(|| {
        let mut made = Workspace::new("generated");
        let fixtures: Vec<(String, FileSet)> =
            Fixture::all("good").iter().map(|fixture| (fixture.name(), generate(&fixture.files()))).collect();
        made.add_client(FIXTURES, &fixtures.iter().find(|(name, _)| name == WHOLE[1]).expect("it is there").1);
        for (name, files) in &fixtures {
            if WHOLE.contains(&name.as_str()) {
                made.add_client(name, files);
            } else {
                made.add_face(FIXTURES, &format!("of_{name}"), &Face::new(files), None);
            }
        }
        for (name, files) in everything() {
            let files = files();
            made.add_client(name, &files);
            made.add(&format!("{name}/tests/examples.rs"), &examples(name, &files));
        }
        Mutex::new(made)
    });
    MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

const FEATURES: &str = "client,blocking,test-util,serialize-sensitive";
const WITHOUT_CALLS: &str = "test-util,serialize-sensitive";

#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn what_is_generated_compiles_without_a_warning() {
    let lint = clippy();
    let all = ["--workspace", "--exclude", FIXTURES, "--message-format", "json", "--features", FEATURES];
    refuse_complaints(&made().cargo("whole", lint, &all));
    let beside = ["-p", FIXTURES, "--message-format", "json", "--features", WITHOUT_CALLS];
    refuse_complaints(&made().cargo("fixtures", lint, &beside));
}

#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn what_is_generated_is_documented_without_a_warning() {
    run("doc", &["--no-deps", "--features", FEATURES]);
}

#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn each_generated_example_is_read_back() {
    run("test", &["--features", WITHOUT_CALLS, "--test", "examples"]);
}

#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn no_word_of_a_spec_is_run() {
    run("test", &["--features", WITHOUT_CALLS, "--doc"]);
}

/// Runs a command of cargo for the crates that have everything, which has to succeed.
fn run(command: &str, args: &[&str]) {
    let packages = everything().into_iter().flat_map(|(name, _)| ["-p", name]);
    let args: Vec<&str> = packages.chain(args.iter().copied()).collect();
    let name = format!("{command}{}", args.last().unwrap());
    let said = made().cargo(&name, command, &args);
    assert!(said.is_done, "cargo {command} {args:?}: {}\n{}", said.stdout, said.stderr);
}

/// Clippy, or the compiler where clippy is not installed.
fn clippy() -> &'static str {
    let clippy = std::process::Command::new(env!("CARGO")).args(["clippy", "--version"]).output().unwrap();
    if clippy.status.success() { "clippy" } else { "check" }
}

fn refuse_complaints(said: &Said) {
    let complaints: Vec<String> = said.stdout.lines().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(said.is_done, "cargo failed: {}", said.stderr);
}

/// An error or a warning, as a person reads it; what has no place only counts the others.
fn complaint(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let message = line.get("message")?;
    let has_place = message["spans"].as_array().is_some_and(|spans| !spans.is_empty());
    (message["level"] == "error" || has_place).then(|| message["rendered"].as_str().unwrap_or_default().to_owned())
}

/// A test of every type that has an example: it is built, written, and read back.
fn examples(member: &str, files: &FileSet) -> String {
    let examples = files.0.values().flat_map(|text| text.split("wire::example!(").skip(1));
    let names = examples.map(|example| example.trim_start().split(',').next().unwrap());
    let mut out = "#![allow(missing_docs)]\n".to_owned();
    for (at, name) in names.enumerate() {
        let _ = writeln!(
            out,
            "#[test]\nfn t{at}() {{\n    let value = {member}::models::{name}::example();\n    \
             let text = serde_json::to_string(&value).unwrap();\n    \
             assert_eq!(serde_json::from_str::<{member}::models::{name}>(&text).unwrap(), value);\n}}\n"
        );
    }
    assert!(out.contains("#[test]"));
    out
}
