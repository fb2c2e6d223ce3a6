//! What comes back: an answer as it came, and what is made of it. How it came is not known here.

pub(super) mod data;
mod envelope;
mod fate;
pub(super) mod partial;
pub(super) mod raw;
mod verdict;
