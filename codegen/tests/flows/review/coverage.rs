//! How much of the documentation is typed, as the workspace's own spec stands.

use crate::harness::{api, real_spec};
use open_api_codegen::review::coverage::{self, Count, Kind};

#[test]
fn every_entry_of_the_catalog_is_counted_once() {
    let entries = coverage::entries(&api(&real_spec()));
    let total = |kind| Count::of(entries.iter().filter(|entry| entry.kind == kind)).total();
    assert_eq!((total(Kind::Operation), total(Kind::Constant), total(Kind::Webhook)), (39, 19, 6));
}

#[test]
fn the_report_for_a_terminal_has_a_bar_a_section() {
    insta::assert_snapshot!("text", coverage::text(&coverage::entries(&api(&real_spec()))));
}

#[test]
fn the_table_for_the_readme_lists_every_entry_by_what_is_known() {
    insta::assert_snapshot!("markdown", coverage::markdown(&coverage::entries(&api(&real_spec()))));
}

#[test]
fn the_report_for_a_program_has_every_entry_and_the_counts() {
    insta::assert_snapshot!("json", coverage::json(&coverage::entries(&api(&real_spec()))));
}
