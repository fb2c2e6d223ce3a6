//! A newcomer's first hour: a clone, the README's commands as they stand there, and a project of one's own with its first call.
//! One run from an empty target folder, each step after the other; the crates are downloaded before.

use crate::report::{Report, table};
use crate::timing::{processor, run};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The steps after the clone. The last one is the README's first screen: the project, the crate as its dependency, the program
/// that stands there, and the mock server.
const STEPS: [&str; 5] = [
    "cargo fetch --locked",
    "cargo xtask codegen",
    "cargo test --workspace",
    "cargo run -p open-api-client --example list_cards",
    ".ci/first-call",
];

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let place = report.path("target/bench/first-hour");
    // From nothing; a folder that is not there is nothing too.
    let _ = fs::remove_dir_all(&place);
    let clone = format!("git clone {} open-api", report.path("").display());
    fs::create_dir_all(&place).map_err(|error| format!("cannot make {}: {error}", place.display()))?;
    step(&clone, &place)?;
    let rows: Result<Vec<_>, String> = STEPS
        .iter()
        .map(|command| {
            let before = processor();
            let seconds = step(command, &place.join("open-api"))?;
            Ok(vec![format!("`{command}`"), format!("{seconds:.1}"), format!("{:.1}", processor() - before)])
        })
        .collect();
    let rows = rows?;
    let _ = fs::remove_dir_all(&place);
    Ok(table(&["step", "s", "of the processor"], &rows))
}

/// One command, as somebody types it.
fn step(command: &str, folder: &Path) -> Result<f64, String> {
    let target = folder.join("target");
    run(Command::new("bash").args(["-c", command]).current_dir(folder).env("CARGO_TARGET_DIR", target))
}
