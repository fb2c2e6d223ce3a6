//! Certificates: one that does not hold is said to be that, and is not tried again; an authority and an identity of the caller's
//! own are set up by `.http(…)`.

use open_api_client::{CallOptions, Client, ClientBuilder, Delivery, ErrorKind, Operation};
use rcgen::date_time_ymd;
use serde_json::json;

use crate::support::raw::{CALLS, RawServer, builder, fails};
use crate::support::tls::{Authority, Identity, TlsServer};

const HERE: [&str; 2] = ["127.0.0.1", "localhost"];

/// A client of a server here that trusts one authority.
fn trusting(server: &TlsServer, authority: &Authority) -> ClientBuilder {
    let root = authority.for_reqwest();
    builder(&format!("https://{}", server.address)).http(move |http| http.tls_certs_only([root.clone()]))
}

async fn every_call_succeeds(client: &Client) {
    for (_, operation) in CALLS {
        client.call(operation, &json!({})).await.unwrap();
    }
}

#[tokio::test]
async fn an_authority_of_the_callers_own_is_trusted() {
    let authority = Authority::new();
    let server = TlsServer::start(&authority.issue(&HERE, |_| ()));
    every_call_succeeds(&trusting(&server, &authority).build().unwrap()).await;
    assert_eq!(server.counts().1, 3);

    // Beside the system's own, too.
    let root = authority.for_reqwest();
    let both = builder(&format!("https://{}", server.address)).http(move |http| http.tls_certs_merge([root.clone()]));
    every_call_succeeds(&both.build().unwrap()).await;
    assert_eq!(server.counts().1, 6);
}

#[tokio::test]
async fn a_certificate_that_does_not_hold_is_told_as_such_and_never_tried_again() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let cases = [
        ("it has expired", authority.issue(&HERE, |params| params.not_after = date_time_ymd(2001, 2, 3))),
        ("it is not valid yet", authority.issue(&HERE, |params| params.not_before = date_time_ymd(2901, 2, 3))),
        ("it is for another name", authority.issue(&["api.example.com", "10.1.2.3"], |_| ())),
        ("nobody whom this client trusts has issued it", stranger.issue(&HERE, |_| ())),
        ("nobody whom this client trusts has issued it", Identity::self_signed(&HERE, |_| ())),
        (
            "it is not for a server",
            authority.issue(&HERE, |params| {
                params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
            }),
        ),
        (
            "it is none for a server",
            Identity::self_signed(&HERE, |params| {
                params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
            }),
        ),
    ];
    for (why, identity) in &cases {
        let server = TlsServer::start(identity);
        let client = trusting(&server, &authority).build().unwrap();
        for (count, (name, operation)) in CALLS.into_iter().enumerate() {
            let error = fails(&client, operation, CallOptions::new()).await;
            let text = error.to_string();
            let place = format!("the TLS certificate of {} is not accepted: ", server.address);
            assert!(text.contains(&place) && text.contains(why), "{name}: {text}");
            assert!(text.ends_with("nothing was sent, and nothing will be until that is mended"), "{text}");
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent), "{name}: {text}");
            assert_eq!((error.is_retryable(), error.attempts()), (false, 1), "{name}: {text}");
            assert_eq!(server.counts(), (count + 1, 0), "{name}: {text}");
        }
    }
}

#[tokio::test]
async fn a_client_certificate_is_shown_where_one_is_wanted() {
    let (authority, of_clients) = (Authority::new(), Authority::new());
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let server = TlsServer::with(&authority.issue(&HERE, |_| ()), Some(&of_clients), &[version]);
        let (root, identity) = (authority.for_reqwest(), of_clients.issue(&["us"], |_| ()).for_reqwest());
        let client = builder(&format!("https://{}", server.address))
            .http(move |http| http.tls_certs_only([root.clone()]).identity(identity.clone()));
        every_call_succeeds(&client.build().unwrap()).await;
        assert_eq!(server.counts().1, 3);
    }
}

#[tokio::test]
async fn a_client_certificate_that_is_missing_or_not_accepted_is_told_and_not_tried_again() {
    let (authority, of_clients) = (Authority::new(), Authority::new());
    let stranger = Authority::new().issue(&["us"], |_| ()).for_reqwest();
    // With TLS 1.3 the server's word may come after the request has left.
    for (version, deliveries) in [
        (&rustls::version::TLS12, [Delivery::NotSent; 2]),
        (&rustls::version::TLS13, [Delivery::NotSent, Delivery::Unknown]),
    ] {
        for (identity, what) in
            [(None, "client certificate"), (Some(&stranger), "does not accept this client's certificate")]
        {
            let server = TlsServer::with(&authority.issue(&HERE, |_| ()), Some(&of_clients), &[version]);
            let (root, identity) = (authority.for_reqwest(), identity.cloned());
            let client = builder(&format!("https://{}", server.address)).http(move |http| {
                let http = http.tls_certs_only([root.clone()]);
                identity.clone().into_iter().fold(http, reqwest::ClientBuilder::identity)
            });
            let client = client.build().unwrap();
            for (count, (name, operation)) in CALLS.into_iter().enumerate() {
                let error = fails(&client, operation, CallOptions::new()).await;
                let text = error.to_string();
                assert!(text.contains(&server.address.to_string()) && text.contains(what), "{name}: {text}");
                assert!(!text.contains("can be made again"), "{name}: {text}");
                assert!(error.kind() == ErrorKind::Connect && deliveries.contains(&error.delivery()), "{name}: {text}");
                assert_eq!((error.is_retryable(), error.attempts()), (false, 1), "{name}: {text}");
                assert_eq!(server.counts(), (count + 1, 0), "{name}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn what_speaks_no_tls_is_told_and_a_connection_that_breaks_is_tried_again() {
    let authority = Authority::new();
    let first = |read: &[u8]| !read.is_empty();
    for (answer, kind, attempts) in [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice(), "there is no agreement on TLS with", 1),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "there is no agreement on TLS with", 1),
        // An alert: handshake failure.
        (&[21, 3, 3, 0, 2, 2, 40], "there is no agreement on TLS with", 1),
        (b"", "could not connect to", 4),
    ] {
        let server = RawServer::start(first, move |mut stream, _| {
            let _ = std::io::Write::write_all(&mut stream, answer);
        });
        let root = authority.for_reqwest();
        let client =
            builder(&format!("https://{}", server.address)).http(move |http| http.tls_certs_only([root.clone()]));
        let client = client.build().unwrap();
        for (count, (name, operation)) in CALLS.into_iter().enumerate() {
            let error = fails(&client, operation, CallOptions::new()).await;
            let text = error.to_string();
            assert!(text.contains(&format!("{kind} {}", server.address)), "{name}: {text}");
            assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, attempts), "{name}: {text}");
            assert_eq!(error.is_retryable(), attempts > 1, "{name}: {text}");
            let attempts = usize::try_from(attempts).unwrap();
            assert_eq!(server.heard().len(), attempts * (count + 1), "{name}: {text}");
        }
    }
}

#[tokio::test]
async fn a_blocking_call_and_a_call_of_the_other_clones_fare_alike() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let server = TlsServer::start(&stranger.issue(&HERE, |_| ()));
    let client = trusting(&server, &authority).build().unwrap();
    let error = client.clone().call(Operation::PaymentsCreate, &json!({})).send_blocking().unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains("certificate") && !error.is_retryable(), "{error}");
}
