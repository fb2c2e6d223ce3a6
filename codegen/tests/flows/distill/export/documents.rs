//! The sample site and its page in other forms, where a checkout has them beside it, against the committed spec.

use super::forms;
use crate::distill::merge::harness::{Tables, tree};
use open_api_codegen::distill::merge::{self, Unstated};
use open_api_codegen::distill::page::{Origin, Parsed, read};
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::Tree;
use std::fs;
use std::path::{Path, PathBuf};

fn spec_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn committed() -> Tree {
    tree(&fs::read_to_string(spec_folder().join("openapi.json")).unwrap())
}

/// A document, or none with a word on standard error.
fn document(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/documents").join(name);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        let skipped = format!("SKIPPED: {} is not there\n", path.display());
        let _ = std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes());
    }
    text
}

/// The committed spec with a page brought into it.
fn with(parsed: &Parsed) -> String {
    let tables = Tables::read(&spec_folder());
    let given = vec![parsed.clone()];
    let distilled = merge::distill_read(&committed(), given, &tables.catalog, &tables.glossary, Unstated::Named);
    let page = &distilled.pages[0];
    assert!(!distilled.has_errors(), "{:?}, {:?}", page.findings, page.mapped);
    assert!(page.mapped.as_ref().unwrap().removals.is_empty(), "{:?}", page.mapped);
    fmt::tree(distilled.spec)
}

const FORMS: [&str; 5] = [
    "site-sample/430346213e0.md",
    "site-forms/card-list-folded.md",
    "site-forms/card-list-literal.md",
    "site-forms/card-list-both.md",
    "site-forms/card-list-schemas.md",
];

#[test]
fn the_card_list_changes_nothing_of_the_committed_spec_in_any_form() {
    let expected = fmt::tree(committed());
    for name in FORMS {
        let Some(text) = document(name) else { return };
        for text in [forms::wrapped(&text), text.replace('\n', "\r\n"), text] {
            assert_eq!(with(&forms::one(&text)), expected, "{name}");
        }
    }
}

/// The card list's description, from the form whose block is literal.
fn source() -> Option<forms::Source> {
    let text = document("site-forms/card-list-literal.md")?;
    let block = text.split("description: |\n").nth(1)?.split("\n      tags:").next()?;
    let description: String = block.lines().map(|line| line.get(8..).unwrap_or("").to_owned() + "\n").collect();
    Some(forms::Source {
        title: "卡列表".to_owned(),
        folder: "Api/Card/Card".to_owned(),
        digits: "430346213".to_owned(),
        path: "/{{version}}/openApi/card/cardList".to_owned(),
        description,
    })
}

#[test]
fn so_does_the_saved_page_and_the_entry_of_a_project() {
    let Some(source) = source() else { return };
    let expected = fmt::tree(committed());
    for text in [source.html(), source.folded(), forms::project(std::slice::from_ref(&source)).to_string()] {
        assert_eq!(with(&forms::one(&text)), expected, "{text}");
    }
}

#[test]
fn two_pages_of_one_title_are_told_apart_by_where_they_come_from() {
    let Some(text) = document("site-sample/80710370f0.md") else { return };
    let section: Vec<String> = ["Webhook", "Card Notify"].map(str::to_owned).into();
    for origin in
        [Origin { id: Some("80710370f0".to_owned()), ..Origin::default() }, Origin { section, ..Origin::default() }]
    {
        let mut parsed = read(&text, &origin, &forms::ask);
        assert_eq!(with(&parsed.remove(0)), fmt::tree(committed()), "{origin:?}");
    }
}
