//! Where one type takes another's place: what the fields that both have lose or mean otherwise, though neither type changed.

use super::{At, Cx, Found, values};
use crate::api::ir::{TypeDef, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::rules::{self, Travel};
use crate::review::diff::{pairs, pointer};
use std::collections::BTreeSet;

/// Where one type takes another's place: a field of the same name may have got, lost or changed its mark on the way, may take
/// another enum, and an answer may have lost its guard.
pub(super) fn compare(
    cx: Cx<'_>,
    (base, head): (TypeId, TypeId),
    travel: Travel,
    subject: &Subject,
    found: &mut Found,
) {
    let mut asked = BTreeSet::new();
    let mut work = vec![(base, head)];
    while let Some((base, head)) = work.pop() {
        // The fields of what is the same type on both sides are compared there.
        if cx.pairs.same(base, head) || !asked.insert((base, head)) {
            continue;
        }
        let (old, new) = (cx.base.ty(base), cx.head.ty(head));
        let (Some(old_fields), Some(new_fields)) = (old.shape.object(), new.shape.object()) else {
            continue;
        };
        guard(old, new, subject, found);
        for pair in pairs::fields(old_fields, new_fields) {
            let (Some(one), Some(other)) = pair else {
                continue;
            };
            let at = At::both(
                pointer::below(&pointer::fields(old), &one.wire.value),
                pointer::below(&pointer::fields(new), &other.wire.value),
            );
            let (field, name, was) = (&other.wire.value, &new.name.value, &old.name.value);
            let what = format!("`{field}` of `{name}`, which takes the place of `{was}`,");
            let travel = cx.field(travel, Some(&one.ty), Some(&other.ty));
            values::hidden(cx, &what, (&one.ty, &other.ty), travel, &at, subject, found);
            values::meanings(cx, &what, (&one.ty, &other.ty), travel, &at, subject, found);
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
        let at = At::both(pointer::ty(old), pointer::ty(new));
        found.push_case(&rules::GUARD_LOST, 1, Travel::default(), &at, subject, message);
    }
}
