//! The project's command line: regenerates the bindings, and tells what a change of the spec means.
//! Each command reads, calls the codegen library, prints, and returns an exit code; none of them decides anything about the spec.

#![cfg_attr(not(feature = "whole"), allow(dead_code, reason = "only the commands that are left out use some of it"))]

mod cli;
mod commands;
#[cfg(not(feature = "whole"))]
mod elsewhere;
#[cfg(feature = "whole")]
mod git;
mod lock;
mod output;
#[cfg(feature = "whole")]
mod pages;
mod progress;
mod readme;
#[cfg(feature = "whole")]
mod states;
mod store;
#[cfg(feature = "whole")]
mod texts;
#[cfg(feature = "whole")]
mod whole;
mod workspace;

use cli::Command;
use commands::Exit;
use std::process::ExitCode;

/// With a large spec, half of the time is spent on allocations by two threads; this allocator saves a third of that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::parse();
    let mut output = output::Output::new(cli.color);
    let outcome = match &cli.command {
        Command::Codegen(options) => commands::codegen::run(&cli.spec, options, &mut output),
        Command::Lint(options) => commands::lint::run(&cli.spec, options, &mut output),
        Command::Fmt(options) => commands::fmt::run(&cli.spec, options, &mut output),
        Command::Coverage(options) => commands::coverage::run(&cli.spec, options, &mut output),
        #[cfg(feature = "whole")]
        Command::Whole(command) => whole::run(&cli.spec, cli.color, command, &mut output),
        #[cfg(not(feature = "whole"))]
        Command::Whole(_) => elsewhere::run(),
    };
    let told = output.end();
    // How the command ended says more than that nobody could read it.
    let exit = match (&outcome, &told) {
        (Err(_), _) | (Ok(Exit::Done), Err(_)) => Exit::Failed,
        (Ok(exit), _) => *exit,
    };
    for error in [outcome.err(), told.err()].into_iter().flatten() {
        output.problem(&format!("error: {error}\n"));
    }
    exit.into()
}
