//! When a field has a value: whether its key is always there, and whether an empty string stands for none.

use super::{At, Cx, Found};
use crate::api::ir::{Field, Type};
use crate::review::diff::relation::is_text;
use crate::review::diff::rules::{self, Travel};
use std::fmt::Display;

pub(super) fn compare(cx: Cx<'_>, what: &dyn Display, (old, new): (&Field, &Field), at: &At<'_>, found: &mut Found) {
    let (was, is) = (old.presence, new.presence);
    if was == is {
        return;
    }
    let stays_option = old.is_option() == new.is_option();
    let is_list = matches!(new.ty, Type::List(_));
    match (was.required, is.required) {
        (false, true) => {
            let message = format!("{what} {}", has_to_be(at.travel));
            found.push_case(&rules::FIELD_MADE_REQUIRED, usize::from(stays_option), at, message);
        }
        (true, false) => {
            let message = format!("{what} {}", may_be(at.travel));
            found.push_case(&rules::FIELD_MADE_OPTIONAL, usize::from(stays_option), at, message);
        }
        _ => {}
    }
    let at = at.below("x-empty");
    match (was.may_be_empty, is.may_be_empty) {
        (false, true) => {
            let case = if is_list { 4 } else { 2 * usize::from(is_text(cx.base, &old.ty)) + usize::from(stays_option) };
            let message = format!("an empty {what} means that there is no value");
            found.push_case(&rules::EMPTY_ALLOWED, case, &at, message);
        }
        (true, false) => {
            let case = if is_list { 4 } else { 2 * usize::from(!was.required) + usize::from(stays_option) };
            let message = format!("an empty {what} no longer means that there is no value");
            found.push_case(&rules::EMPTY_WITHDRAWN, case, &at, message);
        }
        _ => {}
    }
}

/// What is said of a key that cannot be missing, by who writes it.
pub(super) const fn has_to_be(travel: Travel) -> &'static str {
    match (travel.ways.request, travel.ways.response || travel.ways.webhook) {
        (true, false) => "has to be sent",
        (true, true) => "has to be sent, and is always there where it is received",
        (false, _) => "is always there",
    }
}

/// What is said of a key that can be missing.
pub(super) const fn may_be(travel: Travel) -> &'static str {
    match (travel.ways.request, travel.ways.response || travel.ways.webhook) {
        (true, false) => "may be left out",
        (true, true) => "may be left out, and may be absent where it is received",
        (false, _) => "may be absent",
    }
}
