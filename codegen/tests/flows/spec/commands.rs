//! What is wrong with a spec is said by every command, each in its own time: none goes on with what is known to be broken.

use crate::harness::{Fixture, real_spec};
use crate::made::{Made, field, list, reference};
use open_api_codegen::distill::merge::{self, Unstated};
use open_api_codegen::distill::page;
use open_api_codegen::generate::emit;
use open_api_codegen::load;
use open_api_codegen::review::{coverage, diff, lint};
use open_api_codegen::spec::catalog::{self, Catalog};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::spec::fmt;
use open_api_codegen::spec::glossary::Glossary;
use open_api_codegen::text::diag::{self, Diagnostics};
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::FileId;
use serde_json::json;
use std::time::{Duration, Instant};

/// A page that adds an enum to a spec.
const PAGE: &str = "# Genre\n\n| Value | Description |\n|---|---|\n| 1 | Novel |\n| 2 | Poem |\n";

fn catalog(files: &SpecFiles) -> Catalog {
    json::parse(&files.catalog, FileId::Catalog).map(|root| catalog::read(&root).0).unwrap_or_default()
}

/// What every command does with a spec, as the command line does it. Gives what was found, and how large the generated files are.
fn run_all(files: &SpecFiles) -> (Diagnostics, Option<usize>) {
    let (for_lint, found) = load::load(files);
    assert_eq!(for_lint.is_none(), found.has_errors());
    let _ = diag::render(&found, files, false);
    let (to_compare, again) = load::load_to_compare(files);
    assert_eq!(found, again);
    let (to_generate, all) = load::load_to_generate(files);
    assert_eq!(to_generate.is_none(), all.has_errors());
    if let (Some(api), Some(head)) = (&for_lint, &to_compare) {
        let _ = (lint::run(api, &files.spec), coverage::text(&coverage::entries(api)));
        let side = |api| diff::Side { files, api };
        assert!(diff::compare(side(api), side(head)).entries.is_empty());
    }
    if let Ok(root) = json::parse(&files.spec, FileId::Spec) {
        let _ = fmt::spec(&root);
        // What a page says goes into the JSON of the spec, whatever else is wrong with that.
        let (tree, catalog) = (Tree::from(&root), catalog(files));
        let _ = merge::distill_read(tree, vec![page::parse(PAGE)], &catalog, &Glossary::default(), Unstated::Pruned);
    }
    let size = to_generate.map(|api| emit::emit(&api).unwrap().0.values().map(String::len).sum());
    (found, size)
}

#[test]
fn every_command_refuses_every_spec_with_mistakes() {
    for fixture in Fixture::all("errors") {
        let (found, size) = run_all(&fixture.files());
        assert!(found.has_errors() && size.is_none(), "{}", fixture.name());
    }
}

#[test]
fn every_command_takes_every_good_spec() {
    for files in Fixture::all("good").iter().map(Fixture::files).chain([real_spec()]) {
        let (found, size) = run_all(&files);
        assert!(!found.has_errors() && size.is_some(), "{}", diag::render(&found, &files, false));
    }
}

/// Types that hold each other: `edges` says who holds whom, the first by way of so many arrays.
fn types(edges: impl IntoIterator<Item = (usize, usize, usize)>) -> SpecFiles {
    let mut made = Made::new();
    let mut fields: std::collections::BTreeMap<usize, Vec<_>> = [(0, Vec::new())].into();
    for (from, to, arrays) in edges {
        fields.entry(to).or_default();
        let ty = (0..arrays).fold(reference(&format!("T{to}")), |inner, _| list(&inner));
        let held = fields.entry(from).or_default();
        held.push(field(&format!("to_{to}_{}", held.len()), &ty));
    }
    for (at, mut fields) in fields {
        fields.push(field("name", &json!({"type": "string"})));
        made.object(&format!("T{at}"), &fields);
    }
    made.operation("things.get", "ThingsGetRequest", &[], "T0");
    made.event("thing", "T0");
    made.files()
}

/// The errors, and the size of what is generated; neither takes long, however the types hang together.
fn outcome(files: &SpecFiles) -> (String, Option<usize>) {
    let start = Instant::now();
    let (found, size) = run_all(files);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    let shown: Vec<String> = found.iter().map(|found| format!("{}: {}\n", found.code, found.message)).collect();
    (shown.concat(), size)
}

fn chain(many: usize, arrays: usize) -> SpecFiles {
    types((0..many).map(|at| (at, at + 1, arrays)))
}

#[test]
fn a_type_that_holds_itself_is_told_once_by_every_command() {
    let ring = |many: usize, arrays: usize| types((0..many).map(|at| (at, (at + 1) % many, arrays)));
    insta::assert_snapshot!(outcome(&ring(1, 0)).0, @"E0023: `T0` holds itself: T0 → T0");
    insta::assert_snapshot!(outcome(&ring(3, 0)).0, @"E0023: `T0` holds itself: T0 → T1 → T2 → T0");
    insta::assert_snapshot!(outcome(&ring(4000, 0)).0, @"E0023: `T0` holds itself: T0 → T1 → T2 → T3 → … 3993 more … → T3997 → T3998 → T3999 → T0");
    for many in [1, 2, 8] {
        assert!(outcome(&ring(many, 1)).1.is_some(), "a list may lead back");
    }
    insta::assert_snapshot!(outcome(&ring(40, 1)).0, @"E0022: `T0` nests 80 objects and arrays, which 40 types that lead back to each other may add up to; 32 are the most");
}

#[test]
fn what_nests_too_deep_is_told_at_its_innermost_type() {
    assert!(outcome(&chain(31, 0)).1.is_some());
    assert!(outcome(&chain(15, 1)).1.is_some());
    insta::assert_snapshot!(outcome(&chain(100, 0)).0, @"E0022: `T68` nests 33 objects and arrays; 32 are the most");
    insta::assert_snapshot!(outcome(&chain(16, 1)).0, @"E0022: `T0` nests 33 objects and arrays; 32 are the most");
    assert!(outcome(&chain(5000, 0)).1.is_none());
    assert!(outcome(&chain(5000, 1)).1.is_none());
    insta::assert_snapshot!(outcome(&chain(1, 5)).0, @"E0022: the field `to_1_0` is an array of arrays, 5 deep; 4 are the most");
    assert!(outcome(&chain(1, 300)).1.is_none());
}

#[test]
fn types_that_refer_to_each_other_many_times_over_stay_small_or_are_told() {
    let twice = |levels: usize, arrays: usize| types((0..levels).flat_map(move |at| [(at, at + 1, arrays); 2]));
    let (errors, size) = outcome(&twice(15, 1));
    assert!(errors.is_empty() && size.unwrap() < 2_000_000, "{errors} {size:?}");
    insta::assert_snapshot!(outcome(&twice(17, 0)).0, @"E0022: a value of `T6` would hold 4095 others; 2048 are the most");
    assert!(outcome(&twice(9, 0)).1.unwrap() < 2_000_000);
    let everyone = (0..8).flat_map(|from| (0..8).map(move |to| (from, to, 1)));
    assert!(outcome(&types(everyone)).1.unwrap() < 2_000_000);
}

#[test]
fn two_structs_of_required_fields_cannot_have_one_name() {
    let mut made = Made::new();
    let four: Vec<_> = ["a", "b", "c", "d"].iter().map(|name| field(name, &json!({"type": "string"}))).collect();
    made.object("Foo", &four);
    made.object("Answer", &four);
    let sent: Vec<_> = four.iter().cloned().chain([field("foo", &reference("Foo"))]).collect();
    made.operation("foos.set", "FooRequest", &sent, "Answer");
    insta::assert_snapshot!(outcome(&made.files()).0, @"E0017: name collision: `FooRequired` would hold the required fields of `Foo` and of `FooRequest`");
}

#[test]
fn paging_needs_two_fields() {
    let mut made = Made::new();
    let number = json!({"type": "integer", "format": "int32"});
    made.object("Thing", &[field("name", &json!({"type": "string"}))]);
    made.object("Answer", &[field("total", &number), field("things", &list(&reference("Thing")))]);
    let operation = made.operation("things.list", "ThingsListRequest", &[field("page", &number)], "Answer");
    operation["x-pagination"] = json!({"page": "page", "size": "page", "total": "total", "items": "things"});
    insta::assert_snapshot!(outcome(&made.files()).0, @"E0015: `page` and `size` of x-pagination are both `page`");
}

#[test]
fn a_revision_is_a_day_and_a_page_is_the_part_of_an_address() {
    for (key, text) in [("revised", "19/03/2026"), ("revised", "2026-02-30"), ("page", "a ~~~b"), ("page", "p\r1")] {
        let mut made = Made::new();
        made.object("Answer", &[field("name", &json!({"type": "string"}))]);
        made.operation("things.get", "ThingsGetRequest", &[], "Answer")["x-provenance"][key] = json!(text);
        let errors = outcome(&made.files()).0;
        assert!(errors.starts_with(&format!("E0005: `{key}` is")), "{errors}");
    }
}
