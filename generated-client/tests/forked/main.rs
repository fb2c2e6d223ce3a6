//! Blocking calls in a process that was forked off from one that has made some: it has a copy of the client and of its connections, and
//! none of its threads. The only test of its program, because a fork copies what others hold, too.
#![cfg(all(unix, test))]

use std::process::exit;
use std::thread::sleep;
use std::time::{Duration, Instant};

use fork::{Fork, fork};
use open_api_client::test_util::{Answer, Received, Server};
use open_api_client::{CardsListResponse, Client, Operation, exact};

const CALLS: usize = 10;

/// Reads and payments, numbered from `first`.
fn pay_and_read(client: &Client, first: usize) -> Result<(), open_api_client::Error> {
    for number in first..first + CALLS {
        client.cards().list().with_deadline(Duration::from_secs(10)).send_blocking()?;
        let payment = client.call(Operation::PaymentsCreate, &exact!({"number": number}));
        payment.with_deadline(Duration::from_secs(10)).send_blocking()?;
    }
    Ok(())
}

#[test]
fn a_forked_process_makes_its_calls_on_connections_of_its_own() {
    let server = Server::start().unwrap();
    server.answer_with(|request: &Received| {
        if request.path().ends_with("/openApi/money") {
            Answer::json(r#"{"code":0,"message":"success","data":null}"#)
        } else {
            Answer::data(&CardsListResponse::example())
        }
    });
    let client = server.client().path(Operation::PaymentsCreate, "/openApi/money").build().unwrap();
    pay_and_read(&client, 0).unwrap();
    let child = match fork().unwrap() {
        // No destructor and no word of the test's frame in here.
        Fork::Child => exit(i32::from(pay_and_read(&client, CALLS).is_err())),
        Fork::Parent(child) => child,
    };
    // The one who was forked off waits no longer than its deadlines, and so does this.
    let start = Instant::now();
    while server.received().len() < 4 * CALLS && start.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(20));
    }
    pay_and_read(&client, 2 * CALLS).unwrap();
    let payments: Vec<String> = server
        .received()
        .iter()
        .map(|request| String::from_utf8_lossy(request.expose_body()).into_owned())
        .filter(|body| body.contains("number"))
        .collect();
    for number in 0..3 * CALLS {
        let made = payments.iter().filter(|body| body.ends_with(&format!(r#""number":{number}}}"#))).count();
        assert_eq!(made, 1, "payment {number}; the other process is {child}");
    }
    assert_eq!(server.received().len(), 6 * CALLS);
    // One for each payment, and one for the reads of each process.
    assert_eq!(server.connections(), 3 * CALLS + 2);
}
