//! A fixture: `page.md`, what was distilled before it (`before-*.md`), and a maintainer's edits in between (`edits.json`).

use crate::distill::page::model;
use open_api_codegen::distill::merge::{self, Distilled};
use open_api_codegen::distill::page;
use open_api_codegen::load;
use open_api_codegen::spec::catalog::{self, Catalog};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::spec::glossary::{self, Glossary};
use open_api_codegen::spec::sources::AllSources;
use open_api_codegen::spec::{fmt, openapi};
use open_api_codegen::text::diag::{self, Code, Diagnostics};
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A spec that knows nothing yet.
pub(crate) const SKELETON: &str =
    r#"{"openapi": "3.1.0", "info": {"title": "Library", "version": "0"}, "paths": {}, "components": {"schemas": {}}}"#;

/// Where the fixtures are.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/merge")
}

/// The tables that every page is read with.
pub(crate) struct Tables {
    pub(crate) catalog_text: String,
    pub(crate) catalog: Catalog,
    pub(crate) glossary: Glossary,
}

impl Tables {
    pub(crate) fn read(folder: &Path) -> Self {
        let text = |name| fs::read_to_string(folder.join(name)).unwrap();
        Self::of(text("catalog.json"), &text("glossary.json"))
    }

    pub(crate) fn of(catalog_text: String, glossary_text: &str) -> Self {
        let catalog = with_tree(&catalog_text, FileId::Catalog, catalog::read);
        let glossary = with_tree(glossary_text, FileId::Glossary, glossary::read);
        Self { catalog_text, catalog, glossary }
    }

    pub(crate) fn distill(&self, spec: &Tree, texts: &[&str], prune: bool) -> Distilled {
        let unstated = if prune { merge::Unstated::Pruned } else { merge::Unstated::Named };
        let parsed = texts.iter().map(|text| page::parse(text)).collect();
        merge::distill_read(spec.clone(), parsed, &self.catalog, &self.glossary, unstated)
    }

    /// The spec's files with another spec.
    pub(crate) fn files(&self, spec: &str) -> SpecFiles {
        SpecFiles {
            spec: Source::new("spec/openapi.json", spec),
            catalog: Source::new("spec/catalog.json", self.catalog_text.as_str()),
        }
    }
}

fn with_tree<T>(text: &str, file: FileId, read: fn(&json::Value<'_>) -> (T, Diagnostics)) -> T {
    let source = Source::new("a table", text);
    let root = json::parse(&source, file).unwrap();
    let (table, found) = read(&root);
    assert!(found.is_empty(), "{found:?}");
    table
}

/// A text as the mapping sees it.
pub(crate) fn tree(text: &str) -> Tree {
    let source = Source::new("spec/openapi.json", text);
    Tree::from(&json::parse(&source, FileId::Spec).unwrap())
}

/// Everything that came of a page, for a snapshot: its model, problems, changes, removals, to-dos, and the spec's own change.
pub(crate) fn shown(tables: &Tables, before: &Tree, page: &str, distilled: &Distilled) -> String {
    let outcome = &distilled.pages[0];
    let old = fmt::tree(before.clone());
    let new = fmt::tree(distilled.spec.clone());
    let mut out = String::new();
    let (problems, removals) =
        outcome.mapped.as_ref().map_or((&[][..], &[][..]), |mapped| (&mapped.problems, &mapped.removals));
    let files = tables.files(&old);
    let root = json::parse(&files.spec, FileId::Spec).unwrap();
    let pages = [Source::new("page.md", page)];
    let sources = AllSources { spec: &files, glossary: None, pages: &pages };
    let found = merge::diagnostics(0, &outcome.findings, problems, &root, &|_| 0);
    if let Some(page) = page::parse(page).page {
        let mut text = String::new();
        model::page(&mut text, &page);
        section(&mut out, "page", &text);
    }
    if let Some(mapped) = &outcome.mapped {
        section(&mut out, "facts taken", &mapped.facts.to_string());
    }
    section(&mut out, "problems", &diag::render(&found, &sources, false));
    let lines = |lines: Vec<String>| lines.iter().fold(String::new(), |all, line| all + line + "\n");
    section(&mut out, "changes", &lines(outcome.changes.iter().map(ToString::to_string).collect()));
    let removals =
        removals.iter().map(|one| format!("{} ({})", one.what, if one.done { "done" } else { "to confirm" }));
    section(&mut out, "no longer on the page", &lines(removals.collect()));
    let written = Source::new("spec/openapi.json", new.as_str());
    let open = merge::find_to_dos(&written, &distilled.origins()).into_iter().map(|to_do| {
        let origin = to_do.origin.map(|(_, span)| format!("  (page {span})")).unwrap_or_default();
        format!("{}  {}{origin}", written.position(to_do.span.start()), to_do.text)
    });
    section(&mut out, "to do", &lines(open.collect()));
    let diff = similar::TextDiff::from_lines(&old, &new).unified_diff().context_radius(2).to_string();
    section(&mut out, "spec", &diff);
    out
}

fn section(out: &mut String, title: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "── {title}\n{}", text.trim_end());
    }
}

/// The errors of a spec that are no open to-dos.
pub(crate) fn errors(tables: &Tables, spec: &Tree) -> String {
    let files = tables.files(&fmt::tree(spec.clone()));
    let (_, found) = load::load(&files);
    let mut left = Diagnostics::new();
    found.iter().filter(|problem| problem.code != Code::OpenToDo).for_each(|problem| left.push(problem.clone()));
    diag::render(&left, &files, false)
}

/// Whether a spec is one by the profile, to-dos aside.
pub(crate) fn is_readable(spec: &Tree) -> bool {
    let source = Source::new("spec/openapi.json", fmt::tree(spec.clone()));
    let root = json::parse(&source, FileId::Spec).unwrap();
    let (_, found) = openapi::read(&root);
    found.iter().all(|problem| problem.code == Code::OpenToDo)
}

/// Holds a text against the snapshot `NAME.snap` in a folder.
pub(crate) fn assert_beside(folder: &Path, name: &str, text: &str) {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
        snapshot_path => folder,
    }, {
        insta::assert_snapshot!(name, text);
    });
}
