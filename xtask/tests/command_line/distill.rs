//! `cargo xtask distill`, with pages of a fictional library service.

use crate::sandbox::Sandbox;
use std::fs;
use std::path::Path;

const SKELETON: &str = "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\n    \"title\": \"Library\",\n    \"version\": \"0\"\n  },\n  \
     \"paths\": {},\n  \"components\": {\n    \"schemas\": {}\n  }\n}\n";

/// A spec that knows only the library's catalog and glossary, and some pages as `pages/NAME.md`.
fn library(pages: &[(&str, &str)]) -> Sandbox {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("codegen/tests/fixtures/merge");
    let read = |name: &str| fs::read_to_string(fixtures.join(name)).unwrap();
    let sandbox = Sandbox::new("good/smallest");
    sandbox.write("spec/openapi.json", SKELETON);
    sandbox.write("spec/catalog.json", &read("catalog.json"));
    sandbox.write("spec/glossary.json", &read("glossary.json"));
    for (name, case) in pages {
        sandbox.write(&format!("pages/{name}.md"), &read(&format!("{case}/page.md")));
    }
    sandbox
}

#[test]
fn a_page_is_written_once_and_agrees_from_then_on() {
    let sandbox = library(&[("list", "operation")]);
    insta::assert_snapshot!("distill_first", sandbox.run("distill --spec spec pages/list.md").shown());
    let written = sandbox.read("spec/openapi.json");
    let again = sandbox.run("distill --spec spec pages/list.md");
    assert_eq!(again.code, 0);
    assert!(
        again.stdout.contains("pages/list.md is books.list\n  agrees with the spec\nunchanged  spec/openapi.json\n")
    );
    assert_eq!(sandbox.read("spec/openapi.json"), written);
    assert_eq!(sandbox.run("fmt --check --spec spec").code, 0, "what is written is in canonical form");
    assert_eq!(sandbox.run("codegen --spec spec --out out").code, 0, "and the client can be generated");
    assert!(sandbox.read("out/resources/books.rs").contains("pub fn list"));
}

#[test]
fn check_writes_nothing_and_exits_4_until_spec_and_page_agree() {
    let sandbox = library(&[("list", "operation")]);
    let checked = sandbox.run("distill --check --spec spec pages/list.md");
    assert_eq!(checked.code, 4);
    assert!(checked.stdout.contains("+ paths /lib/book/list: books.list"));
    assert_eq!(sandbox.read("spec/openapi.json"), SKELETON);
    assert_eq!(sandbox.run("distill --spec spec pages/list.md").code, 0);
    assert_eq!(sandbox.run("distill --check --spec spec pages/list.md").code, 0);
}

#[test]
fn a_removal_disagrees_until_it_is_pruned() {
    let sandbox = library(&[("list", "operation"), ("later", "fields-lost")]);
    assert_eq!(sandbox.run("distill --spec spec pages/list.md").code, 0);
    assert_eq!(sandbox.run("distill --spec spec pages/later.md").code, 0);
    insta::assert_snapshot!("distill_removal", sandbox.run("distill --check --spec spec pages/later.md").shown());
    let pruned = sandbox.run("distill --prune --spec spec pages/later.md");
    assert_eq!(pruned.code, 0);
    assert!(pruned.stdout.contains("- Book.price"));
    assert_eq!(sandbox.run("distill --check --spec spec pages/later.md").code, 0);
}

#[test]
fn a_page_that_is_not_understood_exits_1_and_no_page_of_the_run_is_written() {
    let sandbox = library(&[("list", "operation"), ("bad", "page-not-understood")]);
    let ran = sandbox.run("distill --spec spec pages/list.md pages/bad.md");
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[type-unknown]: `whatever` is not a known type"));
    assert!(ran.stderr.contains("--> pages/bad.md:32:7"));
    assert!(ran.stderr.ends_with("nothing was written\n"));
    assert_eq!(sandbox.read("spec/openapi.json"), SKELETON);
}

#[test]
fn a_conflict_shows_both_sides_and_exits_1() {
    let sandbox = library(&[("constant", "enum-taken-over-by-its-constant"), ("bad", "enum-conflict")]);
    assert_eq!(sandbox.run("distill --spec spec pages/constant.md").code, 0);
    let before = sandbox.read("spec/openapi.json");
    insta::assert_snapshot!("distill_conflict", sandbox.run("distill --spec spec pages/bad.md").shown());
    assert_eq!(sandbox.read("spec/openapi.json"), before);
}

#[test]
fn to_dos_are_listed_with_both_places_and_refused_by_codegen_and_lint_until_they_are_filled_in() {
    let sandbox = library(&[("status", "unknown-term-is-a-to-do")]);
    insta::assert_snapshot!("distill_to_do", sandbox.run("distill --spec spec pages/status.md").shown());
    insta::assert_snapshot!("distill_to_do_codegen", sandbox.run("codegen --spec spec --out out").shown());
    assert_eq!(sandbox.run("lint --spec spec").code, 1);
    sandbox.edit(
        "spec/glossary.json",
        "\"在架\"",
        "\"未知\": { \"name\": \"Unclear\", \"words\": \"Nobody knows\" },\n    \"在架\"",
    );
    assert_eq!(sandbox.run("distill --spec spec pages/status.md").code, 0);
    assert_eq!(sandbox.run("lint --spec spec").code, 0);
    assert!(sandbox.read("spec/openapi.json").contains("\"description\": \"Nobody knows (未知).\""));
}

#[test]
fn pages_of_one_run_see_each_other() {
    let sandbox = library(&[("list", "operation"), ("get", "object-shared")]);
    assert_eq!(sandbox.run("distill --spec spec pages/list.md pages/get.md").code, 0);
    assert!(!sandbox.read("spec/openapi.json").contains("BooksGetResponseBook\""));
}

#[test]
fn a_mistake_in_the_glossary_is_shown_where_it_is() {
    let sandbox = library(&[("list", "operation")]);
    sandbox.edit("spec/glossary.json", "\"OnShelf\"", "\"on shelf\"");
    sandbox.edit("spec/glossary.json", "\"secret\"", "\"secrets\"");
    sandbox.edit("spec/glossary.json", "\"units\"", "\"unit\"");
    insta::assert_snapshot!("distill_glossary", sandbox.run("distill --spec spec pages/list.md").shown());
    assert_eq!(sandbox.read("spec/openapi.json"), SKELETON);
}

#[test]
fn a_file_that_is_not_there_or_no_text_exits_1() {
    let sandbox = library(&[]);
    let missing = sandbox.run("distill --spec spec pages/none.md");
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.starts_with("error: cannot read pages/none.md: "));
    assert!(missing.stderr.contains("help: check the name"));
    fs::create_dir_all(sandbox.path("pages")).unwrap();
    fs::write(sandbox.path("pages/bytes.md"), [0xff, 0xfe, 0x00]).unwrap();
    let bytes = sandbox.run("distill --spec spec pages/bytes.md");
    assert_eq!(bytes.code, 1);
    assert!(
        bytes.stderr.contains("it looks like UTF-16 (little-endian)\n  help: save it as UTF-8"),
        "{}",
        bytes.stderr
    );
    assert_eq!(sandbox.read("spec/openapi.json"), SKELETON);
}

#[test]
fn a_spec_that_is_no_spec_is_not_added_to() {
    let sandbox = library(&[("list", "operation")]);
    sandbox.edit("spec/openapi.json", "\"paths\": {}", "\"path\": {}");
    let before = sandbox.read("spec/openapi.json");
    let ran = sandbox.run("distill --spec spec pages/list.md");
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("unknown keyword `path`"));
    assert_eq!(sandbox.read("spec/openapi.json"), before);
}

#[test]
fn facts_that_rust_cannot_name_are_written_and_what_codegen_says_of_them_is_shown() {
    let sandbox = library(&[("get", "types"), ("list", "operation")]);
    sandbox.edit("pages/get.md", "| b | long |", "| A | long |");
    let ran = sandbox.run("distill --spec spec pages/list.md pages/get.md");
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("name collision in the fields of `BooksGetResponse`: `a` and `A` would both be `a`"));
    assert!(ran.stderr.ends_with("the facts are written; `cargo xtask codegen` waits until these are settled\n"));
    assert!(sandbox.read("spec/openapi.json").contains("\"A\": {"));
}

#[test]
fn exports_and_saved_pages_are_read_as_typed() {
    let sandbox = library(&[]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("codegen/tests/fixtures/export");
    for name in ["schemas.md", "saved.html"] {
        sandbox.write(&format!("pages/{name}"), &fs::read_to_string(fixtures.join(name)).unwrap());
    }
    let first = sandbox.run("distill --spec spec pages/schemas.md pages/saved.html");
    assert_eq!(first.code, 0, "{}", first.shown());
    assert!(first.stdout.contains("pages/schemas.md is books.list\n"), "{}", first.shown());
    assert!(first.stdout.contains("pages/saved.html is book.status\n"), "{}", first.shown());
    let checked = sandbox.run("distill --check --spec spec pages/schemas.md pages/saved.html");
    assert_eq!(checked.code, 0, "{}", checked.shown());
}

#[test]
fn places_in_a_file_of_many_pages_are_those_of_the_file() {
    let sandbox = library(&[]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("codegen/tests/fixtures/export");
    sandbox.write("pages/many.yaml", &fs::read_to_string(fixtures.join("many.yaml")).unwrap());
    let ran = sandbox.run("distill --spec spec pages/many.yaml");
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[type-unknown]: `money` is not a known type"), "{}", ran.shown());
    assert!(ran.stderr.contains("--> pages/many.yaml:57:29"), "{}", ran.shown());
}
