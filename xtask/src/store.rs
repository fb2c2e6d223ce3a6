//! Where the cache of `codegen` (the library's `Memory`) is stored: in the workspace's `target`, a file for each program and folder, so that
//! `cargo clean` removes it. What it holds, and when it is valid, is decided by the library.

use crate::workspace;
use open_api_codegen::generate::fingerprint;
use open_api_codegen::generate::memory::Memory;
use open_api_codegen::text::file;
use std::env;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// With fewer files than this, generating all of them is as fast as looking which are known.
const WORTH_IT: usize = 200;

/// The cache file of one generated folder.
pub(crate) struct Store {
    path: PathBuf,
    /// This build of the program: another one may write other files.
    generator: String,
}

impl Store {
    /// The cache of a folder; nothing if this program cannot tell which build it is, or where the workspace is.
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

    /// The cache, which may be empty.
    pub(crate) fn read(&self) -> Memory {
        fs::read_to_string(&self.path).map(|text| Memory::parse(&text, &self.generator)).unwrap_or_default()
    }

    /// Stores the cache for the next run.
    pub(crate) fn write(&self, memory: &Memory) {
        if memory.files.len() >= WORTH_IT {
            // A run without a cache is only slower.
            let _ = file::write(&self.path, &memory.to_text(&self.generator));
        }
    }
}
