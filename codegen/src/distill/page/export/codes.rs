//! The codes that a schema lists: `x-apifox-enum` names and describes them, as `oneOf` of `const` does, `enum` only lists them, with
//! what other tools write beside it, and a description may do either.

use super::part::Part;
use crate::distill::page::codes::{self, CodeValue};
use crate::distill::page::field_codes::agree;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::model::Value;
use crate::distill::page::place::At;
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
    // The description may say what the listed codes mean.
    if values.is_empty() && !described.is_empty() {
        let says = |code: &CodeValue| described.iter().any(|value| value.code.value.to_string() == code.to_string());
        bare = enumerated(schema)
            .filter(|code| !code.is_null())
            .filter_map(|code| Some((code, codes::value(code.text()?)?)))
            .find(|(_, code)| !says(code));
        let lists = |value: &&Value| listed.iter().any(|code| code.to_string() == value.code.value.to_string());
        if let Some(more) = described.iter().find(|value| !listed.is_empty() && !lists(value)) {
            let message = format!(
                "the description of `{name}` says what the code {} means, and its schema does not list it",
                more.code.value
            );
            Finding::new(FindingCode::CodesDiffer, more.code.span, message)
                .help("ask the platform whether the code is sent")
                .push_to(found);
        }
        if let Some((code, parsed)) = &bare {
            let message = format!(
                "the schema of `{name}` lists the code {parsed}, and its description does not say what it means"
            );
            Finding::new(FindingCode::CodesWithoutMeaning, code.span(), message)
                .help("ask the platform what the code means")
                .push_to(found);
        }
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

/// What a schema says of one code.
struct Item<'d> {
    place: Part<'d>,
    code: Option<Part<'d>>,
    called: Option<At<String>>,
    said: Option<At<String>>,
}

/// What says of codes what they mean: the first of `x-apifox-enum`, alternatives, and what other tools write beside `enum`.
fn items<'d>(schema: Part<'d>, name: &str, found: &mut Vec<Finding>) -> Vec<Item<'d>> {
    let of_keys = |item: Part<'d>, code: &str, called: &str| Item {
        place: item,
        code: item.get(code).filter(|code| code.words().is_some()),
        called: item.get(called).and_then(words),
        said: item.get("description").and_then(words),
    };
    if let Some(stated) = schema.get("x-apifox-enum").filter(|list| list.is_filled()) {
        return stated.elements().map(|item| of_keys(item, "value", "name")).collect();
    }
    if let Some((_, choices)) = choices(schema) {
        return choices.into_iter().map(|choice| of_keys(choice, "const", "title")).collect();
    }
    let (called, said) = (beside(schema, NAMES, name, found), beside(schema, DESCRIPTIONS, name, found));
    let is_listed = |part: Part<'_>| enumerated(schema).any(|code| code.id == part.id);
    let mut items: Vec<Item<'d>> = Vec::new();
    for (code, words, is_name) in called
        .into_iter()
        .map(|(code, words)| (code, words, true))
        .chain(said.into_iter().map(|(code, words)| (code, words, false)))
    {
        // A code that `enum` has twice is two; one by which words are listed is that of `enum`.
        let is_it = |item: &Item<'_>| {
            let are_two = item.place.id != code.id && is_listed(item.place) && is_listed(code);
            item.place.text() == code.text() && !are_two
        };
        let at = items.iter().position(is_it).unwrap_or_else(|| {
            items.push(Item { place: code, code: Some(code), called: None, said: None });
            items.len() - 1
        });
        *(if is_name { &mut items[at].called } else { &mut items[at].said }) = Some(words);
    }
    // What is sorted by code here stands in the order of `enum` all the same.
    let order: Vec<Option<&str>> = enumerated(schema).map(Part::text).collect();
    items.sort_by_key(|item| order.iter().position(|code| *code == item.place.text()).unwrap_or(order.len()));
    items
}

/// Lists of what the codes of `enum` are called, and of what they mean: in its order, or by code.
const NAMES: &[&[&str]] = &[&["x-enum-varnames"], &["x-enum-names"], &["x-enumNames"]];
const DESCRIPTIONS: &[&[&str]] =
    &[&["x-apifox", "enumDescriptions"], &["x-enum-descriptions"], &["x-enumDescriptions"]];

/// The words for each code under the first of these keys that there is.
fn beside<'d>(schema: Part<'d>, keys: &[&[&str]], name: &str, found: &mut Vec<Finding>) -> Vec<(Part<'d>, At<String>)> {
    let under =
        |keys: &&[&str]| keys.iter().try_fold(schema, |part, key| part.get(key)).filter(|part| part.is_filled());
    let Some(holder) = keys.iter().find_map(under) else { return Vec::new() };
    if holder.is_map() {
        return holder
            .entries()
            .filter(|(code, _)| !code.is_null())
            .filter_map(|(code, meaning)| Some((code, words(meaning)?)))
            .collect();
    }
    let is_said = |code: &Part<'_>| !code.is_null();
    let all = || enumerated(schema);
    let codes: Vec<Part<'d>> = match holder.elements().count() {
        many if many == all().count() => all().collect(),
        many if many == all().filter(is_said).count() => all().filter(is_said).collect(),
        many => {
            let message =
                format!("the schema of `{name}` has {many} words for {} codes; they are not used", all().count());
            Finding::new(FindingCode::CodesDiffer, holder.span(), message)
                .help("ask the platform which of them is meant by which code")
                .push_to(found);
            return Vec::new();
        }
    };
    let told = codes.into_iter().zip(holder.elements()).filter(|(code, _)| is_said(code));
    told.filter_map(|(code, meaning)| Some((code, words(meaning)?))).collect()
}

/// What a part says, without what cannot be seen in it.
fn words(part: Part<'_>) -> Option<At<String>> {
    part.words().map(|words| part.state(tidy(&foreign::name(words))))
}

/// The values that a schema allows: `const` is a list of one.
fn enumerated(schema: Part<'_>) -> impl Iterator<Item = Part<'_>> {
    let chosen = choices(schema).into_iter().flat_map(|(_, choices)| choices);
    let listed = schema.get("enum").into_iter().flat_map(Part::elements).chain(schema.get("const"));
    listed.chain(chosen.filter_map(|choice| choice.get("const")))
}

/// Alternatives that are a code each, with what it means, and the keyword that they stand under. A schema that does not say its type
/// may have one more, for null.
pub(super) fn choices(schema: Part<'_>) -> Option<(&'static str, Vec<Part<'_>>)> {
    let typed = schema.get("type").map(Part::text);
    let is_code = |choice: &Part<'_>| {
        let says_no_more =
            |key: &str| matches!(key, "const" | "title" | "description" | "type") || key.starts_with("x-");
        choice.get("const").is_some_and(|code| code.words().is_some())
            && choice.entries().all(|(key, _)| key.text().is_some_and(says_no_more))
            && typed.zip(choice.get("type")).is_none_or(|(typed, own)| typed == own.text())
    };
    ["oneOf", "anyOf"].into_iter().find_map(|key| {
        let all = schema.get(key)?.elements();
        let choices: Vec<Part<'_>> = all.filter(|choice| typed.is_some() || !is_null(*choice)).collect();
        (!choices.is_empty() && choices.iter().all(is_code)).then_some((key, choices))
    })
}

/// Whether an alternative stands for null.
pub(super) fn is_null(choice: Part<'_>) -> bool {
    choice.get("type").and_then(Part::text) == Some("null")
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
