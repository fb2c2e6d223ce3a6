//! What a field holds: its type, what its codes mean, and whether it is marked as sensitive.

use super::enums::shown as shown_code;
use super::protection::shows_text;
use super::{At, Cx, Found};
use crate::api::ir::{Api, Enum, Shape, Type};
use crate::review::diff::relation::{Relation, sensitive, shown};
use crate::review::diff::rules::{self, Rule};
use crate::spec::openapi::{CodeValue, Sensitive};
use std::collections::BTreeSet;
use std::fmt::Display;

/// The rule for a type whose values relate so to what they were, and its case.
pub(super) const fn rule(relation: Relation) -> (&'static Rule, usize) {
    match relation {
        Relation::Same => (&rules::TYPE_RETYPED, 0),
        Relation::Wider => (&rules::TYPE_WIDENED, 0),
        Relation::Fitting => (&rules::TYPE_WIDENED, 1),
        Relation::Narrower => (&rules::TYPE_NARROWED, 0),
        Relation::Different => (&rules::TYPE_CHANGED, 0),
        Relation::Readable => (&rules::TYPE_CHANGED, 1),
    }
}

pub(super) fn compare(cx: Cx<'_>, what: &dyn Display, (old, new): (&Type, &Type), at: &At<'_>, found: &mut Found) {
    if is_same(cx, old, new) {
        return;
    }
    let is_marked_anew = hidden(cx, what, (old, new), at, found);
    let relation = cx.relations().of(old, new);
    if relation != Relation::Same || !is_marked_anew {
        let message =
            format!("{what} was {} and is {}{}", shown(cx.base, old), shown(cx.head, new), codes(cx, old, new));
        let (rule, case) = rule(relation);
        let is_keyed = at.travel.is_keyed && !cx.relations().have_one_key(old, new);
        found.push_case(rule, case, &at.keyed(is_keyed), message);
    }
    meanings(cx, what, (old, new), at, found);
}

/// Compares how well a value is hidden. Returns whether a changed mark was reported, which also changes the Rust type.
pub(super) fn hidden(
    cx: Cx<'_>,
    what: &dyn Display,
    (old, new): (&Type, &Type),
    at: &At<'_>,
    found: &mut Found,
) -> bool {
    let marks = (sensitive(cx.base, old), sensitive(cx.head, new));
    if *old.innermost() == Type::Any && marks.1.is_none() && shows_text(cx.head, new) {
        let message = format!("{what} was any JSON, of which nothing is shown, and is {SHOWN}");
        found.push(&rules::JSON_SHOWN, at, message);
    }
    mark(what, marks, exposure(new), &at.of_marks(old, new), found)
}

/// Which codes came and which went, where one enum takes another's place.
fn codes(cx: Cx<'_>, old: &Type, new: &Type) -> String {
    let Some((old, new)) = enums(cx, old, new).filter(|(old, new)| old.textual == new.textual) else {
        return String::new();
    };
    let listed = |list: &Enum| list.variants.iter().map(|variant| variant.code.value.clone()).collect::<BTreeSet<_>>();
    let (was, is) = (listed(old), listed(new));
    let words = |codes: Vec<&CodeValue>, what: &str| {
        let codes: Vec<String> = codes.into_iter().map(shown_code).collect();
        if codes.is_empty() { None } else { Some(format!("{what} {}", codes.join(", "))) }
    };
    let parts = [words(is.difference(&was).collect(), "with"), words(was.difference(&is).collect(), "without")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(" and ")) }
}

fn enums<'a>(cx: Cx<'a>, old: &Type, new: &Type) -> Option<(&'a Enum, &'a Enum)> {
    let of = |api: &'a Api, ty: &Type| match &api.ty(ty.named()?).shape {
        Shape::Enum(list) => Some(list),
        _ => None,
    };
    of(cx.base, old).zip(of(cx.head, new))
}

/// Equal codes that another enum calls otherwise.
pub(super) fn meanings(cx: Cx<'_>, what: &dyn Display, (old, new): (&Type, &Type), at: &At<'_>, found: &mut Found) {
    if is_same(cx, old, new) {
        return;
    }
    let Some((old, new)) = enums(cx, old, new) else { return };
    let mut told = Vec::new();
    for variant in &new.variants {
        let code = &variant.code.value;
        let was = old.variants.iter().find(|old| old.code.value == *code && old.ident != variant.ident);
        if let Some(was) = was {
            told.push(format!("{} was `{}` and is `{}`", shown_code(code), was.title.value, variant.title.value));
        }
    }
    if !told.is_empty() {
        let message = format!("{what} has equal codes with other titles: {}", told.join(", "));
        found.push(&rules::ENUM_MEANING_CHANGED, at, message);
    }
}

pub(super) fn is_same(cx: Cx<'_>, old: &Type, new: &Type) -> bool {
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

/// Reports a mark that changed; `exposure` says how a value without one is shown. Returns whether there was a change.
pub(super) fn mark(
    what: &dyn Display,
    (old, new): (Option<Sensitive>, Option<Sensitive>),
    exposure: &str,
    at: &At<'_>,
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
    found.push(rule, at, message);
    true
}
