//! What a row's description, name and example say that its field holds, where that must not be shown. The sign that speaks
//! loudest wins: the description, then the name, then the value's shape. The words are those of `spec::sensitive`.

use super::example::{Json, JsonValue};
use super::place::{At, Span};
use super::types::FieldType;
use crate::spec::sensitive::{self, Holds};
use std::ops::Range;

/// What says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The description's words.
    Description,
    /// The field's own name.
    Name,
    /// The shape of the example's value.
    Example,
}

/// What a field holds, and what says so. Its place is the words, the name, or the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sensitivity {
    /// What it holds.
    pub holds: Holds,
    /// What says so.
    pub by: Sign,
}

/// What a description says that its field holds, and the phrase that says so.
pub(super) fn of_description(
    text: &str,
    range: &Range<usize>,
    ty: Option<&FieldType>,
) -> Option<(Holds, Range<usize>)> {
    let is_text = matches!(ty, None | Some(FieldType::String));
    sensitive::of_text(text, range, is_text).filter(|_| can_be_secret(ty))
}

/// What a field's name says that it holds.
pub(super) fn of_name(name: &str, ty: Option<&FieldType>) -> Option<Holds> {
    sensitive::of_name(name).filter(|_| can_be_secret(ty))
}

/// What the shape of an example's value says.
pub(super) fn of_value(value: &Json) -> Option<Holds> {
    match &value.value {
        JsonValue::String(text) => sensitive::of_value(text),
        JsonValue::Array(elements) => elements.iter().find_map(of_value),
        _ => None,
    }
}

/// The loudest sign: the description's, else the name's, else the example's.
pub(super) fn loudest(
    described: Option<At<Holds>>,
    named: Option<(Holds, Span)>,
    shown: Option<(Holds, Span)>,
) -> Option<At<Sensitivity>> {
    let sign = |holds, span, by| At { value: Sensitivity { holds, by }, span };
    let sure = described.as_ref().filter(|found| found.value != Holds::Unclear);
    let sure = sure.map(|found| sign(found.value, found.span, Sign::Description));
    sure.or_else(|| named.map(|(holds, span)| sign(holds, span, Sign::Name)))
        .or_else(|| shown.map(|(holds, span)| sign(holds, span, Sign::Example)))
        .or_else(|| described.map(|found| sign(found.value, found.span, Sign::Description)))
}

/// A truth value and an object hold no secret of their own.
fn can_be_secret(ty: Option<&FieldType>) -> bool {
    !ty.is_some_and(|ty| matches!(ty.innermost(), FieldType::Bool | FieldType::Object | FieldType::Array(None)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truth_value_holds_no_secret() {
        let said = |ty: FieldType| of_description("卡号", &(0.."卡号".len()), Some(&ty));
        assert_eq!(said(FieldType::Bool), None);
        assert_eq!(said(FieldType::String).map(|(holds, _)| holds), Some(Holds::CardNumber));
        assert_eq!(of_name("has_pin", Some(&FieldType::Bool)), None);
    }
}
