//! What is different between two states of the spec, place by place, for a person: added, changed, gone.
//! It compares JSON and knows only how places are called; what a change means for callers is the diff's business.

use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something new.
    Added(String, Option<String>),
    /// Something else than before.
    Changed(String, Option<(String, String)>),
    /// Something gone.
    Removed(String),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(place, None) => write!(f, "+ {place}"),
            Self::Added(place, Some(value)) => write!(f, "+ {place}: {value}"),
            Self::Changed(place, None) => write!(f, "~ {place}"),
            Self::Changed(place, Some((old, new))) => write!(f, "~ {place}: {old} -> {new}"),
            Self::Removed(place) => write!(f, "- {place}"),
        }
    }
}

/// Every difference, in the order of the new state. The order of keywords is none; the order of a table's fields is one.
#[must_use]
pub fn between(old: &Tree, new: &Tree) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&mut Vec::new(), old, new, &mut changes);
    changes
}

fn compare(place: &mut Vec<String>, old: &Tree, new: &Tree, changes: &mut Vec<Change>) {
    match (old, new) {
        (old, new) if old == new => {}
        _ if is_example(place) => changes.push(Change::Changed(shown(place), None)),
        (Tree::Object(old), Tree::Object(new)) => entries(place, old, new, changes),
        (Tree::Array(old), Tree::Array(new)) => {
            entries(place, &by_key(old), &by_key(new), changes);
        }
        _ => changes.push(Change::Changed(shown(place), leaf(old).zip(leaf(new)))),
    }
}

fn entries(place: &mut Vec<String>, old: &[(String, Tree)], new: &[(String, Tree)], changes: &mut Vec<Change>) {
    let by_name: BTreeMap<&str, &Tree> = old.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let kept: BTreeSet<&str> = new.iter().map(|(key, _)| key.as_str()).collect();
    for (key, value) in new {
        place.push(key.clone());
        match by_name.get(key.as_str()) {
            Some(old) => compare(place, old, value, changes),
            None => added(place, value, changes),
        }
        place.pop();
    }
    for (key, _) in old.iter().filter(|(key, _)| !kept.contains(key.as_str())) {
        place.push(key.clone());
        changes.push(Change::Removed(shown(place)));
        place.pop();
    }
    if place.last().is_some_and(|key| key == "properties" || key == "oneOf") {
        let common = |entries: &[(String, Tree)], other: &dyn Fn(&str) -> bool| -> Vec<String> {
            entries.iter().map(|(key, _)| key.clone()).filter(|key| other(key)).collect()
        };
        if common(old, &|key| kept.contains(key)) != common(new, &|key| by_name.contains_key(key)) {
            let of = shown(&place[..place.len() - 1]);
            changes.push(Change::Changed(format!("{of}: the order"), None));
        }
    }
}

/// What is new, at the level at which a person thinks of it: an operation, an event, a schema with its fields, a keyword.
fn added(place: &mut Vec<String>, value: &Tree, changes: &mut Vec<Change>) {
    let is_section = place.len() == 1;
    let is_schemas = place.len() == 2 && place[0] == "components";
    if is_section || is_schemas {
        let listed = match value {
            Tree::Array(elements) => by_key(elements),
            other => other.entries().to_vec(),
        };
        for (key, value) in listed {
            place.push(key);
            added(place, &value, changes);
            place.pop();
        }
        if let Some(value) = leaf(value) {
            changes.push(Change::Added(shown(place), Some(value)));
        }
        return;
    }
    changes.push(Change::Added(shown(place), about(place, value)));
    let fields = value.get("properties").or_else(|| value.get("allOf")?.elements().get(1)?.get("properties"));
    if place.first().is_some_and(|section| section == "components") {
        for (key, field) in fields.map_or(&[][..], Tree::entries) {
            changes.push(Change::Added(format!("{}.{key}", shown(place)), ty(field)));
        }
        for code in value.get("oneOf").map_or(&[][..], Tree::elements) {
            let title = code.text_at("title").map(str::to_owned);
            let constant = code.get("const").and_then(leaf).unwrap_or_default();
            changes.push(Change::Added(format!("{} {constant}", shown(place)), title));
        }
    }
}

/// What is said of something new behind its name.
fn about(place: &[String], value: &Tree) -> Option<String> {
    let is_name = place.len() > 1 && place[place.len() - 2] == "required";
    if is_example(place) || is_name {
        return None;
    }
    match value {
        Tree::Object(_) => {
            let id = value.get("post").and_then(|post| post.get("operationId")).and_then(Tree::text);
            id.map(str::to_owned).or_else(|| value.text_at("title").map(str::to_owned)).or_else(|| ty(value))
        }
        other => leaf(other),
    }
}

fn ty(field: &Tree) -> Option<String> {
    let text = |key: &str| field.text_at(key);
    if let Some(reference) = text("$ref") {
        return reference.rsplit('/').next().map(str::to_owned);
    }
    match text("type")? {
        "array" => Some(format!("array of {}", ty(field.get("items")?)?)),
        plain => Some(text("format").unwrap_or(plain).to_owned()),
    }
}

/// Examples hold what the page printed, card data included: their contents are not repeated.
fn is_example(place: &[String]) -> bool {
    place.last().is_some_and(|key| key == "example" || key == "examples")
}

fn leaf(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Null => Some("null".to_owned()),
        Tree::Boolean(value) => Some(value.to_string()),
        Tree::Number(text) => Some(text.clone()),
        Tree::Text(text) => Some(format!("\"{text}\"")),
        Tree::Array(_) | Tree::Object(_) => None,
    }
}

/// The elements of an array by what tells them apart: a code, a name, the text itself, or else their place.
fn by_key(elements: &[Tree]) -> Vec<(String, Tree)> {
    let keyed: Option<Vec<(String, Tree)>> = elements
        .iter()
        .map(|element| {
            let key = match element {
                Tree::Text(text) => text.clone(),
                other => match other.get("const").or_else(|| other.get("name"))? {
                    Tree::Number(text) | Tree::Text(text) => text.clone(),
                    _ => return None,
                },
            };
            Some((key, element.clone()))
        })
        .collect();
    keyed
        .unwrap_or_else(|| elements.iter().enumerate().map(|(at, element)| (at.to_string(), element.clone())).collect())
}

/// `Card.balance: type` rather than every key on the way.
pub(super) fn shown(place: &[String]) -> String {
    let mut parts = place.iter().map(String::as_str).peekable();
    let mut out = String::new();
    if place.len() > 2 && place[0] == "components" {
        parts.next();
        parts.next();
        out.push_str(parts.next().unwrap_or_default());
    }
    while let Some(part) = parts.next() {
        let separator = match part {
            "properties" if parts.peek().is_some() => {
                out.push('.');
                out.push_str(parts.next().unwrap_or_default());
                continue;
            }
            "oneOf" if parts.peek().is_some() => {
                out.push(' ');
                out.push_str(parts.next().unwrap_or_default());
                continue;
            }
            "allOf" | "1" if parts.peek().is_some() => continue,
            _ if out.is_empty() => "",
            _ => " ",
        };
        out.push_str(separator);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_called_by_what_a_person_knows_of_it() {
        for (place, name) in [
            ("info/version", "info version"),
            ("components/schemas", "components schemas"),
            ("components/schemas/Card", "Card"),
            ("components/schemas/Card/properties", "Card properties"),
            ("components/schemas/Card/properties/balance", "Card.balance"),
            ("components/schemas/Card/properties/balance/type", "Card.balance type"),
            ("components/schemas/CardStatus/oneOf", "CardStatus oneOf"),
            ("components/schemas/CardStatus/oneOf/2/title", "CardStatus 2 title"),
            ("components/schemas/PayRequest/allOf", "PayRequest allOf"),
            ("components/schemas/PayRequest/allOf/1", "PayRequest 1"),
            ("components/schemas/PayRequest/allOf/1/properties/amount", "PayRequest.amount"),
            ("components/schemas/PayRequest/allOf/1/required/amount", "PayRequest required amount"),
        ] {
            let place: Vec<String> = place.split('/').map(str::to_owned).collect();
            assert_eq!(shown(&place), name);
        }
    }

    #[test]
    fn what_an_example_holds_is_not_repeated_and_a_name_says_itself() {
        let told =
            |place: &[&str], value: Tree| about(&place.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>(), &value);
        let text = || Tree::from("4111111111111111");
        assert_eq!(told(&["post", "example"], text()), None);
        assert_eq!(told(&["post", "examples"], text()), None);
        assert_eq!(told(&["allOf", "required", "amount"], text()), None);
        assert_eq!(told(&["required"], text()), Some("\"4111111111111111\"".to_owned()));
        assert_eq!(told(&["required", "amount", "title"], text()), Some("\"4111111111111111\"".to_owned()));
    }
}
