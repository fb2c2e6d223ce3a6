//! The generated folder as it should be, and as it stands on the disk. What has to be written or removed, `fresh` decides.

use crate::generate::render::HEADER;
use crate::text::file::{cannot, is_begun};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The generated files: text by path below the generated folder, with `/` between names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet(pub BTreeMap<String, String>);

/// What a generated folder holds: the text of every file below it, by path with `/` between names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnDisk(pub BTreeMap<String, Vec<u8>>);

impl OnDisk {
    /// Reads a folder; one that is not there is empty.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        Self::read_through(folder, |_, bytes| bytes)
    }

    /// Reads a folder, and keeps of each file what `keep` makes of its path and bytes.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn read_through(folder: &Path, mut keep: impl FnMut(&str, Vec<u8>) -> Vec<u8>) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let mut open = vec![(folder.to_path_buf(), String::new())];
        while let Some((path, prefix)) = open.pop() {
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound && prefix.is_empty() => break,
                Err(error) => return Err(cannot("read", &path, &error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| cannot("read", &path, &error))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let below = entry.path();
                let kind = entry.file_type().map_err(|error| cannot("read", &below, &error))?;
                let path = format!("{prefix}{name}");
                if kind.is_dir() {
                    open.push((below, path + "/"));
                } else if is_begun(&name) {
                    // What it holds may be cut off; it is ours all the same.
                    files.insert(path, HEADER.as_bytes().to_vec());
                } else if kind.is_file() || fs::metadata(&below).is_ok_and(|target| target.is_file()) {
                    let bytes = keep(&path, fs::read(&below).map_err(|error| cannot("read", &below, &error))?);
                    files.insert(path, bytes);
                } else {
                    // A pipe, a socket, a link to nowhere: there is nothing to read, and whoever tries may wait for ever.
                    files.insert(path, Vec::new());
                }
            }
        }
        Ok(Self(files))
    }
}
