//! Names that are in use already, wherever a spec can put a name: every identifier of the runtime, of what is generated, and of
//! the macros between them is a schema, a field, an argument, a setter, a code, an event, a resource and a method. What is not refused
//! is code that has to compile, so that no list of taken names has to be complete to be believed.

use crate::harness::{Fixture, generate, workspace};
use crate::made::{Field, Made, reference};
use open_api_codegen::generate::files::{FileSet, OnDisk};
use open_api_codegen::load;
use open_api_codegen::spec::names;
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the standard library has that code may meet without writing it.
const STANDARD: [&str; 24] = [
    "Alloc", "Any", "Args", "Borrowed", "Break", "Continue", "Err", "Error", "Exclude", "IntoIter", "Item", "Key",
    "Less", "Metadata", "Output", "Owned", "Pending", "Ready", "Residual", "Rhs", "Target", "Type", "Value", "Void",
];

/// How many fields a type may have, with some to spare.
const MOST: usize = 100;

/// The identifiers that are in use.
#[derive(Default)]
struct InUse {
    all: BTreeSet<String>,
    /// Functions, modules and macros: what could be meant where a resource or a method is called.
    called: BTreeSet<String>,
}

impl InUse {
    fn add(&mut self, text: &str) {
        let tokens: TokenStream = text.parse().expect("a source is Rust");
        self.walk(tokens);
    }

    fn walk(&mut self, tokens: TokenStream) {
        let mut before = String::new();
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.walk(group.stream()),
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if ["fn", "mod", "macro_rules"].contains(&before.as_str()) {
                        self.called.insert(name.clone());
                    }
                    before.clone_from(&name);
                    self.all.insert(name);
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

fn in_use() -> InUse {
    let mut found = InUse::default();
    for (path, bytes) in OnDisk::read(&workspace().join("generated-client/src")).unwrap().0 {
        if std::path::Path::new(&path).extension().is_some_and(|kind| kind == "rs") {
            found.add(&String::from_utf8(bytes).unwrap());
        }
    }
    for fixture in Fixture::all("good") {
        for text in generate(&fixture.files()).0.values() {
            found.add(text);
        }
    }
    found.all.extend(STANDARD.map(str::to_owned));
    found.all.retain(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()));
    found
}

/// Those that no other one meets in Rust, and that are not refused. They are tried many at a time, and by halves where one of them
/// is refused.
fn free<'n>(names: &'n BTreeSet<String>, rust: fn(&str) -> String, put: &dyn Fn(&mut Made, &[&str])) -> Vec<&'n str> {
    let mut taken = BTreeSet::new();
    let apart: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| taken.insert(rust(name).to_lowercase())).collect();
    let mut free = Vec::new();
    let mut work: Vec<&[&str]> = apart.chunks(MOST).rev().collect();
    while let Some(names) = work.pop() {
        let mut made = Made::new();
        object(&mut made, "Plain");
        put(&mut made, names);
        if !load::load_to_generate(&made.files()).1.has_errors() {
            free.extend(names);
        } else if names.len() > 1 {
            let (left, right) = names.split_at(names.len() / 2);
            work.extend([right, left]);
        }
    }
    free
}

fn text() -> Value {
    json!({"type": "string"})
}

fn object(made: &mut Made, name: &str) {
    made.object(name, &[("it".to_owned(), text(), true)]);
}

fn codes(titles: &[&str]) -> Value {
    let code = |(at, title): (usize, &&str)| json!({"const": at, "title": title});
    json!({"type": "integer", "format": "int32", "oneOf": titles.iter().enumerate().map(code).collect::<Vec<_>>()})
}

/// What is generated of all of them together.
pub(crate) fn files() -> FileSet {
    let InUse { all, called } = in_use();
    let mut made = Made::new();
    object(&mut made, "Plain");
    let mut answer: Vec<Field> = Vec::new();
    let fields_of = |names: &[&str], is_required: bool| -> Vec<Field> {
        names.iter().map(|name| ((*name).to_owned(), text(), is_required)).collect()
    };
    let objects = |made: &mut Made, names: &[&str]| names.iter().for_each(|name| object(made, name));
    let events = |made: &mut Made, names: &[&str]| {
        for name in names {
            made.event(name, "Plain");
        }
    };

    let begins_as_a_type = |name: &&String| name.starts_with(|first: char| first.is_ascii_uppercase());
    let made_here = ["Credentials", "Envelope", "Plain"];
    let types =
        all.iter().filter(begins_as_a_type).filter(|name| !made_here.contains(&name.as_str())).cloned().collect();
    let types = free(&types, names::ty, &objects);
    objects(&mut made, &types);

    let fields = free(&all, names::field, &|made, names| made.object("Fields", &fields_of(names, true)));
    for (at, names) in fields.chunks(MOST).enumerate() {
        made.object(&format!("Answer{at}"), &fields_of(names, at % 2 == 0));
        made.operation(&format!("sets.set{at}"), &format!("Sets{at}Request"), &fields_of(names, false), "Plain");
        made.operation(&format!("takes.take{at}"), &format!("Takes{at}Request"), &fields_of(names, true), "Plain");
        answer.push((format!("answer{at}"), reference(&format!("Answer{at}")), false));
    }
    for (at, names) in fields.chunks(3).enumerate() {
        made.object(&format!("Inner{at}"), &fields_of(names, true));
    }
    for (at, names) in fields.chunks(MOST).enumerate() {
        let inner = (at * MOST / 3..(at + 1) * MOST / 3).filter(|at| at * 3 < fields.len());
        let inner = inner.map(|at| (format!("inner{at}"), reference(&format!("Inner{at}")), false));
        let (request, arguments) = (format!("Calls{at}Request"), fields_of(&names[..names.len().min(3)], true));
        let all: Vec<Field> = arguments.into_iter().chain(inner).collect();
        made.operation(&format!("calls.call{at}"), &request, &all, "Plain");
    }

    let titles = free(&all, names::variant, &|made, titles| made.schema("Codes", codes(titles)));
    for (at, titles) in titles.chunks(MOST).enumerate() {
        made.schema(&format!("Codes{at}"), codes(titles));
        answer.push((format!("codes{at}"), reference(&format!("Codes{at}")), false));
    }

    let tags = free(&called, names::variant, &events);
    events(&mut made, &tags);

    let actions = free(&called, names::field, &|made, names| {
        for (at, name) in names.iter().enumerate() {
            made.operation(&format!("deeds.{name}"), &format!("Deeds{at}Request"), &[], "Plain");
        }
    });
    for (at, name) in actions.iter().enumerate() {
        made.operation(&format!("deeds.{name}"), &format!("Deeds{at}Request"), &[], "Plain");
    }
    let resources = free(&called, names::field, &|made, names| {
        for (at, name) in names.iter().enumerate() {
            made.operation(&format!("{name}.list"), &format!("List{at}Request"), &[], "Plain");
        }
    });
    let own = ["sets", "takes", "calls", "deeds"];
    let meets_a_type = |name: &str| types.iter().any(|ty| names::ty(ty) == names::ty(name));
    for (at, name) in resources.iter().filter(|name| !own.contains(*name) && !meets_a_type(name)).enumerate() {
        made.operation(&format!("{name}.list"), &format!("List{at}Request"), &[], "Plain");
    }
    let counts = [types.len(), fields.len(), titles.len(), tags.len(), actions.len(), resources.len()];
    assert!(counts.into_iter().zip([200, 1500, 1500, 500, 500, 400]).all(|(is, least)| is > least), "{counts:?}");
    made.object("Answers", &answer);
    generate(&made.files())
}
