//! What may be absent, and how: left out, null, or an empty string.

use open_api_client::{Card, CardStatus, CardsListRequest, HolderId, Pin, WalletsGetTransactionResponse};
use serde_json::{Value, json};

use crate::support::documented_answer;

fn card(change: impl FnOnce(&mut Value)) -> Result<Card, String> {
    let mut card = documented_answer("/openApi/card/cardList")["card_list"][0].clone();
    change(&mut card);
    serde_json::from_str(&card.to_string()).map_err(|error| error.to_string())
}

fn remove(card: &mut Value, field: &str) {
    card.as_object_mut().and_then(|fields| fields.remove(field));
}

#[test]
fn an_optional_field_may_be_missing_or_null() {
    for text in ["{}", r#"{"transaction_list": null}"#] {
        let read: WalletsGetTransactionResponse = serde_json::from_str(text).unwrap();
        assert_eq!(read.transaction_list, None);
    }
    let read: WalletsGetTransactionResponse = serde_json::from_str(r#"{"transaction_list": []}"#).unwrap();
    assert_eq!(read.transaction_list, Some(Vec::new()));

    let read: CardsListRequest = serde_json::from_str(r#"{"status": null, "page_no": 1, "page_size": 10}"#).unwrap();
    assert_eq!(read, CardsListRequest::new());
}

#[test]
fn a_field_that_may_be_empty_may_be_null_as_well() {
    let read = card(|card| {
        card["holder_id"] = Value::Null;
        card["use_at"] = Value::Null;
        card["mark"] = Value::Null;
    })
    .unwrap();
    assert_eq!((read.holder_id, read.use_at, read.mark), (None, None, None));
}

#[test]
fn a_field_that_may_be_empty_holds_what_it_is_sent() {
    let read = card(|card| {
        card["holder_id"] = json!("hid_1");
        card["pin"] = json!("0000");
        card["end_at"] = json!("2024-02-04 07:46:54");
        card["mark"] = json!(" ");
    })
    .unwrap();
    assert_eq!(read.holder_id.as_ref().map(HolderId::as_str), Some("hid_1"));
    assert_eq!(read.pin.as_ref().map(Pin::expose), Some("0000"));
    assert_eq!(read.end_at.map(|time| time.to_string()).as_deref(), Some("2024-02-04T07:46:54"));
    assert_eq!(read.mark.as_deref(), Some(" "));
}

#[test]
fn a_required_field_may_be_empty_but_not_missing() {
    assert!(card(|card| remove(card, "mark")).is_ok());
    let error = card(|card| remove(card, "holder_id")).unwrap_err();
    assert!(error.starts_with("holder_id: the required field is missing"), "{error}");
}

#[test]
fn an_id_that_is_not_said_to_be_empty_is_kept_as_it_is() {
    assert_eq!(card(|card| card["bin_id"] = json!("")).unwrap().bin_id.as_str(), "");
}

#[test]
fn fields_that_are_not_known_are_passed_over_wherever_they_stand() {
    let text =
        r#"{"a": {"b": [1, {"page_no": "x"}]}, "page_size": 10, "status": "3", "a": null, "page_no": 4, "z": 1e999}"#;
    let read: CardsListRequest = serde_json::from_str(text).unwrap();
    assert_eq!((read.page_no, read.page_size, read.status.map(CardStatus::code)), (4, 10, Some(3)));
}
