//! The generated types inside a consumer's own: flattened, untagged, from a tree of values, as keys. Serde buffers what it
//! reads there, which breaks number types that count on the deserializer. The crate in `arbitrary-precision/` runs these
//! same tests with that feature of `serde_json` switched on.

use std::collections::BTreeMap;

use open_api_client::{Card, CardStatus, CardsListRequest, Decimal, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const CARD: &str = r#"{"app_id": 100001, "card_id": "82cc95353d901fbcda9fe1385f68f29a",
    "bin_id": "cpi_6530de6a2f1c7", "holder_id": "", "card_no": "345432552191529", "balance": 200.5, "limit": 440.5,
    "expiry": "03/28", "cvv": "715", "pin": "", "status": 2, "use_at": "2023-11-24 02:53:47", "close_at": "",
    "end_at": "", "mark": ""}"#;

const TRANSACTION: &str = r#"{"transaction_id": "t", "out_transaction_id": "o", "in_out_type": 1,
    "transaction_type": 7, "transaction_desc": "d", "amount": 401.49, "currency": "USD", "before_balance": 0,
    "after_balance": 1e2, "status": 2, "reject_reason": "", "remark": "", "transaction_time": "2024-02-04 07:46:54",
    "create_at": "2024-02-04 07:46:54"}"#;

fn assert_is_the_card(card: &Card) {
    assert_eq!(card.app_id.get(), 100_001);
    assert_eq!((card.balance, card.limit), (Decimal::new(2005, 1), Decimal::new(4405, 1)));
    assert_eq!(card.status, CardStatus::Active);
    assert_eq!(card.use_at.map(|time| time.to_string()).as_deref(), Some("2023-11-24T02:53:47"));
    assert_eq!(card.pin, None);
}

#[derive(Deserialize)]
struct Flattened {
    fetched: u32,
    #[serde(flatten)]
    card: Card,
}

#[derive(Deserialize)]
struct FlattenedTransaction {
    #[serde(flatten)]
    transaction: Transaction,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Untagged {
    Card(Box<Card>),
    Transaction(Box<Transaction>),
    Status { status: CardStatus },
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    List(CardsListRequest),
    Transaction(Box<Transaction>),
}

#[derive(Deserialize, Serialize)]
struct Queued {
    attempt: u32,
    #[serde(flatten)]
    request: CardsListRequest,
}

#[test]
fn a_flattened_card_is_read() {
    let text = CARD.replacen('{', r#"{"fetched": 3, "#, 1);
    let read: Flattened = serde_json::from_str(&text).unwrap();
    assert_eq!(read.fetched, 3);
    assert_is_the_card(&read.card);
}

#[test]
fn an_untagged_value_finds_its_variant() {
    let Untagged::Card(card) = serde_json::from_str(CARD).unwrap() else { panic!("not the card") };
    assert_is_the_card(&card);
    let Untagged::Transaction(read) = serde_json::from_str(TRANSACTION).unwrap() else { panic!("not the transaction") };
    assert_eq!((read.amount, read.after_balance), (Decimal::new(40149, 2), Decimal::ONE_HUNDRED));
    for text in [r#"{"status": 42}"#, r#"{"status": "42"}"#] {
        let Untagged::Status { status } = serde_json::from_str(text).unwrap() else { panic!("not the rest") };
        assert_eq!(status.code(), 42);
    }
}

#[test]
fn a_tree_of_values_is_read() {
    let tree: Value = serde_json::from_str(CARD).unwrap();
    assert_is_the_card(&serde_json::from_value(tree.clone()).unwrap());
    assert_is_the_card(&Card::deserialize(&tree).unwrap());
}

#[test]
fn a_card_is_read_from_text_bytes_and_a_stream() {
    assert_is_the_card(&serde_json::from_str(CARD).unwrap());
    assert_is_the_card(&serde_json::from_slice(CARD.as_bytes()).unwrap());
    assert_is_the_card(&serde_json::from_reader(CARD.as_bytes()).unwrap());
}

#[test]
fn a_tagged_request_and_transaction_round_trip() {
    let request = CardsListRequest { status: Some(CardStatus::from(42)), ..CardsListRequest::new() };
    let text = serde_json::to_string(&Tagged::List(request.clone())).unwrap();
    assert_eq!(text, r#"{"kind":"List","status":42,"page_no":1,"page_size":10}"#);
    let Tagged::List(read) = serde_json::from_str(&text).unwrap() else { panic!("not the request") };
    assert_eq!(read, request);

    let transaction: Transaction = serde_json::from_str(TRANSACTION).unwrap();
    let text = serde_json::to_string(&Tagged::Transaction(Box::new(transaction.clone()))).unwrap();
    assert!(text.contains(r#""amount":401.49,"#), "{text}");
    let Tagged::Transaction(read) = serde_json::from_str(&text).unwrap() else { panic!("not the transaction") };
    assert_eq!(*read, transaction);
}

#[test]
fn a_flattened_request_round_trips() {
    let text = serde_json::to_string(&Queued { attempt: 2, request: CardsListRequest::new() }).unwrap();
    assert_eq!(text, r#"{"attempt":2,"page_no":1,"page_size":10}"#);
    let read: Queued = serde_json::from_str(&text).unwrap();
    assert_eq!((read.attempt, read.request), (2, CardsListRequest::new()));
}

#[test]
fn a_value_survives_the_way_through_a_tree() {
    let transaction: Transaction = serde_json::from_str(TRANSACTION).unwrap();
    let tree = serde_json::to_value(&transaction).unwrap();
    assert_eq!(tree["in_out_type"], json!(1));
    assert_eq!(serde_json::from_value::<Transaction>(tree).unwrap(), transaction);
}

#[test]
fn codes_can_be_keys() {
    let counted: BTreeMap<CardStatus, u32> = serde_json::from_str(r#"{"2": 10, "42": 1}"#).unwrap();
    assert_eq!(counted, BTreeMap::from([(CardStatus::Active, 10), (CardStatus::from(42), 1)]));
    assert_eq!(serde_json::to_string(&counted).unwrap(), r#"{"2":10,"42":1}"#);
}

#[test]
fn a_number_in_the_wrong_place_is_called_a_number() {
    let expected = "cvv: expected a string, found a number";
    let text = CARD.replace(r#""715""#, "715");
    let error = serde_json::from_str::<Card>(&text).unwrap_err().to_string();
    assert!(error.starts_with(expected), "{error}");
    let error = serde_json::from_value::<Card>(serde_json::from_str(&text).unwrap()).unwrap_err().to_string();
    assert_eq!(error, expected);
    for wrong in ["7", "1.5"] {
        let error = serde_json::from_str::<Card>(wrong).unwrap_err().to_string();
        assert!(error.starts_with("expected an object, found a number"), "{error}");
        let error = serde_json::from_str::<Vec<Card>>(&format!("[{wrong}]")).unwrap_err().to_string();
        assert!(error.starts_with("expected an object, found a number"), "{error}");
    }
}

#[test]
fn no_digit_is_lost_and_none_is_made_up() {
    // Read from text, a decimal keeps every digit. In a buffer of serde's it does too when numbers are kept as text;
    // otherwise a number that a binary float cannot hold for certain is refused.
    let long = TRANSACTION.replace("401.49", "12345678901234567.89");
    let exact = Decimal::from_i128_with_scale(1_234_567_890_123_456_789, 2);
    assert_eq!(serde_json::from_str::<Transaction>(&long).unwrap().amount, exact);
    match serde_json::from_str::<FlattenedTransaction>(&long) {
        Ok(read) => assert_eq!(read.transaction.amount, exact),
        Err(error) => {
            let error = error.to_string();
            assert!(error.starts_with("amount: the value is not a decimal number that can be held exactly"), "{error}");
        }
    }
}
