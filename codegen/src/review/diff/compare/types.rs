//! Named types: whether they are there, what they are called, what they are made of.

use super::{At, Cx, Found, enums, fields, protection, values, words};
use crate::api::ir::{Shape, Type, TypeDef, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::pointer;
use crate::review::diff::relation::{Relation, shown_shape};
use crate::review::diff::rules;

pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    for pair in &cx.pairs.types {
        let subject = Subject::Type(pair.0, pair.1);
        match *pair {
            (Some(base), None) => {
                let def = cx.base.ty(base);
                let message = format!("the type `{}` was removed", def.name.value);
                found.push(&rules::TYPE_REMOVED, &At::base(&subject, pointer::ty(def)), message);
            }
            (None, Some(head)) => {
                let def = cx.head.ty(head);
                let message = format!("the type `{}` was added", def.name.value);
                found.push(&rules::TYPE_ADDED, &At::head(&subject, pointer::ty(def)), message);
                protection::dismissed_in(def, &subject, found);
            }
            (Some(base), Some(head)) => both(cx, (base, head), &subject, found),
            (None, None) => {}
        }
    }
}

fn both(cx: Cx<'_>, ids: (TypeId, TypeId), subject: &Subject, found: &mut Found) {
    let (base, head) = (cx.base.ty(ids.0), cx.head.ty(ids.1));
    let travel = cx.travel(ids.0, ids.1);
    let at = At::both(subject, pointer::ty(base), pointer::ty(head)).travelling(travel);
    if base.name.value != head.name.value {
        let case = usize::from(base.ident == head.ident);
        let message = format!("the type `{}` is called `{}`", base.name.value, head.name.value);
        let change = found.push_case(&rules::TYPE_RENAMED, case, &at, message);
        if case == 0 {
            change.hint = Some(format!("write `{}` in place of `{}`", head.ident, base.ident));
        }
    } else if base.ident != head.ident {
        let message = format!("`{}` was `{}` in Rust and is `{}`", head.name.value, base.ident, head.ident);
        let change = found.push(&rules::RUST_NAME_CHANGED, &at, message);
        change.hint = Some(format!("write `{}` in place of `{}`", head.ident, base.ident));
    }
    if head.harmless && !base.harmless {
        protection::dismissed(&format!("`{}`", head.name.value), &Type::Text, &at, found);
    }
    match (&base.shape, &head.shape) {
        (Shape::Enum(old), Shape::Enum(new)) if old.textual == new.textual => {
            enums::compare(cx, ids, (old, new), &at, found);
        }
        (Shape::Object(old), Shape::Object(new)) | (Shape::Request(old), Shape::Request(new)) => {
            fields::compare(cx, ids, (old, new), subject, found);
        }
        _ => shape(cx, ids, &at, found),
    }
    serialize(base, head, &at, found);
    words::ty(cx, ids, &at, found);
}

/// A named string or number that became another one, or something else altogether.
fn shape(cx: Cx<'_>, ids: (TypeId, TypeId), at: &At<'_>, found: &mut Found) {
    let (base, head) = (cx.base.ty(ids.0), cx.head.ty(ids.1));
    let (old, new) = (mark(&base.shape), mark(&head.shape));
    let name = &head.name.value;
    let is_marked_anew = values::mark(&format!("`{name}`"), (old, new), values::SHOWN, &at.below("x-sensitive"), found);
    let relation = cx.relations().of_named(ids.0, ids.1);
    let is_same_kind = std::mem::discriminant(&base.shape) == std::mem::discriminant(&head.shape);
    if relation == Relation::Same && (is_marked_anew || is_same_kind) {
        return;
    }
    let message = format!("`{name}` was {} and is {}", shown_shape(&base.shape), shown_shape(&head.shape));
    let (rule, case) = values::rule(relation);
    let is_keyed = !cx.relations().have_one_key(&Type::Named(ids.0), &Type::Named(ids.1));
    found.push_case(rule, case, &at.below("type").keyed(is_keyed), message);
}

const fn mark(shape: &Shape) -> Option<crate::spec::openapi::Sensitive> {
    match shape {
        Shape::Text { sensitive, .. } => *sensitive,
        _ => None,
    }
}

/// Answers that hold something sensitive are serialized only with a feature.
fn serialize(base: &TypeDef, head: &TypeDef, at: &At<'_>, found: &mut Found) {
    let is_object = |def: &TypeDef| def.shape.object().is_some();
    if !is_object(base) || !is_object(head) {
        return;
    }
    let serializes = |def: &TypeDef| def.usage.request || !def.reaches_sensitive;
    let name = &head.name.value;
    match (serializes(base), serializes(head)) {
        (true, false) => {
            let why = if base.reaches_sensitive {
                "holds something sensitive and is no longer sent"
            } else {
                "came to hold something sensitive"
            };
            let message = format!("`{name}` {why}: `Serialize` now needs a feature");
            found.push(&rules::SERIALIZE_WITHDRAWN, at, message);
        }
        (false, true) if head.reaches_sensitive && !base.usage.is_unused() => {
            let message = format!(
                "`{name}` holds something sensitive, is part of a request now, and is serialized without a feature"
            );
            found.push(&rules::GUARD_LOST, at, message);
        }
        (false, true) => {
            let message = format!("`{name}` is serialized without a feature");
            found.push(&rules::SERIALIZE_GRANTED, at, message);
        }
        _ => {}
    }
}
