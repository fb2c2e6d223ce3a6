//! The commands that only the whole program has: what pages say, what a change means. `cargo xtask codegen` has to be built quickly.

use crate::cli::{Color, WholeCommand};
use crate::commands::{Exit, completions, diff, distill, drift, pull, synth};
use crate::output::Output;
use crate::workspace::SpecFolder;

pub(crate) fn run(
    spec: &SpecFolder,
    color: Color,
    command: &WholeCommand,
    output: &mut Output,
) -> Result<Exit, String> {
    match command {
        WholeCommand::Distill(options) => distill::run(spec, options, output),
        WholeCommand::Pull(options) => pull::run(spec, color, options, output),
        WholeCommand::Drift(options) => drift::run(spec, options, output),
        WholeCommand::Diff(options) => diff::run(spec, options, output),
        WholeCommand::Completions(shell) => Ok(completions::run(*shell, output)),
        WholeCommand::Synth(options) => synth::run(options, output),
    }
}
