//! One attempt at one request: sends the bytes, reads the whole answer, and tells what is known when that fails.
//! Nothing is repeated, judged or decoded here.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use reqwest::Body;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use tokio::task::yield_now;
use zeroize::Zeroizing;

use super::body::{Gate, OneShot};
use super::cause::Cause;
use super::clock::within;
use super::http::{Http, Pool};
use super::outgoing::Outgoing;
use super::proxies::Proxies;
use super::underway::UnderWay;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What every request of a client needs, beside its own URL and bytes.
pub(in crate::client) struct Transport {
    http: Http,
    user_agent: HeaderValue,
    /// The caller's own.
    headers: HeaderMap,
    max_answer: usize,
}

/// A complete HTTP answer.
pub(in crate::client) struct Answer {
    pub(in crate::client) status: u16,
    pub(in crate::client) headers: HeaderMap,
    pub(in crate::client) body: Bytes,
    /// Whom the connection leads to: the platform, or a proxy.
    pub(in crate::client) peer: Option<SocketAddr>,
}

/// Why an attempt brought no complete answer.
pub(in crate::client) struct Failure {
    pub(in crate::client) kind: FailureKind,
    /// Whether the request's body was handed to a connection. False is a proof, true only a possibility.
    pub(in crate::client) sent: bool,
    /// The head of the answer, when it came before things went wrong.
    pub(in crate::client) head: Option<(u16, HeaderMap)>,
    pub(in crate::client) source: Option<reqwest::Error>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::client) enum FailureKind {
    /// What the HTTP client says.
    Caused(Cause),
    Timeout,
    TooLarge,
    Redirected,
    /// The time was up before the request could leave.
    NoTime,
    /// There is no HTTP client to send it with.
    NoClient,
}

impl Transport {
    pub(in crate::client) fn new(http: Http, user_agent: HeaderValue, headers: HeaderMap, max_answer: usize) -> Self {
        Self { http, user_agent, headers, max_answer }
    }

    pub(in crate::client) fn max_answer(&self) -> usize {
        self.max_answer
    }

    pub(super) fn proxies(&self) -> &Proxies {
        self.http.proxies()
    }

    /// How the proxy that answered is called: as it was set, or by where the connection leads.
    pub(super) fn proxy(&self, peer: Option<SocketAddr>) -> String {
        match peer {
            Some(peer) if !self.proxies().is_possible() => format!("a proxy at {peer}"),
            _ => self.proxies().to_string(),
        }
    }

    /// Sends a call's body to its URL once and reads the answer, all of it before `until`. Nothing leaves after that.
    pub(in crate::client) async fn attempt(
        &self,
        call: &Outgoing,
        pool: Pool,
        until: Instant,
        under_way: &UnderWay,
    ) -> Result<Answer, Failure> {
        let (body, gate) = OneShot::new(call.body.clone(), until);
        under_way.attempt(Arc::clone(&gate));
        // A timeout polls what it limits once before it looks at the clock, and the request could leave in that poll.
        if Instant::now() >= until {
            return Err(Failure { kind: FailureKind::NoTime, ..failure(&gate, None, None) });
        }
        let client = match self.http.client(pool) {
            Ok(client) => client,
            Err(source) => return Err(Failure { kind: FailureKind::NoClient, ..failure(&gate, None, Some(source)) }),
        };
        let mut head = None;
        match within(until, self.exchange(&client, call, body, pool, &mut head)).await {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(Stop::Http(source))) => {
                let kind = FailureKind::Caused(Cause::of(&source));
                Err(Failure { kind, ..failure(&gate, head, Some(source)) })
            }
            Some(Err(Stop::Kind(kind))) => Err(Failure { kind, ..failure(&gate, head, None) }),
            None => Err(failure(&gate, head, None)),
        }
    }

    async fn exchange(
        &self,
        client: &reqwest::Client,
        call: &Outgoing,
        body: OneShot,
        pool: Pool,
        head: &mut Option<(u16, HeaderMap)>,
    ) -> Result<Answer, Stop> {
        if pool == Pool::Kept {
            // Lets the runtime look at the pooled connections first: bytes that came while nothing was asked close theirs, which
            // would otherwise pass for the answer to this request.
            yield_now().await;
        }
        let request = client
            .post(call.url.clone())
            .headers(self.headers.clone())
            .headers(call.headers.clone())
            .header(CONTENT_TYPE, JSON)
            .header(ACCEPT, JSON)
            .header(USER_AGENT, self.user_agent.clone())
            .body(Body::wrap(body));
        let mut response = request.send().await.map_err(Stop::from)?;

        let status = response.status().as_u16();
        *head = Some((status, response.headers().clone()));
        // A caller's own reqwest client may follow redirects; what it found there is not the platform's answer. One that leads
        // back to the same URL leaves no trace here, which is why the builder's documentation warns of it.
        if *response.url() != call.url {
            return Err(Stop::Kind(FailureKind::Redirected));
        }
        let (peer, body) = (response.remote_addr(), self.read(&mut response).await?);
        Ok(Answer { peer, status, headers: std::mem::take(response.headers_mut()), body })
    }

    /// Reads the body, which may grow while it is decompressed, up to the client's limit.
    async fn read(&self, response: &mut reqwest::Response) -> Result<Bytes, Stop> {
        let mut whole = Zeroizing::new(Vec::new());
        while let Some(chunk) = response.chunk().await.map_err(Stop::from)? {
            if whole.len() + chunk.len() > self.max_answer {
                return Err(Stop::Kind(FailureKind::TooLarge));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(Bytes::from_owner(whole))
    }
}

/// Why an exchange stopped short, before it is known what became of the request.
enum Stop {
    Http(reqwest::Error),
    Kind(FailureKind),
}

impl From<reqwest::Error> for Stop {
    fn from(error: reqwest::Error) -> Self {
        // The error's own text says which call it was; the URL would only repeat it.
        Self::Http(error.without_url())
    }
}

fn failure(gate: &Gate, head: Option<(u16, HeaderMap)>, source: Option<reqwest::Error>) -> Failure {
    Failure { kind: FailureKind::Timeout, sent: !gate.revoke(), head, source }
}
