//! Writing a text to the disk, whole or not at all, and words for what the disk refuses.
//! Which texts go where, the callers say.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The disk's own words, with what was tried and the path.
pub(crate) fn cannot(what: &str, path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot {what} {}: {error}", path.display()))
}

/// Writes a whole file or nothing: beside it first, then over it.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| cannot("write", parent, &error))?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What is half written is of no use to anyone; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&beside);
        cannot("write", path, &error)
    })
}
