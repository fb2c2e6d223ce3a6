//! The spec while a page is applied to it: schemas by name, sections by key, and everything put back in its order at the end.
//! It knows where things stand in an `OpenAPI` document and not what they mean.

use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// The spec, taken apart as far as finding things in it needs.
#[derive(Debug, Clone)]
pub(super) struct Working {
    root: Tree,
    schemas: BTreeMap<String, Tree>,
    /// The names of the schemas in the order of the document.
    order: Vec<String>,
}

/// Where an operation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Below this path.
    Path(String),
    /// Among those without a path.
    Pathless,
}

impl Working {
    pub(super) fn new(spec: &Tree) -> Self {
        let mut root = spec.clone();
        let schemas = root.get_mut("components").and_then(|components| components.remove("schemas"));
        let entries = match schemas {
            Some(Tree::Object(entries)) => entries,
            _ => Vec::new(),
        };
        let order = entries.iter().map(|(name, _)| name.clone()).collect();
        let mut working = Self { root, schemas: BTreeMap::new(), order };
        for (name, schema) in entries {
            working.put_schema(&name, schema);
        }
        working
    }

    /// The spec put together again. New schemas stand where the alphabet has them.
    pub(super) fn finish(mut self) -> Tree {
        let mut entries = Vec::with_capacity(self.schemas.len());
        let old: Vec<(String, Tree)> = self.order.iter().filter_map(|name| self.schemas.remove_entry(name)).collect();
        let mut new = self.schemas.into_iter().peekable();
        for (name, schema) in old {
            while let Some(before) = new.next_if(|(new, _)| *new < name) {
                entries.push(before);
            }
            entries.push((name, schema));
        }
        entries.extend(new);
        section(&mut self.root, "components").set("schemas", Tree::Object(entries));
        self.root
    }

    pub(super) fn schema(&self, name: &str) -> Option<&Tree> {
        self.schemas.get(name)
    }

    pub(super) fn schemas(&self) -> impl Iterator<Item = (&String, &Tree)> {
        self.schemas.iter()
    }

    pub(super) fn put_schema(&mut self, name: &str, schema: Tree) {
        self.schemas.insert(name.to_owned(), schema);
    }

    pub(super) fn schema_mut(&mut self, name: &str) -> Option<&mut Tree> {
        self.schemas.get_mut(name)
    }

    pub(super) fn remove_schema(&mut self, name: &str) {
        self.schemas.remove(name);
    }

    /// A section of the document, made if it is not there yet.
    pub(super) fn section(&mut self, key: &str) -> &mut Tree {
        section(&mut self.root, key)
    }

    /// Takes an entry out of a section, and the section too when nothing is left of it.
    pub(super) fn remove_entry(&mut self, key: &str, entry: &str) {
        let section = self.section(key);
        section.remove(entry);
        if section.entries().is_empty() {
            self.root.remove(key);
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        self.root.get(key)
    }

    /// The operation with an id, and where it stands.
    pub(super) fn operation(&self, id: &str) -> Option<(Place, &Tree)> {
        let paths = self.root.get("paths").map_or(&[][..], Tree::entries);
        let with_path = paths.iter().find_map(|(path, item)| {
            let post = item.get("post")?;
            (post.get("operationId").and_then(Tree::text) == Some(id)).then_some((Place::Path(path.clone()), post))
        });
        let pathless = || Some((Place::Pathless, self.root.get("x-pathless-operations")?.get(id)?));
        with_path.or_else(pathless)
    }

    /// The id of the operation below a path.
    pub(super) fn operation_at(&self, path: &str) -> Option<&str> {
        self.root.get("paths")?.get(path)?.get("post")?.get("operationId")?.text()
    }

    /// Every operation with its tag, and every event with its group: what else stands in the document.
    pub(super) fn calls(&self) -> impl Iterator<Item = (&str, &Tree)> {
        let entries = |key: &str| self.root.get(key).map_or(&[][..], Tree::entries).iter().map(|(_, entry)| entry);
        let paths = entries("paths").filter_map(|item| item.get("post"));
        let operations = paths.chain(entries("x-pathless-operations")).filter_map(|operation| {
            let [Tree::Text(tag)] = operation.get("tags")?.elements() else {
                return None;
            };
            Some((tag.as_str(), operation))
        });
        let events = entries("webhooks").filter_map(|item| item.get("post"));
        let events = events.filter_map(|event| Some((event.get("x-webhook-group")?.text()?, event)));
        operations.chain(events)
    }

    /// Every schema that something refers to.
    pub(super) fn referred_to(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.schemas.values().for_each(|schema| collect(schema, &mut names));
        collect(&self.root, &mut names);
        names
    }
}

fn section<'t>(root: &'t mut Tree, key: &str) -> &'t mut Tree {
    if root.get(key).is_none() {
        root.set(key, Tree::object([]));
    }
    // The key was just made sure of; a root that is no object has no sections and is refused before.
    match root {
        Tree::Object(entries) => {
            let at = entries.iter().position(|(name, _)| name == key).unwrap_or_default();
            &mut entries[at].1
        }
        other => other,
    }
}

pub(super) fn collect<'t>(tree: &'t Tree, names: &mut BTreeSet<&'t str>) {
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

/// The term in brackets that a description ends with; one without is a term itself.
pub(super) fn term(description: &str) -> &str {
    let text = description.trim_end().trim_end_matches('.');
    let inside = text.strip_suffix(')').and_then(|text| Some(&text[text.rfind('(')? + 1..]));
    inside.unwrap_or(text)
}

/// A code of an enum as it is written.
pub(super) fn code(entry: &Tree) -> Option<String> {
    match entry.get("const")? {
        Tree::Number(text) | Tree::Text(text) => Some(text.clone()),
        _ => None,
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
    tree.get("$ref")?.text()?.strip_prefix(PREFIX)
}
