//! What the platform sends beyond what its pages say: found by holding an answer or a delivery against the spec's types, and
//! told to whoever asked. It names places, kinds and counts, never a value but the code of an enum.

mod found;
mod json;
mod name;
mod walk;
#[cfg(all(feature = "client", not(target_family = "wasm")))]
pub(crate) mod watch;

use std::fmt;

use jiff::Timestamp;

use crate::wire::Shape;
use found::Found;

/// What one answer or one delivery held that the spec does not say.
///
/// It holds no value: places are made of the names of fields, and the name of a field that could be a value of its own (one with
/// many digits, or with odd characters) is left out. The one exception are codes of enums, which are there to be added to the spec.
///
/// [`Display`](fmt::Display) writes it as one line of JSON, which `cargo xtask drift` sums up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// When it was seen.
    pub at: Timestamp,
    /// What was asked, or what was delivered.
    pub subject: DriftSubject,
    /// The documentation's page, where it is known.
    pub page: Option<&'static str>,
    /// For how many answers this stands: an answer that holds nothing new is looked at closely only now and then.
    pub answers: u64,
    /// What was found, by place.
    pub deviations: Vec<Deviation>,
    /// Whether there was more than is told.
    pub is_cut: bool,
}

/// Where drift was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftSubject {
    /// The answer to an operation; its id, such as `cards.list`.
    Operation(&'static str),
    /// The answer to a path that the documents do not list.
    Path(String),
    /// A delivery; its tag.
    Event(String),
}

/// One thing that the spec does not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Deviation {
    /// Where: names of fields joined by `.`, with `[]` for the items of a list, such as `data.card_list[].status`.
    pub path: String,
    /// What it is.
    pub kind: DeviationKind,
    /// The kind of JSON value that came, where that matters.
    pub found: Option<JsonType>,
    /// The unknown code of an enum, or an HTTP status.
    pub code: Option<String>,
    /// The form in which a date or a number came.
    pub form: Option<&'static str>,
    /// How often.
    pub count: u64,
}

/// The kinds of drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A field that the spec does not have.
    UnknownField,
    /// A code that the enum does not list.
    UnknownCode,
    /// A field that is always there, and was not.
    Missing,
    /// Null where there is always a value.
    Null,
    /// An empty string where there is always a value.
    Empty,
    /// Another kind of JSON value.
    WrongType,
    /// A date in another form.
    DateForm,
    /// A number in another form.
    NumberForm,
    /// A field that stands more than once in one object.
    Repeated,
    /// A total that does not agree with what came.
    Total,
    /// A member beside `code`, `message` and `data`, or one of these in another form.
    Envelope,
    /// An HTTP status that refuses, where the documents know only a code.
    HttpStatus,
    /// A delivery with a tag that the documents do not list.
    UnknownEvent,
    /// What an answer without a type holds: no deviation, but all that is known of it.
    Shape,
}

impl DeviationKind {
    /// The word in the line of JSON, such as `unknown-field`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown-field",
            Self::UnknownCode => "unknown-code",
            Self::Missing => "missing",
            Self::Null => "null",
            Self::Empty => "empty",
            Self::WrongType => "wrong-type",
            Self::DateForm => "date-form",
            Self::NumberForm => "number-form",
            Self::Repeated => "repeated",
            Self::Total => "total",
            Self::Envelope => "envelope",
            Self::HttpStatus => "http-status",
            Self::UnknownEvent => "unknown-event",
            Self::Shape => "shape",
        }
    }
}

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// The word in the line of JSON: JSON Schema's.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl Drift {
    fn new(subject: DriftSubject, page: Option<&'static str>, found: Found) -> Option<Self> {
        let (deviations, is_cut) = found.into_deviations();
        let is_something = !deviations.is_empty();
        is_something.then(|| Self { at: Timestamp::now(), subject, page, answers: 1, deviations, is_cut })
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        json::line(self, f)
    }
}

/// What a delivery holds that the spec does not say. `shape` is nothing for a tag that the spec does not list.
pub(crate) fn of_delivery(tag: &str, body: &[u8], shape: Option<Shape>) -> Option<Drift> {
    let mut found = Found::default();
    let text = std::str::from_utf8(body).unwrap_or_default();
    match shape {
        Some(shape) => walk::hold(text, shape, "", &mut found),
        None => {
            found.add(Deviation::new("", DeviationKind::UnknownEvent));
            walk::describe(text, "", DeviationKind::Shape, &mut found);
        }
    }
    Drift::new(DriftSubject::Event(name::shown(tag)), None, found)
}

impl Deviation {
    fn new(path: impl Into<String>, kind: DeviationKind) -> Self {
        Self { path: path.into(), kind, found: None, code: None, form: None, count: 1 }
    }
}
