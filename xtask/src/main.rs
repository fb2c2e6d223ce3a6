//! The project's command line: regenerates the bindings, and tells what a change of the spec means.
//! Each command reads, calls the codegen library, prints, and returns an exit code; none of them decides anything about the spec.

mod cli;
mod commands;
mod git;
mod lock;
mod output;
mod pages;
mod progress;
mod readme;
mod states;
mod store;
mod workspace;

use cli::Command;
use std::process::ExitCode;

/// Half of the time of a large spec goes into allocating on two threads; this allocator takes a third of that away.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::parse();
    let mut output = output::Output::new(cli.color);
    let outcome = match &cli.command {
        Command::Codegen(options) => commands::codegen::run(&cli.spec, options, &mut output),
        Command::Lint(options) => commands::lint::run(&cli.spec, options, &mut output),
        Command::Fmt(options) => commands::fmt::run(&cli.spec, options, &mut output),
        Command::Distill(options) => commands::distill::run(&cli.spec, options, &mut output),
        Command::Pull(options) => commands::pull::run(&cli.spec, cli.color, options, &mut output),
        Command::Coverage(options) => commands::coverage::run(&cli.spec, options, &mut output),
        Command::Drift(options) => commands::drift::run(&cli.spec, options, &mut output),
        Command::Completions(shell) => Ok(commands::completions::run(*shell, &mut output)),
        Command::Synth(options) => commands::synth::run(options, &mut output),
        Command::Diff(options) => commands::diff::run(&cli.spec, options, &mut output),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => {
            output.problem(&format!("error: {error}\n"));
            commands::Exit::Failed.into()
        }
    }
}
