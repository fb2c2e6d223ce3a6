//! Values that a side may send, made from its spec: with everything, and with as little as it allows. They lie at the edge of
//! their types, so that a narrower type cannot hold them.

use open_api_codegen::api::ir::{Api, Enum, Field, Object, Presence, Shape, Type, TypeId};
use open_api_codegen::spec::openapi::{CodeValue, Width};
use serde_json::{Value, json};

/// How much of what may be there is there.
#[derive(Clone, Copy)]
pub(crate) enum Amount {
    /// All of it; enums have their nth code.
    All(usize),
    /// Optional keys are left out, and what may be empty is, so many objects inside and below; above, all is there. An object that
    /// is optional itself is only seen with little in it when what holds it has all.
    Little(usize),
    /// What may be empty is, and nothing is left out.
    Empty,
}

/// Enough that every code of the fixtures' enums is in one.
const AMOUNTS: [Amount; 10] = [
    Amount::Little(0),
    Amount::Little(1),
    Amount::Little(2),
    Amount::Empty,
    Amount::All(0),
    Amount::All(1),
    Amount::All(2),
    Amount::All(3),
    Amount::All(4),
    Amount::All(5),
];

/// How many lists are filled inside one another.
const DEPTH: usize = 3;

/// Samples of an object type.
pub(crate) fn samples(api: &Api, id: TypeId) -> Vec<Value> {
    AMOUNTS.iter().map(|amount| named(api, id, *amount, 0)).collect()
}

fn object(api: &Api, object: &Object, amount: Amount, depth: usize) -> Value {
    let entries = object
        .fields
        .iter()
        .filter_map(|field| field_value(api, field, amount, depth).map(|value| (field.wire.value.clone(), value)));
    Value::Object(entries.collect())
}

fn field_value(api: &Api, field: &Field, amount: Amount, depth: usize) -> Option<Value> {
    let Presence { required, may_be_empty } = field.presence;
    match amount {
        Amount::Little(0) if !required => None,
        Amount::Little(0) | Amount::Empty if may_be_empty => Some(json!("")),
        Amount::Little(above) => Some(value(api, &field.ty, Amount::Little(above.saturating_sub(1)), depth)),
        _ => Some(value(api, &field.ty, amount, depth)),
    }
}

fn value(api: &Api, ty: &Type, amount: Amount, depth: usize) -> Value {
    match ty {
        Type::Text | Type::Sensitive(_) => json!("some text"),
        Type::Boolean => json!(true),
        Type::Integer(width) => integer(*width),
        Type::Decimal => json!(0.5),
        Type::CivilDateTime => json!("2024-02-29 23:59:59"),
        Type::Any => json!({"any": [1, "two"]}),
        Type::Named(id) => named(api, *id, amount, depth),
        // A type that holds a list of itself ends here.
        Type::List(_) if depth > DEPTH => json!([]),
        Type::List(inner) => json!([value(api, inner, amount, depth + 1)]),
    }
}

fn named(api: &Api, id: TypeId, amount: Amount, depth: usize) -> Value {
    match &api.ty(id).shape {
        Shape::Text { .. } => json!("some text"),
        Shape::Integer { width, .. } => integer(*width),
        Shape::Enum(codes) => code(codes, amount),
        Shape::Object(fields) | Shape::Request(fields) => object(api, fields, amount, depth),
    }
}

fn code(codes: &Enum, amount: Amount) -> Value {
    let nth = match amount {
        Amount::All(nth) => nth % codes.variants.len(),
        Amount::Little(_) | Amount::Empty => 0,
    };
    match &codes.variants[nth].code.value {
        CodeValue::Integer(code) => json!(code),
        CodeValue::Text(code) => json!(code),
    }
}

fn integer(width: Width) -> Value {
    match width {
        Width::Int32 => json!(i32::MAX),
        Width::Int64 => json!(i64::MAX),
    }
}
