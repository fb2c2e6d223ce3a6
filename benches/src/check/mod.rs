//! How long `cargo check` takes for the generated crate by itself, and for the same structs with derived serde code.

use crate::generator;
use crate::plot;
use crate::report::{Report, table};
use crate::timing::{median, run};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SIZES: [(u32, usize); 3] = [(39, 5), (390, 3), (1_000, 3)];

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let program = generator::build(report)?;
    let (mut rows, mut ours, mut derived) = (Vec::new(), Vec::new(), Vec::new());
    for (operations, times) in SIZES {
        let crates = Crates::make(report, &program, operations)?;
        crates.check(&crates.ours)?;
        crates.check(&crates.derived)?;
        let mut runs: [Vec<f64>; 2] = Default::default();
        for _ in 0..times {
            runs[0].push(crates.check(&crates.ours)?);
            runs[1].push(crates.check(&crates.derived)?);
        }
        let [one, other] = runs.map(median);
        ours.push((f64::from(operations), one));
        derived.push((f64::from(operations), other));
        let ratio = format!("{:.2}", one / other);
        rows.push(vec![operations.to_string(), format!("{one:.2}"), format!("{other:.2}"), ratio]);
    }
    let lines: [plot::Line<'_>; 2] = [("this client, all of it", &ours), ("only its structs, derived", &derived)];
    plot::draw(&report.path("benches/plots/check.svg"), "cargo check of the crate alone", &lines)?;
    let head = ["operations", "this client, s", "its structs with derived serde and nothing else, s", "ratio"];
    Ok(table(&head, &rows))
}

/// A client made from a synthetic spec, and a crate with the same structs and derives.
struct Crates {
    ours: PathBuf,
    derived: PathBuf,
    target: PathBuf,
}

impl Crates {
    fn make(report: &Report, program: &Path, operations: u32) -> Result<Self, String> {
        let folder = report.path(&format!("target/bench/check/{operations}"));
        let spec = folder.join("spec");
        let crates = Self {
            ours: folder.join("ours"),
            derived: folder.join("derived"),
            target: report.path("target/bench/check/target"),
        };
        run(Command::new(program).args(["synth", "--operations", &operations.to_string(), "--out"]).arg(&spec))?;
        let client = report.path("generated-client");
        copy(&client.join("src"), &crates.ours.join("src"))?;
        let manifest = fs::read_to_string(client.join("Cargo.toml")).map_err(|error| error.to_string())?;
        write(&crates.ours.join("Cargo.toml"), &standing_alone(&manifest))?;
        let generated = crates.ours.join("src/generated");
        fs::remove_dir_all(&generated).map_err(|error| error.to_string())?;
        run(Command::new(program).arg("codegen").arg("--spec").arg(&spec).arg("--out").arg(&generated))?;
        write(&crates.derived.join("Cargo.toml"), DERIVED_MANIFEST)?;
        write(&crates.derived.join("src/lib.rs"), &derived(&generated)?)?;
        Ok(crates)
    }

    fn check(&self, folder: &Path) -> Result<f64, String> {
        let lib = folder.join("src/lib.rs");
        let text = fs::read_to_string(&lib).map_err(|error| error.to_string())?;
        write(&lib, &text)?;
        let mut command = Command::new("cargo");
        command.args(["check", "--quiet", "--no-default-features", "--features", "client"]).current_dir(folder);
        run(command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0"))
    }
}

const DERIVED_MANIFEST: &str = r#"[package]
name = "derived"
version = "0.0.0"
edition = "2024"

[features]
client = []

[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[workspace]
"#;

/// The client's manifest outside its workspace, without what its tests need.
fn standing_alone(manifest: &str) -> String {
    let manifest = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    let lines = manifest.lines().map(|line| match line {
        "version.workspace = true" => "version = \"0.0.0\"",
        "edition.workspace = true" => "edition = \"2024\"",
        line if line.ends_with(".workspace = true") => "",
        line => line,
    });
    format!("{}\n[workspace]\n", lines.collect::<Vec<_>>().join("\n"))
}

/// The generated structs with derived serde code in place of ours, and plain types for their fields.
fn derived(generated: &Path) -> Result<String, String> {
    let mut out = String::from("#![allow(missing_docs)]\nuse serde::{Deserialize, Serialize};\n");
    let models = fs::read_dir(generated.join("models")).map_err(|error| error.to_string())?;
    let mut paths: Vec<PathBuf> = models.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let Some(from) = text.find("pub struct ").filter(|_| !path.ends_with("mod.rs")) else {
            continue;
        };
        let body = text[from..].split_inclusive("\n}\n").next().unwrap_or_default();
        out.push_str("\n#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n");
        for line in body.lines() {
            match line.strip_prefix("    pub ").and_then(|field| field.strip_suffix(',')?.split_once(": ")) {
                Some((name, ty)) => _ = writeln!(out, "    pub {name}: {},", plain(ty)),
                None => _ = writeln!(out, "{line}"),
            }
        }
    }
    Ok(out)
}

/// A field's type without ours: floats, texts and integers; other structs stay.
fn plain(ty: &str) -> String {
    for wrapper in ["Option<", "Vec<"] {
        if let Some(inner) = ty.strip_prefix(wrapper).and_then(|rest| rest.strip_suffix('>')) {
            return format!("{wrapper}{}>", plain(inner));
        }
    }
    match ty {
        "Decimal" => "f64".to_owned(),
        "Json" => "serde_json::Value".to_owned(),
        "AppId" => "i64".to_owned(),
        "DateTime" | "Pan" | "Cvv" | "Pin" | "Pii" | "Secret" | "Expiry" | "Channel" => "String".to_owned(),
        ty if ty.ends_with("Status") => "i32".to_owned(),
        ty if ty.ends_with("Id") => "String".to_owned(),
        other => other.to_owned(),
    }
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

fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
