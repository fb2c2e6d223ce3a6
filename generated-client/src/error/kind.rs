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
    /// No connection could be made: the name was not found, the connection was refused, or connecting took too long; a
    /// certificate is not accepted, on either side; or a proxy refuses, which is told as the proxy's doing. What does not pass is not
    /// tried again.
    Connect,
    /// No complete answer came within the attempt's timeout or before the call's deadline.
    Timeout,
    /// The connection broke after it was made, or what came over it is no HTTP that can be read, is not compressed as it says, or
    /// is larger than the client accepts.
    Transport,
    /// The HTTP status is not a success. An envelope in the body still gives [`Error::code`](super::Error::code).
    Http,
    /// The platform answered with a code other than 0, and a successful HTTP status.
    Api,
    /// An answer came and cannot be understood: not JSON, no envelope, or not of the documented shape.
    Decode,
    /// A list contradicts its own total: it ended early, went on too long, or changed while it was read, so that entries may be
    /// missing.
    Incomplete,
    /// The client gave up: retries did not help, or the pages of a list did not come to an end.
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
            Self::Incomplete => "incomplete",
            Self::Exhausted => "exhausted",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What became of the request, as far as it is known.
///
/// The question it answers is whether something may have happened on the platform, and what the next step is. It is
/// exhaustive on purpose: whoever moves money has an arm for each of these, and the compiler sees to it.
///
/// | | has it happened? | make the same call again? |
/// |---|---|---|
/// | [`NotSent`](Self::NotSent) | no | yes, at once, if [`is_retryable`](super::Error::is_retryable); else mend what the error names first |
/// | [`TryLater`](Self::TryLater) | no | yes, after [`retry_after`](super::Error::retry_after) or a while |
/// | [`Refused`](Self::Refused) | no | no: something in it has to change |
/// | [`Conflict`](Self::Conflict) | this one has not, an earlier one may have | look up what is there |
/// | [`Accepted`](Self::Accepted) | yes | **no** |
/// | [`Unknown`](Self::Unknown) | nobody knows | look up what is there first |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// The request provably never left this process. Nothing has happened; making the call again is safe.
    NotSent,
    /// The platform, or a gateway before it, refused the request for now and did nothing: HTTP status 423, 425 or 429, and no
    /// success in the body. The same call may be made again later.
    TryLater,
    /// The platform refused the request and did nothing: an envelope with a code other than 0 under a successful HTTP status, or
    /// a status that HTTP defines as a refusal (400, 401, 403, 404 and their like). The same call will be refused again.
    Refused,
    /// The request conflicts with what came before (HTTP status 409), perhaps with the same call, made earlier: look up what is
    /// there. Whether this one would be accepted later is not known.
    Conflict,
    /// The platform reports success (code 0 under a successful status), so the call took effect. What could not be read, or was
    /// missing, is only what came along with it. **Do not make the call again.**
    Accepted,
    /// The request left, or may have left, and the platform's verdict on it did not come back: the connection broke, the
    /// time ran out, what came is not the platform's envelope, or its HTTP status speaks of a failure on the way or on the
    /// platform (5xx, 408, a redirect, or one that HTTP does not define, such as 499), whatever code the body has.
    Unknown,
}

impl Delivery {
    /// A short name that does not change, for a metric's label: `not_sent`, `try_later`, `refused`, `conflict`, `accepted`,
    /// `unknown`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::TryLater => "try_later",
            Self::Refused => "refused",
            Self::Conflict => "conflict",
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the call has taken effect, or may have: what nobody may take for a failure.
    #[must_use]
    pub const fn may_have_taken_effect(self) -> bool {
        match self {
            Self::Accepted | Self::Unknown | Self::Conflict => true,
            Self::NotSent | Self::TryLater | Self::Refused => false,
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
