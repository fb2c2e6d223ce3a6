//! A code that the documents do not list changes nothing for a caller who does not ask for it.

use std::collections::BTreeSet;

use open_api_client::{CardStatus, CardsListRequest, InOutType, TransactionStatus};

#[test]
fn an_unknown_code_round_trips() {
    let status: CardStatus = serde_json::from_str("42").unwrap();
    assert_eq!(status.code(), 42);
    assert_eq!(status.name(), None);
    assert_eq!(serde_json::to_string(&status).unwrap(), "42");
}

#[test]
fn an_unknown_code_can_be_sent() {
    let request = CardsListRequest { status: Some(CardStatus::from_code(42)), ..CardsListRequest::new() };
    assert_eq!(serde_json::to_string(&request).unwrap(), r#"{"status":42,"page_no":1,"page_size":10}"#);
}

#[test]
fn every_known_code_has_a_name_and_leads_back_to_its_variant() {
    for status in CardStatus::KNOWN {
        assert_eq!(CardStatus::from_code(status.code()), *status);
        assert_eq!(status.name(), Some(status.to_string().as_str()));
    }
    assert_eq!(CardStatus::KNOWN.len(), 7);
    assert_eq!(InOutType::KNOWN.len(), 2);
    assert_eq!(TransactionStatus::KNOWN.len(), 3);
}

#[test]
fn a_number_in_a_string_is_a_code() {
    assert_eq!(serde_json::from_str::<CardStatus>(r#""2""#).unwrap(), CardStatus::Active);
    assert_eq!(serde_json::from_str::<CardStatus>(r#""42""#).unwrap(), CardStatus::from_code(42));
}

#[test]
fn every_other_type_is_refused_by_its_kind_alone() {
    let refusals: Vec<String> = [
        "null",
        "true",
        r#""Active""#,
        r#""""#,
        r#"" 2""#,
        r#""2.5""#,
        "[2]",
        r#"{"code":2}"#,
        "2.5",
        "2147483648",
        "-2147483649",
        "18446744073709551615",
    ]
    .iter()
    .map(|json| format!("{json}: {}", serde_json::from_str::<CardStatus>(json).unwrap_err()))
    .collect();
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn debug_and_display_say_what_a_value_is() {
    let unknown = CardStatus::from(42);
    assert_eq!(format!("{:?} {:?}", CardStatus::Frozen, unknown), "Frozen Unknown(42)");
    assert_eq!(format!("{} {}", CardStatus::Frozen, unknown), "Frozen unknown code 42");
}

#[test]
fn values_can_be_sorted_and_kept_in_sets() {
    let set: BTreeSet<CardStatus> = [42, 2, 1, 2, 42].map(CardStatus::from).into();
    let codes: Vec<i32> = set.into_iter().map(CardStatus::code).collect();
    assert_eq!(codes, [1, 2, 42]);
}
