//! The commands that only the whole program has, handed to it as they were typed: cargo builds it when it is first asked for.
//! This one is without them, so that `cargo xtask codegen` is built quickly.

use crate::commands::Exit;
use crate::progress::Progress;
use std::env;
use std::io::{self, IsTerminal};
use std::process::Command;

/// Where this program was built, the whole one is too.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");

/// Ends as the whole program does; returns only when that cannot be started.
pub(crate) fn run() -> Result<Exit, String> {
    // Building it takes a minute the first time, and cargo is told to be quiet: who waits at a terminal wants to know what for.
    if io::stderr().is_terminal() {
        let _building = Progress::whole("building what this command needs");
        if let Ok(status) = cargo("build").status()
            && !status.success()
        {
            return Ok(Exit::Failed);
        }
    }
    let mut command = cargo("run");
    command.arg("--").args(env::args_os().skip(1));
    Err(format!(
        "cannot start the whole program by cargo: {}\n  help: run `cargo run --package xtask -- …` in the workspace",
        replace(command)
    ))
}

/// Cargo, about the whole program as this one was built.
fn cargo(what: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args([what, "--quiet", "--package", "xtask", "--manifest-path", WORKSPACE]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    command
}

/// The whole program takes the place of this process, so that signals and exit codes are its own.
#[cfg(unix)]
fn replace(mut command: Command) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    command.exec()
}

#[cfg(not(unix))]
fn replace(mut command: Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
