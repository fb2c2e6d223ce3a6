//! Which keywords say a field's type: a plain type, or a reference to an id, a scalar, an enum or an object.
//! A name that the spec has there already wins; else the glossary's; else one made from the field's.

use super::fields::Fact;
use super::mapper::Mapper;
use super::parts::is_textual;
use super::problem::Problem;
use super::provenance::{add_widths, with_widths_of};
use super::references::{reference_tree, referred};
use super::said;
use super::wire::{Closeness, Wire};
use crate::spec::glossary::{self, FieldEnum};
use crate::spec::names;
use crate::spec::openapi::keywords::is_to_do;
use crate::spec::openapi::{Evidence, Mark, Sensitive};
use crate::text::json::Tree;

/// What says a field's type.
pub(super) const OF_TYPE: [&str; 5] = ["$ref", "type", "format", "items", "x-sensitive"];

/// A field's type in the spec's keywords.
pub(super) struct Typed {
    /// `$ref`, or `type` with what belongs to it.
    pub(super) keywords: Tree,
    /// What has to be said about it.
    pub(super) notes: Vec<String>,
    /// Whether it is what the spec says of a type that the page leaves open.
    pub(super) is_known: bool,
}

impl Typed {
    const fn plain(keywords: Tree) -> Self {
        Self { keywords, notes: Vec::new(), is_known: false }
    }
}

impl Mapper<'_> {
    /// The type of a field. `old` is the field as the spec has it.
    pub(super) fn typed(&mut self, owner: &str, fact: &Fact<'_>, wire: &Wire, old: Option<&Tree>) -> Typed {
        let linked = old.and_then(referred).map(str::to_owned);
        let linked = linked.as_deref();
        // What another page hides stays hidden, unless somebody has said that it may be shown.
        let may_be_shown = || self.known_mark(owner, fact).is_some_and(|known| known.word() == "none");
        if let Some(known) = old.filter(|old| is_hidden(old) && !may_be_shown()) {
            let notes = self.plain(owner, fact, wire, None).notes;
            return Typed { keywords: of_type(known), notes, is_known: false };
        }
        // Of a type that the page only has a word for, somebody has said what it is.
        if let Some(known) = old.filter(|old| fact.stated == Closeness::Open && Wire::of(self.spec, old) != Wire::Any) {
            return Typed { keywords: of_type(known), notes: Vec::new(), is_known: true };
        }
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
        if let Some(linked) = self.linked_enum(wire, old) {
            return Typed::plain(reference_tree(&linked));
        }
        let old_wire = old.map(|old| Wire::of(self.spec, old));
        // Of two widths that pages give a field of an object the wider one is kept.
        let is_wider = old_wire == Some(Wire::Int64) && *wire == Wire::Int32 && self.has_widths(owner, &fact.name);
        let wire = if is_wider { &Wire::Int64 } else { wire };
        let wire = old_wire.as_ref().filter(|old| fact.stated == Closeness::Kind && old.refines(wire)).unwrap_or(wire);
        let agrees = old_wire.as_ref().is_some_and(|old| old == wire || old.is_integer() && wire.is_integer());
        let linked = old.and_then(referred).filter(|_| agrees).map(str::to_owned);
        // A plain type that fits was chosen by a person; only a new field, or one of another type, gets a named type.
        let stays_plain = agrees && linked.is_none();
        // What must not be shown, or may have to be hidden, does not get a type whose values are shown.
        let is_hidden = |name: &String| self.is_hidden_by_name(name, &fact.name);
        let has_codes = self.glossary.enum_of(owner, &fact.name).and_then(FieldEnum::name).is_some();
        let made = self.scalar_name(&fact.name, wire).filter(|_| !stays_plain && !has_codes);
        let made = made.filter(|name| fact.holds.is_none() || is_hidden(name));
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
            self.widths.insert((name.to_owned(), *wire == Wire::Int64));
            return typed;
        };
        let old_wire = Wire::of(self.spec, &old);
        let is_scalar = old.get("oneOf").is_none();
        self.widths.insert((name.to_owned(), *wire == Wire::Int64));
        match (&old_wire, wire) {
            (old_wire, wire) if is_scalar && old_wire == wire => self.refresh_scalar(name, fact, wire),
            (Wire::Int32 | Wire::Int64, Wire::Int32 | Wire::Int64) if is_scalar => {
                typed.notes.extend(self.other_width(name, &old, fact, wire));
                self.refresh_scalar(name, fact, wire);
            }
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
                    self.spec.source_of(name)
                );
                let note = format!("{wire} on this page, where `{name}` is {what}; it is kept apart.");
                let help =
                    "it gets a plain type, and the difference is noted; ask the platform which of the two is right";
                self.problem(Problem::warning("type-differs", fact.span, message, help).in_schema(name));
                let plain = Tree::Object(wire.keywords());
                return Typed { keywords: plain, notes: vec![note], is_known: false };
            }
        }
        typed
    }

    fn new_scalar(&self, fact: &Fact<'_>, wire: &Wire) -> Tree {
        let mut schema = Tree::Object(wire.keywords());
        let known = self.glossary.scalars.get(&fact.name);
        if let Some(description) = known.and_then(|known| known.description.as_deref()) {
            schema.set("description", description);
        }
        let marked = known.and_then(|known| known.sensitive).map(Sensitive::word);
        let marked = marked.or_else(|| self.glossary.sensitive.get(&fact.name).map(|mark| mark.word()));
        if let Some(mark) = marked.filter(|_| *wire == Wire::Text) {
            schema.set("x-sensitive", mark);
        }
        schema.set("x-provenance", self.page.new_provenance(fact.evidence, &[]));
        schema
    }

    /// A named type that this page states as the spec has it; of several such pages the first is the one that it is of.
    fn refresh_scalar(&mut self, name: &str, fact: &Fact<'_>, wire: &Wire) {
        let Some(mut schema) = self.spec.schema(name).cloned() else { return };
        if self.states_schema(name) {
            schema.set("x-provenance", self.page.merged(schema.get("x-provenance"), Evidence::Table, &[]));
        } else if self.takes_over(name, fact.evidence) {
            let fresh = self.new_scalar(fact, wire);
            let described = |tree: &Tree| tree.text_at("description").map(str::to_owned);
            let is_by_glossary =
                |text: &String| self.glossary.scalars.values().any(|scalar| scalar.description.as_ref() == Some(text));
            match described(&schema).filter(|text| !is_by_glossary(text)).or_else(|| described(&fresh)) {
                Some(text) => schema.set("description", Tree::Text(text)),
                None => drop(schema.remove("description")),
            }
            if let Some(provenance) = fresh.get("x-provenance") {
                schema.set("x-provenance", with_widths_of(provenance.clone(), schema.get("x-provenance")));
            }
        }
        self.spec.put_schema(name, schema);
    }

    /// A named number that this page calls int and the spec long, or the other way round: the wider one is kept, and it is said.
    fn other_width(&mut self, name: &str, old: &Tree, fact: &Fact<'_>, wire: &Wire) -> Option<String> {
        let is_own = self.states_schema(name);
        let source = self.spec.source_of(name);
        let said_both = [false, true].into_iter().all(|wide| self.widths.contains(&(name.to_owned(), wide)));
        let note = old.get("x-provenance").and_then(|provenance| provenance.text_at("note")).unwrap_or_default();
        let mut schema = old.clone();
        if *wire == Wire::Int64 {
            schema.set("format", "int64");
        }
        let mut told = None;
        if said::is_noted(note) {
            // What somebody noted of the type stays as it is.
            told = (*wire == Wire::Int32 && !is_own)
                .then(|| format!("This page calls the type int where {source} calls it long; the wider one is kept."));
        } else if let Some(provenance) = schema.get_mut("x-provenance").filter(|_| !is_own || said_both) {
            add_widths(provenance, [said::widths(None)]);
        }
        let is_known = schema == *old;
        self.spec.put_schema(name, schema);
        if !is_known || is_own && !said_both && !note.contains(&said::widths(None)) {
            let (here, there) = if *wire == Wire::Int64 { ("long", "int") } else { ("int", "long") };
            let message = format!(
                "`{}` is {here} on this page and {there} in `{name}`, which came from {source}: the wider one is kept",
                fact.name
            );
            let help = "nothing is to be done: what fits the narrower one fits the wider one too";
            self.problem(Problem::warning("widths-differ", fact.span, message, help).in_schema(name));
        }
        told
    }

    /// Whether values of a named type are never shown: by the glossary, before any page is read.
    fn is_hidden_by_name(&self, name: &str, field: &str) -> bool {
        let known = self.glossary.scalars.get(field).and_then(|scalar| scalar.sensitive).is_some()
            || self.glossary.sensitive.contains_key(field);
        let marked = self.spec.schema(name).and_then(|schema| schema.text_at("x-sensitive"));
        known || marked.is_some_and(|mark| !is_to_do(mark))
    }

    /// The enum that a field has already, though its page lists no codes. How it gets one is decided in `links`.
    fn linked_enum(&self, wire: &Wire, old: Option<&Tree>) -> Option<String> {
        let name = old.and_then(referred)?;
        let textual = self.spec.schema(name).and_then(is_textual)?;
        let fits = if textual { *wire == Wire::Text } else { wire.is_integer() };
        fits.then(|| name.to_owned())
    }

    /// What the glossary says of a field's secrecy.
    pub(super) fn known_mark(&self, owner: &str, fact: &Fact<'_>) -> Option<&Mark> {
        glossary::of_field(&self.glossary.sensitive, owner, &self.resource, &fact.name)
    }

    /// A type without a name. What must not be shown and is no text is kept as any JSON, which is never shown either.
    fn plain(&self, owner: &str, fact: &Fact<'_>, wire: &Wire, old: Option<&Tree>) -> Typed {
        let marked = old.and_then(|old| old.get("x-sensitive")).and_then(Tree::text).filter(|mark| !is_to_do(mark));
        let mark = marked
            .or(self.known_mark(owner, fact).map(|known| known.word()))
            .map(str::to_owned)
            .or_else(|| judged(fact));
        let (wire, note) = match (mark.as_deref(), wire) {
            (Some("none") | None, _) | (_, Wire::Text | Wire::Boolean | Wire::Any) => (wire, None),
            (Some(_), Wire::DateTime) => (&Wire::Text, Some(said::HIDDEN_AS_TEXT)),
            // Where the question has a place. Elsewhere what may have to be hidden is.
            (Some(mark), Wire::Int32 | Wire::Int64) if is_to_do(mark) => (wire, None),
            (Some(mark), _) if is_to_do(mark) => (&Wire::Any, Some(said::HIDDEN_IN_DOUBT)),
            (Some(_), _) => (&Wire::Any, Some(said::HIDDEN_AS_ANY)),
        };
        let mut keywords = Tree::Object(wire.keywords());
        let may_be_marked = matches!(wire, Wire::Text | Wire::Int32 | Wire::Int64 | Wire::DateTime);
        if let Some(mark) =
            mark.filter(|mark| *wire == Wire::Text || may_be_marked && (mark == "none" || is_to_do(mark)))
        {
            keywords.set("x-sensitive", mark);
        }
        Typed { keywords, notes: note.map(str::to_owned).into_iter().collect(), is_known: false }
    }
}

/// The keywords of a field that say its type.
fn of_type(field: &Tree) -> Tree {
    Tree::Object(field.entries().iter().filter(|(key, _)| OF_TYPE.contains(&key.as_str())).cloned().collect())
}

/// Whether a field has another type than its table's because it must not be shown.
pub(super) fn is_hidden(field: &Tree) -> bool {
    let note = field.get("x-provenance").and_then(|provenance| provenance.text_at("note"));
    note.and_then(said::hidden_in).is_some()
}

/// The mark that the page's own words ask for; a to-do where they only hint.
pub(super) fn judged(fact: &Fact<'_>) -> Option<String> {
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
