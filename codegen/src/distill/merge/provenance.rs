//! Which page states what: `x-provenance`, written for new facts and kept true for old ones.
//! A maintainer's note survives; page, title and day of revision are the page's.

use super::said;
use crate::spec::openapi::Evidence;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::Tree;

/// The page, as provenance names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageRef {
    /// The site's id of it, from the page itself or from the catalog.
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) revised: Option<String>,
}

impl PageRef {
    /// Whether something with this provenance came from this page.
    pub(super) fn states(&self, provenance: Option<&Tree>) -> bool {
        let Some(provenance) = provenance else { return false };
        let part = |key| provenance.text_at(key);
        let by_title = part("title") == Some(&self.title);
        match (part("page"), &self.id) {
            (Some(page), Some(id)) if !is_to_do(page) => page == id,
            _ => by_title,
        }
    }

    /// The provenance of a fact that is new.
    pub(super) fn new_provenance(&self, evidence: Evidence, notes: &[String]) -> Tree {
        let mut provenance = Tree::object([]);
        provenance.set("page", self.id.as_deref().unwrap_or(UNKNOWN_ID));
        provenance.set("title", &self.title);
        if let Some(revised) = &self.revised {
            provenance.set("revised", revised);
        }
        provenance.set("evidence", evidence.word());
        if !notes.is_empty() {
            provenance.set("note", notes.join(" "));
        }
        provenance
    }

    /// An old provenance and what the page says today. Another page's stays as it is.
    pub(super) fn merged(&self, old: Option<&Tree>, evidence: Evidence, notes: &[String]) -> Tree {
        let Some(old) = old else { return self.new_provenance(evidence, notes) };
        let mut merged = old.clone();
        if self.states(Some(old)) {
            if let Some(id) = &self.id {
                merged.set("page", id);
            }
            merged.set("title", &self.title);
            if let Some(revised) = &self.revised {
                merged.set("revised", revised);
            }
            if old.get("note").is_none() && !notes.is_empty() {
                merged.set("note", notes.join(" "));
            }
        }
        merged
    }
}

/// What something rests on by its own provenance.
pub(super) fn evidence(tree: &Tree) -> Option<Evidence> {
    let word = tree.get("x-provenance")?.text_at("evidence")?;
    Evidence::ALL.iter().copied().find(|evidence| evidence.word() == word)
}

/// A provenance with the sentences about widths that another one has.
pub(super) fn with_widths_of(mut provenance: Tree, old: Option<&Tree>) -> Tree {
    let note = |tree: &Tree| tree.text_at("note").unwrap_or_default().to_owned();
    let (_, widths) = said::without_widths(&old.map(note).unwrap_or_default());
    add_widths(&mut provenance, widths);
    provenance
}

/// Adds sentences about widths to a note, each once, behind everything else and in their order.
pub(super) fn add_widths(provenance: &mut Tree, widths: impl IntoIterator<Item = String>) {
    let note = provenance.text_at("note").unwrap_or_default();
    let (rest, mut found) = said::without_widths(note);
    found.extend(widths);
    let note = said::join([rest.as_str()].into_iter().chain(found.iter().map(String::as_str)));
    if !note.is_empty() {
        provenance.set("note", note);
    }
}

pub(super) const UNKNOWN_ID: &str =
    "TODO: the page's id, the last part of its URL; write it into catalog.json and distill the page again";

/// The day of the newest revision that the spec holds, with this page in it.
pub(super) fn newest_revision(version: Option<&str>, page: &PageRef) -> Option<String> {
    let revised = page.revised.as_deref()?;
    let is_day = |text: &str| text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
    match version {
        Some(version) if is_day(version) && version >= revised => None,
        _ => Some(revised.to_owned()),
    }
}
