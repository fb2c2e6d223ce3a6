//! The order of what the catalog lists: operations and events stand in the spec as they stand in the documentation, whichever page
//! was brought in first. What the catalog does not list comes behind, in the order that it has.

use crate::spec::catalog::Catalog;
use crate::text::json::Tree;

/// Puts the operations and events of a spec into the catalog's order.
pub(super) fn by_catalog(spec: &mut Tree, catalog: &Catalog) {
    let operation = |id: &str| catalog.operations.iter().position(|known| known.entry.id.value == id);
    let group = |id: &str| catalog.webhooks.iter().position(|known| known.id.value == id);
    let of_item = |item: &Tree| operation(item.get("post")?.text_at("operationId")?);
    let of_event = |item: &Tree| group(item.get("post")?.text_at("x-webhook-group")?);
    sort(spec, "paths", |_, item| of_item(item));
    sort(spec, "x-pathless-operations", |id, _| operation(id));
    sort(spec, "webhooks", |_, item| of_event(item));
}

fn sort(spec: &mut Tree, key: &str, place: impl Fn(&str, &Tree) -> Option<usize>) {
    if let Some(Tree::Object(entries)) = spec.get_mut(key) {
        entries.sort_by_cached_key(|(key, item)| place(key, item).unwrap_or(usize::MAX));
    }
}
