//! A consumer's tests may pause tokio's clock. It then leaps whenever their runtime waits for nothing but a connection; no call ends by
//! that, and waits between attempts cost no time.

use std::time::{Duration, Instant};

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CallOptions, Client, ConnectionUse, Delivery, ErrorKind, Operation, RetryPolicy, exact};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{client, millis, page};

#[tokio::test(start_paused = true)]
async fn no_call_ends_before_its_answer_however_the_clock_leaps() {
    let server = Server::start().unwrap();
    let client = client(&server);
    for number in 0..20_u64 {
        server.answer(Answer::data(&page("card", 1, 1)).after(millis(number)));
        client.cards().list().send().await.unwrap();
        server.answer(Answer::json(r#"{"code":0,"message":"success","data":null}"#).after(millis(number)));
        client.call(Operation::PaymentsCreate, &exact!({"amount": 1.50})).await.unwrap();
    }
    server.answer_always(Answer::data(&page("card", 1, 1)).after(millis(30)));
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(client.cards().list().send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.received().len(), 60, "none was made twice");
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_the_callers_own_around_a_call_is_as_long_as_it_says() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 1, 1)).after(millis(100)));
    let call = client(&server).cards().list().send();
    assert!(tokio::time::timeout(Duration::from_secs(60), call).await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_limit_ends_a_call_when_the_time_has_really_passed() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::hang());
    let client = client(&server);
    let start = Instant::now();
    let error = client.call(Operation::PaymentsCreate, &exact!({})).with_deadline(millis(300)).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Unknown));
    assert!(start.elapsed() >= millis(300), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn waits_between_attempts_pass_at_once() {
    let server = Server::start().unwrap();
    server.answer(Answer::status(503)).answer(Answer::status(429)).answer(Answer::data(&page("card", 1, 1)));
    let start = Instant::now();
    let long = RetryPolicy::new().base(Duration::from_secs(40)).cap(Duration::from_secs(40));
    let options = CallOptions::new().retry(long).deadline(Duration::from_secs(600));
    client(&server).cards().list().with_options(options).send().await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(server.received().len(), 3);
}

/// A consumer's own server in the same runtime, which waits by the same clock before it answers.
async fn slow_server() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (mut request, mut part) = (Vec::new(), [0; 4096]);
                while !request.ends_with(b"}") {
                    let count = stream.read(&mut part).await.unwrap();
                    request.extend_from_slice(&part[..count]);
                }
                tokio::time::sleep(millis(200)).await;
                let body = r#"{"code":0,"message":"success","data":null}"#;
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
            });
        }
    });
    let url = format!("http://{address}");
    let client = Client::builder().base_url(url).version("v1").customer_id(1).app_id(1).key("key-for-tests");
    client.path(Operation::PaymentsCreate, "/openApi/money").build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_server_that_waits_by_the_same_clock_answers_in_time() {
    let client = slow_server().await;
    for connection in [ConnectionUse::Fresh, ConnectionUse::Kept] {
        let call = client.call(Operation::PaymentsCreate, &exact!({}));
        call.with_options(CallOptions::new().connection(connection)).await.unwrap();
    }
}
