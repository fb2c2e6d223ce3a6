//! The parts of a schema that are looked at from several sides: its fields, its codes, what is inside of a list, its provenance.

use crate::text::json::Tree;

/// The fields of an object, or of a request's own half.
pub(super) fn fields_of(schema: Option<&Tree>) -> &[(String, Tree)] {
    let fields = schema.and_then(|schema| match schema.get("allOf") {
        Some(parts) => parts.elements().get(1)?.get("properties"),
        None => schema.get("properties"),
    });
    fields.map_or(&[], Tree::entries)
}

/// The same, to be changed.
pub(super) fn fields_of_mut(schema: &mut Tree) -> Option<&mut Tree> {
    if schema.get("allOf").is_some() {
        let Some(Tree::Array(parts)) = schema.get_mut("allOf") else { return None };
        return parts.get_mut(1)?.get_mut("properties");
    }
    schema.get_mut("properties")
}

/// Whether an enum is one of strings; none for anything else.
pub(super) fn is_textual(schema: &Tree) -> Option<bool> {
    schema.get("oneOf")?;
    Some(schema.text_at("type") == Some("string"))
}

/// A provenance without what is noted in it.
pub(super) fn without_note(provenance: &Tree) -> Tree {
    let mut plain = provenance.clone();
    plain.remove("note");
    plain
}

pub(super) fn part<'t, T>(tree: Option<&'t Tree>, key: &str, entries: fn(&'t Tree) -> &'t [T]) -> &'t [T] {
    tree.and_then(|tree| tree.get(key)).map_or(&[], entries)
}

/// The innermost items of an array; any other field itself.
pub(super) fn innermost(field: &Tree) -> &Tree {
    field.get("items").map_or(field, innermost)
}
