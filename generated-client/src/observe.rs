//! What a call tells an observer: each attempt and the outcome, in numbers and words of fixed sets. No body, header, path of an answer
//! or value is among it, so it may become a metric or a line of a log.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::Operation;
use crate::error::{Delivery, ErrorKind};
use crate::operation::Effect;

/// Receives attempts and outcomes, as a callback. It is set by `ClientBuilder::observer`.
///
/// Its functions run on the task of the call, between attempts, so they should be quick: count, and hand on the rest. A panic in one is
/// caught and has no effect on the call.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use open_api_client::observe::{CallOutcome, Observer};
///
/// /// Counts what a person has to look up.
/// #[derive(Default)]
/// struct InDoubt(AtomicU64);
///
/// impl Observer for InDoubt {
///     fn on_outcome(&self, outcome: &CallOutcome) {
///         if outcome.needs_reconciliation() {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
#[expect(unused_variables, reason = "the names are for those who implement it")]
pub trait Observer: Send + Sync {
    /// An attempt has ended, and what comes next is decided.
    fn on_attempt(&self, attempt: &Attempt) {}

    /// A call has ended; also one that was dropped.
    fn on_outcome(&self, outcome: &CallOutcome) {}
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn on_attempt(&self, attempt: &Attempt) {
        (**self).on_attempt(attempt);
    }

    fn on_outcome(&self, outcome: &CallOutcome) {
        (**self).on_outcome(outcome);
    }
}

/// One attempt of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation; nothing for a call to a path of the caller's.
    pub operation: Option<Operation>,
    /// What the call may change; nothing where that is not known.
    pub effect: Option<Effect>,
    /// Which attempt of the call it was, from 1.
    pub number: u32,
    /// The HTTP status, once the head of an answer came.
    pub status: Option<u16>,
    /// What went wrong, where no complete answer came.
    pub failure: Option<ErrorKind>,
    /// Whether the platform may have acted on this attempt without its verdict coming back.
    pub in_doubt: bool,
    /// The size of the request's body, in bytes.
    pub request_bytes: usize,
    /// The size of the answer's body after decompression, in bytes; 0 where none came.
    pub answer_bytes: usize,
    /// How long the attempt took.
    pub elapsed: Duration,
    /// What comes next.
    pub next: Next,
}

/// What comes after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// There is no retry: the answer is judged.
    Judged,
    /// Another attempt, after waiting so long.
    Again(Duration),
    /// The call failed, and is not retried.
    Stopped(Stopped),
}

/// Why a call that failed is not retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stopped {
    /// A retry would not help, or could do something twice: the call may change something and may have left.
    NotRepeatable,
    /// The retry policy allows no further attempt.
    Policy,
    /// The deadline comes first.
    Deadline,
    /// The answer asks for a longer wait than the deadline leaves.
    AskedToWait,
    /// The client's retry budget is used up: too many of its calls are failing.
    Budget,
}

impl Stopped {
    /// A short name that does not change, for a metric's label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRepeatable => "not_repeatable",
            Self::Policy => "policy",
            Self::Deadline => "deadline",
            Self::AskedToWait => "asked_to_wait",
            Self::Budget => "budget",
        }
    }
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallOutcome {
    /// The operation; nothing for a call to a path of the caller's.
    pub operation: Option<Operation>,
    /// What the call may change; nothing where that is not known.
    pub effect: Option<Effect>,
    /// How many attempts were made.
    pub attempts: u32,
    /// The HTTP status of the last complete answer.
    pub status: Option<u16>,
    /// The platform's code; 0 is success.
    pub code: Option<i64>,
    /// How it ended.
    pub end: End,
    /// The size of the answer's body after decompression, in bytes; 0 where none came.
    pub answer_bytes: usize,
    /// How long the call took in total, waits included.
    pub elapsed: Duration,
}

/// The ways in which a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum End {
    /// With an answer that is a success, or that the caller judges.
    Answered,
    /// With an error.
    Failed {
        /// Its kind.
        kind: ErrorKind,
        /// What became of the request.
        delivery: Delivery,
    },
    /// The caller dropped it.
    Dropped {
        /// What became of the request.
        delivery: Delivery,
    },
}

impl End {
    /// What became of a request that brought no success.
    #[must_use]
    pub const fn delivery(self) -> Option<Delivery> {
        match self {
            Self::Answered => None,
            Self::Failed { delivery, .. } | Self::Dropped { delivery } => Some(delivery),
        }
    }

    /// A short name that does not change, for a metric's label: `answered`, `failed`, `dropped`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Failed { .. } => "failed",
            Self::Dropped { .. } => "dropped",
        }
    }
}

impl CallOutcome {
    /// Whether somebody has to look up what became of it: it may have changed something, and the caller got no success.
    #[must_use]
    pub fn needs_reconciliation(&self) -> bool {
        self.effect != Some(Effect::Read) && self.end.delivery().is_some_and(Delivery::may_have_taken_effect)
    }
}

/// An observer, or none.
#[derive(Clone, Default)]
pub(crate) struct Observed(Option<Arc<dyn Observer>>);

impl Observed {
    pub(crate) fn by(observer: impl Observer + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    /// Calls the observer, if there is one. The value is made only then.
    pub(crate) fn attempt(&self, attempt: impl FnOnce() -> Attempt) {
        if let Some(observer) = &self.0 {
            let attempt = attempt();
            // The observer's mistakes do not become the call's.
            let _ = catch_unwind(AssertUnwindSafe(|| observer.on_attempt(&attempt)));
        }
    }

    /// Calls the observer, if there is one. The value is made only then.
    pub(crate) fn outcome(&self, outcome: impl FnOnce() -> CallOutcome) {
        if let Some(observer) = &self.0 {
            let outcome = outcome();
            let _ = catch_unwind(AssertUnwindSafe(|| observer.on_outcome(&outcome)));
        }
    }
}
