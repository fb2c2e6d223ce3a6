//! What is less protected without a mark of its own having changed: where a marked value goes and comes back elsewhere, and where
//! somebody states that a value may be shown. What one type loses that takes another's place is in `inside`.

use super::{At, Cx, Found};
use crate::api::ir::{Api, Field, Object, Shape, Type, TypeDef};
use crate::review::diff::change::{Change, Subject};
use crate::review::diff::relation::{is_text, sensitive};
use crate::review::diff::rules;
use crate::review::diff::{pointer, renames};
use crate::spec::openapi::Sensitive;
use std::collections::BTreeSet;
use std::fmt::Display;

/// Somebody states that a value of a type may be shown.
pub(super) fn dismissed(what: &dyn Display, ty: &Type, at: &At<'_>, found: &mut Found) {
    let message = format!("somebody states that {what} may be shown");
    let mark = at.head.as_deref().map(|head| pointer::mark(head, ty));
    found.push(&rules::SENSITIVE_DISMISSED, &At { base: None, head: mark, ..*at }, message);
}

/// All that somebody states of a type that was added.
pub(super) fn dismissed_in(def: &TypeDef, subject: &Subject, found: &mut Found) {
    let name = &def.name.value;
    if def.harmless {
        dismissed(&format!("`{name}`"), &Type::Text, &At::head(subject, pointer::ty(def)), found);
    }
    let fields = pointer::fields(def);
    for field in def.shape.object().iter().flat_map(|object| &object.fields).filter(|field| field.harmless) {
        let at = At::head(subject, pointer::below(&fields, &field.wire.value));
        dismissed(&format!("`{}` of `{name}`", field.wire.value), &field.ty, &at, found);
    }
}

/// A marked field that is gone, and one that came elsewhere with its name or its words and without its mark: an object was taken
/// out of another one, or put into it, and the mark was left behind.
pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    let gone = lone(cx, Side::Base);
    let gone: Vec<(Lone<'_>, Sensitive)> =
        gone.into_iter().filter_map(|one| sensitive(cx.base, &one.field.ty).map(|kind| (one, kind))).collect();
    if gone.is_empty() {
        return;
    }
    let come = lone(cx, Side::Head);
    let shown = |one: &&Lone<'_>| sensitive(cx.head, &one.field.ty).is_none() && shows_text(cx.head, &one.field.ty);
    for new in come.iter().filter(shown) {
        let is_it = |old: &Lone<'_>| {
            let words = old.field.description.as_deref();
            old.field.ident == new.field.ident || (words.is_some() && words == new.field.description.as_deref())
        };
        let Some((old, kind)) = gone.iter().find(|(old, _)| is_it(old)) else { continue };
        let at =
            At::both(&new.subject, old.pointer.clone(), new.pointer.clone()).of_marks(&old.field.ty, &new.field.ty);
        let is_told = |change: &Change| {
            change.rule == &rules::SENSITIVE_REMOVED
                && change.head.as_ref().map(|place| &place.pointer) == at.head.as_ref()
        };
        if found.0.iter().any(is_told) {
            continue;
        }
        let message = format!(
            "`{}` of `{}` is not marked; `{}` of `{}`, which is gone, was marked `{}`",
            new.field.wire.value,
            new.owner.name.value,
            old.field.wire.value,
            old.owner.name.value,
            kind.word()
        );
        found.push(&rules::SENSITIVE_LEFT_BEHIND, &at, message);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Base,
    Head,
}

/// A field that the other side does not have, with the type that it is in.
struct Lone<'a> {
    owner: &'a TypeDef,
    field: &'a Field,
    pointer: String,
    subject: Subject,
}

fn lone<'a>(cx: Cx<'a>, side: Side) -> Vec<Lone<'a>> {
    let mut list = Vec::new();
    let mut add = |owner: &'a TypeDef, subject: &Subject, fields: &mut dyn Iterator<Item = &'a Field>| {
        let at = pointer::fields(owner);
        list.extend(fields.map(|field| Lone {
            owner,
            field,
            pointer: pointer::below(&at, &field.wire.value),
            subject: subject.clone(),
        }));
    };
    let all = |def: &'a TypeDef| def.shape.object().map_or(&[][..], |object: &Object| &object.fields).iter();
    for pair in &cx.pairs.types {
        let subject = Subject::Type(pair.0, pair.1);
        match (*pair, side) {
            ((Some(base), None), Side::Base) => add(cx.base.ty(base), &subject, &mut all(cx.base.ty(base))),
            ((None, Some(head)), Side::Head) => add(cx.head.ty(head), &subject, &mut all(cx.head.ty(head))),
            ((Some(base), Some(head)), _) => {
                let (old, new) = (cx.base.ty(base), cx.head.ty(head));
                let (Some(old_fields), Some(new_fields)) = (old.shape.object(), new.shape.object()) else { continue };
                let fields = renames::fields((cx.base, cx.head), cx.pairs, (old_fields, new_fields));
                let mut alone = fields.into_iter().filter_map(|pair| match (pair, side) {
                    ((Some(old), None), Side::Base) => Some(old),
                    ((None, Some(new)), Side::Head) => Some(new),
                    _ => None,
                });
                add(if side == Side::Base { old } else { new }, &subject, &mut alone);
            }
            _ => {}
        }
    }
    list
}

/// Whether a text that is not marked is to be seen of a value of the type.
pub(super) fn shows_text(api: &Api, ty: &Type) -> bool {
    let mut asked = BTreeSet::new();
    let mut work = vec![ty];
    while let Some(ty) = work.pop() {
        if sensitive(api, ty).is_none() && is_text(api, ty.innermost()) && !is_enum(api, ty) {
            return true;
        }
        if let Some(id) = ty.named().filter(|id| asked.insert(*id)) {
            work.extend(api.ty(id).shape.object().iter().flat_map(|object| &object.fields).map(|field| &field.ty));
        }
    }
    false
}

fn is_enum(api: &Api, ty: &Type) -> bool {
    ty.named().is_some_and(|id| matches!(api.ty(id).shape, Shape::Enum(_)))
}
