//! What is sent.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{BinId, CardStatus, CardsListRequest, Operation};
use serde_json::{Value, json};

use crate::support::{client, page};

/// The example in the spec, which is the documents' own.
fn documented() -> Value {
    let spec: Value = serde_json::from_str(include_str!("../../../spec/openapi.json")).unwrap();
    spec["paths"]["/openApi/card/cardList"]["post"].clone()
}

#[tokio::test]
async fn the_documented_request_goes_out_byte_for_byte() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 1)));
    let client = server.client().key("ae9ae3f5ad284ef4836de18aa3d41c47").build().unwrap();

    client.cards().list().send().await.unwrap();

    let sent = &server.received()[0];
    assert_eq!(sent.method(), "POST");
    assert_eq!(sent.path(), "/v1/openApi/card/cardList");
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(
        String::from_utf8_lossy(sent.expose_body()),
        r#"{"customer_id":10000011,"app_id":100001,"key":"ae9ae3f5ad284ef4836de18aa3d41c47","page_no":1,"page_size":10}"#
    );
    let example = &documented()["requestBody"]["content"]["application/json"]["example"];
    assert_eq!(&sent.json::<Value>().unwrap(), example);
}

#[tokio::test]
async fn filters_travel_in_the_documents_order_and_unset_ones_do_not_travel() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)));
    let client = client(&server);

    client.cards().list().page_size(50).status(CardStatus::Frozen).send().await.unwrap();
    client
        .cards()
        .list()
        .status(CardStatus::from_code(42))
        .card_no("4485")
        .bin_id("b")
        .page_no(2)
        .send()
        .await
        .unwrap();

    let bodies: Vec<String> =
        server.received().iter().map(|sent| String::from_utf8_lossy(sent.expose_body()).into_owned()).collect();
    let head = r#"{"customer_id":10000011,"app_id":100001,"key":"key-for-tests","#;
    assert_eq!(bodies[0], format!(r#"{head}"status":3,"page_no":1,"page_size":50}}"#));
    assert_eq!(bodies[1], format!(r#"{head}"bin_id":"b","card_no":"4485","status":42,"page_no":2,"page_size":10}}"#));
}

#[tokio::test]
async fn the_user_agent_names_the_crate_and_the_spec() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 1)));
    client(&server).cards().list().send().await.unwrap();
    assert_eq!(
        server.received()[0].header("user-agent"),
        Some(concat!("open-api-client/", env!("CARGO_PKG_VERSION"), " (spec 2026-03-19)"))
    );
}

#[tokio::test]
async fn a_request_can_be_kept_without_credentials_and_sent_later() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 1)));
    let client = client(&server);

    let queued = serde_json::to_string(client.cards().list().status(CardStatus::Active).request()).unwrap();
    assert_eq!(queued, r#"{"status":2,"page_no":1,"page_size":10}"#);
    let request: CardsListRequest = serde_json::from_str(&queued).unwrap();
    client.cards().list().with_request(request).send().await.unwrap();

    assert_eq!(server.received()[0].json::<Value>().unwrap()["status"], 2);
}

#[tokio::test]
async fn a_documented_operation_without_a_path_is_typed_once_it_has_one() {
    let server = Server::start().unwrap();
    server.answer(Answer::json(r#"{"code":0,"message":"success","data":{"transaction_list":[]}}"#));
    let client = server.client().path(Operation::WalletsGetTransaction, "/openApi/some/path").build().unwrap();

    let answer = client.wallets().get_transaction("t-1").send().await.unwrap();

    assert!(answer.transaction_list.is_some_and(|list| list.is_empty()));
    assert_eq!(server.received()[0].path(), "/v1/openApi/some/path");
    assert_eq!(server.received()[0].json::<Value>().unwrap()["transaction_id"], json!("t-1"));
}

#[tokio::test]
async fn an_id_of_an_answer_fits_the_next_request() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)));
    let client = client(&server);
    let card = client.cards().list().send().await.unwrap().card_list.remove(0);
    client.cards().list().bin_id(card.bin_id.clone()).send().await.unwrap();
    let sent: Value = server.received()[1].json().unwrap();
    assert_eq!(BinId::new(sent["bin_id"].as_str().unwrap()), card.bin_id);
}
