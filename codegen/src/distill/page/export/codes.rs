//! The codes that a schema lists: `x-apifox-enum` names and describes them, as `oneOf` of `const` does, `enum` only lists them, with
//! what other tools write beside it, and a description may do either.

use super::listed::{Item, enumerated, items};
use super::part::Part;
use crate::distill::page::codes::{self, CodeValue};
use crate::distill::page::field_codes::agree;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::model::Value;
use crate::distill::page::types::FieldType;
use crate::text::fold::tidy;
use crate::text::foreign;

/// The codes of a field. `described` are those that its description lists.
pub(super) fn read(
    schema: Part<'_>,
    described: Vec<Value>,
    field_type: Option<&FieldType>,
    name: &str,
    found: &mut Vec<Finding>,
) -> Vec<Value> {
    let named = named(schema, &described, field_type, name, found);
    let Some(place) = named.first().map(|value| value.code.span) else { return described };
    if let Some(first) = described.first().filter(|_| !agree(&described, &named)) {
        let message = format!("the description of `{name}` lists other codes than its schema, whose codes are used");
        Finding::new(FindingCode::CodesDiffer, first.code.span, message)
            .help("ask the platform which of the two is right")
            .see(place, "the schema's codes")
            .push_to(found);
    }
    named
}

fn named(
    schema: Part<'_>,
    described: &[Value],
    field_type: Option<&FieldType>,
    name: &str,
    found: &mut Vec<Finding>,
) -> Vec<Value> {
    let is_text = field_type.is_none_or(|stated| *stated.innermost() == FieldType::String);
    let mut values = Vec::new();
    let mut bare = None;
    for Item { place, code, called, said } in items(schema, name, found) {
        let Some(code) = code else {
            // An empty line of a form says nothing.
            if place.words().is_some() || called.is_some() || said.is_some() {
                let message = format!("this entry of the codes of `{name}` has no code; it is not used");
                Finding::new(FindingCode::CodesWithoutMeaning, place.span(), message)
                    .help("ask the platform which code it is about")
                    .push_to(found);
            }
            continue;
        };
        let Some(parsed) = value(code, is_text, name, found) else { continue };
        match (called, said) {
            (Some(called), note) => values.push(Value { code: code.state(parsed), meaning: called, note }),
            (None, Some(meaning)) => values.push(Value { code: code.state(parsed), meaning, note: None }),
            (None, None) => bare = bare.or(Some((code, parsed))),
        }
    }
    let mut listed = Vec::new();
    for code in enumerated(schema).filter(|code| !code.is_null()) {
        let Some(parsed) = value(code, is_text, name, found) else { continue };
        if !values.iter().any(|known| known.code.value == parsed) {
            bare = bare.or_else(|| Some((code, parsed.clone())));
        }
        listed.push(parsed);
    }
    if let Some(more) = values.iter().find(|known| !listed.is_empty() && !listed.contains(&known.code.value)) {
        let message =
            format!("the schema of `{name}` says what the code {} means, and does not list it", more.code.value);
        Finding::new(FindingCode::CodesDiffer, more.code.span, message)
            .help("ask the platform whether the code is sent")
            .push_to(found);
    }
    // A word is its own meaning, if nothing else says what it means; a number is not.
    if values.is_empty()
        && described.is_empty()
        && let Some((_, CodeValue::Text(_))) = &bare
    {
        let all = || enumerated(schema).filter(|code| !code.is_null());
        let words = all().filter(|code| !code.is_plain() || is_text);
        let words = words.filter_map(|code| Some((code, code.words()?)));
        let words: Vec<Value> = words
            .filter(|(_, word)| word.contains(|each: char| each.is_alphabetic()))
            .map(|(code, word)| Value {
                code: code.state(CodeValue::Text(tidy(word))),
                meaning: code.state(tidy(word)),
                note: None,
            })
            .collect();
        if words.len() == all().count() {
            return words;
        }
    }
    if values.is_empty() && !described.is_empty() {
        hold_against(described, schema, &listed, name, found);
        return Vec::new();
    }
    if let Some((code, parsed)) = bare {
        // Where a part of them has no meaning, which is meant by the others may be wrong too.
        let message = format!(
            "the schema of `{name}` lists the code {parsed} and does not say what it means; its list is not used"
        );
        Finding::new(FindingCode::CodesWithoutMeaning, code.span(), message)
            .help("ask the platform what the codes mean, or look for the constant's own page")
            .push_to(found);
        return Vec::new();
    }
    if let Some(twice) = codes::first_twice(values.iter().map(|value| &value.code.value)) {
        let message = format!("the schema of `{name}` gives the code {twice} two meanings");
        Finding::new(FindingCode::CodesDuplicate, schema.span(), message)
            .help("ask the platform which of the two is right")
            .push_to(found);
        return Vec::new();
    }
    values
}

/// Holds the codes that a schema lists without words against those that its description explains, whose words count.
fn hold_against(described: &[Value], schema: Part<'_>, listed: &[CodeValue], name: &str, found: &mut Vec<Finding>) {
    let is_same = |one: &CodeValue, other: &CodeValue| one.to_string() == other.to_string();
    for code in enumerated(schema).filter(|code| !code.is_null()) {
        let Some(parsed) = code.text().and_then(codes::value) else { continue };
        if !described.iter().any(|value| is_same(&value.code.value, &parsed)) {
            let message = format!(
                "the schema of `{name}` lists the code {parsed}, and its description does not say what it means"
            );
            Finding::new(FindingCode::CodesWithoutMeaning, code.span(), message)
                .help("ask the platform what the code means")
                .push_to(found);
        }
    }
    for value in described.iter().filter(|_| !listed.is_empty()) {
        if !listed.iter().any(|code| is_same(code, &value.code.value)) {
            let code = &value.code;
            let message = format!(
                "the description of `{name}` says what the code {} means, and its schema does not list it",
                code.value
            );
            Finding::new(FindingCode::CodesDiffer, code.span, message)
                .help("ask the platform whether the code is sent")
                .push_to(found);
        }
    }
}

/// The type that all of the alternatives' codes have.
pub(super) fn type_of(choices: &[Part<'_>]) -> Option<FieldType> {
    let mut words = choices.iter().map(|choice| {
        let code = choice.get("const")?;
        let text = code.text()?;
        let word = match codes::value(text) {
            _ if !code.is_plain() => "string",
            Some(CodeValue::Int(_)) => "integer",
            _ if matches!(text, "true" | "false") || text.parse::<f64>().is_ok() => return None,
            _ => "string",
        };
        choice.get("type").is_none_or(|stated| stated.text() == Some(word)).then_some(word)
    });
    let first = words.next()??;
    let is_text = first == "string";
    words.all(|word| word == Some(first)).then_some(if is_text { FieldType::String } else { FieldType::Int })
}

fn value(code: Part<'_>, is_text: bool, name: &str, found: &mut Vec<Finding>) -> Option<CodeValue> {
    let text = code.text().unwrap_or_default();
    let parsed = codes::value(text).map(|parsed| if is_text { CodeValue::Text(tidy(text)) } else { parsed });
    if parsed.is_none() {
        let message = format!("`{}` of `{name}` is not a code", foreign::short(text));
        Finding::new(FindingCode::RowNotUnderstood, code.span(), message)
            .help("a code is a whole number or a word of ASCII letters, digits, `_`, `.` and `-`")
            .push_to(found);
    }
    parsed
}
