//! Where a schema lists codes, and the words that it has for them: `enum` and `const`, `x-apifox-enum`, alternatives that are a code each,
//! and what other tools write beside `enum`. What becomes of them is decided in `codes`.

use super::part::Part;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::place::At;
use crate::text::fold::tidy;
use crate::text::foreign;

/// What a schema says of one code.
pub(super) struct Item<'d> {
    pub(super) place: Part<'d>,
    pub(super) code: Option<Part<'d>>,
    /// What it is called.
    pub(super) called: Option<At<String>>,
    /// What stands beside that.
    pub(super) said: Option<At<String>>,
}

/// What says of codes what they mean: the first of `x-apifox-enum`, alternatives, and what other tools write beside `enum`.
pub(super) fn items<'d>(schema: Part<'d>, name: &str, found: &mut Vec<Finding>) -> Vec<Item<'d>> {
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
pub(super) fn enumerated(schema: Part<'_>) -> impl Iterator<Item = Part<'_>> {
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
