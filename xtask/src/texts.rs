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
