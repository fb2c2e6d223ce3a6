//! Which texts are values: whole numbers, decimals, date-times. One file for the client, which reads them, and for the
//! generator, which compiles it too, so that an example which the generator takes is one that the client reads.
//! It needs nothing but the language; what becomes of the parts is for those who ask.

/// The most digits behind the point of a decimal.
pub(crate) const MOST_SCALE: u32 = 28;

/// The largest decimal without its point: what fits 96 bits.
const MOST_MANTISSA: u128 = (1 << 96) - 1;

/// The most digits that a number of 96 bits can have.
const MOST_DIGITS: usize = 29;

/// A decimal: its digits without the point, and how many of them stand behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) negative: bool,
    /// Less than 2⁹⁶.
    pub(crate) mantissa: u128,
    /// At most [`MOST_SCALE`].
    pub(crate) scale: u32,
}

/// A whole number: an optional minus sign and digits. `-0` is none: a reader of JSON takes it for a fraction.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = if all_digits(digits) { text.parse().ok()? } else { return None };
    if number == 0 && digits.len() < text.len() { None } else { Some(number) }
}

/// A number in JSON's grammar, scientific notation included, that 96 bits and 28 places hold exactly.
pub(crate) fn decimal(text: &str) -> Option<Parts> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, self::exponent(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) if all_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (number, ""),
    };
    if !all_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }

    let digits = [whole, fraction].concat();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        let scale = u32::try_from(fraction.len()).unwrap_or(u32::MAX).min(MOST_SCALE);
        return Some(Parts { negative, mantissa: 0, scale });
    }

    let scale = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let (mantissa, scale) = fit(digits, scale)?;
    Some(Parts { negative, mantissa, scale })
}

/// The number of these digits, so many of them behind the point: as it stands where it fits, else without the zeros at its
/// end that say nothing.
fn fit(mut digits: &str, mut scale: i64) -> Option<(u128, u32)> {
    loop {
        let padding = usize::try_from(-scale.min(0)).ok()?;
        if digits.len().checked_add(padding)? <= MOST_DIGITS {
            let mantissa =
                digits.parse::<u128>().ok()?.checked_mul(10_u128.checked_pow(u32::try_from(padding).ok()?)?)?;
            let places = u32::try_from(scale.max(0)).unwrap_or(u32::MAX);
            if mantissa <= MOST_MANTISSA && places <= MOST_SCALE {
                return Some((mantissa, places));
            }
        }
        if scale <= 0 {
            return None;
        }
        digits = digits.strip_suffix('0')?;
        scale -= 1;
    }
}

fn exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !all_digits(digits) {
        return None;
    }
    // No exponent beyond this bound can fit, unless every digit is zero.
    let size = digits.parse().unwrap_or(i64::MAX).min(1_000_000);
    Some(if negative { -size } else { size })
}

/// Year, month, day, hour, minute and second of a date-time that the calendar has.
pub(crate) fn date_time(text: &str) -> Option<(i16, [i8; 5])> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    if [bytes[10], bytes[13], bytes[16]] != *b" ::" {
        return None;
    }
    // The blank before is one byte, so that what stands before it ends between two characters.
    let (year, month, day) = date(text.get(..10)?)?;
    let time = [two(bytes, 11)?, two(bytes, 14)?, two(bytes, 17)?];
    let is_time = time[0] < 24 && time[1] < 60 && time[2] < 60;
    is_time.then_some((year, [month, day, time[0], time[1], time[2]]))
}

/// Year, month and day of a date that the calendar has.
pub(crate) fn date(text: &str) -> Option<(i16, i8, i8)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    if [bytes[4], bytes[7]] != *b"--" {
        return None;
    }
    let year = i16::from(two(bytes, 0)?) * 100 + i16::from(two(bytes, 2)?);
    let (month, day) = (two(bytes, 5)?, two(bytes, 8)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some((year, month, day))
}

/// The number of two digits.
fn two(bytes: &[u8], at: usize) -> Option<i8> {
    Some(digit(bytes[at])? * 10 + digit(bytes[at + 1])?)
}

fn digit(byte: u8) -> Option<i8> {
    let digit = char::from(byte).to_digit(10)?;
    i8::try_from(digit).ok()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Texts, and which of a whole number of 64 bits, a decimal and a date-time each of them is. Both who compile this file hold
/// what they do against it.
#[cfg(test)]
#[rustfmt::skip]
pub(crate) const CASES: &[(&str, bool, bool, bool)] = &[
    ("0", true, true, false), ("-0", false, true, false), ("7", true, true, false), ("-7", true, true, false),
    ("9223372036854775807", true, true, false), ("-9223372036854775808", true, true, false),
    ("9223372036854775808", false, true, false), ("99999999999999999999", false, true, false),
    ("+5", false, false, false), ("007", true, false, false), ("007.50", false, false, false), ("-01", true, false, false),
    ("1.5", false, true, false), ("2.0", false, true, false), ("1.2.3", false, false, false), ("5.", false, false, false),
    (".5", false, false, false), ("-", false, false, false), ("", false, false, false), ("--1", false, false, false),
    ("1e", false, false, false), ("1e+", false, false, false), ("1e2", false, true, false), ("1E-2", false, true, false),
    ("1.5e+3", false, true, false), ("1e28", false, true, false), ("1e29", false, false, false), ("1e-28", false, true, false),
    ("1e-29", false, false, false), ("0e999999999999999999999", false, true, false), ("1e99999999999999999999", false, false, false),
    ("79228162514264337593543950335", false, true, false), ("79228162514264337593543950336", false, false, false),
    ("12345678901234567890123456789012345", false, false, false), ("1.50000000000000000000000000000000000000", false, true, false),
    ("0.00000000000000000000000000001", false, false, false), ("1_000", false, false, false), ("0x10", false, false, false),
    (" 1", false, false, false), ("1 ", false, false, false), ("NaN", false, false, false), ("Infinity", false, false, false),
    ("١", false, false, false), ("1,5", false, false, false), ("one", false, false, false), ("true", false, false, false),
    ("2023-11-24 02:53:47", false, false, true), ("2024-02-29 00:00:00", false, false, true),
    ("2000-02-29 23:59:59", false, false, true), ("9999-12-31 23:59:59", false, false, true),
    ("0000-01-01 00:00:00", false, false, true), ("2023-02-30 00:00:00", false, false, false),
    ("2023-02-29 00:00:00", false, false, false), ("1900-02-29 00:00:00", false, false, false),
    ("2023-04-31 00:00:00", false, false, false), ("2023-00-10 00:00:00", false, false, false),
    ("2023-13-10 00:00:00", false, false, false), ("2023-01-00 00:00:00", false, false, false),
    ("0000-00-00 00:00:00", false, false, false), ("2023-11-24 24:00:00", false, false, false),
    ("2023-11-24 02:60:00", false, false, false), ("2023-11-24 02:53:60", false, false, false),
    ("2023-11-24", false, false, false), ("2023-11-24T02:53:47", false, false, false), ("2023-11-24 02:53:47Z", false, false, false),
    ("2023-11-24 02:53:47.5", false, false, false), ("+023-11-24 02:53:47", false, false, false),
    ("２023-11-24 02:53:4", false, false, false), ("2023-11-2４02:53:47", false, false, false),
];
