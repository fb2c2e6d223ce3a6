//! The generator as a built program: from an empty folder, with nothing to do, and with one field changed.

use crate::plot;
use crate::report::{Report, table};
use crate::timing::{Run, median, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SIZES: [(u32, usize); 3] = [(39, 15), (390, 9), (3_900, 5)];

/// Measured elsewhere on two cores of this kind, over the same sizes: the fastest other generator of each size.
const OTHERS: [(&str, [f64; 3]); 3] =
    [("progenitor 0.15", [0.34, 2.96, 26.9]), ("oas3-gen 0.29", [0.16, 1.35, 12.3]), ("spargen", [0.18, 1.22, 14.3])];

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let program = build(report)?;
    let (mut rows, mut line) = (Vec::new(), Vec::new());
    for (operations, times) in SIZES {
        let folder = report.path(&format!("target/bench/generator/{operations}"));
        let bench = Bench { program: &program, spec: folder.join("spec"), out: folder.join("out"), report };
        bench.synth(operations)?;
        let mut runs: [Vec<Run>; 3] = Default::default();
        for turn in 0..times {
            remove(&bench.out)?;
            runs[0].push(bench.generate()?);
            runs[1].push(bench.generate()?);
            bench.change_a_field(turn)?;
            runs[2].push(bench.generate()?);
        }
        line.push((f64::from(operations), seconds(&runs[0])));
        rows.push(vec![
            operations.to_string(),
            format!("{:.3}", seconds(&runs[0])),
            format!("{:.0}", median(runs[0].iter().map(|run| run.peak_mib))),
            format!("{:.3}", seconds(&runs[1])),
            format!("{:.3}", seconds(&runs[2])),
        ]);
    }
    let others =
        OTHERS.map(|(name, seconds)| (name, [39.0, 390.0, 3_900.0].into_iter().zip(seconds).collect::<Vec<_>>()));
    let mut lines: Vec<plot::Line<'_>> = vec![("this generator", &line)];
    lines.extend(others.iter().map(|(name, points)| (*name, points.as_slice())));
    plot::draw(&report.path("benches/plots/generator.svg"), "Generating a client", &lines)?;
    let head = ["operations", "everything, s", "peak MiB", "nothing to do, s", "one field changed, s"];
    Ok(format!("{}\nFrom 390 to 3,900 operations: {:.1} times the time.\n", table(&head, &rows), line[2].1 / line[1].1))
}

/// Builds the generator as a program of its own.
pub(crate) fn build(report: &Report) -> Result<PathBuf, String> {
    let root = report.path("");
    run(Command::new("cargo").args(["build", "--quiet", "--release", "--package", "xtask"]).current_dir(&root))?;
    Ok(report.path("target/release/xtask"))
}

fn seconds(runs: &[Run]) -> f64 {
    median(runs.iter().map(|run| run.seconds))
}

struct Bench<'b> {
    program: &'b Path,
    spec: PathBuf,
    out: PathBuf,
    report: &'b Report,
}

impl Bench<'_> {
    fn synth(&self, operations: u32) -> Result<Run, String> {
        let operations = operations.to_string();
        let mut command = Command::new(self.program);
        run(command.args(["synth", "--operations", &operations, "--out"]).arg(&self.spec))
    }

    fn generate(&self) -> Result<Run, String> {
        let mut command = Command::new(self.program);
        command.current_dir(self.report.path("")).arg("codegen").arg("--spec").arg(&self.spec);
        run(command.arg("--out").arg(&self.out))
    }

    /// Says something else of one field each time.
    fn change_a_field(&self, turn: usize) -> Result<(), String> {
        let path = self.spec.join("openapi.json");
        let failed = |error| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(failed)?;
        let (before, after) = text.split_once("How many there are of it").ok_or("the spec has no such field")?;
        fs::write(&path, format!("{before}How many there are{} of it{after}", " now".repeat(turn + 1))).map_err(failed)
    }
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
