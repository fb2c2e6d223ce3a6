//! The generated types in formats other than JSON: right where the format describes itself, and else an error, never other data.

use std::fmt::Debug;

use open_api_client::{Card, CardsListRequest, Decimal, Json, Transaction, exact};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::properties::{any_date_time, any_decimal, blank_transaction};
use crate::support::documented_answer;

fn message_pack<T: Serialize>(value: &T) -> Vec<u8> {
    rmp_serde::to_vec(value).unwrap()
}

fn message_pack_with_names<T: Serialize>(value: &T) -> Vec<u8> {
    rmp_serde::to_vec_named(value).unwrap()
}

fn cbor<T: Serialize>(value: &T) -> Vec<u8> {
    cbor4ii::serde::to_vec(Vec::new(), value).unwrap()
}

/// A value in each format, and what is read of it there.
fn round_trips<T: Serialize + DeserializeOwned>(value: &T) -> [(Vec<u8>, T); 3] {
    let packed = [message_pack(value), message_pack_with_names(value), cbor(value)];
    let read = [
        rmp_serde::from_slice(&packed[0]).unwrap(),
        rmp_serde::from_slice(&packed[1]).unwrap(),
        cbor4ii::serde::from_slice(&packed[2]).unwrap(),
    ];
    let mut read = read.into_iter();
    packed.map(|bytes| (bytes, read.next().unwrap()))
}

fn assert_round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    for (bytes, read) in round_trips(value) {
        assert_eq!(&read, value);
        let private = b"$serde_json";
        assert!(!bytes.windows(private.len()).any(|part| part == private), "it holds serde_json's private name");
    }
}

#[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
struct Queued {
    attempt: u32,
    #[serde(with = "open_api_client::decimal")]
    fee: Decimal,
    #[serde(flatten)]
    transaction: Transaction,
}

proptest! {
    #[test]
    fn what_was_written_comes_back_digit_for_digit(amount in any_decimal(), fee in any_decimal(), time in any_date_time(), code: i32) {
        let mut transaction = blank_transaction();
        (transaction.amount, transaction.transaction_time, transaction.in_out_type) = (amount, time, code.into());
        for (_, read) in round_trips(&transaction) {
            prop_assert_eq!(read.amount.to_string(), amount.to_string());
        }
        assert_round_trips(&transaction);
        assert_round_trips(&vec![Some(transaction.clone()), None]);
        assert_round_trips(&Queued { attempt: 1, fee, transaction });
        assert_round_trips(&CardsListRequest { status: Some(code.into()), ..CardsListRequest::new() });
    }
}

#[test]
fn an_answer_that_somebody_has_packed_is_read() {
    let answer: Value = documented_answer("/openApi/card/cardList")["card_list"][0].clone();
    let card: Card = serde_json::from_value(answer.clone()).unwrap();
    assert_eq!(rmp_serde::from_slice::<Card>(&message_pack(&answer)).unwrap(), card);
    assert_eq!(cbor4ii::serde::from_slice::<Card>(&cbor(&answer)).unwrap(), card);
}

#[test]
fn a_float_counts_only_where_its_digits_are_certain() {
    for (float, read) in [(12.5, Some(Decimal::new(125, 1))), (12_345_678_901_234_567.89, None)] {
        let mut packed = serde_json::to_value(blank_transaction()).unwrap();
        packed["amount"] = float.into();
        let amount = rmp_serde::from_slice::<Transaction>(&message_pack(&packed)).map(|read| read.amount);
        assert_eq!(amount.ok(), read);
        let amount = cbor4ii::serde::from_slice::<Transaction>(&cbor(&packed)).map(|read| read.amount);
        assert_eq!(amount.ok(), read);
    }
}

#[test]
fn json_without_a_shape_can_be_written_as_json_only() {
    let json: Json = r#"{"amount":12345678901234567.89}"#.parse().unwrap();
    for problem in [
        rmp_serde::to_vec(&json).unwrap_err().to_string(),
        rmp_serde::to_vec_named(&exact!({"amount": 1.50})).unwrap_err().to_string(),
        cbor4ii::serde::to_vec(Vec::new(), &json).unwrap_err().to_string(),
    ] {
        assert!(problem.contains("can be written as JSON only"), "{problem}");
    }
}
