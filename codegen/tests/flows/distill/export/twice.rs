//! A key that stands twice in an export: what the two say is brought together where they agree and held up where they do not, in
//! YAML as in JSON.

use super::forms;
use super::restructured::document;
use crate::drawn;
use open_api_codegen::distill::page::{Finding, FindingCode, Parsed, Severity};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// A place of a document as JSON, by its keys.
const PLACES: [&[&str]; 7] = [
    &[
        "paths",
        "/{{version}}/lib/book/list",
        "post",
        "requestBody",
        "content",
        "application/json",
        "schema",
        "properties",
    ],
    &["paths", "/{{version}}/lib/book/list", "post", "requestBody", "content", "application/json", "schema"],
    &["paths", "/{{version}}/lib/book/list", "post"],
    &["paths", "/{{version}}/lib/book/list"],
    &["paths"],
    &["components", "schemas", "Book", "properties"],
    &["components", "schemas"],
];

/// The document in JSON, in which one key of one place stands twice.
fn with_twice(document: &Value, place: &[&str], key: &str, second: &Value) -> String {
    match place.split_first() {
        None => {
            let mut entries: Vec<String> =
                document.as_object().unwrap().iter().map(|(key, value)| format!("{}: {value}", json!(key))).collect();
            entries.push(format!("{}: {second}", json!(key)));
            format!("{{\n{}\n}}", entries.join(",\n"))
        }
        Some((first, rest)) => {
            let entries = document.as_object().unwrap().iter().map(|(name, value)| {
                let value = if name == first { with_twice(value, rest, key, second) } else { value.to_string() };
                format!("{}: {value}", json!(name))
            });
            format!("{{\n{}\n}}", entries.collect::<Vec<_>>().join(",\n"))
        }
    }
}

/// JSON is YAML too, as long as the file does not begin with its brace.
fn as_yaml(json: &str) -> String {
    let inside = json.trim().strip_prefix('{').unwrap().strip_suffix('}').unwrap();
    let mut out = String::new();
    let mut depth = 0;
    for line in inside.trim().lines() {
        let after = depth + line.matches(['{', '[']).count() - line.matches(['}', ']']).count();
        out += if depth == 0 { "" } else { "  " };
        out += if after == 0 { line.trim_end_matches(',') } else { line };
        out.push('\n');
        depth = after;
    }
    out
}

fn findings(parsed: &Parsed) -> Vec<&Finding> {
    parsed.findings.iter().filter(|finding| finding.code == FindingCode::KeyTwice).collect()
}

/// What the page says, without places.
fn said(parsed: &Parsed) -> String {
    let text = format!("{:?}", parsed.page);
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        out += &rest[..at];
        rest = &rest[at + rest[at..].find('}').unwrap() + 1..];
    }
    out + rest
}

/// The value under a key of a place, and the keys there are.
fn at<'d>(document: &'d Value, place: &[&str]) -> &'d serde_json::Map<String, Value> {
    place.iter().fold(document, |value, key| &value[*key]).as_object().unwrap()
}

/// Another value that says less than the first, or the same.
fn part_of(value: &Value, drop: usize) -> Value {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let left = entries.iter().enumerate().filter(|(at, _)| *at != drop % entries.len());
            left.map(|(_, (key, value))| (key.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// The value with one text of it another one; none for a value without any that is read.
fn contradicting(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => Some(json!(format!("{text} x"))),
        Value::Bool(value) => Some(json!(!value)),
        Value::Object(entries) => {
            let is_read = |key: &str| !key.starts_with("x-run") && !["example", "examples", "default"].contains(&key);
            let (key, other) = entries
                .iter()
                .filter(|(key, _)| is_read(key))
                .find_map(|(key, value)| Some((key.clone(), contradicting(value)?)))?;
            let mut entries = entries.clone();
            entries.insert(key, other);
            Some(Value::Object(entries))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(drawn::config(200))]

    #[test]
    fn a_key_that_stands_twice_and_agrees_says_what_it_says_once(
        place in select(PLACES.to_vec()), which in any::<prop::sample::Index>(), drop in 0..9_usize,
    ) {
        let document = document();
        let entries = at(&document, place);
        let (key, value) = entries.iter().nth(which.index(entries.len())).unwrap();
        let json = with_twice(&document, place, key, &part_of(value, drop));
        let before = forms::one(&document.to_string());
        let yaml = as_yaml(&json);
        for text in [&json, &yaml] {
            let parsed = forms::one(text);
            prop_assert_eq!(said(&parsed), said(&before), "{}", text);
            let found = findings(&parsed);
            prop_assert_eq!(found.len(), 1, "{} {}", key, text);
            prop_assert_eq!(found[0].severity, Severity::Warning);
            let (first, _) = found[0].related.as_ref().unwrap();
            prop_assert_eq!(&text[first.start..first.end], &text[found[0].span.start..found[0].span.end]);
        }
    }

    #[test]
    fn a_key_that_stands_twice_and_contradicts_itself_holds_the_page_up(
        place in select(PLACES.to_vec()), which in any::<prop::sample::Index>(),
    ) {
        let document = document();
        let entries = at(&document, place);
        let (key, value) = entries.iter().nth(which.index(entries.len())).unwrap();
        let is_used = !key.starts_with("x-run") && key != "Shelf";
        let Some(second) = contradicting(value).filter(|_| is_used) else { return Ok(()) };
        let json = with_twice(&document, place, key, &second);
        let yaml = as_yaml(&json);
        for text in [&json, &yaml] {
            let parsed = forms::one(text);
            let found = findings(&parsed);
            prop_assert!(parsed.has_errors() && !found.is_empty(), "{} {}", key, text);
            prop_assert!(found.iter().all(|finding| finding.related.is_some()));
        }
    }
}

#[test]
fn an_example_that_has_a_key_twice_holds_nothing_up() {
    let document = document();
    let place =
        ["paths", "/{{version}}/lib/book/list", "post", "requestBody", "content", "application/json", "example"];
    let parsed = forms::one(&with_twice(&document, &place, "page_no", &json!(7)));
    assert!(!parsed.has_errors(), "{parsed:?}");
    assert!(parsed.findings.iter().any(|finding| finding.code == FindingCode::ExampleDuplicateKey));
}

#[test]
fn what_refers_to_itself_ends() {
    let text = "openapi: 3.0.1\npaths:\n  /a: &a\n    post: &b {summary: x, x: *b, x: *a}\n    post: {summary: x, x: *a, x: *b}\n";
    assert!(forms::read(text).iter().all(|parsed| !findings(parsed).is_empty()), "it ends and is told");
}
