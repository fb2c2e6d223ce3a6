//! What a row's description, name and example say that its field holds, where that must not be shown. The sign that speaks
//! loudest wins: the description, then the name, then the value's shape. The words are those of `spec::sensitive`.

use super::example::{Json, JsonValue};
use super::place::At;
use super::types::FieldType;
use crate::spec::sensitive::{self, Holds, Said};
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

/// What a description says of something that must not be shown, and the phrase that says so.
pub(super) fn of_description(text: &str, range: &Range<usize>, ty: Option<&FieldType>) -> Option<(Said, Range<usize>)> {
    let is_text = matches!(ty, None | Some(FieldType::String));
    sensitive::of_text(text, range, is_text).filter(|_| can_be_secret(ty))
}

/// What a field's words and its name say that it holds: of several words the first that are sure, else the name, else a hint.
pub(super) fn of_words(
    said: impl Iterator<Item = At<Said>>,
    name: &At<&str>,
    ty: Option<&FieldType>,
) -> Option<At<Sensitivity>> {
    let said: Vec<At<Said>> = said.collect();
    let described = |hint: bool| {
        said.iter().find_map(|at| match at.value {
            Said::Holds(holds) if (holds == Holds::Unclear) == hint => {
                Some(At { value: Sensitivity { holds, by: Sign::Description }, span: at.span })
            }
            _ => None,
        })
    };
    let named = || {
        let spared = said.iter().map(|at| at.value).find(|said| matches!(said, Said::Spares(_)));
        let named = sensitive::of_name(name.value).filter(|_| can_be_secret(ty));
        sensitive::beside(spared, named)
            .map(|holds| At { value: Sensitivity { holds, by: Sign::Name }, span: name.span })
    };
    described(false).or_else(named).or_else(|| described(true))
}

/// The same, and what the shape of the example's value says where the words only hint.
pub(super) fn with_value(words: Option<At<Sensitivity>>, value: Option<&Json>) -> Option<At<Sensitivity>> {
    let shown = || {
        let value = value?;
        Some(At { value: Sensitivity { holds: of_value(value)?, by: Sign::Example }, span: value.span })
    };
    match words {
        Some(words) if words.value.holds != Holds::Unclear => Some(words),
        hint => shown().or(hint),
    }
}

fn of_value(value: &Json) -> Option<Holds> {
    match &value.value {
        JsonValue::String(text) => sensitive::of_value(text),
        JsonValue::Array(elements) => elements.iter().find_map(of_value),
        _ => None,
    }
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
        assert_eq!(said(FieldType::String).map(|(said, _)| said), Some(Said::Holds(Holds::CardNumber)));
    }
}
