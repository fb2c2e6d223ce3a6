//! A page's text with the noise of copying taken out, and the way back from it to the page's own bytes.
//! Noise is what no reader sees: line-end styles, zero-width characters, entities, escapes; words are never touched.

use super::excerpt::{Excerpt, Map, Writing};
use super::place::{At, Span};
use crate::text::fold::tidy;
use std::ops::Range;

/// A space that does not break: kept apart from the plain one, because pages indent nested names with it.
pub(super) const HARD_SPACE: char = '\u{a0}';

/// The cleaned text and the map from its bytes to those of the text that it was made from.
pub(super) struct Clean<'a> {
    page: &'a Excerpt<'a>,
    text: String,
    map: Map,
}

impl<'a> Clean<'a> {
    pub(super) fn new(page: &'a Excerpt<'a>) -> Self {
        let raw = page.text();
        let mut clean = Self { page, text: String::with_capacity(raw.len()), map: Map::default() };
        let mut at = 0;
        while at < raw.len() {
            if page.writing() == Writing::Markdown && matches!(raw.as_bytes()[..at].last(), None | Some(b'\n' | b'\r'))
            {
                at += quoted(&raw[at..]);
            }
            let Some((length, kept)) = step(&raw[at..], page.writing()) else { break };
            clean.push(at..at + length, kept);
            at += length;
        }
        clean
    }

    /// The cleaned text; every range that other modules speak of is a range of it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The file's own bytes behind a range of the cleaned text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = if range.start >= self.text.len() { self.page.text().len() } else { self.map.start(range.start) };
        let end = if range.is_empty() { start } else { self.map.end(range.end.min(self.text.len())) };
        self.page.lines().span(&self.page.raw(start..end.max(start)))
    }

    /// A value that the page states at a range of the cleaned text.
    pub(super) fn at<T>(&self, value: T, range: &Range<usize>) -> At<T> {
        At { value, span: self.span(range) }
    }

    /// The words at a range of the cleaned text, as a value that the page states.
    pub(super) fn said(&self, range: &Range<usize>) -> At<String> {
        self.at(tidy(&self.text()[range.clone()]), range)
    }

    fn push(&mut self, raw: Range<usize>, kept: Kept) {
        match kept {
            Kept::Nothing => {}
            Kept::Verbatim => {
                self.map.verbatim(self.text.len(), raw.clone());
                self.text.push_str(&self.page.text()[raw]);
            }
            Kept::Instead(character) => {
                self.map.instead(self.text.len(), raw);
                self.text.push(character);
            }
        }
    }
}

/// What becomes of a stretch of the page.
#[derive(Clone, Copy)]
enum Kept {
    Nothing,
    Verbatim,
    Instead(char),
}

/// The next stretch: its length in bytes and what becomes of it. None at the end.
fn step(rest: &str, writing: Writing) -> Option<(usize, Kept)> {
    let first = rest.chars().next()?;
    let escaped = |what: char| matches!(what, '_' | '*' | '[' | ']' | '<' | '>' | '#' | '-' | '.' | '(' | ')');
    let marked_up = writing == Writing::Markdown;
    Some(match first {
        '\r' if rest.as_bytes().get(1) == Some(&b'\n') => (1, Kept::Nothing),
        '&' if marked_up => match entity(rest) {
            Some((length, character)) => (length, visible(character)),
            None => (1, Kept::Verbatim),
        },
        '<' if marked_up => match line_break(rest) {
            Some(length) => (length, Kept::Instead(' ')),
            None => (1, Kept::Verbatim),
        },
        '\\' if marked_up => match rest[1..].chars().next() {
            Some('\\') => (2, Kept::Verbatim),
            Some(next) if escaped(next) => (1, Kept::Nothing),
            _ => (1, Kept::Verbatim),
        },
        '\r' | '\u{2028}' | '\u{2029}' => (first.len_utf8(), Kept::Instead('\n')),
        '\n' => (1, Kept::Verbatim),
        other => {
            let kept = match visible(other) {
                Kept::Instead(same) if same == other => Kept::Verbatim,
                kept => kept,
            };
            (other.len_utf8(), kept)
        }
    })
}

/// The length of the marks of a quote before a row of a table: `> | a | b |`. Before other words `>` may nest a name.
fn quoted(line: &str) -> usize {
    let marks = line.find(|c: char| !matches!(c, '>' | ' ')).unwrap_or(line.len());
    if line[..marks].contains('>') && line[marks..].starts_with('|') { marks } else { 0 }
}

/// What a reader sees of a character: nothing, a space, or itself. A line end here came from an entity.
fn visible(character: char) -> Kept {
    match character {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {
            Kept::Nothing
        }
        HARD_SPACE | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Kept::Instead(HARD_SPACE),
        '\t' => Kept::Instead('\t'),
        control if control.is_control() => Kept::Instead(' '),
        other => Kept::Instead(other),
    }
}

/// The length and meaning of a character reference at the start of the text.
fn entity(rest: &str) -> Option<(usize, char)> {
    const LONGEST: usize = 10;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => HARD_SPACE,
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "middot" => '·',
        "times" => '×',
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16)?,
            decimal => number(decimal, 10)?,
        },
    };
    Some((end + 1, character))
}

/// The length of an HTML line break at the start of the text.
fn line_break(rest: &str) -> Option<usize> {
    let inside = rest.get(1..rest.bytes().take(8).position(|byte| byte == b'>')?)?;
    let name = inside.trim_end_matches('/').trim_end();
    name.eq_ignore_ascii_case("br").then_some(inside.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distill::page::place::Lines;

    /// The cleaned text, and for each of its words the page's own bytes and place.
    fn cleaned(raw: &str) -> (String, Vec<(String, String)>) {
        let lines = Lines::new(raw);
        let page = Excerpt::file(&lines);
        let clean = Clean::new(&page);
        let mut words = Vec::new();
        let mut from = None;
        for (at, character) in clean.text().char_indices().chain([(clean.text().len(), ' ')]) {
            match (character.is_whitespace(), from) {
                (false, None) => from = Some(at),
                (true, Some(start)) => {
                    let span = clean.span(&(start..at));
                    words.push((raw[span.start..span.end].to_owned(), span.to_string()));
                    from = None;
                }
                _ => {}
            }
        }
        (clean.text().to_owned(), words)
    }

    fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(word, place)| ((*word).to_owned(), (*place).to_owned())).collect()
    }

    #[test]
    fn noise_goes_and_every_word_keeps_its_place() {
        let (text, places) = cleaned("\u{feff}a\u{200b}b\r\n卡 &lt;c&gt;\rd\\_e<br/>f");
        assert_eq!(text, "ab\n卡 <c>\nd_e f");
        assert_eq!(
            places,
            words(&[("a\u{200b}b", "1:2"), ("卡", "2:1"), ("&lt;c&gt;", "2:3"), ("d\\_e", "2:13"), ("f", "2:22"),]),
        );
    }

    #[test]
    fn every_kind_of_hard_space_is_one_kind() {
        let (text, _) = cleaned("&nbsp;&#160;\u{3000}&#xA0;x");
        assert_eq!(text, "\u{a0}\u{a0}\u{a0}\u{a0}x");
    }

    #[test]
    fn what_only_looks_like_an_entity_or_a_tag_stays() {
        let raw = "&nosuch; & &; &#xZZ; &#55296; <brx> < br>\\n\\\\_";
        assert_eq!(cleaned(raw).0, raw);
    }

    #[test]
    fn a_line_end_written_as_an_entity_does_not_end_a_line() {
        assert_eq!(cleaned("a&#10;b").0, "a b");
    }

    #[test]
    fn columns_count_characters_in_very_long_lines() {
        let raw = format!("{}x", "卡".repeat(1000));
        let lines = Lines::new(&raw);
        let page = Excerpt::file(&lines);
        let clean = Clean::new(&page);
        let span = clean.span(&(3000..3001));
        assert_eq!((span.line, span.column), (1, 1001));
    }
}
