//! `cargo xtask diff` as a built program, over two specs of 4,000 operations: one description changed, and every tenth.

use crate::generator;
use crate::report::{Report, table};
use crate::timing::{median, peak, run};
use std::fs;
use std::process::Command;

const OPERATIONS: &str = "4000";
const TIMES: usize = 9;

/// How a description begins that is about to be changed.
const DESCRIPTION: &str = "\"description\": \"";

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let program = generator::build(report)?;
    let folder = report.scratch("diff");
    let base = folder.join("base");
    run(Command::new(&program).args(["synth", "--operations", OPERATIONS, "--out"]).arg(&base))?;
    let path = |side: &str, name: &str| folder.join(side).join(name);
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let spec = fs::read_to_string(path("base", "openapi.json")).map_err(failed)?;
    let descriptions = spec.matches(DESCRIPTION).count();
    let changes = [("one", descriptions), ("many", 10)];
    let (mut seconds, mut peaks) = ([const { Vec::new() }; 2], Vec::new());
    for (side, every) in changes {
        fs::create_dir_all(folder.join(side)).map_err(failed)?;
        fs::write(path(side, "openapi.json"), changed(&spec, every)).map_err(failed)?;
        fs::copy(path("base", "catalog.json"), path(side, "catalog.json")).map_err(failed)?;
    }
    let diff = |side: &str| {
        let mut command = Command::new(&program);
        command.current_dir(report.path("")).arg("diff").arg(&base).arg(folder.join(side));
        command
    };
    for _ in 0..TIMES {
        for ((side, _), seconds) in changes.iter().zip(&mut seconds) {
            seconds.push(run(&mut diff(side))?);
        }
    }
    for (side, _) in changes {
        peaks.push(peak(&mut diff(side))?);
    }
    fs::remove_dir_all(&folder).map_err(failed)?;
    let rows = changes.iter().zip(seconds).zip(peaks).map(|(((_, every), seconds), peak)| {
        let count = descriptions / every;
        vec![count.to_string(), format!("{:.2}", median(seconds)), format!("{peak:.0}")]
    });
    let head = ["descriptions changed", "s", "peak MiB"];
    let size = f64::from(u32::try_from(spec.len()).unwrap_or(u32::MAX)) / 1e6;
    Ok(format!("{}\nEach side has {size:.0} MB.\n", table(&head, &rows.collect::<Vec<_>>())))
}

/// The spec with another word at the beginning of every so many-th description.
fn changed(spec: &str, every: usize) -> String {
    let mut parts = spec.split(DESCRIPTION);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (at, part) in (1..).zip(parts) {
        out.push_str(DESCRIPTION);
        out.push_str(if at % every == 0 { "Now: " } else { "" });
        out.push_str(part);
    }
    out
}
