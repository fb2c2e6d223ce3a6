//! A cargo workspace below `target`, with a crate generated from each spec. What has not changed is not written again, so that a
//! second run compiles nothing.

use open_api_codegen::api::ir::Api;
use open_api_codegen::generate::emit;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// Longer than any of this takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// Stands in for the sending half, whose dependencies would be compiled for nothing: what resources are generated against, and
/// the runtime's own way with what wraps every call.
const CLIENT: &str = "
mod client {
    #[allow(dead_code, reason = \"the sending half is left out\")]
    #[path = \"settings/credentials.rs\"]
    mod credentials;
    #[allow(dead_code, reason = \"the sending half is left out\")]
    #[path = \"answer/envelope.rs\"]
    mod envelope;
    pub(crate) struct Bytes(Vec<u8>);
    impl Bytes {
        pub(crate) fn from_owner(bytes: impl AsRef<[u8]>) -> Self { Self(bytes.as_ref().to_vec()) }
    }
    pub fn sent() -> String {
        let credentials = credentials::Credentials::new(1, 2, crate::Secret::new(\"k\")).unwrap();
        String::from_utf8(credentials.merge(b\"{}\").0).unwrap()
    }
    pub fn judged(body: &str) -> Result<String, String> {
        envelope::Envelope::read(body.as_bytes()).map(|envelope| envelope.code.to_string()).map_err(|error| error.detail)
    }
    #[derive(Debug)]
    pub struct Client;
    #[derive(Debug)]
    pub struct Call<R> { pub(crate) request: R }
    impl<R> Call<R> {
        pub(crate) fn new(_: &Client, request: R) -> Self { Self { request } }
    }
}
pub use client::{Call, Client, judged, sent};
pub mod resources { pub use crate::generated::resources::*; }
";

/// What cargo printed.
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    fn read(folder: &Path) -> Self {
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("cargo writes text");
        Self { stdout: read("stdout"), stderr: read("stderr") }
    }
}

/// Another compiler may refuse other things.
fn version() -> String {
    let version = Command::new(env!("CARGO")).arg("-Vv").output().expect("cargo runs");
    String::from_utf8_lossy(&version.stdout).into_owned()
}

pub(crate) struct Workspace {
    root: PathBuf,
    members: BTreeSet<String>,
    wanted: BTreeSet<PathBuf>,
    /// Whether anything is different from what the last run left.
    is_changed: bool,
}

impl Workspace {
    /// The workspace of one test: two tests never write into one.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(name);
        Self { root, members: BTreeSet::new(), wanted: BTreeSet::new(), is_changed: false }
    }

    /// Adds the crate that is generated from a spec.
    pub(crate) fn add_client(&mut self, name: &str, api: &Api) {
        let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client");
        let manifest = fs::read_to_string(client.join("Cargo.toml")).expect("the client has a manifest");
        // What only the client's own tests and documentation need comes last, and stays behind.
        let manifest = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        let manifest = manifest.replace("name = \"open-api-client\"", &format!("name = \"{name}\""));
        let manifest = manifest.replace("[lints]\nworkspace = true\n", "");
        self.write(&format!("{name}/Cargo.toml"), &manifest);
        self.copy(&client.join("src"), &format!("{name}/src"));
        for (path, text) in emit::emit(api).expect("emitters make Rust").0 {
            // The resources do not wait for the feature that brings the sending half.
            let text = if path == "mod.rs" { text.replace("#[cfg(feature = \"client\")]\n", "") } else { text };
            self.write(&format!("{name}/src/generated/{path}"), &text);
        }
        self.members.insert(name.to_owned());
    }

    /// Adds an example to a crate.
    pub(crate) fn add_example(&mut self, member: &str, name: &str, text: &str) {
        self.write(&format!("{member}/examples/{name}.rs"), text);
    }

    /// Adds a file beside the crates.
    pub(crate) fn add_file(&mut self, name: &str, text: &str) -> PathBuf {
        self.write(name, text);
        self.root.join(name)
    }

    /// Runs cargo on what was added, and on nothing that an earlier run has left.
    pub(crate) fn cargo(&mut self, arguments: &[&str]) -> Said {
        let members: Vec<String> = self.members.iter().map(|member| format!("\"{member}\"")).collect();
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        let own = fs::read_to_string(own).expect("the repository has a manifest");
        // What the members inherit.
        let (_, package) = own.split_once("[workspace.package]\n").expect("the manifest says what packages share");
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[workspace.package]\n{}\n\n[workspace.lints]\n\n\
             [profile.dev]\ndebug = false\n",
            members.join(", "),
            package.split("\n[").next().unwrap_or_default()
        );
        self.write("Cargo.toml", &manifest);
        // The versions of the repository: nothing is looked up anywhere.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        let lock = fs::read_to_string(lock).expect("the repository has a lock file");
        let before = self.is_changed;
        self.is_changed = false;
        self.write("versions.lock", &lock);
        if self.is_changed || !self.root.join("Cargo.lock").exists() {
            fs::write(self.root.join("Cargo.lock"), lock).expect("files can be written");
        }
        self.is_changed |= before;
        self.remove_others();
        let target = self.root.join("target");
        let said = |name: &str| target.join(name);
        fs::create_dir_all(&target).expect("folders can be made");
        // Cargo does not remember what it refused: the same inputs would be compiled in vain in every run.
        let run = format!("{}{arguments:?}", version());
        if !self.is_changed && fs::read_to_string(said("finished")).is_ok_and(|finished| finished == run) {
            return Said::read(&target);
        }
        _ = fs::remove_file(said("finished"));
        let file = |name: &str| fs::File::create(said(name)).expect("files can be written");
        let mut child = Command::new(env!("CARGO"))
            .args(["--offline", "--quiet"])
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &target)
            // Nobody edits these: what would make a second compilation quicker is written for nothing.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .spawn()
            .expect("cargo runs");
        let begun = Instant::now();
        while child.try_wait().expect("cargo can be waited for").is_none() {
            if begun.elapsed() > PATIENCE {
                child.kill().expect("cargo can be ended");
                panic!("cargo took longer than {PATIENCE:?}");
            }
            thread::sleep(Duration::from_millis(20));
        }
        fs::write(said("finished"), run).expect("files can be written");
        Said::read(&target)
    }

    fn copy(&mut self, from: &Path, to: &str) {
        for entry in fs::read_dir(from).expect("the client's sources are there") {
            let path = entry.expect("the folder can be read").path();
            let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "generated" {
                    self.copy(&path, &format!("{to}/{name}"));
                }
            } else {
                let mut text = fs::read_to_string(&path).expect("a source is text");
                if to.ends_with("/src") && name == "lib.rs" {
                    text.push_str(CLIENT);
                }
                if name == "credentials.rs" {
                    text = text.replace("use bytes::Bytes;", "use super::Bytes;");
                }
                self.write(&format!("{to}/{name}"), &text);
            }
        }
    }

    fn write(&mut self, path: &str, text: &str) {
        let path = self.root.join(path);
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
            fs::write(&path, text).expect("files can be written");
            self.is_changed = true;
        }
        self.wanted.insert(path);
    }

    fn remove_others(&mut self) {
        let mut work = vec![self.root.clone()];
        while let Some(folder) = work.pop() {
            for entry in fs::read_dir(&folder).expect("the workspace can be read") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    if path.file_name().is_some_and(|name| name != "target") {
                        work.push(path);
                    }
                } else if !self.wanted.contains(&path) && !path.ends_with("Cargo.lock") {
                    fs::remove_file(&path).expect("a file of an earlier run can be removed");
                    self.is_changed = true;
                }
            }
        }
    }
}
