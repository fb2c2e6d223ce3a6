//! `catalog.json` of a made-up spec: what is typed, and one operation of each resource that is only named.

use super::build::{text, with};
use super::plan::Plan;
use crate::text::json::Tree;

pub(super) fn catalog(plan: &Plan) -> Tree {
    let mut operations = Vec::new();
    let mut tag = "";
    for operation in &plan.operations {
        if operation.tag != tag {
            tag = &operation.tag;
            operations.push(entry(&format!("{tag}.export"), tag, &[("method", "POST"), ("effect", "read")]));
        }
        let keywords = [("method", "POST"), ("effect", operation.effect.word()), ("page", operation.page.as_str())];
        operations.push(entry(&operation.id, tag, &keywords));
    }
    let statuses = plan.operations.iter().filter(|operation| operation.defines_status.is_some());
    let mut constants: Vec<Tree> =
        statuses.map(|operation| entry(&operation.status, &operation.tag, &[("page", &operation.page)])).collect();
    constants.push(entry("Channel", "Shared", &[]));
    let webhooks = plan.resources.iter();
    let webhooks =
        webhooks.map(|resource| entry(&resource.tag, &resource.tag, &[("page", &resource.events_page)])).collect();
    Tree::object([
        ("introduction", Tree::object([("title", text("How to call")), ("page", text("400000001e0"))])),
        ("operations", Tree::Array(operations)),
        ("constants", Tree::Array(constants)),
        ("webhooks", Tree::Array(webhooks)),
    ])
}

fn entry(id: &str, section: &str, keywords: &[(&str, &str)]) -> Tree {
    let head = Tree::object([("id", text(id)), ("section", text(section)), ("title", text(format!("About {id}")))]);
    keywords.iter().fold(head, |tree, (key, value)| with(tree, key, text(value)))
}
