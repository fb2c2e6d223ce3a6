//! The one error of the client: what failed, what became of the request, and what the platform said about it.
//! The kinds live in `kind`, the masking of foreign text in `mask`; who builds which error is up to the callers in `client`.

mod id;
mod kind;
mod mask;
mod words;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

#[cfg(feature = "client")]
pub(crate) use self::id::is_an_id;
pub use self::kind::{Delivery, ErrorKind};
#[cfg(feature = "client")]
pub(crate) use self::mask::{mask, mask_name};
use crate::Operation;

/// A call that did not succeed.
///
/// Everything a program needs to decide what to do is behind an accessor; the text is for people. Neither `Display` nor
/// `Debug` nor the chain of sources ever holds the answer's body, a credential or a card number: the platform's message is
/// shown as far as it is made of known words, which names, numbers and keys are not, and whole only through [`message`](Self::message).
///
/// ```
/// use open_api_client::{Delivery, Error};
///
/// fn what_next(error: &Error) -> &'static str {
///     match error.delivery() {
///         Delivery::NotSent => "nothing happened: make the call again",
///         Delivery::TryLater => "nothing happened: make the call again after retry_after()",
///         Delivery::Refused => "nothing happened, and will not: read code(), status() and message()",
///         Delivery::Conflict => "look up what is there: perhaps an earlier call did it",
///         Delivery::Accepted => "it is done, and must not be done twice: look it up",
///         Delivery::Unknown => "look up what became of it before making it again",
///     }
/// }
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    subject: Subject,
    detail: String,
    delivery: Delivery,
    attempts: u32,
    retryable: bool,
    facts: Facts,
    cause: Cause,
}

/// What the answer said, as far as one came.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<i64>,
    pub(crate) message: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Option<Bytes>,
}

/// What lies behind an error.
enum Cause {
    None,
    /// The last of several failures, which also answers for status, code and body.
    Call(Error),
    Other(Box<dyn StdError + Send + Sync>),
}

/// Whom an error is about.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    Client,
    Operation(Operation),
    Path(String),
}

impl Subject {
    pub(crate) fn operation(&self) -> Option<Operation> {
        match self {
            Self::Operation(operation) => Some(*operation),
            Self::Client | Self::Path(_) => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client => f.write_str("the client"),
            Self::Operation(operation) => f.write_str(operation.id()),
            Self::Path(path) => f.write_str(path),
        }
    }
}

/// What the callers in this crate build errors with.
impl Error {
    /// An error of which nothing has left the process, yet.
    pub(crate) fn new(kind: ErrorKind, subject: Subject, detail: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                subject,
                detail: detail.into(),
                delivery: Delivery::NotSent,
                attempts: 0,
                retryable: false,
                facts: Facts::default(),
                cause: Cause::None,
            }),
        }
    }

    pub(crate) fn with_delivery(mut self, delivery: Delivery) -> Self {
        self.inner.delivery = delivery;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        self.inner.retryable = retryable;
        self
    }

    pub(crate) fn with_facts(mut self, facts: Facts) -> Self {
        self.inner.facts = facts;
        self
    }

    pub(crate) fn with_path(mut self, path: impl Into<String>) -> Self {
        self.inner.facts.path = Some(path.into());
        self
    }

    /// `source` must be free of bodies and values: its text is shown by whoever prints the chain.
    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.cause = Cause::Other(source.into());
        self
    }

    /// The error of giving up after `last`, which goes on answering for what the platform said.
    pub(crate) fn gave_up(last: Self, reason: &str) -> Self {
        let attempts = last.inner.attempts;
        let detail = format!(
            "gave up after {attempts} attempt{}{reason}; the last one: {}",
            if attempts == 1 { "" } else { "s" },
            last.inner.detail,
        );
        Self {
            inner: Box::new(Inner {
                kind: ErrorKind::Exhausted,
                subject: last.inner.subject.clone(),
                detail,
                delivery: last.inner.delivery,
                attempts,
                retryable: last.inner.retryable,
                facts: Facts::default(),
                cause: Cause::Call(last),
            }),
        }
    }

    fn facts(&self) -> &Facts {
        match &self.inner.cause {
            Cause::Call(last) => last.facts(),
            Cause::None | Cause::Other(_) => &self.inner.facts,
        }
    }
}

/// What a program asks an error.
impl Error {
    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// What became of the request. After several attempts it is the least certain one's, unless the platform reports success
    /// (code 0).
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.inner.delivery
    }

    /// Whether making the same call again, later, is safe and may help.
    ///
    /// True when the request was not sent because no connection came about for a reason that may pass, or no time was left; when the
    /// answer says to come later and did nothing ([`Delivery::TryLater`]); and for an operation that only reads also after a timeout, a
    /// broken connection, and the statuses 408, 502, 503 and 504. Never true for a call that changes something and has taken effect, may
    /// have, or was refused.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }

    /// How many attempts were made; 0 when the call failed before the first one.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// The operation that was called; nothing for a call by path and for an error of the client's own set-up.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        self.inner.subject.operation()
    }

    /// The platform's own code, when its envelope could be read. The documents list no codes but 0, success.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.facts().code
    }

    /// The platform's own message **as it was sent**, which may repeat what the request held, card numbers included: do not
    /// log it. The error's text shows the known words in it, and nothing else.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.facts().message.as_deref()
    }

    /// The HTTP status, when an answer's head came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.facts().status
    }

    /// Where in the answer decoding failed, counted from the envelope: `data.card_list[3].balance`. Of an error before anything was
    /// sent: which value of the caller's own body cannot be, `parts[0].amount`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.facts().path.as_deref()
    }

    /// The request's identifier, when the answer's headers carry one (`x-request-id` and its like) that has the form of an identifier.
    /// One that could hold a card number, a short secret, a name or the key is not taken over, since this is shown and logged;
    /// [`RawResponse::header`](crate::RawResponse::header) gives it as it came.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.facts().request_id.as_deref()
    }

    /// How long the answer asked to wait before the next attempt (`Retry-After`).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.facts().retry_after
    }

    /// The answer's body, whole and as it came. **It may hold card numbers**: do not log it.
    ///
    /// Nothing when no complete answer came.
    #[must_use]
    pub fn expose_body(&self) -> Option<&[u8]> {
        self.facts().body.as_deref()
    }

    /// The last failure, for an error of the kind [`ErrorKind::Exhausted`] after several attempts.
    #[must_use]
    pub fn last_cause(&self) -> Option<&Self> {
        match &self.inner.cause {
            Cause::Call(last) => Some(last),
            Cause::None | Cause::Other(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.inner.subject, self.inner.detail)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.facts();
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.inner.kind)
            .field("subject", &format_args!("{}", self.inner.subject))
            .field("detail", &self.inner.detail)
            .field("delivery", &self.inner.delivery)
            .field("attempts", &self.inner.attempts)
            .field("status", &facts.status)
            .field("code", &facts.code)
            .field("path", &facts.path)
            .field("request_id", &facts.request_id);
        if let Some(body) = &facts.body {
            out.field("body", &format_args!("[{} bytes]", body.len()));
        }
        if let Some(source) = self.source() {
            out.field("source", &format_args!("{source}"));
        }
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.inner.cause {
            Cause::None => None,
            Cause::Call(last) => Some(last),
            Cause::Other(source) => Some(source.as_ref()),
        }
    }
}
