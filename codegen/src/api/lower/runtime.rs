//! The two schemas that the hand-written runtime owns: what it sends with every request, and what it unwraps.
//! The spec describes them for readers; here it is held to what the runtime really does.

use crate::api::ir::{Api, Object, Shape, Type};
use crate::spec::openapi::{Sensitive, Width};
use crate::text::diag::{Code, Diagnostics, listed};
use crate::text::source::Span;

/// What the runtime knows of one field.
struct Known {
    name: &'static str,
    is: fn(&Api, &Type) -> bool,
    shown: &'static str,
}

const CREDENTIALS: &[Known] = &[
    Known { name: "customer_id", is: is_int64, shown: "an int64" },
    Known { name: "app_id", is: is_int64, shown: "an int64" },
    Known { name: "key", is: is_secret, shown: "a string with `\"x-sensitive\": \"secret\"`" },
];

const ENVELOPE: &[Known] = &[
    Known { name: "code", is: is_int32, shown: "an int32" },
    Known { name: "message", is: is_text, shown: "a string" },
    Known { name: "data", is: is_any, shown: "a field without a type" },
];

/// Reports where the spec's credentials or envelope are not the runtime's.
#[must_use]
pub fn check(api: &Api, schemas: Span) -> Diagnostics {
    let mut found = Diagnostics::new();
    if !api.operations.is_empty() {
        compare(
            "Credentials",
            api.credentials.as_ref().map(|wrapper| &wrapper.object),
            CREDENTIALS,
            api,
            schemas,
            &mut found,
        );
        compare("Envelope", api.envelope.as_ref().map(|wrapper| &wrapper.object), ENVELOPE, api, schemas, &mut found);
    }
    found
}

fn compare(name: &str, object: Option<&Object>, known: &[Known], api: &Api, schemas: Span, found: &mut Diagnostics) {
    let fields = || listed(known.iter().map(|field| field.name));
    let Some(object) = object else {
        found.error(
            Code::UnknownRuntimeShape,
            schemas,
            format!("there is no object schema `{name}`"),
            format!("describe it with the fields {}", fields()),
        );
        return;
    };
    let help = || format!("the runtime (generated-client/src) knows {}; change it first, then this check", fields());
    for field in known {
        match object.fields.iter().find(|given| given.wire.value == field.name) {
            None => found.error(
                Code::UnknownRuntimeShape,
                object.span,
                format!("`{name}` has no field `{}`", field.name),
                help(),
            ),
            Some(given) if !(field.is)(api, &given.ty) => found.error(
                Code::UnknownRuntimeShape,
                given.wire.span,
                format!("`{}` of `{name}` is not {}", field.name, field.shown),
                help(),
            ),
            Some(_) => {}
        }
    }
    for given in &object.fields {
        if !known.iter().any(|field| field.name == given.wire.value) {
            found.error(
                Code::UnknownRuntimeShape,
                given.wire.span,
                format!("the runtime does not know the field `{}` of `{name}`", given.wire.value),
                help(),
            );
        }
    }
}

fn is_int64(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Integer(width) => *width == Width::Int64,
        Type::Named(id) => matches!(api.ty(*id).shape, Shape::Integer { width: Width::Int64, .. }),
        _ => false,
    }
}

fn is_int32(_: &Api, ty: &Type) -> bool {
    *ty == Type::Integer(Width::Int32)
}

fn is_secret(_: &Api, ty: &Type) -> bool {
    *ty == Type::Sensitive(Sensitive::Secret)
}

fn is_text(_: &Api, ty: &Type) -> bool {
    *ty == Type::Text
}

fn is_any(_: &Api, ty: &Type) -> bool {
    *ty == Type::Any
}
