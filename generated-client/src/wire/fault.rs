//! Why a value cannot be taken: kinds and words, and never anything of what was found.

use std::fmt;

/// What was found in place of what belongs there. Never the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Nothing that JSON has; other formats may.
    Other,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Other => "something that is not JSON",
        })
    }
}

/// Why a value cannot be taken. Its text holds no content, whatever was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A required field is not there.
    Missing,
    /// A field stands twice in one object.
    Duplicate,
    /// One kind of value stands where another belongs.
    WrongType {
        /// What belongs there.
        expected: &'static str,
        /// What stands there.
        found: Found,
    },
    /// A text that stands for no value, where there always is one.
    NoValue,
    /// The kind is right and the value is not.
    Invalid {
        /// What belongs there.
        expected: &'static str,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the required field is missing"),
            Self::Duplicate => f.write_str("the field stands twice in one object"),
            Self::NoValue => f.write_str("the date is all zeros, which says that there is none"),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Invalid { expected } => write!(f, "the value is not {expected}"),
        }
    }
}
