//! A folder with a small spec, and the binary run in it. Paths are relative, so that what is printed can be snapshot.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A workspace of its own: `spec/`, `README.md`, and whatever a test adds.
pub(crate) struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// With the spec of a good fixture of the generator.
    pub(crate) fn new(fixture: &str) -> Self {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("codegen/tests/fixtures");
        let sandbox = Self { folder: tempfile::tempdir().unwrap() };
        let spec = fs::read_to_string(fixtures.join(fixture).join("openapi.json")).unwrap();
        sandbox.write("spec/openapi.json", &spec);
        sandbox.write("spec/catalog.json", &fs::read_to_string(fixtures.join("catalog.json")).unwrap());
        sandbox.write("README.md", "Above.\n\n<!-- coverage:begin -->\n<!-- coverage:end -->\n\nBelow.\n");
        sandbox.write("xtask/Cargo.toml", "");
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text that a file holds.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} does not hold {from}");
        self.write(name, &text.replacen(from, to, 1));
    }

    /// Every file below a folder, with its bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.path(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        files
    }

    /// The binary in the sandbox, not started yet.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(args.split_whitespace()).current_dir(self.folder.path());
        command.env("CARGO_MANIFEST_DIR", self.path("xtask")).env_remove("NO_COLOR").env_remove("COLUMNS");
        command
    }

    /// Runs the binary in the sandbox, as `cargo xtask` does.
    pub(crate) fn run(&self, args: &str) -> Ran {
        self.run_with(args, &[])
    }

    /// The same in another environment.
    pub(crate) fn run_with(&self, args: &str, environment: &[(&str, &str)]) -> Ran {
        let output = self.command(args).envs(environment.iter().copied()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            args: args.to_owned(),
        }
    }
}

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    args: String,
}

impl Ran {
    /// The whole run, for a snapshot.
    pub(crate) fn shown(&self) -> String {
        let part =
            |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("── {name}\n{text}") };
        let (stdout, stderr) = (part("stdout", &self.stdout), part("stderr", &self.stderr));
        format!("$ cargo xtask {}\n{stdout}{stderr}── exit {}\n", self.args, self.code)
    }
}
