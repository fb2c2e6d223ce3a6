//! The text of one input file and the places in it: byte spans, and the line and column a person reads.
//! Reading a file into a [`Source`] happens at the edge; nothing here touches the disk.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

/// A text with the name it is shown under, such as `spec/openapi.json`.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// How many lines end before each block of the text. Counted when first asked for: most texts have no problems.
    blocks: OnceLock<Vec<usize>>,
}

/// The bytes of a block: few enough to be counted again for each place, many enough for the counts to be few.
const BLOCK: usize = 4096;

impl Source {
    /// Takes a file's text under the name that messages will show.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), blocks: OnceLock::new() }
    }

    /// How many lines end before an offset.
    fn lines_before(&self, offset: usize) -> usize {
        let blocks = self.blocks.get_or_init(|| {
            let mut before = 0;
            let counted = self.text.as_bytes().chunks(BLOCK).map(|block| {
                let here = before;
                before += line_breaks(block);
                here
            });
            counted.collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        let rest = &self.text.as_bytes()[block * BLOCK..offset];
        blocks.get(block).map_or(0, |before| before + line_breaks(rest))
    }

    /// Where the line that holds an offset begins.
    fn line_start(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    }

    /// The name that messages show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte offset, both counted from 1, the column in characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let column = self.text[self.line_start(offset)..offset].chars().count();
        Position { line: self.lines_before(offset) + 1, column: column + 1 }
    }

    /// The whole lines that a span touches, as a byte range, and the number of the first one.
    #[must_use]
    pub fn lines_around(&self, span: Span) -> (Range<usize>, usize) {
        let start = span.start().min(self.text.len());
        let end = span.end().clamp(start, self.text.len());
        let until = self.text.as_bytes()[end..].iter().position(|byte| *byte == b'\n');
        (self.line_start(start)..until.map_or(self.text.len(), |at| end + at), self.lines_before(start) + 1)
    }
}

/// Counted in steps small enough for a byte to hold the count, so that the compiler can use vector instructions.
fn line_breaks(bytes: &[u8]) -> usize {
    let count = |step: &[u8]| step.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    bytes.chunks(255).map(|step| usize::from(count(step))).sum()
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Which of the spec folder's files a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileId {
    /// `openapi.json`.
    Spec,
    /// `catalog.json`.
    Catalog,
    /// `glossary.json`.
    Glossary,
    /// A documentation page, by its number on the command line.
    Page(u16),
}

/// A byte range in one file. Specs beyond 4 GiB are refused when they are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file that the range lies in.
    pub file: FileId,
    start: u32,
    end: u32,
}

impl Span {
    /// A span from byte offsets; offsets past 4 GiB are clamped, which only blurs a message's place.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: narrow(start), end: narrow(end.max(start)) }
    }

    /// Where the span begins.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The first byte after the span.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end as usize
    }
}

/// Spans are left out of hashes: where something is written does not change what it says.
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A value and the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let source = Source::new("x", "ab\n卡c\n");
        let at = |offset| source.position(offset).to_string();
        assert_eq!(at(0), "1:1");
        assert_eq!(at(2), "1:3");
        assert_eq!(at(3), "2:1");
        assert_eq!(at(6), "2:2", "a wide character is one column");
        assert_eq!(at(4), "2:1", "inside a character means at its start");
        assert_eq!(at(99), "3:1", "past the end means the end");
    }

    #[test]
    fn the_lines_around_a_span_are_whole_lines() {
        let source = Source::new("x", "one\ntwo\nthree");
        let (range, first) = source.lines_around(Span::new(FileId::Spec, 5, 9));
        assert_eq!((&source.text()[range], first), ("two\nthree", 2));
    }
}
