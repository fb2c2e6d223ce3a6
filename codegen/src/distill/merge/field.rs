//! One field: the page's facts beside the maintainer's words.
//! Type and presence are the page's; description, marks and notes of the spec survive.

use super::fields::Fact;
use super::links::unlinked;
use super::mapper::{Mapper, written};
use super::references::referred;
use super::said;
use super::wire::Wire;
use crate::spec::names;
use crate::spec::openapi::Evidence;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::Tree;

/// A provenance without the question about a type that is known now; none where it said nothing else.
pub(super) fn answered(provenance: &Tree) -> Option<Tree> {
    let Some(rest) = provenance.text_at("note").and_then(said::without_open_type) else {
        return Some(provenance.clone());
    };
    let mut answered = provenance.clone();
    answered.set("note", rest.clone());
    (!rest.is_empty()).then_some(answered)
}

/// A field as the spec has it.
#[derive(Clone, Copy)]
pub(super) struct Old<'t> {
    pub(super) field: &'t Tree,
    pub(super) required: bool,
}

/// What a page says of a field.
pub(super) struct Bare {
    /// The keywords of its type.
    pub(super) typed: Tree,
    pub(super) described: Option<String>,
    pub(super) evidence: Evidence,
    /// What has to be noted.
    pub(super) notes: Vec<String>,
}

/// Asks for a name that Rust can spell.
pub(super) fn open_name(wire: &str) -> String {
    format!("TODO: a name for Rust in snake case, since `{wire}` is none")
}

impl Mapper<'_> {
    /// The field as the spec is to have it. `is_own` says that the schema around it came from this page.
    pub(super) fn field(&mut self, owner: &str, fact: &Fact<'_>, old: Option<Old<'_>>, is_own: bool) -> Tree {
        let before = old.map(|old| old.field);
        self.mapped.facts += 1;
        self.mapped.places.entry((owner.to_owned(), fact.name.clone())).or_insert(fact.span);
        let Bare { typed, described, evidence, notes } = self.bare(owner, fact, before);
        let mut field = typed;
        let description = written(before, "description").map(str::to_owned).or(described);
        if let Some(description) = description {
            field.set("description", description);
        }
        // A name for Rust is the maintainer's; where the wire's cannot be one it is asked for.
        let unspelled = !names::makes_a_field(&fact.name);
        if let Some(name) = before.and_then(|old| old.get("x-rust-name")) {
            field.set("x-rust-name", name.clone());
        } else if unspelled {
            field.set("x-rust-name", open_name(&fact.name));
        }
        let was_empty = before.is_some_and(|old| old.get("x-empty").is_some());
        if Wire::of(self.spec, &field).may_be_empty() && (fact.empty || was_empty) {
            field.set("x-empty", "none");
        }
        if let Some(examples) = before.and_then(|old| old.get("examples")).filter(|_| referred(&field).is_none()) {
            field.set("examples", examples.clone());
        }
        for open in [
            field.get("x-rust-name"),
            field.get("x-sensitive"),
            field.get("items").and_then(|items| items.get("x-sensitive")),
            field.get("description"),
        ] {
            if let Some(open) = open.and_then(Tree::text).filter(|text| is_to_do(text)) {
                self.mapped.origins.entry(open.to_owned()).or_insert(fact.span);
            }
        }
        let is_typed = Wire::of(self.spec, &field) != Wire::Any;
        if notes.first().is_some_and(|note| is_to_do(note)) {
            self.mapped.origins.entry(notes.join(" ")).or_insert(fact.span);
        }
        if let Some(provenance) = self.provenance_of_field(fact, old, evidence, &notes, (is_own, is_typed)) {
            field.set("x-provenance", provenance);
        }
        field
    }

    /// What the page says of a field, beside whatever the spec says of it.
    pub(super) fn bare(&mut self, owner: &str, fact: &Fact<'_>, before: Option<&Tree>) -> Bare {
        let typed = self.typed(owner, fact, &fact.wire, before);
        let described = self.describe(fact);
        let mut notes = fact.notes.clone();
        if typed.is_known {
            notes.retain(|note| said::without_open_type(note).is_none());
        }
        notes.extend(described.note);
        notes.extend(typed.notes);
        Bare { typed: typed.keywords, described: described.text, evidence: fact.evidence, notes }
    }

    /// A field says where it comes from only where that differs from its schema, or where there is something to say.
    fn provenance_of_field(
        &self,
        fact: &Fact<'_>,
        old: Option<Old<'_>>,
        evidence: Evidence,
        notes: &[String],
        (is_own, is_typed): (bool, bool),
    ) -> Option<Tree> {
        let known = old.and_then(|old| old.field.get("x-provenance"));
        let known = if fact.codes.is_empty() { known.cloned() } else { known.and_then(unlinked) };
        let known = if is_typed { known.as_ref().and_then(answered) } else { known };
        if let Some((old, provenance)) = old.zip(known.as_ref()) {
            // Only the example had it, and now the table does: what was noted of it is no longer true.
            let was_shown_only =
                !old.required && provenance.get("evidence") == Some(&Tree::from(Evidence::Example.word()));
            if was_shown_only && fact.evidence == Evidence::Table && self.page.states(Some(provenance)) {
                return Some(self.page.new_provenance(evidence, notes));
            }
            return Some(self.page.merged(Some(provenance), evidence, notes));
        }
        let differs = fact.evidence == Evidence::Example || !is_own && old.is_none();
        (differs || !notes.is_empty()).then(|| self.page.new_provenance(evidence, notes))
    }
}
