//! Equal names and equal codes: a to-do that names both candidates, never a fact. It is asked of the whole spec as it stands, so
//! that it does not matter which page came first, and goes by itself once the spec or the glossary says what is so.

use super::enums::{by_code, own_name};
use super::mapper::Mapper;
use super::working::{Working, collect, referred, term};
use crate::spec::glossary::Glossary;
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// How such a to-do begins in a note, and how it ends, so that it can be told from the words behind it.
const BEGINS: &str = "TODO: say which codes ";
const ENDS: &str = " in `enums` of glossary.json.";

impl Mapper<'_> {
    /// Asks what is open, and takes back what is answered.
    pub(super) fn propose(&mut self) {
        let asked = questions(&self.spec, self.glossary);
        let names: Vec<String> = self.spec.schemas().map(|(name, _)| name.clone()).collect();
        for schema in names {
            self.ask_of_schema(&schema, asked.get(&(schema.clone(), String::new())));
            let fields: Vec<String> = fields_of(self.spec.schema(&schema)).iter().map(|(key, _)| key.clone()).collect();
            for field in fields {
                let place = (schema.clone(), field);
                self.ask_of_field(&place, asked.get(&place));
            }
        }
    }

    fn ask_of_schema(&mut self, name: &str, question: Option<&String>) {
        let Some(provenance) = self.spec.schema_mut(name).and_then(|schema| schema.get_mut("x-provenance")) else {
            return;
        };
        if let Some(note) = put_question(provenance, question)
            && let Some(span) = self.places.get(&(name.to_owned(), String::new()))
        {
            self.origins.insert(note, *span);
        }
    }

    fn ask_of_field(&mut self, place: &(String, String), question: Option<&String>) {
        let (owner, name) = place;
        let Some(schema) = self.spec.schema_mut(owner) else {
            return;
        };
        let around = schema.get("x-provenance").map(without_note);
        let Some(field) = fields_of_mut(schema).and_then(|fields| fields.get_mut(name)) else {
            return;
        };
        let asked = field.get("x-provenance").and_then(question_of).is_some();
        if question.is_none() && !asked {
            return;
        }
        if field.get("x-provenance").is_none()
            && let Some(around) = around.clone()
        {
            field.set("x-provenance", around);
        }
        let Some(provenance) = field.get_mut("x-provenance") else {
            return;
        };
        let note = put_question(provenance, question);
        // What says nothing beyond its schema needs no provenance of its own.
        if provenance.get("note").is_none() && around.as_ref() == Some(&*provenance) {
            field.remove("x-provenance");
        }
        if let (Some(note), Some(span)) = (note, self.places.get(place)) {
            self.origins.insert(note, *span);
        }
    }
}

/// Puts a question in front of the note, in the place of an older one. Gives the note that asks.
fn put_question(provenance: &mut Tree, question: Option<&String>) -> Option<String> {
    let note = provenance.get("note").and_then(Tree::text).unwrap_or_default();
    let rest = question_in(note).map_or(note, |question| note[question.len()..].trim_start()).to_owned();
    let parts = question.map(String::as_str).into_iter().chain(Some(rest.as_str()).filter(|rest| !rest.is_empty()));
    let note = parts.collect::<Vec<_>>().join(" ");
    if note.is_empty() {
        provenance.remove("note");
    } else {
        provenance.set("note", Tree::Text(note.clone()));
    }
    question.map(|_| note)
}

fn question_of(provenance: &Tree) -> Option<&str> {
    question_in(provenance.get("note")?.text()?)
}

fn question_in(note: &str) -> Option<&str> {
    let end = note.starts_with(BEGINS).then(|| note.find(ENDS))??;
    Some(&note[..end + ENDS.len()])
}

fn without_note(provenance: &Tree) -> Tree {
    let mut plain = provenance.clone();
    plain.remove("note");
    plain
}

/// Every open question by schema and field; by schema and nothing where it is about an enum.
fn questions(spec: &Working, glossary: &Glossary) -> BTreeMap<(String, String), String> {
    let uses = Uses::of(spec);
    let resources = resources(spec);
    let none = BTreeSet::new();
    let mut asked = BTreeMap::new();
    // What the runtime knows has no codes to ask about.
    let is_ours = |owner: &str| ![super::credentials::NAME, super::envelope::NAME].contains(&owner);
    for (owner, schema) in spec.schemas().filter(|(owner, _)| is_ours(owner)) {
        for (name, field) in fields_of(Some(schema)) {
            let Some(textual) = is_plain(field).filter(|_| glossary.enum_of(owner, name).is_none()) else {
                continue;
            };
            let of = resources.get(owner.as_str()).unwrap_or(&none).iter().copied();
            let mut candidates: BTreeSet<&str> = glossary.proposed_enums(of, name).collect();
            candidates.extend(uses.by_field.get(name.as_str()).into_iter().flatten());
            candidates.retain(|candidate| is_enum(spec, candidate, textual) && !is_denied(field, candidate));
            if !candidates.is_empty() {
                let text = format!(
                    "{BEGINS}`{name}` of `{owner}` holds, of which the table lists none: {}, as a like name suggests, \
                     or codes of its own. Write the enum's name, or `none`, as `{owner}.{name}`{ENDS}",
                    quoted(&candidates)
                );
                asked.insert((owner.clone(), name.clone()), text);
            }
        }
    }
    for group in equal_enums(spec) {
        for name in &group {
            let of_fields = uses.of_enum.get(name).map_or(&[][..], Vec::as_slice);
            let [(owner, field)] = of_fields else { continue };
            let is_open = *name == own_name(owner, field) && glossary.enum_of(owner, field).is_none();
            let schema = spec.schema(name);
            let others: BTreeSet<&str> = group.iter().copied().filter(|other| other != name).collect();
            let others: BTreeSet<&str> =
                others.into_iter().filter(|other| schema.is_none_or(|schema| !is_denied(schema, other))).collect();
            if is_open && !others.is_empty() {
                let text = format!(
                    "{BEGINS}`{field}` of `{owner}` holds: {}, which are equal, or codes of its own, `{name}`. \
                     Write the enum's name as `{owner}.{field}`{ENDS}",
                    quoted(&others)
                );
                asked.insert(((*name).to_owned(), String::new()), text);
            }
        }
    }
    asked
}

/// Which fields have which enum.
struct Uses<'s> {
    by_field: BTreeMap<&'s str, BTreeSet<&'s str>>,
    of_enum: BTreeMap<&'s str, Vec<(&'s str, &'s str)>>,
}

impl<'s> Uses<'s> {
    fn of(spec: &'s Working) -> Self {
        let mut uses = Self { by_field: BTreeMap::new(), of_enum: BTreeMap::new() };
        for (owner, schema) in spec.schemas() {
            for (name, field) in fields_of(Some(schema)) {
                let inside = super::objects::innermost(field);
                if let Some(target) = referred(inside)
                    .filter(|target| spec.schema(target).is_some_and(|schema| schema.get("oneOf").is_some()))
                {
                    uses.by_field.entry(name).or_default().insert(target);
                    uses.of_enum.entry(target).or_default().push((owner, name));
                }
            }
        }
        uses
    }
}

/// The resources and webhook groups whose calls reach a schema.
fn resources(spec: &Working) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (resource, call) in spec.calls() {
        let mut work = BTreeSet::new();
        collect(call, &mut work);
        while let Some(name) = work.pop_first() {
            if reached.entry(name).or_default().insert(resource)
                && let Some(schema) = spec.schema(name)
            {
                collect(schema, &mut work);
            }
        }
    }
    reached
}

/// Enums that have the same codes with the same meanings, several at a time.
fn equal_enums(spec: &Working) -> Vec<Vec<&str>> {
    let mut by_codes: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for (name, schema) in spec.schemas().filter(|(_, schema)| schema.get("oneOf").is_some()) {
        let codes: Vec<String> = by_code(schema).into_keys().collect();
        by_codes.entry(codes).or_default().push(name);
    }
    let mut groups = Vec::new();
    for mut names in by_codes.into_values().filter(|names| names.len() > 1) {
        while let Some(first) = names.pop() {
            let mut group = vec![first];
            let (equal, other) = names.into_iter().partition(|name| mean_the_same(spec, first, name));
            names = other;
            group.extend::<Vec<&str>>(equal);
            if group.len() > 1 {
                groups.push(group);
            }
        }
    }
    groups
}

fn mean_the_same(spec: &Working, one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (spec.schema(one), spec.schema(other)) else {
        return false;
    };
    let others = by_code(other);
    let text = |entry: &Tree, key: &str| entry.get(key).and_then(Tree::text).map(str::to_owned);
    let meaning = |entry: &Tree| text(entry, "description").map(|text| term(&text).to_owned());
    one.get("type") == other.get("type")
        && by_code(one).iter().all(|(code, entry)| {
            others
                .get(code)
                .is_some_and(|other| text(entry, "title") == text(other, "title") || meaning(entry) == meaning(other))
        })
}

/// Whether a field is a plain number or string that could be a code; true for a string.
fn is_plain(field: &Tree) -> Option<bool> {
    let is_marked = field.get("x-sensitive").is_some_and(|mark| mark.text() != Some("none"));
    match (field.get("type")?.text()?, field.get("format").and_then(Tree::text)) {
        ("integer", _) => Some(false),
        ("string", None) if !is_marked => Some(true),
        _ => None,
    }
}

fn is_enum(spec: &Working, name: &str, textual: bool) -> bool {
    let of_kind = |schema: &Tree| (schema.get("type").and_then(Tree::text) == Some("string")) == textual;
    spec.schema(name).is_some_and(|schema| schema.get("oneOf").is_some() && of_kind(schema))
}

/// Whether somebody has written about the candidate already: a note that names it settles it.
fn is_denied(of: &Tree, candidate: &str) -> bool {
    let note = of.get("x-provenance").and_then(|provenance| provenance.get("note")?.text()).unwrap_or_default();
    let written = question_in(note).map_or(note, |question| &note[question.len()..]);
    written.contains(&format!("`{candidate}`"))
}

fn quoted(names: &BTreeSet<&str>) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("those of `{name}`")).collect();
    quoted.join(", ")
}

fn fields_of(schema: Option<&Tree>) -> &[(String, Tree)] {
    let fields = schema.and_then(|schema| match schema.get("allOf") {
        Some(parts) => parts.elements().get(1)?.get("properties"),
        None => schema.get("properties"),
    });
    fields.map_or(&[], Tree::entries)
}

fn fields_of_mut(schema: &mut Tree) -> Option<&mut Tree> {
    if schema.get("allOf").is_some() {
        let Some(Tree::Array(parts)) = schema.get_mut("allOf") else {
            return None;
        };
        return parts.get_mut(1)?.get_mut("properties");
    }
    schema.get_mut("properties")
}
