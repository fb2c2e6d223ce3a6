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
    let distilled = merge::distill_read(committed(), given, &tables.catalog, &tables.glossary, Unstated::Named);
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
fn the_saved_page_and_the_entry_of_a_project_change_nothing_of_it_either() {
    let Some(source) = source() else { return };
    let expected = fmt::tree(committed());
    for text in [source.html(), source.folded(), forms::project(std::slice::from_ref(&source)).to_string()] {
        assert_eq!(with(&forms::one(&text)), expected, "{text}");
    }
}

/// What a spec states, without the words around it: which page it is from and what it is called in English.
fn facts(tree: &Tree) -> Tree {
    match tree {
        Tree::Object(entries) => {
            let stated =
                entries.iter().filter(|(key, _)| !["x-provenance", "description", "summary"].contains(&key.as_str()));
            Tree::Object(stated.map(|(key, value)| (key.clone(), facts(value))).collect())
        }
        Tree::Array(elements) => Tree::Array(elements.iter().map(facts).collect()),
        other => other.clone(),
    }
}

/// The same without what a schema does not say of a date: there it is a text like any other.
fn dates_as_texts(tree: &Tree) -> Tree {
    match tree {
        Tree::Object(entries) => {
            let is_date = |key: &str| ["use_at", "close_at", "end_at"].contains(&key);
            let text = || Tree::object([("type", Tree::from("string"))]);
            let kept =
                entries.iter().map(|(key, value)| (key, if is_date(key) { text() } else { dates_as_texts(value) }));
            Tree::Object(kept.map(|(key, value)| (key.clone(), value)).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn from_nothing_every_form_gives_the_facts_of_the_committed_spec() {
    const SKELETON: &str =
        r#"{"openapi": "3.1.0", "info": {"title": "-", "version": "0"}, "paths": {}, "components": {"schemas": {}}}"#;
    let (Some(source), Some(pasted)) = (source(), document("000_3b6413dcb8946435.txt")) else { return };
    let project = forms::project(std::slice::from_ref(&source)).to_string();
    let mut texts = vec![pasted, source.markdown(), source.html(), source.folded(), source.literal(), project];
    for name in FORMS {
        let Some(text) = document(name) else { return };
        texts.push(text);
    }
    let (tables, committed) = (Tables::read(&spec_folder()), committed());
    let of = |tree: &Tree, section: &str| facts(tree.get(section).unwrap()).entries().to_vec();
    let schemas = |tree: &Tree| facts(tree.get("components").unwrap().get("schemas").unwrap()).entries().to_vec();
    for text in texts {
        let distilled = merge::distill_read(
            tree(SKELETON),
            vec![forms::one(&text)],
            &tables.catalog,
            &tables.glossary,
            Unstated::Named,
        );
        assert!(!distilled.has_errors(), "{:?}\n{text}", distilled.pages);
        let spec = tree(&fmt::tree(distilled.spec));
        let (path, item) = of(&spec, "paths").remove(0);
        assert_eq!(
            Some(&item),
            of(&committed, "paths").iter().find(|(key, _)| *key == path).map(|(_, item)| item),
            "{text}"
        );
        let known = schemas(&committed);
        let found = schemas(&spec);
        assert!(found.len() > 8, "{text}");
        let has_table = text.contains("datetime");
        for (name, schema) in found {
            let expected = &known.iter().find(|(key, _)| *key == name).unwrap().1;
            if has_table {
                assert_eq!(&schema, expected, "{name}\n{text}");
            } else {
                assert_eq!(dates_as_texts(&schema), dates_as_texts(expected), "{name}\n{text}");
            }
        }
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
