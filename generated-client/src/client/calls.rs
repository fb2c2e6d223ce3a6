//! What a caller holds before an answer is there: a call that has not been made yet, with a type or without, and the pages
//! of an answer. Sending is the pipeline's business.

#[cfg(feature = "blocking")]
pub(super) mod blocking;
pub(super) mod call;
pub(super) mod lenient;
pub(super) mod paging;
pub(super) mod untyped;
pub(super) mod untyped_paging;
