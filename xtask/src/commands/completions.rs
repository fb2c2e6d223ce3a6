//! `cargo xtask completions`: what a shell needs to know to complete the command line.

use super::Exit;
use crate::cli;
use crate::output::Output;
use clap_complete::Shell;

pub(crate) fn run(shell: Shell, output: &mut Output) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::clap(), "xtask", &mut script);
    output.result(&String::from_utf8_lossy(&script));
    Exit::Done
}
