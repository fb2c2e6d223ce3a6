//! Decimals between a JSON number's own text and `rust_decimal`, exactly in both directions. What does not fit is
//! refused, never rounded, and nothing is ever computed in binary floating point.

use rust_decimal::Decimal;
use serde_core::Serializer;

use super::cursor::{FORM, Quick, Unread};
use super::fault::Fault;
use super::float::text_of;
use super::json::{is_json, write_raw};
use super::macros::leaf;
use super::rules;
use super::scalar::Scalar;
use super::shape::Shape;
use super::traits::{DigestSink, Leaf};

const EXPECTED: &str = "a decimal number that can be held exactly (28 digits)";

/// So many digits fit 64 bits whatever they are.
const SHORT: usize = 18;

impl Leaf for Decimal {
    const SHAPE: Shape = Shape::Decimal;
    const EXACT: bool = true;

    fn blank() -> Self {
        Self::ZERO
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        let invalid = Fault::Invalid { expected: EXPECTED };
        match scalar {
            Scalar::Integer(number) => Ok(Self::from(number)),
            Scalar::Number(text) => parse(&text).ok_or(invalid),
            Scalar::Float(number) => parse_float(number).ok_or(invalid),
            Scalar::Text(text) => parse(&text).ok_or_else(|| Scalar::Text(text).refuse("a number")),
            other => Err(other.refuse("a number")),
        }
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        match from.number()? {
            "" => {
                from.note(FORM);
                Self::from_scalar(from.scalar(Self::EXACT)?).map_err(|_| Unread)
            }
            text => parse(text).ok_or(Unread),
        }
    }

    /// A number in JSON, and a text in any other format, where a number would be a binary float.
    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        let text = self.to_string();
        if is_json(&into) { write_raw(&text, into) } else { into.serialize_str(&text) }
    }

    /// `10` and `10.0` are equal, and keep the scale that they came with.
    fn digest<S: DigestSink>(&self, into: &mut S) {
        into.leaf(&self.normalize());
    }
}

leaf!(Decimal);

fn parse_float(number: f64) -> Option<Decimal> {
    text_of(number).as_deref().and_then(parse)
}

/// Reads a number in JSON's grammar, scientific notation included.
fn parse(text: &str) -> Option<Decimal> {
    parse_short(text).or_else(|| parse_any(text))
}

/// A plain number that fits 64 bits with certainty, as nearly every amount does; nothing for any other text.
fn parse_short(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let is_plain = matches!(digits, [b'0'] | [b'0', b'.', ..] | [b'1'..=b'9', ..]) && digits.last() != Some(&b'.');
    if !is_plain || digits.len() > SHORT {
        return None;
    }
    let (mut mantissa, mut point) = (0_i64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |point| digits.len() - point - 1);
    let mantissa = if digits.len() < text.len() { -mantissa } else { mantissa };
    Decimal::try_new(mantissa, u32::try_from(scale).ok()?).ok()
}

fn parse_any(text: &str) -> Option<Decimal> {
    let parts = rules::decimal(text)?;
    let number = Decimal::try_from_i128_with_scale(i128::try_from(parts.mantissa).ok()?, parts.scale).ok()?;
    Some(if parts.negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_amount_is_read_digit_for_digit() {
        for text in [
            "200.5",
            "440.5",
            "401.49",
            "10",
            "0",
            "0.00",
            "-1.10",
            "79228162514264337593543950335",
            "3067142356588043828843938395.0",
        ] {
            assert_eq!(parse(text).map(|number| number.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn the_short_way_and_the_long_way_agree() {
        for text in [
            "0",
            "-0",
            "0.0",
            "-0.50",
            "7",
            "-7",
            "10",
            "200.50",
            "99999999999999999.9",
            "999999999999999999",
            "00",
            "01.5",
            "1.",
            ".5",
            "-",
            "",
            "1.2.3",
            "1e2",
            "+1",
            "1_0",
            " 1",
            "-01",
        ] {
            let short = parse_short(text);
            let long = parse_any(text);
            assert!(short.is_none() || short == long, "{text}");
            let same_scale = short.zip(long).is_none_or(|(short, long)| short.scale() == long.scale());
            assert!(
                same_scale && (short.is_some() || !text.bytes().all(|byte| byte.is_ascii_digit()) || long.is_none()),
                "{text}"
            );
        }
    }

    #[test]
    fn scientific_notation_is_read_exactly() {
        for (text, expected) in [
            ("1e2", "100"),
            ("1.5E+3", "1500"),
            ("25e-1", "2.5"),
            ("1.230e1", "12.30"),
            ("0e999999999999999999999", "0"),
        ] {
            assert_eq!(parse(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn zeros_that_say_nothing_do_not_make_a_number_too_long() {
        let text = "1.50000000000000000000000000000000000000";
        assert_eq!(parse(text), parse("1.5"));
        assert_eq!(parse("0.10000000000000000000000000000000e-1"), parse("0.01"));
    }

    #[test]
    fn what_does_not_fit_is_refused_and_not_rounded() {
        for text in [
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
            "1e29",
            "1e-29",
            "1e99999999999999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_json_does_not_call_a_number_is_refused() {
        for text in ["", "-", ".5", "1.", "+1", "01", " 1", "1 ", "1e", "1e+", "NaN", "Infinity", "1_000", "0x10", "١"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_binary_float_counts_only_where_its_digits_are_certain() {
        assert_eq!(parse_float(200.5), parse("200.5"));
        assert_eq!(parse_float(401.49), parse("401.49"));
        assert_eq!(parse_float(0.000_012), parse("0.000012"));
        assert_eq!(parse_float(123_456_789_012_345.0), parse("123456789012345"));
        // It may have been 100000000000000000000.01.
        assert_eq!(parse_float(1e20), None);
        assert_eq!(parse_float(12_345_678_901_234_567.89), None);
        assert_eq!(parse_float(f64::INFINITY), None);
    }
}
