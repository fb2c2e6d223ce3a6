//! One client in several runtimes, at once and one after the other: every call ends, and each payment is made once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use open_api_client::test_util::{Answer, Received, Server};
use open_api_client::{CardsListResponse, Client, Operation, exact};
use tokio::runtime::{Builder, Runtime};

use crate::support::{client, page};

const CALLS: usize = 25;

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A server that answers reads and payments.
fn server() -> Server {
    let server = Server::start().unwrap();
    server.answer_with(|request: &Received| {
        if request.path().ends_with("/openApi/money") {
            Answer::json(r#"{"code":0,"message":"success","data":null}"#)
        } else {
            Answer::data(&page("card", 1, 1))
        }
    });
    server
}

async fn read(client: &Client) -> CardsListResponse {
    client.cards().list().send().await.unwrap()
}

/// Makes payments, each with a number of its own, and reads in between.
async fn pay_and_read(client: &Client, numbers: std::ops::Range<usize>) {
    for number in numbers {
        client.call(Operation::PaymentsCreate, &exact!({"number": number})).await.unwrap();
        read(client).await;
    }
}

/// The payments that the server has got.
fn payments(server: &Server) -> (usize, BTreeSet<String>) {
    let body = |request: &Received| String::from_utf8_lossy(request.expose_body()).into_owned();
    let payments: Vec<_> = server.received().iter().map(body).filter(|body| body.contains("number")).collect();
    (payments.len(), payments.into_iter().collect())
}

#[test]
fn runtimes_that_run_at_once_do_not_disturb_each_other() {
    let server = server();
    let client = Arc::new(client(&server));
    let start = Instant::now();
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let client = Arc::clone(&client);
            std::thread::spawn(move || {
                let runtime = if thread == 0 {
                    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
                } else {
                    one_thread()
                };
                runtime.block_on(pay_and_read(&client, thread * CALLS..(thread + 1) * CALLS));
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    let (count, distinct) = payments(&server);
    assert_eq!((count, distinct.len(), server.received().len()), (4 * CALLS, 4 * CALLS, 8 * CALLS));
    // One for each payment, and one for the reads of each runtime.
    assert_eq!(server.connections(), 4 * CALLS + 4);
}

#[test]
fn a_runtime_that_stands_still_holds_no_other_up() {
    let server = server();
    let client = client(&server);
    let (here, there) = (one_thread(), one_thread());
    let start = Instant::now();
    for number in 0..CALLS {
        // Each is driven only while it makes a call itself, and has a connection then that the other cannot drive.
        here.block_on(pay_and_read(&client, 2 * number..2 * number + 1));
        there.block_on(pay_and_read(&client, 2 * number + 1..2 * number + 2));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let (count, distinct) = payments(&server);
    assert_eq!((count, distinct.len(), server.received().len()), (2 * CALLS, 2 * CALLS, 4 * CALLS));
    assert_eq!(server.connections(), 2 * CALLS + 2, "each keeps one connection for its reads");
}

#[test]
fn runtimes_that_come_and_go_leave_nothing_behind() {
    let server = server();
    let client = client(&server);
    let start = Instant::now();
    // More than connections are kept for.
    for number in 0..70 {
        one_thread().block_on(pay_and_read(&client, number..number + 1));
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    let (count, distinct) = payments(&server);
    assert_eq!((count, distinct.len(), server.received().len()), (70, 70, 140));
}

#[test]
fn a_blocking_call_within_a_runtime_has_connections_of_its_own() {
    let server = server();
    let client = client(&server);
    let runtime = one_thread();
    let start = Instant::now();
    runtime.block_on(async {
        for _ in 0..CALLS {
            read(&client).await;
            client.cards().list().send_blocking().unwrap();
        }
    });
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!((server.received().len(), server.connections()), (2 * CALLS, 2));
}
