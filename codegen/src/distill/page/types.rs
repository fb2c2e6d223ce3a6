//! The types that the tables speak of, and the words for them.
//! Which of them an example's value fits is decided in `example::fit`.

use crate::text::fold::{fold, narrow, starts_with_word};
use crate::text::lexicon::meanings;
use std::fmt;
use std::ops::Range;

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
    /// What a word calls it that says no kind of JSON: a `timestamp` may be a number or a text.
    Unclear(&'static str),
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
            Self::Unclear(word) => word,
            Self::Array(Some(element)) => return write!(f, "array[{element}]"),
        })
    }
}

/// Words that are types in any table, also where cells have run together.
static SCALARS: &[(&str, &FieldType)] = meanings!(
    FieldType,
    [
        (FieldType::Int, "int, integer, int32, tinyint, smallint, 整数, 整型"),
        (FieldType::Long, "long, int64, bigint, 长整型, 长整数"),
        (FieldType::Float, "float, 浮点数, 浮点型"),
        (FieldType::Double, "double"),
        (FieldType::Decimal, "decimal, bigdecimal, 小数"),
        (FieldType::Number, "number"),
        (FieldType::String, "string, varchar, 字符串"),
        (FieldType::Bool, "bool, boolean, 布尔值, 布尔型, 布尔"),
        (FieldType::Date, "date"),
        (FieldType::DateTime, "datetime, date-time"),
        (FieldType::Object, "object, 对象, jsonobject"),
    ]
);

/// Words that are types only as a whole cell: a name can end in them, a text can begin with them.
static CELLS: &[(&str, &FieldType)] = meanings!(
    FieldType,
    [
        (FieldType::Int, "short, int8, int16"),
        (FieldType::Long, "uint32, uint64, unixtimestamp"),
        (FieldType::String, "char, text, str, 字符, 文本"),
        (FieldType::Object, "json, map"),
        (FieldType::Number, "数字, 数值"),
        (FieldType::Date, "日期"),
        (FieldType::DateTime, "日期时间"),
        (FieldType::Decimal, "numeric"),
        (FieldType::Unclear(TIMESTAMP), "timestamp, 时间戳"),
        (FieldType::Unclear("time"), "time"),
        (FieldType::Unclear("时间"), "时间"),
        (FieldType::Unclear(ENUMS[0]), "enum"),
        (FieldType::Unclear(ENUMS[1]), "枚举"),
        (FieldType::Unclear("any"), "any"),
    ]
);

/// A moment, counted or written out.
pub(in crate::distill) const TIMESTAMP: &str = "timestamp";

/// Words for a value that is one of several, which may be listed behind the word.
const ENUMS: [&str; 2] = ["enum", "枚举"];

const LISTS: [&str; 5] = ["array", "list", "数组", "列表", "jsonarray"];

/// For messages: the words that are understood.
pub(super) const KNOWN: &str = "long, int, integer, number, string, float, double, decimal, bool, boolean, date, \
                                datetime, object, json, array, list, array[…], list<…>, …[], 整数, 字符串, 对象, 数组; and timestamp, time, enum, any, \
                                whose kind of JSON is asked for";

/// What `OpenAPI` says of a type beside it. A text stays one, whatever is in it.
const FORMATS: [&str; 12] =
    ["int32", "int64", "float", "double", "decimal", "date-time", "date", "uuid", "email", "uri", "byte", "password"];

/// Lists of lists deeper than this are not types of an interface.
const DEEPEST: usize = 4;

/// The longest spelling that is looked at, in bytes.
const LONGEST: usize = 96;

/// The type that a whole cell names.
pub(super) fn parse(cell: &str) -> Option<FieldType> {
    const LONGEST_CELL: usize = 200;
    let folded = fold(cell);
    if folded.len() > LONGEST_CELL { None } else { whole(&folded, DEEPEST) }
}

/// A whole folded cell, the spellings included that only make sense as one: `[]Object<Card>`, `varchar(n)`, `short`.
fn whole(cell: &str, depth: usize) -> Option<FieldType> {
    if depth == 0 {
        return None;
    }
    let list = |element: &str| Some(FieldType::Array(Some(Box::new(whole(element, depth - 1)?))));
    if let Some((_, parsed)) = at_depth(cell, depth).into_iter().find(|(length, _)| *length == cell.len()) {
        return Some(parsed);
    }
    if let Some(element) = cell.strip_prefix("[]").or_else(|| cell.strip_suffix("[]")) {
        return list(element);
    }
    let (word, inside) = match cell.find(['<', '(', '[']) {
        Some(open) => (&cell[..open], Some(cell[open + 1..].strip_suffix(['>', ')', ']'])?)),
        None => (cell, None),
    };
    if let Some(elements) = cell.strip_prefix("arrayof") {
        return list(elements.strip_suffix('s').unwrap_or(elements));
    }
    let known = || known_as(word);
    match inside {
        None => known(),
        Some(inside) if LISTS.contains(&word) => list(inside),
        Some(_) if ENUMS.contains(&word) => known(),
        // OpenAPI's type with its format, as the pages of its tools show it.
        Some(inside) if FORMATS.contains(&inside) => match (word, inside) {
            ("integer" | "number" | "long" | "int", "int32" | "int64") | ("number", "float" | "double" | "decimal") => {
                known_as(inside)
            }
            ("string", _) => Some(FieldType::String),
            _ => None,
        },
        // `Object<Card>` names the kind of object, `varchar(n)` a length.
        Some(_) if cell.contains('<') => known().filter(|parsed| *parsed == FieldType::Object),
        Some(inside) => known().filter(|_| is_size(inside)),
    }
}

/// Where a cell lists the values of an enum: `1,2` of `array<enum(1,2)>`.
pub(super) fn enumerated(cell: &str) -> Option<Range<usize>> {
    let lower = cell.to_ascii_lowercase();
    let (at, word) = ENUMS.into_iter().find_map(|word| Some((lower.find(word)?, word)))?;
    let behind = at + word.len();
    let open = behind + cell[behind..].find(|each: char| !each.is_whitespace())?;
    let (length, close) = bracket(&cell[open..])?;
    let start = open + length;
    let end = cell[start..].find(|each: char| narrow(each) == close)?;
    Some(start..start + end)
}

fn known_as(word: &str) -> Option<FieldType> {
    SCALARS.iter().chain(CELLS).find(|(known, _)| *known == word).map(|(_, parsed)| (*parsed).clone())
}

/// `32`, `10,2`, `1-64`, `n`.
fn is_size(inside: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | '~' | '.');
    matches!(inside, "n" | "m" | "max" | "m,n" | "m,d") || !inside.is_empty() && inside.chars().all(number)
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
    for &(word, scalar) in SCALARS {
        let Some(length) = starts_with_word(text, word) else { continue };
        found.push((length, scalar.clone()));
        if let Some(size) = size(&text[length..]) {
            found.push((length + size, scalar.clone()));
        }
        if let Some(brackets) = empty_brackets(&text[length..]) {
            found.push((length + brackets, FieldType::Array(Some(Box::new(scalar.clone())))));
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
    fn what_tools_and_languages_call_a_type_is_one() {
        for (spelling, expected) in [
            ("varchar(n)", "string"),
            ("varchar(64)", "string"),
            ("short", "int"),
            ("Unix Timestamp", "long"),
            ("整数", "int"),
            ("字符串", "string"),
            ("JSON", "object"),
            ("Object<CardInfo>", "object"),
            ("[]Object<CardInfo>", "array[object]"),
            ("[]string", "array[string]"),
            ("List<Object<Card>>", "array[object]"),
            ("数组", "array"),
            ("string(1-32)", "string"),
            ("integer(int32)", "int"),
            ("integer <int64>", "long"),
            ("number (double)", "double"),
            ("string<date-time>", "string"),
            ("Array of strings", "array[string]"),
            ("Array of objects", "array[object]"),
            ("enum(1,2)", "enum"),
            ("ENUM('A', 'B')", "enum"),
            ("array<枚举（1|2）>", "array[枚举]"),
        ] {
            assert_eq!(parse(spelling).map(|parsed| parsed.to_string()).as_deref(), Some(expected), "{spelling}");
        }
    }

    #[test]
    fn a_size_is_no_part_of_the_type() {
        assert_eq!(parse("string(32)"), Some(FieldType::String));
        assert_eq!(parse("decimal（10,2）"), Some(FieldType::Decimal));
    }

    #[test]
    fn a_word_that_says_no_kind_of_json_is_one_only_as_a_whole_cell() {
        assert_eq!(parse("Timestamp"), Some(FieldType::Unclear(TIMESTAMP)));
        assert_eq!(parse("array[enum]").map(|parsed| parsed.to_string()).as_deref(), Some("array[enum]"));
        assert!(prefixes("timestamp是").is_empty() && suffixes("create_time").is_empty());
    }

    #[test]
    fn a_word_that_is_no_type_is_none() {
        for word in [
            "",
            "uuid",
            "array[uuid]",
            "array[",
            "string()",
            "intt",
            "array[array[array[array[int]]]]",
            "string(int32)x",
            "object(int64)",
            "array of",
        ] {
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
