//! BENCHMARKS.md: text by hand, and between markers what the measurements wrote.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The workspace and its BENCHMARKS.md.
pub(crate) struct Report {
    root: PathBuf,
}

impl Report {
    pub(crate) fn open() -> Result<Self, String> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.parent().ok_or("this package is not inside a workspace")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// A folder for files that only a run needs: in memory where the system has such a place, so that no disk is measured.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        let shared = Path::new("/dev/shm");
        if shared.is_dir() { shared.join("open-api-bench").join(name) } else { self.path("target/bench").join(name) }
    }

    /// A path in the workspace.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A program that `cargo build --release` in the workspace has made, wherever cargo puts what it makes.
    pub(crate) fn built(&self, program: &str) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
        self.root.join(target).join("release").join(format!("{program}{}", env::consts::EXE_SUFFIX))
    }

    /// Puts a text between the markers of a part, with the machine that it was measured on.
    pub(crate) fn write(&self, part: &str, text: &str) -> Result<(), String> {
        let path = self.path("BENCHMARKS.md");
        let whole = fs::read_to_string(&path).map_err(|error| format!("cannot read BENCHMARKS.md: {error}"))?;
        let (begin, end) = (format!("<!-- {part}:begin -->\n"), format!("<!-- {part}:end -->"));
        let (before, rest) =
            whole.split_once(&begin).ok_or_else(|| format!("BENCHMARKS.md has no line {}", begin.trim_end()))?;
        let (_, after) = rest.split_once(&end).ok_or_else(|| format!("BENCHMARKS.md has no line {end}"))?;
        let text = format!("{before}{begin}{text}\n{}\n{end}{after}", machine());
        fs::write(&path, text).map_err(|error| format!("cannot write BENCHMARKS.md: {error}"))
    }
}

/// A Markdown table.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = format!("| {} |\n|---|{}\n", head.join(" | "), "---:|".repeat(head.len() - 1));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

/// Where a part was measured, and how busy it was there.
fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let cpu = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or("unknown");
    format!("*{cpu}, {cores} cores; load average at the end {load}.*")
}

/// A word to whoever waits.
pub(crate) fn say(text: &str) {
    use std::io::Write as _;
    // Nobody may be listening.
    let _ = writeln!(std::io::stderr(), "{text}");
}
