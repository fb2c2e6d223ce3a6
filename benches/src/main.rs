//! Measures, and writes what it found into BENCHMARKS.md: `cargo run -p bench --profile bench -- all`.
//! Each part can be run by itself; what is measured is in the module of the part's name.

mod check;
mod client;
mod decode;
mod diff;
mod generator;
mod plot;
mod report;
mod startup;
mod timing;

use report::Report;
use std::process::ExitCode;

/// A part of the report: what its name is, and what fills it.
type Part = (&'static str, fn(&Report) -> Result<String, String>);

const PARTS: &[Part] = &[
    ("generator", generator::measure),
    ("diff", diff::measure),
    ("startup", startup::measure),
    ("check", check::measure),
    ("decode", decode::measure),
    ("client", client::measure),
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let all = wanted.iter().any(|word| word == "all");
    let chosen: Vec<&Part> = PARTS.iter().filter(|(name, _)| all || wanted.iter().any(|word| word == name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        report::say(&format!("usage: bench all | {}", names.join(" | ")));
        return ExitCode::from(2);
    }
    for (name, measure) in chosen {
        report::say(&format!("measuring: {name}"));
        let outcome = Report::open().and_then(|report| report.write(name, &measure(&report)?));
        if let Err(error) = outcome {
            report::say(&format!("{name}: {error}"));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
