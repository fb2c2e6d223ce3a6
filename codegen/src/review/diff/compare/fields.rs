//! Fields: whether they are there, what they are called, and the order in which a request takes them.

use super::{At, Cx, Found, presence, values, words};
use crate::api::ir::{Api, Field, Object, Operation, TypeDef, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::pairs;
use crate::review::diff::pointer;
use crate::review::diff::rules::{self, Travel};
use std::collections::BTreeMap;

pub(super) fn compare(
    cx: Cx<'_>,
    ids: (TypeId, TypeId),
    objects: (&Object, &Object),
    subject: &Subject,
    found: &mut Found,
) {
    let (base, head) = (cx.base.ty(ids.0), cx.head.ty(ids.1));
    let (base_at, head_at) = (pointer::fields(base), pointer::fields(head));
    let travel = cx.travel(ids.0, ids.1);
    let owner = &head.name.value;
    for pair in pairs::fields(objects.0, objects.1) {
        match pair {
            (Some(old), None) => {
                let at = At::base(pointer::below(&base_at, &old.wire.value));
                removed(owner, old, travel, &at, subject, found);
            }
            (None, Some(new)) => {
                let at = At::head(pointer::below(&head_at, &new.wire.value));
                added(cx, ids.1, new, travel, &at, subject, found);
            }
            (Some(old), Some(new)) => {
                let at = At::both(pointer::below(&base_at, &old.wire.value), pointer::below(&head_at, &new.wire.value));
                let what = format!("`{}` of `{owner}`", new.wire.value);
                if old.wire.value != new.wire.value {
                    let case = usize::from(!old.presence.required && !new.presence.required);
                    let message = format!("{what} was spelled `{}`", old.wire.value);
                    found.push_case(&rules::FIELD_RESPELLED, case, travel, &at, subject, message);
                }
                if old.ident != new.ident {
                    let message = format!("{what} was `{}` in Rust and is `{}`", old.ident, new.ident);
                    found.push_case(&rules::FIELD_RENAMED, 0, travel, &at, subject, message);
                }
                presence::compare(cx, &what, (old, new), travel, &at, subject, found);
                values::compare(cx, &what, (&old.ty, &new.ty), travel, &at, subject, found);
                words::field(cx, &what, (old, new), &at, subject, found);
            }
            (None, None) => {}
        }
    }
    if travel.is_made {
        arguments(cx, ids, &At::both(base_at, head_at), subject, found);
    }
}

fn removed(owner: &str, field: &Field, travel: Travel, at: &At, subject: &Subject, found: &mut Found) {
    let rule = if field.presence.required { &rules::FIELD_REMOVED_REQUIRED } else { &rules::FIELD_REMOVED_OPTIONAL };
    let message = format!("`{}` of `{owner}` was removed", field.wire.value);
    found.push_case(rule, 0, travel, at, subject, message);
}

fn added(cx: Cx<'_>, owner: TypeId, field: &Field, travel: Travel, at: &At, subject: &Subject, found: &mut Found) {
    let name = &cx.head.ty(owner).name.value;
    let message = |how| format!("`{}` was added to `{name}`, {how}", field.wire.value);
    if !field.presence.required {
        let message = message("and may be absent");
        found.push_case(&rules::FIELD_ADDED_OPTIONAL, 0, travel, at, subject, message);
        return;
    }
    let is_argument =
        required(cx.head, cx.head_requests, owner).any(|argument| argument.wire.value == field.wire.value);
    let message = message("and is always there");
    found.push_case(&rules::FIELD_ADDED_REQUIRED, usize::from(!is_argument), travel, at, subject, message);
}

/// The order matters only where `new` takes the fields as arguments, and takes the same ones on both sides.
fn arguments(cx: Cx<'_>, ids: (TypeId, TypeId), at: &At, subject: &Subject, found: &mut Found) {
    let (base, head) = (cx.base.ty(ids.0), cx.head.ty(ids.1));
    let by_name = |def: &TypeDef| def.required_ident.is_some();
    if by_name(base) || by_name(head) {
        return;
    }
    let names = |fields: &mut dyn Iterator<Item = &Field>| fields.map(|field| field.ident.clone()).collect::<Vec<_>>();
    let was = names(&mut required(cx.base, cx.base_requests, ids.0));
    let is = names(&mut required(cx.head, cx.head_requests, ids.1));
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort_unstable();
        names
    };
    if was != is && sorted(&was) == sorted(&is) {
        let message = format!("`new` of `{}` took {} and takes {}", head.name.value, was.join(", "), is.join(", "));
        found.push(&rules::ARGUMENTS_REORDERED, at, subject, message);
    }
}

/// What `new` of a type takes; nothing for a type that callers do not make.
fn required<'a>(
    api: &'a Api,
    requests: &BTreeMap<TypeId, &Operation>,
    id: TypeId,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let def = api.ty(id);
    let paging = requests.get(&id).and_then(|operation| operation.paging);
    def.is_made().then(|| def.shape.object()).flatten().into_iter().flat_map(move |object| object.required(paging))
}
