//! A request is a plain value: a caller builds it, writes it into a queue, and sends what comes back out.

use open_api_client::{
    CardStatus, CardsListRequest, Effect, Operation, PagedRequest, Pan, Request, WalletsGetTransactionRequest,
};

#[test]
fn a_request_comes_back_from_a_queue_as_it_went_in() {
    let request = CardsListRequest {
        bin_id: Some("cpi_6530de6a2f1c7".into()),
        card_no: Some(Pan::new("345432552191529")),
        status: Some(CardStatus::Frozen),
        page_no: 3,
        page_size: 50,
    };
    let queued = serde_json::to_string(&request).unwrap();
    assert_eq!(serde_json::from_str::<CardsListRequest>(&queued).unwrap(), request);

    let request = WalletsGetTransactionRequest::new("10002024020407465400001000100182e74f720f9df26d");
    let queued = serde_json::to_string(&request).unwrap();
    assert_eq!(queued, r#"{"transaction_id":"10002024020407465400001000100182e74f720f9df26d"}"#);
    assert_eq!(serde_json::from_str::<WalletsGetTransactionRequest>(&queued).unwrap(), request);
}

#[test]
fn an_unset_filter_is_left_out_and_not_null() {
    assert_eq!(serde_json::to_string(&CardsListRequest::default()).unwrap(), r#"{"page_no":1,"page_size":10}"#);
}

#[test]
fn a_request_shows_no_more_of_a_card_number_than_an_answer() {
    let request = CardsListRequest { card_no: Some(Pan::new("345432552191529")), ..CardsListRequest::new() };
    let shown = format!("{request:?}");
    assert!(shown.contains("****1529") && !shown.contains("34543255219"), "{shown}");
}

#[test]
fn a_request_knows_its_operation_and_its_paging() {
    assert_eq!(CardsListRequest::OPERATION, Operation::CardsList);
    assert_eq!(WalletsGetTransactionRequest::OPERATION.effect(), Effect::Read);

    let mut request = CardsListRequest::new();
    assert_eq!((request.page(), request.size()), (1, 10));
    request.set_page(7);
    assert_eq!(request.page_no, 7);
}
