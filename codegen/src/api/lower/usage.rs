//! What follows from how types hang together: where their values travel, and what reaches something sensitive.

use crate::api::ir::{Api, Shape, Type, TypeId, Usage};

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
