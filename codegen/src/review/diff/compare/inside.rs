//! Where one type takes another's place: what the fields that both have lose or mean otherwise, though neither type changed.

use super::{At, Cx, Found, values};
use crate::api::ir::{TypeDef, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::rules;
use crate::review::diff::{pairs, pointer};
use std::collections::BTreeSet;

/// Where one type takes another's place: a field of the same name may have got, lost or changed its mark on the way, may take
/// another enum, and an answer may have lost its guard.
pub(super) fn compare(cx: Cx<'_>, (base, head): (TypeId, TypeId), at: &At<'_>, found: &mut Found) {
    let mut asked = BTreeSet::new();
    let mut work = vec![(base, head)];
    while let Some((base, head)) = work.pop() {
        // The fields of what is the same type on both sides are compared there.
        if cx.pairs.same(base, head) || !asked.insert((base, head)) {
            continue;
        }
        let (old, new) = (cx.base.ty(base), cx.head.ty(head));
        let (Some(old_fields), Some(new_fields)) = (old.shape.object(), new.shape.object()) else { continue };
        guard(old, new, at.subject, found);
        for pair in pairs::fields(old_fields, new_fields) {
            let (Some(one), Some(other)) = pair else { continue };
            let (base, head) = (pointer::fields(old), pointer::fields(new));
            let (base, head) = (pointer::below(&base, &one.wire.value), pointer::below(&head, &other.wire.value));
            let travel = cx.field(at.travel, Some(&one.ty), Some(&other.ty));
            let at = At::both(at.subject, base, head).travelling(travel);
            let (field, name, was) = (&other.wire.value, &new.name.value, &old.name.value);
            let what = format!("`{field}` of `{name}`, which takes the place of `{was}`,");
            values::hidden(cx, &what, (&one.ty, &other.ty), &at, found);
            values::meanings(cx, &what, (&one.ty, &other.ty), &at, found);
            work.extend(one.ty.named().zip(other.ty.named()));
        }
    }
}

/// An answer that was guarded, and one in its place that is not.
fn guard(old: &TypeDef, new: &TypeDef, subject: &Subject, found: &mut Found) {
    let is_guarded = |def: &TypeDef| def.reaches_sensitive && !def.usage.request && !def.usage.is_unused();
    if is_guarded(old) && new.reaches_sensitive && new.usage.request {
        let (name, was) = (&new.name.value, &old.name.value);
        let message = format!(
            "`{name}`, which takes the place of `{was}`, holds something sensitive and is serialized without a feature"
        );
        let at = At::both(subject, pointer::ty(old), pointer::ty(new));
        found.push_case(&rules::GUARD_LOST, 1, &at, message);
    }
}
