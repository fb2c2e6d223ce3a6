//! Commands and options as clap has them, help texts with examples among them.

use clap::{Arg, ArgAction, Command as Clap, value_parser};
use std::num::NonZeroU32;
use std::path::PathBuf;

/// What `completions` knows.
const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The command line.
pub(crate) fn clap() -> Clap {
    Clap::new("cargo xtask")
        .bin_name("cargo xtask")
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        // Lines of a narrow terminal's width; elsewhere, as in a pipe, what 80 columns show whole.
        .max_term_width(80)
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
        .subcommand(pull())
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
        .arg(Arg::new("shell").value_name("SHELL").required(true).value_parser(SHELLS).help("Which shell"))
        .after_help(
            "It completes `xtask`, so give the command that name:\n  \
             xtask() { cargo xtask \"$@\"; }      bash, zsh (zsh does not complete an alias)\n  \
             alias xtask='cargo xtask'         fish\n\n\
             Each example is for the shell that it is typed into.\n\n\
             Exit codes: 0 done.\n\n\
             Examples:\n  source <(cargo xtask completions bash)\n  \
             source <(cargo xtask completions zsh)\n  \
             cargo xtask completions fish | source",
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

fn pull() -> Clap {
    Clap::new("pull")
        .about("Brings the whole documentation site into the spec")
        .arg(
            Arg::new("site").value_name("SITE").help("The site's address [default: `site` of the spec's catalog.json]"),
        )
        .arg(
            folder("from")
                .conflicts_with("site")
                .help("Read saved pages from a folder instead: *.md, *.html, *.txt, *.json, *.yaml, llms.txt"),
        )
        .arg(check("Write nothing; tell whether documentation and spec agree"))
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
