//! The commands that only the whole program has, handed to it as they were typed: cargo builds it when it is first asked for.
//! This one is without them, so that `cargo xtask codegen` is built quickly.

use crate::commands::Exit;
use std::env;
use std::process::Command;

/// Where this program was built, the whole one is too.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");

/// Ends as the whole program does; returns only when that cannot be started.
pub(crate) fn run() -> Result<Exit, String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", "xtask", "--manifest-path", WORKSPACE]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    command.arg("--").args(env::args_os().skip(1));
    Err(format!(
        "cannot start the whole program by cargo: {}\n  help: run `cargo run --package xtask -- …` in the workspace",
        replace(command)
    ))
}

/// The whole program takes the place of this process, so that signals and exit codes are its own.
#[cfg(unix)]
fn replace(mut command: Command) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;
    command.exec()
}

#[cfg(not(unix))]
fn replace(mut command: Command) -> std::io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
