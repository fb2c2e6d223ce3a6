//! Lints, each with a spec that holds what it finds and what only looks like it, and with nothing for any other lint.

use crate::harness::{Fixture, each_fixture};
use open_api_codegen::review::lint;
use open_api_codegen::text::diag::{self, Code};

each_fixture! { "lints", finds_what_it_is_for_and_nothing_else:
    date_without_empty_rule description_repeats_name enum_in_description example_does_not_fit example_shows_more
    identifier_without_type money_without_unit paging_without_pagination sensitive_name_without_mark undocumented
    unused_schema
}

fn finds_what_it_is_for_and_nothing_else(fixture: &Fixture) {
    let (files, api, problems) = fixture.load();
    assert!(problems.is_empty(), "{}", diag::render(&problems, &files, false));
    let found = lint::run(&api.unwrap(), &files.spec);
    fixture.assert("findings", &diag::render(&found, &files, false));
    let id = fixture.name().replace('_', "-");
    assert!(!found.is_empty());
    assert!(found.iter().all(|finding| matches!(finding.code, Code::Lint(by) if by == id)));
}

#[test]
fn every_lint_has_a_fixture() {
    let fixtures: Vec<String> = Fixture::all("lints").iter().map(|fixture| fixture.name().replace('_', "-")).collect();
    let lints: Vec<&str> = lint::ALL.iter().map(|lint| lint.id).collect();
    assert_eq!(fixtures, lints);
}
