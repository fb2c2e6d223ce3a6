//! A call under way: what is known of it so far, and who is told when it ends, be it by an answer, an error or by being
//! dropped. What is told is in `trace`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::body::Gate;
use super::outgoing::Outgoing;
use super::trace::CallSpan;
use crate::Operation;
use crate::client::answer::raw::RawResponse;
use crate::client::settings::address::Address;
use crate::client::settings::retry;
use crate::error::{Delivery, Error};
use crate::observe::{CallOutcome, End, Observed};
use crate::operation::Effect;

/// A call that has begun. However it ends, its end is reported once; for a call that is dropped, with whether it may have left.
pub(in crate::client) struct UnderWay {
    span: CallSpan,
    observed: Observed,
    operation: Option<Operation>,
    effect: Option<Effect>,
    start: Instant,
    told: AtomicBool,
    so_far: Mutex<SoFar>,
}

/// What is known so far.
#[derive(Default)]
struct SoFar {
    attempts: u32,
    /// An earlier attempt may have reached the platform.
    in_doubt: bool,
    /// The body of the attempt at hand.
    gate: Option<Arc<Gate>>,
}

impl UnderWay {
    pub(in crate::client) fn new(call: &Outgoing, address: &Address, observed: Observed) -> Self {
        Self {
            span: CallSpan::new(call, address),
            observed,
            operation: call.subject.operation(),
            effect: call.effect,
            start: Instant::now(),
            told: AtomicBool::new(false),
            so_far: Mutex::default(),
        }
    }

    /// Runs what makes the call within its span.
    pub(in crate::client) fn cover<F: Future>(&self, call: F) -> impl Future<Output = F::Output> + use<F> {
        self.span.cover(call)
    }

    /// An attempt begins; what it sends passes `gate`.
    pub(in crate::client) fn attempt(&self, gate: Arc<Gate>) {
        let mut so_far = self.so_far();
        so_far.attempts += 1;
        so_far.gate = Some(gate);
    }

    /// The attempt has failed, and there is going to be another one.
    pub(in crate::client) fn retry(&self, attempt: u32, cause: &str, wait: Duration, in_doubt: bool) {
        let mut so_far = self.so_far();
        so_far.in_doubt = in_doubt;
        so_far.gate = None;
        drop(so_far);
        self.span.retry(attempt, cause, wait);
    }

    /// The call has brought an answer that is no error.
    pub(in crate::client) fn answered(&self, raw: &RawResponse, code: Option<i64>) {
        self.told.store(true, Ordering::Relaxed);
        self.span.answered(raw, code);
        self.observed.outcome(|| {
            let ended = self.ended(End::Answered, raw.attempts());
            CallOutcome { status: Some(raw.status()), code, answer_bytes: raw.expose_body().len(), ..ended }
        });
    }

    /// The call has failed.
    pub(in crate::client) fn failed(&self, error: &Error) {
        self.told.store(true, Ordering::Relaxed);
        self.span.failed(error);
        self.observed.outcome(|| {
            let ended = self.ended(End::Failed { kind: error.kind(), delivery: error.delivery() }, error.attempts());
            let answer_bytes = error.expose_body().map_or(0, <[u8]>::len);
            CallOutcome { status: error.status(), code: error.code(), answer_bytes, ..ended }
        });
    }

    /// An outcome of which nothing but the end is known.
    fn ended(&self, end: End, attempts: u32) -> CallOutcome {
        CallOutcome {
            operation: self.operation,
            effect: self.effect,
            attempts,
            status: None,
            code: None,
            end,
            answer_bytes: 0,
            elapsed: self.start.elapsed(),
        }
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        // Each field is true by itself, so a panic elsewhere does not spoil them.
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if *self.told.get_mut() {
            return;
        }
        let so_far = self.so_far();
        // What has not left by now never will.
        let left = so_far.in_doubt || so_far.gate.as_ref().is_some_and(|gate| !gate.revoke());
        let delivery = if left { Delivery::Unknown } else { Delivery::NotSent };
        let attempts = so_far.attempts;
        drop(so_far);
        self.span.dropped(delivery, attempts, retry::is_repeatable(self.effect));
        self.observed.outcome(|| self.ended(End::Dropped { delivery }, attempts));
    }
}
