//! What is made again, and what never is.

use std::time::{Duration, Instant};

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CallOptions, ConnectionUse, Delivery, Effect, ErrorKind, Operation, RetryBudget, RetryPolicy};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{client, describe, millis, page};

fn success() -> Answer {
    Answer::data(&page("card", 1, 1))
}

/// What may pass by itself.
fn passing() -> Vec<(&'static str, Answer)> {
    vec![
        ("429", Answer::status(429)),
        ("502", Answer::status(502)),
        ("503", Answer::status(503)),
        ("504", Answer::status(504)),
        ("a time-out", Answer::hang()),
        ("a connection that is closed", Answer::hang_up()),
        ("an answer that is cut off", success().cut_at(30)),
    ]
}

#[tokio::test]
async fn a_read_is_made_again_after_whatever_may_pass() {
    for (name, answer) in passing() {
        let server = Server::start().unwrap();
        server.answer(answer.clone()).answer(answer).answer(success());
        let call = client(&server).cards().list().with_attempt_timeout(millis(150));
        let raw = call.send_raw().await.unwrap();
        assert_eq!((raw.status(), raw.attempts(), server.received().len()), (200, 3, 3), "{name}");
    }
}

#[tokio::test]
async fn a_read_is_not_made_again_after_an_answer_that_will_not_change() {
    let answers = [
        Answer::status(400),
        Answer::status(401),
        Answer::status(500),
        Answer::status(501),
        Answer::code(40001, "no"),
        Answer::json("<html>"),
        Answer::json(r#"{"code":0,"data":[]}"#),
    ];
    for answer in answers {
        let server = Server::start().unwrap();
        server.answer_always(answer);
        let error = client(&server).cards().list().send().await.unwrap_err();
        assert_eq!((error.attempts(), server.received().len()), (1, 1), "{error}");
        assert!(!error.is_retryable(), "{error}");
    }
}

#[tokio::test]
async fn a_call_that_changes_something_is_made_once_whatever_comes_back() {
    for operation in [Operation::HoldersCreate, Operation::PaymentsCreate] {
        for (name, answer) in passing() {
            let server = Server::start().unwrap();
            server.answer_always(answer);
            let error = client(&server)
                .call(operation, &json!({"amount": 1}))
                .with_attempt_timeout(millis(1500))
                .with_retry(RetryPolicy::new().max_retries(9))
                .await
                .unwrap_err();
            assert_eq!((error.attempts(), server.received().len()), (1, 1), "{operation}, {name}");
            // Only an answer that did nothing and asks to come later lets the caller make the call again.
            let known = if name == "429" { Delivery::TryLater } else { Delivery::Unknown };
            assert_eq!((error.delivery(), error.is_retryable()), (known, name == "429"), "{operation}, {name}");
        }
    }
}

#[tokio::test]
async fn a_money_call_that_is_cut_off_is_made_exactly_once_and_its_fate_is_unknown() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::hang_up());

    let error = client(&server).call(Operation::PaymentsCreate, &json!({"amount": 1})).await.unwrap_err();
    // Whatever might still be on its way has the time to arrive.
    tokio::time::sleep(millis(100)).await;

    assert_eq!(server.received().len(), 1);
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
    insta::assert_snapshot!(describe(&error), @r"
    payments.create: the connection broke before an answer came; it may have taken effect: look up what became of it before making it again
      kind transport, delivery unknown, retryable false, attempts 1
    ");
}

#[tokio::test]
async fn a_money_call_that_is_cut_off_on_a_connection_in_use_is_not_made_again_on_another() {
    let server = Server::start().unwrap();
    server.answer(success()).answer_always(Answer::hang_up());
    let client = client(&server);
    client.cards().list().send().await.unwrap();

    let kept = CallOptions::new().connection(ConnectionUse::Kept);
    let call = client.call(Operation::PaymentsCreate, &json!({"amount": 1})).with_options(kept);
    let error = call.await.unwrap_err();
    tokio::time::sleep(millis(100)).await;

    assert_eq!((server.received().len(), server.connections()), (2, 1));
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
}

/// How often the server has seen each of `calls` numbered money calls.
fn seen(server: &Server, calls: usize) -> Vec<usize> {
    let mut seen = vec![0; calls];
    for request in server.received() {
        let number = request.json::<Value>().unwrap()["number"].as_u64().unwrap();
        seen[usize::try_from(number).unwrap()] += 1;
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn however_sending_races_with_a_closing_connection_no_money_call_is_made_twice() {
    const CALLS: usize = 200;
    let server = Server::start().unwrap();
    server.answer_always(success().then_close());
    let client = client(&server);
    let mut results = Vec::new();
    for number in 0..CALLS {
        let kept = CallOptions::new().connection(ConnectionUse::Kept);
        results.push(client.call(Operation::PaymentsCreate, &json!({"number": number})).with_options(kept).await);
    }
    for (number, (result, seen)) in results.into_iter().zip(seen(&server, CALLS)).enumerate() {
        match result {
            Ok(_) => assert_eq!(seen, 1, "call {number}"),
            Err(error) => assert!(seen <= 1 && error.delivery() == Delivery::Unknown, "call {number}, {seen}: {error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_the_time_runs_out_not_sent_means_that_nothing_arrives() {
    const CALLS: usize = 400;
    let server = Server::start().unwrap();
    server.answer_always(success().after(millis(20)));
    let client = client(&server);
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        // All at once, each on a connection of its own: some give up while they connect, some while they send, some later.
        let limit = Duration::from_micros(u64::try_from(number).unwrap() * 300);
        let call = client.call(Operation::PaymentsCreate, &json!({"number": number})).with_attempt_timeout(limit);
        let call = call.with_retry(RetryPolicy::never()).send();
        calls.spawn(async move { (number, call.await.map_err(|error| error.delivery())) });
    }
    let results = calls.join_all().await;
    tokio::time::sleep(millis(200)).await;
    let seen = seen(&server, CALLS);
    for (number, result) in results {
        match result {
            Ok(_) => assert_eq!(seen[number], 1, "call {number}"),
            Err(Delivery::NotSent) => assert_eq!(seen[number], 0, "call {number}"),
            Err(_) => assert!(seen[number] <= 1, "call {number}"),
        }
    }
}

#[tokio::test]
async fn an_envelope_under_a_status_that_speaks_of_failure_is_no_verdict_on_a_money_call() {
    // A gateway that gave up waiting has envelopes, too, and the payment may be under way behind it.
    for status in [408, 500, 502, 503, 504] {
        let server = Server::start().unwrap();
        server.answer_always(Answer::code(i64::from(status), "upstream time-out").with_status(status));
        let error = client(&server).call(Operation::PaymentsCreate, &json!({"amount": 1})).await.unwrap_err();
        assert_eq!((error.delivery(), error.code()), (Delivery::Unknown, Some(i64::from(status))), "{error}");
        assert!(error.to_string().contains("it may have taken effect"), "{error}");
    }
}

#[tokio::test]
async fn a_verdict_on_a_repetition_is_none_on_an_earlier_attempt_that_may_have_arrived() {
    for verdict in [Answer::code(40009, "exists already"), Answer::status(409)] {
        let server = Server::start().unwrap();
        server.answer(Answer::hang_up()).answer(verdict);
        let error = client(&server).cards().list().send().await.unwrap_err();
        assert_eq!((error.attempts(), error.delivery()), (2, Delivery::Unknown), "{error}");
        assert!(error.to_string().ends_with("; an earlier attempt may have reached the platform"), "{error}");
    }
}

#[tokio::test]
async fn a_money_call_on_a_refused_connection_is_made_again_and_succeeds() {
    let server = Server::closed().unwrap();
    server.answer(success());
    let call = client(&server)
        .call(Operation::PaymentsCreate, &json!({"amount": 1}))
        .with_retry(RetryPolicy::new().max_retries(1000).base(millis(5)).cap(millis(10)))
        .with_deadline(Duration::from_secs(10));
    let call = tokio::spawn(call.send_raw());
    tokio::time::sleep(millis(60)).await;
    server.open().unwrap();

    let raw = call.await.unwrap().unwrap();
    assert!(raw.attempts() > 1, "{} attempts", raw.attempts());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_refused_connection_that_stays_refused_says_that_nothing_was_sent() {
    let server = Server::closed().unwrap();
    let error = client(&server).call(Operation::PaymentsCreate, &json!({})).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery(), error.attempts()), (ErrorKind::Exhausted, Delivery::NotSent, 4));
    assert_eq!(error.last_cause().unwrap().kind(), ErrorKind::Connect);
    assert!(error.is_retryable());
    let text = describe(&error).replace(&server.url()["http://".len()..], "HOST");
    insta::assert_snapshot!(text, @r"
    payments.create: gave up after 4 attempts; the last one: could not connect to HOST (connection refused); nothing was sent, so the call can be made again
      kind exhausted, delivery not_sent, retryable true, attempts 4
    ");
}

#[tokio::test]
async fn a_call_by_path_is_made_once_unless_the_caller_vouches_for_it() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let client = client(&server);

    let error = client.call_path("/openApi/unlisted", &json!({})).await.unwrap_err();
    assert_eq!((error.attempts(), server.received().len()), (1, 1));
    assert_eq!((error.operation(), error.delivery()), (None, Delivery::Unknown));

    let error = client.call_path("/openApi/unlisted", &json!({})).effect(Effect::Read).await.unwrap_err();
    assert_eq!((error.attempts(), server.received().len()), (4, 5));
}

#[tokio::test]
async fn a_call_that_only_reads_can_be_declared_to_do_more() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let error = client(&server).call(Operation::WalletsGet, &json!({})).effect(Effect::Money).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn giving_up_keeps_what_the_last_answer_said() {
    let server = Server::start().unwrap();
    server.answer_always(
        Answer::code(503_001, "busy")
            .with_status(503)
            .with_header("x-request-id", "req-9")
            .with_header("retry-after", "0"),
    );
    let error = client(&server).cards().list().send().await.unwrap_err();
    insta::assert_snapshot!(describe(&error), @r"
    cards.list: gave up after 4 attempts; the last one: answered with HTTP status 503 and code 503001: “busy”; the call only reads, so it can be made again
      kind exhausted, delivery unknown, retryable true, attempts 4
      status 503
      code 503001
      request id req-9
      body 44 bytes
    ");
    assert_eq!(error.message(), Some("busy"));
    assert_eq!(error.retry_after(), Some(Duration::ZERO));
    assert_eq!(error.last_cause().unwrap().kind(), ErrorKind::Http);
}

#[tokio::test]
async fn a_calls_own_options_win_over_the_clients() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let client = server.client().retry(RetryPolicy::never()).build().unwrap();

    assert_eq!(client.cards().list().send().await.unwrap_err().attempts(), 1);
    let twice = RetryPolicy::new().max_retries(1).base(millis(1));
    assert_eq!(client.cards().list().with_retry(twice).send().await.unwrap_err().attempts(), 2);
}

#[tokio::test]
async fn without_repetition_the_error_is_the_plain_one() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let error = client(&server).cards().list().with_retry(RetryPolicy::never()).send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Http, true));
}

#[tokio::test]
async fn what_the_answer_asks_for_is_waited_as_seconds_and_as_a_date() {
    let seconds = Answer::status(429).with_header("retry-after", "1");
    let date = Answer::status(503)
        .with_header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
        .with_header("retry-after", "Sun, 06 Nov 1994 08:49:38 GMT");
    for answer in [seconds, date] {
        let server = Server::start().unwrap();
        server.answer(answer).answer(success());
        let start = Instant::now();
        client(&server).cards().list().send().await.unwrap();
        assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    }
}

#[tokio::test]
async fn a_raw_call_is_made_again_too_and_returns_the_last_answer() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let raw = client(&server).cards().list().send_raw().await.unwrap();
    assert_eq!((raw.status(), raw.attempts()), (503, 4));
    assert_eq!(raw.data().unwrap_err().kind(), ErrorKind::Exhausted);
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_not_begun() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503).with_header("retry-after", "60"));
    let start = Instant::now();
    let error = client(&server).cards().list().with_deadline(Duration::from_secs(5)).send().await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Exhausted, 1));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(error.to_string().contains("asks to wait 60 s and the deadline comes sooner"), "{error}");
}

#[tokio::test]
async fn a_connection_that_the_server_closed_while_idle_costs_no_call() {
    let server = Server::start().unwrap();
    server.answer_always(success().then_close());
    let client = client(&server);
    for number in 1..=20 {
        let kept = CallOptions::new().connection(ConnectionUse::Kept);
        client.call(Operation::PaymentsCreate, &json!({"number": number})).with_options(kept).await.unwrap();
        // The end of the connection has the time to arrive.
        tokio::time::sleep(millis(5)).await;
        assert_eq!(server.received().len(), number);
    }
    assert_eq!(server.connections(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_callers_do_not_bring_a_failing_platform_down() {
    const CALLERS: usize = 1000;
    const BURST: usize = 50;
    const TROUBLE: usize = 900;

    let server = Server::start().unwrap();
    (0..TROUBLE).for_each(|_| {
        server.answer(Answer::status(503));
    });
    server.answer_always(success());
    let client =
        server.client().retry_budget(RetryBudget::new(50, 0)).deadline(Duration::from_secs(20)).build().unwrap();

    let mut calls = JoinSet::new();
    for _ in 0..CALLERS {
        calls.spawn(client.cards().list().send());
    }
    let (mut answered, mut failed) = (0, 0);
    while let Some(result) = calls.join_next().await {
        match result.unwrap() {
            Ok(_) => answered += 1,
            Err(error) => {
                failed += 1;
                assert_eq!((error.kind(), error.status()), (ErrorKind::Exhausted, Some(503)), "{error}");
                assert!(error.is_retryable());
                let says_why = error.to_string().contains("retry budget is used up") || error.attempts() == 4;
                assert!(says_why, "{error}");
            }
        }
    }
    assert_eq!(answered + failed, CALLERS);
    // Each success gives a tenth of a repetition back.
    let allowed = CALLERS + BURST + CALLERS / 10;
    let sent = server.received().len();
    assert!((CALLERS..=allowed).contains(&sent), "{sent} requests for {CALLERS} calls");
    assert!(answered >= CALLERS - TROUBLE, "{answered} answered");
}

#[tokio::test]
async fn the_budget_is_refilled_by_answers_that_show_a_platform_at_work_and_by_no_others() {
    for (answer, refills) in [
        (success(), true),
        (Answer::status(404), true),
        (Answer::code(40001, "no"), true),
        (Answer::status(429), false),
        (Answer::status(500), false),
        (Answer::status(503), false),
    ] {
        let server = Server::start().unwrap();
        let client = server.client().retry_budget(RetryBudget::new(1, 0)).build().unwrap();
        server.answer(Answer::status(503)).answer(Answer::status(503));
        let error = client.cards().list().send().await.unwrap_err();
        assert!(error.attempts() == 2 && error.to_string().contains("retry budget is used up"), "{error}");

        // Ten of them earn one repetition; none of them takes one.
        (0..10).for_each(|_| _ = server.answer(answer.clone()));
        for _ in 0..10 {
            let _ = client.cards().list().with_retry(RetryPolicy::never()).send_raw().await.unwrap();
        }
        server.answer(Answer::status(503)).answer(success());
        let raw = client.cards().list().send_raw().await.unwrap();
        let expected = if refills { (200, 2) } else { (503, 1) };
        assert_eq!((raw.status(), raw.attempts()), expected, "{answer:?}");
    }
}

#[tokio::test]
async fn the_reason_for_not_waiting_is_the_true_one() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503).with_header("retry-after", "1"));
    let hours = Duration::from_secs(36_000_000);
    let slow = RetryPolicy::new().base(hours).cap(hours);
    let call = client(&server).cards().list().with_deadline(Duration::from_secs(20)).with_retry(slow);
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("because the deadline comes before another one could start"), "{error}");
    assert!(!error.to_string().contains("asks to wait"), "{error}");
}

#[tokio::test]
async fn what_the_head_of_a_cut_answer_said_is_kept() {
    let server = Server::start().unwrap();
    let cut = success().with_header("x-request-id", "req-3").with_header("retry-after", "7").cut_at(5);
    server.answer_always(cut);
    let error = client(&server).call(Operation::PaymentsCreate, &json!({"amount": 1})).await.unwrap_err();
    assert_eq!((error.status(), error.request_id()), (Some(200), Some("req-3")));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(
        error.to_string().contains("the connection broke in the middle of an answer with HTTP status 200"),
        "{error}"
    );
}

#[test]
fn a_call_without_a_runtime_is_an_error_and_not_a_panic() {
    let server = Server::start().unwrap();
    let call = std::pin::pin!(client(&server).call(Operation::PaymentsCreate, &json!({})).send());
    let polled = call.poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    let std::task::Poll::Ready(Err(error)) = polled else { panic!("{polled:?}") };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Config, Delivery::NotSent));
    assert!(error.to_string().contains("there is no tokio runtime here"), "{error}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn one_client_pays_in_many_runtimes_without_a_doubt() {
    const RUNTIMES: usize = 8;
    const PAYMENTS: usize = 25;
    let server = Server::start().unwrap();
    server.answer_always(success());
    let client = client(&server);
    std::thread::scope(|scope| {
        for _ in 0..RUNTIMES {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                for _ in 0..PAYMENTS {
                    // Between two payments, nothing drives what this runtime's connections have to do.
                    runtime.block_on(client.call(Operation::PaymentsCreate, &json!({})).send()).unwrap();
                }
            });
        }
    });
    assert_eq!((server.received().len(), server.connections()), (200, 200));
}
