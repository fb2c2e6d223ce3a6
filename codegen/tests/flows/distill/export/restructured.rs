//! A document whose structure is changed: whatever becomes of it, each fact that is read stands in it where such a fact can stand.

use super::forms;
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Message};
use open_api_codegen::distill::page::{FieldType, Parsed, Presence};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// An operation whose schemas say everything that schemas can.
pub(crate) fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "paths": {"/{{version}}/lib/book/list": {"post": {
            "summary": "图书列表", "x-apifox-folder": "Api/Library/Book", "x-apifox-status": "released", "deprecated": false,
            "x-run-in-apifox": "https://app.apifox.com/web/project/1/apis/api-900000001-run",
            "parameters": [{"name": "trace", "in": "query", "required": false, "schema": {"type": "string"}}],
            "requestBody": {"content": {"application/json": {
                "schema": {
                    "type": "object",
                    "required": ["customer_id", "app_id", "key", "page_no"],
                    "properties": {
                        "customer_id": {"type": "integer", "format": "int64", "description": "客户"},
                        "app_id": {"type": "integer", "format": "int64"},
                        "key": {"type": "string", "title": "密钥"},
                        "page_no": {"type": "integer", "description": "页码"},
                        "status": {
                            "type": "integer", "enum": [1, 2],
                            "x-apifox-enum": [{"value": "1", "name": "在架", "description": "x"}, {"value": "2", "name": "借出"}],
                        },
                        "kind": {"type": ["string", "null"], "enum": ["A", "B"]},
                        "since": {"type": "string", "format": "date-time"},
                    },
                    "x-apifox-orders": ["customer_id", "app_id", "key", "page_no", "status", "kind", "since"],
                },
                "example": {"customer_id": 1, "app_id": 2, "key": "k", "page_no": 1},
            }}},
            "responses": {"200": {"description": "", "content": {"application/json": {
                "schema": {"type": "object", "required": ["code"], "properties": {
                    "code": {"type": "integer"},
                    "message": {"type": "string"},
                    "data": {"type": "object", "required": ["total", "books"], "properties": {
                        "total": {"type": "integer", "description": "总数"},
                        "books": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}},
                    }},
                }},
                "example": {"code": 0, "message": "", "data": {"total": 0, "books": []}},
            }}}},
        }}},
        "components": {"schemas": {"Book": {
            "type": "object", "required": ["isbn"],
            "properties": {
                "isbn": {"type": "string", "description": "书号"},
                "price": {"type": "number", "description": "价格,单位:元"},
                "lent": {"type": "boolean"},
                "state": {"type": "integer", "description": "状态 1:在架 2:借出"},
                "of": {"allOf": [{"$ref": "#/components/schemas/Shelf"}]},
            },
        }, "Shelf": {"type": "object", "properties": {"row": {"type": "integer"}}}}},
    })
}

/// The places of a document, outermost first.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let part = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| places(value, &part(key), found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(key, value)| places(value, &part(&key.to_string()), found));
        }
        _ => {}
    }
}

/// The fields of the document's request.
const FIELDS: &str =
    "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema/properties";

type Change = (u8, prop::sample::Index, prop::sample::Index);

fn changed(document: &mut Value, (kind, one, other): &Change) {
    const WORDS: [&str; 12] = [
        "integer",
        "string",
        "object",
        "array",
        "boolean",
        "null",
        "decimal",
        "",
        "1:甲 2:乙",
        "<b>",
        "\u{202e}卡",
        "#/components/schemas/Book",
    ];
    // Half of all changes are made where a schema speaks.
    const SPEAK: [&str; 5] = ["/type", "/required", "/enum", "/description", "/properties"];
    let mut found = Vec::new();
    places(document, "", &mut found);
    let from = other.get::<String>(&found).clone();
    if *kind >= 8 {
        found.retain(|place| SPEAK.iter().any(|word| place.ends_with(word)));
    }
    if found.is_empty() {
        return;
    }
    let place = one.get::<String>(&found).clone();
    let copy = document.pointer(&from).cloned().unwrap_or_default();
    let Some((around, key)) = place.rsplit_once('/') else { return };
    let key = key.replace("~1", "/").replace("~0", "~");
    let deep = |mut inside: Value| {
        for _ in 0..60 {
            inside = json!({"type": "object", "properties": {"in": inside}});
        }
        inside
    };
    let Some(target) = document.pointer_mut(&place) else { return };
    match kind % 8 {
        0 => *target = copy,
        1 => *target = json!(WORDS[other.index(WORDS.len())]),
        2 => {
            *target = [json!(u64::MAX), json!(1e300), json!(-1), json!(0.5), json!(2_147_483_648_u64)][other.index(5)]
                .clone();
        }
        3 => *target = deep(target.take()),
        4 => *target = json!([target.take()]),
        5 => *target = Value::Null,
        _ => match document.pointer_mut(around) {
            Some(Value::Object(map)) if kind % 8 == 6 => drop(map.remove(&key)),
            Some(Value::Object(map)) => {
                if let Some(value) = map.remove(&key) {
                    map.insert(WORDS[other.index(WORDS.len())].to_owned(), value);
                }
            }
            Some(Value::Array(list)) => list.reverse(),
            _ => {}
        },
    }
}

/// What a document says, by what can say it.
#[derive(Default)]
struct Stated {
    /// The words for a type of the schemas of a name.
    types: BTreeMap<String, BTreeSet<String>>,
    required: BTreeSet<String>,
    paths: BTreeSet<String>,
    methods: BTreeSet<String>,
    /// Every text, number and key.
    texts: Vec<String>,
}

impl Stated {
    fn look(&mut self, value: &Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    self.texts.push(key.clone());
                    self.methods.insert(key.to_lowercase());
                    match (key.as_str(), value) {
                        ("properties", Value::Object(fields)) => {
                            fields.iter().for_each(|(name, schema)| self.schema(name, schema));
                        }
                        ("required", Value::Array(names)) => {
                            self.required.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
                        }
                        ("paths", Value::Object(paths)) => self.paths.extend(paths.keys().cloned()),
                        _ => {}
                    }
                    self.look(value);
                }
                if let Some(name) = map.get("name").and_then(Value::as_str) {
                    self.schema(name, map.get("schema").unwrap_or(value));
                    if map.get("required") == Some(&Value::Bool(true)) {
                        self.required.insert(name.to_owned());
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.look(value)),
            Value::String(text) => self.texts.push(text.clone()),
            Value::Number(number) => self.texts.push(number.to_string()),
            Value::Bool(value) => self.texts.push(value.to_string()),
            Value::Null => {}
        }
    }

    fn schema(&mut self, name: &str, schema: &Value) {
        let words = self.types.entry(name.to_owned()).or_default();
        match schema.get("type") {
            Some(Value::String(word)) => drop(words.insert(word.clone())),
            Some(Value::Array(all)) => words.extend(all.iter().filter_map(Value::as_str).map(str::to_owned)),
            _ => {}
        }
        for (key, word) in [("properties", "object"), ("items", "array"), ("x-apifox-refs", "object")] {
            if schema.get(key).is_some() {
                words.insert(word.to_owned());
            }
        }
        // What is said elsewhere, or in parts, is not followed here.
        if ["$ref", "allOf", "anyOf", "oneOf"].iter().any(|key| schema.get(key).is_some()) {
            words.insert("*".to_owned());
        }
    }

    fn has_text(&self, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let wanted = plain(text);
        self.texts.iter().any(|text| plain(text).contains(&wanted))
    }

    /// The first fact of a page that is nowhere.
    fn invented(&self, parsed: &Parsed) -> Option<String> {
        let page = parsed.page.as_ref()?;
        if let Some(title) = page.title.as_ref().filter(|title| !self.has_text(&title.value)) {
            return Some(format!("the title {}", title.value));
        }
        let Body::Operation(operation) = &page.body else { return Some("a page that is no operation".to_owned()) };
        let endpoint = &operation.endpoint;
        // What no reader of a page sees is taken out of its text.
        let seen = |path: &str| path.replace('\u{202e}', "").trim().to_owned();
        if let Some(path) = endpoint.path.as_ref().filter(|path| !self.paths.iter().any(|one| seen(one) == path.value))
        {
            return Some(format!("the path {}", path.value));
        }
        let method = endpoint.method.as_ref().map(|method| method.value.to_string().to_lowercase());
        if let Some(method) = method.filter(|method| !self.methods.contains(method)) {
            return Some(format!("the method {method}"));
        }
        self.of_message(&operation.request).or_else(|| self.of_message(&operation.response))
    }

    fn of_message(&self, message: &Message) -> Option<String> {
        for row in message.table.iter().flat_map(|table| &table.rows) {
            let name = row.path.value.last();
            let Some(words) = self.types.get(name) else { return Some(format!("the field {name}")) };
            let word = row.field_type.as_ref().map(|stated| match &stated.value {
                FieldType::Int | FieldType::Long => "integer",
                FieldType::Float | FieldType::Double | FieldType::Decimal | FieldType::Number => "number",
                FieldType::String | FieldType::Date | FieldType::DateTime => "string",
                FieldType::Bool => "boolean",
                FieldType::Object => "object",
                FieldType::Array(_) => "array",
                FieldType::Unclear(word) => word,
            });
            if let Some(word) = word.filter(|word| !words.contains("*") && !words.contains(*word)) {
                return Some(format!("that {name} is {word}, of {words:?}"));
            }
            let is_required = row.presence.as_ref().is_some_and(|stated| stated.value == Presence::Required);
            if is_required && !self.required.contains(name) {
                return Some(format!("that {name} is required"));
            }
            if let Some(text) = row.description.as_ref().filter(|text| !self.has_text(&text.value)) {
                return Some(format!("of {name} the words {}", text.value));
            }
            for value in &row.codes {
                let code = value.code.value.to_string();
                if !self.has_text(&code) || !self.has_text(&value.meaning.value) {
                    return Some(format!("of {name} the code {code} {}", value.meaning.value));
                }
            }
        }
        None
    }
}

proptest! {
    #![proptest_config(drawn::config(200))]

    #[test]
    fn however_a_document_is_rebuilt_each_fact_of_it_stands_in_it(
        changes in prop::collection::vec((0..16_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..6),
    ) {
        let mut document = document();
        for change in &changes {
            changed(&mut document, change);
        }
        let mut stated = Stated::default();
        stated.look(&document);
        let text = document.to_string();
        let pages = forms::read(&text);
        prop_assert!(!pages.is_empty());
        for parsed in &pages {
            prop_assert_eq!(stated.invented(parsed), None, "{}", text);
        }
        if changes.is_empty() {
            let Some(Body::Operation(operation)) = pages[0].page.as_ref().map(|page| &page.body) else {
                return Err(TestCaseError::fail("the document as it is has an operation"));
            };
            let rows = |message: &Message| message.table.as_ref().map_or(0, |table| table.rows.len());
            prop_assert!(rows(&operation.request) >= 7 && rows(&operation.response) >= 8, "{:?}", pages);
        }
    }

    /// `oneOf` of `const` is how OpenAPI 3.1 names codes.
    #[test]
    fn codes_that_are_alternatives_mean_what_a_list_of_them_does(
        numbers in prop::collection::btree_set(0_u16..900, 1..6),
        is_text in any::<bool>(),
        is_typed in any::<bool>(),
        can_be_null in any::<bool>(),
        is_listed_too in any::<bool>(),
        is_noted in any::<bool>(),
        key in prop::sample::select(vec!["oneOf", "anyOf"]),
    ) {
        let word = if is_text { "string" } else { "integer" };
        let code = |number: &u16| if is_text { json!(format!("K{number}")) } else { json!(number) };
        let spelled = |number: &u16| if is_text { format!("K{number}") } else { number.to_string() };
        let entry = |number: &u16, code_key: &str, code: Value, name: &str| {
            let mut entry = json!({code_key: code, name: format!("名{number}")});
            if is_noted {
                entry["description"] = json!(format!("注{number}"));
            }
            entry
        };
        let codes: Vec<Value> = numbers.iter().map(code).collect();
        let named: Vec<Value> = numbers.iter().map(|one| entry(one, "value", json!(spelled(one)), "name")).collect();
        let mut chosen: Vec<Value> = numbers.iter().map(|one| entry(one, "const", code(one), "title")).collect();
        let mut other = json!({});
        if is_typed {
            other["type"] = json!(word);
        } else if can_be_null {
            chosen.push(json!({"type": "null"}));
        }
        if is_listed_too {
            other["enum"] = json!(codes);
        }
        other[key] = json!(chosen);
        let list = codes_of(json!({"type": word, "enum": codes, "x-apifox-enum": named}));
        prop_assert!(list.as_ref().is_some_and(|(_, read)| read.len() == numbers.len()), "{:?}", list);
        prop_assert_eq!(codes_of(other), list);
    }

    /// Apifox's older exports have what codes mean by code, and other tools have it in lists beside `enum`.
    #[test]
    fn words_beside_the_codes_mean_what_a_list_of_them_does(
        numbers in prop::collection::btree_set(0_u16..900, 1..6),
        is_text in any::<bool>(),
        null in prop::option::of(any::<bool>()),
        called in prop::sample::select(vec!["", "x-enum-varnames", "x-enum-names", "x-enumNames"]),
        said in prop::sample::select(vec!["", "x-enum-descriptions", "x-enumDescriptions", "by code", "x-apifox"]),
        is_short in any::<bool>(),
    ) {
        let word = if is_text { "string" } else { "integer" };
        let spelled = |number: &u16| if is_text { format!("K{number}") } else { number.to_string() };
        let mut codes: Vec<Value> = numbers.iter().map(|one| if is_text { json!(spelled(one)) } else { json!(one) }).collect();
        let entry = |number: &u16| {
            let mut entry = json!({"value": spelled(number)});
            if !called.is_empty() {
                entry["name"] = json!(format!("名{number}"));
            }
            if !said.is_empty() {
                entry["description"] = json!(format!("注{number}"));
            }
            entry
        };
        let list = json!({"type": word, "enum": codes, "x-apifox-enum": numbers.iter().map(entry).collect::<Vec<_>>()});
        let words = |what: &str| numbers.iter().map(|number| json!(format!("{what}{number}"))).collect::<Vec<Value>>();
        let (mut names, mut notes) = (words("名"), words("注"));
        // Null is no code; the lists may have a place for it.
        if let Some(has_a_place) = null {
            codes.push(Value::Null);
            if has_a_place {
                names.push(json!(""));
                notes.push(json!("空"));
            }
        }
        let mut other = json!({"type": word, "enum": codes});
        if is_short {
            // Which of the codes has no word is not known.
            names.push(json!("名"));
            names.push(json!("名"));
        }
        if !called.is_empty() {
            other[called] = json!(names);
        }
        let by_code = || json!(numbers.iter().map(|one| (spelled(one), json!(format!("注{one}")))).collect::<serde_json::Map<_, _>>());
        match said {
            "" => {}
            "x-apifox" => other["x-apifox"] = json!({"enumDescriptions": by_code()}),
            "by code" => other["x-enumDescriptions"] = by_code(),
            key => other[key] = json!(notes),
        }
        let read = codes_of(other);
        if is_short && !called.is_empty() {
            let meanings = |codes: Vec<Code>| codes.into_iter().map(|(_, meaning, _)| meaning);
            let meanings: Vec<String> = read.into_iter().flat_map(|(_, codes)| meanings(codes)).collect();
            prop_assert!(meanings.iter().all(|meaning| !meaning.starts_with('名')), "{:?}", meanings);
        } else {
            prop_assert_eq!(read, codes_of(list));
        }
    }
}

pub(super) type Code = (String, String, Option<String>);

/// The type and the codes that are read of a field with this schema: each code, its meaning and its note.
pub(super) fn codes_of(schema: Value) -> Option<(Option<FieldType>, Vec<Code>)> {
    let mut document = document();
    *document.pointer_mut(&format!("{FIELDS}/status")).expect("the field is there") = schema;
    let mut pages = forms::read(&document.to_string());
    let Some(Body::Operation(operation)) = pages.remove(0).page.map(|page| page.body) else { return None };
    let row = operation.request.table?.rows.into_iter().find(|row| row.path.value.last() == "status")?;
    let code = |code: open_api_codegen::distill::page::model::Value| {
        (code.code.value.to_string(), code.meaning.value, code.note.map(|note| note.value))
    };
    Some((row.field_type.map(|stated| stated.value), row.codes.into_iter().map(code).collect()))
}
