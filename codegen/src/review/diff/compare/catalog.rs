//! The catalog: what it names, what it says of it, and what became typed.

use super::{At, Cx, Found, words};
use crate::api::ir::Api;
use crate::api::knowledge::Knowledge;
use crate::review::coverage::{self, Kind};
use crate::review::diff::pointer::below;
use crate::review::diff::rules;
use crate::spec::catalog::{CatalogEntry, CatalogOperation};
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
    for (id, at, pair) in both("operations", &was, &is) {
        match pair {
            // What is typed is told where it is typed.
            (Some(_), None) if !was_typed.contains(id) => {
                found.push_catalog(&rules::OPERATION_UNNAMED, &at, format!("the catalog no longer names `{id}`"));
            }
            (None, Some(_)) if !is_typed.contains(id) => {
                found.push_catalog(&rules::OPERATION_NAMED, &at, format!("the catalog names `{id}`"));
            }
            (Some(old), Some(new)) => {
                let is_told = was_typed.contains(id) && is_typed.contains(id);
                if let Some((rule, message)) = words::effect(id, old.effect, new.effect).filter(|_| !is_told) {
                    found.push_catalog(rule, &at.below("effect"), message);
                }
                changed(id, (&old.entry, &new.entry), old.method != new.method, &at, found);
            }
            _ => {}
        }
    }
}

fn entries(
    list: &str,
    kind: Kind,
    (base, head): (&[CatalogEntry], &[CatalogEntry]),
    (was, is): (&Known, &Known),
    found: &mut Found,
) {
    let key = |entry: &CatalogEntry| entry.id.value.clone();
    for (id, at, pair) in both(list, &index(base, key), &index(head, key)) {
        match pair {
            (Some(_), None) => {
                found.push_catalog(&rules::ENTRY_REMOVED, &at, format!("the catalog no longer names `{id}`"));
            }
            (None, Some(_)) => found.push_catalog(&rules::ENTRY_ADDED, &at, format!("the catalog names `{id}`")),
            (Some(old), Some(new)) => changed(id, (old, new), false, &at, found),
            (None, None) => {}
        }
        let key = (kind, id.to_owned());
        match (was.contains(&key), is.contains(&key)) {
            (false, true) => found.push_catalog(&rules::ENTRY_TYPED, &at, format!("`{id}` became typed")),
            (true, false) => found.push_catalog(&rules::ENTRY_UNTYPED, &at, format!("`{id}` is no longer typed")),
            _ => {}
        }
    }
}

fn changed(id: &str, (old, new): (&CatalogEntry, &CatalogEntry), is_changed: bool, at: &At, found: &mut Found) {
    let told = |entry: &CatalogEntry| (entry.section.clone(), entry.title.clone(), entry.page.clone());
    if is_changed || told(old) != told(new) {
        let message = format!("the catalog says something else of `{id}`: {}, {}", new.section, new.title);
        found.push_catalog(&rules::ENTRY_CHANGED, at, message);
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

type Both<'i, T> = (&'i str, At, (Option<&'i T>, Option<&'i T>));

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
            let at = At { base: place(old), head: place(new) };
            (id, at, (old.map(|(_, entry)| *entry), new.map(|(_, entry)| *entry)))
        })
        .collect()
}
