//! Examples of an export as trees of values: written out in YAML or JSON, or as a text that holds JSON.
//! Aliases can make a small text large, so that there is a limit to what is read.

use super::part::Part;
use super::reference;
use crate::distill::page::clean::Clean;
use crate::distill::page::example::{self, Fragment, Json, JsonValue, Member};
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::marks;

/// As deep as an example of a pasted page is read.
const DEEPEST: usize = 48;
/// No example has so many values.
const MOST: usize = 50_000;

/// The examples of a media type.
pub(super) fn of_media(root: Part<'_>, media: Part<'_>, found: &mut Vec<Finding>) -> Vec<Json> {
    let one = media.get("example");
    let many = media.get("examples");
    let named = many.into_iter().flat_map(Part::entries).map(|(_, example)| example);
    let listed = many.into_iter().flat_map(Part::elements);
    let named: Vec<Part<'_>> = named.chain(listed).collect();
    let named = named.into_iter().filter_map(|example| reference::followed(root, example, found).get("value"));
    one.into_iter().chain(named.collect::<Vec<_>>()).filter_map(|example| read(example, found)).collect()
}

/// The value as a tree; none for a text that is no JSON, which says nothing about fields.
fn read(part: Part<'_>, found: &mut Vec<Finding>) -> Option<Json> {
    if !part.is_plain() && part.text().is_some_and(|text| marks::begins_json(text.trim_start())) {
        let page = part.excerpt();
        let text = Clean::new(&page);
        let start = text.text().len() - text.text().trim_start().len();
        return example::parse(&text, &Fragment { range: start..text.text().len() }, found);
    }
    let mut reader = Reader { left: MOST, is_over: false };
    let json = reader.json(part, 0);
    if reader.is_over {
        Finding::new(FindingCode::ExampleBroken, part.span(), "the example is too large or too deep to be read whole")
            .help("check the aliases in the export")
            .push_to(found);
    }
    Some(json)
}

struct Reader {
    left: usize,
    is_over: bool,
}

impl Reader {
    fn json(&mut self, part: Part<'_>, depth: usize) -> Json {
        self.left = self.left.saturating_sub(1);
        let is_over = self.left == 0 || depth > DEEPEST;
        self.is_over |= is_over;
        let value = if part.is_map() {
            let members = if is_over { Vec::new() } else { self.members(part, depth) };
            JsonValue::Object { members, complete: !is_over }
        } else if part.is_list() {
            let elements: Vec<Part<'_>> = if is_over { Vec::new() } else { part.elements().collect() };
            JsonValue::Array(elements.into_iter().map(|element| self.json(element, depth + 1)).collect())
        } else {
            scalar(part)
        };
        Json { span: part.span(), value }
    }

    fn members(&mut self, part: Part<'_>, depth: usize) -> Vec<Member> {
        let mut members = Vec::new();
        for (key, value) in part.entries() {
            let Some(name) = key.text() else { continue };
            members.push(Member { name: key.state(name.to_owned()), value: self.json(value, depth + 1) });
        }
        members
    }
}

fn scalar(part: Part<'_>) -> JsonValue {
    let text = part.text().unwrap_or_default();
    match text {
        _ if part.is_null() => JsonValue::Null,
        "true" | "false" if part.is_plain() => JsonValue::Bool(text == "true"),
        _ if part.is_plain() && example::extent::is_number(text) => JsonValue::Number(text.to_owned()),
        _ => JsonValue::String(text.to_owned()),
    }
}
