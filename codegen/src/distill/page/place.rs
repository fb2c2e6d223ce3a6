//! Places in a page as its author wrote it: byte spans with the line and column a person reads.
//! How a cleaned text leads back to them is `clean`'s business.

use std::fmt;

/// A byte range of the page's own text, and where it begins for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A value and the place in the page that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// What the page says.
    pub value: T,
    /// Where it says so.
    pub span: Span,
}
