//! What the examples say about names, before the tables are understood: which paths there are, and a value of each.
//! The same question is asked of the root and of what lies under `data`, because tables often begin there.

use super::fit::{Fit, fit};
use super::{Json, JsonValue};
use crate::distill::page::types::FieldType;
use std::collections::{BTreeMap, BTreeSet};

/// The names in some examples.
#[derive(Default)]
pub(in crate::distill::page) struct Evidence<'a> {
    /// Dotted paths, lists not counted as a step, with the first value that is not empty.
    paths: BTreeMap<String, &'a Json>,
    /// Keys at any depth.
    keys: BTreeSet<&'a str>,
}

impl<'a> Evidence<'a> {
    pub(in crate::distill::page) fn new(examples: impl IntoIterator<Item = &'a Json>) -> Self {
        let mut evidence = Self::default();
        for example in examples {
            evidence.add("", example);
            if let Some(data) = example.get("data") {
                evidence.add("", data);
            }
        }
        evidence
    }

    pub(in crate::distill::page) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    pub(in crate::distill::page) fn has_path(&self, path: &str) -> bool {
        self.paths.contains_key(path)
    }

    pub(in crate::distill::page) fn has_key(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The first value at a path that is not empty, or an empty one if there is no other.
    pub(in crate::distill::page) fn value(&self, path: &str) -> Option<&'a Json> {
        self.paths.get(path).copied()
    }

    /// Whether the value at a path speaks for the type; None when it says nothing.
    pub(in crate::distill::page) fn speaks_for(&self, path: &str, expected: &FieldType) -> Option<bool> {
        match fit(expected, self.paths.get(path)?) {
            Fit::Fits => Some(true),
            Fit::Misfit(_) => Some(false),
            Fit::Empty => None,
        }
    }

    fn add(&mut self, prefix: &str, json: &'a Json) {
        match &json.value {
            JsonValue::Array(elements) => elements.iter().for_each(|element| self.add(prefix, element)),
            JsonValue::Object { members, .. } => {
                for member in members {
                    let name = member.name.value.as_str();
                    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
                    self.keys.insert(name);
                    self.add(&path, &member.value);
                    let known = self.paths.entry(path).or_insert(&member.value);
                    if known.is_empty() {
                        *known = &member.value;
                    }
                }
            }
            _ => {}
        }
    }
}
