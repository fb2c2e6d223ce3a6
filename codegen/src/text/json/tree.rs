//! JSON that is owned and can be built and changed, with its one way of being written: two spaces, one value a line.

use super::{Malformed, Object, Value, Walker, has_repeats, is_hidden, piece};
use crate::text::diag::Diagnostics;
use crate::text::source::{FileId, Source};
use std::fmt::Write as _;

/// A JSON value. Numbers keep their text, so that nothing is lost on the way through.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it was written.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    Array(Vec<Tree>),
    /// An object, its keys in order.
    Object(Vec<(String, Tree)>),
}

/// The levels above the entries of a file's large maps: the file, `components`, `schemas`.
pub(crate) const LEVELS: usize = 3;

impl From<&Value<'_>> for Tree {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::NullKeyword(_) => Self::Null,
            Value::BooleanLit(literal) => Self::Boolean(literal.value),
            Value::NumberLit(literal) => Self::Number(literal.value.to_owned()),
            Value::StringLit(literal) => Self::Text(literal.value.clone().into_owned()),
            Value::Array(array) => Self::Array(array.elements.iter().map(Self::from).collect()),
            Value::Object(object) => Self::from(object),
        }
    }
}

impl From<&Object<'_>> for Tree {
    fn from(object: &Object<'_>) -> Self {
        let entries = object.properties.iter();
        Self::Object(entries.map(|entry| (entry.name.as_str().to_owned(), Self::from(&entry.value))).collect())
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Tree {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<u64> for Tree {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<usize> for Tree {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Tree {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Tree {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::Array(elements.into_iter().map(Into::into).collect())
    }
}

impl Tree {
    /// A file as a tree, made a piece at a time: the parser's own tree of all of it would be larger than this one.
    ///
    /// # Errors
    /// Everything that is no JSON, and names that stand twice.
    pub fn read(source: &Source, file: FileId) -> Result<Self, Diagnostics> {
        let pieces = || {
            let mut walker = Walker::of_file(source.text())?;
            let tree = Self::at(&mut walker, source.text(), LEVELS)?;
            walker.finish().map(|()| tree)
        };
        pieces().or_else(|Malformed| super::parse(source, file).map(|root| Self::from(&root)))
    }

    /// The value at which the walker stands; objects so many levels down are not parsed whole.
    fn at(walker: &mut Walker<'_>, text: &str, levels: usize) -> Result<Self, Malformed> {
        if levels == 0 || !walker.is_at_object() {
            return Ok(Self::from(&piece(text, walker.skip()?)?));
        }
        let mut entries = Vec::new();
        walker.enter_object()?;
        while let Some(name) = walker.next_member()? {
            entries.push((name.value.into_owned(), Self::at(walker, text, levels - 1)?));
        }
        let repeats = has_repeats(entries.iter().map(|(name, _)| name.as_str()));
        if repeats { Err(Malformed) } else { Ok(Self::Object(entries)) }
    }

    /// The value under a key of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value under a key of an object, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match self {
            Self::Object(entries) => entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The string under a key of an object.
    #[must_use]
    pub fn text_at(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The entries of an object; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The entries of an object, to be changed; none for anything else.
    pub fn entries_mut(&mut self) -> &mut [(String, Self)] {
        match self {
            Self::Object(entries) => entries,
            _ => &mut [],
        }
    }

    /// The elements of an array; none for anything else.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// Puts a value under a key of an object, in the place of the one before it or at the end.
    pub fn set(&mut self, key: &str, value: impl Into<Self>) {
        if let Some(place) = self.get_mut(key) {
            *place = value.into();
        } else if let Self::Object(entries) = self {
            entries.push((key.to_owned(), value.into()));
        }
    }

    /// Takes the value under a key out of an object.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        let Self::Object(entries) = self else { return None };
        let at = entries.iter().position(|(name, _)| name == key)?;
        Some(entries.remove(at).1)
    }

    /// An object of some entries.
    #[must_use]
    pub fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// The text as a file holds it, without a line break at the end.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => write_text(out, text),
            Self::Array(elements) if elements.is_empty() => out.push_str("[]"),
            Self::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Self::Array(elements) => {
                out.push('[');
                for (at, element) in elements.iter().enumerate() {
                    begin_line(out, at, depth + 1);
                    element.write(out, depth + 1);
                }
                end_lines(out, depth);
                out.push(']');
            }
            Self::Object(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    begin_line(out, at, depth + 1);
                    write_text(out, key);
                    out.push_str(": ");
                    value.write(out, depth + 1);
                }
                end_lines(out, depth);
                out.push('}');
            }
        }
    }
}

fn begin_line(out: &mut String, at: usize, depth: usize) {
    if at > 0 {
        out.push(',');
    }
    end_lines(out, depth);
}

fn end_lines(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// A JSON string; only what must be escaped is.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for each in text.chars() {
        match each {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
