//! Objects and requests: how a page's fields come into the schema that is its own.
//! The order of the fields is the page's; what the page no longer lists is a removal to confirm.

use super::field::Old;
use super::fields::Fact;
use super::mapper::Mapper;
use super::parts::part;
use super::problem::Problem;
use super::provenance;
use super::references::reference_tree;
use super::wire::Wire;
use crate::distill::page::Span;
use crate::spec::openapi::Evidence;
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Which of the two kinds of schemas with fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Request,
}

/// What is known of an object beside its fields.
pub(super) struct About {
    pub(super) kind: Kind,
    pub(super) description: Option<String>,
    pub(super) evidence: Evidence,
    pub(super) notes: Vec<String>,
}

impl About {
    pub(super) const fn object(evidence: Evidence) -> Self {
        Self { kind: Kind::Object, description: None, evidence, notes: Vec::new() }
    }
}

impl Mapper<'_> {
    /// Merges fields into the schema of that name, or makes it.
    pub(super) fn put_object(&mut self, name: &str, facts: &[Fact<'_>], about: About, span: Span) {
        // Noted before the fields are read: an object inside that has the same name must agree with this one.
        self.described.insert(name.to_owned());
        let old = self.spec.schema(name).cloned();
        let is_of_kind = |old: &Tree| match about.kind {
            Kind::Object => old.get("properties").is_some(),
            Kind::Request => old.get("allOf").is_some(),
        };
        if old.as_ref().is_some_and(|old| !is_of_kind(old)) {
            let help = "rename one of the two: the schema in the spec, or the field's type in `types` of glossary.json";
            let message = format!("the page's fields belong into the schema `{name}`, which is something else");
            self.problem(Problem::error("schema-taken", span, message, help).in_schema(name));
            return;
        }
        let fields = old.as_ref().map(|old| match about.kind {
            Kind::Object => old,
            Kind::Request => fields_half(old),
        });
        let has_table = about.evidence != Evidence::Example;
        if !has_table && old.as_ref().is_some_and(is_from_a_table) {
            self.keep_stronger(name, span);
        }
        let (required, properties) = self.merged_fields(name, facts, (fields, old.as_ref()), has_table);
        let mut schema = old.clone().unwrap_or_else(|| Tree::object([]));
        if let (None, Some(description)) = (schema.get("description"), about.description) {
            schema.set("description", description);
        }
        let body = [("type", Tree::from("object")), ("required", required), ("properties", properties)];
        match about.kind {
            Kind::Object => body.into_iter().for_each(|(key, value)| schema.set(key, value)),
            Kind::Request => {
                let parts = vec![reference_tree("Credentials"), Tree::object(body)];
                schema.set("allOf", Tree::Array(parts));
            }
        }
        // Once a table says what the answer holds, nothing of an answer without content is kept.
        let fills = old.as_ref().is_some_and(|old| is_empty(old) && self.page.states(old.get("x-provenance")));
        let provenance = if fills && has_table && !facts.is_empty() {
            if schema.text_at("description") == Some(NOTHING) {
                schema.remove("description");
            }
            self.page.new_provenance(about.evidence, &about.notes)
        } else {
            self.page.merged(schema.get("x-provenance"), about.evidence, &about.notes)
        };
        schema.set("x-provenance", provenance);
        self.spec.put_schema(name, schema);
    }

    /// `required` and `properties`: the page's fields in its order, and between them what else the spec has.
    fn merged_fields(
        &mut self,
        name: &str,
        facts: &[Fact<'_>],
        (old, whole): (Option<&Tree>, Option<&Tree>),
        has_table: bool,
    ) -> (Tree, Tree) {
        let is_own = whole.is_none_or(|whole| self.page.states(whole.get("x-provenance")));
        let old_required: BTreeSet<&str> =
            part(old, "required", Tree::elements).iter().filter_map(Tree::text).collect();
        let old_fields = part(old, "properties", Tree::entries);
        let by_name: BTreeMap<&str, &Tree> = old_fields.iter().map(|(key, field)| (key.as_str(), field)).collect();
        let mut fields: Vec<(String, Tree, bool)> = Vec::new();
        for fact in facts {
            let before = by_name.get(fact.name.as_str());
            let before = before.map(|field| Old { field, required: old_required.contains(fact.name.as_str()) });
            // A field that is required stood in a table, whatever evidence its note names; and a known type counts more than none.
            let was_listed = before.is_some_and(|old| {
                let says_less = fact.wire == Wire::Any && Wire::of(self.spec, old.field) != Wire::Any;
                old.required || says_less || evidence(old.field, whole) != Some(Evidence::Example)
            });
            if let Some(old) = before.filter(|_| was_listed && fact.evidence == Evidence::Example) {
                // An example shows less than a table: it removes nothing, unless the page has a table that no longer lists the field.
                let is_lost = has_table && is_stated_here(self, old.field, is_own);
                let row = || format!("the row of `{}` in the table of `{name}`", fact.name);
                if !is_lost || !self.removal_of_field(name, &fact.name, row()) {
                    fields.push((fact.name.clone(), old.field.clone(), old.required));
                    continue;
                }
            }
            let field = self.field(name, fact, before, is_own);
            // A table that does not say what is required takes back nothing that one has said.
            let stays = !fact.states_presence && was_listed && before.is_some_and(|old| old.required);
            fields.push((fact.name.clone(), field, fact.required || stays));
        }
        let listed: BTreeSet<&str> = facts.iter().map(|fact| fact.name.as_str()).collect();
        let mut behind: Option<&str> = None;
        for (key, field) in old_fields {
            if !listed.contains(key.as_str()) {
                if has_table
                    && is_stated_here(self, field, is_own)
                    && self.removal_of_field(name, key, format!("the field `{key}` of `{name}`"))
                {
                    continue;
                }
                let at = behind.and_then(|behind| fields.iter().position(|(key, ..)| key == behind));
                let kept = (key.clone(), field.clone(), old_required.contains(key.as_str()));
                fields.insert(at.map_or(0, |at| at + 1), kept);
            }
            behind = Some(key);
        }
        let required = fields.iter().filter(|(.., required)| *required).map(|(key, ..)| Tree::from(key.as_str()));
        let required = Tree::Array(required.collect());
        (required, Tree::Object(fields.into_iter().map(|(key, field, _)| (key, field)).collect()))
    }

    /// Says that a copy without a table leaves what a table has said as it is.
    fn keep_stronger(&mut self, name: &str, span: Span) {
        let message = format!(
            "no table was read for `{name}`, which the spec has from a table of {}: an example is weaker, and changes nothing of it",
            self.spec.source_of(name)
        );
        let help = "copy the page again, its tables included; what only the example shows is added as optional";
        self.problem(Problem::warning("weaker-than-the-spec", span, message, help).in_schema(name));
    }
}

/// How an answer without content is described.
pub(super) const NOTHING: &str = "Nothing: the answer has no content.";

/// Whether a schema is an object without fields.
pub(super) fn is_empty(schema: &Tree) -> bool {
    schema.get("properties").is_some_and(|fields| fields.entries().is_empty())
}

/// Whether a schema has fields that a table stated.
pub(super) fn is_from_a_table(schema: &Tree) -> bool {
    let fields = part(Some(fields_half(schema)), "properties", Tree::entries);
    fields.iter().any(|(_, field)| evidence(field, Some(schema)) != Some(Evidence::Example))
}

/// The part of a schema that has the fields: of a request its second half.
fn fields_half(schema: &Tree) -> &Tree {
    schema.get("allOf").and_then(|parts| parts.elements().get(1)).unwrap_or(schema)
}

/// What a field rests on: its own evidence, else that of the schema around it.
fn evidence(field: &Tree, around: Option<&Tree>) -> Option<Evidence> {
    provenance::evidence(field).or_else(|| provenance::evidence(around?))
}

/// Whether the page that is being read is the one that a field came from.
fn is_stated_here(mapper: &Mapper<'_>, field: &Tree, is_own: bool) -> bool {
    field.get("x-provenance").map_or(is_own, |own| mapper.page.states(Some(own)))
}
