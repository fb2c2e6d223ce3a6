//! The client that another generator makes of the same spec, checked by turns with ours: once its dependencies are there.

use super::by_turns;
use super::crates::{Crates, Way, text, write};
use crate::generator::{self, OTHER};
use crate::report::{Report, table};
use crate::timing::run;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many operations, and how often each client is checked.
const SIZES: [(u32, usize); 2] = [(39, 5), (390, 3)];

/// What its code names. The feature is there because ours is checked with one of that name.
const MANIFEST: &str = r#"[package]
name = "other"
version = "0.0.0"
edition = "2024"

[features]
client = []

[dependencies]
anyhow = "1"
http = "1"
oas3-gen-support = "0.29"
reqwest = { version = "0.13", default-features = false, features = ["form", "json", "multipart", "query"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_with = "3"
validator = { version = "0.20", features = ["derive"] }

[workspace]
"#;

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    if !generator::is_other_there() {
        return Err(format!("{OTHER} is not installed; `cargo install {OTHER} --version 0.29.0`"));
    }
    let program = generator::build(report)?;
    let mut rows = Vec::new();
    for (operations, times) in SIZES {
        let crates = Crates::make(report, &program, operations)?;
        make(&crates)?;
        let clients = [crates.path(Way::Ours, ""), crates.other()];
        let check = |folder: &PathBuf| crates.check_folder(folder);
        // Both are compiled with what they depend on before any is timed.
        by_turns(1, clients.each_ref(), check)?;
        let [ours, other] = by_turns(times, clients.each_ref(), check)?;
        rows.push(vec![
            operations.to_string(),
            format!("{ours:.1}"),
            format!("{other:.1}"),
            format!("{:.2}", ours / other),
        ]);
    }
    Ok(table(&["operations", "this client, s", OTHER, "ratio"], &rows))
}

/// Writes its crate, without the checks of a text's length that it puts on enums: with them, it does not compile.
fn make(crates: &Crates) -> Result<(), String> {
    let folder = crates.other();
    let generated = folder.join("src/generated");
    write(&folder.join("Cargo.toml"), MANIFEST)?;
    write(&folder.join("src/lib.rs"), "pub mod generated;\n")?;
    let mut command = Command::new(OTHER);
    command.args(["generate", "client-mod", "--input"]).arg(crates.spec().join("openapi.json"));
    run(command.arg("--output").arg(&generated))?;
    mend(&generated.join("types.rs"))
}

fn mend(path: &Path) -> Result<(), String> {
    let code = text(path)?;
    let enums: BTreeSet<&str> =
        code.lines().filter_map(|line| line.strip_prefix("pub enum ")?.split_whitespace().next()).collect();
    let (mut kept, mut held) = (String::new(), String::new());
    for line in code.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[validate(length(") {
            held = format!("{line}\n");
            continue;
        }
        if trimmed.starts_with("pub ") {
            let is_enum = trimmed.split(|char: char| !char.is_alphanumeric()).any(|word| enums.contains(word));
            kept.push_str(if is_enum { "" } else { &held });
            held.clear();
        }
        kept.push_str(line);
        kept.push('\n');
    }
    write(path, &kept)
}
