//! Which connection a call goes on, and what a server may do on one without a call taking another's answer.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CallOptions, Client, ConnectionUse, Delivery, ErrorKind, Operation, RetryPolicy};
use serde_json::{Value, json};

use crate::support::{client, millis, never, page};

/// A success whose data names the request that it answers.
fn receipt(number: u64) -> Answer {
    Answer::json(format!(r#"{{"code":0,"message":"success","data":{{"number":{number}}}}}"#))
}

/// A server that answers each numbered call with its number, and in a manner that depends on the number.
fn numbered(manner: impl Fn(Answer, u64) -> Answer + Send + Sync + 'static) -> Server {
    let server = Server::start().unwrap();
    server.answer_with(move |request| {
        let number = request.json::<Value>().unwrap()["number"].as_u64().unwrap();
        manner(receipt(number), number)
    });
    server
}

/// What became of so many payments, one after the other.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    right: usize,
    taken_from_another: usize,
    in_doubt: usize,
    not_sent: usize,
    received: usize,
}

async fn pay(server: &Server, client: &Client, payments: u64, options: CallOptions) -> Tally {
    let mut tally = Tally::default();
    for number in 0..payments {
        let call = client.call(Operation::PaymentsCreate, &json!({"number": number})).with_options(options);
        match call.await {
            Ok(data) if data.decode::<Value>().unwrap()["number"] == number => tally.right += 1,
            Ok(_) => tally.taken_from_another += 1,
            Err(error) if error.delivery() == Delivery::NotSent => tally.not_sent += 1,
            Err(_) => tally.in_doubt += 1,
        }
    }
    tokio::time::sleep(millis(50)).await;
    tally.received = server.received().len();
    tally
}

fn all_right(payments: usize) -> Tally {
    Tally { right: payments, received: payments, ..Tally::default() }
}

/// What servers and gateways do on a connection that they keep: nothing of it is HTTP's way, all of it has been seen.
fn odd_behaviours() -> Vec<(&'static str, Server)> {
    let micros = |number: u64| Duration::from_micros(number % 7 * 500);
    let idle = Answer::status(408).with_header("connection", "close");
    vec![
        (
            "an extra answer 0 to 3 ms later",
            numbered(move |answer, number| answer.then_send(micros(number), receipt(number + 1_000_000).to_bytes())),
        ),
        (
            "the end of the connection 0 to 3 ms later",
            numbered(move |answer, number| answer.then_close_after(micros(number))),
        ),
        (
            "a time-out's answer on an idle connection, and its end",
            numbered(move |answer, number| answer.then_send(micros(number), idle.to_bytes()).then_close()),
        ),
        (
            "half an answer later",
            numbered(move |answer, number| {
                answer.then_send(micros(number), b"HTTP/1.1 200 OK\r\ncontent-le".as_slice())
            }),
        ),
        ("an end that is announced", numbered(|answer, _| answer.with_header("connection", "close").then_close())),
    ]
}

#[tokio::test]
async fn a_payment_has_a_connection_of_its_own_whatever_a_server_does_on_one_that_is_kept() {
    const PAYMENTS: u64 = 150;
    for (name, server) in odd_behaviours() {
        let client = client(&server);
        let tally = pay(&server, &client, PAYMENTS, CallOptions::new()).await;
        assert_eq!(tally, all_right(150), "{name}");
        assert_eq!(server.connections(), 150, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_payments_at_once_each_get_their_own_answer_whatever_a_server_does() {
    const PAYERS: u64 = 16;
    for (name, server) in odd_behaviours() {
        let client = client(&server);
        let mut payers = tokio::task::JoinSet::new();
        for payer in 0..PAYERS {
            let client = client.clone();
            payers.spawn(async move {
                for number in payer * 1000..payer * 1000 + 20 {
                    let data = client.call(Operation::PaymentsCreate, &json!({"number": number})).await.unwrap();
                    assert_eq!(data.decode::<Value>().unwrap()["number"], number);
                }
            });
        }
        payers.join_all().await;
        assert_eq!(server.received().len(), 320, "{name}");
    }
}

#[tokio::test]
async fn payments_and_reads_do_not_share_connections() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)));
    let client = client(&server);
    for _ in 0..3 {
        client.cards().list().send().await.unwrap();
        client.call(Operation::PaymentsCreate, &json!({})).await.unwrap();
        client.call(Operation::HoldersCreate, &json!({})).await.unwrap();
        client.call_path("/openApi/unlisted", &json!({})).await.unwrap();
    }
    assert_eq!(
        (server.received().len(), server.connections()),
        (12, 10),
        "one for the reads, one for each of the rest"
    );
}

#[tokio::test]
async fn which_connection_a_call_goes_on_can_be_chosen() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("card", 1, 1)));
    let kept = server.client().connection(ConnectionUse::Kept).path(Operation::PaymentsCreate, "/pay").build().unwrap();
    for _ in 0..3 {
        kept.call(Operation::PaymentsCreate, &json!({})).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
    let fresh = CallOptions::new().connection(ConnectionUse::Fresh);
    for _ in 0..3 {
        kept.cards().list().with_options(fresh).send().await.unwrap();
    }
    assert_eq!(server.connections(), 4);
}

/// A server that sends an extra answer after each one, and says when it has; how many connections it accepted is the count of
/// the numbers that it says.
fn out_of_turn() -> (std::net::SocketAddr, mpsc::Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sent, out_of_turn) = mpsc::channel();
    std::thread::spawn(move || {
        for (connection, stream) in listener.incoming().enumerate() {
            let (mut stream, sent) = (stream.unwrap(), sent.clone());
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while stream.read(&mut buffer).is_ok_and(|length| length > 0) {
                    let request = String::from_utf8_lossy(&buffer);
                    let number = request.split("\"number\":").nth(1).unwrap().split('}').next().unwrap();
                    let number: u64 = number.parse().unwrap();
                    stream.write_all(&receipt(number).to_bytes()).unwrap();
                    std::thread::sleep(millis(2));
                    // Refused when the other side has closed the connection already.
                    let _ = stream.write_all(&receipt(number + 1_000_000).to_bytes());
                    if sent.send(connection).is_err() {
                        break;
                    }
                }
            });
        }
    });
    (address, out_of_turn)
}

/// The same for both kinds of runtime: one thread may be busy while the bytes come, and looks at them too late.
fn bytes_out_of_turn_close_a_kept_connection(runtime: &tokio::runtime::Runtime) {
    const READS: u64 = 40;
    let (address, out_of_turn) = out_of_turn();
    let client =
        Client::builder().base_url(format!("http://{address}/v1")).customer_id(1).app_id(1).key("key-for-tests");
    let client = client.path(Operation::WalletsGet, "/read").retry(RetryPolicy::never()).build().unwrap();
    runtime.block_on(async {
        for number in 0..READS {
            let data = client.call(Operation::WalletsGet, &json!({"number": number})).await.unwrap();
            assert_eq!(data.decode::<Value>().unwrap()["number"], number);
            // Nothing is asked meanwhile; the thread does not even look.
            let connection = out_of_turn.recv_timeout(Duration::from_secs(10)).unwrap();
            assert_eq!(u64::try_from(connection).unwrap(), number, "each read is on a connection of its own");
            std::thread::sleep(millis(20));
        }
    });
}

#[test]
fn bytes_that_come_while_nothing_is_asked_close_the_connection() {
    bytes_out_of_turn_close_a_kept_connection(
        &tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
    );
    bytes_out_of_turn_close_a_kept_connection(
        &tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap(),
    );
}

#[tokio::test]
async fn a_read_that_meets_an_idle_connections_time_out_is_made_again() {
    let server = Server::start().unwrap();
    server.answer(Answer::status(408)).answer(Answer::data(&page("card", 1, 1)));
    let raw = client(&server).cards().list().send_raw().await.unwrap();
    assert_eq!((raw.status(), raw.attempts()), (200, 2));
}

#[tokio::test]
async fn a_callers_set_up_is_used_and_cannot_undo_the_rules() {
    let elsewhere = Server::start().unwrap();
    elsewhere.answer_always(Answer::data(&page("card", 1, 1)));
    let server = Server::start().unwrap();
    let client = server
        .client()
        .http(|http| {
            let headers = [("x-from".parse().unwrap(), "the caller".parse().unwrap())].into_iter().collect();
            let again = reqwest::retry::for_host("127.0.0.1")
                .classify_fn(|tried| if tried.status().is_some() { tried.retryable() } else { tried.success() });
            http.default_headers(headers)
                .redirect(reqwest::redirect::Policy::limited(10))
                .retry(again)
                .pool_max_idle_per_host(100)
                .referer(true)
        })
        .path(Operation::PaymentsCreate, "/pay")
        .build()
        .unwrap();
    // A redirect back to where the call went is the one that nobody could notice afterwards.
    for location in [elsewhere.url(), format!("{}/v1/pay", server.url())] {
        for status in [301, 302, 303, 307, 308] {
            server.answer(Answer::status(status).with_header("location", &location));
            let error = client.call(Operation::PaymentsCreate, &json!({})).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(status)), "{location}");
            assert_eq!(error.delivery(), Delivery::Unknown);
        }
    }
    assert_eq!((server.received().len(), server.connections(), elsewhere.connections()), (10, 10, 0));
    for received in server.received() {
        assert_eq!((received.method(), received.header("x-from")), ("POST", Some("the caller")));
    }
}

#[tokio::test]
async fn a_redirect_never_makes_a_get_of_a_payment_that_succeeds() {
    // The finished client follows redirects, which is what its name says is given up; a plain set-up does not.
    let server = Server::start().unwrap();
    server.answer_with(move |request| match request.method() {
        "GET" => receipt(1),
        _ => Answer::status(303).with_header("location", "/v1/elsewhere"),
    });
    let builder = || server.client().retry(RetryPolicy::never()).path(Operation::PaymentsCreate, "/pay");
    let plain = builder().http(|http| http).build().unwrap();
    let finished = reqwest::Client::builder().no_proxy().build().unwrap();
    let unguarded = builder().http_client_without_guards(finished).build().unwrap();
    for client in [plain, unguarded] {
        let error = client.call(Operation::PaymentsCreate, &json!({})).with_options(never()).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{error}");
    }
}

#[test]
fn a_finished_client_cannot_be_set_up() {
    let server = Server::closed().unwrap();
    let builder = server.client().http(|http| http);
    let finished = reqwest::Client::builder().no_proxy().build().unwrap();
    let error = builder.http_client_without_guards(finished).build().unwrap_err();
    assert!(error.to_string().contains("a finished client cannot be set up"), "{error}");
}
