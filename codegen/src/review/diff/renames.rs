//! Which field that came is which field that went, under another name. Only what two fields have in common tells: their words,
//! their place, or that nothing else came and went. What is told of such a pair is never less than of two changes.

use super::pairs::{self, Pair, Pairs};
use super::relation::{Relation, Relations, sensitive};
use crate::api::ir::{Api, Field, Object, Type};
use std::collections::BTreeSet;

/// What tells that a field is another one under a new name.
type Way<'w> = dyn Fn(&Field, &Field) -> bool + 'w;

/// The fields of two objects, with those that were renamed joined.
pub(super) fn fields<'a>(
    (base, head): (&'a Api, &'a Api),
    pairs: &'a Pairs<'a>,
    (old, new): (&'a Object, &'a Object),
) -> Vec<Pair<&'a Field>> {
    let mut list = pairs::fields(old, new);
    let gone: Vec<&Field> = list.iter().filter_map(|(old, new)| old.filter(|_| new.is_none())).collect();
    let come: Vec<&Field> = list.iter().filter_map(|(old, new)| new.filter(|_| old.is_none())).collect();
    if gone.is_empty() || come.is_empty() {
        return list;
    }
    let is_alike = |one: &Field, other: &Field| is_alike((base, head), pairs, &one.ty, &other.ty);
    let has_words = |one: &Field, other: &Field| one.description.is_some() && one.description == other.description;
    let stayed: BTreeSet<&str> =
        list.iter().filter(|(old, new)| old.is_some() && new.is_some()).filter_map(|(old, _)| *old).map(wire).collect();
    let has_place = |one: &Field, other: &Field| {
        // A neighbour that was respelled is none: places are compared by what both sides call the same.
        neighbours(old, one, &stayed) == neighbours(new, other, &stayed)
    };
    let is_alone = gone.len() == 1 && come.len() == 1;
    let ways: [&Way<'_>; 3] = [&has_words, &has_place, &|_, _| is_alone];
    let mut renamed: Vec<(&Field, &Field)> = Vec::new();
    for way in ways {
        let is_free = |field: &Field, taken: &[(&Field, &Field)]| {
            taken.iter().all(|(one, other)| !std::ptr::eq(*one, field) && !std::ptr::eq(*other, field))
        };
        let fits = |one: &Field, other: &Field| is_alike(one, other) && way(one, other);
        let free = |list: &[&'a Field], taken: &[(&Field, &Field)]| -> Vec<&'a Field> {
            list.iter().copied().filter(|field| is_free(field, taken)).collect()
        };
        let (left, right) = (free(&gone, &renamed), free(&come, &renamed));
        for one in &left {
            let others: Vec<&&Field> = right.iter().filter(|other| fits(one, other)).collect();
            // Where several could be it, none is.
            if let [other] = others[..]
                && left.iter().filter(|one| fits(one, other)).count() == 1
            {
                renamed.push((one, other));
            }
        }
    }
    list.retain(|pair| match pair {
        (Some(old), None) => renamed.iter().all(|(one, _)| !std::ptr::eq(*one, *old)),
        (None, Some(new)) => renamed.iter().all(|(_, other)| !std::ptr::eq(*other, *new)),
        _ => true,
    });
    list.extend(renamed.into_iter().map(|(one, other)| (Some(one), Some(other))));
    list
}

fn wire(field: &Field) -> &str {
    &field.wire.value
}

/// The nearest fields before and behind that are on both sides.
fn neighbours<'a>(object: &'a Object, field: &Field, stayed: &BTreeSet<&str>) -> (Option<&'a str>, Option<&'a str>) {
    let at = object.fields.iter().position(|one| std::ptr::eq(one, field)).unwrap_or_default();
    let is_common = |name: &&str| stayed.contains(name);
    let before = object.fields[..at].iter().rev().map(wire).find(is_common);
    let behind = object.fields[at + 1..].iter().map(wire).find(is_common);
    (before, behind)
}

/// Whether two types hold the same kind of thing, whatever their marks: a card's id and a wallet's id do not.
fn is_alike((base, head): (&Api, &Api), pairs: &Pairs<'_>, old: &Type, new: &Type) -> bool {
    let is_marked = sensitive(base, old).is_some() || sensitive(head, new).is_some();
    let is_one_kind = match (old.named(), new.named()) {
        (Some(old), Some(new)) => pairs.same(old, new),
        (None, None) => true,
        _ => false,
    };
    (is_marked || is_one_kind) && Relations { base, head, pairs }.of(old, new) == Relation::Same
}
