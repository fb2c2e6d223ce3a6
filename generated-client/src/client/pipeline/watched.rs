//! Which answers are compared with the spec for the drift callback. What is found in one, `drift` says.

use crate::client::answer::raw::RawResponse;
use crate::drift::DriftSubject;
use crate::drift::watch::{Answered, Noted, Watch, path_subject};
use crate::error::Subject;
use crate::wire::Shape;

/// An answer to a call with a type.
pub(super) fn typed(watch: &Watch, answer: &RawResponse, shape: Shape, noted: Noted) {
    if let Some(seen) = answered(watch, answer) {
        watch.typed(seen, &answer.body, shape, noted, answer.credentials.key());
    }
}

/// An answer to a call without a type.
pub(super) fn untyped(watch: &Watch, answer: &RawResponse) {
    if let Some(seen) = answered(watch, answer) {
        watch.untyped(seen, &answer.body, answer.credentials.key());
    }
}

/// A list that does not agree with its total.
pub(super) fn total(watch: &Watch, of: &Subject) {
    if let Some(seen) = subject(of) {
        watch.total(seen);
    }
}

/// The subject of the answer, unless its status is a refusal: then the status is reported, because such a body may come from a gateway.
fn answered(watch: &Watch, answer: &RawResponse) -> Option<Answered> {
    let seen = subject(&answer.subject)?;
    if (200..300).contains(&answer.status) {
        return Some(seen);
    }
    watch.status(seen, answer.status);
    None
}

/// What was asked, as it may be told.
fn subject(subject: &Subject) -> Option<Answered> {
    match subject {
        Subject::Operation(operation) => {
            Some(Answered { subject: DriftSubject::Operation(operation.id()), page: operation.page() })
        }
        Subject::Path(path) => Some(Answered { subject: path_subject(path), page: None }),
        Subject::Client => None,
    }
}
