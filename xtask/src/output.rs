//! Where output goes: results to standard output, problems to standard error, in color only on a terminal or where it is asked for.

use crate::cli::Color;
use std::io::{self, IsTerminal, Write};

/// The two streams of the command line.
pub(crate) struct Output {
    results: io::Stdout,
    problems: io::Stderr,
    color_results: bool,
    color_problems: bool,
    /// What kept a result from being written.
    lost: Option<io::Error>,
}

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        let auto = |is_terminal: bool| is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let pick = |is_terminal| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => auto(is_terminal),
        };
        let (results, problems) = (io::stdout(), io::stderr());
        let (color_results, color_problems) = (pick(results.is_terminal()), pick(problems.is_terminal()));
        Self { results, problems, color_results, color_problems, lost: None }
    }

    pub(crate) const fn colors_results(&self) -> bool {
        self.color_results
    }

    pub(crate) const fn colors_problems(&self) -> bool {
        self.color_problems
    }

    /// Something that was asked for.
    pub(crate) fn result(&mut self, text: &str) {
        if self.lost.is_none() {
            self.lost = self.results.write_all(text.as_bytes()).err();
        }
    }

    /// The end of all results: an error if some of them could not be written, such as where the disk is full.
    pub(crate) fn end(&mut self) -> Result<(), String> {
        let lost = self.lost.take().or_else(|| self.results.flush().err());
        match lost {
            // A reader that has gone away, such as `head`, is no error.
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!(
                "cannot write to standard output: {error}; what was printed is not whole, and what the command says it wrote is written"
            )),
            _ => Ok(()),
        }
    }

    /// Something that is wrong.
    pub(crate) fn problem(&mut self, text: &str) {
        let _ = self.problems.write_all(text.as_bytes());
    }
}
