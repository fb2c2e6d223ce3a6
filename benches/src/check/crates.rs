//! The crates that are compiled: for one spec, a client each way and a program that calls all of it. Made in `target/`, with one
//! folder for what cargo builds, so that dependencies are compiled once.

use super::answer::Answer;
use super::derived::Derives;
use super::{consumer, derived};
use crate::report::Report;
use crate::timing::run;
use open_api_codegen::api::ir::Api;
use open_api_codegen::load;
use open_api_codegen::spec::files::SpecFiles;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a client is made from the spec.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By this workspace.
    Ours,
    /// Plain structs with derived serde code, and a function an operation around one generic call.
    Derived,
    /// The same, with only the direction derived in which a type travels.
    Needed,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Ours, Self::Derived, Self::Needed];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Ours => "this client",
            Self::Derived => "plain structs, derived",
            Self::Needed => "plain structs, only the needed direction derived",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Derived => "derived",
            Self::Needed => "needed",
        }
    }
}

/// The crates of one size.
pub(super) struct Crates {
    folder: PathBuf,
    target: PathBuf,
}

impl Crates {
    /// Makes a spec of so many operations, and the crates from it.
    pub(super) fn make(report: &Report, program: &Path, operations: u32) -> Result<Self, String> {
        let folder = report.path(&format!("target/bench/check/{operations}"));
        let crates = Self { folder, target: report.path("target/bench/check/target") };
        let spec = crates.spec();
        run(Command::new(program).args(["synth", "--operations", &operations.to_string(), "--out"]).arg(&spec))?;
        let api = read(&spec)?;
        crates.write_ours(report, program, &spec)?;
        for (way, derives) in [(Way::Derived, Derives::Both), (Way::Needed, Derives::Needed)] {
            let client = derived::client(&api, derives);
            crates.write(way, "", &derived::manifest(way.name()), &[("lib.rs", &client)])?;
        }
        let answer = Answer::of(&api)?;
        for way in Way::ALL {
            let main = match way {
                Way::Ours => consumer::of_ours(&api, &answer),
                Way::Derived | Way::Needed => consumer::of_derived(&api, &answer),
            };
            let sources = [("main.rs", main.as_str()), ("answer.json", &answer.text)];
            crates.write(way, "-consumer", &consumer::manifest(way.name()), &sources)?;
        }
        Ok(crates)
    }

    /// What the crates are made of.
    pub(super) fn spec(&self) -> PathBuf {
        self.folder.join("spec")
    }

    /// Where the client of another generator goes.
    pub(super) fn other(&self) -> PathBuf {
        self.folder.join("other")
    }

    /// The committed client with the code of another spec.
    fn write_ours(&self, report: &Report, program: &Path, spec: &Path) -> Result<(), String> {
        let client = report.path("generated-client");
        let ours = self.path(Way::Ours, "");
        copy(&client.join("src"), &ours.join("src"))?;
        write(&ours.join("Cargo.toml"), &standing_alone(&text(&client.join("Cargo.toml"))?))?;
        let generated = ours.join("src/generated");
        fs::remove_dir_all(&generated).map_err(|error| format!("{}: {error}", generated.display()))?;
        run(Command::new(program)
            .current_dir(report.path(""))
            .arg("codegen")
            .arg("--spec")
            .arg(spec)
            .arg("--out")
            .arg(&generated))?;
        Ok(())
    }

    fn write(&self, way: Way, suffix: &str, manifest: &str, sources: &[(&str, &str)]) -> Result<(), String> {
        let folder = self.path(way, suffix);
        write(&folder.join("Cargo.toml"), manifest)?;
        sources.iter().try_for_each(|(name, text)| write(&folder.join("src").join(name), text))
    }

    pub(super) fn path(&self, way: Way, suffix: &str) -> PathBuf {
        self.folder.join(format!("{}{suffix}", way.name()))
    }

    /// The seconds that `cargo check` of a client alone takes.
    pub(super) fn check(&self, way: Way) -> Result<f64, String> {
        self.check_folder(&self.path(way, ""))
    }

    /// The same of a client in a folder.
    pub(super) fn check_folder(&self, folder: &Path) -> Result<f64, String> {
        self.cargo(folder, "lib.rs", &["check"])
    }

    /// The seconds that a release build of a client alone takes.
    pub(super) fn release(&self, way: Way) -> Result<f64, String> {
        self.cargo(&self.path(way, ""), "lib.rs", &["build", "--release"])
    }

    /// The seconds that a release build of the program takes, and of the client with it: its profile is the program's.
    pub(super) fn consumer(&self, way: Way) -> Result<f64, String> {
        self.cargo(&self.path(way, "-consumer"), "main.rs", &["build", "--release"])
    }

    fn program(&self, way: Way) -> PathBuf {
        self.target.join(format!("release/{}-consumer", way.name()))
    }

    /// The megabytes of an answer that the program reads in a second.
    pub(super) fn decode(&self, way: Way) -> Result<f64, String> {
        let path = self.program(way);
        let failed = |error: &dyn Display| format!("{} decode: {error}", path.display());
        let output = Command::new(&path).arg("decode").output().map_err(|error| failed(&error))?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim().parse().map_err(|_| failed(&String::from_utf8_lossy(&output.stderr)))
    }

    /// The size of the program, stripped.
    pub(super) fn megabytes(&self, way: Way) -> Result<f64, String> {
        let path = self.program(way);
        let length = fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?.len();
        Ok(f64::from(u32::try_from(length / 1_000).unwrap_or(u32::MAX)) / 1e3)
    }

    /// Compiles a crate again, and nothing that it depends on.
    fn cargo(&self, folder: &Path, source: &str, args: &[&str]) -> Result<f64, String> {
        let source = folder.join("src").join(source);
        write(&source, &text(&source)?)?;
        let mut command = Command::new("cargo");
        command.args(args).args(["--quiet", "--no-default-features", "--features", "client"]).current_dir(folder);
        run(command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0"))
    }
}

/// How many crates a clean build of the client compiles.
pub(super) fn count(report: &Report) -> Result<String, String> {
    const WITHOUT_TLS: [&str; 3] = ["--no-default-features", "--features", "client"];
    let count = |features: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(["tree", "--package", "open-api-client", "--edges", "normal,build", "--prefix", "none"]);
        let output = command.args(features).current_dir(report.path("")).output();
        let output = output.map_err(|error| format!("cannot run cargo: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut crates: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        crates.sort_unstable();
        crates.dedup();
        Ok::<usize, String>(crates.len())
    };
    let (without, with) = (count(&WITHOUT_TLS)?, count(&[])?);
    Ok(format!("From clean, a build compiles {without} crates without TLS and {with} with it, the client included.\n"))
}

fn read(spec: &Path) -> Result<Api, String> {
    let (files, _) = SpecFiles::read(spec, "spec");
    load::load(&files).0.ok_or_else(|| format!("{} is no spec", spec.display()))
}

/// The client's manifest outside its workspace, without what its tests need.
fn standing_alone(manifest: &str) -> String {
    let manifest = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    let lines = manifest.lines().map(|line| match line {
        "name = \"open-api-client\"" => "name = \"ours\"",
        "version.workspace = true" => "version = \"0.0.0\"",
        "edition.workspace = true" => "edition = \"2024\"",
        line if line.ends_with(".workspace = true") => "",
        line => line,
    });
    format!("{}\n[workspace]\n", lines.collect::<Vec<_>>().join("\n"))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

pub(super) fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
