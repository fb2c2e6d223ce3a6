//! Measures, and writes what it found into BENCHMARKS.md: `cargo run -p bench --profile bench -- all`.
//! Each part can be run by itself; what is measured is in the module of the part's name.

mod check;
mod client;
mod decode;
mod diff;
mod generator;
mod hour;
mod plot;
mod profile;
mod pull;
mod report;
mod site;
mod startup;
mod timing;

use report::Report;
use std::process::ExitCode;

/// A part of the report: what its name is, and what fills it.
type Part = (&'static str, fn(&Report) -> Result<String, String>);

const PARTS: &[Part] = &[
    ("generator", generator::measure),
    ("generator-profile", profile::of_generator),
    ("diff", diff::measure),
    ("pull", pull::measure),
    ("startup", startup::measure),
    ("first-hour", hour::measure),
    ("check", check::measure),
    ("check-other", check::measure_other),
    ("decode", decode::measure),
    ("decode-profile", profile::of_decoding),
    ("client", client::measure),
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    // What the profile of decoding runs.
    if let [repeat, way] = wanted.as_slice()
        && repeat == "repeat"
    {
        return decode::repeat(way);
    }
    let all = wanted.iter().any(|word| word == "all");
    let chosen: Vec<&Part> = PARTS.iter().filter(|(name, _)| all || wanted.iter().any(|word| word == name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        report::say(&format!("usage: bench all | {}", names.join(" | ")));
        return ExitCode::from(2);
    }
    // A part that fails leaves its table as it was, and the others are measured all the same.
    let mut outcome = ExitCode::SUCCESS;
    for (name, measure) in chosen {
        report::say(&format!("measuring: {name}"));
        if let Err(error) = Report::open().and_then(|report| report.write(name, &measure(&report)?)) {
            report::say(&format!("{name}: {error}"));
            outcome = ExitCode::FAILURE;
        }
    }
    outcome
}
