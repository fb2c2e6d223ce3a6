//! Which keywords say a field's type: a plain type, or a reference to an id, a scalar, an enum or an object.
//! A name that the spec has there already wins; else the glossary's; else one made from the field's.

use super::fields::Fact;
use super::mapper::Mapper;
use super::problem::Problem;
use super::references::{reference_tree, referred};
use super::wire::{Closeness, Wire};
use crate::spec::glossary::{self, FieldEnum};
use crate::spec::names;
use crate::spec::openapi::keywords::is_to_do;
use crate::spec::openapi::{Evidence, Sensitive};
use crate::text::json::Tree;

/// A field's type in the spec's keywords.
pub(super) struct Typed {
    /// `$ref`, or `type` with what belongs to it.
    pub(super) keywords: Tree,
    /// What has to be said about it.
    pub(super) notes: Vec<String>,
    /// Where the type comes from, when it is not the table.
    pub(super) evidence: Option<Evidence>,
}

impl Typed {
    const fn plain(keywords: Tree) -> Self {
        Self { keywords, notes: Vec::new(), evidence: None }
    }
}

impl Mapper<'_> {
    /// The type of a field. `old` is the field as the spec has it.
    pub(super) fn typed(&mut self, owner: &str, fact: &Fact<'_>, wire: &Wire, old: Option<&Tree>) -> Typed {
        let linked = old.and_then(referred).map(str::to_owned);
        let linked = linked.as_deref();
        match wire {
            Wire::List(inner) => {
                let mut items = self.typed(owner, fact, inner, old.and_then(|old| old.get("items")));
                // A list of anything has no items in the profile: the whole field is then any JSON.
                if items.keywords.entries().is_empty() {
                    return items;
                }
                items.keywords = Tree::object([("type", Tree::from("array")), ("items", items.keywords)]);
                items
            }
            Wire::Object => Typed::plain(self.object_of_field(owner, fact, linked)),
            Wire::Text | Wire::Int32 | Wire::Int64 if has_codes(fact, wire) => {
                Typed::plain(reference_tree(&self.enum_of_field(owner, fact, *wire == Wire::Text, linked)))
            }
            _ => self.scalar(owner, fact, wire, old),
        }
    }

    fn scalar(&mut self, owner: &str, fact: &Fact<'_>, wire: &Wire, old: Option<&Tree>) -> Typed {
        if let Some(enumerated) = self.enum_without_codes(owner, fact, wire, old) {
            return enumerated;
        }
        let old_wire = old.map(|old| Wire::of(self.spec, old));
        let wire = old_wire.as_ref().filter(|old| fact.stated == Closeness::Kind && old.refines(wire)).unwrap_or(wire);
        let agrees = old_wire.as_ref().is_some_and(|old| old == wire || old.is_integer() && wire.is_integer());
        let linked = old.and_then(referred).filter(|_| agrees).map(str::to_owned);
        // A plain type that fits was somebody's decision; only a new field, or one of another type, gets a name.
        let stays_plain = agrees && linked.is_none();
        let is_open = |name: &String| self.spec.schema(name).is_none_or(|schema| schema.get("x-sensitive").is_some());
        let is_secret = fact.holds.is_some_and(|holds| holds.mark().is_some());
        // What must not be shown does not get a type whose values are.
        let made = self.scalar_name(&fact.name, wire).filter(|name| !stays_plain && (!is_secret || is_open(name)));
        let name = linked.or(made);
        match name {
            Some(name) => self.named_scalar(&name, fact, wire),
            None => self.plain(owner, fact, wire, old.filter(|_| agrees)),
        }
    }

    /// The name of an id, or of a kind of values that the glossary knows.
    fn scalar_name(&self, field: &str, wire: &Wire) -> Option<String> {
        let known = self.glossary.scalars.get(field);
        let is_id = field.ends_with("_id");
        let can_be_named = *wire == Wire::Text || wire.is_integer();
        let named = known.and_then(|scalar| scalar.ty.clone());
        (can_be_named && (is_id || named.is_some())).then(|| named.unwrap_or_else(|| names::ty(field)))
    }

    /// A named string or number, made if the spec has none of that name. Of two widths the wider one is kept.
    fn named_scalar(&mut self, name: &str, fact: &Fact<'_>, wire: &Wire) -> Typed {
        let mut typed = Typed::plain(reference_tree(name));
        let Some(old) = self.spec.schema(name).cloned() else {
            let schema = self.new_scalar(fact, wire);
            self.spec.put_schema(name, schema);
            return typed;
        };
        let old_wire = Wire::of(self.spec, &old);
        let is_scalar = old.get("oneOf").is_none();
        match (&old_wire, wire) {
            (old_wire, wire) if is_scalar && old_wire == wire => self.refresh_scalar(name, &old, fact.evidence),
            // Widened by another page; the schema's own note says so.
            (Wire::Int64, Wire::Int32) if is_scalar && self.states_schema(name) => {
                self.refresh_scalar(name, &old, fact.evidence);
            }
            (Wire::Int64, Wire::Int32) if is_scalar => {
                typed.notes.push(format!(
                    "This page calls the type int where {} calls it long; the wider one is kept.",
                    self.source_of(name)
                ));
            }
            (Wire::Int32, Wire::Int64) if is_scalar => self.widen(name, old),
            (Wire::Text | Wire::Int32 | Wire::Int64, Wire::Text | Wire::Int32 | Wire::Int64)
                if is_scalar && self.states_schema(name) && self.described.insert(name.to_owned()) =>
            {
                let mut schema = self.new_scalar(fact, wire);
                if let Some(description) = old.get("description") {
                    schema.set("description", description.clone());
                }
                self.spec.put_schema(name, schema);
            }
            _ => {
                let what = if is_scalar { old_wire.to_string() } else { "a list of codes".to_owned() };
                let message = format!(
                    "`{}` is {wire} on this page, and `{name}`, which came from {}, is {what}",
                    fact.name,
                    self.source_of(name)
                );
                let note = format!("{wire} on this page, where `{name}` is {what}; it is kept apart.");
                let help =
                    "it gets a plain type, and the difference is noted; ask the platform which of the two is right";
                self.problem(Problem::warning("type-differs", fact.span, message, help).in_schema(name));
                let plain = Tree::Object(wire.keywords());
                return Typed { keywords: plain, notes: vec![note], evidence: None };
            }
        }
        typed
    }

    fn new_scalar(&self, fact: &Fact<'_>, wire: &Wire) -> Tree {
        let mut schema = Tree::Object(wire.keywords());
        let known = self.glossary.scalars.get(&fact.name);
        if let Some(description) = known.and_then(|known| known.description.as_deref()) {
            schema.set("description", Tree::from(description));
        }
        let marked = known.and_then(|known| known.sensitive).map(Sensitive::word);
        let marked = marked.or_else(|| self.glossary.sensitive.get(&fact.name).map(|mark| mark.word()));
        let marked = marked.map(str::to_owned).or_else(|| judged(fact));
        if let Some(mark) = marked.filter(|_| *wire == Wire::Text) {
            schema.set("x-sensitive", Tree::Text(mark));
        }
        schema.set("x-provenance", self.page.new_provenance(fact.evidence, &[]));
        schema
    }

    fn refresh_scalar(&mut self, name: &str, old: &Tree, evidence: Evidence) {
        if self.states_schema(name) {
            let mut schema = old.clone();
            schema.set("x-provenance", self.page.merged(old.get("x-provenance"), Evidence::Table, &[]));
            self.spec.put_schema(name, schema);
        } else {
            self.settle(name, evidence, &[], "");
        }
    }

    fn widen(&mut self, name: &str, mut schema: Tree) {
        let note = format!("int on {} and long on {}; the wider one is kept.", self.source_of(name), self.page.title);
        schema.set("format", Tree::from("int64"));
        if let Some(provenance) = schema.get_mut("x-provenance").filter(|provenance| provenance.get("note").is_none()) {
            provenance.set("note", Tree::Text(note));
        }
        self.spec.put_schema(name, schema);
    }

    /// A field whose codes another page lists: the enum that the spec has there already, else the one that the glossary names.
    fn enum_without_codes(&mut self, owner: &str, fact: &Fact<'_>, wire: &Wire, old: Option<&Tree>) -> Option<Typed> {
        let named = self.glossary.enum_of(owner, &fact.name).and_then(FieldEnum::name);
        let is_same_kind = |name: &str| {
            let schema = self.spec.schema(name)?;
            let textual = schema.get("type").and_then(Tree::text) == Some("string");
            let fits = if textual { *wire == Wire::Text } else { wire.is_integer() };
            (schema.get("oneOf").is_some() && fits).then(|| name.to_owned())
        };
        if let Some(name) = old.and_then(referred).and_then(is_same_kind) {
            return Some(Typed { keywords: reference_tree(&name), notes: Vec::new(), evidence: Some(Evidence::Text) });
        }
        let name = named.and_then(is_same_kind)?;
        let note =
            format!("The table gives no codes; they are those of `{name}`, as {} lists them.", self.source_of(&name));
        Some(Typed { keywords: reference_tree(&name), notes: vec![note], evidence: Some(Evidence::Text) })
    }

    /// A type without a name. What must not be shown and is no text is kept as any JSON, which is never shown either.
    fn plain(&self, owner: &str, fact: &Fact<'_>, wire: &Wire, old: Option<&Tree>) -> Typed {
        let marked = old.and_then(|old| old.get("x-sensitive")).and_then(Tree::text).filter(|mark| !is_to_do(mark));
        let known = glossary::of_field(&self.glossary.sensitive, owner, &self.resource, &fact.name);
        let mark = marked.or(known.map(|known| known.word())).map(str::to_owned).or_else(|| judged(fact));
        let (wire, note) = match (mark.as_deref(), wire) {
            (Some("none") | None, _) | (_, Wire::Text | Wire::Boolean | Wire::Any) => (wire, None),
            (Some(_), Wire::DateTime) => (&Wire::Text, Some("text")),
            (Some(mark), _) if is_to_do(mark) => (wire, None),
            (Some(_), _) => (&Wire::Any, Some("any JSON")),
        };
        let mut keywords = Tree::Object(wire.keywords());
        let may_be_marked = matches!(wire, Wire::Text | Wire::Int32 | Wire::Int64 | Wire::DateTime);
        if let Some(mark) =
            mark.filter(|mark| *wire == Wire::Text || may_be_marked && (mark == "none" || is_to_do(mark)))
        {
            keywords.set("x-sensitive", Tree::Text(mark));
        }
        let notes = note.map(|kept| {
            format!("The table gives another type; it is kept as {kept} because only texts can be marked as sensitive.")
        });
        Typed { keywords, notes: notes.into_iter().collect(), evidence: None }
    }
}

/// The mark that the page's own words ask for; a to-do where they only hint.
fn judged(fact: &Fact<'_>) -> Option<String> {
    let mark = fact.holds?.mark().map(|kind| kind.word().to_owned());
    let described = fact.description.unwrap_or(&fact.name);
    Some(mark.unwrap_or_else(|| {
        let kinds: Vec<&str> = Sensitive::ALL.iter().map(|kind| kind.word()).collect();
        format!("TODO: say whether it may be shown ({described}): {}, or none", kinds.join(", "))
    }))
}

/// Codes that a field of this type can hold; others are reported by the page's own reader.
fn has_codes(fact: &Fact<'_>, wire: &Wire) -> bool {
    let fits = |code: &crate::distill::page::CodeValue| match code {
        crate::distill::page::CodeValue::Int(code) => *wire == Wire::Text || i32::try_from(*code).is_ok(),
        crate::distill::page::CodeValue::Text(_) => *wire == Wire::Text,
    };
    !fact.codes.is_empty() && fact.codes.iter().all(|value| fits(&value.code.value))
}
