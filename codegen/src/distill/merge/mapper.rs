//! What every part of the mapping works on: the spec as it grows, the page, the glossary, and what is to be reported.

use super::Mapped;
use super::entry::Entries;
use super::notes::Notes;
use super::problem::{Problem, Removal, Unstated};
use super::provenance::{PageRef, with_widths_of};
use super::said;
use super::working::Working;
use crate::spec::glossary::Glossary;
use crate::spec::openapi::Evidence;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::Tree;
use std::collections::BTreeSet;

/// One page on its way into the spec.
pub(super) struct Mapper<'a> {
    pub(super) spec: &'a mut Working,
    pub(super) page: PageRef,
    /// The first half of the operation's id, or the webhook page's id.
    pub(super) resource: String,
    pub(super) glossary: &'a Glossary,
    pub(super) entries: &'a Entries<'a>,
    pub(super) notes: Notes<'a>,
    pub(super) unstated: Unstated,
    /// The schemas that this page has described already.
    pub(super) described: BTreeSet<String>,
    /// What comes of it.
    pub(super) mapped: Mapped,
    /// Enums that were made for a field and that the glossary has replaced.
    pub(super) superseded: BTreeSet<String>,
    /// Which numbers this page calls int and which long, by the name of their type or by object and field.
    pub(super) widths: BTreeSet<(String, bool)>,
}

impl Mapper<'_> {
    pub(super) fn problem(&mut self, problem: Problem) {
        self.mapped.problems.push(problem);
    }

    /// Reports what is no longer on the page. Returns whether it is to be removed.
    pub(super) fn removal(&mut self, what: impl Into<String>) -> bool {
        self.no_longer_there(what.into(), None)
    }

    /// The same of a field of a schema.
    pub(super) fn removal_of_field(&mut self, schema: &str, name: &str, what: impl Into<String>) -> bool {
        self.no_longer_there(what.into(), Some((schema.to_owned(), name.to_owned())))
    }

    fn no_longer_there(&mut self, what: String, field: Option<(String, String)>) -> bool {
        let done = self.unstated == Unstated::Pruned;
        if self.unstated != Unstated::Kept {
            self.mapped.removals.push(Removal { what, done, field });
        }
        done
    }

    /// Whether this page is the one that a schema came from.
    pub(super) fn states_schema(&self, name: &str) -> bool {
        self.page.states(self.spec.schema(name).and_then(|schema| schema.get("x-provenance")))
    }

    /// Decides which of several pages that state a schema alike is its provenance: the one with the stronger evidence, then one whose
    /// day is known, then the first of the catalog, in whatever order they were read. A person's note stays with its page.
    pub(super) fn settle(&mut self, name: &str, evidence: Evidence, notes: &[String]) {
        if !self.takes_over(name, evidence) {
            return;
        }
        if let Some(mut schema) = self.spec.schema(name).cloned() {
            let fresh = self.page.new_provenance(evidence, notes);
            schema.set("x-provenance", with_widths_of(fresh, schema.get("x-provenance")));
            self.spec.put_schema(name, schema);
        }
    }

    /// Whether a schema of another page has this one as its provenance from now on.
    pub(super) fn takes_over(&self, name: &str, evidence: Evidence) -> bool {
        let provenance = self.spec.schema(name).and_then(|schema| schema.get("x-provenance"));
        let note = provenance.and_then(|provenance| provenance.text_at("note"));
        !note.is_some_and(said::is_noted) && !self.page.states(provenance) && self.precedes(provenance, evidence)
    }

    /// Whether this page comes before the one that something came from.
    pub(super) fn precedes(&self, provenance: Option<&Tree>, evidence: Evidence) -> bool {
        let part = |key| provenance?.text_at(key);
        let its_evidence = Evidence::ALL.iter().find(|known| part("evidence") == Some(known.word()));
        let its_place = self.entries.rank_of(part("page"), part("title"));
        let own_place = self.entries.rank_of(self.page.id.as_deref(), Some(&self.page.title));
        let (Some(its_evidence), Some(its_place), Some(own_place)) = (its_evidence, its_place, own_place) else {
            return false;
        };
        (evidence, self.page.revised.is_none(), own_place) < (*its_evidence, part("revised").is_none(), its_place)
    }

    /// What the glossary says of a field's description, as a sentence with the term in brackets.
    pub(super) fn sentence(&self, term: &str) -> Option<String> {
        Some(with_term(self.glossary.words.get(term)?, term))
    }
}

/// `words (term).`; a term in Latin letters needs no brackets.
pub(super) fn with_term(words: &str, term: &str) -> String {
    if term.is_ascii() { format!("{words}.") } else { format!("{words} ({term}).") }
}

/// A text of the spec unless it is missing or still to be written.
pub(super) fn written<'t>(tree: Option<&'t Tree>, key: &str) -> Option<&'t str> {
    tree?.get(key)?.text().filter(|text| !is_to_do(text))
}
