//! The codes that a field's description lists, as far as the field's type can have any.
//! What counts as a list of codes is decided in `codes`.

use super::clean::Clean;
use super::codes::{self, CodeValue, Reading};
use super::finding::{Finding, FindingCode};
use super::model::Value;
use super::types::FieldType;
use crate::text::fold::fold;
use std::ops::Range;

/// Reads the codes of the description at a range, for the field of this name and type.
pub(super) fn read(
    page: &Clean<'_>,
    range: &Range<usize>,
    field_type: Option<&FieldType>,
    name: &str,
    found: &mut Vec<Finding>,
) -> Vec<Value> {
    let text = page.text();
    let items = match codes::read(text, range) {
        Reading::None => return Vec::new(),
        Reading::Lookalike(range, why) => {
            let message =
                format!("the description of `{name}` looks like a list of codes and is not read as one: {why}");
            Finding::new(FindingCode::CodesLookalike, page.span(&range), message)
                .help("if it is one, write it in the copied page as `1:… 2:…`")
                .push_to(found);
            return Vec::new();
        }
        Reading::List(items) => items,
    };
    let span = page.span(&(items.first().map_or(range.start, |item| item.code.start)..range.end));
    let numbers = items.iter().all(|item| matches!(item.value, CodeValue::Int(_)));
    match (field_type.map(FieldType::innermost), numbers) {
        (None | Some(FieldType::String | FieldType::Array(None) | FieldType::Unclear(_)), _)
        | (Some(FieldType::Int | FieldType::Long | FieldType::Number), true) => {}
        // `true:是 false:否` says nothing that the type does not.
        (Some(FieldType::Bool), false) => return Vec::new(),
        (Some(other), _) => {
            let message =
                format!("`{name}` is of type {other}, and its description lists codes that such a field cannot hold");
            Finding::new(FindingCode::CodesMisplaced, span, message)
                .help("ask the platform which of the two is right")
                .push_to(found);
            return Vec::new();
        }
    }
    if let Some(twice) = codes::first_twice(items.iter().map(|item| &item.value)) {
        let message = format!("the description of `{name}` gives the code {twice} two meanings");
        Finding::new(FindingCode::CodesDuplicate, span, message)
            .help("ask the platform which of the two is right")
            .push_to(found);
    }
    let as_text = field_type.is_some_and(|found| *found.innermost() == FieldType::String);
    items
        .into_iter()
        .map(|item| {
            let value = if as_text { CodeValue::Text(codes::plain(&text[item.code.clone()])) } else { item.value };
            Value {
                code: page.at(value, &item.code),
                meaning: page.said(&item.meaning),
                note: item.note.map(|note| page.said(&note)),
            }
        })
        .collect()
}

/// Whether two lists have the same codes with the same meanings.
pub(super) fn agree(one: &[Value], other: &[Value]) -> bool {
    one.len() == other.len()
        && one.iter().all(|value| {
            let same = |with: &&Value| with.code.value.to_string() == value.code.value.to_string();
            other.iter().find(same).is_some_and(|with| fold(&with.meaning.value) == fold(&value.meaning.value))
        })
}
