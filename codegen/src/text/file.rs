//! Reading a file of a folder, writing a text to the disk, whole or not at all, and words for what the disk refuses.
//! Which texts go where, the callers say.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The disk's own words, with what was tried and the path.
pub(crate) fn cannot(what: &str, path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot {what} {}: {error}", path.display()))
}

/// Reads a file that belongs to a folder: a pipe or a device there, which might never end, is an error.
///
/// # Errors
/// What the disk says, and what is no file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        fs::read(path)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe or a device, and no file"))
    }
}

/// Writes a whole file or nothing: beside it first, under a name of this run's own, then over it.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    try_all(&[(path, text)]).map_err(|unwritten| unwritten.error)
}

/// Writes several files that belong together: each beside its own first, under a name of this run's own, and over them only when
/// all are there, so that what can fail fails before anything has changed.
///
/// # Errors
/// A folder or file that cannot be written, and what has been written all the same.
pub fn write_all(files: &[(&Path, &str)]) -> io::Result<()> {
    try_all(files).map_err(|Unwritten { error, written }| {
        let rest = match written {
            0 => "nothing was written".to_owned(),
            some => format!("{some} of {} files were written before that", files.len()),
        };
        io::Error::new(error.kind(), format!("{error}; {rest}"))
    })
}

/// Why files were not written, and how many were before that.
struct Unwritten {
    error: io::Error,
    written: usize,
}

fn try_all(files: &[(&Path, &str)]) -> Result<(), Unwritten> {
    // Another run may take a folder away when it empties it.
    const TRIES: usize = 3;
    let mut outcome = Ok(());
    // What an earlier try has put in its place is there, whatever becomes of the next.
    let mut most = 0;
    for _ in 0..TRIES {
        outcome = write_once(files).map_err(|unwritten| {
            most = most.max(unwritten.written);
            Unwritten { written: most, ..unwritten }
        });
        if !matches!(&outcome, Err(Unwritten { error, .. }) if error.kind() == io::ErrorKind::NotFound) {
            break;
        }
    }
    outcome
}

fn write_once(files: &[(&Path, &str)]) -> Result<(), Unwritten> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let run = COUNT.fetch_add(1, Ordering::Relaxed);
    let written = files.iter().try_for_each(|(path, text)| {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| cannot("write", parent, &error))?;
        }
        if path.is_dir() {
            return Err(cannot("write", path, &io::ErrorKind::IsADirectory.into()));
        }
        fs::write(beside(path, run), text).map_err(|error| cannot("write", path, &error))
    });
    let put = |(written, (path, _)): (usize, &(&Path, &str))| {
        let put = fs::rename(beside(path, run), path);
        put.map_err(|error| Unwritten { error: cannot("write", path, &error), written })
    };
    let written = written.map_err(|error| Unwritten { error, written: 0 });
    written.and_then(|()| files.iter().enumerate().try_for_each(put)).inspect_err(|_| {
        for (path, _) in files {
            // A half-written file is useless; a failure to remove it does not matter.
            let _ = fs::remove_file(beside(path, run));
        }
    })
}

fn beside(path: &Path, run: usize) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}-{run}.new", process::id()));
    PathBuf::from(beside)
}

/// Whether a file's name is one under which [`write()`] begins a file: a run that was killed leaves it behind.
#[must_use]
pub fn is_begun(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let run = name.strip_suffix(".new").and_then(|rest| Some(rest.rsplit_once('.')?.1));
    run.is_some_and(|run| run == "rs" || run.split_once('-').is_some_and(|(a, b)| is_number(a) && is_number(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_leaves_is_known_by_its_name() {
        for name in ["card.rs.812-0.new", "openapi.json.1-22.new", "card.rs.new"] {
            assert!(is_begun(name), "{name}");
        }
        for name in ["card.rs", "card.new", "brand.new", "card.rs.8120.new", "card.rs.a-1.new", "x.1-2.new.rs", ".new"]
        {
            assert!(!is_begun(name), "{name}");
        }
    }

    #[test]
    fn files_that_belong_together_are_written_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&one, "before").unwrap();
        fs::create_dir(&other).unwrap();
        let error = write_all(&[(&one, "after"), (&other, "after")]).unwrap_err().to_string();
        assert!(error.starts_with("cannot write ") && error.ends_with("; nothing was written"), "{error}");
        assert_eq!(fs::read_to_string(&one).unwrap(), "before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing half-written is left");
    }

    #[test]
    fn two_that_write_one_file_do_not_meet() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.rs");
        std::thread::scope(|scope| {
            for text in ["one", "two", "three", "four"] {
                let path = &path;
                scope.spawn(move || (0..50).for_each(|_| write(path, text).unwrap()));
            }
        });
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1, "nothing else is left");
    }
}
