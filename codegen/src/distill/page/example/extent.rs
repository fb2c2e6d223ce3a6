//! Where an example ends and how much of it is sound: a walk over its tokens that knows what may come next.
//! Values are not looked at; that is the parser's work on the part that this walk vouches for.

use crate::distill::page::clean::HARD_SPACE;
use std::ops::Range;

/// Examples nested deeper than this are not read.
const DEEPEST: usize = 48;

/// What the walk found.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::distill::page) struct Extent {
    /// The part that is sound: everything in it closes once `closers` are added.
    pub(in crate::distill::page) sound: Range<usize>,
    /// The brackets that are still open at the end of the sound part, innermost first.
    pub(in crate::distill::page) closers: String,
    /// Places inside the sound part where something was left out, such as `...`.
    pub(in crate::distill::page) gaps: Vec<Range<usize>>,
    /// Places inside the sound part that are no JSON and mean nothing: gaps, comments, odd spaces.
    pub(in crate::distill::page) blanks: Vec<Range<usize>>,
    /// Quotes inside the sound part that stand for JSON's: typographic ones, single ones.
    pub(in crate::distill::page) quotes: Vec<Range<usize>>,
    /// Quotes inside of strings in single ones, which JSON writes otherwise there: with what it writes.
    pub(in crate::distill::page) inner: Vec<(Range<usize>, &'static str)>,
    /// Where the walk stopped.
    pub(in crate::distill::page) end: usize,
    pub(in crate::distill::page) ending: Ending,
}

/// Why a walk stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::distill::page) enum Ending {
    /// Every bracket is closed.
    Closed,
    /// The text ends, or a line begins that is no JSON at all.
    CutOff,
    /// Something stands where JSON wants this.
    Unexpected(&'static str),
    /// Brackets are nested too deep.
    TooDeep,
}

/// What may come next inside the innermost bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Colon,
    Value,
    Comma,
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    open: Vec<u8>,
    next: Next,
    /// The end of the last whole value or bracket, and how many brackets were open there.
    sound: usize,
    sound_open: usize,
    gaps: Vec<Range<usize>>,
    blanks: Vec<Range<usize>>,
    quotes: Vec<Range<usize>>,
    inner: Vec<(Range<usize>, &'static str)>,
}

/// Why a string has no end.
enum Endless {
    /// The text is over.
    Text,
    /// The line is.
    Line,
    /// A quote of another kind stands in it, and which of the two ends it is open.
    Quote,
}

/// Walks from an opening bracket at the range's start until everything is closed, or for as long as it can.
pub(in crate::distill::page) fn walk(text: &str, range: &Range<usize>) -> Extent {
    let mut walk = Walk {
        text,
        at: range.start,
        end: range.end,
        open: Vec::new(),
        next: Next::Value,
        sound: range.start,
        sound_open: 0,
        gaps: Vec::new(),
        blanks: Vec::new(),
        quotes: Vec::new(),
        inner: Vec::new(),
    };
    let ending = loop {
        if let Some(ending) = walk.step() {
            break ending;
        }
    };
    let closers = walk.open[..walk.sound_open].iter().rev().map(|open| char::from(closer(*open))).collect();
    let sound = walk.sound;
    walk.gaps.retain(|gap| gap.end <= sound);
    walk.blanks.retain(|blank| blank.end <= sound);
    walk.quotes.retain(|quote| quote.end <= sound);
    walk.inner.retain(|(quote, _)| quote.end <= sound);
    Extent {
        sound: range.start..sound,
        closers,
        gaps: walk.gaps,
        blanks: walk.blanks,
        quotes: walk.quotes,
        inner: walk.inner,
        end: walk.at,
        ending,
    }
}

const fn closer(open: u8) -> u8 {
    if open == b'{' { b'}' } else { b']' }
}

impl Walk<'_> {
    /// Takes one token; Some when the walk is over.
    fn step(&mut self) -> Option<Ending> {
        let fresh_line = self.skip_blank();
        let Some(byte) = self.byte(0) else { return Some(Ending::CutOff) };
        let wanted = self.wanted();
        match byte {
            b'{' | b'[' if self.next == Next::Value || (self.next == Next::Key && self.in_list()) => {
                if self.open.len() == DEEPEST {
                    return Some(Ending::TooDeep);
                }
                self.open.push(byte);
                self.next = if byte == b'{' { Next::Key } else { Next::Value };
                self.at += 1;
                self.mark_sound();
                None
            }
            b'}' | b']' if self.open.last().is_some_and(|open| closer(*open) == byte) && self.may_close() => {
                self.open.pop();
                self.at += 1;
                self.value_done();
                self.open.is_empty().then_some(Ending::Closed)
            }
            b',' if self.next == Next::Comma => {
                self.at += 1;
                self.next = if self.in_list() { Next::Value } else { Next::Key };
                None
            }
            b':' if self.next == Next::Colon => {
                self.at += 1;
                self.next = Next::Value;
                None
            }
            _ if self.opens_string() && matches!(self.next, Next::Key | Next::Value) => match self.string() {
                Ok(end) if self.next == Next::Key => {
                    self.at = end;
                    self.next = Next::Colon;
                    None
                }
                Ok(end) => {
                    self.at = end;
                    self.value_done();
                    None
                }
                Err(Endless::Line) => Some(Ending::Unexpected("the end of the string")),
                Err(Endless::Quote) => Some(Ending::Unexpected("a string between quotes of one kind")),
                Err(Endless::Text) => Some(self.cut_off()),
            },
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' if self.next == Next::Value => match self.literal() {
                Some(end) => {
                    self.at = end;
                    self.value_done();
                    None
                }
                None if !self.rest().contains(|after: char| !is_word(after)) => Some(self.cut_off()),
                None if fresh_line => Some(Ending::CutOff),
                None => Some(Ending::Unexpected(wanted)),
            },
            _ => match self.dots() {
                Some(end) if self.next != Next::Colon => {
                    self.gaps.push(self.at..end);
                    self.blanks.push(self.at..end);
                    self.at = end;
                    None
                }
                _ if fresh_line && !b"\"{}[],:".contains(&byte) => Some(Ending::CutOff),
                _ => Some(Ending::Unexpected(wanted)),
            },
        }
    }

    /// The text ends inside a word.
    fn cut_off(&mut self) -> Ending {
        self.at = self.end;
        Ending::CutOff
    }

    fn wanted(&self) -> &'static str {
        match (self.next, self.open.last()) {
            (Next::Key, _) => "a key in double quotes",
            (Next::Colon, _) => "a colon",
            (Next::Value, _) => "a value",
            (Next::Comma, Some(b'{')) => "a comma or a closing brace",
            (Next::Comma, _) => "a comma or a closing bracket",
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes()[..self.end].get(self.at + ahead).copied()
    }

    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn in_list(&self) -> bool {
        self.open.last() == Some(&b'[')
    }

    /// A bracket closes after a value, at once, or after one comma too many; not after a key.
    fn may_close(&self) -> bool {
        match self.next {
            Next::Comma | Next::Key => true,
            Next::Value => self.in_list(),
            Next::Colon => false,
        }
    }

    fn value_done(&mut self) {
        self.next = Next::Comma;
        self.mark_sound();
    }

    fn mark_sound(&mut self) {
        self.sound = self.at;
        self.sound_open = self.open.len();
    }

    /// White space and comments. Whether a line began on the way.
    fn skip_blank(&mut self) -> bool {
        let mut fresh_line = false;
        loop {
            let rest = self.rest();
            let blank = rest.find(|character: char| !character.is_whitespace()).unwrap_or(rest.len());
            fresh_line |= rest[..blank].contains('\n');
            let after = &rest[blank..];
            let comment = if after.starts_with("//") {
                after.find('\n').unwrap_or(after.len())
            } else if after.starts_with("/*") {
                after.lines().next().and_then(|line| line.find("*/")).map_or(0, |end| end + 2)
            } else {
                0
            };
            if comment > 0 || !rest[..blank].is_ascii() {
                self.blanks.push(self.at..self.at + blank + comment);
            }
            self.at += blank + comment;
            if comment == 0 {
                return fresh_line;
            }
        }
    }

    fn opens_string(&self) -> bool {
        self.rest().starts_with(['"', '“', '”', '‘', '’', '\''])
    }

    /// The end of the string that begins here. Between single quotes a double one and an escaped single one are text; between
    /// typographic ones which of them ends it would be open.
    fn string(&mut self) -> Result<usize, Endless> {
        let open = self.rest().chars().next().ok_or(Endless::Text)?;
        let ends = |character: char| match open {
            '"' => character == '"',
            '\'' => character == '\'',
            '‘' | '’' => matches!(character, '’' | '‘'),
            _ => matches!(character, '”' | '“'),
        };
        let mut escaped = false;
        let mut end = None;
        let mut inner = Vec::new();
        for (at, character) in self.rest().char_indices().skip(1) {
            let place = self.at + at;
            match character {
                '\n' => return Err(Endless::Line),
                '\'' if escaped && open == '\'' => {
                    inner.push((place - 1..place + 1, "'"));
                    escaped = false;
                }
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if ends(character) => {
                    end = Some((at, character));
                    break;
                }
                '"' if open == '\'' => inner.push((place..place + 1, "\\\"")),
                '"' => return Err(Endless::Quote),
                _ => {}
            }
        }
        let (at, close) = end.ok_or(Endless::Text)?;
        let end = self.at + at + close.len_utf8();
        if open != '"' {
            self.quotes.push(self.at..self.at + open.len_utf8());
            self.quotes.push(end - close.len_utf8()..end);
            self.inner.extend(inner);
        }
        Ok(end)
    }

    /// The end of the number or word that begins here. At the end of the text it may be cut, so it does not count.
    fn literal(&self) -> Option<usize> {
        let rest = self.rest();
        let length = rest.find(|character: char| !is_word(character))?;
        let word = &rest[..length];
        let delimited = rest[length..]
            .starts_with(|next: char| matches!(next, ',' | ']' | '}' | '/' | HARD_SPACE) || next.is_ascii_whitespace());
        (delimited && (matches!(word, "true" | "false" | "null") || is_number(word))).then_some(self.at + length)
    }

    /// The end of `...`, which stands for what an author left out.
    fn dots(&self) -> Option<usize> {
        let rest = self.rest();
        let length = rest.find(|character: char| !matches!(character, '.' | '…')).unwrap_or(rest.len());
        (length >= 3).then_some(self.at + length)
    }
}

/// What numbers and the three words are made of.
fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '+' | '-')
}

/// The grammar of JSON numbers.
pub(in crate::distill::page) fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) =
        word.split_once(['e', 'E']).map_or((word, None), |(mantissa, rest)| (mantissa, Some(rest)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, rest)| (whole, Some(rest)));
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let extent = walk(text, &(0..text.len()));
        format!("{}⟨{}⟩ {:?}", &text[extent.sound], extent.closers, extent.ending)
    }

    #[test]
    fn a_whole_example_closes() {
        assert_eq!(
            shown("{\"a\": [1, -2.5e3, {}], // b\n\"c\": \"}\\\"\"}\nrest"),
            "{\"a\": [1, -2.5e3, {}], // b\n\"c\": \"}\\\"\"}⟨⟩ Closed"
        );
    }

    #[test]
    fn a_cut_keeps_what_is_whole() {
        assert_eq!(shown("{\"a\": 1, \"b\": [{\"c\": 12"), "{\"a\": 1, \"b\": [{⟨}]}⟩ CutOff");
        assert_eq!(shown("{\"a\": 1, \"b\": \"x"), "{\"a\": 1⟨}⟩ CutOff");
        assert_eq!(shown("{\"a\": 1, \"b\": \"x\n}"), "{\"a\": 1⟨}⟩ Unexpected(\"the end of the string\")");
        assert_eq!(shown("{\"a\": 1,\n响应内容#\n{}"), "{\"a\": 1⟨}⟩ CutOff");
    }

    #[test]
    fn what_is_no_json_ends_the_sound_part() {
        assert_eq!(shown("{\"a\": 1 \"b\": 2}"), "{\"a\": 1⟨}⟩ Unexpected(\"a comma or a closing brace\")");
        assert_eq!(shown("{\"a\": 01}"), "{⟨}⟩ Unexpected(\"a value\")");
    }

    #[test]
    fn quotes_between_single_ones_are_text() {
        assert_eq!(shown("{'a': 'say \"x\"', 'b': 'it\\'s'}"), "{'a': 'say \"x\"', 'b': 'it\\'s'}⟨⟩ Closed");
        assert_eq!(shown("{“a”: “say \"x\"”}"), "{⟨}⟩ Unexpected(\"a string between quotes of one kind\")",);
        assert_eq!(shown("{'a': 'say \"x"), "{⟨}⟩ CutOff");
    }

    #[test]
    fn dots_are_a_gap() {
        let text = "{\"a\": [1, ...],\n  ……\n}";
        let extent = walk(text, &(0..text.len()));
        assert_eq!((extent.ending, extent.gaps.len()), (Ending::Closed, 2));
    }

    #[test]
    fn endless_nesting_is_refused() {
        let text = "[".repeat(100_000);
        assert_eq!(walk(&text, &(0..text.len())).ending, Ending::TooDeep);
    }
}
