//! What the examples say about names, before the tables are understood: which paths there are, and a value of each.
//! The same question is asked of the root and of what lies under `data`, because tables often begin there.

use super::fit::{Fit, fit};
use super::{Json, JsonValue, Level};
use crate::distill::page::names::FieldPath;
use crate::distill::page::place::Span;
use crate::distill::page::types::FieldType;
use std::collections::{BTreeMap, BTreeSet};

/// The names in some examples.
#[derive(Default)]
pub(in crate::distill::page) struct Evidence<'a> {
    root: Paths<'a>,
    data: Paths<'a>,
    /// Keys at any depth.
    keys: BTreeSet<&'a str>,
}

/// Dotted paths, lists not counted as a step, with the first value that is not empty.
type Paths<'a> = BTreeMap<String, &'a Json>;

impl<'a> Evidence<'a> {
    pub(in crate::distill::page) fn new(examples: impl IntoIterator<Item = &'a Json>) -> Self {
        let mut evidence = Self::default();
        for example in examples {
            add(&mut evidence.root, &mut evidence.keys, "", example);
            if let Some(data) = example.get("data") {
                add(&mut evidence.data, &mut evidence.keys, "", data);
            }
        }
        evidence
    }

    pub(in crate::distill::page) fn is_empty(&self) -> bool {
        self.root.is_empty()
    }

    pub(in crate::distill::page) fn has_path(&self, path: &str) -> bool {
        self.value(path).is_some()
    }

    pub(in crate::distill::page) fn has_key(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The first value at a path that is not empty, or an empty one if there is no other; the root's before that of `data`.
    pub(in crate::distill::page) fn value(&self, path: &str) -> Option<&'a Json> {
        self.root.get(path).or_else(|| self.data.get(path)).copied()
    }

    /// The value at a path of one level.
    pub(in crate::distill::page) fn at(&self, level: Level, path: &str) -> Option<&'a Json> {
        self.paths(level).get(path).copied()
    }

    pub(in crate::distill::page) fn is_at(&self, level: Level, path: &str) -> bool {
        self.paths(level).contains_key(path)
    }

    /// The paths of a level that end in these names, and where their values are.
    pub(in crate::distill::page) fn ending_in(&self, level: Level, names: &[String]) -> Vec<(FieldPath, Span)> {
        let end = names.join(".");
        self.paths(level)
            .iter()
            .filter(|(path, _)| **path == end || path.strip_suffix(&end).is_some_and(|before| before.ends_with('.')))
            .map(|(path, value)| (FieldPath::new(path.split('.').map(str::to_owned).collect()), value.span))
            .collect()
    }

    /// Whether the value at a path speaks for the type; None when it says nothing.
    pub(in crate::distill::page) fn speaks_for(&self, path: &str, expected: &FieldType) -> Option<bool> {
        match fit(expected, self.value(path)?) {
            Fit::Fits => Some(true),
            Fit::Misfit(_) => Some(false),
            Fit::Empty => None,
        }
    }

    const fn paths(&self, level: Level) -> &Paths<'a> {
        match level {
            Level::Root => &self.root,
            Level::Data => &self.data,
        }
    }
}

fn add<'a>(paths: &mut Paths<'a>, keys: &mut BTreeSet<&'a str>, prefix: &str, json: &'a Json) {
    match &json.value {
        JsonValue::Array(elements) => elements.iter().for_each(|element| add(paths, keys, prefix, element)),
        JsonValue::Object { members, .. } => {
            for member in members {
                let name = member.name.value.as_str();
                let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
                keys.insert(name);
                add(paths, keys, &path, &member.value);
                let known = paths.entry(path).or_insert(&member.value);
                if known.is_empty() {
                    *known = &member.value;
                }
            }
        }
        _ => {}
    }
}
