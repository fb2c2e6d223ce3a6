//! Strict JSON with byte ranges: the parser's tree, and the few questions that every reader of it asks.
//! What the values mean is decided in `openapi` and `catalog`.

mod confused;
mod piece;
mod tree;
mod walk;

use crate::text::diag::{Code, Diagnostic, Diagnostics};
use crate::text::source::{FileId, Source, Span};
use jsonc_parser::ParseOptions;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use std::collections::BTreeMap;

pub use jsonc_parser::ast::{Array, Object, ObjectProp, Value};
pub use piece::value_at;
pub(crate) use piece::{piece, property};
pub(crate) use tree::LEVELS;
pub use tree::Tree;
pub use walk::Malformed;
pub(crate) use walk::{Member, Walker};

/// RFC 8259 and nothing more: none of the parser's conveniences.
pub(crate) const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The longest text that spans can point into.
const LARGEST: usize = u32::MAX as usize;

/// Parses a whole file; a duplicate key anywhere is an error too, and all of them are reported.
pub fn parse(source: &Source, file: FileId) -> Result<Value<'_>, Diagnostics> {
    let value = parse_as_written(source, file)?;
    let mut found = Diagnostics::new();
    find_duplicates(&value, file, &mut found);
    if found.is_empty() { Ok(value) } else { Err(found) }
}

/// Parses a whole file that somebody else wrote: a key may stand twice in it.
pub(crate) fn parse_as_written(source: &Source, file: FileId) -> Result<Value<'_>, Diagnostics> {
    let mut found = Diagnostics::new();
    if source.text().len() > LARGEST {
        found.error(
            Code::MalformedJson,
            Span::new(file, 0, 0),
            format!("{} is larger than 4 GiB", source.name()),
            "split it: no spec of hand-read pages grows this large",
        );
        return Err(found);
    }
    if let Some(mark) = source.text().chars().next().filter(|first| *first == '\u{feff}') {
        found.error(
            Code::MalformedJson,
            Span::new(file, 0, mark.len_utf8()),
            "the file begins with a byte order mark",
            "save it as UTF-8 without one",
        );
        return Err(found);
    }
    match jsonc_parser::parse_to_ast(source.text(), &jsonc_parser::CollectOptions::default(), &STRICT) {
        Ok(parsed) => match parsed.value {
            Some(value) => Ok(value),
            None => {
                found.error(
                    Code::MalformedJson,
                    Span::new(file, 0, 0),
                    format!("{} is empty", source.name()),
                    "write a JSON object",
                );
                Err(found)
            }
        },
        Err(error) => {
            if confused::conflicts(source.text(), file, &mut found) {
                return Err(found);
            }
            let range = error.range();
            let end = range.end.min(source.text().len());
            if confused::look_alikes(source.text(), range.start, file, &mut found) {
                return Err(found);
            }
            found.push(Diagnostic::error(
                Code::MalformedJson,
                Span::new(file, range.start.min(end), end),
                format!("malformed JSON: {}", lower_first(&error.kind().to_string())),
                json_help(error.kind()),
            ));
            Err(found)
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

const fn json_help(kind: &ParseErrorKind) -> &'static str {
    match kind {
        ParseErrorKind::ExpectedComma | ParseErrorKind::ExpectedColonAfterObjectKey => {
            "a comma goes between two entries and a colon between a key and its value"
        }
        ParseErrorKind::TrailingCommasNotAllowed | ParseErrorKind::UnexpectedComma => "remove the comma",
        ParseErrorKind::CommentsNotAllowed => "JSON has no comments; put the words into a description",
        ParseErrorKind::UnterminatedArray | ParseErrorKind::UnterminatedObject => {
            "the file ends before this is closed: was it cut off?"
        }
        ParseErrorKind::MultipleRootJsonValues => "the file holds one JSON object; remove what follows it",
        _ => "mend the syntax here; everything after this place is unread",
    }
}

fn find_duplicates(value: &Value<'_>, file: FileId, found: &mut Diagnostics) {
    match value {
        Value::Object(object) => {
            if has_duplicates(&object.properties) {
                report_duplicates(&object.properties, file, found);
            }
            for property in &object.properties {
                find_duplicates(&property.value, file, found);
            }
        }
        Value::Array(array) => {
            for element in &array.elements {
                find_duplicates(element, file, found);
            }
        }
        _ => {}
    }
}

/// Whether a key stands twice.
pub(crate) fn has_duplicates(properties: &[ObjectProp<'_>]) -> bool {
    has_repeats(properties.iter().map(|property| property.name.as_str()))
}

/// Whether a name stands twice. Nearly every object is small, and comparing each name with each needs no memory.
fn has_repeats<'n>(mut names: impl ExactSizeIterator<Item = &'n str> + Clone) -> bool {
    const SMALL: usize = 24;
    if names.len() <= SMALL {
        while let Some(name) = names.next() {
            if names.clone().any(|other| other == name) {
                return true;
            }
        }
        return false;
    }
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

fn report_duplicates(properties: &[ObjectProp<'_>], file: FileId, found: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for property in properties {
        let at = key_span(property, file);
        if let Some(first) = seen.insert(property.name.as_str(), at) {
            found.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    at,
                    format!("`{}` is written twice in one object", property.name.as_str()),
                    "keep one of the two: readers of JSON disagree on which one counts",
                )
                .with_related(first, "first written here"),
            );
        }
    }
}

/// The place of a value.
#[must_use]
pub fn span(value: &impl Ranged, file: FileId) -> Span {
    let range = value.range();
    Span::new(file, range.start, range.end)
}

/// The place of a property's key.
#[must_use]
pub fn key_span(property: &ObjectProp<'_>, file: FileId) -> Span {
    span(&property.name, file)
}

/// What a value is, in words for a message.
#[must_use]
pub const fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "a string",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "a boolean",
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::NullKeyword(_) => "null",
    }
}

/// Whether a character cannot be seen and changes what is: control characters, those that have no width, and those that
/// turn the direction of a text. Written out, they are escaped.
#[must_use]
pub fn is_hidden(each: char) -> bool {
    each.is_control()
        || matches!(each, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
