//! Where the CPU time goes, by `perf`: its samples, grouped by the crate that a symbol's name begins with.
//! What is profiled is measured elsewhere; nothing here is timed.

use crate::generator::Bench;
use crate::report::{Report, table};
use crate::timing::run;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Samples in a second and core: no round number, so that nothing that happens regularly is always met.
const FREQUENCY: &str = "1999";

/// The least share that has a row of its own.
const LEAST: f64 = 0.5;

/// The generator, with as many operations as `generator` has at most.
pub(crate) fn of_generator(report: &Report) -> Result<String, String> {
    let bench = Bench::new(report, 3_900)?;
    let shares = shares(report, &mut bench.command())?;
    bench.remove()?;
    let rows = sorted(&shares).map(|(place, share)| vec![place.to_owned(), percent(share)]).collect::<Vec<_>>();
    Ok(table(&["all threads together", "CPU time"], &rows))
}

/// Two ways of decoding, a few seconds each.
pub(crate) fn of_decoding(report: &Report) -> Result<String, String> {
    let this = std::env::current_exe().map_err(|error| format!("this program is nowhere: {error}"))?;
    let of = |way: &str| shares(report, Command::new(&this).args(["repeat", way]));
    let (client, serde) = (of("client")?, of("serde")?);
    let share = |shares: &Shares, place| percent(shares.get(place).copied().unwrap_or(0.0));
    let mut most = client.clone();
    for (place, share) in &serde {
        let most = most.entry(place).or_default();
        *most = share.max(*most);
    }
    let rows = sorted(&most).map(|(place, _)| vec![place.to_owned(), share(&client, place), share(&serde, place)]);
    Ok(table(&["", "as the client does", "by `serde_json`"], &rows.collect::<Vec<_>>()))
}

type Shares = BTreeMap<&'static str, f64>;

fn sorted(shares: &Shares) -> impl Iterator<Item = (&'static str, f64)> {
    let mut shares: Vec<_> = shares.iter().map(|(place, share)| (*place, *share)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares.into_iter().filter(|(_, share)| *share >= LEAST)
}

fn percent(share: f64) -> String {
    format!("{share:.0} %")
}

/// Runs a program under `perf`, and adds up the shares of each place.
fn shares(report: &Report, program: &mut Command) -> Result<Shares, String> {
    let folder = report.path("target/bench");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let data = folder.join("perf.data");
    let mut record = Command::new("perf");
    record.args(["record", "--quiet", "--freq", FREQUENCY, "--output"]).arg(&data).arg("--").arg(program.get_program());
    run(record.args(program.get_args()).current_dir(report.path("")))?;
    let text = read(&data)?;
    let mut shares = Shares::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let sample = sample(line).ok_or_else(|| format!("perf says what is not understood: {line}"))?;
        *shares.entry(sample.place()).or_default() += sample.share;
    }
    Ok(shares)
}

fn read(data: &Path) -> Result<String, String> {
    let mut report = Command::new("perf");
    report
        .args(["report", "--stdio", "--no-children", "--percent-limit", "0", "--sort", "dso,symbol", "--input"])
        .arg(data);
    let output = report.output().map_err(|error| format!("cannot run perf: {error}"))?;
    if !output.status.success() {
        return Err(format!("perf report: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A line of the report.
struct Sample<'l> {
    share: f64,
    object: &'l str,
    is_kernel: bool,
    symbol: &'l str,
}

/// `5.67%  libc.so.6  [.] memmove`: the share, the object file, `k` for the kernel, and the symbol.
fn sample(line: &str) -> Option<Sample<'_>> {
    let (share, rest) = line.trim_start().split_once('%')?;
    let (object, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    let (level, symbol) = rest.trim_start().split_once("] ")?;
    Some(Sample { share: share.parse().ok()?, object, is_kernel: level == "[k", symbol: symbol.trim() })
}

impl Sample<'_> {
    /// What it is counted under.
    fn place(&self) -> &'static str {
        const ALLOCATING: [&str; 8] = ["mi_", "_mi_", "malloc", "_int_", "cfree", "realloc", "calloc", "unlink_chunk"];
        if self.is_kernel {
            return "the kernel";
        }
        // `<syn::Item as core::fmt::Debug>::fmt`, `<&mut T as Trait>::method`, `alloc::vec::Vec<T>::push`
        let name = self.symbol.trim_start_matches(['<', '&', '(', '[', '*']);
        let name = name.trim_start_matches("mut ").trim_start_matches("dyn ");
        if ALLOCATING.iter().any(|start| name.starts_with(start)) {
            return "the allocator";
        }
        match name.split(['<', '>', ':', ' ', ',']).next().unwrap_or_default() {
            "syn" => "`syn`",
            "prettyplease" => "`prettyplease`",
            "proc_macro2" | "quote" => "`proc_macro2` and `quote`",
            "jsonc_parser" => "`jsonc_parser`",
            "heck" => "`heck`",
            "open_api_codegen" | "xtask" => "the generator's own code",
            "open_api_client" => "the client's own code",
            "serde_json" | "serde_core" | "serde" => "`serde_json`",
            "rust_decimal" => "`rust_decimal`",
            "jiff" => "`jiff`",
            "core" | "alloc" | "std" | "hashbrown" | "str" | "T" => "the standard library",
            _ if self.object.starts_with("libc") => "the C library: copying, comparing",
            _ => "the rest",
        }
    }
}
