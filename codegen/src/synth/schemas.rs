//! `components.schemas` of a made-up spec: what the runtime owns, what everything shares, and each operation's own.

use super::build::{number, provenance, reference, text, with};
use super::field::{Field, fields};
use super::kind::Kind;
use super::plan::{Operation, Plan};
use crate::text::json::Tree;

const SHARED_PAGE: &str = "400000000e0";
const SHARED_TITLE: &str = "What everything shares";

const TITLES: &[&str] =
    &["Waiting", "Accepted", "Refused", "Running", "Halted", "Expired", "Settled", "Reversed", "Archived", "Escalated"];

pub(super) fn schemas(plan: &Plan) -> Tree {
    let mut schemas = shared();
    for operation in &plan.operations {
        own(operation, &mut schemas);
    }
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    Tree::Object(schemas)
}

fn shared() -> Vec<(String, Tree)> {
    let documented = |tree| with(tree, "x-provenance", provenance(SHARED_PAGE, SHARED_TITLE));
    let scalar = |ty: &str, description: &str| Tree::object([("type", text(ty)), ("description", text(description))]);
    let integer = |description: &str| {
        Tree::object([("type", text("integer")), ("format", text("int64")), ("description", text(description))])
    };
    let mut schemas = vec![
        ("Credentials".to_owned(), documented(credentials())),
        ("Envelope".to_owned(), documented(envelope())),
        ("Channel".to_owned(), documented(channel())),
        ("Category".to_owned(), documented(category())),
        ("Address".to_owned(), documented(address())),
        ("CustomerId".to_owned(), documented(integer("A customer of the platform."))),
        ("AppId".to_owned(), documented(integer("An application of the customer's."))),
        (
            "Expiry".to_owned(),
            documented(with(scalar("string", "The month in which something ends."), "x-sensitive", text("cvv"))),
        ),
    ];
    for (name, description) in [
        ("CardId", "A thing that was handed out."),
        ("BinId", "A range that things are handed out from."),
        ("HolderId", "A person that things are handed to."),
        ("OrderId", "A request to hand something out."),
    ] {
        let schema = with(scalar("string", description), "examples", Tree::Array(vec![text("cpi_6530de6a2f1c7")]));
        schemas.push((name.to_owned(), documented(schema)));
    }
    schemas
}

fn credentials() -> Tree {
    let named = |schema: &str, description: &str| with(reference(schema), "description", text(description));
    Tree::object([
        ("type", text("object")),
        ("description", text("Who asks. Every request holds it.")),
        ("required", Tree::Array(vec![text("customer_id"), text("app_id"), text("key")])),
        (
            "properties",
            Tree::object([
                ("customer_id", named("CustomerId", "The customer.")),
                ("app_id", named("AppId", "The customer's application.")),
                (
                    "key",
                    Tree::object([
                        ("type", text("string")),
                        ("description", text("What proves who asks.")),
                        ("x-sensitive", text("secret")),
                    ]),
                ),
            ]),
        ),
    ])
}

fn envelope() -> Tree {
    Tree::object([
        ("type", text("object")),
        ("description", text("What every answer comes in.")),
        ("required", Tree::Array(vec![text("code"), text("message"), text("data")])),
        (
            "properties",
            Tree::object([
                (
                    "code",
                    Tree::object([
                        ("type", text("integer")),
                        ("format", text("int32")),
                        ("description", text("0 for success, anything else for a failure.")),
                    ]),
                ),
                (
                    "message",
                    Tree::object([
                        ("type", text("string")),
                        ("description", text("What happened, for people to read.")),
                    ]),
                ),
                ("data", Tree::object([("description", text("What the operation answers."))])),
            ]),
        ),
    ])
}

fn channel() -> Tree {
    let code = |code: &str, title: &str, description: &str| {
        Tree::object([("const", text(code)), ("title", text(title)), ("description", text(description))])
    };
    Tree::object([
        ("type", text("string")),
        ("description", text("The way something reached the platform.")),
        (
            "oneOf",
            Tree::Array(vec![
                code("api", "Api", "A program called."),
                code("console", "Console", "A person typed it in."),
                code("batch-file", "BatchFile", "A file was handed over."),
            ]),
        ),
    ])
}

fn category() -> Tree {
    Tree::object([
        ("type", text("object")),
        ("description", text("A shelf, and the shelves on it.")),
        ("required", Tree::Array(vec![text("name"), text("children")])),
        (
            "properties",
            Tree::object([
                (
                    "name",
                    Tree::object([("type", text("string")), ("description", text("What is written on the shelf."))]),
                ),
                (
                    "children",
                    Tree::object([
                        ("type", text("array")),
                        ("description", text("The shelves on it, if any.")),
                        ("items", reference("Category")),
                    ]),
                ),
            ]),
        ),
    ])
}

fn address() -> Tree {
    let line = |description: &str| {
        Tree::object([("type", text("string")), ("description", text(description)), ("x-sensitive", text("pii"))])
    };
    Tree::object([
        ("type", text("object")),
        ("description", text("A place that letters reach.")),
        ("required", Tree::Array(vec![text("street"), text("city"), text("country")])),
        (
            "properties",
            Tree::object([
                ("street", line("The road and the number in it.")),
                ("city", line("The town or village.")),
                ("postal_code", line("What the post sorts by, where there is such a thing.")),
                (
                    "country",
                    Tree::object([
                        ("type", text("string")),
                        ("description", text("Two letters, as ISO 3166-1 has them.")),
                    ]),
                ),
            ]),
        ),
    ])
}

/// An operation's request, answer and item, and the enum if it is the first of the two that share it.
fn own(operation: &Operation, into: &mut Vec<(String, Tree)>) {
    let Operation { stem, id, page, status, .. } = operation;
    let documented = |tree| with(tree, "x-provenance", provenance(page, id));
    let object_of = |description: String| Tree::object([("type", text("object")), ("description", text(description))]);
    let request = Tree::object([
        ("description", text(format!("What `{id}` is told."))),
        (
            "allOf",
            Tree::Array(vec![
                reference("Credentials"),
                fields(Tree::object([("type", text("object"))]), &operation.request, status, page),
            ]),
        ),
    ]);
    into.push((format!("{stem}Request"), documented(request)));
    let answer = if operation.is_paged { page_of(stem, id) } else { one(stem, id) };
    into.push((format!("{stem}Response"), documented(answer)));
    let item = fields(object_of(format!("What `{id}` tells about one of them.")), &operation.item, status, page);
    into.push((format!("{stem}Item"), documented(item)));
    if let Some(codes) = operation.defines_status {
        into.push((status.clone(), documented(codes_of(id, codes))));
    }
}

fn one(stem: &str, id: &str) -> Tree {
    Tree::object([
        ("type", text("object")),
        ("description", text(format!("What `{id}` answers."))),
        ("required", Tree::Array(vec![text("item")])),
        (
            "properties",
            Tree::object([("item", with(reference(&format!("{stem}Item")), "description", text("The one meant.")))]),
        ),
    ])
}

fn page_of(stem: &str, id: &str) -> Tree {
    let counter = |name: &str| Field::plain(name, Kind::Int32);
    let head =
        Tree::object([("type", text("object")), ("description", text(format!("A page of what `{id}` answers.")))]);
    let page = fields(head, &[counter("total"), counter("page_no"), counter("page_size")], "", "");
    let items = Tree::object([
        ("type", text("array")),
        ("description", text("Those on this page.")),
        ("items", reference(&format!("{stem}Item"))),
    ]);
    let mut page = page;
    if let Some(Tree::Array(required)) = page.get_mut("required") {
        required.push(text("items"));
    }
    if let Some(Tree::Object(properties)) = page.get_mut("properties") {
        properties.push(("items".to_owned(), items));
    }
    page
}

fn codes_of(id: &str, count: u64) -> Tree {
    let codes = (1..=count).zip(TITLES).map(|(code, title)| {
        Tree::object([
            ("const", number(code)),
            ("title", text(title)),
            ("description", text(format!("It is {} as far as the platform knows.", title.to_lowercase()))),
        ])
    });
    Tree::object([
        ("type", text("integer")),
        ("format", text("int32")),
        ("description", text(format!("How far something of `{id}` has come."))),
        ("oneOf", Tree::Array(codes.collect())),
    ])
}
