//! A delivery is never lost: it becomes a typed event, or is kept with the reason why it could not.

use crate::support::{documented_event, spec};
use std::collections::BTreeSet;

use open_api_client::webhook::{self, Event, ParseError, UnknownReason};
use open_api_client::{CardStatus, DecodeErrorKind};
use serde_json::{Value, json};

const TAG: &str = "card.status.active";

#[test]
fn every_documented_tag_has_an_event_that_knows_its_tag() {
    let spec = spec();
    let documented: BTreeSet<&str> = spec["webhooks"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(Event::TAGS.iter().copied().collect::<BTreeSet<_>>(), documented);
    let body = documented_event(TAG).to_string();
    for tag in Event::TAGS {
        let event = webhook::parse(tag, &body).unwrap();
        assert_eq!(event.tag(), *tag);
        assert!(!matches!(event, Event::Unknown(_)), "{event:?}");
    }
}

#[test]
fn a_new_tag_keeps_the_body_and_says_why() {
    let event = webhook::parse("card.trade.created", b"not even JSON").unwrap();
    assert_eq!((event.tag(), event.dedup_key()), ("card.trade.created", None));
    let Event::Unknown(unknown) = event else { panic!("{event:?}") };
    assert_eq!(unknown.expose_body(), b"not even JSON");
    assert_eq!(unknown.reason(), &UnknownReason::Tag);
}

#[test]
fn a_body_that_cannot_be_read_is_kept_with_the_field_that_is_at_fault() {
    let mut body = documented_event(TAG);
    body["balance"] = json!({"amount": 10});
    let body = body.to_string();
    let Event::Unknown(unknown) = webhook::parse(TAG, &body).unwrap() else { panic!("typed") };
    assert_eq!((unknown.tag(), unknown.expose_body()), (TAG, body.as_bytes()));
    let UnknownReason::Unreadable(error) = unknown.reason() else { panic!("{unknown:?}") };
    assert_eq!((error.path(), error.kind()), (Some("balance"), DecodeErrorKind::WrongType));
}

#[test]
fn a_new_field_and_a_new_code_are_no_obstacle() {
    let mut body = documented_event(TAG);
    body["loyalty_tier"] = json!({"since": [2025]});
    body["status"] = json!(42);
    let Event::CardStatusActive(card) = webhook::parse(TAG, body.to_string()).unwrap() else { panic!("unknown") };
    assert_eq!(card.status, CardStatus::from_code(42));
}

#[test]
fn space_around_the_tag_and_a_byte_order_mark_before_the_body_are_no_obstacle() {
    let body = format!("\u{feff}{}", documented_event(TAG));
    let event = webhook::parse(&format!(" {TAG}\r\n"), &body).unwrap();
    assert!(matches!(event, Event::CardStatusActive(_)), "{event:?}");

    let Event::Unknown(unknown) = webhook::parse(" card.trade.created", &body).unwrap() else { panic!("typed") };
    assert_eq!((unknown.tag(), unknown.expose_body()), (" card.trade.created", body.as_bytes()), "kept as it came");
}

#[test]
fn an_empty_tag_is_the_callers_mistake() {
    assert_eq!(webhook::parse("", b"{}"), Err(ParseError::EmptyTag));
    assert_eq!(webhook::parse(" ", b"{}"), Err(ParseError::EmptyTag));
}

#[test]
fn an_unknown_event_shows_nothing_of_its_body() {
    let event = webhook::parse("card.trade.created", r#"{"card_no": "4485333916826937"}"#).unwrap();
    insta::assert_debug_snapshot!(event);
}

fn key(tag: &str, body: &Value) -> Option<String> {
    webhook::parse(tag, body.to_string()).ok()?.dedup_key()
}

#[test]
fn the_same_delivery_twice_has_one_key() {
    let body = documented_event(TAG);
    assert!(key(TAG, &body).is_some());
    assert_eq!(key(TAG, &body), key(TAG, &body));

    // However its amounts are spelled.
    let mut spelled = body.clone();
    spelled["balance"] = json!("10.00");
    assert_eq!(key(TAG, &spelled), key(TAG, &body));

    // However its text is laid out, and whatever new fields it has.
    let mut longer = body.clone();
    longer["loyalty_tier"] = json!(3);
    let pretty = serde_json::to_string_pretty(&longer).unwrap();
    assert_eq!(webhook::parse(TAG, pretty).unwrap().dedup_key(), key(TAG, &body));
}

#[test]
fn another_tag_card_state_or_balance_has_another_key() {
    let body = documented_event(TAG);
    let first = key(TAG, &body);
    assert_ne!(key("card.status.freeze", &body), first);
    for (field, value) in [
        ("card_id", json!("cid_other")),
        ("status", json!(3)),
        ("balance", json!(10.01)),
        ("close_at", json!("2025-03-03 02:42:11")),
        ("holder_id", json!("hid_1")),
    ] {
        let mut other = body.clone();
        other[field] = value;
        assert_ne!(key(TAG, &other), first, "{field}");
    }
}

#[test]
fn the_key_depends_on_nothing_sensitive() {
    let body = documented_event(TAG);
    for field in ["card_no", "cvv", "pin", "expiry"] {
        let mut other = body.clone();
        other[field] = json!("999999999");
        assert_eq!(key(TAG, &other), key(TAG, &body), "{field}");
    }
}

#[test]
fn the_key_stays_what_it_was() {
    // Keys live in a caller's database; one that changes makes a known delivery new.
    insta::assert_snapshot!(key(TAG, &documented_event(TAG)).unwrap());
}
