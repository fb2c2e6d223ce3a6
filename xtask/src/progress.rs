//! How far a long run has come: one line on a terminal, gone when there is something to read. Short runs show none.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The first line is shown after this time, and at most one in each such time.
const PAUSE: Duration = Duration::from_millis(250);

/// How many steps go by between two looks at the clock.
const STEPS: usize = 32;

/// Something that is done in steps, on any number of threads.
pub(crate) struct Progress {
    what: &'static str,
    done: AtomicUsize,
    /// When the next line is due, and whether one stands; nothing where the output is no terminal.
    line: Option<Mutex<(Instant, bool)>>,
}

impl Progress {
    pub(crate) fn new(what: &'static str) -> Self {
        let line = io::stderr().is_terminal().then(|| Mutex::new((Instant::now() + PAUSE, false)));
        Self { what, done: AtomicUsize::new(0), line }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(line) = self.line.as_ref().filter(|_| done.is_multiple_of(STEPS)) else {
            return;
        };
        // Another thread that writes the line writes the same.
        if let Ok(mut line) = line.try_lock()
            && Instant::now() >= line.0
        {
            *line = (Instant::now() + PAUSE, true);
            let _ = write!(io::stderr(), "\r\u{1b}[K{done} {}", self.what);
        }
    }

    /// How many are done.
    pub(crate) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(line) = &self.line
            && line.lock().is_ok_and(|line| line.1)
        {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
