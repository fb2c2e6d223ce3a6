//! Every good fixture's output compiles with the client's runtime, and clippy has nothing to say about it.
//! One workspace under `target/`, a crate a fixture, compiled by one run of cargo; a second run finds everything done.

use crate::harness::{Fixture, generate, read, workspace};
use open_api_codegen::generate::files::OnDisk;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn every_good_fixture_compiles_without_a_warning() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("good-fixtures");
    let mut files = BTreeMap::new();
    let fixtures = Fixture::all("good");
    files.insert("Cargo.toml".to_owned(), workspace_manifest(&fixtures));
    files.insert("clippy.toml".to_owned(), read(&workspace().join("clippy.toml")));
    for fixture in &fixtures {
        files.extend(crate_of(fixture));
    }
    write(&root, &files);
    // The same versions as in the workspace, which are there already.
    fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();

    let (status, messages) = clippy(&root);
    let complaints: Vec<String> = messages.lines().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(status.success(), "cargo failed: {status}; what it says is in {}", root.join("stderr").display());
}

/// The workspace's own manifest, with the fixtures as members.
fn workspace_manifest(fixtures: &[Fixture]) -> String {
    let members: Vec<String> = fixtures.iter().map(|fixture| format!("{:?}", fixture.name())).collect();
    let manifest = read(&workspace().join("Cargo.toml"));
    let lines = manifest.lines().filter(|line| !line.starts_with("open-api-codegen ")).map(|line| {
        if line.starts_with("members = ") {
            format!("members = [{}]\n", members.join(", "))
        } else {
            format!("{line}\n")
        }
    });
    lines.collect()
}

/// The client with the fixture's generated folder in the place of its own.
fn crate_of(fixture: &Fixture) -> BTreeMap<String, String> {
    let client = workspace().join("generated-client");
    let name = fixture.name();
    let mut files = BTreeMap::new();
    for (path, bytes) in OnDisk::read(&client.join("src")).unwrap().0 {
        if !path.starts_with("generated/") {
            files.insert(format!("{name}/src/{path}"), String::from_utf8(bytes).unwrap());
        }
    }
    for (path, text) in generate(&fixture.files()).0 {
        files.insert(format!("{name}/src/generated/{path}"), text);
    }
    files.insert(format!("{name}/Cargo.toml"), manifest(&read(&client.join("Cargo.toml")), &name));
    files
}

/// The client's manifest under another name, without what only its tests need.
fn manifest(client: &str, name: &str) -> String {
    let mut out = String::new();
    let mut kept = true;
    for line in client.lines() {
        if line.starts_with('[') {
            kept = ["[package]", "[features]", "[dependencies]", "[lints]"].contains(&line);
        }
        if kept {
            let line = if line.starts_with("name = ") { format!("name = \"fixture-{name}\"") } else { line.to_owned() };
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// Makes a folder hold these files. What is there already keeps its time, so that cargo does not compile it again.
fn write(root: &Path, files: &BTreeMap<String, String>) {
    let there: BTreeMap<String, Vec<u8>> =
        OnDisk::read(root).unwrap().0.into_iter().filter(|(path, _)| !path.starts_with("target/")).collect();
    for path in there.keys().filter(|path| path.contains('/') && !files.contains_key(*path)) {
        fs::remove_file(root.join(path)).unwrap();
    }
    for (path, text) in files.iter().filter(|(path, text)| there.get(*path).map(Vec::as_slice) != Some(text.as_bytes()))
    {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Runs clippy over the whole workspace, or the compiler where clippy is not installed; gives its messages, one a line.
fn clippy(root: &Path) -> (ExitStatus, String) {
    let has_clippy = Command::new(env!("CARGO")).args(["clippy", "--version"]).output().unwrap().status.success();
    let log = |name: &str| -> (PathBuf, File) {
        let path = root.join(name);
        let file = File::create(&path).unwrap();
        (path, file)
    };
    let ((messages, stdout), (_, stderr)) = (log("messages"), log("stderr"));
    let mut cargo = Command::new(env!("CARGO"))
        .arg(if has_clippy { "clippy" } else { "check" })
        .args(["--offline", "--workspace", "--no-default-features"])
        .args(["--features", "client,test-util,serialize-sensitive", "--message-format", "json"])
        .arg("--target-dir")
        .arg(root.join("target"))
        .current_dir(root)
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(900);
    loop {
        if let Some(status) = cargo.try_wait().unwrap() {
            return (status, read(&messages));
        }
        if Instant::now() > end {
            cargo.kill().unwrap();
            panic!("cargo took longer than 15 minutes");
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// An error or a warning, as a person reads it. What the runtime does not use because a fixture says so little is none.
fn complaint(line: &str) -> Option<String> {
    let line = Source::new("message", line);
    let message = Tree::from(&json::parse(&line, FileId::Spec).ok()?);
    let message = message.get("message")?;
    let text = |tree: Option<&Tree>| match tree {
        Some(Tree::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let has_place = message.get("spans").is_some_and(|spans| !spans.elements().is_empty());
    (text(message.get("level")) == "error" || has_place).then(|| text(message.get("rendered")))
}
