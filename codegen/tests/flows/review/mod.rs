//! The flow to people: lints, coverage, and what a change means.

mod coverage;
mod diff;
mod lints;
