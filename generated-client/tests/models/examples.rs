//! Every type that only comes back has an example for a consumer's tests, and a consumer can make of it what a test needs.

use open_api_client::{
    Card, CardNotification, CardStatus, CardsListResponse, Decimal, Transaction, WalletsGetTransactionResponse,
};

use crate::support::{documented_answer, documented_event};

#[test]
fn a_documented_example_is_the_documents_own() {
    let page: CardsListResponse = serde_json::from_value(documented_answer("/openApi/card/cardList")).unwrap();
    assert_eq!(CardsListResponse::example(), page);
    assert_eq!(Card::example(), page.card_list[0]);

    let card: CardNotification = serde_json::from_value(documented_event("card.status.active")).unwrap();
    assert_eq!(CardNotification::example(), card);
}

#[test]
fn a_type_without_a_documented_example_has_one_too() {
    assert_eq!(WalletsGetTransactionResponse::example().transaction_list, Some(vec![Transaction::example()]));
}

#[test]
fn a_test_changes_what_it_needs() {
    let mut card = Card::example();
    card.status = CardStatus::Frozen;
    card.balance = Decimal::ZERO;
    assert_eq!((card.status, card.balance), (CardStatus::Frozen, Decimal::ZERO));
}
