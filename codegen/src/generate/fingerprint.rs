//! Fingerprints: 64 bits that tell whether a text, or what a file is made from, is what it was.

use std::hash::BuildHasher;

/// The hash function: the same value gives the same hash in every run, and 64 bits are enough to tell files apart.
pub(crate) fn numbers() -> impl BuildHasher {
    foldhash::quality::FixedState::default()
}

/// The hash of a file's bytes.
#[must_use]
pub fn number(bytes: &[u8]) -> u64 {
    numbers().hash_one(bytes)
}
