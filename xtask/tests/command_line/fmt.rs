//! `cargo xtask fmt`.

use crate::sandbox::Sandbox;

#[test]
fn a_canonical_spec_is_left_alone() {
    let sandbox = Sandbox::new("good/ids");
    insta::assert_snapshot!("fmt_unchanged", sandbox.run("fmt --spec spec").shown());
    insta::assert_snapshot!("fmt_check", sandbox.run("fmt --check --spec spec").shown());
}

#[test]
fn another_form_is_shown_by_check_and_mended_without_it() {
    let sandbox = Sandbox::new("good/smallest");
    let canonical = sandbox.read("spec/openapi.json");
    let form = "\"summary\": \"Books get\",\n        \"description\": \"Looks up one book.\",";
    let other = "\"description\":\"Looks up one book.\",   \"summary\": \"Books get\",";
    sandbox.edit("spec/openapi.json", form, other);
    insta::assert_snapshot!("fmt_check_other_form", sandbox.run("fmt --check --spec spec").shown());
    assert!(sandbox.read("spec/openapi.json").contains(other), "--check writes nothing");
    insta::assert_snapshot!("fmt_other_form", sandbox.run("fmt --spec spec").shown());
    assert_eq!(sandbox.read("spec/openapi.json"), canonical);
}

#[test]
fn what_is_no_json_is_an_error_and_nothing_is_written() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.edit("spec/catalog.json", "  ", "\t\t");
    sandbox.edit("spec/openapi.json", "\"post\"", "post");
    let catalog = sandbox.read("spec/catalog.json");
    insta::assert_snapshot!("fmt_no_json", sandbox.run("fmt --spec spec").shown());
    assert_eq!(sandbox.read("spec/catalog.json"), catalog);
}

#[test]
fn what_a_file_holds_moves_no_cursor_when_it_is_shown() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.edit("spec/openapi.json", "Looks up one", "Looks\u{1b}[31m up \u{202e}one");
    let ran = sandbox.run("fmt --check --spec spec");
    assert_eq!(ran.code, 4, "{}", ran.shown());
    assert!(ran.stdout.contains(r"Looks\u{1b}[31m up \u{202e}one"), "{}", ran.stdout);
    assert!(!ran.stdout.contains(['\u{1b}', '\u{202e}']), "{}", ran.stdout);
}
