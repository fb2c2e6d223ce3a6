//! Fingerprints: 64 bits that tell whether a text, or what a file is made from, is what it was.

use std::hash::BuildHasher;

/// Where numbers come from: the same of the same thing in every run, and good enough for 64 bits to tell files apart.
pub(crate) fn numbers() -> impl BuildHasher {
    foldhash::quality::FixedState::default()
}

/// The number of a file's bytes.
#[must_use]
pub fn number(bytes: &[u8]) -> u64 {
    numbers().hash_one(bytes)
}
