//! Paging: an operation that takes page_no and page_size and answers with a total and one list of objects.

use super::fields::Node;
use super::wire::Wire;
use crate::json::Tree;

const PAGE: &str = "page_no";
const SIZE: &str = "page_size";
const TOTAL: &str = "total";

/// `x-pagination`, when request and answer have what it takes.
pub(super) fn of(request: &[Node<'_>], response: &[Node<'_>]) -> Option<Tree> {
    let has = |nodes: &[Node<'_>], name: &str, fits: fn(&Wire) -> bool| {
        nodes.iter().any(|node| node.name == name && node.required && fits(&node.wire))
    };
    let is_counter = |wire: &Wire| *wire == Wire::Int32;
    let asked = has(request, PAGE, is_counter) && has(request, SIZE, is_counter);
    let counted = has(response, TOTAL, Wire::is_integer);
    let lists: Vec<&Node<'_>> = response.iter().filter(|node| is_list_of_objects(&node.wire)).collect();
    match lists.as_slice() {
        [items] if asked && counted && items.required && !items.empty => Some(Tree::object([
            ("page", Tree::from(PAGE)),
            ("size", Tree::from(SIZE)),
            ("total", Tree::from(TOTAL)),
            ("items", Tree::from(items.name.as_str())),
        ])),
        _ => None,
    }
}

fn is_list_of_objects(wire: &Wire) -> bool {
    matches!(wire, Wire::List(inner) if **inner == Wire::Object)
}

/// Whether the fields that an old `x-pagination` names are still there.
pub(super) fn holds(old: &Tree, request: &[Node<'_>], response: &[Node<'_>]) -> bool {
    let there = |nodes: &[Node<'_>], key: &str| {
        let name = old.get(key).and_then(Tree::text);
        nodes.iter().any(|node| Some(node.name.as_str()) == name)
    };
    there(request, "page") && there(request, "size") && there(response, "total") && there(response, "items")
}
