//! What a declared break stands for among the changes of a report: those of its rule, at its place and at nothing beside it.

use crate::review::diff::fixture::{all, base, compare, context};
use open_api_codegen::review::diff::report::{self, Context, Level};
use open_api_codegen::review::diff::{Change, Declarations, Impact};
use std::collections::BTreeSet;

/// The changes of all fixtures that a line covers.
fn covered<'a>(line: &str, changes: impl Iterator<Item = &'a Change>) -> Vec<bool> {
    let declarations = Declarations::read(&format!("Declared-break: {line} (the platform changed it)"));
    assert!(declarations.problems.is_empty(), "{line}: {:?}", declarations.problems);
    let [declaration] = declarations.list.as_slice() else { panic!("{line} is one declaration") };
    changes
        .map(|change| {
            assert_eq!(declarations.reason(change).is_some(), declaration.covers(change), "{line}");
            declaration.covers(change)
        })
        .collect()
}

/// The pointers of a change, key by key.
fn places(change: &Change) -> Vec<Vec<&str>> {
    change.head.iter().chain(&change.base).map(|place| place.pointer.split('/').collect()).collect()
}

#[test]
fn a_declaration_covers_what_is_of_its_rule_and_at_or_below_its_place() {
    let reports: Vec<_> = all().iter().map(|fixture| compare(base(), &fixture.head)).collect();
    let changes = || reports.iter().flat_map(|report| report.entries.iter().map(|entry| &entry.change));
    let is_below = |change: &Change, place: &str| {
        let keys: Vec<&str> = place.split('/').collect();
        places(change).iter().any(|at| at.starts_with(&keys))
    };
    let mut declared = 0;
    for change in changes() {
        let Some(place) = change.head.as_ref().or(change.base.as_ref()).map(|place| &place.pointer) else { continue };
        // What names only a part of the spec's structure is refused, which another test holds.
        if Declarations::read(&format!("Declared-break: {place} (the platform changed it)")).list.is_empty() {
            continue;
        }
        declared += 1;
        for (other, is_covered) in changes().zip(covered(place, changes())) {
            assert_eq!(is_covered, is_below(other, place), "{place}: {}", other.message);
        }
        let rule = change.rule.id;
        for (other, is_covered) in changes().zip(covered(&format!("{rule} at {place}"), changes())) {
            assert_eq!(
                is_covered,
                other.rule.id == rule && is_below(other, place),
                "{rule} at {place}: {}",
                other.message
            );
        }
        assert!(
            covered(rule, changes()).iter().zip(changes()).all(|(is, other)| *is == (other.rule.id == rule)),
            "{rule}"
        );
    }
    assert!(declared > 100, "the fixtures have places: {declared}");
}

#[test]
fn a_name_stands_for_what_happened_to_it_and_for_no_longer_name() {
    let reports: Vec<_> = all().iter().map(|fixture| compare(base(), &fixture.head)).collect();
    let changes = || reports.iter().flat_map(|report| report.entries.iter().map(|entry| &entry.change));
    let mut names: Vec<&str> =
        changes().flat_map(places).flatten().filter(|key| key.chars().all(char::is_alphanumeric)).collect();
    names.sort_unstable();
    names.dedup();
    let mut declared = 0;
    for name in names {
        if Declarations::read(&format!("Declared-break: {name} (the platform changed it)")).list.is_empty() {
            continue;
        }
        declared += 1;
        for (change, is_covered) in changes().zip(covered(name, changes())) {
            let is_said = change.message.contains(&format!("`{name}`"));
            let is_there = places(change).iter().any(|at| at.contains(&name));
            assert_eq!(is_covered, is_said || is_there, "{name}: {}", change.message);
        }
    }
    assert!(declared > 20, "the fixtures have names: {declared}");
}

#[test]
fn a_break_that_was_declared_is_a_warning_of_a_workflow_and_any_other_an_error() {
    for fixture in all() {
        let told = compare(base(), &fixture.head);
        let report = |text: &str| {
            let declared = Some(Declarations::read(text));
            report::github(&told, &Context { declared, ..context() })
        };
        let of = |text: &str, command: &str| report(text).lines().filter(|line| line.starts_with(command)).count();
        let breaks = told
            .entries
            .iter()
            .filter(|entry| matches!(entry.level(), Level::Security) || entry.change.verdict.wire == Impact::Breaking);
        assert_eq!(of("", "::error "), breaks.count(), "{}", fixture.name);
        let all: BTreeSet<&str> = told.entries.iter().map(|entry| entry.change.rule.id).collect();
        let lines = all.iter().map(|rule| format!("Declared-break: {rule} (the platform changed it)\n"));
        let declared: String = lines.collect();
        assert_eq!(of(&declared, "::error "), 0, "{}", fixture.name);
        assert_eq!(of(&declared, "::"), of("", "::"), "{}", fixture.name);
        assert!(of(&declared, "::warning ") >= of("", "::error "), "{}", fixture.name);
    }
}
