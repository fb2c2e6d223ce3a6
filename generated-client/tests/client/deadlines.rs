//! How long a call may take.

use std::time::{Duration, Instant};

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CallOptions, ConnectionUse, Delivery, ErrorKind, Operation, RetryPolicy};
use serde_json::json;

use crate::support::{client, describe, millis, page};

/// What a busy machine may add.
const NOISE: Duration = Duration::from_secs(3);

#[tokio::test]
async fn a_hanging_endpoint_is_left_at_the_deadline_however_many_repetitions_are_allowed() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::hang());
    let call = client(&server)
        .cards()
        .list()
        .with_deadline(Duration::from_secs(2))
        .with_attempt_timeout(millis(300))
        .with_retry(RetryPolicy::new().max_retries(1000).base(millis(1)).cap(millis(1)));
    let start = Instant::now();
    let error = call.send().await.unwrap_err();
    let took = start.elapsed();
    assert!((millis(1700)..Duration::from_secs(2) + NOISE).contains(&took), "{took:?}");
    assert!((4..=7).contains(&error.attempts()), "{} attempts", error.attempts());
    assert_eq!(error.delivery(), Delivery::Unknown);
}

#[tokio::test]
async fn the_deadline_cuts_an_attempt_short_and_says_so() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::hang());
    let error = client(&server).cards().list().with_deadline(millis(200)).send().await.unwrap_err();
    insta::assert_snapshot!(describe(&error), @r"
    cards.list: no answer came before the call's deadline of 200ms; the call only reads, so it can be made again
      kind timeout, delivery unknown, retryable true, attempts 1
    ");
}

#[tokio::test]
async fn an_answer_that_trickles_in_is_held_to_the_same_limit() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)).slowly(millis(20)));
    let start = Instant::now();
    let error = client(&server)
        .call(Operation::PaymentsCreate, &json!({}))
        .with_attempt_timeout(millis(1000))
        .await
        .unwrap_err();
    assert!(start.elapsed() < millis(1000) + NOISE, "{:?}", start.elapsed());
    insta::assert_snapshot!(describe(&error), @r"
    payments.create: no complete answer came within the attempt's limit of 1s; it may have taken effect: look up what became of it before making it again
      kind timeout, delivery unknown, retryable false, attempts 1
      status 200
    ");
}

#[tokio::test]
async fn a_slow_answer_within_the_limits_is_an_answer() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 1)).after(millis(150)));
    let page = client(&server).cards().list().with_attempt_timeout(Duration::from_secs(5)).send().await.unwrap();
    assert_eq!(page.card_list.len(), 1);
}

#[tokio::test]
async fn limits_without_measure_are_no_limits() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 1)));
    let call = client(&server).cards().list().with_deadline(Duration::MAX).with_attempt_timeout(Duration::MAX);
    assert!(call.send().await.is_ok());
}

/// A connection that is never accepted: the time runs out before anything can have been sent, and that is known.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_money_call_that_never_got_a_connection_is_known_not_to_be_sent_and_is_made_again() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let _listener = socket.listen(1).unwrap();
    // A queue of one holds two; from then on the system leaves callers waiting.
    let mut queued = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(millis(200), tokio::net::TcpStream::connect(address)).await {
        queued.push(stream);
        assert!(queued.len() < 100, "the queue never fills");
    }

    let client = open_api_client::Client::builder()
        .base_url(format!("http://{address}"))
        .version("v1")
        .customer_id(1)
        .app_id(1)
        .key("k")
        .path(Operation::PaymentsCreate, "/openApi/money")
        .build()
        .unwrap();
    let twice = RetryPolicy::new().max_retries(1).base(millis(1));
    let call = client.call(Operation::PaymentsCreate, &json!({})).with_attempt_timeout(millis(200)).with_retry(twice);
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.delivery(), error.attempts()), (ErrorKind::Exhausted, Delivery::NotSent, 2));
    assert_eq!(error.last_cause().unwrap().kind(), ErrorKind::Timeout);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn when_no_time_is_left_nothing_leaves() {
    const PAYMENTS: usize = 300;
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)));
    let client = client(&server);
    // A warm connection, on which a request could leave at once.
    client.cards().list().send().await.unwrap();
    let kept = CallOptions::new().connection(ConnectionUse::Kept);
    for number in 0..PAYMENTS {
        let call = client.call(Operation::PaymentsCreate, &json!({"number": number}));
        let call = match number % 4 {
            0 => call.with_deadline(Duration::ZERO),
            1 => call.with_options(kept.deadline(Duration::ZERO)),
            2 => call.with_attempt_timeout(Duration::ZERO).with_retry(RetryPolicy::never()),
            _ => call.with_options(kept.attempt_timeout(Duration::ZERO).retry(RetryPolicy::never())),
        };
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent), "{error}");
        assert!(error.is_retryable() && error.to_string().contains("left no time to send it"), "{error}");
    }
    assert_eq!((server.received().len(), server.connections()), (1, 1));
}

#[tokio::test]
async fn nothing_leaves_after_the_deadline_however_it_races_with_sending() {
    const PAYMENTS: u64 = 300;
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)));
    let client = client(&server);
    let kept = CallOptions::new().connection(ConnectionUse::Kept).retry(RetryPolicy::never());
    let (mut not_sent, mut may_have_left) = (0, 0);
    for number in 0..PAYMENTS {
        let options = kept.deadline(Duration::from_micros(number * 7));
        match client.call(Operation::PaymentsCreate, &json!({"number": number})).with_options(options).await {
            Err(error) if error.delivery() == Delivery::NotSent => not_sent += 1,
            _ => may_have_left += 1,
        }
    }
    tokio::time::sleep(millis(100)).await;
    assert_eq!(not_sent + may_have_left, 300);
    assert!(not_sent > 0 && server.received().len() <= may_have_left, "{not_sent} not sent, {may_have_left} perhaps");
}

#[tokio::test]
async fn a_wait_that_wakes_up_too_late_is_followed_by_no_attempt() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(503));
    let policy = RetryPolicy::new().max_retries(1).base(millis(30)).cap(millis(30));
    let call = client(&server).cards().list().with_deadline(millis(150)).with_retry(policy);
    let call = tokio::spawn(call.send());
    while server.received().is_empty() {
        tokio::time::sleep(millis(1)).await;
    }
    tokio::time::sleep(millis(5)).await;
    // The only thread is busy beyond the deadline, and wakes the call up after it.
    std::thread::sleep(millis(300));
    let error = call.await.unwrap().unwrap_err();
    assert!(server.received().len() <= 2);
    if error.attempts() == 1 {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Exhausted, Some(503)), "{error}");
        assert!(error.to_string().contains("because the deadline comes before another one could start"), "{error}");
        assert_eq!(server.received().len(), 1);
    }
}
