//! The text of a file that a person names: a page, a list of pages, a spec, lines of drift. What is no text is told with what to do.

use open_api_codegen::text::encoding;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Why a file gave no text.
pub(crate) struct Unread {
    /// What is wrong, with the file's name.
    pub(crate) reason: String,
    /// What to do, where the bytes tell.
    pub(crate) help: Option<String>,
    /// What the disk said; the bytes of another encoding are `InvalidData`.
    pub(crate) kind: ErrorKind,
}

impl Unread {
    /// The reason, and what to do: what the bytes tell, or what the caller knows.
    pub(crate) fn with_help(&self, otherwise: &str) -> String {
        format!("{}\n  help: {}", self.reason, self.help.as_deref().unwrap_or(otherwise))
    }
}

/// The largest page: an export of thousands of operations is smaller.
const LARGEST_PAGE: u64 = 16 << 20;

/// Reads a file with pages; `shown` is what messages call it.
pub(crate) fn read_page(path: &Path, shown: &str) -> Result<String, Unread> {
    if fs::metadata(path).is_ok_and(|file| file.len() > LARGEST_PAGE) {
        return Err(Unread {
            reason: format!("{shown} has more than {} MiB, which no page has", LARGEST_PAGE >> 20),
            help: Some("leave it out; an export of very many operations may be divided into several".to_owned()),
            kind: ErrorKind::FileTooLarge,
        });
    }
    read(path, shown)
}

/// Reads a file; `shown` is what messages call it.
pub(crate) fn read(path: &Path, shown: &str) -> Result<String, Unread> {
    let bytes = fs::read(path).map_err(|error| Unread {
        reason: format!("cannot read {shown}: {error}"),
        help: None,
        kind: error.kind(),
    })?;
    encoding::decode(bytes).map_err(|error| Unread {
        reason: format!("{shown} {error}"),
        help: Some(error.help(shown)),
        kind: ErrorKind::InvalidData,
    })
}
