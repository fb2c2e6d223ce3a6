//! One run at a time over one generated folder: a second one waits for the first, and then finds everything done.
//! Where nothing can be locked the run goes on: each file is written whole or not at all in any case.

use crate::output::Output;
use crate::workspace;
use open_api_codegen::generate::fingerprint;
use std::fs::{self, File, TryLockError};
use std::path::{self, Path};
use std::thread;
use std::time::{Duration, Instant};

/// When a person wants to know why nothing happens.
const SILENT: Duration = Duration::from_millis(500);

/// No run takes so long; one that does hangs.
const LONGEST: Duration = Duration::from_secs(120);

/// Held until the run ends, however it ends: the system takes it back from a process that is killed.
pub(crate) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Waits for the folder. A run that only looks shares it with others that do.
    pub(crate) fn of(folder: &Path, shown: &str, only_looks: bool, output: &mut Output) -> Result<Self, String> {
        let Some(file) = open(folder) else {
            return Ok(Self { _file: None });
        };
        let (start, mut told) = (Instant::now(), false);
        loop {
            let locked = if only_looks { file.try_lock_shared() } else { file.try_lock() };
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

/// The file that stands for a folder: in the workspace's `target`, so that nothing of it is seen where files are generated.
fn open(folder: &Path) -> Option<File> {
    let locks = workspace::root().ok()?.join("target/codegen-locks");
    fs::create_dir_all(&locks).ok()?;
    let folder = path::absolute(folder).ok()?;
    let name = format!("{:016x}", fingerprint::number(folder.as_os_str().as_encoded_bytes()));
    File::options().create(true).append(true).open(locks.join(name)).ok()
}
