//! Calls without a type: operations that the documents only name, and paths that they do not list.

use std::num::NonZeroU32;

use open_api_client::test_util::{Answer, Received, Server};
use open_api_client::{Decimal, Delivery, Error, ErrorKind, Json, Operation, Paging, exact};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::support::{client, describe};

fn success(data: &str) -> Answer {
    Answer::json(format!(r#"{{"code":0,"message":"success","data":{data}}}"#))
}

#[tokio::test]
async fn an_operation_without_a_path_says_which_page_to_read_and_both_ways_to_go_on() {
    let server = Server::start().unwrap();
    let client = client(&server);
    let with_page = client.call(Operation::CardsFreeze, &json!({})).await.unwrap_err();
    let without_page = client.call(Operation::CardsClose, &json!({})).await.unwrap_err();
    let typed = client.wallets().get_transaction("t").send().await.unwrap_err();
    insta::assert_snapshot!([with_page, without_page, typed].map(|error| describe(&error)).join("\n\n"));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_named_operation_is_callable_once_it_has_a_path() {
    let server = Server::start().unwrap();
    server.answer(success(r#"{"card_id":"c-1"}"#));
    let client = server.client().path(Operation::CardsFreeze, "/openApi/given/by/caller").build().unwrap();
    let data = client.call(Operation::CardsFreeze, &json!({"card_id": "c-1"})).await.unwrap();
    assert_eq!(data.expose_json(), r#"{"card_id":"c-1"}"#);
    assert_eq!(server.received()[0].path(), "/v1/openApi/given/by/caller");
    assert_eq!(
        String::from_utf8_lossy(server.received()[0].expose_body()),
        r#"{"customer_id":10000011,"app_id":100001,"key":"key-for-tests","card_id":"c-1"}"#
    );
}

#[tokio::test]
async fn numbers_go_out_and_come_back_with_all_their_digits() {
    let server = Server::start().unwrap();
    server.answer(success("12345678901234567.890123450"));
    let body = RawValue::from_string(
        r#"{"amount":0.12345678901234567890123,"big":123456789012345678901234567890,"e":1E-7}"#.to_owned(),
    );
    let data = client(&server).call_path("/openApi/x", &body.unwrap()).await.unwrap();
    assert_eq!(data.expose_json(), "12345678901234567.890123450");
    assert!(
        String::from_utf8_lossy(server.received()[0].expose_body())
            .ends_with(r#","amount":0.12345678901234567890123,"big":123456789012345678901234567890,"e":1E-7}"#)
    );
}

#[derive(serde::Deserialize)]
struct Moved {
    #[serde(with = "open_api_client::decimal")]
    amount: Decimal,
}

#[tokio::test]
async fn amounts_decode_exactly_into_a_callers_type() {
    let server = Server::start().unwrap();
    server.answer(success(r#"{"amount":0.12345678901234567890123}"#));
    let moved: Moved = client(&server).call_path("/openApi/x", &json!({})).await.unwrap().decode().unwrap();
    assert_eq!(moved.amount.to_string(), "0.12345678901234567890123");
}

#[tokio::test]
async fn an_empty_answer_is_an_answer() {
    for (data, json) in [(r#","data":null"#, "null"), (r#","data":[]"#, "[]"), ("", "null"), (r#","data":"""#, r#""""#)]
    {
        let server = Server::start().unwrap();
        server.answer(Answer::json(format!(r#"{{"code":0,"message":"success"{data}}}"#)));
        let data = client(&server).call_path("/openApi/x", &json!({})).await.unwrap();
        assert_eq!((data.expose_json(), data.is_null()), (json, json == "null"));
    }
}

#[tokio::test]
async fn a_body_that_is_no_object_or_holds_a_credential_is_not_sent() {
    let server = Server::start().unwrap();
    let client = client(&server);
    let bodies = [
        json!([1]),
        json!("text"),
        json!(null),
        json!({"key": "sentinel-key"}),
        json!({"card_id": "c", "app_id": 1}),
        json!({"customer_id": null}),
    ];
    for body in bodies {
        let error = client.call_path("/openApi/x", &body).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidRequest, Delivery::NotSent), "{error}");
        assert!(!format!("{error}{error:?}").contains("sentinel"), "{error}");
    }
    let escaped = RawValue::from_string(r#"{"\u006bey":"x"}"#.to_owned()).unwrap();
    let error = client.call_path("/openApi/x", &escaped).await.unwrap_err();
    assert!(error.to_string().contains("the body holds `key`"), "{error}");
    assert!(
        client
            .call_path("/openApi/x", &json!({"fields": {"key": 1}}))
            .send()
            .await
            .is_err_and(|error| error.kind() == ErrorKind::Http)
    );
    assert_eq!(server.received().len(), 1, "a field of a field is the caller's own");
}

#[tokio::test]
async fn a_body_that_cannot_be_written_is_not_sent() {
    let server = Server::start().unwrap();
    let body = std::collections::BTreeMap::from([((1, 2), 3)]);
    let error = client(&server).call_path("/openApi/x", &body).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidRequest, Delivery::NotSent));
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_not_called() {
    let server = Server::start().unwrap();
    let client = client(&server);
    for path in
        ["", "openApi/x", "//192.0.2.1/x", "/../x", "/x?key=1", "/x#y", "https://192.0.2.1/", "/x%2f..", "/x\r\ny"]
    {
        let error = client.call_path(path, &json!({})).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidRequest, Delivery::NotSent), "{path}");
        let built = server.client().path(Operation::CardsFreeze, path).build();
        assert_eq!(built.unwrap_err().kind(), ErrorKind::Config, "{path}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_path_is_shown_once_it_is_known_to_be_one() {
    let server = Server::start().unwrap();
    let client = client(&server);
    for (path, subject) in [("/openApi/x", "/openApi/x"), ("/x?key=sentinel", "the client")] {
        let call = client.call_path(path, &json!([]));
        let shown = format!("{call:?}");
        assert!(shown.contains(&format!("target: {subject}, ")) && !shown.contains("sentinel"), "{shown}");
        let error = call.await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("{subject}: ")), "{error}");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn exact_values_are_parts_of_others() {
    let tip = exact!({"amount": 0.10});
    assert_eq!(tip.expose(), r#"{"amount":0.10}"#);
    let both = exact!({"sum": 12345678901234567.89, "tip": tip, "more": [tip, null]});
    assert_eq!(both.expose(), r#"{"sum":12345678901234567.89,"tip":{"amount":0.10},"more":[{"amount":0.10},null]}"#);
    let server = serving([success("null")]);
    client(&server).call(Operation::WalletsGet, &both).await.unwrap();
    assert_eq!(bodies(&server), [both.expose().strip_prefix('{').unwrap()]);
}

#[tokio::test]
async fn a_documented_path_can_be_replaced() {
    let server = Server::start().unwrap();
    server.answer(success("{}"));
    let client = server.client().path(Operation::CardsList, "/moved").build().unwrap();
    client.call(Operation::CardsList, &json!({})).await.unwrap();
    assert_eq!(server.received()[0].path(), "/v1/moved");
}

#[tokio::test]
async fn data_of_another_shape_is_an_error_that_repeats_nothing_of_it() {
    let server = Server::start().unwrap();
    server.answer(success(r#"{"card_no":"4485333916826937"}"#));
    let data = client(&server).call_path("/openApi/x", &json!({})).await.unwrap();
    let error: Error = data.decode::<Vec<i64>>().unwrap_err();
    assert_eq!((error.kind(), error.path(), error.delivery()), (ErrorKind::Decode, Some("data"), Delivery::Accepted));
    assert!(!format!("{error} {error:?} {data:?}").contains("4485"), "{error:?}");
}

/// By which fields the made-up lists of these tests are read.
const LOANS: Paging = Paging { page: "page_no", size: "page_size", items: "loan_list", total: "total" };

#[derive(Debug, PartialEq, Deserialize)]
struct Loan {
    id: String,
    #[serde(with = "open_api_client::decimal")]
    amount: Decimal,
}

/// A page of loans, each a text of its own.
fn loans(total: &str, loans: &[&str]) -> Answer {
    success(&format!(r#"{{"page_no":7,"total":{total},"loan_list":[{}]}}"#, loans.join(",")))
}

const FIRST: &str = r#"{"id":"a","amount":12345678901234567.89}"#;
const SECOND: &str = r#"{"id":"b","amount":0.10}"#;
const THIRD: &str = r#"{"id":"c","amount":5}"#;

fn serving(answers: impl IntoIterator<Item = Answer>) -> Server {
    let server = Server::start().unwrap();
    for answer in answers {
        server.answer(answer);
    }
    server
}

fn bodies(server: &Server) -> Vec<String> {
    let own = r#""key":"key-for-tests","#;
    let body = |sent: &Received| String::from_utf8_lossy(sent.expose_body()).split_once(own).unwrap().1.to_owned();
    server.received().iter().map(body).collect()
}

#[tokio::test]
async fn a_list_without_a_type_is_read_page_by_page_by_the_names_of_its_fields() {
    let server = serving([loans("3", &[FIRST, SECOND]), loans("3", &[THIRD])]);
    let call = client(&server).call(Operation::WalletsGet, &exact!({"page_size": 2, "min": 0.50}));
    let mut items = call.items::<Loan>(LOANS);
    let mut read = Vec::new();
    while let Some(loan) = items.try_next().await.unwrap() {
        read.push(format!("{} {}", loan.id, loan.amount));
    }
    assert_eq!(read, ["a 12345678901234567.89", "b 0.10", "c 5"]);
    assert_eq!((items.total(), items.next_page()), (Some(3), 3));
    assert_eq!(
        bodies(&server),
        [r#""min":0.50,"page_no":1,"page_size":2}"#, r#""min":0.50,"page_no":2,"page_size":2}"#]
    );

    // From a page further on, with pages of a size of the caller's own.
    let server = serving([loans("5", &[THIRD]), loans("5", &[])]);
    let call = client(&server).call(Operation::WalletsGet, &json!({"page_no": 3, "page_size": 2}));
    let mut items = call.items::<Loan>(LOANS);
    while items.try_next().await.unwrap().is_some() {}
    assert_eq!(bodies(&server), [r#""page_no":3,"page_size":2}"#, r#""page_no":4,"page_size":2}"#]);

    let server = serving([loans("1", &[FIRST])]);
    let pages = client(&server).call_path("/openApi/loans", &json!({})).pages(LOANS);
    let page = { pages }.try_next().await.unwrap().unwrap();
    let amount: Decimal = page.get("loan_list[0].amount").unwrap();
    assert_eq!(amount.to_string(), "12345678901234567.89");
    assert_eq!(bodies(&server), [r#""page_no":1,"page_size":10}"#]);
}

#[tokio::test]
async fn a_list_without_a_type_that_contradicts_its_total_is_not_at_its_end() {
    for (pages, came) in [
        (vec![loans("5", &[FIRST, SECOND]), loans("5", &[])], 2),
        (vec![loans("1", &[FIRST, SECOND])], 2),
        (vec![loans("-1", &[FIRST])], 1),
        (vec![loans("3", &[])], 0),
    ] {
        let server = serving(pages);
        let mut items = client(&server).call(Operation::WalletsGet, &json!({"page_size": 2})).items::<Loan>(LOANS);
        let mut read = 0;
        let error = loop {
            match items.next().await.unwrap() {
                Ok(_) => read += 1,
                Err(error) => break error,
            }
        };
        assert_eq!((error.kind(), read), (ErrorKind::Incomplete, came), "{error}");
        assert_eq!(error.operation(), Some(Operation::WalletsGet));
        assert!(items.next().await.is_none());
    }
    let same = || loans("9", &[FIRST, SECOND]);
    let server = serving([same(), same()]);
    let mut items = client(&server).call(Operation::WalletsGet, &json!({})).items::<Loan>(LOANS);
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().unwrap_err().to_string().contains("the same entries as an earlier page"));

    let server = serving([loans("9", &[FIRST])]);
    let call = client(&server).call(Operation::WalletsGet, &json!({})).with_max_pages(NonZeroU32::MIN);
    let mut items = call.items::<Loan>(LOANS);
    assert!(items.next().await.unwrap().is_ok());
    assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::Exhausted);
}

#[tokio::test]
async fn names_that_the_answer_does_not_have_are_said() {
    for (data, path) in [
        (r#"{"total":1}"#, "data.loan_list"),
        (r#"{"total":1,"loan_list":{}}"#, "data.loan_list"),
        (r#"{"total":"many","loan_list":[]}"#, "data.total"),
        (r#"{"loan_list":[]}"#, "data.total"),
        (r#"{"total":1,"total":2,"loan_list":[]}"#, "data.total"),
        ("[]", "data.total"),
        ("null", "data.total"),
    ] {
        let server = serving([success(data)]);
        let error =
            { client(&server).call(Operation::WalletsGet, &json!({})).pages(LOANS) }.try_next().await.unwrap_err();
        assert_eq!((error.kind(), error.path()), (ErrorKind::Decode, Some(path)), "{data}");
        assert_eq!(error.delivery(), Delivery::Accepted);
    }
    for body in [json!({"page_no": "first"}), json!({"page_size": [1]}), json!({"key": "k"}), json!([])] {
        let server = serving([]);
        let mut items = client(&server).call(Operation::WalletsGet, &body).items::<Loan>(LOANS);
        assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::InvalidRequest, "{body}");
        assert!(items.next().await.is_none());
        assert_eq!(server.connections(), 0);
    }
}

#[tokio::test]
async fn entries_without_a_type_that_do_not_fit_are_told_by_their_place() {
    let odd = r#"{"id":"4111111111111111","amount":"4111111111111111x"}"#;
    let pages = || serving([loans("4", &[FIRST, odd, SECOND]), loans("4", &[THIRD])]);
    let call = |server: &Server| client(server).call(Operation::WalletsGet, &json!({"page_size": 3}));

    let server = pages();
    let mut strict = call(&server).items::<Loan>(LOANS);
    assert_eq!(strict.try_next().await.unwrap().unwrap().id, "a");
    let error = strict.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::Decode, Some("data.loan_list[1]")));
    assert!(!format!("{error} {error:?}").contains("4111"), "{error:?}");
    assert!(strict.next().await.is_none(), "it is at its end");

    let server = pages();
    let mut lenient = call(&server).items::<Loan>(LOANS).lenient();
    let mut told = Vec::new();
    while let Some(entry) = lenient.try_next().await.unwrap() {
        told.push(entry.map(|loan| loan.id).map_err(|error| error.path().unwrap().to_owned()));
    }
    let expected = [Ok("a".to_owned()), Err("data.loan_list[1]".to_owned()), Ok("b".to_owned()), Ok("c".to_owned())];
    assert_eq!(told, expected);

    let server = pages();
    let blocking = tokio::task::spawn_blocking({
        let call = call(&server);
        move || call.lenient_items_blocking::<Loan>(LOANS).map(|entry| entry.unwrap().is_ok()).collect::<Vec<_>>()
    });
    assert_eq!(blocking.await.unwrap(), [true, false, true, true]);
}

#[tokio::test]
async fn a_field_of_an_answer_without_a_type_is_read_exactly_or_said_to_be_missing() {
    let data = r#"{"amount":12345678901234567.890,"parts":[{"amount":"0.10"},{"amount":null}],"a":1,"a":2,"":{"":[]}}"#;
    let server = serving([success(data)]);
    let data = client(&server).call(Operation::WalletsGet, &json!({})).await.unwrap();
    assert_eq!(data.get::<Decimal>("amount").unwrap().to_string(), "12345678901234567.890");
    assert_eq!(data.get::<Decimal>("parts[0].amount").unwrap().to_string(), "0.10");
    assert_eq!(data.get::<Vec<Json>>("parts").unwrap().len(), 2);
    assert_eq!(data.get::<Json>("").unwrap().expose(), data.expose_json());
    for (path, kind) in [
        ("parts[1].amount", "expected a number, found null"),
        ("amount.cents", "no `amount.cents`"),
        ("parts[2].amount", "no `"),
        ("parts[x]", "no `"),
        ("nothing", "no `nothing`"),
        ("a", "no `a`"),
        ("parts..amount", "no `"),
    ] {
        let error = data.get::<Decimal>(path).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Accepted), "{path}");
        assert!(error.to_string().contains(kind), "{error}");
        assert!(error.path().unwrap().starts_with("data."), "{error}");
    }
}
