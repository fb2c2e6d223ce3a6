//! What a call tells `tracing`.

use std::time::Duration;

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListResponse, Client, Operation, RetryPolicy};
use serde_json::json;
use tracing::instrument::WithSubscriber;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::log::Log;

/// What the crate says at `debug` and above in `calls`, without what changes from run to run.
async fn told<F: Future>(calls: F) -> String {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(log.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    calls.with_subscriber(subscriber).await;
    let text = log.text();
    text.lines()
        .filter(|line| line.contains("}: open_api_client: ") || line.contains("} open_api_client: "))
        .map(steady)
        .collect()
}

/// A line without what changes from run to run.
fn steady(line: &str) -> String {
    let fields = ["server.port=", "open_api.elapsed_ms=", "wait_ms=", "time.busy=", "time.idle="];
    let token = |token: &str| match fields.into_iter().find(|field| token.starts_with(field)) {
        Some(field) => format!("{field}…{}", if token.ends_with('}') || token.contains("}:") { "}" } else { "" }),
        None => token.to_owned(),
    };
    line.split(' ').map(token).collect::<Vec<_>>().join(" ") + "\n"
}

#[tokio::test]
async fn a_call_is_one_span_with_its_outcome() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&CardsListResponse::example()).with_header("x-request-id", "req-1"));
    let client = server.client().build().unwrap();
    let text = told(async { client.cards().list().send().await.unwrap() }).await;
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn repetitions_and_failures_are_told() {
    let server = Server::start().unwrap();
    server
        .answer(Answer::status(503))
        .answer(Answer::hang_up())
        .answer(Answer::code(40001, "card 4485333916826937 unknown"))
        .answer(Answer::json(r#"{"code":0,"message":"success","data":{"total":"many"}}"#))
        .answer(Answer::hang_up());
    let client = server.client().path(Operation::PaymentsCreate, "/openApi/money").build().unwrap();
    let text = told(async {
        client.cards().list().send().await.unwrap_err();
        client.cards().list().send().await.unwrap_err();
        client.call(Operation::PaymentsCreate, &json!({"amount": 1})).await.unwrap_err();
    })
    .await;
    insta::assert_snapshot!(text);
}

/// A call that somebody stops waiting for after `wait`.
async fn dropped(client: &Client, operation: Operation, wait: Duration) -> String {
    told(async {
        let call = client.call(operation, &json!({"amount": 1}));
        assert!(tokio::time::timeout(wait, call).await.is_err());
    })
    .await
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_word_of_what_may_have_become_of_it() {
    let both =
        |server: &Server| server.client().path(Operation::PaymentsCreate, "/pay").path(Operation::WalletsGet, "/get");
    let silent = Server::start().unwrap();
    silent.answer_always(Answer::hang());
    let sent = both(&silent).build().unwrap();

    // Nothing can have left, and the call is waiting for its next attempt.
    let closed = Server::closed().unwrap();
    let hours = Duration::from_secs(3600 * 24);
    let patient = RetryPolicy::new().max_retries(1).base(hours).cap(hours);
    let unsent = both(&closed).retry(patient).deadline(hours * 2).build().unwrap();

    // The first attempt may have arrived, although the second never will.
    let busy = Server::start().unwrap();
    busy.answer(Answer::status(503).with_header("retry-after", "60"));
    let waiting = both(&busy).build().unwrap();

    let wait = Duration::from_secs(2);
    let (payment, read, unsent, waiting) = tokio::join!(
        dropped(&sent, Operation::PaymentsCreate, wait),
        dropped(&sent, Operation::WalletsGet, wait),
        dropped(&unsent, Operation::PaymentsCreate, wait),
        dropped(&waiting, Operation::WalletsGet, wait),
    );
    assert_eq!(silent.received().len(), 2);
    insta::assert_snapshot!([payment, read, unsent, waiting].join("\n"));
}

#[test]
fn a_blocking_call_is_told_where_it_was_made_and_within_the_callers_span() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&CardsListResponse::example()));
    let client = server.client().build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let text = runtime.block_on(told(async {
        let _span = tracing::info_span!("payout_run").entered();
        client.cards().list().send_blocking().unwrap();
    }));
    assert!(
        text.contains("INFO payout_run:open_api.call{") && text.contains("http.response.status_code=200"),
        "{text}"
    );
}

#[tokio::test]
async fn how_long_a_call_took_is_told() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&CardsListResponse::example()).after(Duration::from_millis(60)));
    let client = server.client().build().unwrap();
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_span_events(FmtSpan::CLOSE).with_writer(log.clone()).with_ansi(false);
    let guard = tracing::subscriber::set_default(subscriber.finish());
    let start = std::time::Instant::now();
    client.cards().list().send().await.unwrap();
    let took = start.elapsed();
    drop(guard);
    let text = log.text();
    let told =
        text.split_once("open_api.elapsed_ms=").and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next());
    let told = Duration::from_millis(told.unwrap().parse().unwrap());
    assert!(told >= Duration::from_millis(60) && told <= took, "{text}");
}
