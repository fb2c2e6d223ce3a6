//! What can be typed: commands, options, help texts with examples.
//! What a command does is in `commands`.

mod pull;

pub(crate) use pull::PullOptions;

use crate::workspace::SpecFolder;
use clap::{Arg, ArgAction, ArgMatches, Command as Clap, value_parser};
use clap_complete::Shell;
use open_api_codegen::distill::merge::Unstated;
use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::path::PathBuf;

/// What was typed.
pub(crate) struct Cli {
    pub(crate) spec: SpecFolder,
    pub(crate) color: Color,
    pub(crate) command: Command,
}

/// When to color.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// The command and its options.
pub(crate) enum Command {
    Codegen(CodegenOptions),
    Lint(LintOptions),
    Fmt(FmtOptions),
    Coverage(CoverageOptions),
    Synth(SynthOptions),
    Completions(Shell),
    Diff(DiffOptions),
    Distill(DistillOptions),
    Pull(PullOptions),
    Drift(DriftOptions),
}

pub(crate) struct CodegenOptions {
    pub(crate) check: bool,
    pub(crate) verbose: bool,
    pub(crate) out: Option<PathBuf>,
}

pub(crate) struct LintOptions {
    pub(crate) explain: Option<String>,
}

pub(crate) struct FmtOptions {
    pub(crate) check: bool,
    pub(crate) verbose: bool,
}

pub(crate) struct CoverageOptions {
    pub(crate) format: ReportFormat,
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

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    Json,
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

/// Reads the command line; a mistake in it ends the process with a message and exit code 2.
pub(crate) fn parse() -> Cli {
    let matches = clap().get_matches();
    let spec = SpecFolder::new(matches.get_one::<PathBuf>("spec").cloned());
    let color = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => Color::Always,
        Some("never") => Color::Never,
        _ => Color::Auto,
    };
    let command = match matches.subcommand() {
        Some(("codegen", options)) => {
            let (check, verbose) = (options.get_flag("check"), options.get_flag("verbose"));
            Command::Codegen(CodegenOptions { check, verbose, out: options.get_one("out").cloned() })
        }
        Some(("lint", options)) => Command::Lint(LintOptions { explain: options.get_one("explain").cloned() }),
        Some(("fmt", options)) => {
            Command::Fmt(FmtOptions { check: options.get_flag("check"), verbose: options.get_flag("verbose") })
        }
        Some(("completions", options)) => {
            Command::Completions(options.get_one("shell").copied().unwrap_or(Shell::Bash))
        }
        Some(("coverage", options)) => Command::Coverage(CoverageOptions { format: report_format(options) }),
        Some(("distill", options)) => Command::Distill(DistillOptions {
            pages: options.get_many("pages").map(|pages| pages.cloned().collect()).unwrap_or_default(),
            check: options.get_flag("check"),
            unstated: unstated(options),
        }),
        Some(("pull", options)) => Command::Pull(pull::read(options)),
        Some(("drift", options)) => Command::Drift(DriftOptions {
            files: options.get_many("files").map(|files| files.cloned().collect()).unwrap_or_default(),
            format: report_format(options),
        }),
        Some(("synth", options)) => Command::Synth(SynthOptions {
            operations: options.get_one("operations").copied().unwrap_or(NonZeroU32::MIN),
            seed: options.get_one("seed").copied().unwrap_or_default(),
            out: options.get_one("out").cloned(),
        }),
        Some(("diff", options)) => Command::Diff(DiffOptions {
            base: options.get_one("base").cloned(),
            head: options.get_one("head").cloned(),
            format: diff_format(options),
            fail_on: fail_on(options),
            declared: options.get_one("declared").cloned(),
            rules: options.get_one("rules").cloned(),
        }),
        // Clap has refused everything else.
        _ => clap().error(clap::error::ErrorKind::MissingSubcommand, "a command is missing").exit(),
    };
    Cli { spec, color, command }
}

fn unstated(options: &ArgMatches) -> Unstated {
    match (options.get_flag("prune"), options.get_flag("partial")) {
        (true, _) => Unstated::Pruned,
        (_, true) => Unstated::Kept,
        _ => Unstated::Named,
    }
}

fn report_format(options: &ArgMatches) -> ReportFormat {
    match options.get_one::<String>("format").map(String::as_str) {
        Some("markdown") => ReportFormat::Markdown,
        Some("json") => ReportFormat::Json,
        _ => ReportFormat::Text,
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

fn clap() -> Clap {
    wrapped(unwrapped())
}

/// Every text in lines that a terminal of 80 columns shows whole, whatever the terminal and clap's features are.
fn wrapped(clap: Clap) -> Clap {
    /// What is left beside the options themselves.
    const BESIDE: usize = 50;
    const WHOLE: usize = 80;
    let names: Vec<String> = clap.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let after = clap.get_after_help().map(|text| fill(&text.to_string(), WHOLE)).unwrap_or_default();
    let clap = clap.after_help(after).mut_args(|arg| {
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let has_values = !values.is_empty() && arg.get_action().takes_values();
        if has_values {
            let _ = write!(help, " [possible values: {}]", values.join(", "));
        }
        arg.hide_possible_values(has_values).help(fill(&help, BESIDE))
    });
    names.into_iter().fold(clap, |clap, name| clap.mut_subcommand(name, wrapped))
}

/// Breaks lines between words; what begins with a blank is an example, and stays as it is.
fn fill(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if line.starts_with(' ') {
            out.push_str(line);
            continue;
        }
        let mut used = 0;
        for word in line.split(' ') {
            let wide = word.chars().count();
            let breaks = used > 0 && used + 1 + wide > width;
            if used > 0 {
                out.push(if breaks { '\n' } else { ' ' });
            }
            out.push_str(word);
            used = wide + if breaks || used == 0 { 0 } else { used + 1 };
        }
    }
    out
}

/// The command line with its texts in one line each.
pub(crate) fn unwrapped() -> Clap {
    Clap::new("cargo xtask")
        .bin_name("cargo xtask")
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        // The texts are laid out by hand, whatever features of clap another package of a build switches on.
        .term_width(0)
        .about("Regenerates the bindings, and tells what a change of the spec means.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("spec")
                .long("spec")
                .value_name("DIR")
                .global(true)
                .value_parser(value_parser!(PathBuf))
                .help("The spec folder [default: spec]"),
        )
        .arg(
            Arg::new("color")
                .long("color")
                .value_name("WHEN")
                .global(true)
                .value_parser(["auto", "always", "never"])
                .help("When to color [default: auto]"),
        )
        .subcommand(
            Clap::new("codegen")
                .about("Generates the client from the spec")
                .arg(check("Write nothing; show what would change"))
                .arg(verbose())
                .arg(
                    Arg::new("out")
                        .long("out")
                        .value_name("DIR")
                        .value_parser(value_parser!(PathBuf))
                        .help("The generated folder [default: generated-client/src/generated]"),
                )
                .after_help(
                    "Exit codes: 0 done, 1 the spec has errors, 4 files are stale (with --check).\n\n\
                     Examples:\n  cargo xtask codegen\n  cargo xtask codegen --check",
                ),
        )
        .subcommand(
            Clap::new("lint")
                .about("Checks the spec and runs the lints")
                .arg(
                    Arg::new("explain")
                        .long("explain")
                        .value_name("ID")
                        .num_args(0..=1)
                        .default_missing_value("")
                        .help("Say why a lint or an error exists; without ID, list them all"),
                )
                .after_help(
                    "Exit codes: 0 nothing to report or warnings only, 1 errors.\n\n\
                     Examples:\n  cargo xtask lint\n  cargo xtask lint --explain\n  \
                     cargo xtask lint --explain unused-schema\n  cargo xtask lint --explain E0011",
                ),
        )
        .subcommand(
            Clap::new("fmt")
                .about("Puts the spec's files into canonical form")
                .arg(check("Write nothing; show what would change"))
                .arg(verbose())
                .after_help(
                    "Exit codes: 0 done, 1 not JSON, 4 not in canonical form (with --check).\n\n\
                     Examples:\n  cargo xtask fmt\n  cargo xtask fmt --check",
                ),
        )
        .subcommand(
            Clap::new("distill")
                .about("Brings documentation pages into the spec")
                .arg(
                    Arg::new("pages")
                        .value_name("PAGE")
                        .required(true)
                        .num_args(1..)
                        .value_parser(value_parser!(PathBuf))
                        .help("A page as copied from the browser, exported as Markdown or OpenAPI, or saved as HTML"),
                )
                .arg(check("Write nothing; tell whether spec and pages agree"))
                .arg(
                    Arg::new("prune")
                        .long("prune")
                        .action(ArgAction::SetTrue)
                        .help("Remove what came from a page and is no longer on it"),
                )
                .arg(
                    Arg::new("partial")
                        .long("partial")
                        .action(ArgAction::SetTrue)
                        .conflicts_with("prune")
                        .help("Let a page through that is cut inside a table: add its facts, remove and weaken none"),
                )
                .after_help(
                    "Exit codes: 0 done, 1 a page is not understood or conflicts with the spec, \
                     4 spec and pages disagree (with --check).\n\n\
                     Examples:\n  cargo xtask distill card-list.txt\n  cargo xtask distill --check pages/*.md",
                ),
        )
        .subcommand(pull::command())
        .subcommand(
            Clap::new("coverage")
                .about("Tells how much of what the documentation names is typed")
                .arg(format())
                .after_help(
                    "Exit codes: 0 done, 1 the spec has errors.\n\n\
                     Examples:\n  cargo xtask coverage\n  cargo xtask coverage --format markdown",
                ),
        )
        .subcommand(
            Clap::new("drift")
                .about("Sums up what deployed clients saw that the spec does not say")
                .arg(
                    Arg::new("files")
                        .value_name("FILE")
                        .required(true)
                        .num_args(1..)
                        .value_parser(value_parser!(PathBuf))
                        .help("Lines of drift, as the client's `on_drift` writes them"),
                )
                .arg(format())
                .after_help(
                    "Exit codes: 0 no drift, 1 a line is not understood, 4 there is drift.\n\n\
                     Examples:\n  cargo xtask drift drift.jsonl\n  cargo xtask drift --format markdown logs/*.jsonl",
                ),
        )
        .subcommand(diff())
        .subcommand(completions())
        .subcommand(synth())
}

fn format() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(["text", "markdown", "json"])
        .help("How to tell it [default: text]")
}

fn completions() -> Clap {
    Clap::new("completions")
        .about("Prints what a shell needs to complete the command line")
        .arg(
            Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(Shell)).help("Which shell"),
        )
        .after_help(
            "It completes `xtask`, so give the command that name:\n  alias xtask='cargo xtask'\n\n\
             Exit codes: 0 done.\n\n\
             Examples:\n  source <(cargo xtask completions bash)\n  \
             cargo xtask completions zsh > ~/.zfunc/_xtask\n  \
             cargo xtask completions fish > ~/.config/fish/completions/xtask.fish",
        )
}

fn diff() -> Clap {
    Clap::new("diff")
        .about("Tells what a change of the spec does to wire and Rust API")
        .arg(
            Arg::new("base").value_name("BASE").help(
                "A git revision, a spec folder or an openapi.json [default: where the head's history leaves `main`]",
            ),
        )
        .arg(
            Arg::new("head")
                .value_name("HEAD")
                .help("A git revision, a spec folder or an openapi.json [default: the spec folder as it is]"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "markdown", "json", "github"])
                .help("How to tell it; `github` is workflow annotations [default: text]"),
        )
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("WHAT")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(["wire", "source", "security", "ask", "any"])
                .help("End with 100 if the wire or the source breaks, if the platform has to be asked, or if something is less protected"),
        )
        .arg(
            Arg::new("declared")
                .long("declared")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("A pull request's text: what it declares does not count for --fail-on; `-` is standard input"),
        )
        .arg(
            Arg::new("rules")
                .long("rules")
                .value_name("ID")
                .num_args(0..=1)
                .default_missing_value("")
                .help("Show what counts as a change, how it is judged, and why; without ID, every rule; compare nothing"),
        )
        .after_help(
            "Exit codes: 0 done, 1 a spec cannot be read, 100 what --fail-on names has happened.\n\n\
             Examples:\n  cargo xtask diff\n  cargo xtask diff v0.1.0 v0.2.0\n  \
             cargo xtask diff old/openapi.json spec --format markdown\n  \
             cargo xtask diff origin/main --fail-on ask,security --declared pull-request.md\n  \
             cargo xtask diff --rules\n  cargo xtask diff --rules operation-moved",
        )
}

fn synth() -> Clap {
    Clap::new("synth")
        .about("Makes up a spec of any size, to measure generators with")
        .arg(
            Arg::new("operations")
                .long("operations")
                .value_name("N")
                .required(true)
                .value_parser(value_parser!(NonZeroU32))
                .help("How many operations it describes"),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("S")
                .value_parser(value_parser!(u64))
                .help("What it is made up from: the same number, the same spec [default: 0]"),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help("The spec folder to write [default: target/synth/N]"),
        )
        .after_help(
            "Exit codes: 0 done, 1 a file cannot be written.\n\n\
         Examples:\n  cargo xtask synth --operations 390 --seed 1\n  \
         cargo xtask codegen --spec target/synth/390 --out target/synth/390/generated",
        )
}

fn verbose() -> Arg {
    Arg::new("verbose").short('v').long("verbose").action(ArgAction::SetTrue).help("Name unchanged files too")
}

fn check(help: &'static str) -> Arg {
    Arg::new("check").long("check").action(ArgAction::SetTrue).help(help)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::clap().debug_assert();
    }
}
