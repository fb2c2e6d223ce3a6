//! What comes back: an answer as it came, and what is made of it. How it was fetched is the concern of `pipeline`.

pub(super) mod data;
mod envelope;
mod fate;
pub(super) mod partial;
pub(super) mod raw;
mod verdict;
