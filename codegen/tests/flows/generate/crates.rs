//! Crates of the client's runtime and other generated files than its own: one workspace under `target/`, compiled by one run of
//! cargo; a second run finds everything done. All such workspaces share what they depend on.

use crate::harness::{read, workspace};
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::generate::files::OnDisk;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// A workspace of such crates.
pub(crate) struct Crates {
    root: PathBuf,
}

impl Crates {
    /// Writes a workspace with a crate for each set of generated files.
    pub(crate) fn write(name: &str, made: impl IntoIterator<Item = (String, FileSet)>) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let mut files = BTreeMap::new();
        let mut members = Vec::new();
        for (name, generated) in made {
            files.extend(crate_of(&name, &generated));
            members.push(format!("{name:?}"));
        }
        files.insert("Cargo.toml".to_owned(), workspace_manifest(&members.join(", ")));
        files.insert("clippy.toml".to_owned(), read(&workspace().join("clippy.toml")));
        let crates = Self { root };
        crates.sync(&files);
        // The same versions as in the workspace, which are there already.
        fs::copy(workspace().join("Cargo.lock"), crates.root.join("Cargo.lock")).unwrap();
        crates
    }

    /// Makes the folder hold these files. What is there already keeps its time, so that cargo does not compile it again.
    fn sync(&self, files: &BTreeMap<String, String>) {
        let there = OnDisk::read(&self.root).unwrap().0;
        for path in there.keys().filter(|path| path.contains('/') && !files.contains_key(*path)) {
            fs::remove_file(self.root.join(path)).unwrap();
        }
        for (path, text) in files {
            if there.get(path).map(Vec::as_slice) != Some(text.as_bytes()) {
                self.add(path, text);
            }
        }
    }

    /// Adds a file.
    pub(crate) fn add(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs clippy over the whole workspace, or the compiler where clippy is not installed, and shows what it complains of.
    pub(crate) fn refuse_complaints(&self) {
        let has_clippy = Command::new(env!("CARGO")).args(["clippy", "--version"]).output().unwrap().status.success();
        let command = if has_clippy { "clippy" } else { "check" };
        let features = "client,blocking,test-util,serialize-sensitive";
        let (is_done, messages) =
            self.cargo(command, &["--workspace", "--features", features, "--message-format", "json"]);
        let complaints: Vec<String> = messages.lines().filter_map(complaint).collect();
        assert!(complaints.is_empty(), "{}\n{}", self.root.display(), complaints.join("\n"));
        assert!(is_done, "cargo failed; what it says is in {}", self.root.join("stderr").display());
    }

    /// Runs another command of cargo, which has to succeed.
    pub(crate) fn run(&self, command: &str, args: &[&str]) {
        let (is_done, said) = self.cargo(command, args);
        assert!(is_done, "cargo {command} {args:?}: {said}\n{}", read(&self.root.join("stderr")));
    }

    /// Runs cargo, without default features; gives whether it succeeded, and what it says.
    fn cargo(&self, command: &str, args: &[&str]) -> (bool, String) {
        let log = |name: &str| File::create(self.root.join(name)).unwrap();
        let mut cargo = Command::new(env!("CARGO"))
            .args([command, "--offline", "--no-default-features"])
            .args(args)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates-target"))
            // Nobody edits these: what would make a second compilation quicker is written for nothing.
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(&self.root)
            .stdout(log("stdout"))
            .stderr(log("stderr"))
            .spawn()
            .unwrap();
        let end = Instant::now() + Duration::from_secs(900);
        loop {
            if let Some(status) = cargo.try_wait().unwrap() {
                return (status.success(), read(&self.root.join("stdout")));
            }
            if Instant::now() > end {
                cargo.kill().unwrap();
                panic!("cargo took longer than 15 minutes");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// The workspace's own manifest, with other members.
fn workspace_manifest(members: &str) -> String {
    let manifest = read(&workspace().join("Cargo.toml"));
    let lines = manifest.lines().filter(|line| !line.starts_with("open-api-codegen ")).map(|line| {
        if line.starts_with("members = ") { format!("members = [{members}]\n") } else { format!("{line}\n") }
    });
    lines.collect()
}

/// The client with other generated files in the place of its own.
fn crate_of(name: &str, generated: &FileSet) -> BTreeMap<String, String> {
    let client = workspace().join("generated-client");
    let mut files = BTreeMap::new();
    for (path, bytes) in OnDisk::read(&client.join("src")).unwrap().0 {
        if !path.starts_with("generated/") {
            let text = String::from_utf8(bytes).unwrap();
            let text = if Path::new(&path).extension().is_some_and(|ending| ending == "md") {
                "Runtime.\n".to_owned()
            } else {
                undocumented(&text)
            };
            files.insert(format!("{name}/src/{path}"), text);
        }
    }
    for (path, text) in &generated.0 {
        files.insert(format!("{name}/src/generated/{path}"), text.clone());
    }
    files.insert(format!("{name}/Cargo.toml"), manifest(&read(&client.join("Cargo.toml")), name));
    files
}

/// The runtime's words speak of the real spec's types: what they link to and show is not there.
fn undocumented(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        match code.get(..3) {
            // What a function may do wrong is asked for by clippy.
            Some("///") if code.ends_with("# Panics") || code.ends_with("# Errors") => format!("{line}\n"),
            Some(slashes @ ("///" | "//!")) => format!("{indent}{slashes} Runtime.\n"),
            _ => format!("{line}\n"),
        }
    });
    lines.collect()
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

/// An error or a warning, as a person reads it. What the runtime does not use because a spec says so little is none.
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
