//! The types that the tables speak of, and the words for them.
//! Which of them an example's value fits is decided in `example::fit`.

use crate::text::fold::{fold, narrow, starts_with_word};
use std::fmt;

/// A field's type, as a table states it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldType {
    /// A whole number, `int` or `integer`.
    Int,
    /// A wide whole number, `long`.
    Long,
    /// A number with a fraction, `float`.
    Float,
    /// A number with a fraction, `double`.
    Double,
    /// A number with an exact fraction, `decimal`.
    Decimal,
    /// A number, not said of which kind.
    Number,
    /// Text.
    String,
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// An object with fields of its own.
    Object,
    /// A list; the elements' type where the table states it.
    Array(Option<Box<Self>>),
}

impl FieldType {
    /// Whether fields can be nested in it: an object, or a list that may hold objects.
    #[must_use]
    pub fn holds_fields(&self) -> bool {
        match self {
            Self::Object | Self::Array(None) => true,
            Self::Array(Some(element)) => element.holds_fields(),
            _ => false,
        }
    }

    /// The type of the innermost elements of a list; any other type itself.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Array(Some(element)) => element.innermost(),
            other => other,
        }
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Int => "int",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::Decimal => "decimal",
            Self::Number => "number",
            Self::String => "string",
            Self::Bool => "bool",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Object => "object",
            Self::Array(None) => "array",
            Self::Array(Some(element)) => return write!(f, "array[{element}]"),
        })
    }
}

const SCALARS: [(&str, FieldType); 16] = [
    ("int", FieldType::Int),
    ("integer", FieldType::Int),
    ("int32", FieldType::Int),
    ("long", FieldType::Long),
    ("int64", FieldType::Long),
    ("float", FieldType::Float),
    ("double", FieldType::Double),
    ("decimal", FieldType::Decimal),
    ("number", FieldType::Number),
    ("string", FieldType::String),
    ("bool", FieldType::Bool),
    ("boolean", FieldType::Bool),
    ("date", FieldType::Date),
    ("datetime", FieldType::DateTime),
    ("date-time", FieldType::DateTime),
    ("object", FieldType::Object),
];

const LISTS: [&str; 2] = ["array", "list"];

/// For messages: the words that are understood.
pub(super) const KNOWN: &str = "long, int, integer, number, string, float, double, decimal, bool, boolean, date, \
                                datetime, object, array, list, array[…], list<…>, …[]";

/// Lists of lists deeper than this are not types of an interface.
const DEEPEST: usize = 4;

/// The longest spelling that is looked at, in bytes.
const LONGEST: usize = 96;

/// The type that a whole cell names.
pub(super) fn parse(cell: &str) -> Option<FieldType> {
    let folded = fold(cell);
    prefixes(&folded).into_iter().find(|(length, _)| *length == folded.len()).map(|(_, parsed)| parsed)
}

/// Every way to read a type at the start of the text: the length of its spelling and what it is, short ones first.
pub(super) fn prefixes(text: &str) -> Vec<(usize, FieldType)> {
    let mut found = at_depth(text, DEEPEST);
    found.sort_by_key(|(length, _)| *length);
    found
}

/// Every way to read a type at the end of the text: where its spelling begins and what it is.
pub(super) fn suffixes(text: &str) -> Vec<(usize, FieldType)> {
    let mut found = Vec::new();
    let earliest = text.len().saturating_sub(LONGEST);
    for (start, _) in text.char_indices().rev().take_while(|(start, _)| *start >= earliest) {
        for (length, parsed) in prefixes(&text[start..]) {
            if start + length == text.len() {
                found.push((start, parsed));
            }
        }
    }
    found
}

fn at_depth(text: &str, depth: usize) -> Vec<(usize, FieldType)> {
    let mut found = Vec::new();
    if depth == 0 {
        return found;
    }
    for (word, scalar) in SCALARS {
        let Some(length) = starts_with_word(text, word) else { continue };
        found.push((length, scalar.clone()));
        if let Some(size) = size(&text[length..]) {
            found.push((length + size, scalar.clone()));
        }
        if let Some(brackets) = empty_brackets(&text[length..]) {
            found.push((length + brackets, FieldType::Array(Some(Box::new(scalar)))));
        }
    }
    for word in LISTS {
        let Some(length) = starts_with_word(text, word) else { continue };
        found.push((length, FieldType::Array(None)));
        let Some((open, close)) = bracket(&text[length..]) else { continue };
        let element = length + open;
        for (inner, parsed) in at_depth(&text[element..], depth - 1) {
            let end = element + inner;
            if let Some(last) = text[end..].chars().next().filter(|last| narrow(*last) == close) {
                found.push((end + last.len_utf8(), FieldType::Array(Some(Box::new(parsed)))));
            }
        }
    }
    found
}

/// An opening bracket: its length, and the plain form of the one that closes it.
fn bracket(text: &str) -> Option<(usize, char)> {
    let open = text.chars().next()?;
    let close = match narrow(open) {
        '[' => ']',
        '<' => '>',
        '(' => ')',
        _ => return None,
    };
    Some((open.len_utf8(), close))
}

/// The length of `[]`.
fn empty_brackets(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let (open, close) = (chars.next()?, chars.next()?);
    (narrow(open) == '[' && narrow(close) == ']').then_some(open.len_utf8() + close.len_utf8())
}

/// The length of a size such as `(32)` or `(10,2)`.
fn size(text: &str) -> Option<usize> {
    let (open, close) = bracket(text).filter(|(_, close)| *close == ')')?;
    let digits = text[open..]
        .find(|character: char| !matches!(narrow(character), '0'..='9' | ','))
        .filter(|digits| (1..16).contains(digits))?;
    let last = text[open + digits..].chars().next().filter(|last| narrow(*last) == close)?;
    Some(open + digits + last.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_list_is_a_list() {
        for spelling in
            ["array[int]", "Array<Integer>", "list(int)", "int[]", "array［int］", "list《int》", " array [ int ] "]
        {
            assert_eq!(parse(spelling).map(|parsed| parsed.to_string()).as_deref(), Some("array[int]"), "{spelling}");
        }
    }

    #[test]
    fn a_size_is_no_part_of_the_type() {
        assert_eq!(parse("string(32)"), Some(FieldType::String));
        assert_eq!(parse("decimal（10,2）"), Some(FieldType::Decimal));
    }

    #[test]
    fn a_word_that_is_no_type_is_none() {
        for word in ["", "uuid", "array[uuid]", "array[", "string()", "intt", "array[array[array[array[int]]]]"] {
            assert_eq!(parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_prefix_is_read_in_every_way() {
        let lengths = |text| prefixes(text).into_iter().map(|(length, _)| length).collect::<Vec<_>>();
        assert_eq!(lengths("datetime是"), [4, 8]);
        assert_eq!(lengths("array[object]是"), [5, 13]);
        assert_eq!(lengths("integers"), [3, 7]);
    }

    #[test]
    fn a_suffix_is_read_in_every_way() {
        let starts = |text| suffixes(text).into_iter().map(|(start, _)| start).collect::<Vec<_>>();
        assert_eq!(starts("x编号string[]"), [7]);
        assert_eq!(starts("时间update"), [8]);
    }
}
