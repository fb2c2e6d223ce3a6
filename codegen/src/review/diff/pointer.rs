//! JSON pointers to what the IR was made from: how the profile lays out operations, events, schemas and fields.

use crate::api::ir::{Operation, Shape, Type, TypeDef, Webhook};

/// Goes one key deeper.
pub(super) fn below(pointer: &str, key: &str) -> String {
    let mut out = String::with_capacity(pointer.len() + key.len() + 1);
    out.push_str(pointer);
    out.push('/');
    for each in key.chars() {
        match each {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            other => out.push(other),
        }
    }
    out
}

pub(super) fn operation(operation: &Operation) -> String {
    match &operation.path {
        Some(path) => below(&below("/paths", &path.value), "post"),
        None => below("/x-pathless-operations", &operation.id.value),
    }
}

pub(super) fn webhook(webhook: &Webhook) -> String {
    below(&below("/webhooks", &webhook.tag.value), "post")
}

pub(super) fn ty(def: &TypeDef) -> String {
    schema(&def.name.value)
}

pub(super) fn schema(name: &str) -> String {
    below("/components/schemas", name)
}

/// The `properties` of a type that has fields.
pub(super) fn fields(def: &TypeDef) -> String {
    let at = ty(def);
    if matches!(def.shape, Shape::Request(_)) { at + "/allOf/1/properties" } else { at + "/properties" }
}

/// Where the mark of a value stands, or would stand: a list's with what the list holds, a named type's behind the reference.
pub(super) fn mark(value: &str, ty: &Type) -> String {
    match ty {
        Type::List(inner) => mark(&below(value, "items"), inner),
        Type::Named(_) => below(value, "$ref"),
        _ => below(value, "x-sensitive"),
    }
}

/// The schema behind the `data` of an answer.
pub(super) fn answer(operation: &str) -> String {
    format!("{operation}/responses/200/content/application~1json/schema/allOf/1/properties/data")
}

/// The schema of a body that is sent.
pub(super) fn body(operation: &str) -> String {
    format!("{operation}/requestBody/content/application~1json/schema")
}

/// The example of an answer.
pub(super) fn answer_example(operation: &str) -> String {
    format!("{operation}/responses/200/content/application~1json/example")
}

/// The example of a body that is sent.
pub(super) fn body_example(operation: &str) -> String {
    format!("{operation}/requestBody/content/application~1json/example")
}

/// The keys of a pointer.
pub(super) fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_as_they_went_in() {
        let pointer = below(&below("", "a/b~1"), "");
        assert_eq!(pointer, "/a~1b~01/");
        assert_eq!(keys(&pointer).collect::<Vec<_>>(), ["a/b~1", ""]);
    }
}
