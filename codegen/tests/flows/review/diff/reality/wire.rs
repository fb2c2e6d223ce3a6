//! The wire verdicts: the base's bindings against a platform that goes by the head. What the bindings say is asked of a program
//! that is compiled once, since every fixture has the same base.

use super::platform;
use super::samples::samples;
use crate::crates::Workspace;
use crate::harness::read;
use crate::review::diff::fixture::{Fixture, Spec, all, base, compare};
use open_api_codegen::api::ir::{Api, Operation, Shape};
use open_api_codegen::review::diff::Impact;
use open_api_codegen::spec::openapi::{CodeValue, Effect};
use serde_json::Value;
use std::fmt::Write as _;

/// One question to the bindings, and what the answer means.
struct Question {
    /// What is asked for, about what, with which JSON.
    ask: [String; 3],
    /// Whether the answer shows that the bindings still work.
    holds: Box<Judge>,
}

/// From what the bindings said to why that breaks something.
type Judge = dyn Fn(Result<&str, &str>) -> Result<(), String>;

#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn wire_verdicts_hold_against_the_old_bindings() {
    let base = base();
    let fixtures = all();
    let mut asked = Vec::new();
    let mut broken: Vec<Option<String>> = Vec::new();
    for (at, fixture) in fixtures.iter().enumerate() {
        let (questions, gone) = questions(base, fixture);
        asked.extend(questions.into_iter().map(|question| (at, question)));
        broken.push(gone);
    }
    let answers = ask(base, &asked);
    assert_eq!(answers.len(), asked.len(), "the bindings answered {} of {} questions", answers.len(), asked.len());
    for ((at, question), answer) in asked.iter().zip(&answers) {
        let answer = match answer.split_once('\t') {
            Some(("ok", rest)) => Ok(rest),
            _ => Err(answer.as_str()),
        };
        if let Err(reason) = (question.holds)(answer) {
            broken[*at].get_or_insert(format!("{} {}: {reason}", question.ask[0], question.ask[1]));
        }
    }

    let mut contradicted = Vec::new();
    for (fixture, broken) in fixtures.iter().zip(&broken) {
        let told = compare(base, &fixture.head).summary.wire;
        match (told, broken) {
            (Impact::Breaking, None) => contradicted.push(format!("{}: told breaking, nothing breaks", fixture.name)),
            (Impact::None | Impact::Compatible, Some(reason)) => {
                contradicted.push(format!("{}: told {}, breaks: {reason}", fixture.name, told.word()));
            }
            // Whether what has to be asked breaks is what nobody can tell from here.
            _ => {}
        }
        if told == Impact::None && traffic(&base.api, &base.api) != traffic(&base.api, &fixture.head.api) {
            contradicted.push(format!("{}: told that nothing changes, other JSON travels", fixture.name));
        }
    }
    assert!(contradicted.is_empty(), "{}", contradicted.join("\n"));
}

/// The operation that a deployed client reaches with the base's path or, if none is known, with the base's request.
fn reached<'a>(base: &Api, operation: &Operation, head: &'a Api) -> Option<&'a Operation> {
    head.operations.iter().find(|other| match (&operation.path, &other.path) {
        (Some(old), new) => new.as_ref().is_some_and(|new| new.value == old.value),
        (None, _) => {
            other.id.value == operation.id.value
                || head.ty(other.request).name.value == base.ty(operation.request).name.value
        }
    })
}

/// Everything that travels for the base's operations and events, by the samples of a head.
fn traffic(base: &Api, head: &Api) -> Vec<Value> {
    let calls = base.operations.iter().flat_map(|operation| {
        let other = reached(base, operation, head).expect("nothing changes, so every operation is there");
        samples(head, other.request).into_iter().chain(samples(head, other.response))
    });
    let events = base.webhooks.iter().flat_map(|webhook| {
        let other = head.webhooks.iter().find(|other| other.tag.value == webhook.tag.value);
        samples(head, other.expect("nothing changes, so every event is there").payload)
    });
    calls.chain(events).map(sorted).collect()
}

/// Enums are open and their order is free: a code in a sample says only that a code is there.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<(String, Value)> =
                entries.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Array(entries.into_iter().flat_map(|(key, value)| [Value::String(key), value]).collect())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(sorted).collect()),
        Value::Number(number) if number.as_i64().is_some_and(|code| (0..100).contains(&code)) => Value::from(1),
        other => other,
    }
}

/// What to ask about a fixture, and what is broken without asking.
fn questions(base: &Spec, fixture: &Fixture) -> (Vec<Question>, Option<String>) {
    let (old, new) = (&base.api, &fixture.head.api);
    let mut questions = Vec::new();
    let mut gone = None;
    for operation in &old.operations {
        match reached(old, operation, new) {
            Some(other) => call(old, operation, fixture, other, &mut questions),
            None => gone = gone.or(Some(format!("nothing answers `{}`", operation.id.value))),
        }
    }
    for webhook in &old.webhooks {
        let tag = &webhook.tag.value;
        match new.webhooks.iter().find(|other| other.tag.value == *tag) {
            Some(other) => questions.extend(samples(new, other.payload).into_iter().map(|sample| Question {
                ask: ["event".to_owned(), tag.clone(), sample.to_string()],
                holds: Box::new(|answer| answer.map(|_| ()).map_err(str::to_owned)),
            })),
            None => gone = gone.or(Some(format!("`{tag}` does not come"))),
        }
    }
    gone = gone.or(repeated(old, new));
    meanings(old, new, &mut questions);
    wrappers(new, &mut questions);
    (questions, gone)
}

/// What a deployed client repeats after a failure though it should not, or what its next release begins to repeat though money moves:
/// both know what they were generated with, and nothing else.
fn repeated(old: &Api, new: &Api) -> Option<String> {
    let effect = |api: &Api, id: &str| api.catalog.operation(id).map(|operation| operation.effect);
    let by_path = |operation: &Operation| {
        let other = operation.path.as_ref().and_then(|_| reached(old, operation, new))?;
        Some((operation.id.value.clone(), operation.effect.value, other.effect.value))
    };
    let by_id = old.catalog.operations.iter().filter_map(|operation| {
        let id = &operation.entry.id.value;
        Some((id.clone(), operation.effect, effect(new, id)?))
    });
    old.operations.iter().filter_map(by_path).chain(by_id).find_map(|(id, was, is)| match (was, is) {
        (Effect::Read, Effect::Write | Effect::Money) => Some(format!("`{id}` is repeated, and is no query")),
        (Effect::Money, Effect::Read) => Some(format!("`{id}` moved money, and is repeated from now on")),
        _ => None,
    })
}

/// What wraps every call: the platform of the head takes the credentials as the runtime sends them, and the runtime makes out
/// each envelope that the platform may send.
fn wrappers(new: &Api, questions: &mut Vec<Question>) {
    if let Some(credentials) = new.credentials.clone() {
        let head = new.clone();
        questions.push(Question {
            ask: ["credentials".to_owned(), String::new(), String::new()],
            holds: Box::new(move |answer| platform::object(&head, &credentials.object, &json(answer?))),
        });
    }
    let whole = serde_json::json!({"code": 0, "message": "success", "data": {}});
    let mut samples = vec![whole.clone()];
    for field in new.envelope.iter().flat_map(|envelope| &envelope.object.fields) {
        let mut sample = whole.clone();
        let members = sample.as_object_mut().expect("it is an object");
        if !field.presence.required {
            members.remove(&field.wire.value);
            samples.push(sample);
        } else if field.presence.may_be_empty {
            members.insert(field.wire.value.clone(), "".into());
            samples.push(sample);
        }
    }
    questions.extend(samples.into_iter().map(|sample| Question {
        ask: ["envelope".to_owned(), String::new(), sample.to_string()],
        holds: Box::new(|answer| match answer? {
            "0" => Ok(()),
            code => Err(format!("a success is read as code {code}")),
        }),
    }));
}

fn call(old: &Api, operation: &Operation, fixture: &Fixture, other: &Operation, questions: &mut Vec<Question>) {
    let new = &fixture.head.api;
    let name = |id| old.ty(id).ident.clone();
    for sample in samples(old, operation.request) {
        // The platform of the head, for as long as the question lives.
        let head = new.clone();
        let request = other.request;
        questions.push(Question {
            ask: ["request".to_owned(), name(operation.request), sample.to_string()],
            holds: Box::new(move |answer| platform::take(&head, request, &json(answer?))),
        });
    }
    for sample in samples(new, other.response) {
        questions.push(Question {
            ask: ["answer".to_owned(), name(operation.response), sample.to_string()],
            holds: Box::new(|answer| answer.map(|_| ()).map_err(str::to_owned)),
        });
    }
}

/// A code that was known has the meaning that it had, as far as titles tell: another code has not taken its title, nor given it
/// its own.
fn meanings(old: &Api, new: &Api, questions: &mut Vec<Question>) {
    for def in &old.types {
        let other = new.types.iter().find(|other| other.ident == def.ident);
        let (Shape::Enum(was), Some(Shape::Enum(is))) = (&def.shape, other.map(|other| &other.shape)) else {
            continue;
        };
        for variant in &is.variants {
            let CodeValue::Integer(code) = variant.code.value else {
                continue;
            };
            let title = variant.ident.clone();
            let titles: Vec<String> = was.variants.iter().chain(&is.variants).map(|one| one.ident.clone()).collect();
            questions.push(Question {
                ask: ["code".to_owned(), def.ident.clone(), code.to_string()],
                holds: Box::new(move |answer| match answer? {
                    known if known == title || known.is_empty() => Ok(()),
                    known => {
                        let times = |name: &str| titles.iter().filter(|one| *one == name).count();
                        if times(known) > 1 || times(&title) > 1 {
                            Err(format!("{known} means {title}"))
                        } else {
                            Ok(())
                        }
                    }
                }),
            });
        }
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the bindings write JSON")
}

/// What the runtime does with what wraps every call, without the rest of the sending half.
const WRAPPERS: &str = "
#[allow(missing_docs, reason = \"only the questions come here\")]
mod client {
    #[allow(dead_code, reason = \"the sending half is left out\")]
    #[path = \"settings/credentials_alone.rs\"]
    mod credentials;
    #[allow(dead_code, reason = \"the sending half is left out\")]
    #[path = \"answer/envelope.rs\"]
    mod envelope;
    pub(crate) struct Bytes(Vec<u8>);
    impl Bytes {
        pub(crate) fn from_owner(bytes: impl AsRef<[u8]>) -> Self { Self(bytes.as_ref().to_vec()) }
    }
    pub fn sent() -> String {
        let credentials = credentials::Credentials::new(1, 2, crate::Secret::new(\"k\")).unwrap();
        String::from_utf8(credentials.merge(b\"{}\").0).unwrap()
    }
    pub fn judged(body: &str) -> Result<String, String> {
        envelope::Envelope::read(body.as_bytes()).map(|envelope| envelope.code.to_string()).map_err(|error| error.detail)
    }
}
pub use client::{judged, sent};
";

/// Puts the questions to the base's bindings: a line each, and a line for each answer.
fn ask(base: &Spec, asked: &[(usize, Question)]) -> Vec<String> {
    let mut workspace = Workspace::new("wire");
    workspace.add_client("before", base.generated());
    workspace.extend_root("before", WRAPPERS);
    let credentials = read(&crate::harness::workspace().join("generated-client/src/client/settings/credentials.rs"));
    let alone = credentials.replace("use bytes::Bytes;", "use super::Bytes;");
    workspace.add("before/src/client/settings/credentials_alone.rs", &alone);
    workspace.add("before/examples/answer.rs", &program(&base.api));
    let lines: String = asked.iter().map(|(_, question)| question.ask.join("\t") + "\n").collect();
    let path = workspace.add("questions.tsv", &lines).to_string_lossy().into_owned();
    let said = workspace.cargo("answers", "run", &["--quiet", "-p", "before", "--example", "answer", "--", &path]);
    assert!(said.is_done && said.stderr.is_empty(), "{}", said.stderr);
    said.stdout.lines().map(str::to_owned).collect()
}

/// The program that answers: the base's bindings behind a table of names.
fn program(api: &Api) -> String {
    let mut arms = String::new();
    for operation in &api.operations {
        let (request, response) = (&api.ty(operation.request).ident, &api.ty(operation.response).ident);
        _ = writeln!(arms, "(\"request\", \"{request}\") => write(read::<before::{request}>(json)),");
        _ = writeln!(arms, "(\"answer\", \"{response}\") => read::<before::{response}>(json).map(|_| String::new()),");
    }
    for def in &api.types {
        if matches!(&def.shape, Shape::Enum(codes) if !codes.textual) {
            let name = &def.ident;
            _ = writeln!(
                arms,
                "(\"code\", \"{name}\") => Ok(before::{name}::from_code(json.parse().unwrap()).name().unwrap_or_default().to_owned()),"
            );
        }
    }
    format!(
        r#"#![allow(missing_docs, unreachable_patterns)]
use before::webhook::Event;
use serde_core::{{Serialize, de::DeserializeOwned}};

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {{
    serde_json::from_str(json).map_err(|error| error.to_string())
}}

fn write<T: Serialize>(value: Result<T, String>) -> Result<String, String> {{
    serde_json::to_string(&value?).map_err(|error| error.to_string())
}}

fn event(tag: &str, json: &str) -> Result<String, String> {{
    match before::webhook::parse(tag, json).map_err(|error| error.to_string())? {{
        Event::Unknown(event) => Err(event.reason().to_string()),
        _ => Ok(String::new()),
    }}
}}

fn main() {{
    let path = std::env::args().nth(1).unwrap();
    for line in std::fs::read_to_string(path).unwrap().lines() {{
        let mut parts = line.split('\t');
        let (what, name, json) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let answer = match (what, name) {{
            {arms}
            ("event", tag) => event(tag, json),
            ("credentials", _) => Ok(before::sent()),
            ("envelope", _) => before::judged(json),
            _ => Err("nobody knows what is asked".to_owned()),
        }};
        match answer {{
            Ok(text) => println!("ok\t{{text}}"),
            Err(reason) => println!("error\t{{reason}}"),
        }}
    }}
}}
"#
    )
}
