//! What a number that a binary float has held may have lost, and which texts show that none has.

use serde_json::Value;

/// A binary float carries this many decimal digits for certain; a longer one may have been rounded before we saw it.
const FLOAT_DIGITS: usize = 15;

/// A number that a deserializer has turned into a binary float: its shortest text, where that is certain to be the text
/// it was made from.
pub(super) fn text_of(float: f64) -> Option<String> {
    let text = float.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let significant = digits.skip_while(|digit| *digit == b'0').count();
    (significant <= FLOAT_DIGITS).then_some(text)
}

/// Whether no number in a tree is a float that may have been another number.
pub(super) fn is_certain(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            !may_be_a_floats(&text) || significant(&text).len() <= FLOAT_DIGITS
        }
        Value::Array(items) => items.iter().all(is_certain),
        Value::Object(members) => members.values().all(is_certain),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// Whether a number's text is one that a float has, too: it may then be all that is left of another number. A whole number is none, nor
/// is one with more digits than a float's shortest text has, or with a zero behind them.
pub(crate) fn may_be_a_floats(text: &str) -> bool {
    let Ok(float) = text.parse::<f64>() else {
        return true;
    };
    let digits = text.split(['e', 'E']).next().unwrap_or_default();
    match digits.split_once('.') {
        None if digits == text => false,
        Some((_, fraction)) if fraction.len() > 1 && fraction.ends_with('0') => false,
        _ => float.is_finite() && is_shortest(float, &significant(text)),
    }
}

/// Whether these are the digits of a float's shortest text. It can have two, as near to it as each other: writers take either.
fn is_shortest(float: f64, digits: &str) -> bool {
    let shortest = significant(&format!("{float:e}"));
    if digits.len() != shortest.len() || digits == shortest {
        return digits == shortest;
    }
    // No float has more digits than this writes, so that it is the float itself: between the two, if a 5 follows the smaller one.
    let exact = significant(&format!("{float:.766e}"));
    exact.strip_suffix('5') == Some(digits.min(shortest.as_str()))
        && digits
            .parse::<u64>()
            .ok()
            .zip(shortest.parse::<u64>().ok())
            .is_some_and(|(one, other)| one.abs_diff(other) == 1)
}

/// A number's digits, without the zeros that only say how large it is.
fn significant(text: &str) -> String {
    let digits = text.split(['e', 'E']).next().unwrap_or_default();
    digits.chars().filter(char::is_ascii_digit).collect::<String>().trim_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::may_be_a_floats;

    #[test]
    fn a_numbers_own_text_is_refused_only_where_a_float_has_it_too() {
        // Exactly in the middle of the last two stands the float of both.
        for lost in [
            "-1996278047961764.2",
            "-1996278047961764.3",
            "1.2345678901234568e16",
            "0.30000000000000004",
            "12.34",
            "1e17",
            "1e+17",
            "1e-7",
            "1.0",
            "-0.0",
        ] {
            assert!(may_be_a_floats(lost), "{lost}");
        }
        for kept in [
            "1234567890123456.6",
            "12345678901234567.89",
            "12345678901234567890",
            "-3",
            "0.10",
            "0.12345678901234567890123",
            "1e400",
            "5.00",
        ] {
            assert!(!may_be_a_floats(kept), "{kept}");
        }
    }

    proptest! {
        /// Whatever a float is, and in whichever form its number is written.
        #[test]
        fn every_floats_text_is_refused(float in any::<f64>(), short in any::<f32>(), high in 1_u32 << 16..1 << 21, low in any::<u32>()) {
            prop_assume!(float.is_finite() && short.is_finite());
            // With a quarter behind its point, a float has two shortest texts.
            let tied = (f64::from(high) * 4_294_967_296.0 + f64::from(low)) / 4.0;
            for text in [
                serde_json::to_string(&tied).unwrap(),
                format!("{tied:e}"),
                serde_json::to_string(&float).unwrap(),
                serde_json::to_string(&short).unwrap(),
                format!("{float:e}"),
                format!("{float:?}"),
            ] {
                prop_assert!(may_be_a_floats(&text) || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'), "{}", text);
            }
        }

        /// Between these numbers floats are a quarter apart, so that of ten digits behind the point six are some float's.
        #[test]
        fn a_text_beside_a_floats_is_kept(high in 1_u64 << 50..1 << 51, digit in 0..10_u8) {
            let text = format!("{high}.{digit}");
            prop_assert_eq!(may_be_a_floats(&text), matches!(digit, 0 | 2 | 3 | 5 | 7 | 8), "{}", text);
        }
    }
}
