//! Lists of codes to enums: which enum a list is, whether the two agree, and what a new code is called.
//! Codes are the pages'; names and words are the maintainer's and the glossary's.

use super::fields::Fact;
use super::mapper::{Mapper, with_term};
use super::problem::Problem;
use super::provenance;
use super::said::{BEGINS_CODES, ENDS_CODES};
use super::words;
use super::working::{code, term};
use crate::distill::page::model::Value;
use crate::distill::page::{CodeValue, Span};
use crate::spec::glossary::FieldEnum;
use crate::spec::names;
use crate::spec::openapi::Evidence;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::Tree;
use std::collections::BTreeMap;

/// A list of codes on its way into the spec.
pub(super) struct Codes<'p> {
    pub(super) values: &'p [Value],
    pub(super) textual: bool,
    pub(super) description: Option<String>,
    pub(super) evidence: Evidence,
    pub(super) notes: Vec<String>,
    pub(super) span: Span,
}

/// Ways in which a list and an enum may differ and still be one.
#[derive(Debug, Clone, Copy)]
struct Allowed {
    /// Codes that only the page has.
    new: bool,
    /// Codes that only the enum has.
    lost: bool,
}

impl Mapper<'_> {
    /// The enum of a field whose description lists codes. `linked` is the enum that the spec has there already.
    pub(super) fn enum_of_field(
        &mut self,
        owner: &str,
        fact: &Fact<'_>,
        textual: bool,
        linked: Option<&str>,
    ) -> String {
        let note = format!("{BEGINS_CODES}{}{ENDS_CODES}", fact.name);
        let codes = Codes {
            values: fact.codes,
            textual,
            description: words::term(fact).and_then(|term| self.sentence(term)),
            evidence: Evidence::Text,
            notes: vec![note],
            span: fact.span,
        };
        let own = own_name(owner, &fact.name);
        let told = self.glossary.enum_of(owner, &fact.name).and_then(FieldEnum::name);
        // A generated name is replaced by one that a person has chosen.
        let decided = linked.filter(|linked| *linked != own).or(told);
        let named = decided.or(linked).unwrap_or(&own).to_owned();
        if linked.is_some_and(|linked| linked == own && named != own) {
            self.superseded.insert(own);
        }
        self.put_codes(&named, &codes);
        named
    }

    /// Brings a list of codes into the enum of that name.
    pub(super) fn put_codes(&mut self, name: &str, codes: &Codes<'_>) {
        self.mapped.facts += codes.values.len();
        self.mapped.places.entry((name.to_owned(), String::new())).or_insert(codes.span);
        let Some(old) = self.spec.schema(name).cloned() else {
            let schema = self.new_enum(name, codes);
            self.spec.put_schema(name, schema);
            self.described.insert(name.to_owned());
            return;
        };
        let own = self.states_schema(name) && self.described.insert(name.to_owned());
        let is_constant = codes.evidence == Evidence::Table;
        let of_constant = provenance::evidence(&old) == Some(Evidence::Table);
        let allowed = Allowed { new: own || is_constant, lost: own || of_constant && !is_constant };
        if let Some(difference) = self.difference(name, &old, codes, allowed) {
            let help = if self.states_schema(name) {
                "if the page has changed, write the new `title` and `description` into the enum by hand, with the page's \
                 term in brackets, and distill the page again; if not, correct the copied page"
            } else {
                "if it is another constant, give the field an enum of its own: name it in `enums` of glossary.json; \
                 if it is the same, distill the page again that the enum came from, or correct the enum by hand"
            };
            self.problem(
                Problem::error(
                    "codes-disagree",
                    codes.span,
                    format!(
                        "the page and the enum `{name}`, which came from {}, disagree: {difference}. On the page: {}. In `{name}`: {}",
                        self.spec.source_of(name),
                        shown_page(codes.values),
                        shown_enum(&old)
                    ),
                    help,
                )
                .in_schema(name),
            );
            return;
        }
        if !own && of_constant && !is_constant {
            self.tell_what_is_left_out(name, &old, codes);
        }
        if own || is_constant || self.takes_over(name, codes.evidence) {
            let merged = self.merged_enum(name, &old, codes);
            self.spec.put_schema(name, merged);
            self.described.insert(name.to_owned());
        }
    }

    /// A field that lists some of a constant's codes has that constant; which ones it leaves out is told.
    fn tell_what_is_left_out(&mut self, name: &str, old: &Tree, codes: &Codes<'_>) {
        let mut left = by_code(old);
        for value in codes.values {
            left.remove(&value.code.value.to_string());
        }
        if left.is_empty() {
            return;
        }
        let left: Vec<String> = left.into_keys().collect();
        let message = format!(
            "the page lists fewer codes than `{name}`, which came from {}: without {}",
            self.spec.source_of(name),
            left.join(", ")
        );
        let help = "the field keeps the whole enum; ask the platform whether the others can stand there, and note it by hand if not";
        self.problem(Problem::warning("codes-left-out", codes.span, message, help).in_schema(name));
    }

    /// The first way in which a list and an enum differ, beside what is allowed.
    fn difference(&self, name: &str, schema: &Tree, codes: &Codes<'_>, allowed: Allowed) -> Option<String> {
        if schema.get("oneOf").is_none() {
            return Some("it is no enum".to_owned());
        }
        let textual = schema.text_at("type") == Some("string");
        if textual != codes.textual {
            return Some("one has numbers and the other strings".to_owned());
        }
        let mut old = by_code(schema);
        for value in codes.values {
            match old.remove(&value.code.value.to_string()) {
                None if allowed.new => {}
                None => return Some(format!("the enum has no code {}", value.code.value)),
                Some(code) if words_of(value).any(|words| self.same_meaning(name, code, words)) => {}
                Some(_) => return Some(format!("the code {} means something else", value.code.value)),
            }
        }
        let lost = old.into_keys().next()?;
        (!allowed.lost).then(|| format!("the page has no code {lost}"))
    }

    /// By the term in brackets at the end of the description, else by what the glossary calls the meaning.
    fn same_meaning(&self, name: &str, entry: &Tree, meaning: &str) -> bool {
        let title = entry.text_at("title");
        let by_words = entry.text_at("description").is_some_and(|text| term(text) == meaning);
        by_words
            || self.glossary.term(name, meaning).is_some_and(|term| title == Some(&term.name))
            || title == Some(&open_title(meaning))
    }

    /// Whether a code is called what the glossary calls it.
    fn is_made_here(&self, entry: &Tree) -> bool {
        let part = |key| entry.text_at(key).unwrap_or_default();
        self.is_code_by_glossary(part("title"), part("description"))
    }

    fn new_enum(&mut self, name: &str, codes: &Codes<'_>) -> Tree {
        let mut schema = Tree::object([("type", Tree::from(if codes.textual { "string" } else { "integer" }))]);
        if !codes.textual {
            schema.set("format", "int32");
        }
        if let Some(description) = &codes.description {
            schema.set("description", description);
        }
        let list = codes.values.iter().map(|value| self.new_code(name, value, codes.textual)).collect();
        schema.set("oneOf", Tree::Array(list));
        schema.set("x-provenance", self.page.new_provenance(codes.evidence, &codes.notes));
        schema
    }

    fn new_code(&mut self, name: &str, value: &Value, textual: bool) -> Tree {
        let meaning = &value.meaning.value;
        let known = words_of(value).find_map(|words| Some((self.glossary.term(name, words)?, words)));
        let (title, description) = match known {
            Some((term, words)) => (term.name.clone(), with_term(&term.words, words)),
            None => {
                let said: Vec<&str> = words_of(value).collect();
                let (title, description) = (open_title(meaning), open_description(&said.join("; ")));
                for open in [&title, &description] {
                    self.mapped.origins.entry(open.clone()).or_insert(value.meaning.span);
                }
                (title, description)
            }
        };
        Tree::object([
            ("const", constant(&value.code.value, textual)),
            ("title", Tree::Text(title)),
            ("description", Tree::Text(description)),
        ])
    }

    /// The enum with the page's codes: old ones keep their names, new ones are added, lost ones are removals.
    fn merged_enum(&mut self, name: &str, old: &Tree, codes: &Codes<'_>) -> Tree {
        let mut left = by_code(old);
        let mut list = Vec::new();
        let was_another_pages = !self.page.states(old.get("x-provenance"));
        for value in codes.values {
            let fresh = self.new_code(name, value, codes.textual);
            let kept = left.remove(&value.code.value.to_string());
            // The words that another page's terms have in the glossary go with that page.
            let kept = kept.filter(|kept| !was_another_pages || !self.is_made_here(kept));
            list.push(kept.map_or_else(|| fresh.clone(), |kept| merged_code(kept, &fresh)));
        }
        let mut behind = 0;
        let lost_some = !left.is_empty();
        for entry in old.get("oneOf").filter(|_| lost_some).map_or(&[][..], Tree::elements) {
            let shown = code(entry).unwrap_or_default();
            if !left.contains_key(&shown) {
                behind =
                    list.iter().position(|kept| kept.get("const") == entry.get("const")).map_or(behind, |at| at + 1);
            } else if !self.removal(format!("the code {shown} of `{name}`")) {
                list.insert(behind, entry.clone());
                behind += 1;
            }
        }
        let mut merged = old.clone();
        merged.set("oneOf", Tree::Array(list));
        let described = old.text_at("description");
        let described = described.filter(|text| !was_another_pages || !self.is_by_glossary(text));
        match described.or(codes.description.as_deref()) {
            Some(description) => merged.set("description", Tree::from(description)),
            None => drop(merged.remove("description")),
        }
        let provenance = old.get("x-provenance");
        // The constant's own page has the last word about where its codes are stated; else it is the page that comes first.
        let provenance = if was_another_pages {
            self.page.new_provenance(codes.evidence, &codes.notes)
        } else {
            self.page.merged(provenance, codes.evidence, &codes.notes)
        };
        merged.set("x-provenance", provenance);
        merged
    }
}

/// The name of an enum that only one field is known to have.
pub(super) fn own_name(owner: &str, field: &str) -> String {
    format!("{owner}{}", names::ty(field))
}

/// What was still to be written is taken from the glossary once it knows.
fn merged_code(old: &Tree, fresh: &Tree) -> Tree {
    let mut merged = old.clone();
    for key in ["title", "description"] {
        let is_open = old.get(key).is_none_or(|old| old.text().is_some_and(is_to_do));
        if let Some(text) = fresh.get(key).filter(|_| is_open) {
            merged.set(key, text.clone());
        }
    }
    merged
}

/// What a page says that a code means: what it is called, and what stands beside that. Either may be the word that the glossary knows.
fn words_of(value: &Value) -> impl Iterator<Item = &str> {
    std::iter::once(value.meaning.value.as_str()).chain(value.note.as_ref().map(|note| note.value.as_str()))
}

fn open_title(meaning: &str) -> String {
    format!("TODO: {meaning}")
}

fn open_description(meaning: &str) -> String {
    format!("TODO: say what it means ({meaning}).")
}

fn constant(code: &CodeValue, textual: bool) -> Tree {
    if textual { Tree::Text(code.to_string()) } else { Tree::Number(code.to_string()) }
}

/// The codes of an enum as they are written, with their entries.
pub(super) fn by_code(schema: &Tree) -> BTreeMap<String, &Tree> {
    let codes = schema.get("oneOf").map_or(&[][..], Tree::elements);
    codes.iter().filter_map(|entry| Some((code(entry)?, entry))).collect()
}

fn shown_page(values: &[Value]) -> String {
    let shown: Vec<String> =
        values.iter().map(|value| format!("{} {}", value.code.value, value.meaning.value)).collect();
    shown.join(", ")
}

fn shown_enum(schema: &Tree) -> String {
    let codes = schema.get("oneOf").map_or(&[][..], Tree::elements);
    let shown: Vec<String> = codes
        .iter()
        .map(|entry| {
            let words =
                entry.get("description").or_else(|| entry.get("title")).and_then(Tree::text).unwrap_or_default();
            format!("{} {}", code(entry).unwrap_or_default(), words.trim_end_matches('.'))
        })
        .collect();
    shown.join(", ")
}
