//! An index of the document: references between its parts, operations by id, and events by group. It is updated with every entry
//! that is put or taken, so that nothing has to search the whole document.

use super::place::Map;
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Where an operation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Below this path.
    Path(String),
    /// Among those without a path.
    Pathless,
}

/// What is found by something that is not its key.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The paths of the operation with an id.
    paths: BTreeMap<String, BTreeSet<String>>,
    /// The tags of the events of a group.
    events: BTreeMap<String, BTreeSet<String>>,
    /// How many entries refer to a schema.
    references: BTreeMap<String, usize>,
}

impl Index {
    pub(super) fn path(&self, id: &str) -> Option<&str> {
        self.paths.get(id)?.first().map(String::as_str)
    }

    pub(super) fn events_of(&self, group: &str) -> impl Iterator<Item = &str> {
        self.events.get(group).into_iter().flatten().map(String::as_str)
    }

    pub(super) fn is_used(&self, name: &str) -> bool {
        self.references.contains_key(name)
    }

    /// Takes note of an entry.
    pub(super) fn learn(&mut self, map: Map, key: &str, tree: &Tree) {
        for name in all(tree) {
            match self.references.get_mut(name) {
                Some(times) => *times += 1,
                None => drop(self.references.insert(name.to_owned(), 1)),
            }
        }
        if let Some((names, name)) = self.named(map, tree) {
            names.entry(name.to_owned()).or_default().insert(key.to_owned());
        }
    }

    /// Takes back what was noted of an entry.
    pub(super) fn forget(&mut self, map: Map, key: &str, tree: &Tree) {
        for name in all(tree) {
            if let Some(times) = self.references.get_mut(name) {
                *times -= 1;
                if *times == 0 {
                    self.references.remove(name);
                }
            }
        }
        if let Some((names, name)) = self.named(map, tree)
            && let Some(keys) = names.get_mut(name)
        {
            keys.remove(key);
            if keys.is_empty() {
                names.remove(name);
            }
        }
    }

    /// What an entry is looked up by beside its key, and the index for it.
    fn named<'t>(&mut self, map: Map, tree: &'t Tree) -> Option<(&mut BTreeMap<String, BTreeSet<String>>, &'t str)> {
        match map {
            Map::Paths => Some((&mut self.paths, tree.get("post")?.text_at("operationId")?)),
            Map::Webhooks => Some((&mut self.events, tree.get("post")?.text_at("x-webhook-group")?)),
            _ => None,
        }
    }
}

/// Every schema that something inside refers to.
pub(super) fn all(tree: &Tree) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    collect(tree, &mut names);
    names
}

fn collect<'t>(tree: &'t Tree, names: &mut BTreeSet<&'t str>) {
    match tree {
        Tree::Object(entries) => {
            names.extend(referred(tree));
            for (_, value) in entries {
                collect(value, names);
            }
        }
        Tree::Array(elements) => elements.iter().for_each(|element| collect(element, names)),
        _ => {}
    }
}

const PREFIX: &str = "#/components/schemas/";

/// The reference to a schema.
pub(super) fn reference(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// `{"$ref": …}`.
pub(super) fn reference_tree(name: &str) -> Tree {
    Tree::object([("$ref", Tree::Text(reference(name)))])
}

/// The schema that `$ref` of an object names.
pub(super) fn referred(tree: &Tree) -> Option<&str> {
    tree.text_at("$ref")?.strip_prefix(PREFIX)
}
