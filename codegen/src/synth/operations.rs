//! `tags`, `paths`, `x-pathless-operations` and `webhooks` of a made-up spec.

use super::build::{number, provenance, reference, text, with};
use super::field;
use super::plan::{Operation, Plan, Resource};
use crate::text::json::Tree;

/// The events of each resource.
pub(super) const EVENTS: &[&str] = &["changed", "removed"];

pub(super) fn tag(resource: &Resource) -> Tree {
    Tree::object([
        ("name", text(&resource.tag)),
        ("description", text(format!("Everything about {}.", resource.tag.replace('_', " ")))),
    ])
}

pub(super) fn paths(plan: &Plan) -> Tree {
    let typed = plan.operations.iter().filter(|operation| operation.has_path);
    let entries = typed.map(|operation| {
        let path = format!("/openApi/{}", operation.id.replace('.', "/"));
        let head = Tree::object([("operationId", text(&operation.id))]);
        (path, Tree::object([("post", with_rest(head, operation))]))
    });
    Tree::Object(entries.collect())
}

pub(super) fn pathless(plan: &Plan) -> Tree {
    let pathless = plan.operations.iter().filter(|operation| !operation.has_path);
    Tree::Object(
        pathless.map(|operation| (operation.id.clone(), with_rest(Tree::Object(Vec::new()), operation))).collect(),
    )
}

/// What an operation has besides its id.
fn with_rest(head: Tree, operation: &Operation) -> Tree {
    let mut tree = head;
    let action = operation.id.split('.').next_back().unwrap_or_default();
    let which = operation.tag.replace('_', " ");
    tree = with(tree, "tags", Tree::Array(vec![text(&operation.tag)]));
    tree = with(tree, "summary", text(format!("{} of {which}", upper_first(action))));
    let description = format!("Asks the platform to {action} {which}, and tells what came of it.");
    tree = with(tree, "description", text(description));
    tree = with(
        tree,
        "requestBody",
        body(&format!("{}Request", operation.stem), operation.has_example.then(|| request_example(operation))),
    );
    tree = with(tree, "responses", responses(operation));
    tree = with(tree, "x-effect", text(operation.effect.word()));
    if operation.is_paged {
        tree = with(
            tree,
            "x-pagination",
            Tree::object([
                ("page", text("page_no")),
                ("size", text("page_size")),
                ("total", text("total")),
                ("items", text("items")),
            ]),
        );
    }
    with(tree, "x-provenance", provenance(&operation.page, &operation.id))
}

fn upper_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn body(schema: &str, example: Option<Tree>) -> Tree {
    Tree::object([("required", Tree::Boolean(true)), ("content", content(reference(schema), example))])
}

fn content(schema: Tree, example: Option<Tree>) -> Tree {
    let mut media = Tree::object([("schema", schema)]);
    if let Some(example) = example {
        media = with(media, "example", example);
    }
    Tree::object([("application/json", media)])
}

fn responses(operation: &Operation) -> Tree {
    let data = Tree::object([
        ("type", text("object")),
        ("required", Tree::Array(vec![text("data")])),
        ("properties", Tree::object([("data", reference(&format!("{}Response", operation.stem)))])),
    ]);
    let schema = Tree::object([("allOf", Tree::Array(vec![reference("Envelope"), data]))]);
    let ok = Tree::object([
        ("description", text("The envelope, with the operation's answer in data.")),
        ("content", content(schema, operation.has_example.then(|| response_example(operation)))),
    ]);
    Tree::object([("200", ok)])
}

fn request_example(operation: &Operation) -> Tree {
    let mut example = Tree::object([
        ("customer_id", number(10_000_011)),
        ("app_id", number(100_001)),
        ("key", text("00000000000000000000000000000000")),
    ]);
    if let (Tree::Object(into), Tree::Object(own)) = (&mut example, field::example(&operation.request)) {
        into.extend(own);
    }
    example
}

fn response_example(operation: &Operation) -> Tree {
    let item = field::example(&operation.item);
    let data = if operation.is_paged {
        Tree::object([
            ("total", number(1)),
            ("page_no", number(1)),
            ("page_size", number(10)),
            ("items", Tree::Array(vec![item])),
        ])
    } else {
        Tree::object([("item", item)])
    };
    Tree::object([("code", number(0)), ("message", text("success")), ("data", data)])
}

pub(super) fn webhooks(plan: &Plan) -> Tree {
    let entries = plan.resources.iter().flat_map(|resource| {
        EVENTS
            .iter()
            .map(|event| (format!("{}.{event}", resource.tag), Tree::object([("post", webhook(resource, event))])))
    });
    Tree::Object(entries.collect())
}

fn webhook(resource: &Resource, event: &str) -> Tree {
    let which = resource.tag.replace('_', " ");
    let unknown = Tree::object([("description", text("What acknowledges a delivery is not documented."))]);
    Tree::object([
        ("summary", text(format!("One of {which} {event}"))),
        ("description", text(format!("Delivered when one of the {which} was {event}."))),
        ("requestBody", body(&resource.payload, None)),
        ("responses", Tree::object([("default", unknown)])),
        ("x-webhook-group", text(&resource.tag)),
        ("x-provenance", provenance(&resource.events_page, &format!("Webhook / {}", resource.tag))),
    ])
}
