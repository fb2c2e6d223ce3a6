//! A text taken out of a file, and the way back from each of its bytes to the file: a whole file, a text that YAML folded,
//! a page that HTML marks up. What a text says is not looked at.

use super::place::Lines;
use std::borrow::Cow;
use std::ops::Range;

/// From the bytes of a text to those of the text that it was made from.
#[derive(Debug, Default)]
pub(super) struct Map {
    pieces: Vec<Piece>,
}

/// A stretch of a text and the stretch of the other that it stands for.
#[derive(Debug)]
struct Piece {
    at: usize,
    raw: Range<usize>,
    /// Byte for byte the same; otherwise one character stands for the whole stretch.
    verbatim: bool,
}

impl Map {
    /// What is written next, at this place, is the same byte for byte.
    pub(super) fn verbatim(&mut self, at: usize, raw: Range<usize>) {
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && last.raw.end == raw.start => last.raw.end = raw.end,
            _ => self.pieces.push(Piece { at, raw, verbatim: true }),
        }
    }

    /// What is written next, at this place, stands for the whole stretch.
    pub(super) fn instead(&mut self, at: usize, raw: Range<usize>) {
        self.pieces.push(Piece { at, raw, verbatim: false });
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// Where the byte at a place comes from.
    pub(super) fn start(&self, at: usize) -> usize {
        self.piece(at)
            .map_or(0, |piece| if piece.verbatim { piece.raw.start + (at - piece.at) } else { piece.raw.start })
    }

    /// Where that ends which the byte before a place comes from.
    pub(super) fn end(&self, at: usize) -> usize {
        let Some(last) = at.checked_sub(1) else { return 0 };
        self.piece(last)
            .map_or(0, |piece| if piece.verbatim { piece.raw.start + (at - piece.at) } else { piece.raw.end })
    }
}

/// How a text is written, so that `clean` knows what in it is noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// By a person or a program that writes Markdown: entities, escapes and line breaks in tags stand for characters.
    Markdown,
    /// What HTML showed: every character stands for itself.
    Shown,
}

/// A text and the file that it was taken out of.
pub(super) struct Excerpt<'a> {
    lines: &'a Lines<'a>,
    text: Cow<'a, str>,
    /// None for a text that is the whole file.
    map: Option<Map>,
    /// Where the file has it, for a text without a byte of its own.
    start: usize,
    writing: Writing,
}

impl<'a> Excerpt<'a> {
    /// A file as it is.
    pub(super) const fn file(lines: &'a Lines<'a>) -> Self {
        Self { lines, text: Cow::Borrowed(lines.raw()), map: None, start: 0, writing: Writing::Markdown }
    }

    /// A text that was made of parts of a file.
    pub(super) const fn made(lines: &'a Lines<'a>, start: usize, text: String, map: Map, writing: Writing) -> Self {
        Self { lines, text: Cow::Owned(text), map: Some(map), start, writing }
    }

    /// The text, in the file's bytes or in others.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it cannot be cut: a saved page says where it ends.
    pub(super) fn is_whole(&self) -> bool {
        self.writing == Writing::Shown && self.lines.raw().to_ascii_lowercase().contains("</html")
    }

    pub(super) const fn writing(&self) -> Writing {
        self.writing
    }

    pub(super) const fn lines(&self) -> &'a Lines<'a> {
        self.lines
    }

    /// The bytes of the file behind a range of the text.
    pub(super) fn raw(&self, range: Range<usize>) -> Range<usize> {
        match &self.map {
            None => range,
            Some(map) if range.start < self.text.len() => {
                let start = map.start(range.start);
                start..if range.is_empty() { start } else { map.end(range.end).max(start) }
            }
            Some(map) => {
                let end = if self.text.is_empty() { self.start } else { map.end(self.text.len()) };
                end..end
            }
        }
    }
}
