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

/// A whole number of 64 bits, by its value: digits (`7`, also `007`), or a number in JSON's grammar with nothing behind its point
/// (`2.0`, `-0`, `1.5e3`).
pub(crate) fn integer(text: &str) -> Option<i64> {
    if all_digits(text.strip_prefix('-').unwrap_or(text)) {
        return text.parse().ok();
    }
    let parts = decimal(text)?;
    let unit = 10_u128.checked_pow(parts.scale)?;
    let whole = (parts.mantissa % unit == 0).then_some(parts.mantissa / unit)?;
    let whole = i128::try_from(whole).ok()?;
    i64::try_from(if parts.negative { -whole } else { whole }).ok()
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

/// What a text says as a date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// A date-time that the calendar has.
    At(Civil),
    /// A date of zeros alone: how databases write that there is none.
    Never,
}

/// A date-time without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i16,
    pub(crate) month: i8,
    pub(crate) day: i8,
    pub(crate) hour: i8,
    pub(crate) minute: i8,
    pub(crate) second: i8,
    pub(crate) nanosecond: i32,
}

/// A civil date-time in one of the forms that ISO 8601 has for it: a date, and behind a space or a `T` the hour and the minute, the
/// second, and a fraction of it. What is left off at the end is zero: a date alone is its first moment.
///
/// A zone is refused, because there is no place for it in a civil date-time, and dropping it would make another moment of it.
pub(crate) fn date_time(text: &str) -> Option<When> {
    if let Some(usual) = documented(text) {
        return Some(When::At(usual));
    }
    let (date, time) = match text.split_once([' ', 'T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let (hour, minute, second, nanosecond) = match time {
        Some(time) => self::time(time)?,
        None => (0, 0, 0, 0),
    };
    if date == "0000-00-00" {
        return ((hour, minute, second, nanosecond) == (0, 0, 0, 0)).then_some(When::Never);
    }
    let (year, month, day) = self::date(date)?;
    Some(When::At(Civil { year, month, day, hour, minute, second, nanosecond }))
}

/// A date-time in the form that the documents have, `YYYY-MM-DD HH:MM:SS`: nearly every one is.
fn documented(text: &str) -> Option<Civil> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    if [bytes[10], bytes[13], bytes[16]] != *b" ::" {
        return None;
    }
    // The blank before is one byte, so that what stands before it ends between two characters.
    let (year, month, day) = date(text.get(..10)?)?;
    let (hour, minute, second) = (two(bytes, 11)?, two(bytes, 14)?, two(bytes, 17)?);
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then_some(Civil { year, month, day, hour, minute, second, nanosecond: 0 })
}

/// Hour, minute, second and nanosecond of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.f`.
fn time(text: &str) -> Option<(i8, i8, i8, i32)> {
    let (clock, fraction) = match text.split_once(['.', ',']) {
        Some((clock, fraction)) if clock.len() == 8 => (clock, nanoseconds(fraction)?),
        Some(_) => return None,
        None => (text, 0),
    };
    let bytes = clock.as_bytes();
    let second = match bytes {
        [_, _, b':', _, _] => 0,
        [_, _, b':', _, _, b':', _, _] => two(bytes, 6)?,
        _ => return None,
    };
    let (hour, minute) = (two(bytes, 0)?, two(bytes, 3)?);
    (hour < 24 && minute < 60 && second < 60).then_some((hour, minute, second, fraction))
}

/// The digits behind a second's point. More than nine are read only if they are zeros: no digit is dropped.
fn nanoseconds(fraction: &str) -> Option<i32> {
    if !all_digits(fraction) {
        return None;
    }
    let digits = fraction.trim_end_matches('0');
    let unit = 10_i32.checked_pow(9_u32.checked_sub(u32::try_from(digits.len()).ok()?)?)?;
    let number = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    i32::checked_mul(number, unit)
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

/// Texts, and which of a whole number of 64 bits, a decimal and a date-time each of them is; a date of zeros is none. Both who compile this file hold
/// what they do against it.
#[cfg(test)]
#[rustfmt::skip]
pub(crate) const CASES: &[(&str, bool, bool, bool)] = &[
    ("0", true, true, false), ("-0", true, true, false), ("7", true, true, false), ("-7", true, true, false),
    ("9223372036854775807", true, true, false), ("-9223372036854775808", true, true, false),
    ("9223372036854775808", false, true, false), ("99999999999999999999", false, true, false),
    ("+5", false, false, false), ("007", true, false, false), ("007.50", false, false, false), ("-01", true, false, false),
    ("1.5", false, true, false), ("2.0", true, true, false), ("1.2.3", false, false, false), ("5.", false, false, false),
    (".5", false, false, false), ("-", false, false, false), ("", false, false, false), ("--1", false, false, false),
    ("1e", false, false, false), ("1e+", false, false, false), ("1e2", true, true, false), ("1E-2", false, true, false),
    ("1.5e+3", true, true, false), ("1e28", false, true, false), ("1e29", false, false, false), ("1e-28", false, true, false),
    ("1e-29", false, false, false), ("0e999999999999999999999", true, true, false), ("1e99999999999999999999", false, false, false),
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
    ("2023-11-24", false, false, true), ("2023-11-24T02:53:47", false, false, true), ("2023-11-24 02:53:47Z", false, false, false),
    ("2023-11-24 02:53:47.5", false, false, true), ("+023-11-24 02:53:47", false, false, false),
    ("2.50", false, true, false), ("-2.000", true, true, false), ("-0.0", true, true, false), ("2.0.0", false, false, false),
    ("20e-1", true, true, false), ("25e-1", false, true, false), ("9223372036854775807.0", true, true, false),
    ("9223372036854775808.0", false, true, false), ("-9223372036854775808.00", true, true, false), ("02.0", false, false, false),
    ("2,0", false, false, false), ("2.", false, false, false), ("2.0 ", false, false, false),
    ("2023-11-24t02:53:47", false, false, true), ("2023-11-24 02:53", false, false, true), ("2023-11-24T02:53:47,250", false, false, true),
    ("2023-11-24 02:53:47.123456789", false, false, true), ("2023-11-24 02:53:47.1234567890", false, false, true),
    ("2023-11-24 02:53:47.1234567891", false, false, false), ("2023-11-24 02:53:47.", false, false, false),
    ("2023-11-24 02:53.5", false, false, false), ("2023-11-24 02", false, false, false), ("2023-11-24 ", false, false, false),
    ("2023-11-24T", false, false, false), ("2023-11-24  02:53:47", false, false, false), ("2023-11-24T02:53:47Z", false, false, false),
    ("2023-11-24T02:53:47+08:00", false, false, false), ("2023-11-24T02:53:47.5Z", false, false, false),
    ("2023-11-24 2:53:47", false, false, false), ("2023-02-30", false, false, false), ("2023-02-30T00:00", false, false, false),
    ("2023-11-24T24:00", false, false, false), ("2023-11", false, false, false), ("2023/11/24 02:53:47", false, false, false),
    ("20231124", true, true, false), ("0000-00-00", false, false, false), ("0000-00-00T00:00:00.000", false, false, false),
    ("0000-00-00 00:00:01", false, false, false), ("2023-00-00 00:00:00", false, false, false),
    ("２023-11-24 02:53:4", false, false, false), ("2023-11-2４02:53:47", false, false, false),
];
