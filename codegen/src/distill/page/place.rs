//! Places in a page as its author wrote it: byte spans with the line and column a person reads.
//! How a text that was taken out of it or cleaned leads back to them is the business of `excerpt` and `clean`.

use std::fmt;
use std::ops::Range;

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct At<T> {
    /// What the page says.
    pub value: T,
    /// Where it says so.
    pub span: Span,
}

/// Characters are counted ahead at every so many bytes, so that a column in a very long line is found quickly.
const STRIDE: usize = 256;

/// A file's text and where its lines begin. Counted once for a file, however many pages it holds.
pub(super) struct Lines<'a> {
    raw: &'a str,
    line_starts: Vec<usize>,
    chars_before: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        let mut chars_before = Vec::with_capacity(raw.len() / STRIDE + 1);
        let mut chars = 0;
        for (at, byte) in raw.bytes().enumerate() {
            if at % STRIDE == 0 {
                chars_before.push(chars);
            }
            chars += usize::from(starts_character(byte));
        }
        let line_starts = std::iter::once(0).chain(raw.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { raw, line_starts, chars_before }
    }

    /// The file's text.
    pub(super) const fn raw(&self) -> &'a str {
        self.raw
    }

    /// A range of the file's bytes with its line and column.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let line = self.line_starts.partition_point(|line| *line <= range.start).max(1);
        let column = self.characters(range.start) - self.characters(self.line_starts[line - 1]) + 1;
        Span { start: range.start, end: range.end.max(range.start), line, column }
    }

    fn characters(&self, raw: usize) -> usize {
        let stride = (raw / STRIDE).min(self.chars_before.len().saturating_sub(1));
        let from = stride * STRIDE;
        let rest = self.raw.as_bytes().get(from..raw).unwrap_or_default();
        self.chars_before.get(stride).copied().unwrap_or(0)
            + rest.iter().filter(|byte| starts_character(**byte)).count()
    }
}

/// Every byte but those that continue a character.
const fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
