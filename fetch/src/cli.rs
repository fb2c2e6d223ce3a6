//! What can be typed. People type `cargo xtask pull`; this is what it runs.

use crate::limits;
use clap::{Arg, ArgAction, Command, value_parser};
use open_api_codegen::distill::site::PageId;
use std::path::PathBuf;
use std::time::Duration;

/// What was typed.
pub(crate) struct Options {
    pub(crate) site: String,
    pub(crate) into: PathBuf,
    pub(crate) known: Vec<PageId>,
    pub(crate) each: Duration,
    pub(crate) overall: Duration,
    pub(crate) stop_with_stdin: bool,
}

/// Reads the command line; a mistake in it ends the process with a message and exit code 2.
pub(crate) fn parse() -> Options {
    let matches = command().get_matches();
    let seconds = |name: &str, default: Duration| matches.get_one::<Duration>(name).copied().unwrap_or(default);
    Options {
        site: matches.get_one::<String>("site").cloned().unwrap_or_default(),
        into: matches.get_one::<PathBuf>("into").cloned().unwrap_or_default(),
        known: matches.get_many::<PageId>("pages").into_iter().flatten().cloned().collect(),
        each: seconds("each", limits::EACH),
        overall: seconds("overall", limits::OVERALL),
        stop_with_stdin: matches.get_flag("stop-with-stdin"),
    }
}

fn command() -> Command {
    let id = |text: &str| PageId::parse(text).ok_or("not a page's id, such as 430346213e0");
    let duration = |text: &str| match text.parse().map(Duration::try_from_secs_f64) {
        Ok(Ok(duration)) if !duration.is_zero() => Ok(duration),
        _ => Err("not a number of seconds, such as 15 or 0.5"),
    };
    let seconds = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("SECONDS").value_parser(duration).help(help)
    };
    Command::new("open-api-fetch")
        .max_term_width(80)
        .about("Asks a documentation site for its pages and leaves them in a folder, with report.json")
        .version(env!("CARGO_PKG_VERSION"))
        .arg(Arg::new("site").value_name("SITE").required(true).help("The site's address; its list is SITE/llms.txt"))
        .arg(
            Arg::new("into")
                .long("into")
                .value_name("DIR")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The folder, which is also what was fetched before"),
        )
        .arg(
            Arg::new("pages")
                .long("pages")
                .value_name("IDS")
                .value_delimiter(',')
                .value_parser(id)
                .help("Pages to ask for even if the list does not name them"),
        )
        .arg(seconds("each", "How long one request may take [default: 15]"))
        .arg(seconds("overall", "How long all of it may take [default: 900]"))
        .arg(
            Arg::new("stop-with-stdin")
                .long("stop-with-stdin")
                .action(ArgAction::SetTrue)
                .help("End when the standard input does"),
        )
        .after_help(
            "Exit codes: 0 the folder has what could be had, 1 the site could not be asked.\n\n\
             Example:\n  open-api-fetch https://docs.example.com --into target/pull/docs",
        )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
