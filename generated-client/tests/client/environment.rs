//! What the environment of a process does to its clients: proxies, and certificates. The process is this test binary, started anew with
//! an environment of its own.

use std::io::Write;
use std::process::Command;

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CallOptions, Client, Operation};
use serde_json::json;

use crate::support::raw::{CALLS, builder, fails, nobody};
#[cfg(feature = "rustls")]
use crate::support::tls::{Authority, TlsServer};

/// Runs one test of this binary with these variables, and returns what it printed.
fn run_with(name: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("environment::{name}"), "--ignored", "--nocapture"]);
    for variable in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(variable).env_remove(variable.to_lowercase());
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "no such test: {said}");
    said
}

/// Tells the process that waits.
fn say(text: &str) {
    writeln!(std::io::stdout(), "{text}").unwrap();
}

#[tokio::test]
#[ignore = "run by the other tests, in a process of its own"]
async fn within_a_call_to_another_machine() {
    let told = match builder("https://platform.invalid").build() {
        Ok(client) => format!("call: {}", fails(&client, Operation::PaymentsCreate, CallOptions::new()).await),
        Err(error) => format!("build: {error}"),
    };
    say(&told);
}

#[tokio::test]
#[ignore = "run by the other tests, in a process of its own"]
async fn within_a_call_to_this_machine() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::json(r#"{"code":0,"message":"success","data":null}"#));
    let client: Client = builder(&server.url()).build().unwrap();
    for (_, operation) in CALLS {
        client.call(operation, &json!({})).await.unwrap();
    }
    client.call(Operation::PaymentsCreate, &json!({})).send_blocking().unwrap();
    say(&format!("received: {}", server.received().len()));
}

/// Writes an authority into the system's certificates, as `SSL_CERT_FILE` names them, and calls servers that it vouches for.
#[cfg(feature = "rustls")]
#[tokio::test]
#[ignore = "run by the other tests, in a process of its own"]
async fn within_a_call_that_needs_the_systems_certificates() {
    let authority = Authority::new();
    std::fs::write(std::env::var("SSL_CERT_FILE").unwrap(), authority.pem()).unwrap();
    let server = TlsServer::start(&authority.issue(&["127.0.0.1"], |_| ()));
    let over_tls = builder(&format!("https://{}", server.address)).build().unwrap();
    for (_, operation) in CALLS {
        over_tls.call(operation, &json!({})).await.unwrap();
    }
    // A platform without TLS, by way of a proxy with it.
    let proxy = reqwest::Proxy::all(format!("https://{}", server.address)).unwrap();
    let by_proxy = builder("http://127.0.0.1:9").http(move |http| http.proxy(proxy.clone())).build().unwrap();
    for (_, operation) in CALLS {
        by_proxy.call(operation, &json!({})).await.unwrap();
    }
    say(&format!("received: {}", server.counts().1));
}

#[cfg(all(feature = "rustls", target_os = "linux"))]
#[test]
fn the_systems_certificates_are_trusted_also_on_this_machine_and_by_way_of_a_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificates.pem");
    let variables = [("SSL_CERT_FILE", file.to_str().unwrap())];
    let text = run_with("within_a_call_that_needs_the_systems_certificates", &variables);
    assert!(text.contains("received: 6"), "{text}");
}

#[cfg(feature = "rustls")]
#[test]
fn a_proxy_that_the_environment_names_is_the_one_that_an_error_names() {
    let (_socket, nobody) = nobody();
    for (variable, scheme) in [
        ("HTTPS_PROXY", "http"),
        ("https_proxy", "http"),
        ("ALL_PROXY", "http"),
        ("ALL_PROXY", "socks5"),
        ("ALL_PROXY", "socks5h"),
    ] {
        let set = format!("{scheme}://sentinel-user:sentinel-password@{nobody}");
        let text = run_with("within_a_call_to_another_machine", &[(variable, &set)]);
        // A name that is looked up here, rather than by the proxy, is not found.
        let named = text.contains(&format!("the proxy {scheme}://{nobody}"));
        assert!(named && text.contains("call: payments.create: gave up after 4 attempts"), "{variable} {set}: {text}");
        assert!(!text.contains("sentinel"), "{text}");
    }
}

#[test]
fn this_machine_is_reached_whatever_the_environment_says() {
    let (_socket, nobody) = nobody();
    for variables in [
        vec![("ALL_PROXY", format!("http://{nobody}")), ("HTTP_PROXY", format!("http://{nobody}"))],
        vec![("ALL_PROXY", format!("socks5://{nobody}"))],
        vec![("SSL_CERT_FILE", "/nowhere".to_owned()), ("SSL_CERT_DIR", "/nowhere".to_owned())],
    ] {
        let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let text = run_with("within_a_call_to_this_machine", &variables);
        assert!(text.contains("received: 4"), "{text}");
    }
}

#[cfg(all(feature = "rustls", target_os = "linux"))]
#[test]
fn a_system_without_certificates_is_told_when_they_are_needed() {
    let none = [("SSL_CERT_FILE", "/nowhere"), ("SSL_CERT_DIR", "/nowhere")];
    let text = run_with("within_a_call_to_another_machine", &none);
    assert!(text.contains("build: ") && text.contains("there are no CA certificates on this system"), "{text}");
    assert!(text.contains("SSL_CERT_FILE"), "{text}");
}
