//! What is said of each change: a snapshot of the text for every fixture, of the other forms for the mixed ones.

use crate::review::diff::fixture::{Fixture, Spec, all, base, compare, context, tree};
use open_api_codegen::review::diff::{report, rules};
use std::collections::BTreeSet;

fn snapshot(fixture: &Fixture, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&fixture.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_change_is_told_in_words() {
    let base = base();
    for fixture in all() {
        snapshot(fixture, "text", &report::text(&compare(base, &fixture.head), &context(), false));
    }
}

#[test]
fn realistic_changes_are_told_to_reviewers_programs_and_workflows() {
    let base = base();
    for fixture in all().iter().filter(|fixture| fixture.rule().is_none()) {
        let told = compare(base, &fixture.head);
        snapshot(fixture, "markdown", &report::markdown(&told, &context()));
        snapshot(fixture, "json", &report::json(&told, &context()));
        snapshot(fixture, "github", &report::github(&told, &context()));
    }
}

#[test]
fn every_fixture_is_about_the_rule_that_it_is_named_after() {
    let base = base();
    for fixture in all() {
        if let Some(rule) = fixture.rule() {
            assert!(rules::by_id(rule).is_some(), "there is no rule `{rule}`");
            let told = compare(base, &fixture.head);
            assert!(told.entries.iter().any(|entry| entry.change.rule.id == rule), "{}", fixture.name);
        }
    }
}

#[test]
fn every_case_of_every_rule_has_a_fixture() {
    let base = base();
    let fixtures = all();
    let mut shown: BTreeSet<(&str, usize)> = BTreeSet::new();
    for fixture in fixtures.iter().filter(|fixture| fixture.rule().is_some()) {
        shown
            .extend(compare(base, &fixture.head).entries.iter().map(|entry| (entry.change.rule.id, entry.change.case)));
    }
    let all = rules::ALL.iter().flat_map(|rule| (0..rule.cases.len()).map(|case| (rule.id, case)));
    let missing: Vec<(&str, usize)> = all.filter(|case| !shown.contains(case)).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

#[test]
fn the_json_report_keeps_to_its_schema() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../../src/review/diff/report.schema.json"))
            .expect("the schema is JSON");
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("report.schema.json", schema).expect("the schema has an address");
    let schema = compiler.compile("report.schema.json", &mut schemas).expect("the schema is a schema");
    let base = base();
    let reports =
        all().iter().map(|fixture| (fixture.name.clone(), report::json(&compare(base, &fixture.head), &context())));
    for (name, report) in reports.chain([("nothing".to_owned(), report::json(&compare(base, base), &context()))]) {
        let report: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
        let held = schemas.validate(&report, schema);
        assert!(held.is_ok(), "{name}: {:#}", held.unwrap_err());
    }
}

#[test]
fn a_report_in_color_says_the_same() {
    let base = base();
    for fixture in all() {
        let told = compare(base, &fixture.head);
        let mut plain = String::new();
        let mut rest = report::text(&told, &context(), true);
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            plain.push_str(before);
            rest = after.split_once('m').expect("a sequence of colors ends").1.to_owned();
        }
        assert_eq!(plain + &rest, report::text(&told, &context(), false), "{}", fixture.name);
    }
}

#[test]
fn a_server_that_moved_is_told_from_one_that_is_described_anew() {
    let with = |url: &str, words: &str| {
        let server = format!(r#"[{{"url": "{url}", "description": "{words}"}}]"#);
        base().patched(&tree(&format!(r#"{{"openapi": [{{"op": "add", "path": "/servers", "value": {server}}}]}}"#)))
    };
    let without = base().patched(&tree(r#"{"openapi": [{"op": "remove", "path": "/servers"}]}"#));
    let told = |old: &Spec, new: &Spec| compare(old, new).entries[0].change.message.clone();
    let one = with("https://a", "A placeholder.");
    assert_eq!(told(&one, &with("https://b", "A placeholder.")), "the server was `https://a` and is `https://b`");
    assert_eq!(told(&one, &with("https://a", "The real one.")), "what is said of the server `https://a` changed");
    assert_eq!(told(&one, &without), "no server is shown any more; it was `https://a`");
}

#[test]
fn the_table_of_rules_is_as_shown() {
    insta::assert_snapshot!(report::rules());
}

/// A spec with one more field of a card.
fn with_field(name: &str, field: &str) -> Spec {
    let path = format!("/components/schemas/Card/properties/{name}");
    base().patched(&tree(&format!(r#"{{"openapi": [{{"op": "add", "path": "{path}", "value": {field}}}]}}"#)))
}

#[test]
fn other_words_of_an_amount_or_an_id_may_mean_something_else_and_those_of_anything_else_do_not() {
    let text = r#""type": "string""#;
    let list = r#""type": "array", "items": {"type": "string"}"#;
    let whole = r#""type": "integer", "format": "int32""#;
    for (name, ty, is_meaning) in [
        ("owner_id", text, true),
        ("owner_ids", list, true),
        ("owner_ids", whole, true),
        ("fee_quota", whole, true),
        ("idle_note", text, false),
        ("notes", list, false),
        ("visits", whole, false),
    ] {
        let with = |words: &str| with_field(name, &format!(r#"{{{ty}, "description": "{words}"}}"#));
        let (old, new) = (with("Of one kind."), with("Of another kind."));
        let told = compare(&old, &new);
        assert_eq!(told.entries[0].change.message.ends_with("tells what its values mean"), is_meaning, "{name} {ty}");
        let (old, new) = (with("Of one kind."), with("of one kind"));
        assert!(
            compare(&old, &new)
                .entries
                .iter()
                .all(|entry| !entry.change.message.ends_with("tells what its values mean"))
        );
    }
}

#[test]
fn what_was_any_json_shows_a_text_only_where_a_text_can_be_read_of_it() {
    let old = with_field("whole", r#"{"description": "Whatever it is."}"#);
    for (ty, is_shown) in [
        (r#""type": "string""#, true),
        (r#""type": "array", "items": {"type": "string"}"#, true),
        (r##""$ref": "#/components/schemas/CardId""##, true),
        (r##""$ref": "#/components/schemas/Network""##, false),
        (r##""type": "array", "items": {"$ref": "#/components/schemas/Network"}"##, false),
        (r#""type": "string", "x-sensitive": "pii""#, false),
        (r#""type": "integer", "format": "int32""#, false),
    ] {
        let new = with_field("whole", &format!(r#"{{{ty}, "description": "Whatever it is."}}"#));
        let told = compare(&old, &new);
        let is_told = told.entries.iter().any(|entry| entry.change.rule.id == "json-shown");
        assert_eq!(is_told, is_shown, "{ty}");
    }
}
