//! The same page says the same in every form.

use super::forms::{self, Source};
use crate::distill::merge::harness::{SKELETON, Tables, root, tree};
use crate::distill::page::show;
use open_api_codegen::distill::merge::{self, Unstated};
use open_api_codegen::spec::fmt;
use std::fs;
use std::path::Path;

/// A page of the library, from its fixture.
pub(crate) fn library() -> Source {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/merge/operation/page.md");
    let text = fs::read_to_string(page).unwrap();
    Source {
        title: "图书列表".to_owned(),
        folder: "Api/Library/Book".to_owned(),
        digits: "900000001".to_owned(),
        path: "/{{version}}/lib/book/list".to_owned(),
        description: text[text.find("## 请求参数").unwrap()..].trim_end().to_owned(),
    }
}

/// A page in every form but the one that a person writes down, by what the form is called.
fn every_form(source: &Source) -> Vec<(&'static str, String)> {
    let project = forms::project(std::slice::from_ref(source));
    vec![
        ("folded", source.folded()),
        ("literal", source.literal()),
        ("wrapped", forms::wrapped(&source.folded())),
        ("foreign line ends", source.folded().replace('\n', "\r\n")),
        ("one entry as YAML", source.document("|", &source.description)),
        ("JSON", project.to_string()),
        ("JSON over several lines", serde_json::to_string_pretty(&project).unwrap()),
        ("HTML", source.html()),
        (
            "HTML inside Markdown",
            format!(
                "<!-- page {}e0 (Api / Library / Book / 图书列表) -->\n# 图书列表\n\nPOST\n{}\n\n{}",
                source.digits,
                source.path,
                tables_in_html(&source.description)
            ),
        ),
        (
            "HTML inside an export",
            Source { description: tables_in_html(&source.description), ..source.clone() }.literal(),
        ),
    ]
}

#[test]
fn every_form_of_a_page_gives_the_same_facts() {
    let source = library();
    let expected = show::facts(&forms::one(&source.markdown()));
    assert!(expected.contains("book_list.status") && !expected.contains("error"), "{expected}");
    for (form, text) in every_form(&source) {
        assert_eq!(show::facts(&forms::one(&text)), expected, "{form}:\n{text}");
    }
}

#[test]
fn every_form_of_a_page_gives_the_same_spec() {
    let source = library();
    let tables = Tables::read(&root());
    let spec = |text: &str| {
        let distilled =
            merge::distill_read(tree(SKELETON), forms::read(text), &tables.catalog, &tables.glossary, Unstated::Named);
        assert!(!distilled.pages.iter().any(merge::Outcome::has_errors), "{text}");
        fmt::tree(distilled.spec)
    };
    let expected = spec(&source.markdown());
    assert!(expected.contains("/lib/book/list"), "{expected}");
    for (form, text) in every_form(&source) {
        assert_eq!(spec(&text), expected, "{form}:\n{text}");
    }
}

/// Markdown whose tables are HTML.
fn tables_in_html(markdown: &str) -> String {
    let mut out = String::new();
    let mut table = String::new();
    for line in markdown.lines().chain([""]) {
        if line.starts_with('|') {
            table += line;
            table.push('\n');
            continue;
        }
        if !table.is_empty() {
            out += &forms::html(&std::mem::take(&mut table));
        }
        out += line;
        out.push('\n');
    }
    out
}

#[test]
fn one_entry_of_many_is_read_as_if_it_were_alone() {
    let source = library();
    let other = Source {
        title: "借书".to_owned(),
        path: "/{{version}}/lib/book/lend".to_owned(),
        digits: "900000003".to_owned(),
        ..source.clone()
    };
    let alone = show::facts(&forms::one(&source.literal()));
    let pages = forms::read(&forms::project(&[other.clone(), source]).to_string());
    assert_eq!(pages.len(), 2);
    let mut found: Vec<String> = pages.iter().map(show::facts).collect();
    found.sort();
    let mut expected = vec![alone, show::facts(&forms::one(&other.folded()))];
    expected.sort();
    assert_eq!(found, expected);
}
