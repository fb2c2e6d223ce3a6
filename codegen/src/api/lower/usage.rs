//! What follows from how types hang together: where their values travel, what reaches something sensitive,
//! and which types would hold themselves.

use crate::api::ir::{Api, Object, Shape, Type, TypeId, Usage};
use crate::text::diag::{Code, Diagnostics};
use std::collections::BTreeSet;

/// Fills in [`Usage`] and `reaches_sensitive` of every type.
pub(super) fn mark(api: &mut Api) {
    let mut work: Vec<(TypeId, Usage)> = Vec::new();
    for operation in &api.operations {
        work.push((operation.request, Usage { request: true, ..Usage::default() }));
        work.push((operation.response, Usage { response: true, ..Usage::default() }));
    }
    for webhook in &api.webhooks {
        work.push((webhook.payload, Usage { webhook: true, ..Usage::default() }));
    }
    for field in api.credentials.iter().flat_map(|credentials| &credentials.object.fields) {
        work.extend(field.ty.named().map(|id| (id, Usage { request: true, ..Usage::default() })));
    }
    while let Some((id, usage)) = work.pop() {
        let def = &mut api.types[id.0 as usize];
        let before = def.usage;
        def.usage.request |= usage.request;
        def.usage.response |= usage.response;
        def.usage.webhook |= usage.webhook;
        if def.usage != before {
            work.extend(inner(&def.shape).map(|inner| (inner, usage)));
        }
    }
    mark_sensitive(api);
}

/// Walks from the sensitive types to those that hold them.
fn mark_sensitive(api: &mut Api) {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
    let mut work = Vec::new();
    for (id, def) in api.type_ids() {
        let own = match &def.shape {
            Shape::Text { sensitive, .. } => sensitive.is_some(),
            Shape::Object(object) | Shape::Request(object) => {
                object.fields.iter().any(|field| matches!(field.ty.innermost(), Type::Sensitive(_) | Type::Any))
            }
            Shape::Integer { .. } | Shape::Enum(_) => false,
        };
        if own {
            work.push(id);
        }
        for held in inner(&def.shape) {
            holders[held.0 as usize].push(id);
        }
    }
    while let Some(id) = work.pop() {
        let def = &mut api.types[id.0 as usize];
        if !def.reaches_sensitive {
            def.reaches_sensitive = true;
            work.extend(&holders[id.0 as usize]);
        }
    }
}

fn inner(shape: &Shape) -> impl Iterator<Item = TypeId> {
    shape.object().into_iter().flat_map(|object| object.fields.iter().filter_map(|field| field.ty.named()))
}

/// A type that holds itself without a list between has no size.
pub(super) fn refuse_endless(api: &Api, found: &mut Diagnostics) {
    let mut done = BTreeSet::new();
    for (id, _) in api.type_ids() {
        let mut path = Vec::new();
        descend(api, id, &mut path, &mut done, found);
    }
}

fn descend(api: &Api, id: TypeId, path: &mut Vec<TypeId>, done: &mut BTreeSet<TypeId>, found: &mut Diagnostics) {
    if let Some(start) = path.iter().position(|on_path| *on_path == id) {
        let names: Vec<&str> = path[start..].iter().chain([&id]).map(|id| api.ty(*id).name.value.as_str()).collect();
        found.error(
            Code::EndlessType,
            api.ty(id).name.span,
            format!("`{}` holds itself: {}", api.ty(id).name.value, names.join(" → ")),
            "only a list may lead back to a type that holds it",
        );
        return;
    }
    if !done.insert(id) {
        return;
    }
    path.push(id);
    for held in api.ty(id).shape.object().iter().flat_map(|object| direct(object)) {
        descend_if_open(api, held, path, done, found);
    }
    path.pop();
}

/// What is finished holds no cycle; what is on the path does.
fn descend_if_open(
    api: &Api,
    id: TypeId,
    path: &mut Vec<TypeId>,
    done: &mut BTreeSet<TypeId>,
    found: &mut Diagnostics,
) {
    if path.contains(&id) || !done.contains(&id) {
        descend(api, id, path, done, found);
    }
}

fn direct(object: &Object) -> impl Iterator<Item = TypeId> {
    object.fields.iter().filter_map(|field| match &field.ty {
        Type::Named(id) => Some(*id),
        _ => None,
    })
}
