//! A text of YAML or JSON with the way back from each of its characters to the file, through folding, indentation and escapes.
//! The text itself is the parser's; here it is only found again in what the file has.

use crate::distill::page::excerpt::{Excerpt, Map, Writing};
use crate::distill::page::place::Lines;
use crate::distill::page::syntax::Style;
use std::ops::Range;

/// The text as an excerpt of the file.
pub(super) fn excerpt<'a>(lines: &'a Lines<'a>, range: &Range<usize>, style: Style, text: &str) -> Excerpt<'a> {
    Excerpt::made(lines, range.start, text.to_owned(), map(lines.raw(), range, style, text), Writing::Markdown)
}

fn map(file: &str, range: &Range<usize>, style: Style, text: &str) -> Map {
    let mut search = Search { file, at: range.start, end: range.end.min(file.len()), style, map: Map::default() };
    search.begin();
    for (place, character) in text.char_indices() {
        if !search.find(place, character) {
            // What follows is somewhere in the rest.
            search.map.instead(place, search.at..search.end);
            break;
        }
    }
    search.map
}

struct Search<'f> {
    file: &'f str,
    at: usize,
    end: usize,
    style: Style,
    map: Map,
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl Search<'_> {
    fn rest(&self) -> &str {
        self.file.get(self.at..self.end).unwrap_or_default()
    }

    /// Skips what is not part of the text: the quote, or the line that a block begins with.
    fn begin(&mut self) {
        self.at += match (self.style, self.rest().as_bytes().first()) {
            (Style::Single, Some(b'\'')) | (Style::Double, Some(b'"')) => 1,
            (Style::Block, Some(b'|' | b'>')) => self.rest().find('\n').map_or(self.rest().len(), |end| end + 1),
            _ => 0,
        };
    }

    fn find(&mut self, place: usize, character: char) -> bool {
        self.skip_continuations();
        if let Some(length) = self.escape() {
            self.map.instead(place, self.at..self.at + length);
            self.at += length;
            return true;
        }
        if self.rest().starts_with(character) {
            let end = self.at + character.len_utf8();
            self.map.verbatim(place, self.at..end);
            self.at = end;
            return true;
        }
        let is_folded = character.is_ascii() && is_blank(character as u8);
        if is_folded {
            // A line end that became a blank, or one that is left out at the end.
            let end = self.rest().bytes().next().filter(|next| is_blank(*next)).map_or(self.at, |_| self.at + 1);
            self.map.instead(place, self.at..end);
            return true;
        }
        let blanks = self.rest().bytes().take_while(|byte| is_blank(*byte)).count();
        self.at += blanks;
        self.skip_continuations();
        if let Some(length) = self.escape() {
            self.map.instead(place, self.at..self.at + length);
            self.at += length;
            return true;
        }
        let found = self.rest().starts_with(character);
        if found {
            let end = self.at + character.len_utf8();
            self.map.verbatim(place, self.at..end);
            self.at = end;
        }
        found
    }

    /// In double quotes, a backslash before a line end is left out, with the blanks behind it.
    fn skip_continuations(&mut self) {
        while self.style == Style::Double && (self.rest().starts_with("\\\n") || self.rest().starts_with("\\\r")) {
            self.at += 1;
            self.at += self.rest().bytes().take_while(|byte| is_blank(*byte)).count();
        }
    }

    /// The length of what stands for one other character.
    fn escape(&self) -> Option<usize> {
        let rest = self.rest();
        match self.style {
            Style::Single if rest.starts_with("''") => Some(2),
            Style::Double if rest.starts_with('\\') => {
                let kind = rest[1..].chars().next()?;
                let length = match kind {
                    'x' => 4,
                    'u' if is_high_surrogate(rest) && rest.get(6..8) == Some("\\u") => 12,
                    'u' => 6,
                    'U' => 10,
                    other => 1 + other.len_utf8(),
                };
                rest.is_char_boundary(length.min(rest.len())).then_some(length.min(rest.len()))
            }
            _ => None,
        }
    }
}

/// Whether `\uD83D` stands here, of which two make a character.
fn is_high_surrogate(rest: &str) -> bool {
    rest.get(2..6).and_then(|digits| u16::from_str_radix(digits, 16).ok()).is_some_and(|code| code & 0xFC00 == 0xD800)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each word of the text, what the file has for it and where.
    fn words(file: &str, style: Style, text: &str) -> Vec<String> {
        let lines = Lines::new(file);
        let page = excerpt(&lines, &(0..file.len()), style, text);
        let mut found = Vec::new();
        let mut at = 0;
        for word in text.split_inclusive([' ', '\n']) {
            let bare = word.trim();
            if !bare.is_empty() {
                let raw = page.raw(at..at + bare.len());
                found.push(format!("{} {}", lines.span(&raw), &file[raw]));
            }
            at += word.len();
        }
        found
    }

    #[test]
    fn every_word_of_a_folded_block_is_found_in_its_line() {
        let file = ">-\n    a 卡\n    b\n\n    ```\n\n      c\n\n    d";
        assert_eq!(
            words(file, Style::Block, "a 卡 b\n```\n\n  c\n\nd"),
            ["2:5 a", "2:7 卡", "3:5 b", "5:5 ```", "7:7 c", "9:5 d"]
        );
    }

    #[test]
    fn every_word_of_a_literal_block_is_found_in_its_line() {
        let file = "| # a remark\r\n  a b\r\n    c\r\n";
        assert_eq!(words(file, Style::Block, "a b\n  c\n"), ["2:3 a", "2:5 b", "3:5 c"]);
    }

    #[test]
    fn escapes_stand_for_one_character() {
        assert_eq!(
            words(r#""a\n\u5361 \ud83d\ude00 \"b\"""#, Style::Double, "a\n卡 😀 \"b\""),
            ["1:2 a", r"1:5 \u5361", r"1:12 \ud83d\ude00", r#"1:25 \"b\""#]
        );
        assert_eq!(words("'it''s\n  b'", Style::Single, "it's b"), ["1:2 it''s", "2:3 b"]);
        assert_eq!(words("\"a\\\n   b\"", Style::Double, "ab"), ["1:2 a\\\n   b"]);
    }

    #[test]
    fn a_text_that_the_file_does_not_have_has_the_place_of_all_of_it() {
        assert_eq!(words("'x'", Style::Single, "y z"), ["1:2 x'", "1:2 x'"]);
    }
}
