//! What a caller matches on: the kind of a failure and what became of the request.

use std::fmt;

/// What went wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client itself is set up wrongly: a setting is missing or unusable, or an operation has no path.
    Config,
    /// The request cannot be sent as it is: it is not a JSON object, holds a credential, or names an unusable path.
    InvalidRequest,
    /// No connection could be made: the name was not found, the connection was refused, TLS failed, or connecting
    /// took too long.
    Connect,
    /// No complete answer came within the attempt's time-out or before the call's deadline.
    Timeout,
    /// The connection broke after it was made, or the answer was larger than the client accepts.
    Transport,
    /// The HTTP status is not a success. An envelope in the body still gives [`Error::code`](super::Error::code).
    Http,
    /// The platform answered with a code other than 0, and a successful HTTP status.
    Api,
    /// An answer came and cannot be understood: not JSON, no envelope, or not of the documented shape.
    Decode,
    /// The client gave up: repeating the call did not help, or reading pages did not come to an end.
    Exhausted,
}

impl ErrorKind {
    /// A short name that does not change, for a metric's label: `config`, `invalid_request`, `connect`, ….
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::InvalidRequest => "invalid_request",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::Http => "http",
            Self::Api => "api",
            Self::Decode => "decode",
            Self::Exhausted => "exhausted",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is known of the request's fate.
///
/// The question it answers is whether something may have happened on the platform: after [`Unknown`](Self::Unknown), a
/// caller that moves money has to look up what became of the call before making it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// The request provably never left this process. Nothing has happened; making the call again is safe.
    NotSent,
    /// The request left, or may have left, and the platform's verdict on it did not come back: the connection broke, the
    /// time ran out, what came is not the platform's envelope, or its HTTP status speaks of a failure on the way or on the
    /// platform (5xx, 408, a redirect), whatever code the body has.
    Unknown,
    /// The platform's verdict came back: an envelope with its code under a successful HTTP status, or an HTTP status that
    /// refuses the request (4xx).
    Answered,
}

impl Delivery {
    /// A short name that does not change, for a metric's label: `not_sent`, `unknown`, `answered`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Answered => "answered",
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
