//! The generator as a built program: from an empty folder, with nothing to do, and with one field changed.

use crate::plot;
use crate::report::{Report, table};
use crate::timing::{median, peak, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const SIZES: [(u32, usize); 3] = [(39, 15), (390, 9), (3_900, 5)];

/// Another generator, for comparison, if it is installed: the fastest of the others at 3,900 operations.
pub(crate) const OTHER: &str = "oas3-gen";

/// Measured elsewhere on two cores of this kind, over specs of the same sizes and shape.
const ELSEWHERE: [(&str, [f64; 3]); 2] =
    [("progenitor 0.15, elsewhere", [0.34, 2.96, 26.9]), ("spargen, elsewhere", [0.18, 1.22, 14.3])];

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let is_other_there = is_other_there();
    let (mut rows, mut line, mut other_line, mut written) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    for (operations, times) in SIZES {
        let bench = Bench::new(report, operations)?;
        let mut runs: [Vec<f64>; 3] = Default::default();
        let mut others = Vec::new();
        for turn in 0..times {
            remove(&bench.out)?;
            runs[0].push(bench.generate()?);
            runs[1].push(bench.generate()?);
            bench.change_a_field(turn)?;
            runs[2].push(bench.generate()?);
            if is_other_there {
                others.push(bench.generate_other()?);
            }
        }
        let [full, again, changed] = runs.map(median);
        remove(&bench.out)?;
        let peak = peak(&mut bench.command())?;
        written = write_bare(&bench.out, &report.path("target/bench/bare"))?;
        bench.remove()?;
        line.push((f64::from(operations), full));
        let other = is_other_there.then(|| median(others));
        other_line.extend(other.map(|seconds| (f64::from(operations), seconds)));
        let shown = other
            .map_or(["-".to_owned(), "-".to_owned()], |other| [format!("{other:.2}"), format!("{:.2}", full / other)]);
        let mut row = vec![operations.to_string(), format!("{full:.3}"), format!("{peak:.0}")];
        row.extend([format!("{again:.3}"), format!("{changed:.3}")]);
        row.extend(shown);
        rows.push(row);
    }
    draw(&report.path("benches/plots/generator.svg"), &line, &other_line)?;
    let head = ["operations", "everything, s", "peak MiB", "nothing to do, s", "one field changed, s", OTHER, "ratio"];
    let growth = line[2].1 / line[1].1;
    Ok(format!("{}\nFrom 390 to 3,900 operations: {growth:.1} times the time.\n\n{written}\n", table(&head, &rows)))
}

fn draw(path: &Path, ours: &[(f64, f64)], other: &[(f64, f64)]) -> Result<(), String> {
    let elsewhere =
        ELSEWHERE.map(|(name, seconds)| (name, [39.0, 390.0, 3_900.0].into_iter().zip(seconds).collect::<Vec<_>>()));
    let mut lines: Vec<plot::Line<'_>> = vec![("this generator", ours)];
    if !other.is_empty() {
        lines.push((OTHER, other));
    }
    lines.extend(elsewhere.iter().map(|(name, points)| (*name, points.as_slice())));
    plot::draw(path, "Generating a client", &lines)
}

/// Whether the other generator is installed.
pub(crate) fn is_other_there() -> bool {
    Command::new(OTHER).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Builds the generator as a program of its own.
pub(crate) fn build(report: &Report) -> Result<PathBuf, String> {
    let root = report.path("");
    run(Command::new("cargo").args(["build", "--quiet", "--release", "--package", "xtask"]).current_dir(&root))?;
    Ok(report.built("xtask"))
}

/// The built program, a spec, and where its client goes.
pub(crate) struct Bench<'b> {
    program: PathBuf,
    folder: PathBuf,
    spec: PathBuf,
    out: PathBuf,
    report: &'b Report,
}

impl<'b> Bench<'b> {
    pub(crate) fn new(report: &'b Report, operations: u32) -> Result<Self, String> {
        let program = build(report)?;
        let folder = report.scratch(&format!("generator/{operations}"));
        let spec = folder.join("spec");
        remove(&folder)?;
        run(Command::new(&program).args(["synth", "--operations", &operations.to_string(), "--out"]).arg(&spec))?;
        Ok(Self { program, spec, out: folder.join("out"), folder, report })
    }

    pub(crate) fn remove(&self) -> Result<(), String> {
        remove(&self.folder)
    }

    fn generate(&self) -> Result<f64, String> {
        run(&mut self.command())
    }

    fn generate_other(&self) -> Result<f64, String> {
        let out = self.folder.join("other");
        remove(&out)?;
        let mut command = Command::new(OTHER);
        command
            .args(["generate", "client-mod", "--input"])
            .arg(self.spec.join("openapi.json"))
            .arg("--output")
            .arg(out);
        run(&mut command)
    }

    /// Makes the client from nothing, while there is none.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(self.report.path("")).arg("codegen").arg("--spec").arg(&self.spec);
        command.arg("--out").arg(&self.out);
        command
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

/// What the disk alone costs: the same files, written by a bare loop.
fn write_bare(from: &Path, to: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", to.display());
    let (mut files, mut open) = (Vec::new(), vec![from.to_path_buf()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(failed)?.filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { files.push(fs::read(&path).map_err(failed)?) }
        }
    }
    remove(to)?;
    fs::create_dir_all(to).map_err(failed)?;
    let start = Instant::now();
    for (at, bytes) in files.iter().enumerate() {
        fs::write(to.join(at.to_string()), bytes).map_err(failed)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    remove(to)?;
    Ok(format!(
        "Files were written to memory (`/dev/shm`) where there is such a place. A bare loop that only writes the same {} \
         files to this machine's disk took {seconds:.1} s.",
        files.len()
    ))
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
