//! Answers that are no HTTP, or cut off, or packed in a way that cannot be read: what failed is said, a payment is never made twice,
//! and a read only where another attempt may go better.

use open_api_client::{CallOptions, Delivery, ErrorKind, Operation};
use proptest::prelude::{any, prop};
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use crate::support::raw::{CALLS, RawServer, builder, fails};

const SUCCESS: &str = r#"{"code":0,"message":"success","data":null}"#;

/// An answer with these headers and this body.
fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat()
}

/// The same with its length.
fn whole(headers: &str, body: &[u8]) -> Vec<u8> {
    answer(&format!("{headers}content-length: {}\r\n", body.len()), body)
}

struct Case {
    bytes: Vec<u8>,
    /// What the error has to say.
    says: &'static str,
    /// Whether a read is tried again.
    passes: bool,
}

fn case(says: &'static str, passes: bool, bytes: impl Into<Vec<u8>>) -> Case {
    Case { bytes: bytes.into(), says, passes }
}

fn cases() -> Vec<Case> {
    let no_http = |bytes: &[u8]| case(": the answer is no HTTP that can be read", false, bytes);
    let no_chunks = |bytes: &[u8]| case(": the answer with HTTP status 200 is no HTTP that can be read", false, bytes);
    let broken = |bytes: &[u8]| case("the connection broke", true, bytes);
    let success = SUCCESS.as_bytes();
    let gzip: &[u8] = include_bytes!("fixtures/cards.json.gz");
    let mut all = vec![
        no_http(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
        no_http(b"220 mail.example.com ESMTP\r\n\r\n"),
        no_http(&[0x15, 3, 3, 0, 2, 2, 70]),
        no_http(b"HTTP/1.1 OK\r\n\r\n"),
        no_http(b"HTTP/1.1 99999 OK\r\n\r\n"),
        no_http(b"HTTP/7.5 200 OK\r\n\r\n"),
        no_http(&whole("a name: x\r\n", success)),
        no_http(&whole("no colon\r\n", success)),
        no_http(&answer("content-length: 42\r\ncontent-length: 43\r\n", success)),
        no_http(&answer("content-length: forty\r\n", success)),
        no_http(&answer("content-length: -1\r\n", success)),
        no_http(&whole(&format!("x-long: {}\r\n", "x".repeat(1_000_000)), success)),
        no_http(&whole(&"x-name: x\r\n".repeat(300), success)),
        no_chunks(&answer("transfer-encoding: chunked\r\n", b"zz\r\nno\r\n")),
        no_chunks(&answer("transfer-encoding: chunked\r\n", b"ffffffffffffffffffff\r\nno\r\n")),
        broken(b""),
        broken(b"HTTP/1.1 200 OK\r\ncontent-le"),
        broken(&answer("content-length: 1000\r\n", success)),
        broken(&answer("transfer-encoding: chunked\r\n", b"5\r\n{\"co")),
        broken(&answer("content-encoding: gzip\r\ncontent-length: 1000\r\n", &gzip[..20])),
    ];
    if cfg!(feature = "gzip") {
        let packed = |body: &[u8]| {
            let says = "the body of the answer with HTTP status 200 is not compressed as its head says";
            case(says, false, whole("content-encoding: gzip\r\n", body))
        };
        let mut spoilt = gzip.to_vec();
        let middle = spoilt.len() / 2;
        spoilt[middle..middle + 8].fill(0xff);
        all.extend([packed(success), packed(&gzip[..gzip.len() / 2]), packed(&spoilt), packed(b"\x1f\x8b")]);
    }
    for (name, says) in [
        ("br", "content-encoding (br) was not asked for"),
        ("ZSTD", "content-encoding (zstd) was not asked for"),
        ("deflate", "content-encoding (deflate) was not asked for"),
        ("compress", "content-encoding (compress) was not asked for"),
        ("x-sentinel-key", "content-encoding was not asked for"),
    ] {
        let encoded = whole(&format!("content-encoding: {name}\r\n"), b"\x8b\x02\x80sentinel");
        all.push(case(says, false, encoded));
    }
    all
}

#[tokio::test]
async fn what_failed_is_said_and_only_what_may_pass_is_tried_again_and_no_payment() {
    for Case { bytes, says, passes } in cases() {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
        for (name, operation) in CALLS {
            let server = RawServer::says(bytes.clone());
            let client = builder(&format!("http://{}", server.address)).build().unwrap();
            let error = fails(&client, operation, CallOptions::new()).await;
            let (text, attempts) = (format!("{error} {error:?}"), if passes && name == "read" { 4 } else { 1 });
            assert!(text.contains(says) && !text.contains("sentinel"), "{shown:?}, {name}: {text}");
            assert_eq!(error.delivery(), Delivery::Unknown, "{shown:?}, {name}: {text}");
            assert_eq!(
                (error.attempts(), server.heard().len()),
                (attempts, attempts as usize),
                "{shown:?}, {name}: {text}"
            );
            assert_eq!(error.is_retryable(), passes && name == "read", "{shown:?}, {name}: {text}");
            let again = text.contains("can be made again");
            assert_eq!(again, passes && name == "read", "{shown:?}, {name}: {text}");
            assert_eq!(text.contains("look up what became of it"), name != "read", "{shown:?}, {name}: {text}");
        }
    }
}

#[tokio::test]
async fn an_encoding_that_changes_nothing_or_was_not_applied_is_no_obstacle() {
    for name in ["identity", "IDENTITY", "", "x-unknown"] {
        let server = RawServer::says(whole(&format!("content-encoding: {name}\r\n"), SUCCESS.as_bytes()));
        let client = builder(&format!("http://{}", server.address)).build().unwrap();
        client.call(Operation::PaymentsCreate, &json!({})).await.unwrap();
    }
}

/// Whatever a server says: a payment is sent once, and one that was sent is never said not to be.
#[test]
fn no_spoilt_answer_makes_a_payment_go_twice_or_be_taken_for_not_sent() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sound = [
        whole("", SUCCESS.as_bytes()),
        whole("", br#"{"code":7,"message":"no","data":null}"#),
        b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n".to_vec(),
    ];
    let mut runner = TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() });
    let answers: Vec<Vec<u8>> =
        cases().into_iter().map(|case| case.bytes).filter(|bytes| bytes.len() < 10_000).collect();
    let of_all = prop::sample::select(answers.into_iter().chain(sound).collect::<Vec<_>>());
    runner
        .run(&(of_all, any::<Vec<(prop::sample::Index, u8)>>()), |(mut bytes, changes)| {
            for (index, byte) in changes.into_iter().take(6) {
                if !bytes.is_empty() {
                    let at = index.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            let server = RawServer::says(bytes.clone());
            let client = builder(&format!("http://{}", server.address)).build().unwrap();
            let deadline = CallOptions::new().deadline(std::time::Duration::from_secs(20));
            let call = client.call(Operation::PaymentsCreate, &json!({})).with_options(deadline);
            let outcome = runtime.block_on(call.send());
            assert_eq!(server.heard().len(), 1, "{bytes:?}");
            if let Err(error) = outcome {
                assert_ne!(error.delivery(), Delivery::NotSent, "{error}: {bytes:?}");
                assert!(!format!("{error} {error:?}").contains("sentinel"), "{error}");
                assert_ne!(error.kind(), ErrorKind::Exhausted, "{error}");
            }
            Ok(())
        })
        .unwrap();
}
