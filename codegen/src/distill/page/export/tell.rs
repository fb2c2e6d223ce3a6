//! How parts of an export are told of that are not read.

use super::part::Part;
use crate::distill::page::finding::{Finding, FindingCode};

/// A part for which the model has no place.
pub(super) fn unread(part: Part<'_>, what: &str) -> Finding {
    Finding::new(FindingCode::ExportUnread, part.span(), format!("{what} is not read"))
        .help("the profile has no place for it; see whether the operation can be called without it")
}
