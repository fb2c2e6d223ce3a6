//! The catalog: what it names, what it says of it, and what became typed.

use super::{At, Cx, Found, Subject, words};
use crate::api::ir::Api;
use crate::api::knowledge::Knowledge;
use crate::review::coverage::{self, Kind};
use crate::review::diff::pointer::below;
use crate::review::diff::rules;
use crate::spec::catalog::{CatalogEntry, CatalogOperation};
use crate::spec::openapi::Effect;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    operations(cx, found);
    let (base, head) = (&cx.base.catalog, &cx.head.catalog);
    let (was, is) = (knowledge(cx.base), knowledge(cx.head));
    entries("constants", Kind::Constant, (&base.constants, &head.constants), (&was, &is), found);
    entries("webhooks", Kind::Webhook, (&base.webhooks, &head.webhooks), (&was, &is), found);
}

fn operations(cx: Cx<'_>, found: &mut Found) {
    let (was, is) = (index(&cx.base.catalog.operations, id), index(&cx.head.catalog.operations, id));
    let (was_typed, is_typed) = (typed(cx.base), typed(cx.head));
    let told: BTreeSet<(&str, &str)> = cx
        .pairs
        .operations
        .iter()
        .filter_map(|(old, new)| Some((old.as_ref()?.id.value.as_str(), new.as_ref()?.id.value.as_str())))
        .collect();
    for (old_id, new_id, at, pair) in renamed(cx, both("operations", &was, &is)) {
        let begun = found.0.len();
        match pair {
            // What is typed is told where it is typed.
            (Some(_), None) if !was_typed.contains(old_id) => {
                found.push(&rules::OPERATION_UNNAMED, &at, format!("the catalog no longer names `{old_id}`"));
            }
            (None, Some(new)) if !is_typed.contains(new_id) => {
                let effect = in_words(new.effect);
                let message = format!("the catalog names the operation `{new_id}`, which {effect}");
                found.push(&rules::OPERATION_NAMED, &at, message);
            }
            (Some(old), Some(new)) => {
                let is_told = told.contains(&(old_id, new_id));
                if old_id != new_id && !is_told {
                    let case = usize::from(variant(cx.base, old_id) == variant(cx.head, new_id));
                    let message = format!("the operation `{old_id}` is called `{new_id}`");
                    found.push_case(&rules::OPERATION_RENAMED, case, &at.below("id"), message);
                }
                if let Some((rule, case, message)) = words::effect(new_id, old.effect, new.effect).filter(|_| !is_told)
                {
                    found.push_case(rule, case, &at.below("effect"), message);
                }
                changed("operation", new_id, (&old.entry, &new.entry), old.method != new.method, &at, found);
            }
            _ => {}
        }
        let effect = |operation: Option<&CatalogOperation>| operation.map(|operation| operation.effect);
        let effect = effect(pair.0).max(effect(pair.1));
        found.since(begun, |change| change.effect = effect);
    }
    renumbered(cx, found);
}

/// What an effect means, for a person.
pub(in crate::review::diff) const fn in_words(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "only reads",
        Effect::Write => "changes something",
        Effect::Money => "MOVES MONEY",
    }
}

/// Joins what is on one side each and is the same.
fn renamed<'i>(cx: Cx<'i>, all: Vec<Both<'i, CatalogOperation>>) -> Vec<Renamed<'i>> {
    let mut new_names: BTreeMap<&str, (At<'_>, Option<&CatalogOperation>)> = BTreeMap::new();
    for (id, at, pair) in &all {
        if cx.pairs.renamed.values().any(|new| new == id) {
            new_names.insert(id, (at.clone(), pair.1));
        }
    }
    all.into_iter()
        .filter(|(id, _, _)| !new_names.contains_key(id))
        .map(|(id, at, pair)| match cx.pairs.renamed.get(id).and_then(|new| Some((*new, new_names.get(new)?))) {
            Some((new, (new_at, entry))) => (id, new, At { head: new_at.head.clone(), ..at }, (pair.0, *entry)),
            None => (id, id, at, pair),
        })
        .collect()
}

/// The operations whose place among all of them is another one.
fn renumbered(cx: Cx<'_>, found: &mut Found) {
    let places = |api: &Api| -> BTreeMap<String, usize> {
        api.named.iter().enumerate().map(|(at, named)| (named.variant.clone(), at)).collect()
    };
    let (was, is) = (places(cx.base), places(cx.head));
    let moved = was.iter().filter(|(variant, at)| is.get(*variant).is_some_and(|other| other != *at)).count();
    if moved > 0 {
        let all = "/operations".to_owned();
        let message = format!("{moved} of the {} operations stand at another place of the catalog", is.len());
        found.push(&rules::OPERATIONS_RENUMBERED, &At::both(&Subject::Catalog, all.clone(), all), message);
    }
}

fn variant<'a>(api: &'a Api, id: &str) -> Option<&'a str> {
    let named = api.named.iter().find(|named| api.catalog.operations[named.catalog].entry.id.value == id);
    named.map(|named| named.variant.as_str())
}

fn entries(
    list: &str,
    kind: Kind,
    (base, head): (&[CatalogEntry], &[CatalogEntry]),
    (was, is): (&Known, &Known),
    found: &mut Found,
) {
    let key = |entry: &CatalogEntry| entry.id.value.clone();
    let what = if kind == Kind::Webhook { "webhook page" } else { "constant" };
    for (id, at, pair) in both(list, &index(base, key), &index(head, key)) {
        match pair {
            (Some(_), None) => {
                let message = format!("the catalog no longer names the {what} `{id}`");
                found.push(&rules::ENTRY_REMOVED, &at, message);
            }
            (None, Some(_)) => {
                found.push(&rules::ENTRY_ADDED, &at, format!("the catalog names the {what} `{id}`"));
            }
            (Some(old), Some(new)) => changed(what, id, (old, new), false, &at, found),
            (None, None) => {}
        }
        let key = (kind, id.to_owned());
        match (was.contains(&key), is.contains(&key)) {
            (false, true) => {
                found.push(&rules::ENTRY_TYPED, &at, format!("the {what} `{id}` became typed"));
            }
            (true, false) => {
                found.push(&rules::ENTRY_UNTYPED, &at, format!("the {what} `{id}` is no longer typed"));
            }
            _ => {}
        }
    }
}

fn changed(
    what: &str,
    id: &str,
    (old, new): (&CatalogEntry, &CatalogEntry),
    is_changed: bool,
    at: &At<'_>,
    found: &mut Found,
) {
    let told = |entry: &CatalogEntry| (entry.section.clone(), entry.title.clone(), entry.page.clone());
    if is_changed || told(old) != told(new) {
        let message = format!("the catalog says something else of the {what} `{id}`");
        let words = |entry: &CatalogEntry| {
            let page = entry.page.as_ref().map_or_else(String::new, |page| format!(", page {page}"));
            format!("{}, {}{page}", entry.section, entry.title)
        };
        found.push(&rules::ENTRY_CHANGED, at, message).words(Some(&words(old)), Some(&words(new)));
    }
}

type Known = BTreeSet<(Kind, String)>;

fn knowledge(api: &Api) -> Known {
    let entries = coverage::entries(api).into_iter();
    entries.filter(|entry| entry.knowledge == Knowledge::Typed).map(|entry| (entry.kind, entry.id)).collect()
}

fn typed(api: &Api) -> BTreeSet<&str> {
    api.operations.iter().map(|operation| operation.id.value.as_str()).collect()
}

fn id(operation: &CatalogOperation) -> String {
    operation.entry.id.value.clone()
}

fn index<T>(list: &[T], key: impl Fn(&T) -> String) -> BTreeMap<String, (usize, &T)> {
    list.iter().enumerate().map(|(at, entry)| (key(entry), (at, entry))).collect()
}

type Both<'i, T> = (&'i str, At<'static>, (Option<&'i T>, Option<&'i T>));

/// The same with the id of either side.
type Renamed<'i> = (&'i str, &'i str, At<'static>, (Option<&'i CatalogOperation>, Option<&'i CatalogOperation>));

/// Every id of either side, with its places and its entries.
fn both<'i, T>(
    list: &str,
    base: &'i BTreeMap<String, (usize, &'i T)>,
    head: &'i BTreeMap<String, (usize, &'i T)>,
) -> Vec<Both<'i, T>> {
    let ids: BTreeSet<&str> = base.keys().chain(head.keys()).map(String::as_str).collect();
    let root = below("", list);
    let place = |entry: Option<&(usize, &T)>| entry.map(|(at, _)| below(&root, &at.to_string()));
    ids.into_iter()
        .map(|id| {
            let (old, new) = (base.get(id), head.get(id));
            let at = At::new(&Subject::Catalog, place(old), place(new));
            (id, at, (old.map(|(_, entry)| *entry), new.map(|(_, entry)| *entry)))
        })
        .collect()
}
