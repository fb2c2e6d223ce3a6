//! Nothing sensitive is ever shown. What is sensitive is read from the spec, so a field is covered on the day that it is
//! marked there: every such field gets a text of its own, and no output may hold any of them.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Debug;
use std::panic;

use open_api_client::webhook::{self, Event, UnknownReason};
use open_api_client::{
    Card, CardNotification, CardsListRequest, CardsListResponse, Cvv, Expiry, ModelVisitor, Pan, Pii, Pin, Secret,
    Transaction, visit_every_model,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::support::{objects, resolve, spec};

/// The objects that the runtime owns: they are no types of the generated part.
const RUNTIME: [&str; 2] = ["Credentials", "Envelope"];

/// What one type shows of one JSON text, in every way that there is.
type Show = fn(&str) -> Vec<String>;

/// Every generated object: the generator lists them, so that a type is watched from the day it is added.
fn types() -> Vec<(&'static str, Show)> {
    let mut types = Types(Vec::new());
    visit_every_model(&mut types);
    types.0
}

struct Types(Vec<(&'static str, Show)>);

impl ModelVisitor for Types {
    fn visit<T: DeserializeOwned + Debug>(&mut self, name: &'static str) {
        self.0.push((name, show::<T>));
    }
}

#[test]
fn every_object_of_the_spec_is_watched() {
    let spec = spec();
    let documented: BTreeSet<&str> =
        objects(&spec).into_iter().map(|(name, _)| name).filter(|name| !RUNTIME.contains(name)).collect();
    let watched: BTreeSet<&str> = types().into_iter().map(|(name, _)| name).collect();
    assert_eq!(watched, documented);
}

#[test]
fn a_value_shows_nothing_sensitive_and_neither_does_its_failure() {
    let spec = spec();
    let types = types();
    let mut filled = 0;
    for (name, fields) in objects(&spec) {
        let Some((_, show)) = types.iter().find(|(known, _)| *known == name) else { continue };
        let mut sentinels = Sentinels::default();
        let value = sentinels.fill(&spec, fields);
        filled += sentinels.0.len();

        sentinels.look_for(name, &show(&value.to_string()));
        for broken in broken(&value) {
            sentinels.look_for(name, &show(&broken));
        }
    }
    assert!(filled >= 10, "the spec marks more than {filled} fields as sensitive");
}

#[test]
fn an_event_shows_nothing_sensitive_and_neither_does_its_failure() {
    let spec = spec();
    for (tag, webhook) in spec["webhooks"].as_object().unwrap() {
        let (_, payload) = resolve(&spec, &webhook["post"]["requestBody"]["content"]["application/json"]["schema"]);
        let mut sentinels = Sentinels::default();
        let value = sentinels.fill(&spec, payload["properties"].as_object().unwrap());
        assert!(!sentinels.0.is_empty() && !matches!(webhook::parse(tag, value.to_string()), Ok(Event::Unknown(_))));

        for body in [value.to_string()].into_iter().chain(broken(&value)) {
            for tag in [tag, "card.unheard_of"] {
                let event = webhook::parse(tag, &body).unwrap();
                let mut shown = all_of(&event);
                shown.extend(event.dedup_key());
                if let Event::Unknown(unknown) = &event {
                    shown.push(unknown.reason().to_string());
                    if let UnknownReason::Unreadable(error) = unknown.reason() {
                        shown.extend(chain(error));
                    }
                }
                sentinels.look_for(tag, &shown);
            }
        }
    }
}

#[test]
fn a_sensitive_value_shows_nothing_and_a_card_number_its_last_four_digits() {
    let text = "4485333916826937";
    assert_eq!(format!("{:?}", Pan::new(text)), "****6937");
    assert_eq!(Pan::new(text).expose(), text);
    for (shown, exposed) in [
        (format!("{:?}", Secret::new(text)), Secret::new(text).expose() == text),
        (format!("{:?}", Cvv::new(text)), Cvv::new(text).expose() == text),
        (format!("{:?}", Pin::new(text)), Pin::new(text).expose() == text),
        (format!("{:?}", Pii::new(text)), Pii::new(text).expose() == text),
        (format!("{:?}", Expiry::new(text)), Expiry::new(text).expose() == text),
    ] {
        assert_eq!((shown.as_str(), exposed), ("[redacted]", true));
    }
}

#[test]
fn a_card_number_that_is_short_or_is_none_shows_nothing() {
    for text in
        ["", "1234", "1234567", "4485 3339", "４４８５１２３４", "not a number", "12345678é", "日本語日本語日本"]
    {
        let shown = format!("{:?}", Pan::new(text));
        let expected = if text == "4485 3339" { "****3339" } else { "[redacted]" };
        assert_eq!(shown, expected, "{text}");
    }
    assert_eq!(Pan::new("12345678").last_four(), Some("5678"));
}

#[test]
fn an_answer_with_card_data_is_written_only_when_the_consumer_has_asked_for_it() {
    let asked = cfg!(feature = "serialize-sensitive");
    assert_eq!(Probe::<Card>::WRITES, asked);
    assert_eq!(Probe::<CardsListResponse>::WRITES, asked);
    assert_eq!(Probe::<CardNotification>::WRITES, asked);
    assert_eq!(Probe::<Pan>::WRITES, asked);
    assert_eq!(Probe::<Expiry>::WRITES, asked);
    // Nothing here is a card's; the last shows that the probe can tell.
    let others = [Probe::<Transaction>::WRITES, Probe::<CardsListRequest>::WRITES, Probe::<Cell>::WRITES];
    assert_eq!(others, [true, true, false]);
}

#[cfg(feature = "serialize-sensitive")]
#[test]
fn what_was_asked_for_is_written_as_it_came() {
    let documented = crate::support::documented_answer("/openApi/card/cardList");
    let page: CardsListResponse = serde_json::from_str(&documented.to_string()).unwrap();
    let mut written = serde_json::to_value(&page).unwrap();
    // Not required, so it is left out where the platform sends an empty text.
    for card in written["card_list"].as_array_mut().unwrap() {
        card["mark"] = "".into();
    }
    assert_eq!(written, documented);
}

/// A type that nothing writes.
type Cell = std::cell::OnceCell<u8>;

/// Whether a type can be written: the inherent constant wins where its bound holds, else the trait's.
struct Probe<T>(std::marker::PhantomData<T>);

trait Otherwise {
    const WRITES: bool = false;
}

impl<T> Otherwise for Probe<T> {}

impl<T: Serialize> Probe<T> {
    const WRITES: bool = true;
}

/// The texts that must not be seen.
#[derive(Default)]
struct Sentinels(Vec<String>);

impl Sentinels {
    /// An object with every field filled, the sensitive ones with a text of their own.
    fn fill(&mut self, spec: &Value, fields: &Map<String, Value>) -> Value {
        fields.iter().map(|(name, schema)| (name.clone(), self.value(spec, name, schema))).collect()
    }

    fn value(&mut self, spec: &Value, name: &str, schema: &Value) -> Value {
        let (_, schema) = resolve(spec, schema);
        if !schema["x-sensitive"].is_null() {
            return self.next(name);
        }
        match (schema["type"].as_str(), schema["format"].as_str()) {
            (Some("object"), _) => self.fill(spec, schema["properties"].as_object().unwrap()),
            (Some("array"), _) => json!([self.value(spec, name, &schema["items"])]),
            (Some("string"), Some("civil-date-time")) => json!("2024-02-04 07:46:54"),
            (Some("string"), _) => json!(name),
            (Some("integer"), _) => json!(2),
            (Some("number"), _) => json!(12.5),
            (Some("boolean"), _) => json!(true),
            other => panic!("{name}: {other:?} is new to this test"),
        }
    }

    /// Ends in four digits, which a card number may show; the rest may be seen nowhere.
    fn next(&mut self, name: &str) -> Value {
        let sentinel = format!("sentinel-{name}-{}-", self.0.len());
        self.0.push(sentinel.clone());
        json!(format!("{sentinel}5678"))
    }

    fn look_for(&self, whose: &str, shown: &[String]) {
        assert!(!shown.is_empty());
        for text in shown {
            for sentinel in self.0.iter().map(String::as_str).chain(["sentinel", "-5678"]) {
                assert!(!text.contains(sentinel), "{whose} shows {sentinel}: {text}");
            }
        }
    }
}

/// The value's text, broken in every place: each field by a value of another kind that holds the old one, and the text
/// cut off after every part of it.
fn broken(value: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    if let Value::Object(fields) = value {
        for (name, old) in fields {
            for new in [json!([old]), json!({ "is": old }), json!(true), Value::Null] {
                let mut fields = fields.clone();
                fields.insert(name.clone(), new);
                texts.push(Value::Object(fields).to_string());
            }
            for inner in old.as_array().into_iter().flatten().flat_map(broken) {
                let marked = format!("\"{name}\":[");
                let text = value.to_string();
                if let Some((before, _)) = text.split_once(&marked) {
                    texts.push(format!("{before}{marked}{inner}]}}"));
                }
            }
            let mut fields = fields.clone();
            fields.remove(name);
            texts.push(Value::Object(fields).to_string());
        }
    }
    let text = value.to_string();
    texts.extend((0..text.len()).step_by(7).map(|end| text[..end].to_owned()));
    texts.push(json!([value]).to_string());
    texts.push(json!(text).to_string());
    texts
}

/// Everything that a type shows of a text, whether it can read it or not.
fn show<T: DeserializeOwned + Debug>(text: &str) -> Vec<String> {
    let mut shown = Vec::new();
    // From a text, and from a tree of values: the two fail in ways of their own.
    let tree = serde_json::from_str::<Value>(text).and_then(serde_json::from_value::<T>);
    for read in [serde_json::from_str::<T>(text), tree] {
        match read {
            Ok(value) => shown.extend(all_of(&value)),
            Err(error) => {
                shown.extend(chain(&error));
                shown.extend(all_of(&error));
            }
        }
    }
    shown
}

/// Debug in both forms, and the message of a failed `unwrap`.
fn all_of(value: &impl Debug) -> Vec<String> {
    let panicked = panic::catch_unwind(panic::AssertUnwindSafe(|| failed(value).unwrap()));
    let message = panicked.unwrap_err().downcast::<String>().unwrap();
    vec![format!("{value:?}"), format!("{value:#?}"), *message]
}

fn failed<E>(error: E) -> Result<(), E> {
    Err(error)
}

/// An error's own text and those of everything that led to it.
fn chain(error: &dyn Error) -> Vec<String> {
    let mut texts = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        texts.push(error.to_string());
        texts.push(format!("{error:?}"));
        next = error.source();
    }
    texts
}
