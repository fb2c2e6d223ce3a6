//! Code that uses everything that is supported of a generated crate, written from the spec: what it does not do is what no
//! consumer may rely on. It is written here once more and not taken from the emitters, which are what is being checked.

use open_api_codegen::api::ir::{Api, Field, NamedOperation, Object, Operation, Shape, Type, TypeDef, TypeId};
use open_api_codegen::spec::openapi::{Sensitive, Width};
use std::fmt::Write as _;

const PRELUDE: &str = "#![allow(unused, clippy::all)]\n\
    fn any<T>() -> T { unreachable!(\"compiled, never run\") }\n\
    fn serializes<T: serde_core::Serialize>() {}\n\
    fn copies<T: Copy>() {}\n\
    fn defaults<T: Default>() {}\n\
    fn calls<R: api::Request<Response = A>, A>() {}\n\
    fn pages<R: api::PagedRequest<Item = I>, I>() {}\n\
    fn main() {}\n";

/// What uses all of a crate, item by item.
pub(crate) fn supported(api: &Api) -> Vec<String> {
    let named = |named: &NamedOperation| format!("const _: api::Operation = api::Operation::{};\n", named.variant);
    let mut items: Vec<String> = api.named.iter().map(named).collect();
    for (id, def) in api.type_ids() {
        let mut out = format!("fn type_{}() {{\n", def.module);
        one(&mut out, api, id, def);
        items.push(out + "}\n");
    }
    for resource in &api.resources {
        items.extend(resource.operations.iter().map(|at| call(api, &resource.module, &api.operations[*at])));
    }
    items.extend(api.webhooks.iter().map(|webhook| {
        let payload = &api.ty(webhook.payload).ident;
        format!(
            "fn event_{0}() {{ if let api::webhook::Event::{0}(body) = any() {{ let _: api::{payload} = body; }} }}\n",
            webhook.variant
        )
    }));
    items
}

/// A struct literal of every request, which names every field: documented as not supported.
pub(crate) fn exhaustive(api: &Api) -> Vec<String> {
    let literal = |def: &TypeDef| {
        let fields: Vec<String> = fields(def).iter().map(|field| format!("{}: any()", field.ident)).collect();
        format!("fn literal_{}() {{ let _ = api::{} {{ {} }}; }}\n", def.module, def.ident, fields.join(", "))
    };
    api.types.iter().filter(|def| matches!(def.shape, Shape::Request(_))).map(literal).collect()
}

/// A program that uses a crate so.
pub(crate) fn program<'a>(member: &str, items: impl IntoIterator<Item = &'a String>) -> String {
    let begin = format!("{PRELUDE}use {member} as api;\n");
    items.into_iter().fold(begin, |program, item| program + item)
}

fn one(out: &mut String, api: &Api, id: TypeId, def: &TypeDef) {
    let name = format!("api::{}", def.ident);
    match &def.shape {
        Shape::Text { sensitive: None, .. } => {
            _ = writeln!(out, "let _: &str = any::<&{name}>().as_str(); let _ = {name}::from(\"\");");
            _ = writeln!(out, "let _: String = any::<{name}>().to_string(); serializes::<{name}>();");
        }
        Shape::Text { sensitive: Some(_), .. } => {
            _ = writeln!(out, "let _: &str = any::<&{name}>().expose(); let _ = {name}::from(\"\");");
        }
        Shape::Integer { width, .. } => {
            let integer = integer(*width);
            _ = writeln!(out, "let _: {integer} = any::<{name}>().get(); let _ = {name}::from(any::<{integer}>());");
            _ = writeln!(out, "copies::<{name}>(); serializes::<{name}>();");
        }
        Shape::Enum(codes) => {
            for variant in &codes.variants {
                _ = writeln!(out, "let _ = {name}::{};", variant.ident);
            }
            _ = writeln!(
                out,
                "match any::<{name}>() {{ {name}::Unknown(_) => {{}} _ => {{}} }} serializes::<{name}>();"
            );
            _ = if codes.textual {
                writeln!(out, "let _: &str = any::<&{name}>().value(); let _ = {name}::from_value(\"\");")
            } else {
                writeln!(out, "let _: i32 = any::<{name}>().code(); let _ = {name}::from_code(1); copies::<{name}>();")
            };
        }
        Shape::Object(object) => {
            read(out, api, &name, def);
            if def.is_made() {
                made(out, api, &name, def, object);
            }
            if def.usage.request || !def.reaches_sensitive {
                _ = writeln!(out, "serializes::<{name}>();");
            }
        }
        Shape::Request(_) => {
            read(out, api, &name, def);
            if let Some(operation) = api.operations.iter().find(|operation| operation.request == id) {
                request(out, api, &name, def, operation);
            }
        }
    }
}

/// Fields are read and taken apart, with `..`.
fn read(out: &mut String, api: &Api, name: &str, def: &TypeDef) {
    for field in fields(def) {
        _ = writeln!(out, "let _: &{} = &any::<&{name}>().{};", field_type(api, field), field.ident);
        _ = writeln!(out, "let {name} {{ {}: _, .. }} = any();", field.ident);
    }
}

/// Calls are made by the client's methods, and changed by setters.
fn call(api: &Api, resource: &str, operation: &Operation) -> String {
    let arguments = arguments(api, api.ty(operation.request), operation.required(api));
    let mut out = format!(
        "fn call_{resource}_{method}(client: &api::Client) {{ let _: api::Call<api::{request}> = client.{resource}().{method}({arguments})\n",
        method = operation.method,
        request = api.ty(operation.request).ident,
    );
    for field in operation.settable(api) {
        _ = writeln!(out, "    .{}(any::<{}>())", field.setter, value_type(api, &field.ty));
    }
    out + "; }\n"
}

/// What `new` of a type takes one by one, with the types as code writes them; a struct of all that is required counts as nothing.
pub(crate) fn arguments_of<'a>(
    api: &Api,
    def: &TypeDef,
    required: impl Iterator<Item = &'a Field>,
) -> Vec<(&'a Type, String)> {
    let by_name = def.required_ident.is_some();
    required.filter(|_| !by_name).map(|field| (&field.ty, value_type(api, &field.ty))).collect()
}

fn arguments<'a>(api: &Api, def: &TypeDef, required: impl Iterator<Item = &'a Field>) -> String {
    match &def.required_ident {
        Some(ident) => {
            let fields: Vec<String> =
                required.map(|field| format!("{}: any::<{}>()", field.ident, field_type(api, field))).collect();
            format!("api::{ident} {{ {} }}", fields.join(", "))
        }
        None => {
            let types = arguments_of(api, def, required).into_iter().map(|(_, text)| format!("any::<{text}>()"));
            types.collect::<Vec<_>>().join(", ")
        }
    }
}

/// Objects inside requests are made with `new` and changed by their fields.
fn made(out: &mut String, api: &Api, name: &str, def: &TypeDef, object: &Object) {
    let arguments = arguments(api, def, object.required(None));
    _ = writeln!(out, "let mut made = {name}::new({arguments});");
    for field in fields(def) {
        _ = writeln!(out, "made.{} = any::<{}>();", field.ident, field_type(api, field));
    }
    if arguments.is_empty() {
        _ = writeln!(out, "defaults::<{name}>();");
    }
}

/// Requests are made with `new`, changed by their fields, and updated with `..`.
fn request(out: &mut String, api: &Api, name: &str, def: &TypeDef, operation: &Operation) {
    let arguments = arguments(api, def, operation.required(api));
    _ = writeln!(out, "let mut request = {name}::new({arguments});");
    for field in fields(def) {
        _ = writeln!(out, "request.{} = any::<{}>();", field.ident, field_type(api, field));
        _ = writeln!(out, "let _ = {name} {{ {}: any(), ..request.clone() }};", field.ident);
    }
    _ = writeln!(out, "serializes::<{name}>(); calls::<{name}, api::{}>();", api.ty(operation.response).ident);
    if arguments.is_empty() {
        _ = writeln!(out, "defaults::<{name}>();");
    }
    if let Some(paging) = operation.paging {
        let list = &fields(api.ty(operation.response))[paging.items];
        if let Type::List(item) = &list.ty {
            _ = writeln!(out, "pages::<{name}, {}>();", value_type(api, item));
        }
    }
}

pub(crate) fn fields(def: &TypeDef) -> &[Field] {
    def.shape.object().map_or(&[], |object| &object.fields)
}

pub(crate) fn field_type(api: &Api, field: &Field) -> String {
    let value = value_type(api, &field.ty);
    if field.is_option() { format!("Option<{value}>") } else { value }
}

fn value_type(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Text => "String".to_owned(),
        Type::Sensitive(Sensitive::Secret) => "api::Secret".to_owned(),
        Type::Sensitive(Sensitive::Pan) => "api::Pan".to_owned(),
        Type::Sensitive(Sensitive::Cvv) => "api::Cvv".to_owned(),
        Type::Sensitive(Sensitive::Pin) => "api::Pin".to_owned(),
        Type::Sensitive(Sensitive::Pii) => "api::Pii".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer(width) => integer(*width).to_owned(),
        Type::Decimal => "api::Decimal".to_owned(),
        Type::CivilDateTime => "api::DateTime".to_owned(),
        Type::Any => "api::Json".to_owned(),
        Type::Named(id) => format!("api::{}", api.ty(*id).ident),
        Type::List(inner) => format!("Vec<{}>", value_type(api, inner)),
    }
}

const fn integer(width: Width) -> &'static str {
    match width {
        Width::Int32 => "i32",
        Width::Int64 => "i64",
    }
}
