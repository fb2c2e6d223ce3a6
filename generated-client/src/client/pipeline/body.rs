//! The body of one attempt: bytes that can be handed over once, and a gate that knows whether they were.
//! What decides about repeating a call is in `exchange`; this file only makes "it never left" a fact instead of a guess.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const CLOSED: u8 = 0;
const PASSED: u8 = 1;
const REVOKED: u8 = 2;

/// Whether a body has been handed to the connection. The answer is final: once revoked, the body cannot leave any more.
#[derive(Debug, Default)]
pub(in crate::client) struct Gate(AtomicU8);

impl Gate {
    /// Lets the body out, unless it was revoked.
    fn pass(&self) -> bool {
        self.0.compare_exchange(CLOSED, PASSED, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// Keeps the body in; false when it had already been handed over.
    ///
    /// A timeout drops the request while the connection's own task may be about to write it, so that reading a flag is not enough:
    /// one atomic step decides which of the two was first.
    pub(super) fn revoke(&self) -> bool {
        match self.0.compare_exchange(CLOSED, REVOKED, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => true,
            Err(found) => found == REVOKED,
        }
    }
}

/// A request body that exists once.
///
/// reqwest cannot copy it, so it can neither repeat the request on its own nor carry the credentials along a redirect,
/// whatever the caller's own `reqwest::Client` is set up to do. Nor does it leave once its time is up.
pub(super) struct OneShot {
    bytes: Option<Bytes>,
    gate: Arc<Gate>,
    until: Instant,
}

impl OneShot {
    pub(super) fn new(bytes: Bytes, until: Instant) -> (Self, Arc<Gate>) {
        let gate = Arc::new(Gate::default());
        (Self { bytes: Some(bytes), gate: Arc::clone(&gate), until }, gate)
    }

    /// Lets the bytes out, unless the call was given up or its time is up.
    fn leave(&self, bytes: Bytes, now: Instant) -> Result<Frame<Bytes>, Revoked> {
        if now < self.until && self.gate.pass() { Ok(Frame::data(bytes)) } else { Err(Revoked) }
    }
}

impl Body for OneShot {
    type Data = Bytes;
    type Error = Revoked;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let bytes = self.bytes.take();
        Poll::Ready(bytes.map(|bytes| self.leave(bytes, Instant::now())))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// The call was given up, or its time was up, before its body was wanted.
#[derive(Debug)]
pub(super) struct Revoked;

impl fmt::Display for Revoked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was given up before it was sent")
    }
}

impl std::error::Error for Revoked {}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};
    use std::time::{Duration, Instant};

    use bytes::Bytes;
    use http_body::Body;

    use super::{Gate, OneShot, Revoked};

    #[test]
    fn a_body_whose_time_is_up_stays_in() {
        for (left, passes) in [(Duration::ZERO, false), (Duration::from_secs(60), true)] {
            let (mut body, gate) = OneShot::new(Bytes::from_static(b"{}"), Instant::now() + left);
            let frame = std::pin::Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(frame, Poll::Ready(Some(frame)) if frame.is_ok() == passes));
            assert_eq!(gate.revoke(), !passes);
        }
    }

    #[test]
    fn the_end_of_the_time_is_no_part_of_it() {
        let before = Instant::now();
        let until = before + Duration::from_nanos(1);
        for (now, passes) in [(before, true), (until, false)] {
            let (body, _) = OneShot::new(Bytes::new(), until);
            assert_eq!(body.leave(Bytes::from_static(b"{}"), now).is_ok(), passes);
        }
    }

    #[test]
    fn a_revoked_body_never_passes() {
        assert_eq!(Revoked.to_string(), "the call was given up before it was sent");
        let gate = Gate::default();
        assert!(gate.revoke());
        assert!(!gate.pass());
        assert!(gate.revoke(), "revoking twice says the same");
    }

    #[test]
    fn a_body_that_passed_cannot_be_revoked() {
        let gate = Gate::default();
        assert!(gate.pass());
        assert!(!gate.revoke());
    }
}
