//! Several pages into one spec, one after another: each page sees what the pages before it brought.

use super::{Change, Mapped, Origins, Unstated, between, map};
use crate::distill::page::{self, Finding};
use crate::spec::catalog::Catalog;
use crate::spec::glossary::Glossary;
use crate::text::json::Tree;

/// What became of one page.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What reading it found.
    pub findings: Vec<Finding>,
    /// What it made of the spec; none when it was not understood.
    pub mapped: Option<Mapped>,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Outcome {
    /// Whether nothing may be written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.mapped.as_ref().is_none_or(Mapped::has_errors)
    }
}

/// What became of all pages.
#[derive(Debug, Clone)]
pub struct Distilled {
    /// Each page's outcome, in their order.
    pub pages: Vec<Outcome>,
    /// The spec with every page in it; the old one when a page has errors.
    pub spec: Tree,
}

impl Distilled {
    /// Whether a page has errors, so that nothing may be written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.pages.iter().any(Outcome::has_errors)
    }

    /// Whether the pages state something else than the spec they were brought into.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.pages.iter().any(|page| {
            !page.changes.is_empty() || page.mapped.as_ref().is_some_and(|mapped| !mapped.removals.is_empty())
        })
    }

    /// Where each page has what its to-dos are about.
    #[must_use]
    pub fn origins(&self) -> Vec<Origins> {
        self.pages
            .iter()
            .map(|page| page.mapped.as_ref().map(|mapped| mapped.origins.clone()).unwrap_or_default())
            .collect()
    }
}

/// Reads pages and brings them into a spec. A page that is not understood is passed over, so that all errors come in one run.
#[must_use]
pub fn distill(spec: &Tree, texts: &[&str], catalog: &Catalog, glossary: &Glossary, unstated: Unstated) -> Distilled {
    let mut current = spec.clone();
    let mut pages = Vec::with_capacity(texts.len());
    for text in texts {
        let parsed = page::parse(text);
        let parsed = if unstated == Unstated::Kept { parsed.partial() } else { parsed };
        let page = parsed.page.as_ref().filter(|_| !parsed.has_errors());
        let mapped = page.map(|page| map(&current, page, &parsed.findings, catalog, glossary, unstated));
        let mut changes = Vec::new();
        if let Some(mapped) = mapped.as_ref().filter(|mapped| !mapped.has_errors()) {
            changes = between(&current, &mapped.spec);
            current = mapped.spec.clone();
        }
        pages.push(Outcome { findings: parsed.findings, mapped, changes });
    }
    let mut distilled = Distilled { pages, spec: current };
    if distilled.has_errors() {
        distilled.spec = spec.clone();
    }
    distilled
}
