//! Where a run's memory is kept: in the workspace's `target`, one for each program and folder, so that `cargo clean` forgets it.
//! What is remembered, and how far it is believed, is the library's business.

use crate::workspace;
use open_api_codegen::generate::fingerprint;
use open_api_codegen::generate::memory::Memory;
use open_api_codegen::text::file;
use std::env;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// With fewer files than this, making them all takes no longer than asking which are known.
const WORTH_IT: usize = 200;

/// The memory's file of one generated folder.
pub(crate) struct Store {
    path: PathBuf,
    /// This build of the program: another one may write other files.
    generator: String,
}

impl Store {
    /// The memory of a folder, if this program can tell which one it is and where the workspace is.
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        let program = env::current_exe().ok()?;
        let metadata = program.metadata().ok()?;
        let built = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let folder = path::absolute(folder).ok()?;
        let name = format!("{} {}", program.display(), folder.display());
        let path = workspace::root().ok()?.join("target/codegen-memory");
        let path = path.join(format!("{:016x}", fingerprint::number(name.as_bytes())));
        Some(Self { path, generator: format!("{} {} {}", program.display(), metadata.len(), built.as_nanos()) })
    }

    /// What is remembered, which may be nothing.
    pub(crate) fn read(&self) -> Memory {
        fs::read_to_string(&self.path).map(|text| Memory::parse(&text, &self.generator)).unwrap_or_default()
    }

    /// Keeps a memory for the next run.
    pub(crate) fn write(&self, memory: &Memory) {
        if memory.files.len() >= WORTH_IT {
            // A run that remembers nothing is only slower.
            let _ = file::write(&self.path, &memory.to_text(&self.generator));
        }
    }
}
