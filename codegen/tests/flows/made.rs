//! Specs made up in a few lines: schemas, operations and events are added, and what surrounds them comes along.

use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::source::Source;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A spec in the making, and the catalog that names what it describes.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) schemas: Map<String, Value>,
    paths: Map<String, Value>,
    webhooks: Map<String, Value>,
    tags: Map<String, Value>,
    catalog: Vec<Value>,
}

/// A field: its name, its schema, and whether it is required.
pub(crate) type Field = (String, Value, bool);

impl Made {
    pub(crate) fn new() -> Self {
        let mut made = Self {
            schemas: Map::new(),
            paths: Map::new(),
            webhooks: Map::new(),
            tags: Map::new(),
            catalog: Vec::new(),
        };
        let int64 = json!({"type": "integer", "format": "int64"});
        let key = json!({"type": "string", "x-sensitive": "secret"});
        made.object("Credentials", &[field("customer_id", &int64), field("app_id", &int64), field("key", &key)]);
        let code = json!({"type": "integer", "format": "int32"});
        let data = ("data".to_owned(), json!({}), false);
        made.object("Envelope", &[field("code", &code), field("message", &json!({"type": "string"})), data]);
        made
    }

    /// Adds a schema; where it comes from is added too.
    pub(crate) fn schema(&mut self, name: &str, mut schema: Value) {
        if schema.get("x-provenance").is_none() {
            schema["x-provenance"] = provenance();
        }
        self.schemas.insert(name.to_owned(), schema);
    }

    pub(crate) fn object(&mut self, name: &str, fields: &[Field]) {
        self.schema(name, object(fields));
    }

    /// Adds an operation with a request of its own; gives what may be changed of it.
    pub(crate) fn operation(&mut self, id: &str, request: &str, fields: &[Field], response: &str) -> &mut Value {
        let (tag, path) = (id.split('.').next().unwrap(), format!("/p{}", self.paths.len()));
        self.schema(request, json!({"allOf": [reference("Credentials"), object(fields)]}));
        self.tags.entry(tag).or_insert_with(|| json!({"name": tag, "description": "Some things."}));
        self.catalog.push(json!({"id": id, "section": "Things", "title": "Thing", "method": "POST", "effect": "read"}));
        let data = json!({"type": "object", "required": ["data"], "properties": {"data": reference(response)}});
        let answer = json!({"schema": {"allOf": [reference("Envelope"), data]}});
        let operation = json!({
            "operationId": id, "tags": [tag], "description": "Does something.", "x-effect": "read",
            "requestBody": {"required": true, "content": {"application/json": {"schema": reference(request)}}},
            "responses": {"200": {"description": "The envelope.", "content": {"application/json": answer}}},
            "x-provenance": provenance(),
        });
        &mut self.paths.entry(path).or_insert(json!({ "post": operation }))["post"]
    }

    /// Adds an event; gives what may be changed of it.
    pub(crate) fn event(&mut self, tag: &str, payload: &str) -> &mut Value {
        let body = json!({"required": true, "content": {"application/json": {"schema": reference(payload)}}});
        let event = json!({
            "description": "Something happened.", "requestBody": body, "x-webhook-group": "things",
            "responses": {"200": {"description": "Received."}}, "x-provenance": provenance(),
        });
        &mut self.webhooks.entry(tag).or_insert(json!({ "post": event }))["post"]
    }

    /// Describes a tag in other words.
    pub(crate) fn describe_tag(&mut self, tag: &str, description: &str) {
        self.tags[tag]["description"] = json!(description);
    }

    /// The spec folder's files.
    pub(crate) fn files(&self) -> SpecFiles {
        let spec = json!({
            "openapi": "3.1.0", "info": {"title": "Made up", "version": "2024-01-01"},
            "tags": self.tags.values().collect::<Vec<_>>(), "paths": self.paths, "webhooks": self.webhooks,
            "components": {"schemas": self.schemas},
        });
        let group = json!({"id": "things", "section": "Things", "title": "Things"});
        let catalog = json!({"operations": self.catalog, "constants": [], "webhooks": [group]});
        let text = |value: &Value| serde_json::to_string_pretty(value).unwrap();
        SpecFiles {
            spec: Source::new("spec/openapi.json", text(&spec)),
            catalog: Source::new("spec/catalog.json", text(&catalog)),
        }
    }
}

/// A required field.
pub(crate) fn field(name: &str, schema: &Value) -> Field {
    (name.to_owned(), schema.clone(), true)
}

pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

pub(crate) fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

fn object(fields: &[Field]) -> Value {
    let required: BTreeSet<&str> = fields.iter().filter(|field| field.2).map(|field| field.0.as_str()).collect();
    let properties: Map<String, Value> = fields.iter().map(|field| (field.0.clone(), field.1.clone())).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn provenance() -> Value {
    json!({"page": "p1", "title": "Things", "evidence": "table"})
}
