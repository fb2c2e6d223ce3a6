//! A JSON text and how far it has been read: bytes, strings and numbers in their plain forms. What they belong to is not
//! known here, and neither are words for what is wrong.

use std::borrow::Cow;

use serde_core::de::{DeserializeOwned, IgnoredAny};
use serde_json::Deserializer;

use super::rules;
use super::scalar::Scalar;

/// Not read. Whether the text is at fault is decided by `serde_json`, which then reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread;

/// What was read, or nothing.
pub(super) type Quickly<T> = Result<T, Unread>;

/// Deeper texts are left to `serde_json`, whose own limit is twice this one.
const DEEPEST: u8 = 64;

/// So many digits fit 64 bits whatever they are.
const SHORT: usize = 18;

/// What is noted of an empty text.
pub(super) const EMPTY: u64 = 0;

/// What is noted of a number in a string.
pub(super) const FORM: u64 = 1;

/// A JSON text and how far it has been read.
pub struct Quick<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
    /// A bit for each kind of thing that the spec does not say; see [`note`](Self::note).
    odd: u64,
}

impl<'t> Quick<'t> {
    /// A text from its first value on.
    pub(crate) fn new(text: &'t str) -> Self {
        let mut new = Self { text, at: 0, depth: 0, odd: 0 };
        new.space();
        new
    }

    /// Notes that something came which the spec does not say, as one bit of 64: enough to tell an answer that needs a closer
    /// look from one that does not, and what was seen before from what is new.
    #[cold]
    pub(crate) fn note(&mut self, what: u64) {
        self.odd |= 1 << (what % 64);
    }

    /// Notes a name or a value.
    #[cold]
    pub(crate) fn note_text(&mut self, what: &str) {
        // FNV-1a; its high bits are the well-mixed ones.
        let hash = what
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        self.note(hash >> 58);
    }

    /// What was noted.
    pub(crate) fn odd(&self) -> u64 {
        self.odd
    }

    #[inline]
    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// What has not been read.
    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes().first().copied()
    }

    /// Passes over some bytes if they come next.
    #[inline]
    fn passes(&mut self, bytes: &[u8]) -> bool {
        let come_next = self.bytes().starts_with(bytes);
        self.at += if come_next { bytes.len() } else { 0 };
        come_next
    }

    #[inline]
    pub(super) fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Nothing follows but white space.
    pub(super) fn end(&mut self) -> Quickly<()> {
        self.space();
        if self.bytes().is_empty() { Ok(()) } else { Err(Unread) }
    }

    /// Passes over an opening bracket.
    #[inline]
    pub(crate) fn open(&mut self, bracket: u8) -> Quickly<()> {
        self.depth += 1;
        if self.depth > DEEPEST || !self.passes(&[bracket]) {
            return Err(Unread);
        }
        self.space();
        Ok(())
    }

    /// Passes over a closing bracket, if it comes next.
    #[inline]
    pub(super) fn closes(&mut self, bracket: u8) -> bool {
        let closes = self.passes(&[bracket]);
        self.depth -= u8::from(closes);
        closes
    }

    /// Passes over the comma behind a value.
    #[inline]
    pub(crate) fn comma(&mut self) -> Quickly<()> {
        self.space();
        if !self.passes(b",") {
            return Err(Unread);
        }
        self.space();
        Ok(())
    }

    /// A key and its colon.
    pub(crate) fn key(&mut self) -> Quickly<&'t str> {
        let key = self.plain_string()?;
        self.space();
        if !self.passes(b":") {
            return Err(Unread);
        }
        self.space();
        Ok(key)
    }

    /// Passes over a key and its colon, if it is this one without a space behind it.
    #[inline]
    pub(super) fn passes_key(&mut self, key: &str) -> bool {
        let after = self.bytes().strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(key.as_bytes()));
        let Some(after) = after.and_then(|rest| rest.strip_prefix(b"\":")) else {
            return false;
        };
        self.at = self.text.len() - after.len();
        self.space();
        true
    }

    #[inline]
    pub(super) fn passes_null(&mut self) -> bool {
        self.passes(b"null")
    }

    #[inline]
    pub(super) fn passes_empty_string(&mut self) -> bool {
        self.passes(b"\"\"")
    }

    pub(super) fn boolean(&mut self) -> Quickly<bool> {
        if self.passes(b"true") {
            return Ok(true);
        }
        if self.passes(b"false") { Ok(false) } else { Err(Unread) }
    }

    /// A string, borrowed unless something in it is escaped.
    #[inline]
    pub(crate) fn string(&mut self) -> Quickly<Cow<'t, str>> {
        match self.plain_string() {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(Unread) => self.escaped_string(),
        }
    }

    /// A string in which nothing is escaped; where it is not one, nothing has been passed over.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Quickly<&'t str> {
        let Some((b'"', rest)) = self.bytes().split_first() else {
            return Err(Unread);
        };
        let length = plain_length(rest);
        if rest.get(length) != Some(&b'"') {
            return Err(Unread);
        }
        let start = self.at + 1;
        self.at = start + length + 1;
        self.text.get(start..start + length).ok_or(Unread)
    }

    fn escaped_string(&mut self) -> Quickly<Cow<'t, str>> {
        if self.peek() == Some(b'"') {
            self.carefully::<String>().map(|(_, text)| Cow::Owned(text))
        } else {
            Err(Unread)
        }
    }

    /// A value of any kind, as it stands in the text.
    pub(crate) fn any(&mut self) -> Quickly<&'t str> {
        self.carefully::<IgnoredAny>().map(|(text, _)| text)
    }

    /// A value by `serde_json`: the text that it stands in, and what it is.
    fn carefully<T: DeserializeOwned>(&mut self) -> Quickly<(&'t str, T)> {
        let rest = self.rest();
        let mut values = Deserializer::from_str(rest).into_iter::<T>();
        let value = values.next().and_then(Result::ok).ok_or(Unread)?;
        let end = values.byte_offset();
        self.at += end;
        Ok((rest.get(..end).ok_or(Unread)?, value))
    }

    /// What looks like a number; whoever reads it knows whether it is one.
    #[inline]
    pub(super) fn number(&mut self) -> Quickly<&'t str> {
        let rest = self.bytes();
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let start = self.at;
        self.at += length;
        self.text.get(start..self.at).ok_or(Unread)
    }

    /// A whole number of a few digits. A fraction or an exponent behind it is met as something that does not belong there.
    #[inline]
    pub(super) fn integer(&mut self) -> Quickly<i64> {
        let is_negative = self.passes(b"-");
        let rest = self.bytes();
        let (mut number, mut length) = (0_i64, 0);
        for byte in rest.iter().take(SHORT).take_while(|byte| byte.is_ascii_digit()) {
            number = number * 10 + i64::from(byte - b'0');
            length += 1;
        }
        self.at += length;
        let is_plain = match rest {
            // `-0` is no whole number to `serde_json`, and `07` no number at all.
            [b'0', ..] => length == 1 && !is_negative,
            _ => length > 0,
        };
        let is_longer = rest.get(length).is_some_and(u8::is_ascii_digit);
        if !is_plain || is_longer {
            return Err(Unread);
        }
        Ok(if is_negative { -number } else { number })
    }

    /// What a leaf is made from. An `exact` one keeps a number's own text.
    pub(super) fn scalar(&mut self, exact: bool) -> Quickly<Scalar<'t>> {
        match self.peek() {
            Some(b'"') => self.string().map(Scalar::Text),
            Some(b'-' | b'0'..=b'9') if exact => self.number().map(|text| Scalar::Number(Cow::Borrowed(text))),
            Some(b'-' | b'0'..=b'9') => self.integer().map(Scalar::Integer),
            Some(b't' | b'f') => self.boolean().map(Scalar::Boolean),
            _ if self.passes_null() => Ok(Scalar::Null),
            _ => Err(Unread),
        }
    }

    /// A whole number, which may stand in a string without escapes, or be written with a point.
    #[inline]
    pub(crate) fn whole<N: TryFrom<i64>>(&mut self) -> Quickly<N> {
        let start = self.at;
        match self.integer() {
            Ok(number) if !matches!(self.peek(), Some(b'.' | b'e' | b'E')) => number.try_into().map_err(|_| Unread),
            _ => {
                self.at = start;
                self.odd_whole()
            }
        }
    }

    #[cold]
    fn odd_whole<N: TryFrom<i64>>(&mut self) -> Quickly<N> {
        let scalar = match self.peek() {
            Some(b'"') => Scalar::Text(Cow::Borrowed(self.plain_string()?)),
            Some(b'-' | b'0'..=b'9') => Scalar::Number(Cow::Borrowed(self.json_number()?)),
            _ => return Err(Unread),
        };
        if !matches!(&scalar, Scalar::Number(text) if !text.contains(['.', 'e', 'E'])) {
            self.note(FORM);
        }
        scalar.integer("a whole number").map_err(|_| Unread)
    }

    /// A number in JSON's grammar.
    fn json_number(&mut self) -> Quickly<&'t str> {
        let text = self.number()?;
        // `007` in a string is a number, and no number of JSON's.
        if rules::decimal(text).is_some() { Ok(text) } else { Err(Unread) }
    }
}

/// How many bytes stand before the first that ends a plain string: a quote, a backslash or a control character.
#[inline]
fn plain_length(text: &[u8]) -> usize {
    /// A one in each of eight bytes.
    const ONES: u64 = u64::MAX / 0xff;
    let mut length = 0;
    for eight in text.chunks_exact(8) {
        let Ok(eight) = eight.try_into().map(u64::from_le_bytes) else {
            break;
        };
        // A byte that is zero, or less than a space, borrows from its high bit. The lowest such bit is right; those above it
        // may have been borrowed from in turn.
        let quote = (eight ^ (ONES * u64::from(b'"'))).wrapping_sub(ONES);
        let backslash = (eight ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
        let control = eight.wrapping_sub(ONES * u64::from(b' '));
        let found = (quote | backslash | control) & !eight & (ONES << 7);
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let rest = text.get(length..).unwrap_or_default();
    length + rest.iter().position(ends).unwrap_or(rest.len())
}
