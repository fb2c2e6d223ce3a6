//! How many cases the tests that draw them take. What they draw, each says for itself.

use proptest::test_runner::Config;
use std::env;

/// One case in so many is taken in the loop of a day. Where `DRAWN` is set, as in `.ci/run`, all are.
const SHARE: u32 = 4;

/// Draws `cases`, or the share of a day; as many as `PROPTEST_CASES` says where that is set.
pub(crate) fn config(cases: u32) -> Config {
    let cases = if takes_all() { cases } else { cases.div_ceil(SHARE) };
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// All of what a test goes through in order, or the share of a day.
pub(crate) fn every<T>(cases: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    cases.step_by(if takes_all() { 1 } else { SHARE as usize })
}

fn takes_all() -> bool {
    env::var_os("DRAWN").is_some()
}
