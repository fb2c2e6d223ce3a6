//! An observer is told of every attempt and every outcome, in numbers and words of fixed sets.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use open_api_client::observe::{Attempt, CallOutcome, Observer};
use open_api_client::test_util::{Answer, Server};
use open_api_client::{Client, Operation, RetryBudget, RetryPolicy};
use serde_json::json;

/// Writes down what it is told.
#[derive(Default)]
struct Told(Mutex<String>);

impl Observer for Told {
    fn on_attempt(&self, attempt: &Attempt) {
        let Attempt { number, status, failure, in_doubt, next, .. } = attempt;
        let next = format!("{next:?}");
        let next = next.split('(').next().filter(|next| *next == "Again").unwrap_or(&next);
        let mut told = self.0.lock().unwrap();
        writeln!(told, "attempt {number}: status {status:?}, failure {failure:?}, in doubt {in_doubt}, next {next}")
            .unwrap();
    }

    fn on_outcome(&self, outcome: &CallOutcome) {
        let operation = outcome.operation.map(Operation::id);
        let CallOutcome { attempts, status, code, end, answer_bytes, .. } = outcome;
        let look_up = outcome.needs_reconciliation();
        let mut told = self.0.lock().unwrap();
        writeln!(
            told,
            "{operation:?} after {attempts}: {end:?}, status {status:?}, code {code:?}, {answer_bytes} bytes, look it up {look_up}\n"
        )
        .unwrap();
    }
}

fn observed(server: &Server) -> (Client, Arc<Told>) {
    let told = Arc::new(Told::default());
    let client = server
        .client()
        .path(Operation::PaymentsCreate, "/openApi/money")
        .path(Operation::WalletsGet, "/openApi/read")
        .retry(RetryPolicy::new().base(Duration::from_millis(1)).cap(Duration::from_millis(2)))
        .observer(Arc::clone(&told))
        .build()
        .unwrap();
    (client, told)
}

#[tokio::test]
async fn attempts_and_outcomes_are_told_with_why_a_call_is_repeated_or_not() {
    let server = Server::start().unwrap();
    let (client, told) = observed(&server);
    let ok = || Answer::json(r#"{"code":0,"message":"success","data":null}"#);
    for answer in [Answer::status(503), ok(), Answer::status(503), Answer::code(7, "no"), Answer::hang_up(), ok()] {
        server.answer(answer);
    }
    let read = |client: &Client| client.call(Operation::WalletsGet, &json!({}));
    let pay = |client: &Client| client.call(Operation::PaymentsCreate, &json!({}));
    read(&client).await.unwrap();
    for _ in 0..3 {
        let _ = pay(&client).await;
    }
    pay(&client).await.unwrap();
    insta::assert_snapshot!(told.0.lock().unwrap().as_str());
}

#[tokio::test]
async fn a_call_that_is_dropped_is_an_outcome_too() {
    let server = Server::start().unwrap();
    let (client, told) = observed(&server);
    server.answer_always(Answer::status(200).after(Duration::from_secs(5)));
    let pay = tokio::spawn(client.call(Operation::PaymentsCreate, &json!({})).send());
    for _ in 0..500 {
        if !server.received().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    pay.abort();
    assert!(pay.await.unwrap_err().is_cancelled());
    let told = told.0.lock().unwrap().clone();
    assert!(told.contains("Dropped { delivery: Unknown }") && told.contains("look it up true"), "{told}");
}

#[tokio::test]
async fn a_used_up_budget_is_told_as_the_reason() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let told = Arc::new(Told::default());
    let client = server
        .client()
        .path(Operation::WalletsGet, "/openApi/read")
        .retry(RetryPolicy::new().base(Duration::from_millis(1)).cap(Duration::from_millis(2)))
        .retry_budget(RetryBudget::new(1, 0))
        .observer(Arc::clone(&told))
        .build()
        .unwrap();
    for _ in 0..3 {
        let _ = client.call(Operation::WalletsGet, &json!({})).await;
    }
    let told = told.0.lock().unwrap().clone();
    assert!(told.contains("next Stopped(Budget)"), "{told}");
}

#[tokio::test]
async fn a_policy_and_a_deadline_are_told_as_the_reason() {
    let read = async |answer: Answer, retry: RetryPolicy, deadline: Duration| {
        let server = Server::start().unwrap();
        server.answer_always(answer);
        let told = Arc::new(Told::default());
        let client =
            server.client().path(Operation::WalletsGet, "/openApi/read").retry(retry).observer(Arc::clone(&told));
        let call = client.build().unwrap().call(Operation::WalletsGet, &json!({}));
        call.with_deadline(deadline).await.unwrap_err();
        told.0.lock().unwrap().clone()
    };
    let told = read(Answer::status(404), RetryPolicy::new(), Duration::from_secs(60)).await;
    assert!(told.contains("status Some(404), failure None, in doubt false, next Judged"), "{told}");
    let told = read(Answer::status(503), RetryPolicy::never(), Duration::from_secs(60)).await;
    assert!(told.contains("next Stopped(Policy)"), "{told}");
    let slow = Answer::status(200).after(Duration::from_secs(20));
    let told = read(slow, RetryPolicy::new(), Duration::from_millis(200)).await;
    assert!(told.contains("failure Some(Timeout), in doubt true, next Stopped(Deadline)"), "{told}");
}

struct Panics;

impl Observer for Panics {
    fn on_attempt(&self, _: &Attempt) {
        panic!("told of an attempt");
    }

    fn on_outcome(&self, _: &CallOutcome) {
        panic!("told of an outcome");
    }
}

#[tokio::test]
async fn a_panic_of_the_observer_is_not_the_calls() {
    let server = Server::start().unwrap();
    server.answer(Answer::json(r#"{"code":0,"message":"success","data":null}"#));
    let client = server.client().path(Operation::WalletsGet, "/openApi/read").observer(Panics).build().unwrap();
    assert!(client.call(Operation::WalletsGet, &json!({})).await.unwrap().is_null());
}
