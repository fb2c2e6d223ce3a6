//! What a call tells `tracing`.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListResponse, Operation};
use serde_json::json;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::log::Log;

/// What the crate says at `debug` and above while `calls` run on this thread, without what changes from run to run.
async fn told<F: Future>(calls: F) -> String {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(log.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    calls.await;
    drop(guard);
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
