//! What is made of an answer: the documented one, and every kind of bad one.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardStatus, DateTime, Decimal, Delivery, Error, ErrorKind, Operation};
use serde_json::{Value, json};

use crate::support::{client, describe, never, page};

fn documented() -> String {
    let spec: Value = serde_json::from_str(include_str!("../../../spec/openapi.json")).unwrap();
    let post = &spec["paths"]["/openApi/card/cardList"]["post"];
    post["responses"]["200"]["content"]["application/json"]["example"].to_string()
}

#[tokio::test]
async fn the_documented_answer_is_decoded_exactly() {
    let server = Server::start().unwrap();
    server.answer(Answer::json(documented()));

    let answer = client(&server).cards().list().send().await.unwrap();

    let exact = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!((answer.total, answer.page_no, answer.page_size), (2, 10, 1));
    let [first, second] = answer.card_list.as_slice() else { panic!("{} cards", answer.card_list.len()) };
    assert_eq!((first.balance, first.limit), (exact("200.5"), exact("440.5")));
    assert_eq!((second.balance, second.limit), (exact("200.5"), exact("401.49")));
    assert_eq!(first.use_at, Some("2023-11-24T02:53:47".parse::<DateTime>().unwrap()));
    assert_eq!((first.close_at, first.end_at), (None, None));
    assert!(first.holder_id.is_none() && first.pin.is_none() && first.mark.is_none());
    assert_eq!(first.status, CardStatus::Active);
    assert_eq!(first.card_no.expose(), "345432552191529");
}

#[tokio::test]
async fn a_status_that_is_not_documented_comes_back_and_goes_out_again() {
    let server = Server::start().unwrap();
    server.answer(Answer::json(documented().replacen(r#""status":2"#, r#""status":42"#, 1)));
    server.answer(Answer::data(&page("card", 1, 1)));
    let client = client(&server);

    let answer = client.cards().list().send().await.unwrap();
    assert_eq!(answer.card_list[0].status.code(), 42);
    assert!(matches!(answer.card_list[0].status, CardStatus::Unknown(_)));

    client.cards().list().status(answer.card_list[0].status).send().await.unwrap();
    assert_eq!(server.received()[1].json::<Value>().unwrap()["status"], 42);
}

/// Sends the documented call and one that moves money, which has no type: what only a type can miss is a success for it.
async fn failures(answer: Answer) -> (Error, Option<Error>) {
    let server = Server::start().unwrap();
    server.answer(answer.clone()).answer(answer);
    let client = client(&server);
    let read = client.cards().list().with_options(never()).send().await.unwrap_err();
    let money = client.call(Operation::PaymentsCreate, &json!({})).await.err();
    (read, money)
}

#[tokio::test]
async fn every_kind_of_bad_answer_gets_a_clear_error_and_loses_nothing() {
    let whole = documented();
    let cases = [
        ("HTML instead of JSON", Answer::bytes(200, "text/html", "<html>maintenance</html>")),
        ("no body", Answer::json("")),
        ("truncated JSON", Answer::json(&whole[..whole.len() / 2])),
        ("no envelope", Answer::json(r#"{"total":2,"card_list":[]}"#)),
        ("a list for an envelope", Answer::json("[]")),
        ("code in words", Answer::json(r#"{"code":"ok","data":{}}"#)),
        ("refused, data null", Answer::json(r#"{"code":40001,"message":"app disabled","data":null}"#)),
        ("refused, data []", Answer::json(r#"{"code":40001,"message":"app disabled","data":[]}"#)),
        ("refused, no data", Answer::json(r#"{"code":40001,"message":"app disabled"}"#)),
        ("refused, without a word", Answer::code(40001, "")),
        ("refused, code in a string", Answer::json(r#"{"code":"40001","message":"app disabled","data":""}"#)),
        ("refused, a message with a card number", Answer::code(40002, "card 4485 3339 1682 6937 (03/28) is\nclosed")),
        ("success, data null", Answer::json(r#"{"code":0,"message":"success","data":null}"#)),
        ("success, data []", Answer::json(r#"{"code":0,"message":"success","data":[]}"#)),
        ("success, no data", Answer::json(r#"{"code":0,"message":"success"}"#)),
        ("a required field is missing", Answer::json(whole.replacen(r#""balance":200.5,"#, "", 1))),
        ("a number for a string", Answer::json(whole.replace(r#""4485333916826937""#, "4485333916826937"))),
        ("a word for an amount", Answer::json(whole.replace("401.49", r#""plenty""#))),
        ("a date that does not exist", Answer::json(whole.replacen("2023-11-24 02:53:47", "2023-02-30 02:53:47", 1))),
        ("400", Answer::status(400)),
        ("401 with an envelope", Answer::code(1001, "bad key").with_status(401)),
        ("404", Answer::status(404).with_header("x-request-id", "req-1")),
        ("500", Answer::status(500)),
        ("500 with an envelope", Answer::code(9, "try later").with_status(500)),
        ("500 around a success", Answer::code(0, "success").with_status(500)),
        ("502 from a gateway", Answer::status(502)),
        ("a redirect", Answer::status(307).with_header("location", "http://127.0.0.1:9/elsewhere")),
    ];
    let mut report = String::new();
    for (name, answer) in cases {
        let body = answer_body(&answer).await;
        let (read, money) = failures(answer).await;
        assert_eq!(read.expose_body(), Some(body.as_slice()), "{name}: the body stays within reach");
        assert!(read.status().is_some(), "{name}: the status stays within reach");
        let money = money.map_or_else(|| "payments.create: succeeds".to_owned(), |error| describe(&error));
        report += &["## ", name, "\n", &describe(&read), "\n", &money, "\n\n"].concat();
    }
    insta::assert_snapshot!(report);
}

/// What an answer holds, as it arrives.
async fn answer_body(answer: &Answer) -> Vec<u8> {
    let server = Server::start().unwrap();
    server.answer(answer.clone());
    client(&server).cards().list().with_options(never()).send_raw().await.unwrap().expose_body().to_vec()
}

#[tokio::test]
async fn a_raw_answer_comes_back_whatever_it_is() {
    let server = Server::start().unwrap();
    server.answer(Answer::status(404).with_header("X-Request-Id", "req-7"));
    server.answer(Answer::json(documented()));
    let client = client(&server);

    let raw = client.cards().list().send_raw().await.unwrap();
    assert_eq!((raw.status(), raw.attempts()), (404, 1));
    assert_eq!((raw.header("content-type"), raw.request_id()), (Some("text/html"), Some("req-7")));
    assert_eq!(raw.expose_body(), b"<html><body>404</body></html>");
    let error = raw.data().unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Http, Some("req-7")));

    let raw = client.cards().list().send_raw().await.unwrap();
    let answer: open_api_client::CardsListResponse = raw.decode().unwrap();
    assert_eq!(answer.card_list.len(), 2);
}

#[tokio::test]
async fn the_platforms_own_words_are_there_for_those_who_ask() {
    let (error, _) = failures(Answer::code(40002, "card 4485333916826937 is closed")).await;
    assert_eq!((error.kind(), error.code(), error.delivery()), (ErrorKind::Api, Some(40002), Delivery::Refused));
    assert_eq!(error.message(), Some("card 4485333916826937 is closed"));
    assert_eq!(error.operation(), Some(Operation::CardsList));
}
