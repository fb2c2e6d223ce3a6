//! An answer as it came, for a caller who wants to see it before anything is made of it. What is made of it is up to
//! `verdict`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;

use crate::client::settings::credentials::Credentials;
use crate::client::settings::retry;
use crate::error::{Delivery, Error, ErrorKind, Facts, Subject, is_an_id};
use crate::operation::Effect;

/// A complete HTTP answer, whatever its status and whatever it holds.
///
/// `Debug` shows the status and the length of the body, no header and nothing of the body.
#[derive(Clone)]
pub struct RawResponse {
    pub(in crate::client) subject: Subject,
    pub(in crate::client) effect: Option<Effect>,
    pub(in crate::client) credentials: Arc<Credentials>,
    pub(in crate::client) status: u16,
    /// The proxy that answered in place of the platform, which status 407 tells.
    pub(in crate::client) proxy: Option<String>,
    pub(in crate::client) headers: HeaderMap,
    pub(in crate::client) body: Bytes,
    pub(in crate::client) attempts: u32,
    /// Why the call is not made again although that might help.
    pub(in crate::client) gave_up: Option<String>,
    /// An earlier attempt may have reached the platform without its verdict coming back.
    pub(in crate::client) in_doubt: bool,
}

impl RawResponse {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// One header's first value, when it is there and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The request's identifier, when the headers carry one that has the form of an identifier, and could not be a card number, a short
    /// secret, a name or the key: it is shown and logged. [`header`](Self::header) gives any other as it came.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers, &self.credentials)
    }

    /// How long the answer asks to wait before the next attempt.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(&self.headers)
    }

    /// How many attempts were made.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The body, whole and as it came. **It may hold card numbers**: do not log it.
    #[must_use]
    pub fn expose_body(&self) -> &[u8] {
        &self.body
    }

    /// An error about this answer, and what it means for the request.
    pub(in crate::client) fn error(&self, kind: ErrorKind, delivery: Delivery, detail: String, facts: Facts) -> Error {
        Error::new(kind, self.subject.clone(), detail)
            .with_delivery(delivery)
            .with_attempts(self.attempts)
            .with_facts(facts)
    }

    pub(in crate::client) fn facts(&self) -> Facts {
        Facts {
            status: Some(self.status),
            request_id: self.request_id().map(str::to_owned),
            retry_after: self.retry_after(),
            body: Some(self.body.clone()),
            ..Facts::default()
        }
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("subject", &format_args!("{}", self.subject))
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// What to do now, in a sentence that goes on after what happened.
pub(in crate::client) fn what_now(delivery: Delivery, effect: Option<Effect>) -> &'static str {
    match delivery {
        Delivery::NotSent => "; nothing was sent, so the call can be made again",
        Delivery::TryLater => "; nothing has happened, and the call can be made again later",
        Delivery::Unknown if retry::is_repeatable(effect) => "; the call only reads, so it can be made again",
        Delivery::Unknown => "; it may have taken effect: look up what became of it before making it again",
        Delivery::Accepted if !retry::is_repeatable(effect) => "; it has taken effect: do not make it again",
        Delivery::Conflict if !retry::is_repeatable(effect) => {
            "; it conflicts with what came before, perhaps with the same call made earlier: look up what is there before making \
             it again"
        }
        Delivery::Refused | Delivery::Accepted | Delivery::Conflict => "",
    }
}

/// The names that platforms and gateways give to a request's identifier, the platform's own first.
const REQUEST_ID: [&str; 6] =
    ["x-request-id", "request-id", "x-correlation-id", "x-trace-id", "x-amzn-requestid", "cf-ray"];

pub(in crate::client) fn request_id<'h>(headers: &'h HeaderMap, credentials: &Credentials) -> Option<&'h str> {
    REQUEST_ID
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok())
        .map(str::trim)
        .find(|id| is_an_id(id, credentials.key()))
}

#[cfg(test)]
mod tests {
    use super::what_now;
    use crate::error::Delivery;
    use crate::operation::Effect;

    #[test]
    fn what_has_taken_effect_is_said_of_what_has_one() {
        for delivery in [Delivery::Accepted, Delivery::Conflict] {
            assert_eq!(what_now(delivery, Some(Effect::Read)), "");
            for effect in [Some(Effect::Write), Some(Effect::Money), None] {
                assert_ne!(what_now(delivery, effect), "", "{effect:?}");
            }
        }
        assert_eq!(what_now(Delivery::Refused, Some(Effect::Money)), "");
    }
}
