//! The program that shows what generated code does, as text: a function for each face, which answers questions about what its own
//! spec gave it. What is no part of a face has the answer `-`.

use super::super::consumer::{arguments_of, fields};
use open_api_codegen::api::ir::{Api, Operation, Shape, Type, TypeDef};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A face of the program, and what is asked about it.
pub(crate) struct Asked<'a> {
    pub(crate) face: String,
    pub(crate) api: &'a Api,
    /// The modules of types.
    pub(crate) modules: BTreeSet<String>,
    pub(crate) operations: bool,
    pub(crate) events: bool,
}

/// The program for these faces of a crate.
pub(crate) fn program(member: &str, all: &[Asked<'_>]) -> String {
    let mut arms = String::new();
    let mut functions = String::new();
    for asked in all {
        _ = writeln!(arms, "\"{0}\" => {0}(what, name, json),", asked.face);
        _ = writeln!(functions, "{}", function(member, asked));
    }
    format!(
        r#"use serde_core::{{Serialize, de::DeserializeOwned}};

type Answer = Result<String, String>;

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {{
    serde_json::from_str(json).map_err(|error| error.to_string())
}}

fn write<T: Serialize>(value: &T) -> Answer {{
    serde_json::to_string(value).map_err(|error| error.to_string())
}}

/// The two halves of a question about paging.
fn halves(json: &str) -> (String, String) {{
    let both: [Box<serde_json::value::RawValue>; 2] = serde_json::from_str(json).unwrap();
    (both[0].get().to_owned(), both[1].get().to_owned())
}}

{functions}

fn main() {{
    let path = std::env::args().nth(1).unwrap();
    for line in std::fs::read_to_string(path).unwrap().lines() {{
        let mut parts = line.split('\t');
        let mut next = || parts.next().unwrap();
        let (face, what, name, json) = (next(), next(), next(), next());
        let answer = match face {{
            {arms}
            _ => panic!("there is no face {{face}}"),
        }};
        println!("{{}}", answer.unwrap_or_else(|_| "-".to_owned()));
    }}
}}
"#
    )
}

fn function(member: &str, asked: &Asked<'_>) -> String {
    let Asked { face, api, modules, .. } = asked;
    let (mut arms, mut helpers, mut pages) = (String::new(), String::new(), "");
    if asked.events {
        arms.push_str("(\"event\", tag) => event(tag, json),\n");
        helpers.push_str(EVENT);
    }
    if asked.operations {
        arms.push_str("(\"operations\", _) => Ok(operations()),\n");
        helpers.push_str(OPERATIONS);
    }
    for def in api.types.iter().filter(|def| modules.contains(&def.module)) {
        let name = &def.ident;
        match &def.shape {
            Shape::Enum(codes) => {
                let code = if codes.textual { "value().to_owned()" } else { "code().to_string()" };
                _ = writeln!(
                    arms,
                    "(\"enum\", \"{name}\") => {{ let mut all = api::{name}::KNOWN.to_vec(); all.sort();
                    Ok(all.iter().map(|one| format!(\"{{}}={{}}\", one.name().unwrap(), one.{code})).collect::<Vec<_>>().join(\",\")) }}"
                );
            }
            Shape::Object(_) | Shape::Request(_) => {
                let texts = fields(def).iter().filter(|field| field.ty == Type::Text);
                let shown: Vec<String> =
                    texts.map(|field| format!("out += &format!(\"{0}={{:?}},\", body.{0});", field.ident)).collect();
                let shown = shown.concat();
                _ = writeln!(
                    arms,
                    "(\"fields\", \"{name}\") => read::<api::{name}>(json).map(|body| {{ let mut out = String::new(); {shown} out }}),"
                );
            }
            Shape::Text { .. } | Shape::Integer { .. } => {}
        }
    }
    for operation in &api.operations {
        let def = api.ty(operation.request);
        if !modules.contains(&def.module) {
            continue;
        }
        if def.required_ident.is_none() {
            _ = writeln!(
                arms,
                "(\"new\", \"{0}\") => write(&api::{0}::new({1})),",
                def.ident,
                made(api, def, operation)
            );
        }
        if operation.paging.is_some() {
            pages = PAGES;
            _ = writeln!(arms, "(\"pages\", \"{0}\") => pages::<api::{0}>(json),", def.ident);
        }
    }
    format!(
        r#"mod of_{face} {{
    use super::*;
    use {member}::{face} as api;

{helpers}{pages}
    pub(super) fn answer(what: &str, name: &str, json: &str) -> Answer {{
        match (what, name) {{
            {arms}
            _ => Err("there is no such thing".to_owned()),
        }}
    }}
}}
use of_{face}::answer as {face};
"#
    )
}

const PAGES: &str = r#"
    fn pages<R: api::PagedRequest + DeserializeOwned + Serialize>(json: &str) -> Answer
    where
        R::Response: DeserializeOwned,
    {
        let (request, answer) = halves(json);
        let mut request: R = read(&request)?;
        let answer: R::Response = read(&answer)?;
        request.set_page(77);
        Ok(format!("{} {} {} {}", write(&request)?, request.size(), R::total(&answer), R::item_count(&answer)))
    }
"#;

const EVENT: &str = r#"
    fn event(tag: &str, json: &str) -> Answer {
        let event = api::webhook::parse(tag, json).map_err(|error| error.to_string())?;
        let key = event.dedup_key().ok_or("it has no type")?;
        let shown = format!("{event:?}");
        Ok(format!("{} {} {key}", shown.split('(').next().unwrap(), event.tag()))
    }
"#;

const OPERATIONS: &str = r#"
    fn operations() -> String {
        let one = |one: &api::Operation| {
            format!("{one:?}={} {:?} {}", *one as usize, one.effect(), one.path().is_some())
        };
        api::Operation::ALL.iter().map(one).collect::<Vec<_>>().join(",")
    }
"#;

/// Arguments that tell by their values which of them it was.
fn made(api: &Api, def: &TypeDef, operation: &Operation) -> String {
    let values = arguments_of(api, def, operation.required(api)).into_iter().enumerate().map(|(at, (ty, text))| {
        let json = match super::scalar(api, ty) {
            Some(super::Scalar::Text) => format!("\"{at}\""),
            Some(super::Scalar::Number) if *ty == Type::Decimal => return format!("\"{at}\".parse().unwrap()"),
            Some(super::Scalar::Number) => at.to_string(),
            Some(super::Scalar::Date) => return format!("\"2026-01-0{} 00:00:00\".parse().unwrap()", at + 1),
            None => {
                return format!("panic!(\"no {text} is made up here yet: say how, where the other arguments are\")");
            }
        };
        format!("read::<{text}>(r#\"{json}\"#)?")
    });
    values.collect::<Vec<_>>().join(", ")
}
