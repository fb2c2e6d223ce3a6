//! Fields whose codes another page lists: the glossary's key of exactly this field names the enum, and they are linked once the spec
//! has it. It is looked for in the whole spec as it stands, so that it does not matter which of the two pages came first.

use super::parts::{fields_of, fields_of_mut, innermost, is_textual, without_note};
use super::references::{reference_tree, referred};
use super::said;
use super::wire::Wire;
use super::working::Working;
use crate::spec::glossary::{FieldEnum, Glossary};
use crate::spec::openapi::Evidence;
use crate::text::json::Tree;

/// Links every field that the glossary has a key for, and keeps true what is noted of those that are linked.
pub(super) fn link(spec: &mut Working, glossary: &Glossary) {
    let changed: Vec<(String, Tree)> = spec
        .schemas()
        .filter_map(|(owner, schema)| Some((owner.to_owned(), linked(spec, glossary, owner, schema)?)))
        .collect();
    for (name, schema) in changed {
        spec.put_schema(&name, schema);
    }
}

fn linked(spec: &Working, glossary: &Glossary, owner: &str, schema: &Tree) -> Option<Tree> {
    let told = |name: &str| glossary.enum_of(owner, name).and_then(FieldEnum::name);
    let open: Vec<(&str, &str)> = fields_of(Some(schema))
        .iter()
        .filter_map(|(name, field)| Some((name.as_str(), told(name).filter(|told| is_to_change(spec, field, told))?)))
        .collect();
    if open.is_empty() {
        return None;
    }
    let mut changed = schema.clone();
    let around = schema.get("x-provenance").map(without_note);
    for (name, told) in open {
        if let Some(field) = fields_of_mut(&mut changed).and_then(|fields| fields.get_mut(name)) {
            if is_open(spec, field, told) {
                refer(field, told);
            }
            note(field, around.as_ref(), told, &spec.source_of(told));
        }
    }
    Some(changed)
}

fn is_to_change(spec: &Working, field: &Tree, told: &str) -> bool {
    is_open(spec, field, told) || noted(field, told).is_some_and(|noted| noted != sentence(told, &spec.source_of(told)))
}

/// Whether a field has a type that the enum is one of, and no codes yet.
fn is_open(spec: &Working, field: &Tree, told: &str) -> bool {
    let inside = innermost(field);
    let has_codes =
        referred(inside).and_then(|name| spec.schema(name)).is_some_and(|schema| schema.get("oneOf").is_some());
    let fits = |textual| {
        let wire = Wire::of(spec, inside);
        if textual { wire == Wire::Text } else { wire.is_integer() }
    };
    !has_codes && spec.schema(told).and_then(is_textual).is_some_and(fits)
}

/// Puts the reference in the place of the innermost type.
fn refer(field: &mut Tree, told: &str) {
    if let Some(items) = field.get_mut("items") {
        return refer(items, told);
    }
    let kept = field
        .entries()
        .iter()
        .filter(|(key, _)| !["$ref", "type", "format", "x-sensitive", "examples"].contains(&key.as_str()));
    let reference = reference_tree(told).entries().to_vec();
    *field = Tree::Object(reference.into_iter().chain(kept.cloned()).collect());
}

fn note(field: &mut Tree, around: Option<&Tree>, told: &str, source: &str) {
    let Some(mut provenance) = field.get("x-provenance").or(around).cloned() else { return };
    if provenance.text_at("evidence") == Some(Evidence::Table.word()) {
        provenance.set("evidence", Evidence::Text.word());
    }
    let (rest, _) = without_link(provenance.text_at("note").unwrap_or_default());
    provenance.set("note", Tree::Text(said::join([rest.as_str(), &sentence(told, source)])));
    field.set("x-provenance", provenance);
}

fn noted(field: &Tree, told: &str) -> Option<String> {
    let note = field.get("x-provenance")?.text_at("note")?;
    without_link(note).1.filter(|link| link.starts_with(&begin(told)))
}

const BEGINS: &str = "The table gives no codes; they are those of `";
const ENDS: &str = " lists them.";

fn begin(told: &str) -> String {
    format!("{BEGINS}{told}`, as ")
}

fn sentence(told: &str, source: &str) -> String {
    format!("{}{source}{ENDS}", begin(told))
}

/// A note without the sentence that says whose codes a field has, and that sentence.
pub(super) fn without_link(note: &str) -> (String, Option<String>) {
    let found = note.find(BEGINS).and_then(|start| Some((start, start + note[start..].find(ENDS)? + ENDS.len())));
    match found {
        Some((start, end)) => {
            (said::join([note[..start].trim_end(), note[end..].trim_start()]), Some(note[start..end].to_owned()))
        }
        None => (note.to_owned(), None),
    }
}

/// A provenance of a field whose codes its own page lists: that another one lists them is no longer said of it.
pub(super) fn unlinked(provenance: &Tree) -> Option<Tree> {
    let (rest, link) = without_link(provenance.text_at("note").unwrap_or_default());
    if link.is_none() {
        return Some(provenance.clone());
    }
    let mut own = without_note(provenance);
    own.set("note", rest.clone());
    if own.text_at("evidence") == Some(Evidence::Text.word()) {
        own.set("evidence", Evidence::Table.word());
    }
    (!rest.is_empty()).then_some(own)
}
