//! How parts of an export are told of: what is not read, and foreign words as a message may show them.

use super::part::Part;
use crate::distill::page::finding::{Finding, FindingCode};

/// A part for which the model has no place.
pub(super) fn unread(part: Part<'_>, what: &str) -> Finding {
    Finding::new(FindingCode::ExportUnread, part.span(), format!("{what} is not read"))
        .help("the profile has no place for it; see whether the operation can be called without it")
}

/// A foreign word for a message.
pub(super) fn shown(word: &str) -> String {
    const LONGEST: usize = 60;
    let hidden = crate::text::json::is_hidden;
    let mut text: String = word.chars().filter(|each| !hidden(*each)).take(LONGEST).collect();
    if word.chars().nth(LONGEST).is_some() {
        text.push('…');
    }
    text
}
