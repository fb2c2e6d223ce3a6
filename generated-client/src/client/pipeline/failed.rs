//! What an attempt without a complete answer means to the caller: the kind of error, its words, what became of the request, and
//! whether another attempt may help. What was at fault is found by `cause`.

use super::cause::{At, Cause, Fault};
use super::core::Core;
use super::http::why_not_set_up;
use super::outgoing::Outgoing;
use super::transport::{Failure, FailureKind};
use crate::client::answer::raw::{request_id, what_now};
use crate::client::settings::retry;
use crate::error::{Delivery, Error, ErrorKind, Facts};

/// Which of the two limits on time comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Attempt,
    Deadline,
}

/// The error of an attempt that brought no complete answer.
pub(super) fn failed(client: &Core, call: &Outgoing, failure: Failure, limit: Limit) -> Error {
    let delivery = if failure.sent { Delivery::Unknown } else { Delivery::NotSent };
    let (kind, detail, passes) = match &failure.kind {
        FailureKind::Caused(cause) => caused(client, call, cause, &failure, limit),
        FailureKind::Timeout => (ErrorKind::Timeout, too_late(call, &failure, limit), true),
        FailureKind::NoTime => (ErrorKind::Timeout, no_time(call, limit), true),
        FailureKind::NoClient => {
            let why = failure.source.as_ref().map_or("", why_not_set_up);
            (ErrorKind::Config, format!("the HTTP client for connections of their own cannot be set up{why}"), false)
        }
        FailureKind::TooLarge => {
            let limit = client.transport.max_answer();
            let detail =
                format!("the answer is larger than {limit} bytes; the builder's .max_answer_bytes(…) sets the limit");
            (ErrorKind::Transport, detail, false)
        }
        FailureKind::Redirected => (ErrorKind::Transport, REDIRECTED.to_owned(), false),
    };
    let retryable = passes && (delivery == Delivery::NotSent || retry::is_repeatable(call.effect));
    let facts = match &failure.head {
        Some((status, headers)) => Facts {
            status: Some(*status),
            request_id: request_id(headers, &call.credentials).map(str::to_owned),
            retry_after: retry::retry_after(headers),
            ..Facts::default()
        },
        None => Facts::default(),
    };
    let what_now = match delivery {
        Delivery::NotSent if !passes => "; nothing was sent, and nothing will be until that is mended",
        _ if !passes && retry::is_repeatable(call.effect) => "",
        _ => what_now(delivery, call.effect),
    };
    let error = Error::new(kind, call.subject.clone(), detail + what_now)
        .with_delivery(delivery)
        .with_retryable(retryable)
        .with_facts(facts);
    match failure.source {
        Some(source) => error.with_source(source),
        None => error,
    }
}

const REDIRECTED: &str = "the HTTP client that was passed to .http_client_without_guards(…) followed a redirect, which leads away \
                          from the platform; build it with redirect::Policy::none(), or use .http(…)";

fn caused(client: &Core, call: &Outgoing, cause: &Cause, failure: &Failure, limit: Limit) -> (ErrorKind, String, bool) {
    let passes = cause.passes();
    let (kind, detail) = match &cause.fault {
        Fault::Timeout => (ErrorKind::Timeout, too_late(call, failure, limit)),
        Fault::Revoked => (ErrorKind::Timeout, no_time(call, limit)),
        Fault::Redirected => (ErrorKind::Transport, REDIRECTED.to_owned()),
        Fault::Broken(reason) => (ErrorKind::Transport, broken(failure, reason.as_deref())),
        Fault::Malformed(words) => {
            (ErrorKind::Transport, format!("{} is no HTTP that can be read ({words})", what_came(failure)))
        }
        Fault::Packed => {
            (ErrorKind::Transport, format!("the body of {} is not compressed as its head says", what_came(failure)))
        }
        Fault::Unreachable(reason) => (ErrorKind::Connect, could_not_connect(client, cause.at, reason.as_deref())),
        Fault::Certificate(why) => {
            (ErrorKind::Connect, format!("the TLS certificate of {} is not accepted: {why}", name(client, cause.at)))
        }
        Fault::ClientCertificate(what) => {
            let detail = format!("{} {what}; set one up by .http(…) and reqwest::Identity", name(client, cause.at));
            (ErrorKind::Connect, detail)
        }
        Fault::Tls(why) => {
            (ErrorKind::Connect, format!("there is no agreement on TLS with {}: {why}", name(client, cause.at)))
        }
        Fault::LogIn => (ErrorKind::Connect, log_in(&name(client, cause.at))),
        Fault::Refused => {
            let detail = format!("{} refused to connect to {}", name(client, cause.at), client.address.authority());
            (ErrorKind::Connect, detail)
        }
    };
    (kind, detail, passes)
}

/// Says that a proxy asks for authentication, and where user name and password are set.
fn log_in(proxy: &str) -> String {
    format!(
        "{proxy} asks for a log-in, or does not accept the one that it got; it belongs to the proxy's address in the environment, or to \
         the proxy that .http(…) sets"
    )
}

fn name(client: &Core, at: At) -> String {
    match at {
        At::Platform => client.address.authority(),
        At::Proxy => client.transport.proxies().to_string(),
    }
}

fn could_not_connect(client: &Core, at: At, reason: Option<&str>) -> String {
    let (platform, proxies) = (client.address.authority(), client.transport.proxies());
    let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    match at {
        At::Proxy => format!("could not connect to {platform} through {proxies}{reason}"),
        // With https the library would have named the proxy; a limit on time says nothing of where it ran out.
        At::Platform if proxies.is_certain() => format!("could not connect to {platform} by way of {proxies}{reason}"),
        At::Platform if proxies.is_possible() => {
            format!("could not connect to {platform}, or to {proxies}, which is set for some addresses{reason}")
        }
        At::Platform => format!("could not connect to {platform}{reason}"),
    }
}

fn no_time(call: &Outgoing, limit: Limit) -> String {
    match limit {
        Limit::Attempt => format!("the attempt's limit of {:?} left no time to send it", call.settings.attempt_timeout),
        Limit::Deadline => format!("the call's deadline of {:?} left no time to send it", call.settings.deadline),
    }
}

fn too_late(call: &Outgoing, failure: &Failure, limit: Limit) -> String {
    let part = if failure.head.is_some() { "no complete answer came" } else { "no answer came" };
    match limit {
        // The caller's own HTTP client may have limits of which nothing is known here.
        _ if failure.source.is_some() => format!("{part} within the HTTP client's time limit"),
        Limit::Attempt => format!("{part} within the attempt's limit of {:?}", call.settings.attempt_timeout),
        Limit::Deadline => format!("{part} before the call's deadline of {:?}", call.settings.deadline),
    }
}

fn what_came(failure: &Failure) -> String {
    match &failure.head {
        Some((status, _)) => format!("the answer with HTTP status {status}"),
        None => "the answer".to_owned(),
    }
}

fn broken(failure: &Failure, reason: Option<&str>) -> String {
    let when = match &failure.head {
        Some((status, _)) => format!("in the middle of an answer with HTTP status {status}"),
        None if failure.sent => "before an answer came".to_owned(),
        None => "before the request was written".to_owned(),
    };
    let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("the connection broke {when}{reason}")
}

#[cfg(test)]
mod tests {
    use super::broken;
    use crate::client::pipeline::transport::{Failure, FailureKind};

    #[test]
    fn how_far_a_request_had_come_when_its_connection_broke_is_told() {
        for (sent, head, when) in [
            (false, None, "before the request was written"),
            (true, None, "before an answer came"),
            (true, Some((502, reqwest::header::HeaderMap::new())), "in the middle of an answer with HTTP status 502"),
        ] {
            let failure = Failure { kind: FailureKind::Timeout, sent, head, source: None };
            assert_eq!(broken(&failure, None), format!("the connection broke {when}"));
            assert_eq!(broken(&failure, Some("it was cut")), format!("the connection broke {when} (it was cut)"));
        }
    }
}
