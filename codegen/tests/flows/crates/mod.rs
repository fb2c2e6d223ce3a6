//! Crates of the client's runtime and other generated files than its own: workspaces under `target/`, compiled by cargo, with the
//! versions and lints of this one. What has not changed is not written again, and what cargo said of it is remembered.

mod face;
mod runtime;

use crate::harness::{read, workspace};
pub(crate) use face::{Face, words};
use open_api_codegen::generate::files::{FileSet, OnDisk};
use runtime::{ROOT, manifest, workspace_manifest};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

/// Longer than any of this takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(900);

/// What cargo printed.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) is_done: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A workspace of such crates.
pub(crate) struct Workspace {
    root: PathBuf,
    /// What each member's root has beyond the client's own.
    members: BTreeMap<String, String>,
    /// What was added; what else lies among a member's sources is an earlier run's.
    wanted: BTreeSet<PathBuf>,
    /// Whether anything is different from what the last run left.
    is_changed: bool,
}

impl Workspace {
    /// The workspace of one test: two tests never write into one.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates").join(name);
        Self { root, members: BTreeMap::new(), wanted: BTreeSet::new(), is_changed: false }
    }

    /// Adds the client with other generated files in the place of its own.
    pub(crate) fn add_client(&mut self, member: &str, generated: &FileSet) {
        self.add(&format!("{member}/Cargo.toml"), &manifest(member));
        for (path, text) in runtime::sources().iter().filter(|(path, _)| *path != ROOT) {
            self.add(&format!("{member}/src/{path}"), text);
        }
        for (path, text) in &generated.0 {
            self.add(&format!("{member}/src/generated/{path}"), text);
        }
        self.members.insert(member.to_owned(), String::new());
    }

    /// Adds a face to a member, beside another one that it may lead to. Gives the words that lead to what is not that one's.
    pub(crate) fn add_face(
        &mut self,
        member: &str,
        name: &str,
        face: &Face,
        base: Option<(&str, &Face)>,
    ) -> BTreeSet<String> {
        let base = base.map(|(base, other)| (base, face.differing(other)));
        for (path, text) in face.named(name, base.as_ref()) {
            self.add(&format!("{member}/src/{name}/{path}"), &text);
        }
        self.extend_root(member, &format!("pub mod {name};\n"));
        base.map(|(_, differing)| differing).unwrap_or_default()
    }

    /// Adds something to the end of a member's root.
    pub(crate) fn extend_root(&mut self, member: &str, text: &str) {
        self.members.get_mut(member).expect("the client was added before").push_str(text);
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, text: &str) -> PathBuf {
        let path = self.root.join(path);
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            self.is_changed = true;
        }
        self.wanted.insert(path.clone());
        path
    }

    /// Runs cargo on what was added, without default features; what it said is kept under a name of its own.
    pub(crate) fn cargo(&mut self, name: &str, command: &str, args: &[&str]) -> Said {
        self.write_manifests();
        let folder = self.root.join("said");
        fs::create_dir_all(&folder).unwrap();
        let file = |kind: &str| folder.join(format!("{name}.{kind}"));
        let said = |is_done: bool| Said { is_done, stdout: read(&file("stdout")), stderr: read(&file("stderr")) };
        // Cargo does not remember what it refused: the same inputs would be compiled in vain in every run.
        let run = |is_done: bool| format!("{}{command} {args:?}\n{is_done}", *VERSION);
        let finished = fs::read_to_string(file("finished")).unwrap_or_default();
        if let Some(is_done) = [true, false].into_iter().find(|is_done| !self.is_changed && finished == run(*is_done)) {
            return said(is_done);
        }
        // What was said before is no longer true of any of them.
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "finished") && (self.is_changed || path == file("finished"))
            {
                fs::remove_file(path).unwrap();
            }
        }
        self.is_changed = false;
        let mut cargo = Command::new(env!("CARGO"))
            .args([command, "--offline", "--no-default-features"])
            .args(args)
            // Two tests that build at the same time wait for each other: what both depend on is compiled once.
            .env("CARGO_TARGET_DIR", self.root.with_file_name("target"))
            // Nobody edits these: what would make a second compilation quicker is written for nothing.
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .current_dir(&self.root)
            .stdout(File::create(file("stdout")).unwrap())
            .stderr(File::create(file("stderr")).unwrap())
            .spawn()
            .unwrap();
        let end = Instant::now() + PATIENCE;
        let is_done = loop {
            if let Some(status) = cargo.try_wait().unwrap() {
                break status.success();
            }
            if Instant::now() > end {
                cargo.kill().unwrap();
                panic!("cargo took longer than {PATIENCE:?}");
            }
            thread::sleep(Duration::from_millis(20));
        };
        fs::write(file("finished"), run(is_done)).unwrap();
        said(is_done)
    }

    fn write_manifests(&mut self) {
        let members: Vec<String> = self.members.keys().map(|member| format!("{member:?}")).collect();
        self.add("Cargo.toml", &workspace_manifest(&members.join(", ")));
        self.add("clippy.toml", &read(&workspace().join("clippy.toml")));
        for (member, more) in self.members.clone() {
            // Of a program, only what it uses is compiled to the end.
            let root = if more.contains("fn main()") { "main.rs" } else { ROOT };
            self.add(&format!("{member}/src/{root}"), &(runtime::sources()[ROOT].clone() + &more));
            let sources = self.root.join(member).join("src");
            for path in OnDisk::read_through(&sources, |_, _| Vec::new()).unwrap().0.keys() {
                let path = sources.join(path);
                if !self.wanted.contains(&path) {
                    fs::remove_file(path).unwrap();
                    self.is_changed = true;
                }
            }
        }
        // The versions of this workspace, which are there already. Cargo takes away what it does not need.
        let lock = read(&workspace().join("Cargo.lock"));
        let was_changed = std::mem::take(&mut self.is_changed);
        self.add("versions.lock", &lock);
        if self.is_changed || !self.root.join("Cargo.lock").exists() {
            fs::write(self.root.join("Cargo.lock"), lock).unwrap();
        }
        self.is_changed |= was_changed;
    }
}

/// Another compiler may refuse other things.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = Command::new(env!("CARGO")).arg("-Vv").output().unwrap();
    String::from_utf8_lossy(&version.stdout).into_owned()
});
