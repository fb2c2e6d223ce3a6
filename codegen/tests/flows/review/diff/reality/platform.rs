//! A platform that goes by a spec to the letter: what it takes, and why it refuses the rest.

use open_api_codegen::api::ir::{Api, Object, Shape, Type, TypeId};
use open_api_codegen::spec::openapi::{CodeValue, Width};
use serde_json::Value;

/// Whether the platform takes a body.
pub(crate) fn take(api: &Api, id: TypeId, body: &Value) -> Result<(), String> {
    match &api.ty(id).shape {
        Shape::Object(fields) | Shape::Request(fields) => object(api, fields, body),
        Shape::Text { .. } => is(body.is_string(), body, "a string"),
        Shape::Integer { width, .. } => integer(*width, body),
        Shape::Enum(codes) => {
            let is_listed = codes.variants.iter().any(|variant| match &variant.code.value {
                CodeValue::Integer(code) => body.as_i64() == Some(i64::from(*code)),
                CodeValue::Text(code) => body.as_str() == Some(code),
            });
            is(is_listed, body, "a listed code")
        }
    }
}

/// Whether the platform takes an object with these fields.
pub(crate) fn object(api: &Api, fields: &Object, body: &Value) -> Result<(), String> {
    let Some(entries) = body.as_object() else {
        return is(false, body, "an object");
    };
    for field in &fields.fields {
        let name = &field.wire.value;
        match entries.get(name) {
            None if field.presence.required => return Err(format!("`{name}` is missing")),
            None => {}
            Some(Value::String(text)) if text.is_empty() && field.presence.may_be_empty => {}
            Some(value) => one(api, &field.ty, value).map_err(|reason| format!("`{name}`: {reason}"))?,
        }
    }
    match entries.keys().find(|key| fields.fields.iter().all(|field| field.wire.value != **key)) {
        Some(key) => Err(format!("nobody knows `{key}`")),
        None => Ok(()),
    }
}

fn one(api: &Api, ty: &Type, value: &Value) -> Result<(), String> {
    match ty {
        Type::Text | Type::Sensitive(_) => is(value.is_string(), value, "a string"),
        Type::Boolean => is(value.is_boolean(), value, "a boolean"),
        Type::Integer(width) => integer(*width, value),
        Type::Decimal => is(value.is_number(), value, "a number"),
        Type::CivilDateTime => {
            let digits = value.as_str().map(|text| text.replace(|each: char| each.is_ascii_digit(), "0"));
            is(digits.as_deref() == Some("0000-00-00 00:00:00"), value, "a date-time")
        }
        Type::Any => Ok(()),
        Type::Named(id) => take(api, *id, value),
        Type::List(inner) => match value.as_array() {
            Some(elements) => elements.iter().try_for_each(|element| one(api, inner, element)),
            None => is(false, value, "an array"),
        },
    }
}

fn integer(width: Width, value: &Value) -> Result<(), String> {
    match width {
        Width::Int32 => is(value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()), value, "an int32"),
        Width::Int64 => is(value.is_i64(), value, "an int64"),
    }
}

fn is(holds: bool, value: &Value, wanted: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{value} is not {wanted}")) }
}
