//! Proxies, as `.http(…)` sets them up: with a log-in and without; and one that refuses is told as the proxy's doing, by its address.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CallOptions, Client, Delivery, ErrorKind, Operation};
use serde_json::json;

use crate::support::raw::{CALLS, RawServer, builder, fails, is_request, join, nobody};
use crate::support::tls::{Authority, TlsServer};

/// A proxy that makes tunnels, for whoever shows the log-in, if one is wanted.
fn tunnels(log_in: Option<&'static str>) -> RawServer {
    RawServer::start(is_request, move |mut stream, head| {
        let logged_in = log_in.is_none_or(|log_in| head.contains(&format!("Proxy-Authorization: Basic {log_in}\r\n")));
        let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next());
        let (true, Some(target)) = (logged_in, target) else {
            let _ =
                stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
            return;
        };
        let target = TcpStream::connect(target).unwrap();
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        join(stream, target);
    })
}

/// `user:password`, as it is sent.
const LOG_IN: &str = "c2VudGluZWwtdXNlcjpzZW50aW5lbC1wYXNzd29yZA==";

fn by(proxy: reqwest::Proxy, server: &TlsServer, authority: &Authority) -> Client {
    let root = authority.for_reqwest();
    builder(&format!("https://{}", server.address))
        .http(move |http| http.tls_certs_only([root.clone()]).proxy(proxy.clone()))
        .build()
        .unwrap()
}

fn secure() -> (Authority, TlsServer) {
    let authority = Authority::new();
    let server = TlsServer::start(&authority.issue(&["127.0.0.1"], |_| ()));
    (authority, server)
}

fn at(address: SocketAddr) -> String {
    format!("http://{address}")
}

#[tokio::test]
async fn a_proxy_with_and_without_a_log_in_leads_to_the_platform() {
    let (authority, server) = secure();
    let (open, guarded) = (tunnels(None), tunnels(Some(LOG_IN)));
    let proxies = [
        (&open, reqwest::Proxy::https(at(open.address)).unwrap()),
        (&guarded, reqwest::Proxy::all(at(guarded.address)).unwrap().basic_auth("sentinel-user", "sentinel-password")),
        (
            &guarded,
            reqwest::Proxy::https(format!("http://sentinel-user:sentinel-password@{}", guarded.address)).unwrap(),
        ),
    ];
    for (proxy, set) in proxies {
        let before = (proxy.heard().len(), server.counts().1);
        let client = by(set, &server, &authority);
        for (_, operation) in CALLS {
            client.call(operation, &json!({})).await.unwrap();
        }
        assert_eq!((proxy.heard().len() - before.0, server.counts().1 - before.1), (3, 3));
    }
    let heard: String = open.heard().concat() + &guarded.heard().concat();
    assert!(heard.contains(&format!("CONNECT {}", server.address)) && !heard.contains("sentinel-key"), "{heard}");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_by_its_address_and_not_asked_again_unless_it_may_pass() {
    type Case = (&'static str, &'static [u8], u32);
    const CASES: [Case; 8] = [
        ("asks for a log-in", b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", 1),
        ("refused to connect to", b"HTTP/1.1 403 Forbidden\r\n\r\n", 1),
        ("refused to connect to", b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 2\r\n\r\nno", 1),
        ("refused to connect to", b"HTTP/1.1 503 Service Unavailable\r\n\r\n", 1),
        // A proxy's own envelope is nobody's.
        ("refused to connect to", b"HTTP/1.1 201 Created\r\n\r\n{\"code\":0,\"message\":\"success\",\"data\":null}", 1),
        ("refused to connect to", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", 1),
        ("could not connect to", b"", 4),
        ("could not connect to", b"HTTP/1.1 200 Conn", 4),
    ];
    let (authority, server) = secure();
    for (what, answer, attempts) in CASES {
        let proxy = RawServer::says(answer);
        let set = format!("http://sentinel-user:sentinel-password@{}/path?sentinel-query", proxy.address);
        let client = by(reqwest::Proxy::all(set).unwrap(), &server, &authority);
        for (count, (name, operation)) in CALLS.into_iter().enumerate() {
            let error = fails(&client, operation, CallOptions::new()).await;
            let text = format!("{error} {error:?}");
            assert!(
                text.contains(what) && text.contains(&format!("the proxy http://{}", proxy.address)),
                "{name}: {text}"
            );
            assert!(text.contains(&server.address.to_string()) || what == "asks for a log-in", "{name}: {text}");
            assert!(!text.contains("sentinel"), "{text}");
            assert_eq!(
                (error.delivery(), error.status(), error.code()),
                (Delivery::NotSent, None, None),
                "{name}: {text}"
            );
            assert_eq!((error.is_retryable(), error.attempts()), (attempts > 1, attempts), "{name}: {text}");
            assert_eq!(proxy.heard().len(), usize::try_from(attempts).unwrap() * (count + 1), "{name}: {text}");
        }
    }
    assert_eq!(server.counts(), (0, 0));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_told_by_its_address() {
    let (_socket, nobody) = nobody();
    let (authority, server) = secure();
    let plain = Server::start().unwrap();
    for scheme in ["http", "socks5", "socks5h"] {
        let set = move || reqwest::Proxy::all(format!("{scheme}://{nobody}")).unwrap();
        let except = move || set().no_proxy(reqwest::NoProxy::from_string("example.com"));
        let proxy = format!("the proxy {scheme}://{nobody}");
        let (at, plain_at) = (server.address, plain.url().replace("http://", ""));
        // Where a proxy is asked for the way to each platform, and where for some alone, as far as is known.
        let cases = [
            (by(set(), &server, &authority), format!("could not connect to {at} through {proxy}")),
            (
                builder(&plain.url()).http(move |http| http.proxy(set())).build().unwrap(),
                match scheme {
                    "http" => format!("could not connect to {plain_at} by way of {proxy}"),
                    _ => format!("could not connect to {plain_at} through {proxy}"),
                },
            ),
            (
                builder(&plain.url()).http(move |http| http.proxy(except())).build().unwrap(),
                match scheme {
                    "http" => {
                        format!("could not connect to {plain_at}, or to {proxy}, which is set for some addresses")
                    }
                    _ => format!("could not connect to {plain_at} through {proxy}"),
                },
            ),
        ];
        for (client, says) in cases {
            for (name, operation) in CALLS {
                let error = fails(&client, operation, CallOptions::new()).await;
                let text = error.to_string();
                assert!(text.contains(&says), "{name}, {says}: {text}");
                assert_eq!(error.delivery(), Delivery::NotSent, "{name}: {text}");
                assert_eq!((error.is_retryable(), error.attempts()), (true, 4), "{name}: {text}");
            }
        }
    }
    assert_eq!((server.counts(), plain.connections()), ((0, 0), 0));
}

#[tokio::test]
async fn a_proxy_whose_certificate_does_not_hold_is_told_apart_from_the_platform() {
    let (authority, server) = secure();
    let proxy = TlsServer::start(&Authority::new().issue(&["127.0.0.1"], |_| ()));
    let client = by(reqwest::Proxy::all(format!("https://{}", proxy.address)).unwrap(), &server, &authority);
    let error = fails(&client, Operation::PaymentsCreate, CallOptions::new()).await;
    let place = format!("the TLS certificate of the proxy https://{} is not accepted", proxy.address);
    assert!(error.to_string().contains(&place), "{error}");
    assert_eq!((error.delivery(), error.attempts(), proxy.counts()), (Delivery::NotSent, 1, (1, 0)));

    // The platform's own, behind a proxy that works, is the platform's.
    let open = tunnels(None);
    let stranger = Authority::new();
    let client = by(reqwest::Proxy::all(at(open.address)).unwrap(), &server, &stranger);
    let error = fails(&client, Operation::PaymentsCreate, CallOptions::new()).await;
    assert!(error.to_string().contains(&format!("the TLS certificate of {}", server.address)), "{error}");
    assert_eq!((error.attempts(), open.heard().len()), (1, 1));
}

#[tokio::test]
async fn a_407_over_plain_http_is_a_proxys_and_never_the_platforms() {
    for body in [r#"{"code":7,"message":"no","data":null}"#, "<html>log in</html>", ""] {
        let proxy = Server::start().unwrap();
        proxy.answer_always(Answer::bytes(407, "application/json", body.as_bytes().to_vec()));
        let set = reqwest::Proxy::http(proxy.url()).unwrap();
        let through = builder("http://127.0.0.1:9").http(move |http| http.proxy(set.clone())).build().unwrap();
        // A proxy that nobody has set can still be on the way.
        let straight = builder(&proxy.url()).build().unwrap();
        for (client, named) in
            [(&through, format!("the proxy {}", proxy.url())), (&straight, "a proxy at 127.0.0.1:".to_owned())]
        {
            for (name, operation) in CALLS {
                let before = proxy.received().len();
                let error = fails(client, operation, CallOptions::new()).await;
                assert!(error.to_string().contains(&named), "{name}: {error}");
                assert!(error.to_string().contains("asks for a log-in"), "{name}: {error}");
                assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Connect, None, None), "{error}");
                assert_eq!((error.status(), error.delivery()), (Some(407), Delivery::Refused), "{error}");
                assert_eq!((error.attempts(), error.is_retryable(), proxy.received().len() - before), (1, false, 1));
            }
        }
    }
}

/// A SOCKS proxy that leads to `target`, or says why not, for whoever shows the log-in, if one is wanted.
fn socks(reply: u8, target: &str, log_in: Option<&'static [u8]>) -> RawServer {
    let target = target.to_owned();
    // The greeting: the version, how many ways to log in are offered, and which.
    let is_greeting = |read: &[u8]| read.get(1).is_some_and(|ways| read.len() >= 2 + usize::from(*ways));
    RawServer::start(is_greeting, move |mut stream, _| {
        stream.write_all(&[5, if log_in.is_some() { 2 } else { 0 }]).unwrap();
        if let Some(log_in) = log_in {
            let mut shown = vec![0; log_in.len()];
            if stream.read_exact(&mut shown).is_err() || shown != log_in {
                let _ = stream.write_all(&[1, 1]);
                return;
            }
            stream.write_all(&[1, 0]).unwrap();
        }
        let mut command = [0; 10];
        stream.read_exact(&mut command).unwrap();
        let _ = stream.write_all(&[5, reply, 0, 1, 127, 0, 0, 1, 0, 9]);
        if reply == 0 {
            join(stream, TcpStream::connect(&target).unwrap());
        }
    })
}

#[tokio::test]
async fn a_socks_proxy_leads_to_the_platform_and_its_refusal_is_its_own() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::json(r#"{"code":0,"message":"success","data":null}"#));
    let target = server.url().replace("http://", "");
    // Done; then, as RFC 1928 has them: what passes is that the proxy finds no way, not what it does not allow or know.
    for (reply, attempts) in [(0, 1), (1, 4), (2, 1), (3, 4), (4, 4), (5, 4), (6, 4), (7, 1), (8, 1)] {
        let proxy = socks(reply, &target, None);
        let set = reqwest::Proxy::all(format!("socks5://{}", proxy.address)).unwrap();
        let client = builder(&server.url()).http(move |http| http.proxy(set.clone())).build().unwrap();
        let call = client.call(Operation::PaymentsCreate, &json!({})).await;
        assert_eq!(proxy.heard().len(), attempts, "{reply}");
        if reply == 0 {
            call.unwrap();
            continue;
        }
        let error = call.unwrap_err();
        assert!(error.to_string().contains(&format!("the proxy socks5://{}", proxy.address)), "{error}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
    }
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_socks_proxy_that_wants_a_log_in_gets_the_one_that_is_set_and_tells_of_a_wrong_one() {
    const SHOWN: &[u8] = b"\x01\x0dsentinel-user\x11sentinel-password";
    let server = Server::start().unwrap();
    server.answer_always(Answer::json(r#"{"code":0,"message":"success","data":null}"#));
    let target = server.url().replace("http://", "");
    for (password, is_right) in [("sentinel-password", true), ("sentinel-passwort", false)] {
        let proxy = socks(0, &target, Some(SHOWN));
        let set = reqwest::Proxy::all(format!("socks5://sentinel-user:{password}@{}", proxy.address)).unwrap();
        let client = builder(&server.url()).http(move |http| http.proxy(set.clone())).build().unwrap();
        let call = client.call(Operation::PaymentsCreate, &json!({})).await;
        assert_eq!(proxy.heard().len(), 1);
        if is_right {
            call.unwrap();
            continue;
        }
        let error = call.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(text.contains(&format!("the proxy socks5://{} asks for a log-in", proxy.address)), "{text}");
        assert!(!text.contains("sentinel"), "{text}");
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 1), "{text}");
    }
    assert_eq!(server.received().len(), 1);
}
