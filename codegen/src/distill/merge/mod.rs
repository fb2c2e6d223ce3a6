//! From a page's model to the spec: the page's facts merged into it, the maintainer's words kept.
//!
//! ```text
//! page ─▶ entry ─▶ { operation · webhook · constant } ─▶ fields ─▶ objects · shared ─▶ field ─▶ types · enums ─▶ working ─▶ spec
//! pages ─▶ all of it for each page, again and again; steps: what that changed; links, proposals: what is told and asked of the whole
//! ```
//!
//! Nothing is guessed: what a page cannot say comes from the glossary, and what that does not know either is a to-do.

mod changes;
mod constant;
mod credentials;
mod entry;
mod enums;
mod envelope;
mod examples;
mod field;
mod fields;
mod kin;
mod links;
mod mapper;
mod notes;
mod objects;
mod operation;
mod order;
mod pages;
mod paging;
mod parts;
mod place;
mod problem;
mod proposals;
mod provenance;
mod references;
mod said;
mod shared;
mod show;
mod steps;
mod summary;
mod todos;
mod types;
mod webhook;
mod wire;
mod words;
mod working;

pub use changes::{Change, between};
pub use pages::{Distilled, Outcome, distill_read};
pub use problem::{Problem, Removal, SAID_OTHERWISE, Unstated};
pub use show::diagnostics;
pub use summary::summary;
pub use todos::{Answer, ToDo, filled, find as find_to_dos};

use crate::distill::page::model::{Body, Page};
use crate::distill::page::{Finding, FindingCode, Severity, Span};
use crate::spec::glossary::Glossary;
use entry::Entries;
use mapper::Mapper;
use notes::Notes;
use place::Map;
use provenance::PageRef;
use std::collections::{BTreeMap, BTreeSet};
use working::Working;

/// Where a page has what a to-do is about, by the to-do's text.
pub type Origins = BTreeMap<String, Span>;

/// Where a page has what a place of the spec is about, by schema and field.
type Places = BTreeMap<(String, String), Span>;

/// What a page's facts made of a spec.
#[derive(Debug, Clone, Default)]
pub struct Mapped {
    /// The catalog's id of the page, if it could be told.
    pub entry: Option<String>,
    /// What stands between page and spec.
    pub problems: Vec<Problem>,
    /// What came from this page and is no longer on it.
    pub removals: Vec<Removal>,
    /// Where the page has what the to-dos are about.
    pub origins: Origins,
    /// How many facts the spec has from this page: its method and path, its fields, codes and events, its examples.
    pub facts: usize,
    /// Where the page has a field, by schema and name, or an enum's codes, by schema and nothing.
    places: Places,
}

impl Mapped {
    /// Whether the page cannot be brought into the spec.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// What is told of a page when all passes are over.
    fn settled(self) -> Self {
        Self { places: Places::new(), ..self }
    }

    /// What an earlier pass over the same page told and this one, which found it done already, does not tell again.
    fn learn_from(&mut self, earlier: Option<Self>) {
        let Some(earlier) = earlier else { return };
        for problem in earlier.problems {
            let is_known = |other: &Problem| other.id == problem.id && other.span == problem.span;
            if problem.outlasts_its_pass() && !self.problems.iter().any(is_known) {
                self.problems.push(problem);
            }
        }
        for removal in earlier.removals.into_iter().filter(|removal| removal.done) {
            if !self.removals.contains(&removal) {
                self.removals.push(removal);
            }
        }
        for (text, span) in earlier.origins {
            self.origins.entry(text).or_insert(span);
        }
    }
}

/// Brings a page into the spec, as far as that is possible; what it touched can be taken back. `findings` are what reading the page
/// found; `unstated` says what becomes of what it no longer lists.
fn map(
    spec: &mut Working,
    page: &Page,
    findings: &[Finding],
    entries: &Entries<'_>,
    glossary: &Glossary,
    unstated: Unstated,
) -> Mapped {
    let entry = match entries.find(page) {
        Ok(entry) => entry,
        Err(problem) => return Mapped { problems: vec![*problem], ..Mapped::default() },
    };
    let id = entry.id.value.as_str();
    let cut_off = findings.iter().find(|finding| finding.code == FindingCode::ExampleCutOff);
    let mut mapper = Mapper {
        spec,
        page: PageRef {
            id: page.id.as_ref().map(|id| id.value.clone()).or_else(|| entry.page.clone()),
            title: title(page, entry),
            revised: page.revised.as_ref().map(|day| day.value.clone()),
        },
        resource: id.split_once('.').map_or(id, |(resource, _)| resource).to_owned(),
        glossary,
        entries,
        notes: Notes::new(findings),
        unstated: if unstated == Unstated::Pruned && cut_off.is_some() { Unstated::Named } else { unstated },
        described: BTreeSet::new(),
        mapped: Mapped { entry: Some(id.to_owned()), ..Mapped::default() },
        superseded: BTreeSet::new(),
        widths: BTreeSet::new(),
    };
    if let Some(cut) = cut_off.filter(|_| unstated == Unstated::Pruned) {
        mapper.problem(Problem::error(
            "prune-by-a-cut-off-page",
            cut.span,
            "the page is cut off here, so what it lacks may only be missing from the copy",
            "copy the whole page, or leave out `--prune`",
        ));
    }
    match &page.body {
        Body::Operation(operation) => {
            if let Some(known) = entries.operation(id) {
                mapper.operation(operation, known);
            }
        }
        Body::Constant(constant) => mapper.constant(constant, entry),
        Body::Webhook(webhook) => mapper.webhook(webhook, entry),
    }
    mapper.revise();
    mapper.drop_orphans();
    mapper.drop_superseded();
    if mapper.page.id.is_none() {
        mapper
            .mapped
            .origins
            .insert(provenance::UNKNOWN_ID.to_owned(), page.title.as_ref().map_or(entry::start(), |title| title.span));
    }
    mapper.mapped
}

/// What provenance calls the page: an operation's title says what it is, the others are told apart by where they stand.
fn title(page: &Page, entry: &crate::spec::catalog::CatalogEntry) -> String {
    let area = match &page.body {
        Body::Operation(_) => return entry.title.clone(),
        Body::Constant(_) => "Constant Declaration",
        Body::Webhook(_) => "Webhook",
    };
    if entry.section == entry.title {
        format!("{area} / {}", entry.title)
    } else {
        format!("{area} / {} / {}", entry.section, entry.title)
    }
}

impl Mapper<'_> {
    /// The document's version is the day of the newest revision read.
    fn revise(&mut self) {
        let Some(info) = self.spec.get(Map::Root, "info") else { return };
        let newest = provenance::newest_revision(info.text_at("version"), &self.page);
        if let Some(newest) = newest {
            let mut info = info.clone();
            info.set("version", newest);
            self.spec.put(Map::Root, "info", info);
        }
    }

    /// Enums that were made for a field, until the glossary said which it is.
    fn drop_superseded(&mut self) {
        for name in std::mem::take(&mut self.superseded) {
            if !self.spec.is_used(&name) {
                self.spec.remove(Map::Schemas, &name);
            }
        }
    }

    /// Schemas of this page that something referred to before, and nothing refers to any more.
    fn drop_orphans(&mut self) {
        if self.mapped.removals.is_empty() || self.unstated != Unstated::Pruned {
            return;
        }
        loop {
            let mut lost = self.spec.lost();
            lost.retain(|name| self.states_schema(name));
            if lost.is_empty() {
                return;
            }
            for name in lost {
                self.removal(format!("the schema `{name}`, which nothing refers to any more"));
                self.spec.remove(Map::Schemas, &name);
            }
        }
    }
}
