//! What a newcomer waits for: building the command line from clean, and the first run of it.

use crate::report::{Report, table};
use crate::timing::{median, run};
use std::fs;
use std::process::Command;

const TIMES: usize = 3;

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let target = report.path("target/bench/startup");
    let (mut builds, mut runs) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        // From clean; a folder that is not there is clean too.
        let _ = fs::remove_dir_all(&target);
        // As the alias `xtask` has it.
        builds.push(cargo(report, &["build", "--quiet", "--package", "xtask", "--no-default-features"])?);
        runs.push(cargo(report, &["xtask", "codegen", "--check"])?);
    }
    let rows = [
        vec!["`cargo xtask` built from clean".to_owned(), format!("{:.1}", median(builds))],
        vec!["`cargo xtask codegen --check` after that".to_owned(), format!("{:.2}", median(runs))],
    ];
    Ok(table(&["what", "s"], &rows))
}

fn cargo(report: &Report, args: &[&str]) -> Result<f64, String> {
    let target = report.path("target/bench/startup");
    let mut command = Command::new("cargo");
    command.args(args).current_dir(report.path("")).env("CARGO_TARGET_DIR", target);
    run(&mut command)
}
