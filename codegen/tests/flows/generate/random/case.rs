//! Small specs that nobody chose: a few types, an operation, an event, with names and words that are known to be trouble
//! somewhere, and others that are not known to anybody.

use crate::made::{Field, Made, list, reference};
use open_api_codegen::spec::names;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What one case adds to a spec.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    schemas: Vec<(String, Value)>,
    operation: String,
    request: (String, Vec<Field>),
    response: (String, Vec<Field>),
    paged: bool,
    event: Option<String>,
    words: Vec<String>,
}

impl Case {
    /// Adds the case to a spec, with something behind every name.
    pub(crate) fn add_to(&self, made: &mut Made, behind: &str) {
        for (name, schema) in &self.schemas {
            made.schema(&format!("{name}{behind}"), renamed(schema, behind));
        }
        let rename = |fields: &[Field]| -> Vec<Field> {
            fields.iter().map(|(name, ty, required)| (name.clone(), renamed(ty, behind), *required)).collect()
        };
        let (request, mut sent) = (format!("{}{behind}Request", self.request.0), rename(&self.request.1));
        let (response, mut answer) = (format!("{}{behind}", self.response.0), rename(&self.response.1));
        if self.paged {
            let int32 = json!({"type": "integer", "format": "int32"});
            sent.extend([("page".to_owned(), int32.clone(), true), ("size".to_owned(), int32.clone(), true)]);
            answer.push(("total".to_owned(), int32, true));
            let entries = list(&reference(&format!("{}{behind}", self.schemas[0].0)));
            answer.push(("entries".to_owned(), entries, true));
        }
        made.object(&response, &answer);
        let (tag, action) = self.operation.split_once('.').unwrap();
        let tag = format!("{tag}{behind}");
        let operation = made.operation(&format!("{tag}.{action}"), &request, &sent, &response);
        operation["description"] = json!(self.words[0]);
        operation["x-provenance"] = self.provenance();
        if self.paged {
            operation["x-pagination"] = json!({"page": "page", "size": "size", "total": "total", "items": "entries"});
        }
        made.describe_tag(&tag, &self.words[1]);
        if let Some(tag) = &self.event {
            let event = made.event(&format!("{tag}{behind}"), &response);
            event["summary"] = json!(self.words[2]);
            event["x-provenance"] = self.provenance();
        }
    }

    /// The names that have to differ from those of other cases, whatever becomes of them in Rust.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        let schemas = self.schemas.iter().map(|(name, _)| name.clone());
        let request =
            [format!("{}Request", self.request.0), format!("{}Required", self.request.0), self.request.0.clone()];
        let response = [format!("{}Required", self.response.0), self.response.0.clone()];
        let (tag, _) = self.operation.split_once('.').unwrap();
        let others = request.into_iter().chain(response).chain([tag.to_owned(), self.operation.clone()]);
        schemas.chain(others).chain(self.event.clone()).map(|name| names::ty(&name)).collect()
    }

    fn provenance(&self) -> Value {
        json!({"page": "p1", "title": self.words[3], "evidence": "example", "note": self.words[4]})
    }
}

/// A schema whose references have something behind the name.
fn renamed(schema: &Value, behind: &str) -> Value {
    match schema {
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| match (key.as_str(), value) {
                ("$ref", Value::String(name)) => (key.clone(), json!(format!("{name}{behind}"))),
                _ => (key.clone(), renamed(value, behind)),
            };
            Value::Object(entries.iter().map(entry).collect())
        }
        other => other.clone(),
    }
}

pub(crate) fn case() -> impl Strategy<Value = Case> {
    let schemas = prop::collection::vec((type_name(), schema()), 1..5);
    (
        schemas,
        operation_id(),
        (type_name(), type_name()),
        prop::collection::vec(words(), 6),
        any::<[bool; 2]>(),
        event_tag(),
    )
        .prop_flat_map(|(schemas, operation, (request, response), words, [paged, delivered], tag)| {
            let names: Vec<String> = schemas.iter().map(|(name, _)| name.clone()).collect();
            let sent = prop::collection::vec(field(names.clone()), 0..7);
            let answer = prop::collection::vec(field(names), 0..9);
            (sent, answer).prop_map(move |(sent, answer)| Case {
                schemas: schemas.clone(),
                operation: operation.clone(),
                request: (format!("{request}Request"), sent),
                response: (response.clone(), answer),
                paged,
                event: delivered.then(|| tag.clone()),
                words: words.clone(),
            })
        })
}

/// Words that Rust, the standard library, our own runtime, clippy or a file system has a use for.
#[rustfmt::skip]
const TROUBLE: &[&str] = &[
    "add", "sub", "cmp", "shl", "eq", "ne", "index", "next", "iter", "len", "is_empty", "as_ref", "to_string",
    "from", "into", "default", "drop", "clone", "hash", "fmt", "new", "send", "items", "pages", "request",
    "response", "client", "required", "self", "super", "crate", "type", "fn", "move", "dyn", "gen", "union", "raw",
    "auto", "async", "await", "try", "yield", "aux", "con", "nul", "prn", "com1", "lpt9", "mod", "lib", "main",
    "models", "enums", "scalars", "resources", "webhooks", "operations", "wire", "record", "answer", "field",
    "trail", "value", "code", "known", "unknown", "name", "info", "table", "all", "tags", "tag", "digest",
    "decode", "event", "operation", "visitor", "visit_every_model", "spec_revision", "call", "page_no",
    "page_size", "first_page", "is_ok", "get", "set", "i32", "u8", "str", "bool", "char", "f", "s", "d", "x", "l1",
    "as_mut", "option", "result", "some", "ok", "vec", "box", "string", "as_is", "display", "debug",
    "send_blocking", "path", "serializer", "deserialize", "serialize", "core", "std", "serde_core", "test",
    "macro_rules", "never", "json", "ids", "url",
];

/// A name of letters, digits and lines below, as pages have them.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(TROUBLE).prop_map(str::to_owned),
        2 => (select(TROUBLE), select(TROUBLE)).prop_map(|(one, other)| format!("{one}_{other}")),
        4 => "[a-z][a-z0-9]{2,9}(_[a-z0-9]{1,8}){0,3}",
        1 => "[a-zA-Z][a-zA-Z0-9_.-]{1,24}",
        1 => "[a-z]{2,5}[A-Z]{1,3}[a-z0-9]{1,9}",
    ]
}

fn type_name() -> impl Strategy<Value = String> {
    name().prop_map(|name| {
        let words = name.split(['_', '.', '-']).filter(|word| !word.is_empty());
        words.flat_map(|word| [word[..1].to_uppercase(), word[1..].to_owned()]).collect()
    })
}

fn operation_id() -> impl Strategy<Value = String> {
    (name(), name()).prop_map(|(tag, action)| format!("{}.{}", tag.replace('.', "_"), action.replace('.', "_")))
}

fn event_tag() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (name(), name(), name()).prop_map(|(a, b, c)| format!("{a}.{b}.{c}")),
        1 => name().prop_map(|name| format!("{name}\r\nand\t`more`")),
    ]
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "the card's number", "~~~rust", "```rust", "```", "`", "``", "`code`", "fn main() { panic!() }", "[link]",
    "[a](b)", "![x][y]", "<b>", "</b>", "<!--", "&amp;", "&#96;", "&", "|", "|---|", "---", "===", "***", "___",
    "# head", "#", "1. one", "2)", "- item", "+ item", "* item", "> quote", "    indented", "\n", "\n\n", "\r\n",
    "\r", "\t", "\u{a0}", "https://example.com/a_b?c=d&e=f#g", "user@example.com", "a::b", "CamelCase", "cardNo",
    "iOS", "C++", "*/", "//!", "///", "\"", "\\", "\\n", "{}", "{0}", "%s", "$x$", "卡片", "(金额)", "🂡", "é",
    "#[doc]", "r#\"x\"#", "'a", "''", "[^1]", "[ ]", ":::", "snake_case", "_em_", "**strong**", "~~gone~~", "1.",
    "TODOs", "e.g.", "x²", "\u{3000}", "“q”", "[`Card`]", "[Card]", "crate::Card", "Self", "==", "=>", "!",
    "<https://a.b>", "<T>", "Vec<T>", "@see", "a|b", "…",
];

/// What a page may say: prose, Markdown, HTML, code, and everything that ends a line.
pub(crate) fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 1..7)
        .prop_map(|pieces| pieces.join(" "))
        .prop_filter("not empty", |text| !text.trim().is_empty())
}

fn described(schema: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    (schema, prop::option::of(words())).prop_map(|(mut schema, words)| {
        if let Some(words) = words {
            schema["description"] = json!(words);
        }
        schema
    })
}

/// A named schema.
fn schema() -> impl Strategy<Value = Value> {
    let text = prop::option::of(select(&["secret", "pan", "cvv", "pin", "pii"][..]));
    let text = text.prop_map(|mark| match mark {
        Some(mark) => json!({"type": "string", "x-sensitive": mark}),
        None => json!({"type": "string", "examples": ["a\r\n\"b\"`"]}),
    });
    let integer = select(&["int32", "int64"][..]).prop_map(|format| json!({"type": "integer", "format": format}));
    let integers = prop::collection::btree_map(any::<i32>(), (name(), words()), 1..6).prop_map(|codes| {
        let codes = codes
            .into_iter()
            .map(|(code, (title, words))| json!({"const": code, "title": title, "description": words}));
        json!({"type": "integer", "format": "int32", "oneOf": codes.collect::<Vec<_>>()})
    });
    let texts =
        prop::collection::btree_map(prop_oneof![words(), Just(String::new())], name(), 1..6).prop_map(|codes| {
            let codes = codes.into_iter().map(|(code, title)| json!({"const": code, "title": title}));
            json!({"type": "string", "oneOf": codes.collect::<Vec<_>>()})
        });
    let fields = prop::collection::vec(field(Vec::new()), 0..12).prop_map(|fields| {
        let required: Vec<&String> = fields.iter().filter(|field| field.2).map(|field| &field.0).collect();
        let mut properties = serde_json::Map::new();
        for (name, ty, _) in &fields {
            properties.insert(name.clone(), ty.clone());
        }
        let required: BTreeSet<&String> = required.into_iter().collect();
        json!({"type": "object", "required": required, "properties": properties})
    });
    described(prop_oneof![1 => text, 1 => integer, 1 => integers, 1 => texts, 2 => fields])
}

fn field(names: Vec<String>) -> BoxedStrategy<Field> {
    let formats =
        &[("integer", "int32"), ("integer", "int64"), ("number", "decimal"), ("string", "civil-date-time")][..];
    let mut types = vec![
        Just(json!({"type": "string"})).boxed(),
        Just(json!({"type": "boolean"})).boxed(),
        Just(json!({"type": "string", "x-empty": "none"})).boxed(),
        select(formats).prop_map(|(ty, format)| json!({"type": ty, "format": format})).boxed(),
        select(&["pan", "cvv", "pii"][..]).prop_map(|mark| json!({"type": "string", "x-sensitive": mark})).boxed(),
        Just(json!({})).boxed(),
    ];
    if !names.is_empty() {
        types.push(select(names).prop_map(|name| reference(&name)).boxed());
    }
    let ty = proptest::strategy::Union::new(types);
    let wrapped = (ty, 0..9_usize).prop_map(|(ty, arrays)| {
        let is_plain = ty.get("x-empty").is_none() && ty != json!({});
        (0..arrays.saturating_sub(5)).filter(|_| is_plain).fold(ty, |inner, _| list(&inner))
    });
    (name(), described(wrapped), any::<bool>()).boxed()
}
