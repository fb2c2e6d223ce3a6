//! What can be set for all calls of a client and for each call again: time limits, retries, paging, connections.

use std::num::NonZeroU32;
use std::time::Duration;

use super::retry::RetryPolicy;
use crate::operation::Effect;

/// What one call does differently from its client.
///
/// What is not set here is as the client was built.
///
/// ```
/// use std::time::Duration;
/// use open_api_client::{CallOptions, RetryPolicy};
///
/// let quick = CallOptions::new().deadline(Duration::from_secs(3)).retry(RetryPolicy::never());
/// # let _ = quick;
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallOptions {
    deadline: Option<Duration>,
    attempt_timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    max_pages: Option<NonZeroU32>,
    connection: Option<ConnectionUse>,
}

/// Which connection a call uses: one that earlier calls have used (a kept connection, from the connection pool), or one of its own.
///
/// A call on a kept connection is in doubt when the server is closing that connection just then; and what a server or a gateway sends there
/// out of turn can be taken for the next call's answer. A connection of its own costs a call one round trip more, and two or three with TLS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConnectionUse {
    /// A call that only reads uses a kept connection, any other one of its own.
    #[default]
    ByEffect,
    /// Every call has a connection of its own.
    Fresh,
    /// Every call uses a kept connection where there is one. **Payments too**: more of them end in doubt.
    Kept,
}

impl ConnectionUse {
    pub(in crate::client) fn is_fresh(self, effect: Option<Effect>) -> bool {
        match self {
            Self::ByEffect => effect != Some(Effect::Read),
            Self::Fresh => true,
            Self::Kept => false,
        }
    }
}

impl CallOptions {
    /// Nothing different.
    #[must_use]
    pub const fn new() -> Self {
        Self { deadline: None, attempt_timeout: None, retry: None, max_pages: None, connection: None }
    }

    /// How long the call may take in total, with every attempt and every wait between them. In a stream, the limit is for each page.
    #[must_use]
    pub const fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer.
    #[must_use]
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// How the call is retried.
    #[must_use]
    pub const fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// How many pages a stream reads; one more is an error.
    #[must_use]
    pub const fn max_pages(mut self, pages: NonZeroU32) -> Self {
        self.max_pages = Some(pages);
        self
    }

    /// Which connection the call uses.
    #[must_use]
    pub const fn connection(mut self, choice: ConnectionUse) -> Self {
        self.connection = Some(choice);
        self
    }

    /// These options, and those of `over` where it has any.
    pub(in crate::client) fn overridden_by(self, over: Self) -> Self {
        Self {
            deadline: over.deadline.or(self.deadline),
            attempt_timeout: over.attempt_timeout.or(self.attempt_timeout),
            retry: over.retry.or(self.retry),
            max_pages: over.max_pages.or(self.max_pages),
            connection: over.connection.or(self.connection),
        }
    }

    pub(in crate::client) fn settings(self) -> Settings {
        Settings {
            deadline: self.deadline.unwrap_or(DEADLINE),
            attempt_timeout: self.attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT),
            retry: self.retry.unwrap_or_default(),
            max_pages: self.max_pages.unwrap_or(MAX_PAGES),
            connection: self.connection.unwrap_or_default(),
        }
    }
}

/// Options with every gap filled.
#[derive(Debug, Clone, Copy)]
pub(in crate::client) struct Settings {
    pub(in crate::client) deadline: Duration,
    pub(in crate::client) attempt_timeout: Duration,
    pub(in crate::client) retry: RetryPolicy,
    pub(in crate::client) max_pages: NonZeroU32,
    pub(in crate::client) connection: ConnectionUse,
}

/// Long enough for a slow answer, short enough that a queue of payments notices.
pub(in crate::client) const DEADLINE: Duration = Duration::from_secs(90);
pub(in crate::client) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
pub(in crate::client) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// 100,000 cards at ten a page: more than that in one go is more likely a mistake.
const MAX_PAGES: NonZeroU32 = match NonZeroU32::new(10_000) {
    Some(pages) => pages,
    None => NonZeroU32::MIN,
};

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ATTEMPT_TIMEOUT, CONNECT_TIMEOUT, CallOptions, DEADLINE};
    use crate::client::settings::retry::RetryPolicy;

    #[test]
    fn a_calls_options_win_over_the_clients_and_leave_the_rest_alone() {
        let client = CallOptions::new().deadline(Duration::from_secs(9)).retry(RetryPolicy::never());
        let call = CallOptions::new().deadline(Duration::from_secs(1));
        let settings = client.overridden_by(call).settings();
        assert_eq!(settings.deadline, Duration::from_secs(1));
        assert_eq!(settings.retry, RetryPolicy::never());
        assert_eq!(settings.attempt_timeout, ATTEMPT_TIMEOUT);
    }

    #[test]
    fn the_documentation_states_the_default_limits() {
        let builder = concat!(include_str!("../builder/limits.rs"), include_str!("../builder/transport.rs"));
        let chapter = include_str!("../../production.md");
        let limits =
            [("deadline", DEADLINE), ("attempt_timeout", ATTEMPT_TIMEOUT), ("connect_timeout", CONNECT_TIMEOUT)];
        for (name, limit) in limits {
            let seconds = limit.as_secs();
            let (above, _) = builder.split_once(&format!("pub fn {name}(")).unwrap();
            let docs = &above[above.rfind("}\n").unwrap_or_default()..];
            assert!(docs.contains(&format!("Default: {seconds} seconds.")), "{name} of the builder: {docs}");
            let row = format!("ClientBuilder::{name}) | {seconds} s |");
            assert!(chapter.contains(&row), "production.md has no row {row}");
        }
    }
}
