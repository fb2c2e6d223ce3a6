//! The page's examples as the spec's: whole ones only, and exactly as the page has them.

use crate::distill::page::model::Message;
use crate::distill::page::{Json, JsonValue};
use crate::text::json::Tree;
use std::collections::BTreeSet;

/// The first example of a message that says something and is shown whole.
pub(super) fn first(message: &Message) -> Option<(&Json, Tree)> {
    let filled = message.examples.iter().filter(|example| !example.is_empty());
    filled.into_iter().find_map(|example| Some((example, tree(example)?)))
}

/// The value as a tree; none when the page cuts something off. Of a key that is there twice the first counts, as it does
/// for the page's reader.
fn tree(json: &Json) -> Option<Tree> {
    Some(match &json.value {
        JsonValue::Null => Tree::Null,
        JsonValue::Bool(value) => Tree::Boolean(*value),
        JsonValue::Number(text) => Tree::Number(text.clone()),
        JsonValue::String(text) => Tree::Text(text.clone()),
        JsonValue::Array(elements) => Tree::Array(elements.iter().map(tree).collect::<Option<_>>()?),
        JsonValue::Object { complete: false, .. } => return None,
        JsonValue::Object { members, .. } => {
            let mut seen = BTreeSet::new();
            let first = members.iter().filter(|member| seen.insert(member.name.value.as_str()));
            let entries = first.map(|member| Some((member.name.value.clone(), tree(&member.value)?)));
            Tree::Object(entries.collect::<Option<_>>()?)
        }
    })
}
