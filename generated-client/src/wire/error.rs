//! The public error of a JSON text that does not hold what it should.

use std::error::Error;
use std::fmt;

use serde_json::error::Category;

use super::fault::Fault;

/// Why a JSON text could not be decoded, and where: the path of the field, the line and the column.
///
/// It never holds anything of the text itself, because that may be a card number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    path: Option<String>,
    reason: Reason,
    line: usize,
    column: usize,
}

/// What is wrong with a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// It is not JSON.
    Syntax,
    /// It ends before the value does.
    Truncated,
    /// A required field is not there.
    MissingField,
    /// A field stands twice in one object.
    DuplicateField,
    /// One kind of value stands where another belongs, such as a number in place of a string.
    WrongType,
    /// The kind of value is right and the value is not, such as a date that does not exist.
    InvalidValue,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Value(Fault),
    /// What the parser says of a text that is not JSON: fixed texts, none of the content.
    Text(String),
}

impl DecodeError {
    pub(super) fn new(error: &serde_json::Error, fault: Option<Fault>, path: Option<String>) -> Self {
        let (kind, reason) = match fault {
            Some(fault) => (kind_of(fault), Reason::Value(fault)),
            None => match error.classify() {
                Category::Eof => (DecodeErrorKind::Truncated, Reason::Text(text_of(error))),
                Category::Syntax | Category::Io => (DecodeErrorKind::Syntax, Reason::Text(text_of(error))),
                Category::Data => {
                    let fault = Fault::Invalid { expected: "a value as it is documented" };
                    (DecodeErrorKind::InvalidValue, Reason::Value(fault))
                }
            },
        };
        Self { kind, path, reason, line: error.line(), column: error.column() }
    }

    /// There is nothing at this path, which the caller gave.
    pub(super) fn missing(path: &str) -> Self {
        let reason = Reason::Value(Fault::Missing);
        Self { kind: DecodeErrorKind::MissingField, path: Some(path.to_owned()), reason, line: 0, column: 0 }
    }

    /// What is at this path, which the caller gave, is not what belongs there.
    pub(super) fn invalid(path: &str, expected: &'static str) -> Self {
        let reason = Reason::Value(Fault::Invalid { expected });
        Self { kind: DecodeErrorKind::InvalidValue, reason, ..Self::missing(path) }
    }

    /// The same error, seen from the text that holds the decoded one as its field `name`, after so many lines and so many
    /// bytes of the last of them.
    /// The place is kept unknown where it is.
    pub(super) fn within(mut self, name: &str, lines: usize, bytes: usize) -> Self {
        self.path = Some(match self.path {
            Some(path) if path.starts_with('[') => format!("{name}{path}"),
            Some(path) => format!("{name}.{path}"),
            None => name.to_owned(),
        });
        if self.line > 0 {
            self.column += if self.line == 1 { bytes } else { 0 };
            self.line += lines;
        }
        self
    }

    /// The same error, of a text that nobody else has.
    pub(super) fn without_place(self) -> Self {
        Self { line: 0, column: 0, ..self }
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The field that is at fault, such as `card_list[3].balance`; nothing when the text as a whole is.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The line, from 1, at which decoding stopped: that of the faulty value's end. 0 where it is not known.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, from 1, at which decoding stopped.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        match &self.reason {
            Reason::Value(fault) => fault.fmt(f)?,
            Reason::Text(text) => f.write_str(text)?,
        }
        if self.line > 0 {
            write!(f, " at line {} column {}", self.line, self.column)?;
        }
        Ok(())
    }
}

impl Error for DecodeError {}

fn kind_of(fault: Fault) -> DecodeErrorKind {
    match fault {
        Fault::Missing => DecodeErrorKind::MissingField,
        Fault::Duplicate => DecodeErrorKind::DuplicateField,
        Fault::WrongType { .. } => DecodeErrorKind::WrongType,
        Fault::NoValue | Fault::Invalid { .. } => DecodeErrorKind::InvalidValue,
    }
}

/// The parser's own words without the position, which is kept apart.
fn text_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}
