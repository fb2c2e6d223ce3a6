//! The folder that the pages are left in, and what is kept beside each so that only what has changed is sent again.
//! Every file is written whole or not at all; a run that was interrupted leaves its mark, and the next one goes on from it.

use crate::ask::Validators;
use crate::limits;
use open_api_codegen::text::file;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use url::Url;

const UNFINISHED: &str = "unfinished";

/// The folder.
pub(crate) struct Cache {
    folder: PathBuf,
    /// When the run began that is under way, which may be an earlier one.
    run: String,
}

/// What is kept of a text.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// What the site is told, so that it need not send the text again.
    pub(crate) validators: Validators,
    /// Whether the text came earlier in this same run.
    pub(crate) is_of_this_run: bool,
}

impl Cache {
    /// Opens the folder for a run. An unfinished one that is not old is gone on with.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mark = folder.join(UNFINISHED);
        let begun = fs::read_to_string(&mark).ok().filter(|begun| is_recent(begun, now));
        let run = begun.unwrap_or_else(|| now.as_nanos().to_string());
        file::write(&mark, &run)?;
        Ok(Self { folder: folder.to_path_buf(), run })
    }

    /// The run is over, and everything was asked for.
    pub(crate) fn finish(&self) -> io::Result<()> {
        fs::remove_file(self.folder.join(UNFINISHED))
    }

    /// What is kept of the text of an address.
    pub(crate) fn kept(&self, name: &str, url: &Url) -> Kept {
        let mut kept = Kept::default();
        let Ok(beside) = fs::read_to_string(self.beside(name)) else { return kept };
        if !self.folder.join(name).is_file() {
            return kept;
        }
        let value = |key: &str| {
            let mut values = beside.lines().filter_map(|line| line.split_once(' '));
            values.find(|(name, _)| *name == key).map(|(_, value)| value.to_owned())
        };
        if value("url").as_deref() == Some(url.as_str()) {
            kept.validators = Validators { etag: value("etag"), modified: value("last-modified") };
            kept.is_of_this_run = value("run").as_ref() == Some(&self.run);
        }
        kept
    }

    /// Keeps a text. The text first: if this is as far as it comes, the site is told of the older one and sends the newer again.
    pub(crate) fn keep(&self, name: &str, url: &Url, text: &str, validators: &Validators) -> io::Result<()> {
        file::write(&self.folder.join(name), text)?;
        self.mark(name, url, validators)
    }

    /// Notes that the text that is here is what the site has.
    pub(crate) fn mark(&self, name: &str, url: &Url, validators: &Validators) -> io::Result<()> {
        let mut beside = format!("url {url}\nrun {}\n", self.run);
        for (key, value) in [("etag", &validators.etag), ("last-modified", &validators.modified)] {
            if let Some(value) = value {
                let _ = writeln!(beside, "{key} {value}");
            }
        }
        file::write(&self.beside(name), &beside)
    }

    /// A text that is here.
    pub(crate) fn read(&self, name: &str) -> io::Result<String> {
        fs::read_to_string(self.folder.join(name))
    }

    /// Writes a file of the run itself.
    pub(crate) fn write(&self, name: &str, text: &str) -> io::Result<()> {
        file::write(&self.folder.join(name), text)
    }

    /// Removes a file of an earlier run.
    pub(crate) fn forget(&self, name: &str) {
        // One that is not there need not go.
        let _ = fs::remove_file(self.folder.join(name));
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.answer"))
    }
}

fn is_recent(begun: &str, now: Duration) -> bool {
    let Ok(begun) = begun.parse::<u128>() else { return false };
    now.as_nanos().checked_sub(begun).is_some_and(|age| age < limits::RESUMABLE.as_nanos())
}
