//! How a client is set up by the process's own environment. The test program runs itself, since a process cannot change its
//! own environment safely.

use std::io::Write;
use std::process::Command;

use open_api_client::test_util::{Answer, Server};
use open_api_client::{Client, Operation};
use serde_json::Value;

use crate::support::page;

const COMPLETE: [(&str, &str); 4] = [
    ("OPEN_API_VERSION", "v7"),
    ("OPEN_API_CUSTOMER_ID", "77"),
    ("OPEN_API_APP_ID", "88"),
    ("OPEN_API_KEY", "sentinel-key"),
];

/// What [`probe`] prints in a process with these variables and no other.
fn run(variables: &[(&str, &str)]) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "configuration::probe", "--ignored", "--nocapture"])
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Lists the cards of whatever the environment says.
#[tokio::test]
#[ignore = "run by the other tests, in a process of its own"]
async fn probe() {
    let said = match Client::from_env() {
        Ok(client) => format!("{:?}", client.cards().list().send().await.map(|page| page.total)),
        Err(error) => error.to_string(),
    };
    std::io::stdout().write_all(said.as_bytes()).unwrap();
}

#[test]
fn a_client_is_set_up_by_the_environment() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 3, 3)));
    let url = server.url();
    let variables: Vec<_> = COMPLETE.into_iter().chain([("OPEN_API_BASE_URL", url.as_str())]).collect();

    let said = run(&variables);

    assert!(said.contains("Ok(3)"), "{said}");
    let sent = &server.received()[0];
    assert_eq!(sent.path(), "/v7/openApi/card/cardList");
    let body: Value = sent.json().unwrap();
    assert_eq!((body["customer_id"].as_i64(), body["app_id"].as_i64()), (Some(77), Some(88)));
    assert_eq!(body["key"], "sentinel-key");
}

#[test]
fn a_base_url_is_taken_whole_where_no_version_is_set() {
    for (base, path) in [("", "/openApi/card/cardList"), ("/gate/v7/", "/gate/v7/openApi/card/cardList")] {
        let server = Server::start().unwrap();
        server.answer(Answer::data(&page("card", 3, 3)));
        let url = format!("{}{base}", server.url());
        let others = COMPLETE.into_iter().filter(|(name, _)| *name != "OPEN_API_VERSION");
        let variables: Vec<_> = others.chain([("OPEN_API_BASE_URL", url.as_str())]).collect();

        let said = run(&variables);

        assert!(said.contains("Ok(3)"), "{said}");
        assert_eq!(server.received()[0].path(), path);
    }
}

#[test]
fn what_is_missing_in_the_environment_is_named_all_at_once_and_without_values() {
    let said = run(&[("OPEN_API_KEY", "sentinel-key"), ("OPEN_API_APP_ID", "sentinel-number")]);
    for problem in
        ["OPEN_API_BASE_URL is not set", "OPEN_API_CUSTOMER_ID is not set", "OPEN_API_APP_ID is not a whole number"]
    {
        assert!(said.contains(problem), "{problem}: {said}");
    }
    assert!(!said.contains("sentinel"), "{said}");
}

#[test]
fn a_proxy_in_the_environment_does_not_see_what_stays_on_this_machine() {
    let proxy = Server::start().unwrap();
    proxy.answer_always(Answer::status(502));
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("card", 3, 3)));
    let (url, proxy_url) = (server.url(), proxy.url());
    let proxies = [("OPEN_API_BASE_URL", url.as_str()), ("HTTP_PROXY", &proxy_url), ("http_proxy", &proxy_url)];
    let variables: Vec<_> = COMPLETE.into_iter().chain(proxies).collect();

    assert!(run(&variables).contains("Ok(3)"));
    assert_eq!((server.received().len(), proxy.connections()), (1, 0));
}

#[test]
fn everything_that_is_wrong_with_a_builder_is_said_at_once() {
    let error = Client::builder()
        .base_url("http://api.example.com?x")
        .version("{{version}}")
        .key(" ")
        .path(Operation::CardsFreeze, "freeze")
        .build()
        .unwrap_err();
    insta::assert_snapshot!(error);
}
