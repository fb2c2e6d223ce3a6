//! The cache of the last run, so that the next one makes only the files whose input has changed. It only saves time: a file counts
//! as known only while its bytes are those that were written, and another build of the generator ignores the cache.

use super::files::OnDisk;
use super::fingerprint::{number, numbers};
use super::render::HEADER;
use crate::spec::files::SpecFiles;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::BuildHasher;
use std::io;
use std::path::Path;

/// What one build of the generator made of one spec, in one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// The spec's text, if nothing was to be said about it.
    pub spec: Option<u64>,
    /// The files, by path.
    pub files: BTreeMap<String, Made>,
}

/// What a file was made from, and what it became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The hash of what it was made from.
    pub input: u64,
    /// The hash of its bytes.
    pub output: u64,
}

impl Memory {
    /// Reads what [`to_text`](Self::to_text) wrote; a text by another generator, or one that cannot be read, is an empty memory.
    #[must_use]
    pub fn parse(text: &str, generator: &str) -> Self {
        Self::read(text, generator).unwrap_or_default()
    }

    fn read(text: &str, generator: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != generator {
            return None;
        }
        let spec = lines.next()?;
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let files = lines.map(|line| {
            let (input, rest) = line.split_once(' ')?;
            let (output, path) = rest.split_once(' ')?;
            Some((path.to_owned(), Made { input: number(input)?, output: number(output)? }))
        });
        Some(Self { spec: number(spec), files: files.collect::<Option<_>>()? })
    }

    /// The memory as text. `generator` tells one build of the generator from another.
    #[must_use]
    pub fn to_text(&self, generator: &str) -> String {
        let spec = self.spec.map_or("-".to_owned(), |number| format!("{number:016x}"));
        let mut out = format!("{generator}\n{spec}\n");
        for (path, made) in &self.files {
            let _ = writeln!(out, "{:016x} {:016x} {path}", made.input, made.output);
        }
        out
    }

    /// Reads a generated folder, and tells which files' bytes are still what was written. Of those nothing is kept but the
    /// line that says whose they are.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn read_disk(&self, folder: &Path) -> io::Result<(OnDisk, Known)> {
        let mut known = BTreeMap::new();
        let on_disk = OnDisk::read_through(folder, |path, bytes| {
            let Some(made) = self.files.get(path).filter(|made| number(&bytes) == made.output) else { return bytes };
            known.insert(path.to_owned(), *made);
            HEADER.as_bytes().to_vec()
        })?;
        Ok((on_disk, Known(known)))
    }

    /// Whether the spec is the one remembered, and every file is known.
    #[must_use]
    pub fn is_current(&self, spec: u64, known: &Known) -> bool {
        self.spec == Some(spec) && self.files.len() == known.0.len()
    }
}

/// Files that stand as they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<String, Made>);

impl Known {
    /// What became of a file that was made from `input`, if that is how it stands.
    #[must_use]
    pub fn made_from(&self, path: &str, input: u64) -> Option<Made> {
        self.0.get(path).copied().filter(|made| made.input == input)
    }

    /// Whether a file stands with these bytes already, whatever it was made from.
    #[must_use]
    pub fn has(&self, path: &str, output: u64) -> bool {
        self.0.get(path).is_some_and(|made| made.output == output)
    }

    /// The files' paths.
    #[must_use]
    pub fn paths(&self) -> BTreeSet<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// The hash of a spec folder's texts.
#[must_use]
pub fn spec_number(files: &SpecFiles) -> u64 {
    numbers().hash_one((files.spec.text(), files.catalog.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn memory() -> Memory {
        let made = Made { input: 1, output: number(b"text") };
        Memory { spec: Some(7), files: BTreeMap::from([("models/a b.rs".to_owned(), made)]) }
    }

    #[test]
    fn a_memory_survives_being_written_and_another_generator_forgets_it() {
        let memory = memory();
        let text = memory.to_text("generator 1");
        assert_eq!(Memory::parse(&text, "generator 1"), memory);
        assert_eq!(Memory::parse(&text, "generator 2"), Memory::default());
        assert_eq!(Memory::parse(&text[..text.len() - 20], "generator 1"), Memory::default(), "cut off");
        assert_eq!(Memory::parse("", "generator 1"), Memory::default());
    }

    #[test]
    fn a_file_is_known_only_while_its_bytes_are_those_that_were_written() {
        let memory = memory();
        let folder = tempfile::tempdir().unwrap();
        let known = |text: &str| {
            fs::create_dir_all(folder.path().join("models")).unwrap();
            fs::write(folder.path().join("models/a b.rs"), text).unwrap();
            memory.read_disk(folder.path()).unwrap().1
        };
        let touched = known("texT");
        let known = known("text");
        assert!(memory.is_current(7, &known) && !memory.is_current(8, &known));
        assert!(known.made_from("models/a b.rs", 1).is_some());
        assert!(known.made_from("models/a b.rs", 2).is_none());
        assert!(!memory.is_current(7, &touched) && touched.made_from("models/a b.rs", 1).is_none());
    }
}
