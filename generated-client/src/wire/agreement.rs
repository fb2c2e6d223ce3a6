//! What the client reads is what the rules say, whichever way it reads; the generator holds examples against the same table.

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use super::rules::CASES;
use super::{Wire, decode, decode_carefully};

fn reads<T: Wire>(json: &str) -> bool {
    let (quickly, carefully) = (decode::<T>(json.as_bytes()).is_ok(), decode_carefully::<T>(json.as_bytes()).is_ok());
    assert_eq!(quickly, carefully, "{json}");
    quickly
}

#[test]
fn a_text_is_read_where_the_rules_say_so() {
    for (text, is_whole, is_number, is_date) in CASES {
        let json = format!("\"{text}\"");
        assert_eq!(reads::<i64>(&json), *is_whole, "{text}");
        assert_eq!(reads::<Decimal>(&json), *is_number, "{text}");
        assert_eq!(reads::<DateTime>(&json), *is_date, "{text}");
    }
}

#[test]
fn a_number_is_read_where_the_rules_say_so() {
    for (text, is_whole, is_number, _) in CASES {
        if serde_json::from_str::<serde_json::Number>(text).is_ok() && text.trim() == *text {
            assert_eq!(reads::<i64>(text), *is_whole, "{text}");
            assert_eq!(reads::<Decimal>(text), *is_number, "{text}");
        }
    }
}
