//! Which thing of the base is which thing of the head: by name first, then by what stayed when the name did not.

use crate::api::ir::{Api, Field, NamedOperation, Object, Operation, TypeDef, TypeId, Webhook};
use std::collections::{BTreeMap, VecDeque};

/// Two that are the same one, or one that has no other.
pub(super) type Pair<T> = (Option<T>, Option<T>);

/// What belongs together.
pub(super) struct Pairs<'a> {
    pub(super) operations: Vec<Pair<&'a Operation>>,
    pub(super) webhooks: Vec<Pair<&'a Webhook>>,
    pub(super) types: Vec<Pair<TypeId>>,
    /// The catalog's operations that are on one side each and are the same: the base's id, and the head's.
    pub(super) renamed: BTreeMap<&'a str, &'a str>,
    /// The head's type for each of the base's.
    heads: Vec<Option<TypeId>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(base: &'a Api, head: &'a Api) -> Self {
        let renamed = renamed(base, head);
        let operations = operations(base, head, &renamed);
        let webhooks = by_key(&base.webhooks, &head.webhooks, |webhook| webhook.tag.value.as_str());
        // A tag that Rust spells as before is the same variant.
        let webhooks = again(webhooks, |webhook| Some(webhook.variant.as_str()));
        let heads = types(base, head, &operations, &webhooks);
        let mut taken = vec![false; head.types.len()];
        let mut types: Vec<Pair<TypeId>> = Vec::with_capacity(heads.len());
        for ((id, _), other) in base.type_ids().zip(&heads) {
            if let Some(other) = other {
                taken[other.0 as usize] = true;
            }
            types.push((Some(id), *other));
        }
        types.extend(head.type_ids().filter(|(id, _)| !taken[id.0 as usize]).map(|(id, _)| (None, Some(id))));
        Self { operations, webhooks, types, renamed, heads }
    }

    /// Whether a type of the base and one of the head are the same.
    pub(super) fn same(&self, base: TypeId, head: TypeId) -> bool {
        self.heads[base.0 as usize] == Some(head)
    }
}

/// By id, then by the Rust name, by path, by the request's schema, and by what the catalog says: none of them is used twice. An id
/// that is known on the other side too is no new name for something else, wherever it stands.
fn operations<'a>(base: &'a Api, head: &'a Api, renamed: &BTreeMap<&'a str, &'a str>) -> Vec<Pair<&'a Operation>> {
    let id = |operation: &'a Operation| operation.id.value.as_str();
    let is_gone = |operation: &Operation| head.catalog.operation(&operation.id.value).is_none();
    let is_new = |operation: &Operation| base.catalog.operation(&operation.id.value).is_none();
    let mut pairs = by_key(&base.operations, &head.operations, id);
    pairs = again(pairs, |operation| Some(operation.variant.as_str()));
    let path = |operation: &'a Operation| operation.path.as_ref().map(|path| path.value.as_str());
    pairs = join(
        pairs,
        |operation| path(operation).filter(|_| is_gone(operation)),
        |operation| path(operation).filter(|_| is_new(operation)),
    );
    let name = |api: &'a Api, operation: &Operation| api.ty(operation.request).name.value.as_str();
    pairs = join(
        pairs,
        |operation| is_gone(operation).then(|| name(base, operation)),
        |operation| is_new(operation).then(|| name(head, operation)),
    );
    join(pairs, |operation| renamed.get(id(operation)).copied(), |operation| Some(id(operation)))
}

/// What the one catalog names and the other does not is the same where Rust, the page or the title says so.
fn renamed<'a>(base: &'a Api, head: &'a Api) -> BTreeMap<&'a str, &'a str> {
    let entry = |api: &'a Api, named: &NamedOperation| &api.catalog.operations[named.catalog].entry;
    let id = |api, named: &NamedOperation| entry(api, named).id.value.as_str();
    let mut pairs = by_keys(&base.named, &head.named, |named| id(base, named), |named| id(head, named));
    pairs = again(pairs, |named| Some(named.variant.as_str()));
    let page = |api, named: &NamedOperation| entry(api, named).page.as_deref();
    pairs = join(pairs, |named| page(base, named), |named| page(head, named));
    let told = |api, named: &NamedOperation| {
        let entry = entry(api, named);
        Some((entry.section.as_str(), entry.title.as_str()))
    };
    pairs = join(pairs, |named| told(base, named), |named| told(head, named));
    let both = pairs.into_iter().filter_map(|(base_side, head_side)| base_side.zip(head_side));
    both.map(|(one, other)| (id(base, one), id(head, other))).filter(|(one, other)| one != other).collect()
}

/// Pairs what has the same key; what comes first on either side comes first.
fn by_key<'a, T, K: Ord>(base: &'a [T], head: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<Pair<&'a T>> {
    by_keys(base, head, &key, &key)
}

/// The same where the key is found otherwise on either side.
fn by_keys<'a, T, K: Ord>(
    base: &'a [T],
    head: &'a [T],
    base_key: impl Fn(&'a T) -> K,
    head_key: impl Fn(&'a T) -> K,
) -> Vec<Pair<&'a T>> {
    let mut pairs: BTreeMap<K, Pair<&'a T>> = BTreeMap::new();
    for one in base {
        pairs.entry(base_key(one)).or_default().0 = Some(one);
    }
    for one in head {
        pairs.entry(head_key(one)).or_default().1 = Some(one);
    }
    pairs.into_values().collect()
}

fn again<'a, T, K: Ord>(pairs: Vec<Pair<&'a T>>, key: impl Fn(&'a T) -> Option<K>) -> Vec<Pair<&'a T>> {
    join(pairs, &key, &key)
}

/// Joins those of the base that have no other with those of the head that have none, where their second keys are equal.
fn join<'a, T, K: Ord>(
    pairs: Vec<Pair<&'a T>>,
    base_key: impl Fn(&'a T) -> Option<K>,
    head_key: impl Fn(&'a T) -> Option<K>,
) -> Vec<Pair<&'a T>> {
    let mut alone: BTreeMap<K, &'a T> = BTreeMap::new();
    for (base, head) in &pairs {
        if let (None, Some(head)) = (base, head) {
            alone.extend(head_key(head).map(|key| (key, *head)));
        }
    }
    let mut joined: Vec<Pair<&'a T>> = Vec::with_capacity(pairs.len());
    let mut used: Vec<&'a T> = Vec::new();
    for (base, head) in &pairs {
        match (base, head) {
            (Some(base), None) => {
                let other = base_key(base).and_then(|key| alone.remove(&key));
                used.extend(other);
                joined.push((Some(base), other));
            }
            (Some(_), Some(_)) => joined.push((*base, *head)),
            (None, _) => {}
        }
    }
    let is_used = |one: &T| used.iter().any(|other| std::ptr::eq(*other, one));
    joined.extend(pairs.into_iter().filter(|(base, head)| base.is_none() && !head.is_some_and(is_used)));
    joined
}

/// By name, then by the Rust name; then what stands in the same place, if neither is known on the other side and both are of one
/// shape. Objects that have no field in common are two things, whatever they are called, unless there is nothing else that
/// either of them could be.
fn types(base: &Api, head: &Api, operations: &[Pair<&Operation>], webhooks: &[Pair<&Webhook>]) -> Vec<Option<TypeId>> {
    let head_names: BTreeMap<&str, TypeId> = head.type_ids().map(|(id, def)| (def.name.value.as_str(), id)).collect();
    let named_so = |def: &TypeDef| head_names.get(def.name.value.as_str()).copied();
    let mut heads: Vec<Option<TypeId>> =
        base.types.iter().map(|def| named_so(def).filter(|other| !are_strangers(def, head.ty(*other)))).collect();
    let mut taken = vec![false; head.types.len()];
    let mut work: VecDeque<(TypeId, TypeId)> = VecDeque::new();
    for ((id, _), other) in base.type_ids().zip(&heads) {
        if let Some(other) = other {
            taken[other.0 as usize] = true;
            work.push_back((id, *other));
        }
    }
    if heads.iter().any(Option::is_none) {
        let idents = head.type_ids().filter(|(id, _)| !taken[id.0 as usize]).map(|(id, def)| (def.ident.as_str(), id));
        let idents: BTreeMap<&str, TypeId> = idents.collect();
        for ((id, def), slot) in base.type_ids().zip(&mut heads).filter(|(_, slot)| slot.is_none()) {
            let other = idents.get(def.ident.as_str());
            if let Some(other) = other.filter(|other| !are_strangers(def, head.ty(**other))) {
                *slot = Some(*other);
                taken[other.0 as usize] = true;
                work.push_back((id, *other));
            }
        }
    }
    let mut meet = |(one, other): (TypeId, TypeId), work: &mut VecDeque<(TypeId, TypeId)>| {
        let slot = &mut heads[one.0 as usize];
        let is_like = std::mem::discriminant(&base.ty(one).shape) == std::mem::discriminant(&head.ty(other).shape);
        if slot.is_none() && !taken[other.0 as usize] && is_like {
            *slot = Some(other);
            taken[other.0 as usize] = true;
            work.push_back((one, other));
        }
    };
    for pair in operations {
        if let (Some(one), Some(other)) = pair {
            meet((one.request, other.request), &mut work);
            meet((one.response, other.response), &mut work);
        }
    }
    for pair in webhooks {
        if let (Some(one), Some(other)) = pair {
            meet((one.payload, other.payload), &mut work);
        }
    }
    while let Some((one, other)) = work.pop_front() {
        if let (Some(one), Some(other)) = (base.ty(one).shape.object(), head.ty(other).shape.object()) {
            for (one, other) in fields(one, other) {
                let named = one.and_then(|field| field.ty.named()).zip(other.and_then(|field| field.ty.named()));
                if let Some(pair) = named {
                    meet(pair, &mut work);
                }
            }
        }
    }
    for (def, slot) in base.types.iter().zip(&mut heads).filter(|(_, slot)| slot.is_none()) {
        *slot = named_so(def).filter(|other| !taken[other.0 as usize]);
    }
    heads
}

/// Whether two objects have no field in common.
fn are_strangers(one: &TypeDef, other: &TypeDef) -> bool {
    let (Some(one), Some(other)) = (one.shape.object(), other.shape.object()) else { return false };
    let names = |one: &Field, other: &Field| one.wire.value == other.wire.value;
    match (one.fields.first(), other.fields.first()) {
        // Nearly every object is the same on both sides, or begins as it did.
        (Some(one), Some(other)) if names(one, other) => false,
        (Some(_), Some(_)) => one.fields.iter().all(|one| other.fields.iter().all(|other| !names(one, other))),
        _ => false,
    }
}

/// The fields of two objects: by the wire's name, then by the Rust name.
pub(super) fn fields<'a>(base: &'a Object, head: &'a Object) -> Vec<Pair<&'a Field>> {
    let wire = |field: &'a Field| field.wire.value.as_str();
    // Nearly every object is the same on both sides.
    if base.fields.iter().map(wire).eq(head.fields.iter().map(wire)) {
        let mut pairs: Vec<_> = base.fields.iter().map(Some).zip(head.fields.iter().map(Some)).collect();
        pairs.sort_unstable_by_key(|(base, _)| base.map(wire));
        return pairs;
    }
    let pairs = by_key(&base.fields, &head.fields, wire);
    again(pairs, |field| Some(field.ident.as_str()))
}
