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

/// A schema's fields, and what of it is no field.
pub(super) struct Properties<'d> {
    pub(super) all: Vec<Property<'d>>,
    /// The keys of fields that another part of `allOf` describes too.
    pub(super) twice: Vec<Part<'d>>,
    /// The names in `required` that no field has, and each `required` that is no list.
    pub(super) nameless: Vec<Part<'d>>,
    /// The schemas that they stand in, the first included.
    pub(super) parts: Vec<Part<'d>>,
    /// Whether a part of them is nested too deep or refers to itself.
    pub(super) is_endless: bool,
}

/// Parts of parts are followed this far.
const DEEPEST: usize = 12;

pub(super) fn of<'d>(root: Part<'d>, schema: Part<'d>, found: &mut Vec<Finding>) -> Properties<'d> {
    let properties =
        Properties { all: Vec::new(), twice: Vec::new(), nameless: Vec::new(), parts: Vec::new(), is_endless: false };
    let mut collector =
        Collector { root, open: BTreeSet::new(), done: BTreeSet::new(), required: Vec::new(), into: properties, found };
    collector.collect(schema, 0);
    collector.require();
    collector.into
}

struct Collector<'d, 'f> {
    root: Part<'d>,
    /// The parts that are being read.
    open: BTreeSet<usize>,
    /// The parts that were read: one that is named again says nothing new.
    done: BTreeSet<usize>,
    required: Vec<Part<'d>>,
    into: Properties<'d>,
    found: &'f mut Vec<Finding>,
}

impl<'d> Collector<'d, '_> {
    fn collect(&mut self, schema: Part<'d>, depth: usize) {
        if depth > DEEPEST || self.open.contains(&schema.id) {
            self.into.is_endless = true;
            return;
        }
        if !self.done.insert(schema.id) {
            return;
        }
        self.open.insert(schema.id);
        self.into.parts.push(schema);
        let first = self.into.all.len();
        for part in schema.get("allOf").into_iter().flat_map(Part::elements) {
            let part = reference::followed(self.root, part, self.found);
            self.collect(part, depth + 1);
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
            add(key, value, &mut self.into);
        }
        for (key, link) in schema.get("x-apifox-refs").into_iter().flat_map(Part::entries) {
            let before = self.into.all.len();
            self.refer(link, depth);
            if let Some(place) = key.text().and_then(|key| orders.get(key)) {
                for one in self.into.all.iter().skip(before) {
                    places.insert(one.key.id, *place);
                }
            }
        }
        match schema.get("required") {
            Some(required) if required.is_list() => {
                for one in self.into.all.iter_mut().skip(first) {
                    one.required = Some(one.required.unwrap_or(false));
                }
                self.required.extend(required.elements());
            }
            Some(required) if required.is_true() => self.into.nameless.push(required),
            _ => {}
        }
        let place = |one: &Property<'_>| {
            orders.get(one.name).or_else(|| places.get(&one.key.id)).copied().unwrap_or(usize::MAX)
        };
        self.into.all[first..].sort_by_key(place);
        self.open.remove(&schema.id);
    }

    /// Takes the fields of a schema that Apifox refers to, with those of its fields that are others here.
    fn refer(&mut self, link: Part<'d>, depth: usize) {
        let before = self.into.all.len();
        let part = reference::followed(self.root, link, self.found);
        if part.id != link.id {
            self.collect(part, depth + 1);
        }
        for (name, instead) in link.get("x-apifox-overrides").into_iter().flat_map(Part::entries) {
            let came = self.into.all.iter().skip(before).position(|one| Some(one.name) == name.text());
            if let Some(at) = came {
                self.into.all.remove(before + at);
            }
            if !instead.is_null() {
                add(name, instead, &mut self.into);
            }
        }
    }

    /// The parts of `allOf` all hold: what one of them requires is required, whichever of them describes it.
    fn require(&mut self) {
        let mut fields: BTreeMap<&str, &mut Property<'d>> =
            self.into.all.iter_mut().map(|one| (one.name, one)).collect();
        for name in &self.required {
            match name.text().and_then(|name| fields.get_mut(name)) {
                Some(field) => field.required = Some(true),
                None => self.into.nameless.push(*name),
            }
        }
    }
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
