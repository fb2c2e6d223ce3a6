//! What travels on the wire: the pages' types and the spec's types in one vocabulary, so that they can be compared.
//! Names of types are not decided here.

use super::references::referred;
use super::said::{self, ANY_ARRAY, ANY_OBJECT, DAY, OTHER_DATE};
use super::working::Working;
use crate::distill::page::model::Value;
use crate::distill::page::{self, CodeValue, FieldType, Json, JsonValue};
use crate::text::fold::fold;
use crate::text::fold::has_shape;
use crate::text::json::Tree;
use std::fmt;

/// A type without its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wire {
    Int32,
    Int64,
    Decimal,
    Text,
    DateTime,
    Boolean,
    Object,
    Any,
    List(Box<Wire>),
}

/// How closely a type is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closeness {
    /// As it is.
    Exact,
    /// No more than which kind of JSON it is.
    Kind,
    /// Not at all: the page has a word for it that says no kind of JSON.
    Open,
}

impl Wire {
    /// The type of the innermost elements.
    pub(super) fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) => inner.innermost(),
            other => other,
        }
    }

    /// How many lists stand around the innermost type.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::List(inner) => 1 + inner.depth(),
            _ => 0,
        }
    }

    /// The same lists around another innermost type.
    fn with_innermost(&self, innermost: Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.with_innermost(innermost))),
            _ => innermost,
        }
    }

    /// Whether the empty string can stand for no value, or for a list without entries.
    pub(super) const fn may_be_empty(&self) -> bool {
        matches!(self, Self::Int32 | Self::Int64 | Self::Decimal | Self::Text | Self::DateTime | Self::List(_))
    }

    pub(super) const fn is_integer(&self) -> bool {
        matches!(self, Self::Int32 | Self::Int64)
    }

    /// Whether a value of this type is also one of the other, which says less.
    pub(super) fn refines(&self, other: &Self) -> bool {
        matches!((self, other), (Self::DateTime, Self::Text) | (Self::Int64, Self::Int32))
    }

    /// `type` and `format` of a type that needs no name.
    pub(super) fn keywords(&self) -> Vec<(String, Tree)> {
        let (ty, format) = match self {
            Self::Int32 => ("integer", Some("int32")),
            Self::Int64 => ("integer", Some("int64")),
            Self::Decimal => ("number", Some("decimal")),
            Self::Text => ("string", None),
            Self::DateTime => ("string", Some("civil-date-time")),
            Self::Boolean => ("boolean", None),
            Self::Object | Self::Any | Self::List(_) => return Vec::new(),
        };
        let mut keywords = vec![("type".to_owned(), Tree::from(ty))];
        keywords.extend(format.map(|format| ("format".to_owned(), Tree::from(format))));
        keywords
    }

    /// The type of a field or schema of the spec, whatever its name.
    pub(super) fn of(spec: &Working, tree: &Tree) -> Self {
        if let Some(schema) = referred(tree).and_then(|name| spec.schema(name)) {
            // A schema that is nothing but a reference is not of the profile.
            return if referred(schema).is_some() { Self::Any } else { Self::of(spec, schema) };
        }
        let part = |key| tree.text_at(key);
        match (part("type"), part("format")) {
            (Some("integer"), Some("int64")) => Self::Int64,
            (Some("integer"), _) => Self::Int32,
            (Some("number"), _) => Self::Decimal,
            (Some("string"), Some("civil-date-time")) => Self::DateTime,
            (Some("string"), _) => Self::Text,
            (Some("boolean"), _) => Self::Boolean,
            (Some("array"), _) => {
                Self::List(Box::new(tree.get("items").map_or(Self::Any, |items| Self::of(spec, items))))
            }
            (Some("object"), _) => Self::Object,
            _ if tree.get("allOf").is_some() || tree.get("properties").is_some() => Self::Object,
            _ => Self::Any,
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Decimal => "decimal",
            Self::Text => "string",
            Self::DateTime => "civil-date-time",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Any => "any JSON",
            Self::List(inner) => return write!(f, "array of {inner}"),
        })
    }
}

/// The type that a table states, and what has to be said where the profile cannot hold it as it is.
pub(super) fn stated(name: &str, ty: &FieldType, has_fields: bool, shown: &[&Json]) -> (Wire, Option<String>) {
    let plain = |wire| (wire, None);
    match ty {
        FieldType::Int => plain(Wire::Int32),
        FieldType::Long => plain(Wire::Int64),
        FieldType::Float | FieldType::Double | FieldType::Decimal | FieldType::Number => plain(Wire::Decimal),
        FieldType::String => plain(Wire::Text),
        FieldType::Bool => plain(Wire::Boolean),
        FieldType::DateTime if shows(shown, false, is_date_time) => plain(Wire::DateTime),
        FieldType::DateTime => (Wire::Text, Some(OTHER_DATE.to_owned())),
        FieldType::Date if shows(shown, true, is_date_time) => plain(Wire::DateTime),
        FieldType::Date => (Wire::Text, Some(DAY.to_owned())),
        FieldType::Unclear(word) => unclear(name, word, shown),
        FieldType::Object if has_fields => plain(Wire::Object),
        FieldType::Object => (Wire::Any, Some(ANY_OBJECT.to_owned())),
        FieldType::Array(None) if has_fields => plain(Wire::List(Box::new(Wire::Object))),
        FieldType::Array(None) => (Wire::Any, Some(ANY_ARRAY.to_owned())),
        FieldType::Array(Some(element)) => {
            let inside: Vec<&Json> = shown.iter().flat_map(|json| elements(json)).collect();
            match stated(name, element, has_fields, &inside) {
                (Wire::Any, note) => (Wire::Any, note),
                (inner, note) => (Wire::List(Box::new(inner)), note),
            }
        }
    }
}

/// A type of which the table has only a word, by what the example shows of it. A whole number has a width only where the word is that
/// of a moment: the widest one then holds whatever it counts in.
fn unclear(name: &str, word: &str, shown: &[&Json]) -> (Wire, Option<String>) {
    let shown: Vec<&Json> = shown.iter().copied().filter(|json| !is_nothing(json)).collect();
    let is_whole = |json: &&Json| matches!(&json.value, JsonValue::Number(text) if text.parse::<i64>().is_ok());
    let wire = if word == page::TIMESTAMP && !shown.is_empty() && shown.iter().all(is_whole) {
        Wire::Int64
    } else if shows(&shown, true, is_date_time) {
        Wire::DateTime
    } else {
        shown_only(&shown)
    };
    let note = match wire {
        Wire::Any => said::open_type(name, word),
        _ => format!("The table calls the type `{word}`, which says no kind of JSON; by the example it is {wire}."),
    };
    (wire, Some(note))
}

/// A moment that the description says is counted.
pub(super) fn counted(ty: &FieldType, description: &str) -> Option<(Wire, Option<String>)> {
    const WORDS: [&str; 10] =
        ["unix", "epoch", "millisecond", "seconds since", "毫秒", "秒级", "秒数", "秒时间戳", "10位", "13位"];
    let folded = fold(description);
    let is_moment = *ty == FieldType::Unclear(page::TIMESTAMP);
    (is_moment && WORDS.iter().any(|word| folded.contains(word))).then(|| {
        let note = "The table calls the type `timestamp`; its words say that it is counted, so it is kept as int64.";
        (Wire::Int64, Some(note.to_owned()))
    })
}

/// Whether a value says nothing of its type.
pub(super) fn is_nothing(json: &Json) -> bool {
    match &json.value {
        JsonValue::Null => true,
        JsonValue::String(text) => text.is_empty(),
        _ => false,
    }
}

/// The type that a table states, seen beside the codes that it lists: they say of a `number` that it is whole, and of an
/// `array` what it holds. Codes that no enum of the profile can have are told of, so that none is lost in silence.
pub(super) fn with_codes(
    (wire, note): (Wire, Option<String>),
    ty: &FieldType,
    codes: &[Value],
    shown: &[&Json],
) -> (Wire, Option<String>) {
    if codes.is_empty() {
        return (wire, note);
    }
    let whole = |value: &Value| matches!(value.code.value, CodeValue::Int(_));
    let narrow = |value: &Value| matches!(value.code.value, CodeValue::Int(code) if i32::try_from(code).is_ok());
    let is_text = |json: &&Json| matches!(json.value, JsonValue::String(_));
    let integer = if codes.iter().all(narrow) { Wire::Int32 } else { Wire::Int64 };
    let too_wide = |wire: &Wire| wire.innermost().is_integer() && codes.iter().all(whole) && !codes.iter().all(narrow);
    let (wire, note) = match ty.innermost() {
        FieldType::Number if *wire.innermost() == Wire::Decimal && codes.iter().all(whole) => {
            let note = format!(
                "The table says number, and the codes that it lists are whole numbers: it is kept as {integer}."
            );
            (wire.with_innermost(integer), Some(note))
        }
        FieldType::Unclear(word) if *wire.innermost() == Wire::Any => {
            let is_list = matches!(ty, FieldType::Array(_));
            let inner = if codes.iter().all(whole) { integer } else { Wire::Text };
            let note = format!("The table calls the type `{word}`; by the codes that it lists it is {inner}.");
            (if is_list { Wire::List(Box::new(inner)) } else { inner }, Some(note))
        }
        FieldType::Array(None) if wire == Wire::Any => {
            let textual =
                !codes.iter().all(whole) || shown.iter().flat_map(|json| elements(json)).any(|json| is_text(&json));
            let inner = if textual { Wire::Text } else { integer };
            let note = format!("The table does not say what this array holds; by the codes that it lists, {inner}.");
            (Wire::List(Box::new(inner)), Some(note))
        }
        _ => (wire, note),
    };
    if !too_wide(&wire) {
        return (wire, note);
    }
    let listed: Vec<String> =
        codes.iter().map(|value| format!("{} {}", value.code.value, value.meaning.value)).collect();
    let told = format!("The table lists codes that do not fit 32 bits, which no enum can have: {}.", listed.join(", "));
    let told = note.map_or_else(|| told.clone(), |note| format!("{note} {told}"));
    (wire.with_innermost(Wire::Int64), Some(told))
}

/// How closely the type of a schema without a format is known: a text may be a date, a number has no width.
pub(super) fn closeness(ty: &FieldType, shown: &[&Json]) -> Closeness {
    match ty.innermost() {
        FieldType::String if shows(shown, false, is_date_time) => Closeness::Kind,
        FieldType::Int => Closeness::Kind,
        _ => Closeness::Exact,
    }
}

/// The type of a field that only an example shows: no more than the example can tell.
pub(super) fn shown_only(shown: &[&Json]) -> Wire {
    let all = |is: fn(&JsonValue) -> bool| !shown.is_empty() && shown.iter().all(|json| is(&json.value));
    if all(|value| matches!(value, JsonValue::String(_))) {
        Wire::Text
    } else if all(|value| matches!(value, JsonValue::Bool(_))) {
        Wire::Boolean
    } else if all(|value| matches!(value, JsonValue::Number(_)))
        && shown.iter().any(|json| matches!(&json.value, JsonValue::Number(text) if text.contains('.')))
    {
        Wire::Decimal
    } else {
        Wire::Any
    }
}

fn elements(json: &Json) -> &[Json] {
    match &json.value {
        JsonValue::Array(elements) => elements,
        _ => &[],
    }
}

/// Whether the strings shown all have a shape; empty ones say nothing. `needed` is whether there has to be one.
fn shows(shown: &[&Json], needed: bool, shape: fn(&str) -> bool) -> bool {
    let mut texts = shown.iter().filter_map(|json| match &json.value {
        JsonValue::String(text) if !text.is_empty() => Some(text.as_str()),
        _ => None,
    });
    match texts.next() {
        None => !needed,
        Some(first) => shape(first) && texts.all(shape),
    }
}

/// `YYYY-MM-DD HH:MM:SS`.
fn is_date_time(text: &str) -> bool {
    has_shape(text, "0000-00-00 00:00:00")
}
