//! The connection: whose HTTP client, how large an answer, which addresses.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListResponse, Client, Delivery, ErrorKind, Operation, Paging};
use serde_json::json;

use crate::support::{client, describe, millis, never, page};

fn success() -> Answer {
    Answer::data(&page("card", 1, 1))
}

#[tokio::test]
async fn the_callers_own_http_client_is_used() {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("x-from", "the caller".parse().unwrap());
    let server = Server::start().unwrap();
    server.answer(success());
    let builder = server.client();

    let own = reqwest::Client::builder().default_headers(headers).no_proxy().build().unwrap();
    let client = builder.http_client_without_guards(own).build().unwrap();
    client.cards().list().send().await.unwrap();

    assert_eq!(server.received()[0].header("x-from"), Some("the caller"));
    assert!(server.received()[0].header("user-agent").unwrap().starts_with("open-api-client/"));
}

#[tokio::test]
async fn the_limits_of_the_callers_own_http_client_count_too() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::hang());
    let builder = server.client();
    let own = reqwest::Client::builder().timeout(millis(100)).no_proxy().build().unwrap();
    let client =
        builder.http_client_without_guards(own).path(Operation::PaymentsCreate, "/openApi/money").build().unwrap();
    let error = client.call(Operation::PaymentsCreate, &json!({})).await.unwrap_err();
    insta::assert_snapshot!(describe(&error), @r"
    payments.create: no answer came within the HTTP client's time limit; it may have taken effect: look up what became of it before making it again
      kind timeout, delivery unknown, retryable false, attempts 1
    ");
}

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls"))]
#[tokio::test]
async fn a_connection_that_is_not_secure_is_not_used() {
    // The server speaks plain HTTP where TLS is expected.
    let server = Server::start().unwrap();
    server.answer_always(success());
    let url = server.url().replace("http://", "https://");
    let client = server.client().base_url(url).retry(open_api_client::RetryPolicy::never()).build().unwrap();
    let error = client.cards().list().send().await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent), "{error}");
    assert!(!error.to_string().contains("took too long"), "{error}");
    assert_eq!((server.received().len(), server.connections()), (0, 1));
}

#[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls")))]
#[test]
fn https_without_tls_is_refused_at_once() {
    let builder = Client::builder().base_url("https://api.example.com").version("v1").customer_id(1).app_id(1).key("k");
    let error = builder.build().unwrap_err();
    assert!(error.to_string().contains("enable the feature `rustls` or `native-tls`"), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start().unwrap();
    elsewhere.answer_always(success());
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start().unwrap();
        server.answer(Answer::status(status).with_header("location", &elsewhere.url()));
        let error = client(&server).cards().list().with_options(never()).send().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(status)));
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn the_key_never_goes_along_a_redirect_even_if_the_callers_http_client_follows_it() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::start().unwrap();
        elsewhere.answer_always(success());
        let server = Server::start().unwrap();
        server.answer_always(Answer::status(status).with_header("location", &elsewhere.url()));
        let builder = server.client();
        let follows = reqwest::Client::builder().no_proxy().build().unwrap();
        let client = builder
            .http_client_without_guards(follows)
            .path(Operation::PaymentsCreate, "/openApi/money")
            .build()
            .unwrap();

        let error = client.call(Operation::PaymentsCreate, &json!({})).await.unwrap_err();

        assert!(elsewhere.received().iter().all(|request| request.expose_body().is_empty()), "{status}");
        assert_eq!(server.received().len(), 1, "{status}");
        assert_eq!(error.delivery(), Delivery::Unknown, "{status}: {error}");
    }
}

#[tokio::test]
async fn a_compressed_answer_is_read() {
    let server = Server::start().unwrap();
    let packed = include_bytes!("fixtures/cards.json.gz");
    server.answer(Answer::bytes(200, "application/json", packed.as_slice()).with_header("content-encoding", "gzip"));
    let answer: CardsListResponse = client(&server).cards().list().send().await.unwrap();
    assert_eq!((answer.total, answer.card_list.len()), (0, 0));
    assert_eq!(server.received()[0].header("accept-encoding"), Some("gzip"));
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_refused_also_when_it_was_small_on_the_way() {
    let plain = Answer::data(&page("card", 2, 2));
    let packed = Answer::bytes(200, "application/json", include_bytes!("fixtures/spaces.json.gz").as_slice())
        .with_header("content-encoding", "gzip");
    for answer in [plain, packed] {
        let server = Server::start().unwrap();
        server.answer_always(answer);
        let client = server.client().max_answer_bytes(300).build().unwrap();
        let error = client.cards().list().send().await.unwrap_err();
        insta::allow_duplicates! {
            insta::assert_snapshot!(describe(&error), @r"
            cards.list: the answer is larger than 300 bytes; the builder's .max_answer_bytes(…) sets the limit
              kind transport, delivery unknown, retryable false, attempts 1
              status 200
            ");
        }
    }
}

#[tokio::test]
async fn an_answer_of_exactly_the_limit_is_read() {
    let body = r#"{"code":0,"message":"success","data":null}"#;
    for (limit, is_read) in [(body.len(), true), (body.len() - 1, false)] {
        let server = Server::start().unwrap();
        server.answer_always(Answer::json(body));
        let client = server.client().max_answer_bytes(limit).build().unwrap();
        assert_eq!(client.call_path("/openApi/x", &json!({})).await.is_ok(), is_read, "{limit}");
    }
}

#[tokio::test]
async fn a_set_up_that_fails_later_is_told_and_nothing_leaves() {
    let server = Server::start().unwrap();
    let made = std::sync::atomic::AtomicUsize::new(0);
    let set_up = move |http: reqwest::ClientBuilder| {
        // The first is made when the client is built, the second with the first call on a connection of its own.
        let is_first = made.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0;
        if is_first { http } else { http.user_agent("no\nheader") }
    };
    let client = server.client().path(Operation::PaymentsCreate, "/openApi/money").http(set_up).build().unwrap();
    let error = client.call(Operation::PaymentsCreate, &json!({})).await.unwrap_err();
    insta::assert_snapshot!(describe(&error), @r"
    payments.create: the HTTP client for connections of their own cannot be set up: the source of this error says why; nothing was sent, and nothing will be until that is mended
      kind config, delivery not_sent, retryable false, attempts 1
    ");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn connections_are_kept_for_the_next_call() {
    let server = Server::start().unwrap();
    server.answer_always(success());
    let client = client(&server);
    for _ in 0..5 {
        client.clone().cards().list().send().await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_before_anything_is_sent() {
    let builder = || Client::builder().base_url("http://192.0.2.1").version("v1").customer_id(1).app_id(1).key("k");
    insta::assert_snapshot!(describe(&builder().build().unwrap_err()), @r"
    the client: it cannot be built: base_url is plain http to another machine, and the key would travel in the open: use https, or call .allow_insecure_http() to accept that
      kind config, delivery not_sent, retryable false, attempts 0
    ");
    assert!(builder().allow_insecure_http().build().is_ok());
}

#[test]
fn calls_can_be_spawned_and_their_streams_shared() {
    fn is_send<T: Send>(_: &T) {}
    fn is_sync<T: Sync>(_: &T) {}
    let server = Server::start().unwrap();
    let client = client(&server);
    is_send(&client.cards().list().send());
    is_send(&client.cards().list().send_raw());
    is_send(&client.call_path("/openApi/x", &json!({})).send());
    is_send(&client.cards().list().items());
    is_sync(&client.cards().list().items());
    is_sync(&client.cards().list().pages());
    let by = Paging { page: "p", size: "s", items: "i", total: "t" };
    let untyped = || client.call_path("/openApi/x", &json!({}));
    is_send(&client.cards().list().lenient().send());
    is_send(&client.cards().list().lenient().items());
    is_sync(&client.cards().list().lenient().items());
    is_sync(&client.cards().list().lenient().pages());
    is_send(&untyped().items::<String>(by));
    is_sync(&untyped().items::<String>(by));
    is_sync(&untyped().items::<String>(by).lenient());
    is_sync(&untyped().pages(by));
}
