//! Where a run's memory is kept: beside the program itself, so that `cargo clean` forgets it and no two builds share it.
//! What is remembered, and how far it is believed, is the library's business.

use open_api_codegen::fresh;
use open_api_codegen::memory::{self, Memory};
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
    /// The memory of a folder, if this program can tell where it is itself.
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        let program = env::current_exe().ok()?;
        let metadata = program.metadata().ok()?;
        let built = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let folder = path::absolute(folder).ok()?;
        let name = format!("{:016x}", memory::number(folder.as_os_str().as_encoded_bytes()));
        let generator = format!("{} {} {}", program.display(), metadata.len(), built.as_nanos());
        Some(Self { path: program.parent()?.join("codegen-memory").join(name), generator })
    }

    /// What is remembered, which may be nothing.
    pub(crate) fn read(&self) -> Memory {
        fs::read_to_string(&self.path).map(|text| Memory::parse(&text, &self.generator)).unwrap_or_default()
    }

    /// Keeps a memory for the next run.
    pub(crate) fn write(&self, memory: &Memory) {
        if memory.files.len() >= WORTH_IT {
            // A run that remembers nothing is only slower.
            let _ = fresh::write(&self.path, &memory.to_text(&self.generator));
        }
    }
}
