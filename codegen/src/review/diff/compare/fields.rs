//! Fields: whether they are there, what they are called, and the order in which a request takes them.

use super::{At, Cx, Found, inside, presence, protection, values, words};
use crate::api::ir::{Api, Field, Object, Operation, TypeDef, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::pointer;
use crate::review::diff::relation::{Relation, sensitive};
use crate::review::diff::renames;
use crate::review::diff::rules;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

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
    for pair in renames::fields((cx.base, cx.head), cx.pairs, objects) {
        let begun = found.0.len();
        let is_hidden =
            |api: &Api, field: Option<&Field>| field.is_some_and(|field| sensitive(api, &field.ty).is_some());
        let is_card_data = is_hidden(cx.base, pair.0) || is_hidden(cx.head, pair.1);
        match pair {
            (Some(old), None) => {
                let travel = cx.field(travel, Some(&old.ty), None);
                let at = At::base(subject, pointer::below(&base_at, &old.wire.value)).travelling(travel);
                removed(owner, old, &at, found);
            }
            (None, Some(new)) => {
                let travel = cx.field(travel, None, Some(&new.ty));
                let at = At::head(subject, pointer::below(&head_at, &new.wire.value)).travelling(travel);
                added(cx, ids.1, new, &at, found);
            }
            (Some(old), Some(new)) => {
                let (base, head) =
                    (pointer::below(&base_at, &old.wire.value), pointer::below(&head_at, &new.wire.value));
                let travel = cx.field(travel, Some(&old.ty), Some(&new.ty));
                let at = At::both(subject, base, head).travelling(travel);
                let what = &Named { field: &new.wire.value, owner };
                names(cx, what, objects, (old, new), &at, found);
                if new.harmless && !old.harmless {
                    protection::dismissed(what, &new.ty, &at, found);
                }
                presence::compare(cx, what, (old, new), &at, found);
                values::compare(cx, what, (&old.ty, &new.ty), &at, found);
                if let (Some(old), Some(new)) = (old.ty.named(), new.ty.named()) {
                    inside::compare(cx, (old, new), &at, found);
                }
                words::field(cx, what, (old, new), &at, found);
            }
            (None, None) => {}
        }
        found.since(begun, |change| change.is_card_data |= is_card_data);
    }
    let at = At::both(subject, base_at, head_at);
    if !(travel.is_made && arguments(cx, ids, &at, found)) {
        reordered(owner, objects, &at, found);
    }
}

/// What messages call a field. Nearly all fields are the same on both sides, and nothing is said of them.
struct Named<'a> {
    field: &'a str,
    owner: &'a str,
}

impl Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of `{}`", self.field, self.owner)
    }
}

/// A field that is called otherwise, on the wire or in Rust.
fn names(
    cx: Cx<'_>,
    what: &dyn Display,
    objects: (&Object, &Object),
    (old, new): (&Field, &Field),
    at: &At<'_>,
    found: &mut Found,
) {
    let migration = || Some(format!("write `{}` in place of `{}`", new.ident, old.ident));
    let case = usize::from(!old.presence.required && !new.presence.required);
    if old.wire.value == new.wire.value {
        if (&old.ident, &old.setter) != (&new.ident, &new.setter) {
            let message = format!("{what} was `{}` in Rust and is `{}`", old.ident, new.ident);
            let is_alike =
                |old: &Field, new: &Field| old.is_option() == new.is_option() && values::is_same(cx, &old.ty, &new.ty);
            let lives_on = objects.1.fields.iter().any(|other| other.ident == old.ident && is_alike(old, other));
            let was_anothers = objects.0.fields.iter().any(|other| other.ident == new.ident && is_alike(other, new));
            let case =
                super::renamed_in_rust(old.ident != new.ident && lives_on, old.ident != new.ident && was_anothers);
            found.push_case(&rules::RUST_NAME_CHANGED, case, at, message).hint = migration();
        }
    } else if old.ident == new.ident {
        let message = format!("{what} was spelled `{}`", old.wire.value);
        found.push_case(&rules::FIELD_RESPELLED, case, at, message);
    } else {
        let message = format!("{what} came in place of `{}`", old.wire.value);
        found.push_case(&rules::FIELD_RENAMED, case, at, message).hint = migration();
    }
}

/// Only the fields that are on both sides have an order to compare.
fn reordered(owner: &str, (old, new): (&Object, &Object), at: &At<'_>, found: &mut Found) {
    let wire = |field: &Field| field.wire.value.clone();
    let common = |list: &Object, other: &Object| {
        let names: BTreeSet<String> = other.fields.iter().map(wire).collect();
        list.fields.iter().map(wire).filter(|name| names.contains(name)).collect::<Vec<_>>()
    };
    // Nearly every object is the same on both sides.
    let is_same = old.fields.iter().map(|field| &field.wire.value).eq(new.fields.iter().map(|field| &field.wire.value));
    if !is_same && common(old, new) != common(new, old) {
        let message = format!("the fields of `{owner}` are listed in another order");
        found.push(&rules::FIELDS_REORDERED, at, message);
    }
}

fn removed(owner: &str, field: &Field, at: &At<'_>, found: &mut Found) {
    let rule = if field.presence.required { &rules::FIELD_REMOVED_REQUIRED } else { &rules::FIELD_REMOVED_OPTIONAL };
    let message = format!("`{}` of `{owner}` was removed", field.wire.value);
    found.push(rule, at, message);
}

fn added(cx: Cx<'_>, owner: TypeId, field: &Field, at: &At<'_>, found: &mut Found) {
    let name = &cx.head.ty(owner).name.value;
    if field.harmless {
        protection::dismissed(&format!("`{}` of `{name}`", field.wire.value), &field.ty, at, found);
    }
    let message = |how| format!("`{}` was added to `{name}`, and {how}", field.wire.value);
    if !field.presence.required {
        let message = message(presence::may_be(at.travel));
        found.push(&rules::FIELD_ADDED_OPTIONAL, at, message);
        return;
    }
    let is_argument =
        required(cx.head, cx.head_requests, owner).any(|argument| argument.wire.value == field.wire.value);
    let message = message(presence::has_to_be(at.travel));
    found.push_case(&rules::FIELD_ADDED_REQUIRED, usize::from(!is_argument), at, message);
}

/// The order matters only where `new` takes the fields as arguments, and takes the same ones on both sides. Says whether that was
/// told.
fn arguments(cx: Cx<'_>, ids: (TypeId, TypeId), at: &At<'_>, found: &mut Found) -> bool {
    let (base, head) = (cx.base.ty(ids.0), cx.head.ty(ids.1));
    let by_name = |def: &TypeDef| def.required_ident.is_some();
    if by_name(base) || by_name(head) {
        return false;
    }
    let was: Vec<&Field> = required(cx.base, cx.base_requests, ids.0).collect();
    let is: Vec<&Field> = required(cx.head, cx.head_requests, ids.1).collect();
    let names = |fields: &[&Field]| fields.iter().map(|field| field.ident.clone()).collect::<Vec<_>>();
    let sorted = |fields: &[&Field]| {
        let mut names = names(fields);
        names.sort_unstable();
        names
    };
    let is_told = names(&was) != names(&is) && sorted(&was) == sorted(&is);
    if is_told {
        let all = |is_one: &dyn Fn(&Field, &Field) -> bool| was.iter().zip(&is).all(|(old, new)| is_one(old, new));
        let case = if all(&|old, new| values::is_same(cx, &old.ty, &new.ty)) {
            1
        } else if all(&|old, new| cx.relations().of(&old.ty, &new.ty) == Relation::Same) {
            2
        } else {
            0
        };
        let list = |fields: &[&Field]| names(fields).join(", ");
        let message = format!("`new` of `{}` took {} and takes {}", head.name.value, list(&was), list(&is));
        found.push_case(&rules::ARGUMENTS_REORDERED, case, at, message);
    }
    is_told
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
