//! Asks a documentation site for its pages and leaves them in a folder; `cargo xtask pull` runs it and reads them there.
//! It is a program of its own so that nothing else of the project has to build an HTTP client.
//!
//! ```text
//! cli ─▶ address ─▶ run ─▶ { plan · polite ─▶ ask ─▶ look } ─▶ cache · report · progress
//! ```

mod address;
mod ask;
mod cache;
mod cli;
mod failure;
mod limits;
mod look;
mod plan;
mod polite;
mod progress;
mod report;
mod run;

use std::io::{Read, Write};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let options = cli::parse();
    if options.stop_with_stdin {
        stop_with_stdin();
    }
    match run::run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "error: {}\n  help: {}", failure.reason, failure.help);
            ExitCode::FAILURE
        }
    }
}

/// Whoever started us holds the other end of our standard input: when it closes, nobody waits for the pages any more.
/// What is half written then is the file beside a page, never the page.
fn stop_with_stdin() {
    thread::spawn(|| {
        let mut ignored = [0; 64];
        while matches!(std::io::stdin().read(&mut ignored), Ok(1..)) {}
        std::process::exit(1);
    });
}
