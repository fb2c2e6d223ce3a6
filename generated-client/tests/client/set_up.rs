//! A key that is rotated without a restart, and headers that a gateway wants: without the key or a card number in a header or an
//! error.

use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use open_api_client::test_util::{Answer, Server};
use open_api_client::{Client, ErrorKind, Operation, Secret};
use serde_json::json;

fn ok() -> Answer {
    Answer::json(r#"{"code":0,"message":"success","data":null}"#)
}

async fn read(client: &Client) -> Result<(), ErrorKind> {
    let call = client.call(Operation::WalletsGet, &json!({}));
    call.await.map(|_| ()).map_err(|error| error.kind())
}

/// The keys in the bodies that the server has received.
fn keys(server: &Server) -> Vec<String> {
    let bodies = server.received().into_iter().map(|request| request.json::<serde_json::Value>().unwrap());
    bodies.map(|body| body["key"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_key_that_the_platform_refused_is_asked_for_again_and_the_refused_call_is_not_repeated() {
    let server = Server::start().unwrap();
    server.answer(ok()).answer(Answer::status(401)).answer(ok()).answer(Answer::code(7, "no")).answer(ok());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let provider = move || Ok::<_, io::Error>(Secret::new(format!("key-{}", count.fetch_add(1, Ordering::Relaxed))));
    let client = server.client().path(Operation::WalletsGet, "/openApi/read").key_provider(provider).build().unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..5 {
        outcomes.push(read(&client).await);
    }
    assert_eq!(outcomes, [Ok(()), Err(ErrorKind::Http), Ok(()), Err(ErrorKind::Api), Ok(())]);
    assert_eq!(keys(&server), ["key-0", "key-0", "key-1", "key-1", "key-1"]);
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_key_file_is_read_again_and_a_file_without_a_key_leaves_the_old_one() {
    let server = Server::start().unwrap();
    server.answer_always(ok());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    fs::write(&file, "first\n").unwrap();
    let client = server.client().path(Operation::WalletsGet, "/openApi/read").key_file(&file).build().unwrap();
    read(&client).await.unwrap();
    fs::write(&file, "  second\r\n").unwrap();
    client.refresh_key().unwrap();
    read(&client).await.unwrap();
    fs::write(&file, "\n").unwrap();
    assert_eq!(client.refresh_key().unwrap_err().kind(), ErrorKind::Config);
    fs::remove_file(&file).unwrap();
    assert_eq!(client.refresh_key().unwrap_err().kind(), ErrorKind::Config);
    read(&client).await.unwrap();
    assert_eq!(keys(&server), ["first", "second", "second"]);
}

#[tokio::test]
async fn many_refused_calls_ask_once() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::status(403));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let provider = move || {
        count.fetch_add(1, Ordering::Relaxed);
        Err::<Secret, _>(io::Error::other("sentinel-key is not there")).or_else(|_| Ok::<_, io::Error>("same".into()))
    };
    let client = server.client().path(Operation::WalletsGet, "/openApi/read").key_provider(provider).build().unwrap();
    for _ in 0..20 {
        assert_eq!(read(&client).await, Err(ErrorKind::Http));
    }
    let asked = asked.load(Ordering::Relaxed);
    assert!((2..=5).contains(&asked), "once by build, and at most once a second: {asked}");
}

#[tokio::test]
async fn a_key_that_cannot_be_had_is_told_without_what_could_be_the_key() {
    let server = Server::start().unwrap();
    let error = server.client().key_file("/nowhere/sentinel-key").build().unwrap_err().to_string();
    assert!(error.contains("its file or provider: entity not found") && !error.contains("sentinel"), "{error}");
    let refuse = || Err::<Secret, _>("sentinel-key");
    let error = server.client().key_provider(refuse).build().unwrap_err().to_string();
    assert!(error.contains("its file or provider") && !error.contains("sentinel"), "{error}");
}

#[tokio::test]
async fn headers_and_the_suffix_of_the_user_agent_are_sent() {
    let server = Server::start().unwrap();
    server.answer_always(ok());
    let client = server
        .client()
        .path(Operation::WalletsGet, "/openApi/read")
        .header("X-Tenant", "blue")
        .user_agent_suffix("payouts/3.1")
        .build()
        .unwrap();
    read(&client).await.unwrap();
    let received = server.received();
    assert_eq!(received[0].header("x-tenant"), Some("blue"));
    let agent = received[0].header("user-agent").unwrap();
    assert!(agent.starts_with("open-api-client/") && agent.ends_with(" payouts/3.1"), "{agent}");
}

#[tokio::test]
async fn a_header_that_would_carry_the_key_or_a_card_number_is_refused() {
    let server = Server::start().unwrap();
    let build = |name: &str, value: &str| server.client().key("sentinel-key").header(name, value).build();
    for (name, value) in
        [("x-a", "SENTINEL-KEY"), ("x-a", "4111 1111 1111 1111"), ("content-type", "x"), ("x a", "x"), ("x-a", "a\nb")]
    {
        let error = build(name, value).unwrap_err().to_string();
        assert!(!error.to_lowercase().contains("sentinel") && !error.contains("4111"), "{error}");
    }
    let error = server.client().key("sentinel-key").user_agent_suffix("sentinel-key").build().unwrap_err().to_string();
    assert!(error.contains(".user_agent_suffix(…)") && !error.contains("sentinel"), "{error}");
    assert!(build("x-a", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").is_ok());
}

#[tokio::test]
async fn a_call_has_headers_of_its_own_under_the_same_rules() {
    let server = Server::start().unwrap();
    server.answer_always(ok());
    let client = server.client().key("sentinel-key").path(Operation::WalletsGet, "/openApi/read");
    let client = client.path(Operation::WalletsGetTransaction, "/openApi/transaction").build().unwrap();
    client.call(Operation::WalletsGet, &json!({})).with_header("x-trace", "one").await.unwrap();
    // One that comes in pages and one that does not.
    let _ = client.cards().list().with_header("x-trace", "two").send().await;
    let _ = client.wallets().get_transaction("T1").with_header("x-trace", "three").send().await;
    read(&client).await.unwrap();
    let traces = server.received();
    let traces: Vec<_> = traces.iter().map(|request| request.header("x-trace")).collect();
    assert_eq!(traces, [Some("one"), Some("two"), Some("three"), None]);

    for value in ["sentinel-key", "4111111111111111"] {
        let call = client.call(Operation::WalletsGet, &json!({})).with_header("x-trace", value);
        assert!(!format!("{call:?}").contains(value));
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(!error.to_string().contains(value), "{error}");
    }
    assert_eq!(server.received().len(), 4);
}
