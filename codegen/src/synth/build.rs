//! JSON by hand: the few shapes that every part of a made-up spec is built from.

use crate::text::json::Tree;
use std::fmt::Display;

pub(super) fn text(text: impl AsRef<str>) -> Tree {
    Tree::from(text.as_ref())
}

pub(super) fn number(number: impl Display) -> Tree {
    Tree::Number(format!("{number}"))
}

pub(super) fn reference(schema: &str) -> Tree {
    Tree::object([("$ref", text(format!("#/components/schemas/{schema}")))])
}

/// `x-provenance` of a page.
pub(super) fn provenance(page: &str, title: &str) -> Tree {
    Tree::object([
        ("page", text(page)),
        ("title", text(title)),
        ("revised", text("2026-01-31")),
        ("evidence", text("table")),
    ])
}

/// An object with an entry more.
pub(super) fn with(tree: Tree, key: &str, value: Tree) -> Tree {
    match tree {
        Tree::Object(mut entries) => {
            entries.push((key.to_owned(), value));
            Tree::Object(entries)
        }
        other => other,
    }
}
