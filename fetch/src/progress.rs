//! How far it has come, for a person: a bar on a terminal, a line a page elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use open_api_codegen::text::foreign::short;
use std::io::{IsTerminal, Write, stderr};

/// What shows it.
pub(crate) enum Progress {
    Bar(ProgressBar),
    Lines { done: usize, all: usize },
}

impl Progress {
    pub(crate) fn new(all: usize) -> Self {
        if !stderr().is_terminal() {
            return Self::Lines { done: 0, all };
        }
        let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr());
        // A template that could not be read would leave the plain bar.
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {wide_msg}") {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    /// One page more is done.
    pub(crate) fn page(&mut self, title: &str, state: &str) {
        match self {
            Self::Bar(bar) => {
                bar.set_message(short(title));
                bar.inc(1);
            }
            Self::Lines { done, all } => {
                *done += 1;
                // Where nobody reads, nobody misses it.
                let _ = writeln!(stderr(), "{done}/{all}  {state}  {}", short(title));
            }
        }
    }

    pub(crate) fn finish(self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
