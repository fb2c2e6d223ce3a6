//! The canonical form of the spec: keywords in the profile's order, entries of maps in document order, two spaces, one value a
//! line. It changes how the spec is written and never what it says.

use crate::spec::openapi::keywords::{self, Kind};
use crate::text::json::{Tree, Value};

/// The canonical text of `openapi.json`.
#[must_use]
pub fn spec(root: &Value<'_>) -> String {
    tree(Tree::from(root))
}

/// The canonical text of a spec that is not in a file yet.
#[must_use]
pub fn tree(mut tree: Tree) -> String {
    sort(&mut tree, &DOCUMENT);
    finish(&tree)
}

/// The canonical text of a JSON file without a profile of its own: only the layout.
#[must_use]
pub fn plain(root: &Value<'_>) -> String {
    finish(&Tree::from(root))
}

/// The text of a JSON file without a profile of its own that is not in a file yet.
#[must_use]
pub fn finish(tree: &Tree) -> String {
    let mut text = tree.pretty();
    text.push('\n');
    text
}

/// What an object is, for the order of its keys and for what its values are.
enum Node {
    /// Keywords in the order of a kind, and what stands below some of them.
    Keyed(&'static Kind, &'static [(&'static str, &'static Node)]),
    /// Names in document order, all of one kind.
    Map(&'static Node),
    /// An array of one kind.
    Each(&'static Node),
    /// Anything, left as it is.
    Opaque,
}

static DOCUMENT: Node = Node::Keyed(
    &keywords::DOCUMENT,
    &[
        ("info", &INFO),
        ("servers", &Node::Each(&SERVER)),
        ("tags", &Node::Each(&Node::Keyed(&keywords::TAG, &[]))),
        ("paths", &Node::Map(&Node::Keyed(&keywords::PATH_ITEM, &[("post", &OPERATION)]))),
        ("webhooks", &Node::Map(&Node::Keyed(&keywords::WEBHOOK_ITEM, &[("post", &WEBHOOK)]))),
        ("components", &Node::Keyed(&keywords::COMPONENTS, &[("schemas", &Node::Map(&SCHEMA))])),
        ("x-pathless-operations", &Node::Map(&OPERATION)),
    ],
);

static INFO: Node = Node::Keyed(
    &keywords::INFO,
    &[("contact", &Node::Keyed(&keywords::CONTACT, &[])), ("license", &Node::Keyed(&keywords::LICENSE, &[]))],
);

static SERVER: Node =
    Node::Keyed(&keywords::SERVER, &[("variables", &Node::Map(&Node::Keyed(&keywords::SERVER_VARIABLE, &[])))]);

static OPERATION: Node = Node::Keyed(&keywords::OPERATION, BELOW_OPERATION);

static WEBHOOK: Node = Node::Keyed(&keywords::WEBHOOK, BELOW_OPERATION);

const BELOW_OPERATION: &[(&str, &Node)] = &[
    ("requestBody", &Node::Keyed(&keywords::REQUEST_BODY, &[("content", &Node::Map(&MEDIA))])),
    ("responses", &Node::Map(&Node::Keyed(&keywords::RESPONSE, &[("content", &Node::Map(&MEDIA))]))),
    ("x-pagination", &Node::Keyed(&keywords::PAGINATION, &[])),
    ("x-provenance", &PROVENANCE),
];

static MEDIA: Node = Node::Keyed(&keywords::MEDIA_TYPE, &[("schema", &SCHEMA), ("example", &Node::Opaque)]);

static PROVENANCE: Node = Node::Keyed(&keywords::PROVENANCE, &[]);

/// Every shape a schema or a field may have: their keywords have one common order.
static SCHEMA: Node = Node::Keyed(
    &SCHEMA_ORDER,
    &[
        ("allOf", &Node::Each(&SCHEMA)),
        ("oneOf", &Node::Each(&Node::Keyed(&keywords::ENUM_CODE, &[]))),
        ("properties", &Node::Map(&SCHEMA)),
        ("items", &SCHEMA),
        ("x-provenance", &PROVENANCE),
    ],
);

static SCHEMA_ORDER: Kind = Kind {
    what: "a schema",
    keywords: &[
        "$ref",
        "type",
        "format",
        "description",
        "allOf",
        "oneOf",
        "required",
        "properties",
        "items",
        "x-rust-name",
        "x-sensitive",
        "x-empty",
        "examples",
        "x-provenance",
    ],
};

fn sort(tree: &mut Tree, node: &Node) {
    match (node, tree) {
        (Node::Keyed(kind, below), Tree::Object(entries)) => {
            let rank = |key: &str| kind.keywords.iter().position(|known| *known == key).unwrap_or(usize::MAX);
            // Stable: keywords that the profile does not know stay behind the others, in their order.
            entries.sort_by_key(|(key, _)| rank(key));
            for (key, value) in entries {
                if let Some((_, node)) = below.iter().find(|(name, _)| name == key) {
                    sort(value, node);
                }
            }
        }
        (Node::Map(node), Tree::Object(entries)) => {
            for (_, value) in entries {
                sort(value, node);
            }
        }
        (Node::Each(node), Tree::Array(elements)) => {
            for element in elements {
                sort(element, node);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of a schema's keywords is kept twice: by kind, for what is allowed, and here, for what is written.
    #[test]
    fn the_common_order_of_schema_keywords_is_the_order_of_every_kind() {
        let kinds = [
            keywords::SCALAR,
            keywords::ENUM,
            keywords::OBJECT,
            keywords::REQUEST,
            keywords::REQUEST_FIELDS,
            keywords::REF_FIELD,
            keywords::FIELD,
            keywords::ITEMS,
            keywords::REFERENCE,
            keywords::ANSWER,
            keywords::ANSWER_DATA,
        ];
        for kind in kinds {
            let ranks: Vec<_> = kind
                .keywords
                .iter()
                .map(|keyword| SCHEMA_ORDER.keywords.iter().position(|known| known == keyword))
                .collect();
            assert!(ranks.iter().all(Option::is_some), "{}: a keyword is missing", kind.what);
            assert!(ranks.is_sorted(), "{}: {:?}", kind.what, kind.keywords);
        }
    }
}
