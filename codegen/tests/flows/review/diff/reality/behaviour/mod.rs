//! The behaviour verdicts: code that compiles against both crates, and what it does with the one and with the other. Both are asked
//! the same questions, and a text that a caller holds is the same for both: deliveries and their keys, the order of codes and what
//! they stand for, the numbers of operations and what is repeated, arguments, the walk through pages, and which field has a name.

mod program;

use super::code::code;
use super::consumer::{arguments_of, field_type, fields};
use super::samples::samples;
use crate::crates::{Face, Workspace};
use crate::review::diff::fixture::{Fixture, Spec, all, base, compare};
use open_api_codegen::api::ir::{Api, Field, Shape, Type, TypeDef};
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::review::diff::{Behaviour, Impact};
use program::Asked;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A question: about what, about which of them, with which JSON.
type Question = [String; 3];

/// What differs is told, and what is told differs, unless no code compiles against both that could tell.
#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn behaviour_verdicts_hold_against_what_generated_code_does() {
    let base = base();
    let acting: Vec<(usize, &Fixture)> = all()
        .iter()
        .enumerate()
        .filter(|(_, fixture)| {
            can_tell(&base.api, &fixture.head.api, &changed(base.generated(), fixture.head.generated()))
        })
        .collect();
    let mut lines = String::new();
    let mut asked: Vec<(usize, Question)> = Vec::new();
    for (at, fixture) in &acting {
        let questions: BTreeSet<Question> =
            questions(&base.api).into_iter().chain(questions(&fixture.head.api)).collect();
        for question in questions {
            _ = writeln!(lines, "before\t{0}\nafter{at}\t{0}", question.join("\t"));
            asked.push((*at, question));
        }
    }
    let answers = ask(base, &acting, &lines);
    assert_eq!(answers.len(), 2 * asked.len(), "not every question was answered");
    let mut seen: BTreeMap<usize, String> = BTreeMap::new();
    for ((at, question), answers) in asked.iter().zip(answers.chunks(2)) {
        let head = &all()[*at].head.api;
        if let Some(difference) = difference(&base.api, head, question, &answers[0], &answers[1]) {
            seen.entry(*at).or_insert(difference);
        }
    }
    let mut contradicted = Vec::new();
    for (at, fixture) in all().iter().enumerate() {
        let told = compare(base, &fixture.head).summary;
        match (told.behaviour, seen.get(&at)) {
            (Behaviour::None, Some(difference)) => {
                contradicted.push(format!("{}: told none, and {difference}", fixture.name));
            }
            // Where old code stops compiling, or no text is left that both read, nothing is left that could act otherwise.
            (Behaviour::Changed, None) if told.source != Impact::Breaking && told.wire != Impact::Breaking => {
                contradicted.push(format!("{}: told changed, and does the same", fixture.name));
            }
            _ => {}
        }
    }
    assert!(contradicted.is_empty(), "{}", contradicted.join("\n"));
    assert!(seen.len() > 20, "the fixtures show little: {seen:#?}");
}

/// The files whose code is another one: what only words are different in does the same.
fn changed(before: &FileSet, after: &FileSet) -> BTreeSet<String> {
    let (before, after) = (code(before), code(after));
    let changed = after.iter().filter(|(path, text)| before.get(*path) != Some(*text));
    changed.map(|(path, _)| path.clone()).collect()
}

/// Whether there is anything to ask about files that changed. Nothing is done with a type that only answers hold but to read its
/// fields, and which crate is compiled for that takes time.
fn can_tell(base: &Api, head: &Api, changed: &BTreeSet<String>) -> bool {
    let wire = |def: &TypeDef| -> Vec<(String, String)> {
        fields(def).iter().map(|field| (field.ident.clone(), field.wire.value.clone())).collect()
    };
    let acts = |def: &TypeDef| {
        let old = base.types.iter().find(|old| old.ident == def.ident).map(wire).unwrap_or_default();
        let is_called_so =
            |(ident, name): &(String, String)| old.iter().all(|(one, other)| one != ident || other == name);
        def.usage.request || def.usage.webhook || !wire(def).iter().all(is_called_so)
    };
    let is_acting = |path: &String| match path.split_once('/') {
        Some(("models", file)) => head.types.iter().any(|def| *file == format!("{}.rs", def.module) && acts(def)),
        Some(("enums", _)) => true,
        Some(_) => false,
        None => ["operations.rs", "webhooks.rs"].contains(&path.as_str()),
    };
    changed.iter().any(is_acting)
}

/// The modules of types that are asked about.
fn modules(before: &FileSet, after: &FileSet) -> BTreeSet<String> {
    let stem = |path: String| Some(path.rsplit('/').next()?.strip_suffix(".rs")?.to_owned());
    changed(before, after).into_iter().filter_map(stem).collect()
}

fn ask(base: &Spec, acting: &[(usize, &Fixture)], lines: &str) -> Vec<String> {
    let mut workspace = Workspace::new("behaviour");
    workspace.add_client("acts", base.generated());
    let face = Face::new(base.generated());
    workspace.add_face("acts", "before", &face, None);
    let mut asked = vec![Asked {
        face: "before".to_owned(),
        api: &base.api,
        modules: base.api.types.iter().map(|def| def.module.clone()).collect(),
        operations: true,
        events: true,
    }];
    for (at, fixture) in acting {
        let after = fixture.head.generated();
        let (name, modules) = (format!("after{at}"), modules(base.generated(), after));
        let differing = workspace.add_face("acts", &name, &Face::new(after), Some(("before", &face)));
        // What is the same text does the same: the other side is not asked, and answers nothing.
        let (operations, events) = (differing.contains("operations::"), differing.contains("webhooks::"));
        asked.push(Asked { face: name, api: &fixture.head.api, modules, operations, events });
    }
    workspace.extend_root("acts", &program::program("crate", &asked));
    let path = workspace.add("questions.tsv", lines).to_string_lossy().into_owned();
    let said = workspace.cargo("acts", "run", &["--quiet", "-p", "acts", "--", &path]);
    assert!(said.is_done, "{}", said.stderr);
    said.stdout.lines().map(str::to_owned).collect()
}

/// All that can be asked of what a spec gives.
fn questions(api: &Api) -> Vec<Question> {
    let mut all = vec![["operations".to_owned(), String::new(), String::new()]];
    for def in &api.types {
        let name = def.ident.clone();
        if matches!(def.shape, Shape::Enum(_)) {
            all.push(["enum".to_owned(), name, String::new()]);
        }
    }
    for (id, def) in api.type_ids().filter(|(_, def)| def.shape.object().is_some()) {
        for sample in samples(api, id).into_iter().rev().take(1) {
            all.push(["fields".to_owned(), def.ident.clone(), named(sample, "").to_string()]);
        }
    }
    for webhook in &api.webhooks {
        for sample in samples(api, webhook.payload) {
            all.push(["event".to_owned(), webhook.tag.value.clone(), sample.to_string()]);
        }
    }
    for operation in &api.operations {
        let name = api.ty(operation.request).ident.clone();
        all.push(["new".to_owned(), name.clone(), String::new()]);
        let last = |id| samples(api, id).pop().expect("there are samples");
        let both = json!([numbered(last(operation.request)), numbered(last(operation.response))]);
        all.push(["pages".to_owned(), name, both.to_string()]);
    }
    all
}

/// The same with texts that say in which field they are.
fn named(value: Value, name: &str) -> Value {
    match value {
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key.clone(), named(value, &key)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(elements) => elements.into_iter().map(|element| named(element, name)).collect(),
        Value::String(text) if text == "some text" => name.into(),
        other => other,
    }
}

/// The same with numbers and lists that say in which field they are.
fn numbered(value: Value) -> Value {
    let Value::Object(entries) = value else {
        return value;
    };
    let place = |(at, (key, value)): (usize, (String, Value))| {
        let value = match value {
            Value::Number(_) => Value::from(at + 1),
            Value::Array(elements) => elements.into_iter().cycle().take(at + 1).collect(),
            other => other,
        };
        (key, value)
    };
    entries.into_iter().enumerate().map(place).collect::<serde_json::Map<_, _>>().into()
}

/// What two answers to one question tell of code that compiles against both.
fn difference(base: &Api, head: &Api, question: &Question, was: &str, is: &str) -> Option<String> {
    let [what, name, _] = question;
    if was == is || was == "-" || is == "-" {
        return None;
    }
    let of = |api: &Api| api.types.iter().position(|def| def.ident == *name);
    let has_changed = match what.as_str() {
        "operations" => parts(was, ',').any(|(variant, was)| {
            let other = parts(is, ',').find(|(other, _)| *other == variant);
            // A path that came makes a call that failed go out: nothing that worked does something else.
            other.is_some_and(|(_, is)| was != is && was.replace("false", "true") != is)
        }),
        "enum" => {
            let shared = |list: &str, other: &str| -> Vec<(String, String)> {
                let owned = parts(list, ',').map(|(name, code)| (name.to_owned(), code.to_owned()));
                owned.filter(|(name, _)| parts(other, ',').any(|(one, _)| one == name)).collect()
            };
            shared(was, is) != shared(is, was)
        }
        "fields" => {
            let (Some(was_at), Some(is_at)) = (of(base), of(head)) else { return None };
            let (old, new) = (&base.types[was_at], &head.types[is_at]);
            // What is called otherwise on the wire is told there.
            let is_there = |field: &&Field| fields(new).iter().any(|other| other.wire.value == field.wire.value);
            fields(old).iter().filter(is_there).any(|field| {
                let other = fields(new).iter().find(|other| other.ident == field.ident);
                let is_one_type = other.is_some_and(|other| field_type(base, field) == field_type(head, other));
                let value = |list| parts(list, ',').find(|(name, _)| *name == field.ident);
                is_one_type && value(was) != value(is)
            })
        }
        "new" => {
            let types = |api: &Api| -> Option<Vec<String>> {
                let operation = api.operations.iter().find(|operation| api.ty(operation.request).ident == *name)?;
                let arguments = arguments_of(api, api.ty(operation.request), operation.required(api));
                Some(arguments.into_iter().map(|(_, text)| text).collect())
            };
            let is_paged =
                |api: &Api| api.operations.iter().any(|one| one.paging.is_some() && api.ty(one.request).ident == *name);
            let sent = |text: &str| serde_json::from_str::<Value>(text).expect("a request is JSON");
            let (was, is) = (sent(was), sent(is));
            // A field that came or went is told as that; the same arguments in other places, and a page that is sent from now on.
            let is_moved = keys(&was) == keys(&is) && values(&was) == values(&is);
            types(base) == types(head) && was != is && (is_moved || is_paged(base) != is_paged(head))
        }
        "event" => {
            let (mut was, mut is) = (was.split(' '), is.split(' '));
            let (old, new) = (was.next(), is.next());
            // Another variant of the same type takes the delivery, or the same one has another key.
            let payload = |api: &Api, variant: Option<&str>| {
                let webhook = api.webhooks.iter().find(|webhook| Some(webhook.variant.as_str()) == variant)?;
                Some(api.ty(webhook.payload).ident.clone())
            };
            if old == new { was.ne(is) } else { payload(base, old) == payload(head, old) }
        }
        _ => true,
    };
    has_changed.then(|| format!("{what} {name}: {was} → {is}"))
}

/// The named parts of an answer.
fn parts(text: &str, between: char) -> impl Iterator<Item = (&str, &str)> {
    text.split(between).filter_map(|part| part.split_once('='))
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().map(|entries| entries.keys().cloned().collect()).unwrap_or_default()
}

fn values(value: &Value) -> BTreeSet<String> {
    value.as_object().map(|entries| entries.values().map(Value::to_string).collect()).unwrap_or_default()
}

/// What a scalar is in JSON.
enum Scalar {
    Text,
    Number,
    Date,
}

fn scalar(api: &Api, ty: &Type) -> Option<Scalar> {
    Some(match ty {
        Type::Text | Type::Sensitive(_) => Scalar::Text,
        Type::Integer(_) | Type::Decimal => Scalar::Number,
        Type::CivilDateTime => Scalar::Date,
        Type::Named(id) => match &api.ty(*id).shape {
            Shape::Text { .. } => Scalar::Text,
            Shape::Integer { .. } => Scalar::Number,
            Shape::Enum(codes) => {
                if codes.textual {
                    Scalar::Text
                } else {
                    Scalar::Number
                }
            }
            Shape::Object(_) | Shape::Request(_) => return None,
        },
        Type::Boolean | Type::Any | Type::List(_) => return None,
    })
}
