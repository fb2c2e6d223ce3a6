//! The text that is made of a page, line by line, with the way back to the page's bytes.

use crate::distill::page::excerpt::Map;
use crate::distill::page::syntax::Broken;
use std::ops::Range;

/// A cell that spans many rows is repeated in each; this limits how large a page may grow by it.
const MOST_TIMES: usize = 4;
const MOST_MORE: usize = 1 << 16;

/// What has to be said of a part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// A reader does not see it, and it would be a part of a table.
    Unseen,
    /// A table inside a cell of another one.
    InCell,
}

pub(super) struct Out<'r> {
    raw: &'r str,
    start: usize,
    text: String,
    map: Map,
    /// Where the line's own words begin, after its mark.
    line: usize,
    most: usize,
    told: Vec<(Range<usize>, Told)>,
    pub(super) in_cell: bool,
    pub(super) in_code: bool,
}

/// What was made of a page.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) map: Map,
    pub(super) told: Vec<(Range<usize>, Told)>,
}

impl<'r> Out<'r> {
    /// `start` is where the part of the page begins that is written.
    pub(super) fn new(raw: &'r str, start: usize) -> Self {
        Self {
            raw,
            start,
            text: String::new(),
            map: Map::default(),
            line: 0,
            most: raw.len() * MOST_TIMES + MOST_MORE,
            told: Vec::new(),
            in_cell: false,
            in_code: false,
        }
    }

    pub(super) fn tell(&mut self, of: Range<usize>, what: Told) {
        self.told.push((of, what));
    }

    pub(super) fn finish(self) -> Result<Written, Broken> {
        if self.is_full() {
            return Err(Broken { why: "it grows too large".to_owned(), at: self.start });
        }
        Ok(Written { text: self.text, map: self.map, told: self.told })
    }

    pub(super) fn is_full(&self) -> bool {
        self.text.len() > self.most
    }

    /// Begins a line, unless there is nothing on this one yet.
    pub(super) fn newline(&mut self, from: &Range<usize>) {
        if self.in_cell {
            self.blank(from);
        } else if self.text.len() > self.line {
            self.mark("\n", from);
        }
    }

    fn blank(&mut self, from: &Range<usize>) {
        if self.text.len() > self.line && !self.text.ends_with([' ', '\n']) {
            self.put(' ', from.start..from.start);
        }
    }

    /// Markup that is not in the page: the mark at the beginning of a line, a border.
    pub(super) fn mark(&mut self, mark: &str, from: &Range<usize>) {
        for character in mark.chars() {
            self.put(character, from.start..from.start);
        }
        self.line = self.text.len();
    }

    fn put(&mut self, character: char, from: Range<usize>) {
        let is_same = self.raw.get(from.clone()).is_some_and(|raw| raw.chars().eq([character]));
        if is_same {
            self.map.verbatim(self.text.len(), from);
        } else {
            self.map.instead(self.text.len(), from);
        }
        self.text.push(character);
    }

    /// Words as a reader sees them: runs of blanks are one, but for code.
    pub(super) fn words(&mut self, pieces: &[(Range<usize>, String)]) {
        for (range, words) in pieces {
            if self.is_full() {
                return;
            }
            let is_verbatim = self.raw.get(range.clone()) == Some(words.as_str());
            for (offset, character) in words.char_indices() {
                let from = if is_verbatim {
                    range.start + offset..range.start + offset + character.len_utf8()
                } else {
                    range.clone()
                };
                match character {
                    _ if self.in_code => self.put(character, from),
                    blank if blank.is_ascii_whitespace() => self.blank(&from),
                    // A pipe is no border and a backquote hides none.
                    '|' if self.in_cell => {
                        self.put('\\', from.clone());
                        self.put('|', from);
                    }
                    '`' if self.in_cell => {}
                    other => self.put(other, from),
                }
            }
        }
    }
}
