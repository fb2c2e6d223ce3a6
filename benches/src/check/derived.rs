//! The client that ours is held against: what most generators write. Structs with derived serde code, floats for amounts, texts
//! for dates and ids, numbers for codes, no words; and a function an operation around one generic call.

use open_api_codegen::api::ir::{Api, Field, Shape, Type, TypeDef};
use open_api_codegen::spec::openapi::Width;
use std::fmt::Write as _;

/// Which serde code a type has.
#[derive(Clone, Copy)]
pub(super) enum Derives {
    /// For reading and for writing, as most generators do it.
    Both,
    /// For the directions in which the type travels.
    Needed,
}

pub(super) fn manifest(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\n{MANIFEST}")
}

const MANIFEST: &str = r#"version = "0.0.0"
edition = "2024"

[features]
client = []

[dependencies]
reqwest = { version = "0.13.5", default-features = false }
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[workspace]
"#;

const HEAD: &str = r#"use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Debug)]
pub enum Error {
    Http(reqwest::Error),
    Json(serde_json::Error),
    Platform(i64, String),
}

#[derive(Serialize)]
struct Body<'b, Q> {
    customer_id: i64,
    app_id: i64,
    key: &'b str,
    #[serde(flatten)]
    fields: &'b Q,
}

#[derive(Deserialize)]
struct Envelope<A> {
    code: i64,
    message: String,
    data: Option<A>,
}

pub struct Client {
    http: reqwest::Client,
    base: String,
    key: String,
}

impl Client {
    pub fn new(base: &str, key: &str) -> Self {
        Self { http: reqwest::Client::new(), base: base.to_owned(), key: key.to_owned() }
    }

    async fn call<Q: Serialize, A: DeserializeOwned>(&self, path: &str, fields: &Q) -> Result<A, Error> {
        let body = Body { customer_id: 1, app_id: 2, key: &self.key, fields };
        let body = serde_json::to_vec(&body).map_err(Error::Json)?;
        let request = self.http.post(format!("{}{path}", self.base)).header("content-type", "application/json");
        let answer = request.body(body).send().await.map_err(Error::Http)?.bytes().await.map_err(Error::Http)?;
        let envelope: Envelope<A> = serde_json::from_slice(&answer).map_err(Error::Json)?;
        envelope.data.filter(|_| envelope.code == 0).ok_or(Error::Platform(envelope.code, envelope.message))
    }
"#;

/// The whole crate.
pub(super) fn client(api: &Api, derives: Derives) -> String {
    let mut out = HEAD.to_owned();
    for operation in &api.operations {
        let (request, response) = (&api.ty(operation.request).ident, &api.ty(operation.response).ident);
        let path = operation.path.as_ref().map_or("", |path| path.value.as_str());
        let _ = writeln!(
            out,
            "\n    pub async fn {}(&self, request: &{request}) -> Result<{response}, Error> {{\n        \
             self.call({path:?}, request).await\n    }}",
            function(&operation.id.value),
        );
    }
    out.push_str("}\n");
    for def in &api.types {
        object(&mut out, api, def, derives);
    }
    out
}

/// The function of an operation.
pub(super) fn function(id: &str) -> String {
    id.replace('.', "_")
}

fn object(out: &mut String, api: &Api, def: &TypeDef, derives: Derives) {
    let Some(object) = def.shape.object() else {
        return;
    };
    let is_sent = def.usage.request;
    let is_received = def.usage.response || def.usage.webhook;
    let serde = match derives {
        Derives::Needed if is_sent && !is_received => "Serialize",
        Derives::Needed if is_received && !is_sent => "Deserialize",
        _ => "Serialize, Deserialize",
    };
    let _ = writeln!(out, "\n#[derive(Debug, Clone, Default, PartialEq, {serde})]\npub struct {} {{", def.ident);
    for field in &object.fields {
        if field.ident != field.wire.value {
            let _ = writeln!(out, "    #[serde(rename = {:?})]", field.wire.value);
        }
        let _ = writeln!(out, "    pub {}: {},", field.ident, field_type(api, field));
    }
    out.push_str("}\n");
}

fn field_type(api: &Api, field: &Field) -> String {
    let ty = plain(api, &field.ty);
    if field.is_option() { format!("Option<{ty}>") } else { ty }
}

fn plain(api: &Api, ty: &Type) -> String {
    let integer = |width: &Width| match width {
        Width::Int32 => "i32",
        Width::Int64 => "i64",
    };
    match ty {
        Type::Text | Type::Sensitive(_) | Type::CivilDateTime => "String".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer(width) => integer(width).to_owned(),
        Type::Decimal => "f64".to_owned(),
        Type::Any => "serde_json::Value".to_owned(),
        Type::List(inner) => format!("Vec<{}>", plain(api, inner)),
        Type::Named(id) => match &api.ty(*id).shape {
            Shape::Text { .. } => "String".to_owned(),
            Shape::Integer { width, .. } => integer(width).to_owned(),
            Shape::Enum(codes) => if codes.textual { "String" } else { "i32" }.to_owned(),
            Shape::Object(_) | Shape::Request(_) => api.ty(*id).ident.clone(),
        },
    }
}
