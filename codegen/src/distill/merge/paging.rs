//! Paging: an operation that takes `page_no` and `page_size` and answers with a total and one list of objects.

use super::fields::Fact;
use super::wire::Wire;
use crate::text::json::Tree;

const PAGE: &str = "page_no";
const SIZE: &str = "page_size";
const TOTAL: &str = "total";

/// `x-pagination`, when request and answer have what it takes.
pub(super) fn of(request: &[Fact<'_>], response: &[Fact<'_>]) -> Option<Tree> {
    let has = |facts: &[Fact<'_>], name: &str, fits: fn(&Wire) -> bool| {
        facts.iter().any(|fact| fact.name == name && fact.required && fits(&fact.wire))
    };
    let is_counter = |wire: &Wire| *wire == Wire::Int32;
    let asked = has(request, PAGE, is_counter) && has(request, SIZE, is_counter);
    let counted = has(response, TOTAL, Wire::is_integer);
    let lists: Vec<&Fact<'_>> = response.iter().filter(|fact| is_list_of_objects(&fact.wire)).collect();
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
pub(super) fn holds(old: &Tree, request: &[Fact<'_>], response: &[Fact<'_>]) -> bool {
    let there = |facts: &[Fact<'_>], key: &str| {
        let name = old.text_at(key);
        facts.iter().any(|fact| Some(fact.name.as_str()) == name)
    };
    there(request, "page") && there(request, "size") && there(response, "total") && there(response, "items")
}
