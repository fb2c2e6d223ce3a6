//! Walks through JSON without building it: which names an object has, and where each value begins and ends.
//! It relies on the text being valid and checks only what it needs; whether a value is valid inside, the parser says, see `piece`.

use super::{LARGEST, has_repeats};
use jsonc_parser::ast::StringLit;
use jsonc_parser::common::Range;
use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

/// The same as `STRICT` says.
const STRICT: ScannerOptions = ScannerOptions {
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Something is no JSON, or a name stands twice. The parser of whole files tells what and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// A member of an object whose value is still text.
#[derive(Debug, Clone)]
pub(crate) struct Member<'a> {
    pub(crate) name: StringLit<'a>,
    /// Where the value is.
    pub(crate) value: Range,
}

/// Stands at a token of a text. Every place is counted from the beginning of the text.
pub(crate) struct Walker<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    token: Option<Token<'a>>,
    /// Where the scanner's text begins.
    base: usize,
    /// Where the token before this one ended.
    passed: usize,
    /// Whether an object or an array was just entered: its first member has no comma before it.
    is_first: bool,
    /// How much deeper it may go.
    room: usize,
}

impl<'a> Walker<'a> {
    /// Stands at the value that begins at `from`, or after the white space there.
    pub(crate) fn new(text: &'a str, from: usize) -> Result<Self, Malformed> {
        let rest = text.get(from..).filter(|_| text.len() <= LARGEST).ok_or(Malformed)?;
        let scanner = Scanner::new(rest, &STRICT);
        let mut walker =
            Self { text, scanner, token: None, base: from, passed: from, is_first: false, room: usize::MAX };
        walker.step()?;
        Ok(walker)
    }

    /// Stands at the beginning of a file that is read a piece at a time. The parser limits how deep a file may be nested, and counts
    /// from the file's beginning; a file that comes near the limit is parsed as a whole, so that the parser reports it.
    pub(crate) fn of_file(text: &'a str) -> Result<Self, Malformed> {
        const DEEPEST: usize = 100;
        Ok(Self { room: DEEPEST, ..Self::new(text, 0)? })
    }

    /// Stands at the value of a member whose name ends at `end`.
    pub(crate) fn behind_name(text: &'a str, end: usize) -> Result<Self, Malformed> {
        let mut walker = Self::new(text, end)?;
        walker.expect(&Token::Colon)?;
        Ok(walker)
    }

    fn step(&mut self) -> Result<(), Malformed> {
        self.passed = self.base + self.scanner.token_end();
        self.token = self.scanner.scan().map_err(|_| Malformed)?;
        Ok(())
    }

    fn expect(&mut self, token: &Token<'_>) -> Result<(), Malformed> {
        if self.token.as_ref() == Some(token) { self.step() } else { Err(Malformed) }
    }

    /// Where the token begins.
    pub(crate) fn start(&self) -> usize {
        self.base + self.scanner.token_start()
    }

    /// Where that ended which was passed last.
    pub(crate) const fn passed(&self) -> usize {
        self.passed
    }

    pub(crate) fn is_at_object(&self) -> bool {
        self.token == Some(Token::OpenBrace)
    }

    pub(crate) fn is_at_array(&self) -> bool {
        self.token == Some(Token::OpenBracket)
    }

    pub(crate) fn enter_object(&mut self) -> Result<(), Malformed> {
        self.enter(&Token::OpenBrace)
    }

    pub(crate) fn enter_array(&mut self) -> Result<(), Malformed> {
        self.enter(&Token::OpenBracket)
    }

    fn enter(&mut self, open: &Token<'_>) -> Result<(), Malformed> {
        self.room = self.room.checked_sub(1).ok_or(Malformed)?;
        self.is_first = true;
        self.expect(open)
    }

    /// Stands at the next value inside, or behind the object and says that there was none.
    pub(crate) fn next_member(&mut self) -> Result<Option<StringLit<'a>>, Malformed> {
        if !self.next_inside(&Token::CloseBrace)? {
            return Ok(None);
        }
        let Some(Token::String(value)) = self.token.take() else { return Err(Malformed) };
        let range = Range { start: self.start(), end: self.base + self.scanner.token_end() };
        self.step()?;
        self.expect(&Token::Colon)?;
        Ok(Some(StringLit { range, value }))
    }

    /// Stands at the next element, or behind the array and says that there was none.
    pub(crate) fn next_element(&mut self) -> Result<bool, Malformed> {
        self.next_inside(&Token::CloseBracket)
    }

    fn next_inside(&mut self, close: &Token<'_>) -> Result<bool, Malformed> {
        let is_first = std::mem::take(&mut self.is_first);
        // After a comma comes a value: a closing bracket there is refused by whoever reads the value.
        if self.token.as_ref() == Some(close) {
            self.room = self.room.saturating_add(1);
            self.step()?;
            return Ok(false);
        }
        if !is_first {
            self.expect(&Token::Comma)?;
        }
        Ok(true)
    }

    /// Passes a value and says where it was.
    pub(crate) fn skip(&mut self) -> Result<Range, Malformed> {
        let start = self.start();
        match self.token {
            Some(Token::OpenBrace | Token::OpenBracket) => {
                let end = end_of_brackets(self.text.as_bytes(), start, self.room)?;
                *self = Self { room: self.room, ..Self::new(self.text, end)? };
                self.passed = end;
            }
            Some(Token::String(_) | Token::Number(_) | Token::Boolean(_) | Token::Null) => self.step()?,
            _ => return Err(Malformed),
        }
        Ok(Range { start, end: self.passed })
    }

    /// Passes an object and says what it holds.
    pub(crate) fn members(&mut self) -> Result<Vec<Member<'a>>, Malformed> {
        let mut members = Vec::new();
        self.enter_object()?;
        while let Some(name) = self.next_member()? {
            members.push(Member { name, value: self.skip()? });
        }
        if has_repeats(members.iter().map(|member| &*member.name.value)) { Err(Malformed) } else { Ok(members) }
    }

    /// Nothing follows.
    pub(crate) const fn finish(&self) -> Result<(), Malformed> {
        if self.token.is_none() { Ok(()) } else { Err(Malformed) }
    }
}

/// Where the object or array ends that begins at `start`. Brackets and strings are matched byte by byte, without the scanner, which
/// takes little more than half the time.
fn end_of_brackets(text: &[u8], start: usize, room: usize) -> Result<usize, Malformed> {
    const OUTSIDE: Marks = marks(b"\"{}[]");
    let mut depth = 0;
    let mut at = start;
    loop {
        at = next_mark(text, at, &OUTSIDE)?;
        match text[at] {
            b'"' => at = end_of_string(text, at + 1)?,
            b'{' | b'[' if depth < room => depth += 1,
            b'{' | b'[' => return Err(Malformed),
            _ => depth -= 1,
        }
        at += 1;
        if depth == 0 {
            return Ok(at);
        }
    }
}

/// Where the quotation mark is that ends a string which begins before `at`.
fn end_of_string(text: &[u8], mut at: usize) -> Result<usize, Malformed> {
    const INSIDE: Marks = marks(b"\"\\");
    loop {
        at = next_mark(text, at, &INSIDE)?;
        if text[at] == b'"' {
            return Ok(at);
        }
        // What a backslash stands before ends nothing.
        at += 2;
    }
}

/// The bytes to stop at.
type Marks = [bool; 256];

const fn marks(bytes: &[u8]) -> Marks {
    let mut marks = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
}

fn next_mark(text: &[u8], from: usize, marks: &Marks) -> Result<usize, Malformed> {
    let rest = text.get(from..).ok_or(Malformed)?;
    rest.iter().position(|byte| marks[usize::from(*byte)]).map(|at| from + at).ok_or(Malformed)
}
