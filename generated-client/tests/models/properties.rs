//! Laws that hold for every value, not only for the documented ones.

use open_api_client::webhook::{self, Event};
use open_api_client::{CardStatus, DateTime, Decimal, Transaction};
use proptest::prelude::*;

use crate::support::documented_event;

const TAG: &str = "card.status.active";

pub(crate) fn blank_transaction() -> Transaction {
    serde_json::from_str(
        r#"{"transaction_id": "t", "out_transaction_id": "o", "in_out_type": 1, "transaction_type": 7,
            "transaction_desc": "d", "amount": 1, "currency": "USD", "before_balance": 0, "after_balance": 0,
            "status": 2, "reject_reason": "", "remark": "", "transaction_time": "2024-02-04 07:46:54",
            "create_at": "2024-02-04 07:46:54"}"#,
    )
    .unwrap()
}

/// What comes back after a transaction was written and read.
fn round_trip(transaction: &Transaction) -> Transaction {
    serde_json::from_str(&serde_json::to_string(transaction).unwrap()).unwrap()
}

pub(crate) fn any_decimal() -> impl Strategy<Value = Decimal> {
    const LIMIT: i128 = (1 << 96) - 1;
    (-LIMIT..=LIMIT, 0..=28_u32).prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale))
}

pub(crate) fn any_date_time() -> impl Strategy<Value = DateTime> {
    (0..=9999_i16, 1..=12_i8, 1..=31_i8, 0..=23_i8, 0..=59_i8, 0..=59_i8)
        .prop_filter_map("a day that the month has", |(year, month, day, hour, minute, second)| {
            DateTime::new(year, month, day, hour, minute, second, 0).ok()
        })
}

proptest! {
    #[test]
    fn a_decimal_comes_back_digit_for_digit(amount in any_decimal()) {
        let mut transaction = blank_transaction();
        transaction.amount = amount;
        prop_assert_eq!(round_trip(&transaction).amount.to_string(), amount.to_string());
    }

    #[test]
    fn a_date_time_comes_back(time in any_date_time()) {
        let mut transaction = blank_transaction();
        transaction.transaction_time = time;
        prop_assert_eq!(round_trip(&transaction).transaction_time, time);
    }

    #[test]
    fn a_code_comes_back_as_a_number_and_out_of_a_string(code: i32) {
        let status = CardStatus::from_code(code);
        prop_assert_eq!(status.code(), code);
        prop_assert_eq!(serde_json::to_string(&status).unwrap(), code.to_string());
        prop_assert_eq!(serde_json::from_str::<CardStatus>(&code.to_string()).unwrap(), status);
        prop_assert_eq!(serde_json::from_str::<CardStatus>(&format!("\"{code}\"")).unwrap(), status);
        prop_assert_eq!(status.name().is_none(), matches!(status, CardStatus::Unknown(_)));
    }

    #[test]
    fn a_damaged_delivery_is_kept_and_shows_nothing(at in any::<prop::sample::Index>(), byte: u8) {
        let mut body = documented_event(TAG).to_string().into_bytes();
        let at = at.index(body.len());
        body[at] = byte;
        let event = webhook::parse(TAG, &body).unwrap();
        let shown = format!("{event:?} {event:#?}");
        prop_assert!(!shown.contains("90715257358521442") && !shown.contains("03/28"), "{}", shown);
        if let Event::Unknown(unknown) = &event {
            prop_assert_eq!(unknown.expose_body(), body);
        }
    }

    #[test]
    fn bytes_of_any_kind_are_kept(body: Vec<u8>) {
        let Event::Unknown(unknown) = webhook::parse(TAG, &body).unwrap() else { panic!("typed") };
        prop_assert_eq!(unknown.expose_body(), body);
    }
}
