//! A page's lines gathered into blocks: headings, tables, examples, fences, comments, navigation entries, text.
//! Blocks know their kind and their extent; what they mean on this page is decided in `outline`.

use super::example::{Fragment, extent};
use super::marks;
use super::table::Table;
use super::tables;
use super::words;
use crate::text::fold::trim;
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Comment {
        range: Range<usize>,
        closed: bool,
    },
    /// An entry of the site's navigation and how far it is indented.
    Entry {
        range: Range<usize>,
        indent: usize,
    },
    Heading {
        range: Range<usize>,
        word: Option<words::Heading>,
        level: Option<usize>,
    },
    Table(Table),
    Example(Fragment),
    /// A fenced block that is not JSON.
    Fence {
        range: Range<usize>,
        body: Range<usize>,
    },
    /// A table in HTML tags, of which only the fact is kept.
    Html(Range<usize>),
    /// Lines that look like rows of a table, under no header that is known.
    Rows(Range<usize>),
    Text(Range<usize>),
}

/// Gathers the blocks of a text.
pub(super) fn scan(text: &str) -> Vec<Block> {
    let mut scanner = Scanner {
        text,
        lines: lines(text),
        at: 0,
        blocks: Vec::new(),
        comments_end: true,
        unclosed_fences: BTreeMap::new(),
    };
    while scanner.at < scanner.lines.len() {
        scanner.step();
    }
    scanner.blocks
}

pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        })
        .collect()
}

struct Scanner<'a> {
    text: &'a str,
    lines: Vec<Range<usize>>,
    at: usize,
    blocks: Vec<Block>,
    /// False once a comment without an end was found: then no later comment has one, and the search is not repeated.
    comments_end: bool,
    /// For the same reason: by its character, the length of the shortest fence that was found without an end.
    unclosed_fences: BTreeMap<char, usize>,
}

impl Scanner<'_> {
    fn line(&self, at: usize) -> Option<&str> {
        self.lines.get(at).map(|line| &self.text[line.clone()])
    }

    /// Takes the block that begins on the current line. Always moves on by at least a line.
    fn step(&mut self) {
        let range = self.lines[self.at].clone();
        let line = &self.text[range.clone()];
        let trimmed = trim(self.text, range.clone());
        let word = &self.text[trimmed.clone()];
        if word.is_empty() {
            self.at += 1;
        } else if word.starts_with("<!--") {
            self.comment(trimmed.start);
        } else if let Some(fence) = marks::fence(word) {
            self.fence(fence, trimmed);
        } else if marks::is_html_table(word) {
            self.take(Block::Html(trimmed));
        } else if marks::begins_json(word) {
            self.example(trimmed.start);
        } else if let Some((table, next)) = tables::at(self.text, &self.lines, self.at) {
            self.blocks.push(Block::Table(table));
            self.at = next.max(self.at + 1);
        } else if let Some(entry) = word.strip_prefix('•') {
            let indent = line.chars().take_while(|character| *character != '•').count();
            let entry = trimmed.end - entry.len()..trimmed.end;
            self.take(Block::Entry { range: trim(self.text, entry), indent });
        } else if let Some((inner, level)) = marks::heading(self.text, &trimmed) {
            self.take(Block::Heading { word: words::heading(&self.text[inner.clone()]), range: inner, level });
        } else if let Some(known) = words::heading(word) {
            self.take(Block::Heading { range: trimmed, word: Some(known), level: None });
        } else if let Some(next) = tables::unread(self.text, &self.lines, self.at) {
            let end = trim(self.text, trimmed.start..self.lines[next - 1].end).end;
            self.blocks.push(Block::Rows(trimmed.start..end));
            self.at = next;
        } else {
            self.take(Block::Text(trimmed));
        }
    }

    fn take(&mut self, block: Block) {
        self.blocks.push(block);
        self.at += 1;
    }

    /// Goes on with the first line that begins at or after the place.
    fn go_to(&mut self, place: usize) {
        self.at = self.lines.partition_point(|line| line.start < place).max(self.at + 1);
    }

    /// A comment that does not end covers its first line only: the page below it is not lost.
    fn comment(&mut self, start: usize) {
        let end = if self.comments_end { self.text[start..].find("-->") } else { None };
        let end = end.map(|end| start + end + "-->".len());
        self.comments_end = end.is_some();
        let range = start..end.unwrap_or(self.lines[self.at].end);
        self.blocks.push(Block::Comment { range: range.clone(), closed: end.is_some() });
        self.go_to(range.end);
    }

    fn fence(&mut self, mark: &str, opening: Range<usize>) {
        let closing = self.closing_fence(mark);
        let body_start = (self.lines[self.at].end + 1).min(self.text.len());
        let body_end = closing.map_or(self.text.len(), |at| self.lines[at].start);
        let body = trim(self.text, body_start..body_end.max(body_start));
        match (marks::begins_json(&self.text[body.clone()]), closing) {
            (true, Some(closing)) => {
                self.blocks.push(Block::Example(Fragment { range: body }));
                self.at = closing + 1;
            }
            (true, None) => {
                self.go_to(body.start);
                self.example(body.start);
            }
            (false, Some(closing)) => {
                self.blocks.push(Block::Fence { range: opening, body });
                self.at = closing + 1;
            }
            // What follows a fence that is never closed may as well be the page's text.
            (false, None) => self.take(Block::Fence { range: opening, body: body_start..body_start }),
        }
    }

    fn closing_fence(&mut self, mark: &str) -> Option<usize> {
        let character = mark.chars().next()?;
        if self.unclosed_fences.get(&character).is_some_and(|shortest| *shortest <= mark.len()) {
            return None;
        }
        let closing = (self.at + 1..self.lines.len()).find(|at| {
            self.line(*at).is_some_and(|line| {
                let line = line.trim();
                line.len() >= mark.len() && line.chars().all(|found| found == character)
            })
        });
        if closing.is_none() {
            self.unclosed_fences.insert(character, mark.len());
        }
        closing
    }

    /// An example goes on for as long as it is JSON; of a broken one, the lines that can only be its rest are passed over.
    fn example(&mut self, start: usize) {
        let range = start..self.text.len();
        let extent = extent::walk(self.text, &range);
        self.blocks.push(Block::Example(Fragment { range }));
        let stopped = self.lines.partition_point(|line| line.start <= extent.end).saturating_sub(1);
        let over = extent.ending == extent::Ending::Closed || extent.end == self.text.len();
        self.at = if over { stopped + 1 } else { stopped }.max(self.at + 1);
        while !over
            && self
                .line(self.at)
                .is_some_and(|line| line.trim().starts_with(',') || marks::is_scrap_of_json(line.trim()))
        {
            self.at += 1;
        }
    }
}
