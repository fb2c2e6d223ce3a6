//! What a field holds: its type, and whether it is marked as sensitive.

use super::{At, Cx, Found};
use crate::api::ir::{Type, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::pairs;
use crate::review::diff::pointer;
use crate::review::diff::relation::{Relation, sensitive, shown};
use crate::review::diff::rules::{self, Rule, Travel};
use crate::spec::openapi::Sensitive;
use std::collections::BTreeSet;

/// The rule for a type whose values relate so to what they were, and its case.
pub(super) const fn rule(relation: Relation) -> (&'static Rule, usize) {
    match relation {
        Relation::Same => (&rules::TYPE_RETYPED, 0),
        Relation::Wider => (&rules::TYPE_WIDENED, 0),
        Relation::Opened => (&rules::TYPE_WIDENED, 1),
        Relation::Narrower => (&rules::TYPE_NARROWED, 0),
        Relation::Different => (&rules::TYPE_CHANGED, 0),
    }
}

pub(super) fn compare(
    cx: Cx<'_>,
    what: &str,
    (old, new): (&Type, &Type),
    travel: Travel,
    at: &At,
    subject: &Subject,
    found: &mut Found,
) {
    if is_same(cx, old, new) {
        return;
    }
    let marks = (sensitive(cx.base, old), sensitive(cx.head, new));
    let is_marked_anew = mark(what, marks, exposure(new), &at.below("x-sensitive"), subject, found);
    let relation = cx.relations().of(old, new);
    if relation != Relation::Same || !is_marked_anew {
        let message = format!("{what} was {} and is {}", shown(cx.base, old), shown(cx.head, new));
        let (rule, case) = rule(relation);
        found.push_case(rule, case, travel, at, subject, message);
    }
    if let (Some(old), Some(new)) = (old.named(), new.named()) {
        marks_inside(cx, old, new, subject, found);
    }
}

fn is_same(cx: Cx<'_>, old: &Type, new: &Type) -> bool {
    match (old, new) {
        (Type::Named(old), Type::Named(new)) => cx.pairs.same(*old, *new),
        (Type::List(old), Type::List(new)) => is_same(cx, old, new),
        (old, new) => old == new,
    }
}

/// What a value is without a mark, as most are.
pub(super) const SHOWN: &str = "shown openly";

/// What becomes of a value of a type without a mark.
fn exposure(ty: &Type) -> &'static str {
    match ty.innermost() {
        Type::Any => "any JSON, of which nothing is shown, and which may be written out",
        _ => SHOWN,
    }
}

/// A mark that is not what it was; `exposure` is what a value is without one. Says whether it was told.
pub(super) fn mark(
    what: &str,
    (old, new): (Option<Sensitive>, Option<Sensitive>),
    exposure: &str,
    at: &At,
    subject: &Subject,
    found: &mut Found,
) -> bool {
    let (rule, message) = match (old, new) {
        (Some(old), None) => {
            (&rules::SENSITIVE_REMOVED, format!("{what} is no longer marked `{}` and is {exposure}", old.word()))
        }
        (None, Some(new)) => (&rules::SENSITIVE_ADDED, format!("{what} is marked `{}`", new.word())),
        (Some(old), Some(new)) if old != new => {
            let rule = if new == Sensitive::Pan { &rules::SENSITIVE_WEAKENED } else { &rules::SENSITIVE_CHANGED };
            (rule, format!("{what} was marked `{}` and is marked `{}`", old.word(), new.word()))
        }
        _ => return false,
    };
    found.push(rule, at, subject, message);
    true
}

/// Where one type takes another's place, a field of the same name may have got, lost or changed its mark on the way.
pub(super) fn marks_inside(cx: Cx<'_>, base: TypeId, head: TypeId, subject: &Subject, found: &mut Found) {
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
        for pair in pairs::fields(old_fields, new_fields) {
            let (Some(one), Some(other)) = pair else {
                continue;
            };
            let marks = (sensitive(cx.base, &one.ty), sensitive(cx.head, &other.ty));
            if marks.0 != marks.1 {
                let at = At::both(
                    pointer::below(&pointer::fields(old), &one.wire.value),
                    pointer::below(&pointer::fields(new), &other.wire.value),
                );
                let (field, name, was) = (&other.wire.value, &new.name.value, &old.name.value);
                let what = format!("`{field}` of `{name}`, which takes the place of `{was}`,");
                mark(&what, marks, exposure(&other.ty), &at.below("x-sensitive"), subject, found);
            }
            work.extend(one.ty.named().zip(other.ty.named()));
        }
    }
}
