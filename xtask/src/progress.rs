//! What a long run is at, and how far it has come: one line on a terminal, gone when there is something to read. Short runs show none.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The first line is shown after this time, and a new one each such time.
const PAUSE: Duration = Duration::from_millis(250);

/// Something that takes its time: as a whole, or in steps on any number of threads.
pub(crate) struct Progress {
    done: Arc<AtomicUsize>,
    /// Who writes the line until the channel is closed; nobody where the output is no terminal.
    line: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Something whose steps nobody counts: `reading the spec`.
    pub(crate) fn whole(what: &'static str) -> Self {
        Self::start(|| (what, 0))
    }

    /// Something in steps, that are counted only where it is shown: `12 of 40 files written`.
    pub(crate) fn steps(what: &'static str, all: impl FnOnce() -> usize) -> Self {
        Self::start(|| (what, all()))
    }

    fn start(what: impl FnOnce() -> (&'static str, usize)) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        let line = io::stderr().is_terminal().then(|| {
            let ((what, all), done, (open, ended)) = (what(), Arc::clone(&done), mpsc::channel::<()>());
            let write = move || {
                let mut shown = false;
                while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                    shown = true;
                    let _ = match all {
                        0 => write!(io::stderr(), "\r\u{1b}[K{what} …"),
                        _ => write!(io::stderr(), "\r\u{1b}[K{} of {all} {what}", done.load(Ordering::Relaxed)),
                    };
                }
                if shown {
                    let _ = write!(io::stderr(), "\r\u{1b}[K");
                }
            };
            (open, thread::spawn(write))
        });
        Self { done, line }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many are done.
    pub(crate) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((open, line)) = self.line.take() {
            drop(open);
            // What is written next has to stand where the line stood.
            let _ = line.join();
        }
    }
}
