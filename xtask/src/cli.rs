//! What was typed, read into types. What can be typed is in `cli/definitions`; what a command does is in `commands`.

mod definitions;
#[cfg(feature = "whole")]
mod whole;

pub(crate) use definitions::clap;
#[cfg(feature = "whole")]
pub(crate) use whole::{
    DiffFormat, DiffOptions, DistillOptions, DriftOptions, FailOn, PullOptions, SynthOptions, WholeCommand,
};

use crate::workspace::SpecFolder;
use clap::ArgMatches;
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
    /// One of those that only the whole program has.
    Whole(WholeCommand),
}

/// Another program reads its options.
#[cfg(not(feature = "whole"))]
pub(crate) struct WholeCommand;

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

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    Json,
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
            Some(Command::Codegen(CodegenOptions { check, verbose, out: options.get_one("out").cloned() }))
        }
        Some(("lint", options)) => Some(Command::Lint(LintOptions { explain: options.get_one("explain").cloned() })),
        Some(("fmt", options)) => {
            Some(Command::Fmt(FmtOptions { check: options.get_flag("check"), verbose: options.get_flag("verbose") }))
        }
        Some(("coverage", options)) => Some(Command::Coverage(CoverageOptions { format: report_format(options) })),
        #[cfg(feature = "whole")]
        Some((name, options)) => whole::read(name, options).map(Command::Whole),
        #[cfg(not(feature = "whole"))]
        Some(_) => Some(Command::Whole(WholeCommand)),
        None => None,
    };
    let Some(command) = command else {
        // Clap has refused everything else.
        clap().error(clap::error::ErrorKind::MissingSubcommand, "a command is missing").exit()
    };
    Cli { spec, color, command }
}

fn report_format(options: &ArgMatches) -> ReportFormat {
    match options.get_one::<String>("format").map(String::as_str) {
        Some("markdown") => ReportFormat::Markdown,
        Some("json") => ReportFormat::Json,
        _ => ReportFormat::Text,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::clap().debug_assert();
    }
}
