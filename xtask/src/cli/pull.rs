//! What can be typed behind `cargo xtask pull`.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(crate) struct PullOptions {
    pub(crate) site: Option<String>,
    pub(crate) from: Option<PathBuf>,
    pub(crate) keep: Option<PathBuf>,
    pub(crate) check: bool,
    pub(crate) prune: bool,
}

pub(super) fn read(options: &ArgMatches) -> PullOptions {
    PullOptions {
        site: options.get_one("site").cloned(),
        from: options.get_one("from").cloned(),
        keep: options.get_one("keep").cloned(),
        check: options.get_flag("check"),
        prune: options.get_flag("prune"),
    }
}

pub(super) fn command() -> Command {
    Command::new("pull")
        .about("Brings the whole documentation site into the spec")
        .arg(
            Arg::new("site").value_name("SITE").help("The site's address [default: `site` of the spec's catalog.json]"),
        )
        .arg(
            folder("from")
                .conflicts_with("site")
                .help("Read saved pages from a folder instead: *.md, *.html, *.txt, *.json, *.yaml, llms.txt"),
        )
        .arg(super::check("Write nothing; tell whether documentation and spec agree"))
        .arg(folder("keep").help("Leave the texts of the pages in this folder, so that `--from` can read them"))
        .arg(
            Arg::new("prune")
                .long("prune")
                .action(ArgAction::SetTrue)
                .help("Remove what came from a page and is no longer on it"),
        )
        .after_help(
            "Exit codes: 0 done, 1 nothing written, 4 documentation and spec disagree (with --check), \
             5 some pages could not be brought in, the rest is written.\n\n\
             Examples:\n  cargo xtask pull\n  cargo xtask pull https://docs.example.com --keep pages\n  \
             cargo xtask pull --from pages --check",
        )
}

fn folder(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("DIR").value_parser(value_parser!(PathBuf))
}
