//! The generated folder against what should be in it: what is missing, stale, left over, or edited by hand, and what mends it.
//! Finding problems reads nothing but what it is given; the fixes are the only writers of this library.

use super::files::{FileSet, OnDisk};
use super::render::HEADER;
use crate::cores;
use crate::text::file::{cannot, write};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;

/// What is wrong with one path of the generated folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// The file should be there.
    Missing,
    /// The file is ours and says something else.
    Stale,
    /// The file is ours and nothing makes it any more.
    Orphan,
    /// The file is not ours and stands where one of ours belongs.
    HandWritten,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Orphan => "left over",
            Self::HandWritten => "written by hand, and in the way",
        })
    }
}

/// What mends a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fix<'a> {
    /// Write the text.
    Write(&'a str),
    /// Remove the file.
    Remove,
    /// Nothing that a tool may do: a person decides.
    None,
}

/// The state of one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding<'a> {
    /// The path below the generated folder.
    pub path: &'a str,
    /// What is wrong, if anything is.
    pub problem: Option<Problem>,
    /// What mends it.
    pub fix: Fix<'a>,
}

/// Holds what is on disk against what should be, path by path in order.
/// A file without our header that nothing of ours belongs to is not looked at.
#[must_use]
pub fn compare<'a>(wanted: &'a FileSet, found: &'a OnDisk) -> Vec<Finding<'a>> {
    compare_rest(wanted, &BTreeSet::new(), found)
}

/// Holds what is on disk against what should be, where some files are known to be as they should.
#[must_use]
pub fn compare_rest<'a>(wanted: &'a FileSet, known: &BTreeSet<&'a str>, found: &'a OnDisk) -> Vec<Finding<'a>> {
    let mut findings = Vec::with_capacity(wanted.0.len() + known.len());
    findings.extend(known.iter().map(|path| Finding { path, problem: None, fix: Fix::None }));
    for (path, text) in &wanted.0 {
        let (problem, fix) = match found.0.get(path) {
            None => (Some(Problem::Missing), Fix::Write(text)),
            Some(bytes) if bytes == text.as_bytes() => (None, Fix::None),
            Some(bytes) if is_ours(bytes) => (Some(Problem::Stale), Fix::Write(text)),
            Some(_) => (Some(Problem::HandWritten), Fix::None),
        };
        findings.push(Finding { path, problem, fix });
    }
    for (path, bytes) in &found.0 {
        if !wanted.0.contains_key(path) && !known.contains(path.as_str()) && is_ours(bytes) {
            findings.push(Finding { path, problem: Some(Problem::Orphan), fix: Fix::Remove });
        }
    }
    findings.sort_by_key(|finding| finding.path);
    findings
}

/// Whether a file says that it is generated, so that it may be rewritten or removed.
fn is_ours(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').next().is_some_and(|line| line.trim_ascii_end() == HEADER.as_bytes())
}

/// Carries out every fix: new texts atomically, and folders that became empty removed. `done` hears of each that is done.
///
/// # Errors
/// A file that cannot be written or removed; what was done before it stays done, and running again goes on from there.
pub fn apply(findings: &[Finding<'_>], folder: &Path, done: impl Fn() + Sync) -> io::Result<()> {
    const SHARE: usize = 512;
    // Most of the time to make a file is spent in the kernel, on several files at once where there are several cores.
    let workers = cores::available().get().min(findings.len().div_ceil(SHARE)).max(1);
    let share = findings.len().div_ceil(workers).max(1);
    let mut shares = findings.chunks(share);
    let own = shares.next().unwrap_or_default();
    let done = &done;
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|share| scope.spawn(move || apply_all(share, folder, done))).collect();
        others.into_iter().fold(apply_all(own, folder, done), |outcome, other| {
            outcome.and(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    })
}

fn apply_all(findings: &[Finding<'_>], folder: &Path, done: &impl Fn()) -> io::Result<()> {
    for finding in findings {
        let path = folder.join(finding.path);
        match finding.fix {
            Fix::Write(text) => write(&path, text)?,
            Fix::Remove => match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot("remove", &path, &error)),
                _ => remove_empty_folders(&path, folder),
            },
            Fix::None => continue,
        }
        done();
    }
    Ok(())
}

fn remove_empty_folders(removed: &Path, root: &Path) {
    let mut folder = removed.parent();
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        // A folder that is not empty stays.
        if fs::remove_dir(path).is_err() {
            break;
        }
        folder = path.parent();
    }
}
