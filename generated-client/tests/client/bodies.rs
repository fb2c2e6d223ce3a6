//! What a call without a type sends of a caller's own body: every amount with all its digits, or nothing at all. The crate in
//! `arbitrary-precision/` runs these same tests with that feature of `serde_json` switched on.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardId, CardStatus, Client, Decimal, Delivery, Error, ErrorKind, Json, Operation, exact};
use proptest::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A client of a server that says yes.
struct Sending {
    server: Server,
    client: Client,
    runtime: Runtime,
}

impl Sending {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let server = Server::start().unwrap();
        let client = server.client().path(Operation::PaymentsCreate, "/openApi/money").build().unwrap();
        Self { server, client, runtime }
    }

    /// What a call with this body sends, as far as it is the caller's own; or why it sends nothing.
    fn sent<B: Serialize + ?Sized>(&self, body: &B) -> Result<String, Error> {
        let before = self.server.received().len();
        self.server.answer(Answer::json(r#"{"code":0,"message":"success","data":null}"#));
        let result = self.runtime.block_on(self.client.call(Operation::PaymentsCreate, body).send());
        let received = self.server.received();
        assert_eq!(received.len() - before, usize::from(result.is_ok()));
        result.map(|_| {
            let body = String::from_utf8_lossy(received[before].expose_body()).into_owned();
            format!("{{{}", body.split_once(r#""key":"key-for-tests","#).unwrap().1)
        })
    }

    /// Where the value stands for which nothing of this body is sent, and the sentence about it.
    fn refused<B: Serialize + ?Sized>(&self, body: &B) -> (String, String) {
        let error = self.sent(body).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidRequest, Delivery::NotSent), "{error}");
        (error.path().unwrap_or_default().to_owned(), error.to_string())
    }
}

/// A body as a caller may make one, of every kind of value.
#[derive(Debug, Clone)]
enum Tree {
    Nothing,
    Flag(bool),
    Whole(i64),
    Text(String),
    Amount(Decimal),
    Float(f64),
    List(Vec<Tree>),
    Object(BTreeMap<String, Tree>),
}

impl Tree {
    /// Its JSON, put together here.
    fn json(&self, into: &mut String) {
        match self {
            Self::Nothing => into.push_str("null"),
            Self::Flag(flag) => write!(into, "{flag}").unwrap(),
            Self::Whole(number) => write!(into, "{number}").unwrap(),
            Self::Text(text) => write!(into, "{text:?}").unwrap(),
            Self::Amount(amount) => write!(into, "{amount}").unwrap(),
            Self::Float(float) => write!(into, "{float}").unwrap(),
            Self::List(trees) => {
                into.push('[');
                for (at, tree) in trees.iter().enumerate() {
                    into.push_str(if at > 0 { "," } else { "" });
                    tree.json(into);
                }
                into.push(']');
            }
            Self::Object(trees) => {
                into.push('{');
                for (at, (key, tree)) in trees.iter().enumerate() {
                    write!(into, "{}{key:?}:", if at > 0 { "," } else { "" }).unwrap();
                    tree.json(into);
                }
                into.push('}');
            }
        }
    }

    /// Where the first value stands that is no exact number any more.
    fn first_float(&self, path: &str) -> Option<String> {
        match self {
            Self::Float(_) => Some(path.to_owned()),
            Self::List(trees) => {
                trees.iter().enumerate().find_map(|(at, tree)| tree.first_float(&format!("{path}[{at}]")))
            }
            Self::Object(trees) => trees.iter().find_map(|(key, tree)| {
                tree.first_float(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") })
            }),
            _ => None,
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => into.serialize_none(),
            Self::Flag(flag) => flag.serialize(into),
            Self::Whole(number) => number.serialize(into),
            Self::Text(text) => text.serialize(into),
            Self::Amount(amount) => open_api_client::decimal::serialize(amount, into),
            Self::Float(float) => float.serialize(into),
            Self::List(trees) => trees.serialize(into),
            Self::Object(trees) => trees.serialize(into),
        }
    }
}

fn amount() -> impl Strategy<Value = Decimal> {
    let long = (-(1_i128 << 95)..(1_i128 << 95), 0_u32..28);
    let short = (-10_000_000_i128..10_000_000, 0_u32..4);
    prop_oneof![long, short].prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale))
}

fn object(floats: bool) -> impl Strategy<Value = BTreeMap<String, Tree>> {
    let leaf = prop_oneof![
        1 => Just(Tree::Nothing),
        1 => any::<bool>().prop_map(Tree::Flag),
        1 => any::<i64>().prop_map(Tree::Whole),
        1 => "[a-z ]{0,4}".prop_map(Tree::Text),
        4 => amount().prop_map(Tree::Amount),
        u32::from(floats) => any::<f64>().prop_map(Tree::Float),
        u32::from(floats) => (-10_000_i32..10_000).prop_map(|cents| Tree::Float(f64::from(cents) / 100.0)),
    ];
    let tree = leaf.prop_recursive(3, 12, 4, |tree| {
        let members = prop::collection::btree_map("[a-z]{1,4}", tree.clone(), 0..4);
        prop_oneof![prop::collection::vec(tree, 0..4).prop_map(Tree::List), members.prop_map(Tree::Object)]
    });
    prop::collection::btree_map("[a-z]{1,4}", tree, 1..4)
}

#[derive(Serialize)]
struct Flattened<'t> {
    before: u8,
    #[serde(flatten)]
    rest: &'t BTreeMap<String, Tree>,
}

#[derive(Serialize)]
#[serde(tag = "tag")]
enum Tagged<'t> {
    Kind { inner: &'t Tree },
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a body is made of, and however it is made: as a map, by fields, flattened, tagged.
    #[test]
    fn what_never_was_a_float_is_sent_digit_for_digit(objects in prop::collection::vec(object(false), 12)) {
        let sending = Sending::new();
        for members in objects {
            let tree = Tree::Object(members.clone());
            let mut json = String::new();
            tree.json(&mut json);
            prop_assert_eq!(sending.sent(&members).unwrap(), json.clone());
            let flat = json.replacen('{', r#"{"before":1,"#, 1);
            prop_assert_eq!(sending.sent(&Flattened { before: 1, rest: &members }).unwrap(), flat);
            let tagged = format!(r#"{{"tag":"Kind","inner":{json}}}"#);
            prop_assert_eq!(sending.sent(&Tagged::Kind { inner: &tree }).unwrap(), tagged);
            prop_assert_eq!(sending.sent(&exact!({"inner": json.parse::<Json>().unwrap()})).unwrap(), format!(r#"{{"inner":{json}}}"#));
        }
    }

    /// A value has floats in place of numbers with a fraction: what is sent of it is what was meant, or nothing is.
    #[test]
    fn what_went_through_a_value_is_sent_digit_for_digit_or_refused(objects in prop::collection::vec(object(false), 12)) {
        let sending = Sending::new();
        for members in objects {
            let mut json = String::new();
            Tree::Object(members.clone()).json(&mut json);
            for value in [serde_json::to_value(&members), serde_json::from_str::<Value>(&json)] {
                // A value may not even be made of a number that is too long.
                let Ok(value) = value else { continue };
                match sending.sent(&value) {
                    Ok(sent) => prop_assert_eq!(sent, json.clone()),
                    Err(error) => prop_assert_eq!((error.kind(), error.path().is_some()), (ErrorKind::InvalidRequest, true)),
                }
            }
        }
    }

    #[test]
    fn a_float_is_refused_with_its_place_whatever_stands_around_it(objects in prop::collection::vec(object(true), 12)) {
        let sending = Sending::new();
        for members in objects {
            let Some(place) = Tree::Object(members.clone()).first_float("") else { continue };
            prop_assert_eq!(&sending.refused(&members).0, &place);
            prop_assert_eq!(&sending.refused(&Flattened { before: 1, rest: &members }).0, &place);
            prop_assert_eq!(sending.refused(&Tagged::Kind { inner: &Tree::Object(members) }).0, format!("inner.{place}"));
        }
    }
}

#[test]
fn a_float_that_is_no_number_is_refused_with_its_place_and_not_sent_as_null() {
    #[derive(Serialize)]
    struct Typed {
        list: Vec<Option<f32>>,
    }
    #[derive(Serialize)]
    struct Nothing {
        amount: Option<u8>,
    }
    let sending = Sending::new();
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        #[allow(clippy::cast_possible_truncation, reason = "it stays no number")]
        let typed = Typed { list: vec![None, Some(float as f32)] };
        let (place, problem) = sending.refused(&typed);
        assert_eq!(place, "list[1]");
        assert!(problem.contains("the float in `list[1]` is no number (NaN or infinite)"), "{problem}");
        assert_eq!(sending.refused(&HashMap::from([("rate", float)])).0, "rate");
        assert_eq!(sending.refused(&json!({"pay": {"amount": float}})).0, "pay.amount");
    }
    // A null that never was a float, and one that is no amount.
    assert_eq!(sending.sent(&Nothing { amount: None }).unwrap(), r#"{"amount":null}"#);
    assert_eq!(sending.sent(&json!({"note": null})).unwrap(), r#"{"note":null}"#);
    assert_eq!(sending.sent(&exact!({"amount": null})).unwrap(), r#"{"amount":null}"#);
}

#[derive(Serialize)]
struct Newtype(Decimal);

#[derive(Serialize)]
struct Generic<T> {
    payout: T,
}

#[derive(Serialize)]
struct WithinAnother<T> {
    #[serde(flatten)]
    inner: Generic<T>,
}

#[test]
fn a_decimal_that_serde_writes_as_a_text_is_refused_wherever_it_stands() {
    let sending = Sending::new();
    let refused = |body: &dyn erased::Body, at: &str| {
        let (place, problem) = body.refused(&sending);
        assert_eq!(place, at);
        assert!(problem.contains("is a text, as serde writes a Decimal") && !problem.contains("12"), "{problem}");
    };
    for amount in ["12.50", "12", "-0.1", "79228162514264337593543950335", "0.0000000000000000000000000001"] {
        let amount: Decimal = amount.parse().unwrap();
        refused(&Generic { payout: amount }, "payout");
        refused(&Generic { payout: &&amount }, "payout");
        refused(&Generic { payout: Some(amount) }, "payout");
        refused(&Generic { payout: Box::new(amount) }, "payout");
        refused(&Generic { payout: Cow::Borrowed(&amount) }, "payout");
        refused(&Generic { payout: vec![(1, amount)] }, "payout[0][1]");
        refused(&Generic { payout: Newtype(amount) }, "payout");
        refused(&WithinAnother { inner: Generic { payout: amount } }, "payout");
        refused(&BTreeMap::from([("payout", amount)]), "payout");
        // In a value it is a text like any other, but for its name.
        refused(&json!({"amount": amount}), "amount");
        refused(&json!({"parts": [{"min_balance": amount}]}), "parts[0].min_balance");
        assert_eq!(
            sending.sent(&exact!({"amount": amount, "text": amount.to_string()})).unwrap(),
            format!(r#"{{"amount":{amount},"text":"{amount}"}}"#)
        );
    }
    let texts = json!({"card_no": "4485333916826937", "version": "1.0", "mark": "12", "amount": "all", "fee": ""});
    assert_eq!(serde_json::from_str::<Value>(&sending.sent(&texts).unwrap()).unwrap(), texts);
    for text in ["true", "null", "[1]", "12 EUR", "1a", "-"] {
        let body = json!({ "amount": text });
        assert_eq!(serde_json::from_str::<Value>(&sending.sent(&body).unwrap()).unwrap(), body, "no number in words");
    }
}

/// Bodies of several types in one list.
mod erased {
    pub(super) trait Body {
        fn refused(&self, sending: &super::Sending) -> (String, String);
    }

    impl<T: serde::Serialize> Body for T {
        fn refused(&self, sending: &super::Sending) -> (String, String) {
            sending.refused(self)
        }
    }
}

#[test]
fn a_name_is_shown_without_its_digits() {
    let (place, problem) = Sending::new().refused(&json!({"card 4485333916826937": [{"a": 0.5}]}));
    assert_eq!(place, "card […][0].a");
    assert!(!problem.contains("4485"), "{problem}");
}

#[test]
fn json_whose_numbers_floats_have_held_is_not_sent_where_digits_may_be_lost() {
    #[derive(serde::Deserialize)]
    struct Buffered {
        #[serde(flatten)]
        rest: BTreeMap<String, Json>,
    }
    let sending = Sending::new();
    let lost = Json::from(json!({"amount": 0.1 + 0.2, "id": "c"}));
    let error = lost.get::<Decimal>("amount").unwrap_err();
    assert!(error.to_string().starts_with("amount: the value is not JSON whose numbers"), "{error}");
    assert_eq!(lost.get::<CardId>("id").unwrap().as_str(), "c");
    assert!(sending.sent(&exact!({"inner": lost.clone()})).is_err());
    assert!(sending.sent(&Generic { payout: lost }).is_err());
    let kept = Json::from(json!({"amount": 12.5, "whole": u64::MAX}));
    assert_eq!(kept.get::<Decimal>("amount").unwrap(), Decimal::new(125, 1));
    assert_eq!(
        sending.sent(&exact!({"inner": kept})).unwrap(),
        r#"{"inner":{"amount":12.5,"whole":18446744073709551615}}"#
    );
    let exact = r#"{"amount":12345678901234567.89}"#;
    match serde_json::from_str::<Buffered>(exact) {
        Ok(read) => assert_eq!(read.rest["amount"].expose(), "12345678901234567.89"),
        Err(error) => assert!(error.to_string().contains("JSON whose numbers have kept their digits"), "{error}"),
    }
    let short: Buffered = serde_json::from_str(r#"{"amount":12.5}"#).unwrap();
    assert_eq!(short.rest["amount"].expose(), "12.5");
}
#[test]
fn a_number_that_has_been_a_float_is_not_sent() {
    #[derive(Serialize)]
    struct Typed {
        #[serde(with = "open_api_client::decimal")]
        amount: Decimal,
    }
    #[derive(Serialize)]
    struct Float {
        amount: f32,
    }
    let sending = Sending::new();
    for (body, place) in [
        (json!({"amount": 12_345_678_901_234_567.89}), "amount"),
        (json!({"amount": 12.34_f32}), "amount"),
        (json!({"amount": 0.1 + 0.2}), "amount"),
        (json!({"amount": 100_000_000_000_000_000.01}), "amount"),
        (json!({"amount": 12.5}), "amount"),
        (json!({"amount": 1.000_000_000_000_000_01}), "amount"),
        (json!({"list": [{"amount": 1e21}]}), "list[0].amount"),
        (json!({"a": 1, "b": {"amount": -0.5}, "c": 2}), "b.amount"),
        (serde_json::to_value(Float { amount: 12.34 }).unwrap(), "amount"),
    ] {
        let (at, problem) = sending.refused(&body);
        assert_eq!(at, place, "{body}");
        assert!(problem.contains(&format!("the number in `{place}` has been a binary float")), "{problem}");
    }
    assert_eq!(sending.refused(&Float { amount: 12.34 }).0, "amount");
    // What never was a float goes out as it is.
    let exact = r#"{"amount":12345678901234567.89}"#;
    let typed = Typed { amount: "12345678901234567.89".parse().unwrap() };
    assert_eq!(sending.sent(&typed).unwrap(), exact);
    // A value holds a float in its place, unless the build has it keep numbers as texts.
    for value in [serde_json::to_value(&typed).unwrap(), serde_json::from_str::<Value>(exact).unwrap()] {
        let keeps_texts = value.to_string().as_str() == exact;
        assert_eq!(sending.sent(&value).ok(), keeps_texts.then(|| exact.to_owned()));
    }
    assert_eq!(
        sending.sent(&json!({"amount": 12, "big": u64::MAX, "text": "0.1"})).unwrap(),
        r#"{"amount":12,"big":18446744073709551615,"text":"0.1"}"#
    );
}

#[test]
fn exact_fields_are_as_short_as_json_and_keep_their_digits() {
    let amount: Decimal = "12345678901234567.890".parse().unwrap();
    let (name, none, ids) = (String::from("n\"1\""), None::<Decimal>, vec![CardId::new("c-1"), CardId::new("c-2")]);
    let body = exact!({
        "amount": amount,
        "borrowed": &amount,
        "negative": -amount,
        "literal": 12345678901234567.89,
        "float": 12.34_f32,
        "small": -0.000_000_000_000_000_000_1,
        "whole": 7, "text": "x", name: name.clone(), (name.to_uppercase()): name.len(), "flag": true, "none": none, "null": null,
        "sum": 1 + 2,
        "status": CardStatus::Active,
        "ids": ids,
        "nested": {"list": [1, 2.50, "three", {"four": []}, null], "empty": {}},
    });
    let sending = Sending::new();
    assert_eq!(
        sending.sent(&body).unwrap(),
        concat!(
            r#"{"amount":12345678901234567.890,"borrowed":12345678901234567.890,"negative":-12345678901234567.890,"#,
            r#""literal":12345678901234567.89,"float":12.34,"small":-0.0000000000000000001,"whole":7,"text":"x","#,
            r#""n\"1\"":"n\"1\"","N\"1\"":4,"flag":true,"none":null,"null":null,"sum":3,"status":2,"ids":["c-1","c-2"],"#,
            r#""nested":{"list":[1,2.50,"three",{"four":[]},null],"empty":{}}}"#
        )
    );
    assert_eq!(format!("{body:?}"), "Exact([redacted])");
    let twice = exact!({"amount": 1, "amount": 2});
    assert!(sending.sent(&twice).unwrap_err().to_string().contains("`amount` twice"));
}

#[test]
fn a_body_with_a_key_twice_is_not_sent() {
    #[derive(Serialize)]
    struct Payment {
        amount: i32,
        #[serde(flatten)]
        rest: serde_json::Map<String, Value>,
    }
    let with = |name: &str| Payment { amount: 1, rest: [(name.to_owned(), json!(2))].into_iter().collect() };
    let sending = Sending::new();
    let (_, problem) = sending.refused(&with("amount"));
    assert!(problem.contains("the body holds `amount` twice"), "{problem}");
    assert_eq!(sending.sent(&with("amount2")).unwrap(), r#"{"amount":1,"amount2":2}"#);
}
