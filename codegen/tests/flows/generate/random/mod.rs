//! Whatever a spec says: a clear error, or code that compiles without a warning, is documented without one, and reads what it
//! writes. Made-up specs are refused or generated one by one; what is generated of all of them is compiled at once, as one crate.

mod case;

use super::crates::Crates;
use crate::made::{Field, Made, field, list, reference};
use case::{Case, case};
use open_api_codegen::generate::emit;
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::load;
use open_api_codegen::text::diag;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many specs are made up, and from which number.
fn asked(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn cases() -> Vec<Case> {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&asked("CODEGEN_SEED", 1).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..asked("CODEGEN_CASES", 24)).map(|_| case().new_tree(&mut runner).unwrap().current()).collect()
}

fn outcome(made: &Made) -> Result<FileSet, String> {
    let files = made.files();
    let (api, found) = load::load_to_generate(&files);
    api.map(|api| emit::emit(&api).unwrap()).ok_or_else(|| diag::render(&found, &files, false))
}

#[test]
fn made_up_specs_are_refused_with_a_place_or_compile_without_a_warning() {
    let (mut all, mut refused, mut together, mut names) = (Made::new(), 0, 0, BTreeSet::new());
    for (at, case) in cases().iter().enumerate() {
        let mut alone = Made::new();
        case.add_to(&mut alone, "");
        if let Err(errors) = outcome(&alone) {
            refused += 1;
            assert!(errors.contains("help:") && errors.contains("spec/openapi.json:"), "{errors}");
            continue;
        }
        // What another case is called like has a number behind its names.
        let is_apart = names.is_disjoint(&case.names());
        case.add_to(&mut all, &if is_apart { String::new() } else { format!("X{at}") });
        names.extend(case.names());
        together += 1;
    }
    #[allow(clippy::print_stdout, reason = "whoever asks for more of them wants to know")]
    let () = println!("{together} specs compiled as one, {refused} refused");
    let files = outcome(&all).unwrap_or_else(|errors| panic!("{errors}"));
    compile("random-specs", &files);
}

/// The generated files as a crate: clippy, its documentation, its examples and the code in its words.
fn compile(name: &str, files: &FileSet) {
    let made = Crates::write(name, [("random".to_owned(), files.clone())]);
    made.add("random/tests/examples.rs", &examples(files));
    made.refuse_complaints();
    made.run("doc", &["--no-deps", "--features", "client,blocking,test-util,serialize-sensitive"]);
    made.run("test", &["--features", "test-util,serialize-sensitive", "--test", "examples"]);
    made.run("test", &["--features", "test-util,serialize-sensitive", "--doc"]);
}

/// As much of each as a spec may hold, and more of what has no limit than any page has.
#[test]
fn the_largest_of_each_compiles_without_a_warning() {
    let mut made = Made::new();
    let text = json!({"type": "string"});
    let fields = |many: usize, behind: &str| -> Vec<Field> {
        (0..many).map(|at| (format!("field_{at}{behind}"), text.clone(), at % 2 == 0 || behind == "_r")).collect()
    };
    let codes = (0..1000).map(|at| json!({"const": format!("c{at}"), "title": format!("Code {at}")}));
    made.schema("ManyCodes", json!({"type": "string", "oneOf": codes.collect::<Vec<_>>()}));
    let codes = (0..1000).map(|at| json!({"const": at * 1001, "title": format!("Code {at}")}));
    made.schema("ManyNumbers", json!({"type": "integer", "format": "int32", "oneOf": codes.collect::<Vec<_>>()}));
    made.object("MostFields", &fields(128, ""));
    made.object("MostRequired", &fields(128, "_r"));
    let deepest = list(&list(&list(&list(&json!({"type": "number", "format": "decimal"})))));
    let flags = (0..40).map(|at| (format!("is_{at}"), json!({"type": "boolean"}), true));
    let mut answer: Vec<Field> = flags.collect();
    answer.extend([field("codes", &reference("ManyCodes")), field("numbers", &list(&reference("ManyNumbers")))]);
    answer.extend([("fields".to_owned(), reference("MostFields"), false), field("deepest", &deepest)]);
    answer.push(field("required", &list(&reference("MostRequired"))));
    for level in 0..30 {
        let inner = if level == 29 { text.clone() } else { reference(&format!("Level{}", level + 1)) };
        made.object(&format!("Level{level}"), &[("inner".to_owned(), inner, level % 2 == 0)]);
    }
    answer.push(field("level", &reference("Level0")));
    made.object("Answer", &answer);
    made.operation("things.get", "ThingsGetRequest", &fields(128, "_r"), "Answer");
    made.operation("things.set", "ThingsSetRequest", &fields(128, ""), "Answer");
    for at in 0..120 {
        made.operation(&format!("more.act{at}"), &format!("MoreAct{at}Request"), &[], "Answer");
        made.event(&format!("event.number{at}"), "MostFields");
    }
    compile("largest-spec", &outcome(&made).unwrap_or_else(|errors| panic!("{errors}")));
}

/// A test of every type that has an example: it is built, written, and read back.
fn examples(files: &FileSet) -> String {
    let examples = files.0.values().flat_map(|text| text.split("wire::example!(").skip(1));
    let names = examples.map(|example| example.trim_start().split(',').next().unwrap());
    let mut out = String::new();
    for (at, name) in names.enumerate() {
        let _ = writeln!(
            out,
            "#[test]\nfn t{at}() {{\n    let value = fixture_random::models::{name}::example();\n    \
             let text = serde_json::to_string(&value).unwrap();\n    \
             assert_eq!(serde_json::from_str::<fixture_random::models::{name}>(&text).unwrap(), value);\n}}\n"
        );
    }
    assert!(!out.is_empty());
    out
}
