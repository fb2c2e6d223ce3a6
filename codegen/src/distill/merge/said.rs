//! The sentences that notes are written with, so that they can be told from what somebody noted by hand.
//! When each is said, and who may replace it, is decided where it is used.

use std::collections::BTreeSet;

pub(super) const REQUIRED_AND_EMPTY: &str =
    "Marked required, yet the page's own example holds an empty string: an empty string is read as absent.";
pub(super) const EMPTY_IS_NONE: &str = "The page's example holds an empty string: an empty string is read as absent.";
pub(super) const EMPTY_DATES: &str = "Other dates of the same example are empty strings while their event has not happened; this one is read the same way.";
pub(super) const CONDITIONAL: &str = "Required under conditions only, so that it is taken as optional.";
pub(super) const UNLISTED: &str = "In the example and not in the table.";
pub(super) const OTHER_DATE: &str = "The table says datetime and the example has another shape: it is kept as text.";
pub(super) const DAY: &str = "The table says date and no example shows a time of day: it is kept as text.";
pub(super) const ANY_OBJECT: &str = "The table lists no fields of this object: it is kept as any JSON.";
pub(super) const ANY_ARRAY: &str = "The table does not say what this array holds: it is kept as any JSON.";
pub(super) const HIDDEN_AS_TEXT: &str =
    "The table gives another type; it is kept as text because only texts can be marked as sensitive.";
pub(super) const HIDDEN_AS_ANY: &str =
    "The table gives another type; it is kept as any JSON because only texts can be marked as sensitive.";
pub(super) const HIDDEN_IN_DOUBT: &str = "It may have to be hidden, and its type has no mark for that: it is kept as any JSON unless the glossary's `sensitive` says none.";

/// The sentence of a note that says why a type is hidden.
pub(super) fn hidden_in(note: &str) -> Option<&'static str> {
    [HIDDEN_AS_TEXT, HIDDEN_AS_ANY, HIDDEN_IN_DOUBT].into_iter().find(|hidden| note.contains(hidden))
}

/// What is said of fields of any page.
pub(super) const OF_FIELDS: [&str; 12] = [
    REQUIRED_AND_EMPTY,
    EMPTY_IS_NONE,
    EMPTY_DATES,
    CONDITIONAL,
    UNLISTED,
    OTHER_DATE,
    DAY,
    ANY_OBJECT,
    ANY_ARRAY,
    HIDDEN_AS_TEXT,
    HIDDEN_AS_ANY,
    HIDDEN_IN_DOUBT,
];

/// How the question about a type begins that a word names and does not say, and how it ends.
const BEGINS_TYPE: &str = "TODO: say which type ";
const ENDS_TYPE: &str = "and this note in other words.";

/// Asks for the type behind a word that says no kind of JSON.
pub(super) fn open_type(field: &str, word: &str) -> String {
    format!(
        "{BEGINS_TYPE}`{field}` has: the page calls it `{word}`, and neither its example nor its words tell whether that is a number or a text. Write `type` and \
         `format` into the field, {ENDS_TYPE}"
    )
}

/// A note without the question about the type, where there is one.
pub(super) fn without_open_type(note: &str) -> Option<String> {
    let start = note.find(BEGINS_TYPE)?;
    let end = start + note[start..].find(ENDS_TYPE)? + ENDS_TYPE.len();
    Some(join([note[..start].trim_end(), note[end..].trim_start()]))
}

/// What is said of an envelope that no table lists.
pub(super) const SEEN: &str =
    "The response table lists the contents of data only; the wrapping is seen in the example.";

/// How the note of an enum begins whose codes a field's description lists, and how it ends.
pub(super) const BEGINS_CODES: &str = "The codes stand in the description of ";
pub(super) const ENDS_CODES: &str = "; the constant's own page has not been read.";

/// How a question about codes begins in a note, and how it ends, so that it can be told from the words behind it.
pub(super) const BEGINS_QUESTION: &str = "TODO: say which codes ";
pub(super) const ENDS_QUESTION: &str = " in `enums` of glossary.json.";

/// What is said of a number that pages call int and long.
const WIDER: &str = "is called int in one place and long in another; the wider one is kept.";

/// The sentence about a named number, or about a field of an object.
pub(super) fn widths(field: Option<&str>) -> String {
    field.map_or_else(|| format!("It {WIDER}"), |field| format!("`{field}` {WIDER}"))
}

/// A note without its sentences about widths, and these in their order.
pub(super) fn without_widths(note: &str) -> (String, BTreeSet<String>) {
    let (mut rest, mut found) = (note.to_owned(), BTreeSet::new());
    while let Some(at) = rest.find(WIDER) {
        let head = &rest[..at];
        let start = match head.strip_suffix("` ") {
            Some(name) => name.rfind('`').unwrap_or(at),
            None => head.strip_suffix("It ").map_or(at, str::len),
        };
        let end = at + WIDER.len();
        found.insert(rest[start..end].to_owned());
        rest = join([rest[..start].trim_end(), rest[end..].trim_start()]);
    }
    (rest, found)
}

/// Parts of a note, without the empty ones.
pub(super) fn join<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether somebody has noted more of a schema than is written here.
pub(super) fn is_noted(note: &str) -> bool {
    let (rest, _) = without_widths(without_question(note));
    let is_of_codes = rest.starts_with(BEGINS_CODES) && rest.find(ENDS_CODES) == Some(rest.len() - ENDS_CODES.len());
    !(rest.is_empty() || rest == SEEN || is_of_codes)
}

/// The question in front of a note.
pub(super) fn question_in(note: &str) -> Option<&str> {
    let end = note.starts_with(BEGINS_QUESTION).then(|| note.find(ENDS_QUESTION))??;
    Some(&note[..end + ENDS_QUESTION.len()])
}

/// A note without the question in front of it.
pub(super) fn without_question(note: &str) -> &str {
    question_in(note).map_or(note, |question| note[question.len()..].trim_start())
}
