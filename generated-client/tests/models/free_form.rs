//! JSON without a documented shape goes through as it came, and is shown to nobody.

use open_api_client::Json;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Flattened {
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Deserialize)]
struct Inner {
    extra: Json,
}

#[test]
fn every_character_of_json_without_a_shape_is_kept() {
    let text = r#"{"b": [1.10, 12345678901234567.89],  "a": "4485333916826937"}"#;
    let json: Json = serde_json::from_str(text).unwrap();
    assert_eq!(json.expose(), text);
    assert_eq!(serde_json::to_string(&json).unwrap(), text);
    assert_eq!(text.parse::<Json>().unwrap(), json);
}

#[test]
fn json_without_a_shape_can_be_made_from_a_value_and_read_as_one() {
    let value = json!({"a": [1, null]});
    let json = Json::from(value.clone());
    assert_eq!(json.decode::<Value>().unwrap(), value);
    assert_eq!(serde_json::from_value::<Json>(value.clone()).unwrap(), json);
    assert_eq!(serde_json::to_value(&json).unwrap(), value);
}

#[test]
fn json_without_a_shape_survives_a_buffer_of_serdes_own() {
    let read: Flattened = serde_json::from_str(r#"{"extra": {"a": [1, "x", null]}}"#).unwrap();
    assert_eq!(read.inner.extra.decode::<Value>().unwrap(), json!({"a": [1, "x", null]}));
}

#[test]
fn json_without_a_shape_is_shown_by_nothing() {
    let json = Json::from(json!({"card_no": "4485333916826937"}));
    assert_eq!(format!("{json:?}"), "[redacted]");
}

#[test]
fn what_is_not_json_is_refused_without_being_quoted() {
    let error = "{\"card_no\": 4485333916826937".parse::<Json>().unwrap_err();
    assert_eq!(error.to_string(), "EOF while parsing an object at line 1 column 28");
}
