//! The spec, as the tests read it: examples, schemas and what they say is sensitive.

use serde_json::{Map, Value};

const SPEC: &str = include_str!("../../../spec/openapi.json");

/// The spec, whole.
pub(crate) fn spec() -> Value {
    serde_json::from_str(SPEC).expect("the spec is JSON")
}

/// The documented answer of an operation: what its envelope holds.
pub(crate) fn documented_answer(path: &str) -> Value {
    let operation = &spec()["paths"][path]["post"];
    operation["responses"]["200"]["content"]["application/json"]["example"]["data"].clone()
}

/// The documented body of an event.
pub(crate) fn documented_event(tag: &str) -> Value {
    spec()["webhooks"][tag]["post"]["requestBody"]["content"]["application/json"]["example"].clone()
}

/// The object schemas, by name; of a request its own fields, without the credentials.
pub(crate) fn objects(spec: &Value) -> Vec<(&str, &Map<String, Value>)> {
    let schemas = spec["components"]["schemas"].as_object().expect("the spec has schemas");
    let objects = schemas.iter().filter_map(|(name, schema)| {
        let own = schema.get("allOf").map_or(schema, |parts| &parts[1]);
        Some((name.as_str(), own.get("properties")?.as_object()?))
    });
    objects.collect()
}

/// A schema, with the one that it refers to in its place.
pub(crate) fn resolve<'s>(spec: &'s Value, schema: &'s Value) -> (Option<&'s str>, &'s Value) {
    match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/schemas/")) {
        Some(name) => (Some(name), &spec["components"]["schemas"][name]),
        None => (None, schema),
    }
}
