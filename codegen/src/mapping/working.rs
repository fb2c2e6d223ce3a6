//! The spec while a page is applied to it: schemas by name, sections by key, and everything put back in its order at the end.
//! It knows where things stand in an OpenAPI document and not what they mean.

use crate::json::Tree;
use std::collections::BTreeMap;

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
        Self { root, schemas: entries.into_iter().collect(), order }
    }

    /// The spec put together again. New schemas stand where the alphabet has them.
    pub(super) fn finish(mut self) -> Tree {
        let mut entries = Vec::with_capacity(self.schemas.len());
        let old: Vec<(String, Tree)> =
            self.order.iter().filter_map(|name| self.schemas.remove_entry(name)).collect();
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

    pub(super) fn remove_schema(&mut self, name: &str) {
        self.schemas.remove(name);
    }

    /// A section of the document, made if it is not there yet.
    pub(super) fn section(&mut self, key: &str) -> &mut Tree {
        section(&mut self.root, key)
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

    /// Whether anything refers to a schema.
    pub(super) fn is_referred_to(&self, name: &str) -> bool {
        let target = reference(name);
        self.schemas.values().any(|schema| mentions(schema, &target)) || mentions(&self.root, &target)
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

fn mentions(tree: &Tree, target: &str) -> bool {
    match tree {
        Tree::Object(entries) => entries
            .iter()
            .any(|(key, value)| if key == "$ref" { value.text() == Some(target) } else { mentions(value, target) }),
        Tree::Array(elements) => elements.iter().any(|element| mentions(element, target)),
        _ => false,
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
