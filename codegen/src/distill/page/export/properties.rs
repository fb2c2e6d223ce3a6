//! The fields of an object's schema in the order in which its author put them, wherever they stand: in `properties`, in the parts of
//! `allOf`, in a schema that Apifox refers to beside them. What a field is, is read in `schema`.

use super::part::Part;
use super::reference;
use crate::distill::page::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// A field before its schema is read.
#[derive(Clone, Copy)]
pub(super) struct Property<'d> {
    pub(super) key: Part<'d>,
    pub(super) name: &'d str,
    pub(super) schema: Part<'d>,
    /// None where no `required` says anything.
    pub(super) required: Option<bool>,
}

/// A schema's fields, and the keys that stand twice.
pub(super) struct Properties<'d> {
    pub(super) all: Vec<Property<'d>>,
    pub(super) twice: Vec<Part<'d>>,
    /// Whether a part of them is nested too deep or refers to itself.
    pub(super) is_endless: bool,
}

/// Parts of parts are followed this far.
const DEEPEST: usize = 12;

pub(super) fn of<'d>(root: Part<'d>, schema: Part<'d>, found: &mut Vec<Finding>) -> Properties<'d> {
    let mut collected = Properties { all: Vec::new(), twice: Vec::new(), is_endless: false };
    let mut seen = BTreeSet::new();
    collect(root, schema, 0, &mut seen, &mut collected, found);
    collected
}

fn collect<'d>(
    root: Part<'d>,
    schema: Part<'d>,
    depth: usize,
    seen: &mut BTreeSet<usize>,
    into: &mut Properties<'d>,
    found: &mut Vec<Finding>,
) {
    if depth > DEEPEST || !seen.insert(schema.id) {
        into.is_endless = true;
        return;
    }
    let first = into.all.len();
    for part in schema.get("allOf").into_iter().flat_map(Part::elements) {
        let part = reference::followed(root, part, found);
        collect(root, part, depth + 1, seen, into, found);
    }
    let orders: BTreeMap<&str, usize> = schema
        .get("x-apifox-orders")
        .into_iter()
        .flat_map(Part::elements)
        .filter_map(Part::text)
        .enumerate()
        .map(|(at, name)| (name, at))
        .collect();
    // A field that came by a reference has the place of the reference.
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (key, value) in schema.get("properties").into_iter().flat_map(Part::entries) {
        add(key, value, into);
    }
    for (key, link) in schema.get("x-apifox-refs").into_iter().flat_map(Part::entries) {
        let before = into.all.len();
        let part = reference::followed(root, link, found);
        if part.id != link.id {
            collect(root, part, depth + 1, seen, into, found);
        }
        for (name, instead) in link.get("x-apifox-overrides").into_iter().flat_map(Part::entries) {
            let came = into.all.iter().skip(before).position(|one| Some(one.name) == name.text());
            if let Some(at) = came {
                into.all.remove(before + at);
            }
            if !instead.is_null() {
                add(name, instead, into);
            }
        }
        if let Some(place) = key.text().and_then(|key| orders.get(key)) {
            for one in into.all.iter().skip(before) {
                places.insert(one.key.id, *place);
            }
        }
    }
    if let Some(required) = schema.get("required") {
        let required: BTreeSet<&str> = required.elements().filter_map(Part::text).collect();
        for one in into.all.iter_mut().skip(first) {
            one.required = Some(one.required.unwrap_or(false) || required.contains(one.name));
        }
    }
    let place =
        |one: &Property<'_>| orders.get(one.name).or_else(|| places.get(&one.key.id)).copied().unwrap_or(usize::MAX);
    into.all[first..].sort_by_key(place);
    seen.remove(&schema.id);
}

fn add<'d>(key: Part<'d>, schema: Part<'d>, into: &mut Properties<'d>) {
    let Some(name) = key.text() else { return };
    if let Some(known) = into.all.iter_mut().find(|one| one.name == name) {
        // The parts of `allOf` all hold: one that says nothing leaves the field to another.
        if says_nothing(schema) {
        } else if says_nothing(known.schema) {
            (known.key, known.schema) = (key, schema);
        } else {
            into.twice.push(key);
        }
        return;
    }
    into.all.push(Property { key, name, schema, required: None });
}

fn says_nothing(schema: Part<'_>) -> bool {
    let says = ["$ref", "properties", "items", "enum", "allOf", "oneOf", "anyOf", "x-apifox-refs"];
    let is_bare = matches!(schema.get("type").and_then(Part::text), None | Some("object" | "null"));
    is_bare && !says.iter().any(|key| schema.get(key).is_some_and(|value| value.is_filled() || value.text().is_some()))
}
