//! One run at a time over one generated folder, and over one spec folder: a second one waits for the first, and then finds what that
//! has left. Runs that only look wait for those that write, and not for each other.
//! Where nothing can be locked the run goes on: each file is written whole or not at all in any case.

use crate::output::Output;
use crate::workspace;
use open_api_codegen::generate::fingerprint;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{self, Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// When a person wants to know why nothing happens.
const SILENT: Duration = Duration::from_millis(500);

/// No run takes so long; one that does hangs.
const LONGEST: Duration = Duration::from_secs(120);

/// What a run does to a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// It reads, beside any others that do.
    Looks,
    /// It reads and writes, alone: what another run wrote in between would be lost.
    Writes,
}

impl Use {
    /// What a command does that takes `--check`.
    pub(crate) const fn unless(only_looks: bool) -> Self {
        if only_looks { Self::Looks } else { Self::Writes }
    }
}

/// Held until the run ends, however it ends: the system takes it back from a process that is killed.
pub(crate) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Waits for a generated folder.
    pub(crate) fn of_generated(folder: &Path, shown: &str, what: Use, output: &mut Output) -> Result<Self, String> {
        Self::wait(open(folder, "generated", what), shown, what, output)
    }

    /// Waits for a spec folder.
    pub(crate) fn of_spec(folder: &Path, shown: &str, what: Use, output: &mut Output) -> Result<Self, String> {
        Self::wait(open(folder, "spec", what), shown, what, output)
    }

    fn wait(file: Option<File>, shown: &str, what: Use, output: &mut Output) -> Result<Self, String> {
        let Some(file) = file else {
            return Ok(Self { _file: None });
        };
        let (start, mut told) = (Instant::now(), false);
        loop {
            let locked = if what == Use::Looks { file.try_lock_shared() } else { file.try_lock() };
            match locked {
                Ok(()) => return Ok(Self { _file: Some(file) }),
                Err(TryLockError::Error(_)) => return Ok(Self { _file: None }),
                Err(TryLockError::WouldBlock) => {}
            }
            if start.elapsed() > LONGEST {
                return Err(format!("another run has worked on {shown} for two minutes; end it, then try again"));
            }
            if !told && start.elapsed() > SILENT {
                told = true;
                output.problem(&format!("waiting for another run that works on {shown}\n"));
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The file that stands for a folder: in the workspace's `target`, so that nothing of it is seen where files are generated. A run
/// that only looks leaves nothing behind: where there is no such file, nobody has written yet.
fn open(folder: &Path, role: &str, what: Use) -> Option<File> {
    let locks = workspace::root().ok()?.join("target/codegen-locks");
    let name = fingerprint::number(one_name(folder)?.as_os_str().as_encoded_bytes());
    let path = locks.join(format!("{name:016x}-{role}"));
    if what == Use::Looks {
        return File::open(path).ok();
    }
    fs::create_dir_all(&locks).ok()?;
    File::options().create(true).append(true).open(path).ok()
}

/// The one name of a folder that has several, by links and by `..`; what is not there yet has no other.
fn one_name(folder: &Path) -> Option<PathBuf> {
    let folder = path::absolute(folder).ok()?;
    let there = folder.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    let (above, known) = there?;
    let rest: OsString = folder.strip_prefix(above).ok()?.into();
    Some(if rest.is_empty() { known } else { known.join(rest) })
}
