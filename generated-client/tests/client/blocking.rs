//! The same calls without async, outside of a runtime and inside of one.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListRequest, Delivery, Effect, ErrorKind, Operation, RetryPolicy};
use serde_json::json;

use crate::support::{client, millis, page};

fn success() -> Answer {
    Answer::data(&page("card", 1, 1))
}

/// A call of each kind.
fn call_everything() {
    let server = Server::start().unwrap();
    server.answer(success()).answer(success()).answer(success()).answer(success());
    server.answer_with(|request| {
        let asked: CardsListRequest = request.json().unwrap();
        Answer::data(&page(&format!("page{}", asked.page_no), 2, 4))
    });
    let client = client(&server);

    assert_eq!(client.cards().list().send_blocking().unwrap().total, 1);
    assert_eq!(client.cards().list().send_raw_blocking().unwrap().status(), 200);
    assert!(!client.call(Operation::CardsList, &json!({})).send_blocking().unwrap().is_null());
    assert_eq!(client.call_path("/openApi/x", &json!({})).send_raw_blocking().unwrap().status(), 200);

    let ids: Vec<String> =
        client.cards().list().items_blocking().map(|card| card.unwrap().card_id.into_string()).collect();
    assert_eq!(ids, ["page1-0", "page1-1", "page2-0", "page2-1"]);
    assert_eq!(client.cards().list().pages_blocking().map(Result::unwrap).count(), 2);
}

#[test]
fn calls_work_without_a_runtime() {
    call_everything();
}

#[tokio::test(flavor = "current_thread")]
async fn calls_do_not_panic_inside_a_runtime_of_one_thread() {
    call_everything();
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_do_not_panic_inside_a_runtime_of_many_threads() {
    call_everything();
    tokio::task::spawn_blocking(call_everything).await.unwrap();
}

/// A connection is driven by the runtime that it was made in, and a runtime that waits for a blocking call drives nothing.
#[tokio::test(flavor = "current_thread")]
async fn a_blocking_call_does_not_wait_for_a_connection_of_the_runtime_that_waits_for_it() {
    let server = Server::start().unwrap();
    server.answer_always(success());
    let client = server.client().retry(RetryPolicy::never()).attempt_timeout(millis(2000)).build().unwrap();
    for _ in 0..2 {
        client.cards().list().send().await.unwrap();
        client.cards().list().send_blocking().unwrap();
        client.call_path("/openApi/x", &json!({})).effect(Effect::Read).send_raw_blocking().unwrap();
        assert_eq!(client.cards().list().items_blocking().count(), 1);
    }
    assert_eq!(server.connections(), 2, "both kinds of call keep their connection");
}

#[test]
fn many_threads_can_wait_at_once() {
    let server = Server::start().unwrap();
    server.answer_always(success().after(millis(50)));
    let client = client(&server);
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| client.cards().list().send_blocking().unwrap());
        }
    });
    assert_eq!(server.received().len(), 16);
}

#[test]
fn a_slow_answer_is_waited_for_until_the_deadline() {
    let server = Server::start().unwrap();
    server.answer_always(success().after(millis(1_200)));
    let client = client(&server);
    client.cards().list().send_blocking().unwrap();
    client.call(Operation::WalletsGet, &json!({})).send_blocking().unwrap();
}

#[test]
fn pages_tell_how_far_reading_has_come() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 9)));
    let mut pages = client(&server).cards().list().page_no(2).pages_blocking();
    assert_eq!((pages.next_page(), pages.total()), (2, None));
    assert!(pages.next().unwrap().is_ok());
    assert_eq!((pages.next_page(), pages.total()), (3, Some(9)));
}

#[test]
fn errors_are_those_of_the_async_calls() {
    let server = Server::start().unwrap();
    server.answer(Answer::hang_up()).answer(Answer::data(&page("card", 1, 9))).answer(Answer::status(500));
    let client = client(&server);

    let error = client.call(Operation::PaymentsCreate, &json!({})).send_blocking().unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
    assert_eq!(server.received().len(), 1);

    let mut items = client.cards().list().page_no(2).items_blocking();
    assert!(items.next().unwrap().is_ok());
    assert_eq!((items.next_page(), items.total()), (3, Some(9)));
    assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::Http);
    assert!(items.next().is_none());
    assert_eq!(client.call(Operation::CardsFreeze, &json!({})).send_blocking().unwrap_err().kind(), ErrorKind::Config);
}

#[test]
fn a_client_serves_blocking_and_async_callers_alike() {
    let server = Server::start().unwrap();
    server.answer_always(success());
    let client = client(&server);
    client.cards().list().send_blocking().unwrap();
    for _ in 0..2 {
        // Each runtime ends, and with it the connections that were made in it.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(client.cards().list().send()).unwrap();
    }
    client.cards().list().send_blocking().unwrap();
}
