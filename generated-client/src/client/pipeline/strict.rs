//! How a caller's own body is written: as `serde_json` does, but for numbers that a binary float has held. What a float has lost
//! cannot be seen any more, so it is refused, with the name of its field.

use std::fmt;
use std::io::{self, Write};

use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use crate::error::mask;

/// A binary float carries this many decimal digits for certain.
const FLOAT_DIGITS: usize = 15;

/// Writes JSON without spaces, and no float.
#[derive(Default)]
pub(super) struct NoFloats {
    key: String,
    in_key: bool,
}

/// A number that cannot be written exactly.
#[derive(Debug)]
pub(super) struct Inexact {
    field: String,
}

impl fmt::Display for Inexact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = match mask(&self.field, None) {
            field if field.is_empty() => "a number of the body".to_owned(),
            field => format!("the number in `{field}`"),
        };
        write!(
            f,
            "{field} has been a binary float, as every number with a fraction in json!(…) and serde_json::Value, and may have lost \
             digits there; write the body with exact!({{…}}), which is as short, or the field as a Decimal with \
             #[serde(with = \"open_api_client::decimal\")]"
        )
    }
}

impl std::error::Error for Inexact {}

impl NoFloats {
    fn refuse(&self) -> io::Result<()> {
        Err(io::Error::other(Inexact { field: self.key.clone() }))
    }
}

impl Formatter for NoFloats {
    fn write_f32<W: ?Sized + Write>(&mut self, _: &mut W, _: f32) -> io::Result<()> {
        self.refuse()
    }

    fn write_f64<W: ?Sized + Write>(&mut self, _: &mut W, _: f64) -> io::Result<()> {
        self.refuse()
    }

    /// A number in its own text, as `serde_json::Value` has it where `arbitrary_precision` is switched on: it may still have come
    /// from a float.
    fn write_number_str<W: ?Sized + Write>(&mut self, writer: &mut W, value: &str) -> io::Result<()> {
        if may_have_lost_digits(value) { self.refuse() } else { writer.write_all(value.as_bytes()) }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.key.clear();
        self.in_key = true;
        CompactFormatter.begin_object_key(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.in_key = false;
        CompactFormatter.end_object_key(writer)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_key {
            self.key.push_str(fragment);
        }
        CompactFormatter.write_string_fragment(writer, fragment)
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        CompactFormatter.write_char_escape(writer, escape)
    }
}

/// Whether a number's text is the shortest one of a float that may stand for another number.
fn may_have_lost_digits(text: &str) -> bool {
    let Ok(number) = text.parse::<f64>() else {
        return true;
    };
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return false;
    }
    let digits = text.split(['e', 'E']).next().unwrap_or_default().bytes().filter(u8::is_ascii_digit);
    let significant = digits.skip_while(|digit| *digit == b'0').count();
    // Whether there is a plus before an exponent depends on who wrote the float.
    let is_shortest =
        serde_json::to_string(&number).is_ok_and(|shortest| shortest.replace('+', "") == text.replace('+', ""));
    is_shortest && (significant > FLOAT_DIGITS || text.contains(['e', 'E']))
}

#[cfg(test)]
mod tests {
    use super::may_have_lost_digits;

    #[test]
    fn a_numbers_own_text_is_refused_only_where_a_float_would_have_it_so() {
        for lost in ["1.2345678901234568e16", "0.30000000000000004", "12.34000015258789", "1e17", "1e+17", "1e-7"] {
            assert!(may_have_lost_digits(lost), "{lost}");
        }
        for kept in ["12.34", "12345678901234567.89", "12345678901234567890", "-3", "0.10", "0.12345678901234567890123"]
        {
            assert!(!may_have_lost_digits(kept), "{kept}");
        }
    }
}
