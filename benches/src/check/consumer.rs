//! A program that calls every operation once, for each way: what a consumer's own build pays. It can also time how fast it
//! reads an answer.

use super::answer::Answer;
use super::derived;
use open_api_codegen::api::ir::{Api, Field, Shape, Type, TypeDef};
use open_api_codegen::spec::openapi::Sensitive;
use std::fmt::Write as _;

/// So many calls a function: a future that holds them all would be measured for its size.
const CALLS: usize = 20;

pub(super) fn manifest(client: &str) -> String {
    format!(
        r#"[package]
name = "{client}-consumer"
version = "0.0.0"
edition = "2024"

[features]
client = []

[dependencies]
client = {{ package = "{client}", path = "../{client}", default-features = false, features = ["client"] }}
serde_json = "1"

[profile.release]
strip = true

[workspace]
"#
    )
}

/// Calls each operation of our client with the arguments that it requires.
pub(super) fn of_ours(api: &Api, answer: &Answer) -> String {
    const CLIENT: &str = "client::Client::builder().base_url(\"http://127.0.0.1:9\").version(\"v1\").customer_id(1).app_id(2)\
         .key(\"k\").build().expect(\"the client is complete\")";
    let calls = api.operations.iter().map(|operation| {
        let resource = api.resources.iter().find(|resource| resource.tag.value == operation.tag);
        let module = resource.map_or("", |resource| resource.module.as_str());
        let arguments = arguments(api, api.ty(operation.request), operation.required(api));
        format!("client.{module}().{}({arguments}).send()", operation.method)
    });
    let read = format!("client::models::from_json::<client::models::{}>(text.as_bytes())", answer.ty);
    main(CLIENT, &read, calls)
}

/// Calls each operation of the derived client with an empty request.
pub(super) fn of_derived(api: &Api, answer: &Answer) -> String {
    let calls = api.operations.iter().map(|operation| {
        let request = &api.ty(operation.request).ident;
        format!("client.{}(&client::{request}::default())", derived::function(&operation.id.value))
    });
    let read = format!("serde_json::from_str::<client::{}>(text)", answer.ty);
    main("client::Client::new(\"http://127.0.0.1:9\", \"k\")", &read, calls)
}

fn main(client: &str, read: &str, calls: impl Iterator<Item = String>) -> String {
    let calls: Vec<String> = calls.collect();
    let parts: Vec<&[String]> = calls.chunks(CALLS).collect();
    let mut out = format!("async fn all() -> usize {{\n    let client = {client};\n    let mut done = 0;\n");
    for at in 0..parts.len() {
        let _ = writeln!(out, "    done += Box::pin(part_{at}(&client)).await;");
    }
    out.push_str("    done\n}\n");
    for (at, calls) in parts.iter().enumerate() {
        let _ = writeln!(out, "\nasync fn part_{at}(client: &client::Client) -> usize {{\n    let mut done = 0;");
        for call in *calls {
            let _ = writeln!(out, "    done += usize::from({call}.await.is_ok());");
        }
        out.push_str("    done\n}\n");
    }
    let _ = write!(
        out,
        "
/// The megabytes a second.
fn decode() -> f64 {{
    const TEXT: &str = include_str!(\"answer.json\");
    let start = std::time::Instant::now();
    let mut bytes = 0.0;
    while start.elapsed() < std::time::Duration::from_millis(500) {{
        let text = std::hint::black_box(TEXT);
        std::hint::black_box({read}.expect(\"the answer fits its type\"));
        bytes += TEXT.len() as f64;
    }}
    bytes / start.elapsed().as_secs_f64() / 1e6
}}
"
    );
    out + "
// A runtime would be compiled with features of its own, and the client with it once more. Nobody runs this part.
fn main() {
    if std::env::args().len() > 1 {
        println!(\"{}\", decode());
        return;
    }
    let mut all = std::pin::pin!(all());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    while let std::task::Poll::Pending = all.as_mut().poll(&mut cx) {}
}
"
}

/// What `new` takes: values as arguments, or a struct of them.
fn arguments<'a>(api: &'a Api, def: &TypeDef, required: impl Iterator<Item = &'a Field>) -> String {
    match &def.required_ident {
        Some(name) => {
            let values = required.map(|field| format!("{}: {}", field.ident, value(api, &field.ty)));
            format!("client::models::{name} {{ {} }}", values.collect::<Vec<_>>().join(", "))
        }
        None => required.map(|field| value(api, &field.ty)).collect::<Vec<_>>().join(", "),
    }
}

/// An expression of a type: what is in the value does not matter, since nobody answers.
fn value(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Text => "String::from(\"x\")".to_owned(),
        Type::Sensitive(kind) => {
            let name = match kind {
                Sensitive::Secret => "Secret",
                Sensitive::Pan => "Pan",
                Sensitive::Cvv => "Cvv",
                Sensitive::Pin => "Pin",
                Sensitive::Pii => "Pii",
            };
            format!("client::{name}::new(\"x\")")
        }
        Type::Boolean => "true".to_owned(),
        Type::Integer(_) => "1".to_owned(),
        Type::Decimal => "client::Decimal::ONE".to_owned(),
        Type::CivilDateTime => "client::DateTime::default()".to_owned(),
        Type::Any => "client::Json::from(serde_json::Value::Null)".to_owned(),
        Type::List(_) => "Vec::new()".to_owned(),
        Type::Named(id) => {
            let def = api.ty(*id);
            let name = format!("client::models::{}", def.ident);
            match &def.shape {
                Shape::Text { .. } => format!("{name}::new(\"x\")"),
                Shape::Integer { .. } => format!("{name}::new(1)"),
                Shape::Enum(codes) if codes.textual => format!("{name}::from(\"x\")"),
                Shape::Enum(_) => format!("{name}::from(1)"),
                Shape::Object(object) | Shape::Request(object) => {
                    format!("{name}::new({})", arguments(api, def, object.required(None)))
                }
            }
        }
    }
}
