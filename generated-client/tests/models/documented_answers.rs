//! The documents' own examples are read exactly, and the documents' own request is what goes out.

use crate::support::{documented_answer, documented_event, spec};
use open_api_client::webhook::{self, Event};
use open_api_client::{CardStatus, CardsListRequest, CardsListResponse, DateTime, Decimal};

#[test]
fn the_documented_card_list_is_read_exactly() {
    let answer = documented_answer("/openApi/card/cardList");
    let page: CardsListResponse = serde_json::from_str(&answer.to_string()).unwrap();

    let [first, second] = page.card_list.as_slice() else { panic!("two cards are documented") };
    assert_eq!(first.balance, Decimal::new(2005, 1));
    assert_eq!(first.limit, Decimal::new(4405, 1));
    assert_eq!(second.limit, Decimal::new(40149, 2));
    assert_eq!(first.status, CardStatus::Active);
    assert_eq!(first.use_at, Some(DateTime::constant(2023, 11, 24, 2, 53, 47, 0)));
    assert_eq!((first.close_at, first.end_at), (None, None));
    assert_eq!((&first.holder_id, &first.pin, &first.mark), (&None, &None, &None));
    assert_eq!(first.card_no.expose(), "345432552191529");

    insta::assert_debug_snapshot!(page);
}

#[test]
fn the_documented_delivery_is_read_exactly() {
    let body = documented_event("card.status.active").to_string();
    let event = webhook::parse("card.status.active", &body).unwrap();
    let Event::CardStatusActive(card) = &event else { panic!("{event:?}") };
    assert_eq!(card.card_no.expose(), "907152573585214424064");
    insta::assert_debug_snapshot!(event);
}

#[test]
fn the_documented_request_goes_out_as_it_stands_without_the_credentials() {
    let operation = &spec()["paths"]["/openApi/card/cardList"]["post"];
    let mut documented = operation["requestBody"]["content"]["application/json"]["example"].clone();
    for credential in ["customer_id", "app_id", "key"] {
        assert!(documented.as_object_mut().unwrap().remove(credential).is_some(), "{credential}");
    }
    let sent = serde_json::to_string(&CardsListRequest::new()).unwrap();
    assert_eq!(sent, documented.to_string());
}
