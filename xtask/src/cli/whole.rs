//! What was typed behind the commands that only the whole program has.

use super::{ReportFormat, report_format};
use clap::ArgMatches;
use clap_complete::Shell;
use open_api_codegen::distill::merge::Unstated;
use std::num::NonZeroU32;
use std::path::PathBuf;

/// The command and its options.
pub(crate) enum WholeCommand {
    Distill(DistillOptions),
    Pull(PullOptions),
    Drift(DriftOptions),
    Diff(DiffOptions),
    Completions(Shell),
    Synth(SynthOptions),
}

pub(crate) struct DistillOptions {
    pub(crate) pages: Vec<PathBuf>,
    pub(crate) check: bool,
    pub(crate) unstated: Unstated,
}

pub(crate) struct DriftOptions {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) format: ReportFormat,
}

pub(crate) struct SynthOptions {
    pub(crate) operations: NonZeroU32,
    pub(crate) seed: u64,
    pub(crate) out: Option<PathBuf>,
}

pub(crate) struct DiffOptions {
    pub(crate) base: Option<String>,
    pub(crate) head: Option<String>,
    pub(crate) format: DiffFormat,
    pub(crate) fail_on: Vec<FailOn>,
    /// The text that declares breaks.
    pub(crate) declared: Option<PathBuf>,
    /// A rule's id, or nothing for all of them.
    pub(crate) rules: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DiffFormat {
    Text,
    Markdown,
    Json,
    Github,
}

/// What makes `diff` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailOn {
    Wire,
    Ask,
    Source,
    Security,
}

pub(crate) struct PullOptions {
    pub(crate) site: Option<String>,
    pub(crate) from: Option<PathBuf>,
    pub(crate) keep: Option<PathBuf>,
    pub(crate) check: bool,
    pub(crate) prune: bool,
}

/// Reads the options of a command.
pub(super) fn read(command: &str, options: &ArgMatches) -> Option<WholeCommand> {
    Some(match command {
        "distill" => WholeCommand::Distill(DistillOptions {
            pages: options.get_many("pages").map(|pages| pages.cloned().collect()).unwrap_or_default(),
            check: options.get_flag("check"),
            unstated: unstated(options),
        }),
        "pull" => WholeCommand::Pull(PullOptions {
            site: options.get_one("site").cloned(),
            from: options.get_one("from").cloned(),
            keep: options.get_one("keep").cloned(),
            check: options.get_flag("check"),
            prune: options.get_flag("prune"),
        }),
        "drift" => WholeCommand::Drift(DriftOptions {
            files: options.get_many("files").map(|files| files.cloned().collect()).unwrap_or_default(),
            format: report_format(options),
        }),
        "diff" => WholeCommand::Diff(DiffOptions {
            base: options.get_one("base").cloned(),
            head: options.get_one("head").cloned(),
            format: diff_format(options),
            fail_on: fail_on(options),
            declared: options.get_one("declared").cloned(),
            rules: options.get_one("rules").cloned(),
        }),
        "completions" => WholeCommand::Completions(options.get_one::<String>("shell")?.parse().ok()?),
        "synth" => WholeCommand::Synth(SynthOptions {
            operations: options.get_one("operations").copied().unwrap_or(NonZeroU32::MIN),
            seed: options.get_one("seed").copied().unwrap_or_default(),
            out: options.get_one("out").cloned(),
        }),
        _ => return None,
    })
}

fn unstated(options: &ArgMatches) -> Unstated {
    match (options.get_flag("prune"), options.get_flag("partial")) {
        (true, _) => Unstated::Pruned,
        (_, true) => Unstated::Kept,
        _ => Unstated::Named,
    }
}

fn diff_format(options: &ArgMatches) -> DiffFormat {
    match options.get_one::<String>("format").map(String::as_str) {
        Some("markdown") => DiffFormat::Markdown,
        Some("json") => DiffFormat::Json,
        Some("github") => DiffFormat::Github,
        _ => DiffFormat::Text,
    }
}

fn fail_on(options: &ArgMatches) -> Vec<FailOn> {
    let words = options.get_many::<String>("fail-on").into_iter().flatten();
    words
        .flat_map(|word| match word.as_str() {
            "wire" => &[FailOn::Wire][..],
            "ask" => &[FailOn::Ask],
            "source" => &[FailOn::Source],
            "security" => &[FailOn::Security],
            _ => &[FailOn::Ask, FailOn::Source, FailOn::Security],
        })
        .copied()
        .collect()
}
