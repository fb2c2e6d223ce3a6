//! What a schema says is read or told of, whatever word it stands under; and `allOf` says what its parts say together.

use super::forms;
use super::restructured::document;
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Message, Row};
use open_api_codegen::distill::page::{Parsed, Presence, Severity};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use std::time::Instant;

/// Schemas of the document: of messages, fields, elements, and a shared one.
const SCHEMAS: [&str; 9] = [
    "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema",
    "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema/properties/page_no",
    "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema/properties/kind",
    "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema/properties/status",
    "/paths/~1{{version}}~1lib~1book~1list/post/responses/200/content/application~1json/schema",
    "/paths/~1{{version}}~1lib~1book~1list/post/responses/200/content/application~1json/schema/properties/data",
    "/components/schemas/Book",
    "/components/schemas/Book/properties/price",
    "/components/schemas/Shelf",
];

/// The vocabulary of JSON Schema and `OpenAPI` that says something of a value, and words that nobody knows.
fn said() -> impl Strategy<Value = (String, Value)> {
    let word = |key: &'static str, value: Value| Just((key.to_owned(), value));
    let text = json!({"type": "string"});
    prop_oneof![
        select(vec!["additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"])
            .prop_map(move |key| (key.to_owned(), text.clone())),
        select(vec!["patternProperties", "dependentRequired", "dependentSchemas", "discriminator"])
            .prop_map(|key| (key.to_owned(), json!({"zz": ["a"]}))),
        select(vec!["oneOf", "anyOf", "prefixItems"])
            .prop_map(|key| (key.to_owned(), json!([{"required": ["zz"]}, {"type": "string"}]))),
        word("required", json!(["zz"])),
        word("required", json!(true)),
        word("allOf", json!([{"patternProperties": {"^x": {"type": "string"}}}])),
        word("allOf", json!([{"required": ["zz"]}, {"properties": {"zz": {"type": "string"}}}])),
        word("const", json!(7)),
        word("oneOf", json!([{"const": 7, "title": "zz"}, {"const": "a", "title": "zy"}])),
        word("anyOf", json!([{"const": true, "title": "zz"}, {"const": false, "title": "zy"}])),
        word("oneOf", json!([{"const": 7, "title": "zz", "pattern": "a"}, {"const": 8, "title": "zy"}])),
        word("oneOf", json!([{"const": 7, "title": "zz"}, {"type": "string"}])),
        // As a list says already, and with other words.
        word("oneOf", json!([{"const": 1, "title": "zz"}, {"const": 2, "title": "zy"}])),
        "[a-z]{3,9}Of".prop_map(|key| (key, json!({"a": 1}))),
        "[a-z]{3,9}Of".prop_map(|key| (key, json!("a"))),
    ]
}

/// A keyword that is read, and something in which it is not found.
fn misshapen() -> impl Strategy<Value = (&'static str, Value)> {
    let listed = || json!([{"name": "zz", "type": "string"}]);
    let named = || json!({"zz": {"type": "string"}});
    select(vec![
        ("properties", listed()),
        ("properties", json!("zz")),
        ("items", listed()),
        ("items", json!("string")),
        ("allOf", named()),
        ("oneOf", named()),
        ("anyOf", json!("zz")),
        ("enum", named()),
        ("enum", json!("A, B")),
        ("x-apifox-enum", named()),
    ])
}

fn messages(parsed: &Parsed) -> [&Message; 2] {
    match parsed.page.as_ref().map(|page| &page.body) {
        Some(Body::Operation(operation)) => [&operation.request, &operation.response],
        _ => panic!("an operation: {parsed:?}"),
    }
}

fn rows(message: &Message) -> &[Row] {
    message.table.as_ref().map_or(&[], |table| &table.rows)
}

/// What the page says of its fields, without places.
fn facts(parsed: &Parsed) -> Vec<String> {
    let row = |row: &Row| {
        let kind = row.field_type.as_ref().map(|stated| &stated.value);
        let codes: Vec<String> =
            row.codes.iter().map(|value| format!("{}={}", value.code.value, value.meaning.value)).collect();
        format!("{} {kind:?} {:?} {codes:?}", row.path.value, row.presence.as_ref().map(|stated| stated.value))
    };
    messages(parsed).into_iter().flat_map(rows).map(row).collect()
}

fn told(parsed: &Parsed) -> Vec<String> {
    parsed.findings.iter().map(|finding| finding.message.clone()).collect()
}

proptest! {
    #![proptest_config(drawn::config(256))]

    #[test]
    fn a_word_of_a_schema_is_read_or_told((key, value) in said(), at in select(SCHEMAS.to_vec())) {
        let mut document = document();
        let before = forms::one(&document.to_string());
        let schema = document.pointer_mut(at).and_then(Value::as_object_mut).unwrap();
        // A scalar has no `required`: there it says nothing.
        prop_assume!(!schema.contains_key(&key) && (schema.contains_key("properties") || key != "required"));
        schema.insert(key.clone(), value);
        let after = forms::one(&document.to_string());
        prop_assert!(
            facts(&before) != facts(&after) || told(&before) != told(&after),
            "`{}` at {} is lost without a word", key, at
        );
    }

    #[test]
    fn a_word_of_a_schema_over_what_it_cannot_be_over_is_told((key, value) in misshapen(), at in select(SCHEMAS.to_vec())) {
        let mut document = document();
        let schema = document.pointer_mut(at).and_then(Value::as_object_mut).unwrap();
        schema.insert(key.to_owned(), value);
        let after = forms::one(&document.to_string());
        let word = format!("`{key}` of the schema of");
        prop_assert!(told(&after).iter().any(|message| message.contains(&word)), "`{}` at {}: {:?}", key, at, told(&after));
    }

    /// A part may require what another describes.
    #[test]
    fn an_object_in_parts_says_what_it_says_whole(
        places in prop::collection::vec((0..4_usize, 0..4_usize), 7),
        is_shared in any::<bool>(),
    ) {
        let whole = document();
        let mut parted = whole.clone();
        let schema = parted.pointer_mut(SCHEMAS[0]).unwrap();
        let mut parts = vec![json!({"type": "object", "properties": {}, "required": []}); 4];
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for ((name, field), (described, requiring)) in schema["properties"].as_object().unwrap().iter().zip(&places) {
            parts[*described]["properties"][name] = field.clone();
            if required.contains(&json!(name)) {
                parts[*requiring]["required"].as_array_mut().unwrap().push(json!(name));
            }
        }
        let order = schema["x-apifox-orders"].clone();
        let first = parts[0].clone();
        if is_shared {
            parts[0] = json!({"$ref": "#/components/schemas/First"});
        }
        *schema = json!({"allOf": parts, "x-apifox-orders": order});
        parted["components"]["schemas"]["First"] = first;
        prop_assert_eq!(facts(&forms::one(&whole.to_string())), facts(&forms::one(&parted.to_string())));
    }

    /// Beside a reference nothing else may stand in 3.0, so that authors wrap it.
    #[test]
    fn a_value_wrapped_in_all_of_is_the_value(field in select(vec!["page_no", "status", "kind", "since", "app_id"]), depth in 1..4) {
        let whole = document();
        let mut wrapped = whole.clone();
        let field = wrapped.pointer_mut(&format!("{}/properties/{field}", SCHEMAS[0])).unwrap();
        let mut inner = field.take();
        for _ in 0..depth {
            inner = json!({"allOf": [inner]});
        }
        *field = inner;
        prop_assert_eq!(facts(&forms::one(&whole.to_string())), facts(&forms::one(&wrapped.to_string())));
    }
}

#[test]
fn one_alternative_alone_makes_nothing_optional() {
    let mut document = document();
    *document.pointer_mut(SCHEMAS[1]).unwrap() = json!({"oneOf": [{"type": "integer"}]});
    let parsed = forms::one(&document.to_string());
    let row = rows(messages(&parsed)[0]).iter().find(|row| row.path.value.last() == "page_no").unwrap();
    assert_eq!(row.presence.as_ref().map(|stated| stated.value), Some(Presence::Required));
}

#[test]
fn codes_are_found_beside_a_reference_and_around_a_list_and_none_is_lost_in_silence() {
    let named = json!([{"value": 1, "name": "在架"}, {"value": 2, "name": "借出"}]);
    let code = json!({"type": "integer", "enum": [1, 2]});
    let list = json!({"type": "array", "items": {"type": "integer"}, "x-apifox-enum": named});
    let odd = json!({"type": "integer", "enum": [1, 2], "x-apifox-enum": [
        {"value": 1, "name": "在架"}, {"value": 2, "name": "借出"}, {"value": 3, "name": "遗失"}, {"name": "损坏"}, "x", {"value": "", "name": ""},
    ]});
    let mut document = document();
    document["components"]["schemas"]["Code"] = code;
    let fields = document.pointer_mut(&format!("{}/properties", SCHEMAS[0])).unwrap();
    fields["beside"] = json!({"$ref": "#/components/schemas/Code", "x-apifox-enum": named});
    fields["around"] = list;
    fields["odd"] = odd;
    let parsed = forms::one(&document.to_string());
    let of = |name: &str| {
        let row = rows(messages(&parsed)[0]).iter().find(|row| row.path.value.last() == name).unwrap();
        row.codes.iter().map(|value| format!("{}={}", value.code.value, value.meaning.value)).collect::<Vec<_>>()
    };
    assert_eq!(of("beside"), ["1=在架", "2=借出"]);
    assert_eq!(of("around"), ["1=在架", "2=借出"]);
    assert_eq!(of("odd"), ["1=在架", "2=借出", "3=遗失"]);
    let told = told(&parsed);
    let about = told.iter().filter(|message| message.contains("of `odd`")).collect::<Vec<_>>();
    assert_eq!(about.len(), 3, "the code that `enum` lacks and two entries without a code: {about:?}");
}

#[test]
fn parts_that_multiply_are_read_once() {
    for shape in ["allOf", "x-apifox-refs"] {
        let mut document = document();
        let schemas = document.pointer_mut("/components/schemas").unwrap();
        for level in 1..12 {
            let below = if level == 1 { "Shelf".to_owned() } else { format!("Level{}", level - 1) };
            let below = json!({"$ref": format!("#/components/schemas/{below}")});
            schemas[format!("Level{level}")] = if shape == "allOf" {
                json!({"allOf": vec![below; 9]})
            } else {
                json!({"type": "object", "x-apifox-refs": (0..9).map(|at| (at.to_string(), below.clone())).collect::<serde_json::Map<_, _>>()})
            };
        }
        schemas["Book"]["properties"]["of"] = json!({"$ref": "#/components/schemas/Level11"});
        let start = Instant::now();
        let parsed = forms::one(&document.to_string());
        assert!(start.elapsed().as_secs() < 20, "{shape}: {:?}", start.elapsed());
        let has = facts(&parsed).iter().any(|fact| fact.starts_with("data.books.of.row "));
        assert!(has, "{shape}: {:?}", facts(&parsed));
    }
}

#[test]
fn what_is_struck_out_is_no_fact_in_html_either() {
    let page = |name: &str, kind: &str, presence: &str| {
        let head = "<tr><th>字段</th><th>类型</th><th>是否必传</th><th>描述</th></tr>";
        let row = format!("<tr><td>{name}</td><td>{kind}</td><td>{presence}</td><td>x</td></tr>");
        format!(
            "<html><body><h1>图书列表</h1><p>POST /lib/book/list</p><h3>请求参数</h3><table>{head}{row}</table>\
             <h3>响应内容</h3><table>{head}<tr><td>total</td><td>int</td><td>是</td><td>x</td></tr></table></body></html>"
        )
    };
    let errors = |text: &str| {
        let parsed = forms::one(text);
        parsed.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    };
    assert_eq!(errors(&page("isbn", "string", "是")), 0);
    for tag in ["del", "s", "strike"] {
        let struck = |text: &str| format!("<{tag}>{text}</{tag}>");
        assert!(errors(&page(&struck("isbn"), "string", "是")) > 0, "{tag}: the name");
        assert!(errors(&page("isbn", &struck("string"), "是")) > 0, "{tag}: the type");
        assert!(errors(&page("isbn", "string", &struck("是"))) > 0, "{tag}: the presence");
    }
}
