//! Every good fixture's output compiles with the client's runtime, and clippy has nothing to say about it.

use super::crates::Crates;
use crate::harness::{Fixture, generate};

#[test]
fn every_good_fixture_compiles_without_a_warning() {
    let fixtures = Fixture::all("good");
    let made = fixtures.iter().map(|fixture| (fixture.name(), generate(&fixture.files())));
    Crates::write("good-fixtures", made).refuse_complaints();
}
