//! Money is read and written digit for digit; a date is what the platform wrote and nothing else.

use open_api_client::{AppId, DateTime, Decimal, Transaction};

fn transaction(amount: &str, time: &str) -> Result<Transaction, serde_json::Error> {
    serde_json::from_str(&format!(
        r#"{{"transaction_id": "t", "out_transaction_id": "o", "in_out_type": 1, "transaction_type": 7,
            "transaction_desc": "d", "amount": {amount}, "currency": "USD", "before_balance": 0, "after_balance": 0,
            "status": 2, "reject_reason": "", "remark": "", "transaction_time": {time},
            "create_at": "2024-02-04 07:46:54"}}"#
    ))
}

fn amount(text: &str) -> Result<Decimal, String> {
    transaction(text, r#""2024-02-04 07:46:54""#).map(|read| read.amount).map_err(|error| error.to_string())
}

#[test]
fn no_digit_is_lost_on_the_way_in_or_out() {
    for text in [
        "200.5",
        "10",
        "0.1",
        "0.12345678901234567890123",
        "12345678901234567.89",
        "-79228162514264337593543950335",
        "100.00",
    ] {
        let read = transaction(text, r#""2024-02-04 07:46:54""#).unwrap();
        assert_eq!(read.amount.to_string(), text);
        let written = serde_json::to_string(&read).unwrap();
        assert!(written.contains(&format!(r#""amount":{text},"#)), "{written}");
    }
}

#[test]
fn a_text_bytes_and_a_stream_give_the_same_amount() {
    let expected = Decimal::from_i128_with_scale(1_234_567_890_123_456_789, 2);
    let read = transaction("12345678901234567.89", r#""2024-02-04 07:46:54""#).unwrap();
    let text = serde_json::to_string(&read).unwrap();
    for from in [
        serde_json::from_str::<Transaction>(&text).unwrap(),
        serde_json::from_slice(text.as_bytes()).unwrap(),
        serde_json::from_reader(text.as_bytes()).unwrap(),
    ] {
        assert_eq!(from.amount, expected);
    }
}

#[test]
fn scientific_notation_and_a_number_in_a_string_are_read() {
    assert_eq!(amount("1.5e3"), Ok(Decimal::from(1500)));
    assert_eq!(amount("25E-1"), Ok(Decimal::new(25, 1)));
    assert_eq!(amount(r#""200.50""#).map(|read| read.to_string()), Ok("200.50".to_owned()));
}

#[test]
fn what_does_not_fit_exactly_is_refused_and_not_rounded() {
    for text in ["0.12345678901234567890123456789", "79228162514264337593543950336", "1e-29", "1e400"] {
        let error = amount(text).unwrap_err();
        assert!(error.starts_with("amount: the value is not a decimal number that can be held exactly"), "{error}");
    }
    let error = amount(r#""12,50""#).unwrap_err();
    assert!(error.starts_with("amount: expected a number, found a string"), "{error}");
}

#[test]
fn a_date_time_is_written_in_the_documented_form_whichever_form_it_came_in() {
    for text in ["2024-02-04 07:46:54", "2024-02-04T07:46:54", "2024-02-04 07:46:54.000"] {
        let read = transaction("1", &format!("{text:?}")).unwrap();
        assert_eq!(read.transaction_time, DateTime::constant(2024, 2, 4, 7, 46, 54, 0));
        assert!(serde_json::to_string(&read).unwrap().contains(r#""transaction_time":"2024-02-04 07:46:54""#));
    }
    for text in [r#""2024-02-30 07:46:54""#, r#""2024-02-04 07:46:54Z""#, r#""""#, "1707032814"] {
        let error = transaction("1", text).unwrap_err().to_string();
        assert!(error.starts_with("transaction_time: "), "{error}");
        assert!(error.contains(" a date-time of the form YYYY-MM-DD HH:MM:SS"), "{error}");
    }
    let error = transaction("1", r#""0000-00-00 00:00:00""#).unwrap_err().to_string();
    assert!(error.starts_with("transaction_time: the date is all zeros, which says that there is none"), "{error}");
}

#[test]
fn a_fraction_of_a_second_is_kept() {
    let read = transaction("1", r#""2024-02-04 07:46:54.50""#).unwrap();
    assert_eq!(read.transaction_time, DateTime::constant(2024, 2, 4, 7, 46, 54, 500_000_000));
    let written = serde_json::to_string(&read).unwrap();
    assert!(written.contains(r#""transaction_time":"2024-02-04 07:46:54.5""#), "{written}");
}

#[test]
fn an_integer_is_whole_and_fits_or_is_refused() {
    assert_eq!(serde_json::from_str::<AppId>("9223372036854775807").unwrap(), AppId::new(i64::MAX));
    assert_eq!(serde_json::from_str::<AppId>(r#""100001""#).unwrap(), AppId::new(100_001));
    for text in ["1000.0", "1e3", "10000E-1", r#""1000.00""#] {
        assert_eq!(serde_json::from_str::<AppId>(text).unwrap(), AppId::new(1000), "{text}");
    }
    for text in ["9223372036854775808", "9223372036854775808.0", "1.5", "1e-3", "true", r#""one""#, "null"] {
        assert!(serde_json::from_str::<AppId>(text).is_err(), "{text}");
    }
}
