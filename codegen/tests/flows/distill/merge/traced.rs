//! Nothing is invented: whatever pages are distilled into an empty spec, each of its facts is on one of them, and each of its
//! words is the glossary's, a to-do, or one of the few sentences that are said of every page.

use super::harness::{SKELETON, Tables, root, tree};
use super::laws::{Mutation, mutate, mutation};
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Message, Page, Row, Value};
use open_api_codegen::distill::page::{self, FieldType, Json, Presence};
use open_api_codegen::text::json::Tree;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

/// What is said of every page alike.
const SENTENCES: [&str; 10] = [
    "What identifies and authorises the caller, in the body of every request.",
    "The envelope, with the operation's answer in data.",
    "What wraps every answer.",
    "0 for success; any other code is a refusal.",
    "The outcome in words.",
    "The operation's own answer.",
    "What acknowledges a delivery is not documented.",
    "Nothing: the answer has no content.",
    "Library",
    "0",
];

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::read(&root()));

/// Every page of every fixture.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut files: Vec<_> =
        folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
});

/// Everything that some pages state, by the names that it is found by.
#[derive(Default)]
struct Stated {
    paths: BTreeSet<String>,
    tags: BTreeSet<String>,
    codes: BTreeSet<String>,
    days: BTreeSet<String>,
    /// The names of fields that an example shows.
    shown: BTreeSet<String>,
    /// The rows by the field's own name.
    rows: BTreeMap<String, Vec<Row>>,
}

impl Stated {
    fn page(&mut self, page: &Page) {
        self.days.extend(page.revised.iter().map(|day| day.value.clone()));
        match &page.body {
            Body::Operation(operation) => {
                self.paths.extend(operation.endpoint.path.iter().map(|path| path.value.clone()));
                self.message(&operation.request);
                self.message(&operation.response);
            }
            Body::Constant(constant) => self.codes(&constant.values),
            Body::Webhook(webhook) => {
                self.tags.extend(webhook.events.iter().map(|event| event.tag.value.clone()));
                self.message(&webhook.payload);
            }
        }
    }

    fn message(&mut self, message: &Message) {
        for row in message.table.iter().flat_map(|table| &table.rows) {
            self.codes(&row.codes);
            self.rows.entry(row.path.value.last().to_owned()).or_default().push(row.clone());
        }
        message.examples.iter().for_each(|example| self.example(example));
    }

    fn example(&mut self, json: &Json) {
        for member in json.objects().into_iter().flat_map(Json::members) {
            self.shown.insert(member.name.value.clone());
            self.example(&member.value);
        }
    }

    fn codes(&mut self, values: &[Value]) {
        self.codes.extend(values.iter().map(|value| value.code.value.to_string()));
    }

    fn rows(&self, name: &str) -> &[Row] {
        self.rows.get(name).map_or(&[], Vec::as_slice)
    }
}

/// What a spec says that no page and no line of the glossary does.
fn untraced(spec: &Tree, stated: &Stated) -> Vec<String> {
    let mut found = Vec::new();
    let part = |key: &str| spec.get(key).map_or(&[][..], Tree::entries);
    for (path, _) in part("paths") {
        if !stated.paths.iter().any(|stated| stated.ends_with(path.as_str())) {
            found.push(format!("the path {path}"));
        }
    }
    for (tag, _) in part("webhooks") {
        if !stated.tags.contains(tag) {
            found.push(format!("the event {tag}"));
        }
    }
    let version = spec.get("info").and_then(|info| info.get("version")?.text()).unwrap_or_default();
    if version != "0" && !stated.days.contains(version) {
        found.push(format!("the revision {version}"));
    }
    for (name, schema) in spec.get("components").and_then(|all| all.get("schemas")).map_or(&[][..], Tree::entries) {
        if name == "Envelope" {
            continue;
        }
        let half = schema.get("allOf").and_then(|parts| parts.elements().get(1)).unwrap_or(schema);
        for (field, about) in half.get("properties").map_or(&[][..], Tree::entries) {
            fields(name, field, about, stated, &mut found);
        }
        for required in half.get("required").map_or(&[][..], Tree::elements).iter().filter_map(Tree::text) {
            let is_stated = |row: &Row| row.presence.as_ref().is_some_and(|at| at.value == Presence::Required);
            if !stated.rows(required).iter().any(is_stated) {
                found.push(format!("that `{required}` of `{name}` is required"));
            }
        }
        for code in schema.get("oneOf").map_or(&[][..], Tree::elements) {
            let Some(Tree::Number(code) | Tree::Text(code)) = code.get("const") else { continue };
            if !stated.codes.contains(code) {
                found.push(format!("the code {code} of `{name}`"));
            }
        }
    }
    words(spec, &mut found);
    found
}

fn fields(owner: &str, name: &str, about: &Tree, stated: &Stated, found: &mut Vec<String>) {
    let rows = stated.rows(name);
    if rows.is_empty() && !stated.shown.contains(name) {
        found.push(format!("the field `{name}` of `{owner}`"));
    }
    let inner = about.get("items").unwrap_or(about);
    let ty = inner.get("type").and_then(Tree::text);
    let types: Vec<&FieldType> =
        rows.iter().filter_map(|row| row.field_type.as_ref()).map(|ty| ty.value.innermost()).collect();
    // What a word only names, the example shows or the description says.
    let named = types.iter().any(|ty| matches!(ty, FieldType::Unclear(_)))
        && (stated.shown.contains(name) || rows.iter().filter_map(|row| row.description.as_ref()).any(says_it_counts));
    let stands = match ty {
        Some("integer" | "string") if named => true,
        Some("integer") => types.iter().any(|ty| matches!(ty, FieldType::Int | FieldType::Long)),
        Some("number") => {
            let of_table = |ty: &&FieldType| {
                matches!(ty, FieldType::Float | FieldType::Double | FieldType::Decimal | FieldType::Number)
            };
            types.iter().any(of_table) || stated.shown.contains(name)
        }
        Some("boolean") => types.contains(&&FieldType::Bool) || stated.shown.contains(name),
        Some("string") => {
            let of_table = |ty: &&FieldType| matches!(ty, FieldType::String | FieldType::Date | FieldType::DateTime);
            types.iter().any(of_table) || stated.shown.contains(name)
        }
        _ => true,
    };
    if !stands {
        found.push(format!("that `{name}` of `{owner}` is {ty:?}"));
    }
    // Only the glossary's key of exactly this field makes another enum than the field's own.
    if let Some(target) = inner.get("$ref").and_then(Tree::text).and_then(|target| target.rsplit('/').next()) {
        let glossary = &TABLES.glossary;
        let is_own = target.strip_prefix(owner).is_some_and(|rest| !rest.is_empty());
        let known = glossary.enums.get(&format!("{owner}.{name}")).and_then(|known| known.name()) == Some(target);
        let named = glossary.types.values().any(|named| named == target) || !is_enum(target);
        if !(is_own || known || named) {
            found.push(format!("that `{name}` of `{owner}` is a `{target}`"));
        }
    }
}

/// Whether a description says that a time is counted: since when, or in what.
fn says_it_counts(description: &page::At<String>) -> bool {
    let words = ["unix", "epoch", "millisecond", "seconds since", "毫秒", "秒级", "秒数", "秒时间戳", "10位", "13位"];
    words.iter().any(|word| description.value.to_lowercase().contains(word))
}

/// The names that only enums of the fixtures' glossary and catalog have.
fn is_enum(name: &str) -> bool {
    let named = TABLES.glossary.enums.values().any(|known| known.name() == Some(name));
    named || TABLES.catalog.constants.iter().any(|known| known.id.value == name)
}

/// Every text that a person reads.
fn words(tree: &Tree, found: &mut Vec<String>) {
    match tree {
        Tree::Object(entries) => {
            for (key, value) in
                entries.iter().filter(|(key, _)| !["example", "examples", "x-provenance"].contains(&key.as_str()))
            {
                let is_word = ["title", "description", "summary"].contains(&key.as_str());
                match value.text().filter(|_| is_word) {
                    Some(text) if !is_known(text) => found.push(format!("the words {text:?}")),
                    Some(_) => {}
                    None => words(value, found),
                }
            }
        }
        Tree::Array(elements) => elements.iter().for_each(|element| words(element, found)),
        _ => {}
    }
}

fn is_known(text: &str) -> bool {
    let glossary = &TABLES.glossary;
    let mut phrases = glossary.words.values().chain(glossary.operations.values()).chain(glossary.constants.values());
    let terms = || glossary.terms.values();
    text.starts_with("TODO")
        || SENTENCES.contains(&text)
        || phrases.any(|known| text.starts_with(known.as_str()))
        || glossary.events.values().any(|known| text.starts_with(known.as_str()))
        || terms().any(|term| term.name == text || text.starts_with(term.words.as_str()))
        || glossary.scalars.values().any(|scalar| scalar.description.as_deref() == Some(text))
}

proptest! {
    #![proptest_config(drawn::config(150))]

    #[test]
    fn each_fact_of_a_spec_stands_on_a_page_or_in_the_glossary(
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        mutations in prop::collection::vec(mutation(), 0..4),
    ) {
        let mut pages: Vec<String> = chosen.iter().map(|page| page.get::<String>(&PAGES).clone()).collect();
        let mutations: Vec<Mutation> = mutations;
        pages[0] = mutate(&pages[0], &mutations);
        let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
        let distilled = TABLES.distill(&tree(SKELETON), &texts, false);
        let mut stated = Stated::default();
        for (text, outcome) in texts.iter().zip(&distilled.pages) {
            if let Some(page) = page::parse(text).page.filter(|_| !outcome.has_errors()) {
                stated.page(&page);
            }
        }
        prop_assert_eq!(untraced(&distilled.spec, &stated), Vec::<String>::new());
    }
}
