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
    write_all(&[(path, text)])
}

/// Writes several files that belong together: each beside its own first, and over them only when all are there, so that what can
/// fail fails before anything has changed.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn write_all(files: &[(&Path, &str)]) -> io::Result<()> {
    let written = files.iter().try_for_each(|(path, text)| {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| cannot("write", parent, &error))?;
        }
        fs::write(beside(path), text).map_err(|error| cannot("write", path, &error))
    });
    let put = |(path, _): &(&Path, &str)| fs::rename(beside(path), path).map_err(|error| cannot("write", path, &error));
    written.and_then(|()| files.iter().try_for_each(put)).inspect_err(|_| {
        for (path, _) in files {
            // What is half written is of no use to anyone; that it cannot be removed either changes nothing.
            let _ = fs::remove_file(beside(path));
        }
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    PathBuf::from(beside)
}
