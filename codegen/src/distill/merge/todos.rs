//! Open to-dos, with their places in the spec and, where a page of this run states it, in the page.
//! The readers of the spec refuse such texts; here they are listed for the person who fills them in.

use super::Origins;
use super::changes::shown;
use crate::distill::page;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::{self, LEVELS, Malformed, Value, Walker, piece};
use crate::text::source::{FileId, Source, Span};
use std::collections::BTreeMap;
use std::fmt;

/// One open to-do of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// What it says.
    pub text: String,
    /// What it is a part of: `Card.status x-sensitive`, `CardStatus 3 title`.
    pub field: String,
    /// Where the answer is to be written.
    pub answer: Answer,
    /// Where the to-do is written.
    pub span: Span,
    /// Which of the pages has what it is about, and where.
    pub origin: Option<(usize, page::Span)>,
}

/// Where the answer to a to-do is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// In this part of the glossary, once for all pages.
    Glossary(&'static str),
    /// In the place of the to-do.
    Here,
    /// Where the to-do says.
    Said,
}

/// Every open to-do of a file, in its order; none of one that is no JSON. `pages` are the origins that the mapping of each page noted.
#[must_use]
pub fn find(source: &Source, pages: &[Origins]) -> Vec<ToDo> {
    let mut origins: BTreeMap<&str, (usize, page::Span)> = BTreeMap::new();
    for (page, known) in pages.iter().enumerate() {
        for (text, span) in known {
            origins.entry(text).or_insert((page, *span));
        }
    }
    let mut walk = Walk { origins, place: Vec::new(), found: Vec::new() };
    // A piece of the file at a time, since as a tree it is many times as large.
    let pieces = Walker::of_file(source.text()).and_then(|mut walker| walk.at(&mut walker, source.text(), LEVELS));
    if pieces.is_err() {
        (walk.place, walk.found) = (Vec::new(), Vec::new());
        if let Ok(root) = json::parse(source, FileId::Spec) {
            walk.value(&root);
        }
    }
    walk.found
}

/// The same text with something harmless in the place of every to-do, byte for byte as long: what it says of everything else is
/// what the spec will say once they are written, at the same places.
#[must_use]
pub fn filled(spec: &Source) -> Source {
    let mut text = spec.text().to_owned();
    for (number, to_do) in find(spec, &[]).iter().enumerate() {
        let range = to_do.span.start()..to_do.span.end();
        // An object's keys come right before their values.
        let key = text[..range.start].trim_end().trim_end_matches(':').trim_end();
        let value = if key.ends_with("\"x-sensitive\"") {
            "\"none\"".to_owned()
        } else if key.ends_with("\"x-effect\"") {
            "\"money\"".to_owned()
        } else {
            let first = if key.ends_with("\"title\"") { 'T' } else { 't' };
            let name = format!("{first}{number}");
            format!("\"{name:x<width$}\"", width = range.len().saturating_sub(2))
        };
        if value.len() <= range.len() {
            text.replace_range(range.clone(), &format!("{value:<width$}", width = range.len()));
        }
    }
    Source::new(spec.name(), text)
}

/// What has been met on the way to a text.
struct Walk<'o> {
    origins: BTreeMap<&'o str, (usize, page::Span)>,
    /// The keys that lead to where it is.
    place: Vec<String>,
    found: Vec<ToDo>,
}

impl Walk<'_> {
    /// What the walker stands at; objects so many levels down are not parsed whole.
    fn at(&mut self, walker: &mut Walker<'_>, text: &str, levels: usize) -> Result<(), Malformed> {
        if levels == 0 || !walker.is_at_object() {
            self.value(&piece(text, walker.skip()?)?);
            return Ok(());
        }
        walker.enter_object()?;
        while let Some(name) = walker.next_member()? {
            if is_example(&name.value) {
                walker.skip()?;
                continue;
            }
            self.place.push(name.value.into_owned());
            self.at(walker, text, levels - 1)?;
            self.place.pop();
        }
        Ok(())
    }

    /// The page's own examples are not looked into.
    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::StringLit(text) if is_to_do(&text.value) => {
                self.found.push(ToDo {
                    text: text.value.clone().into_owned(),
                    field: shown(&self.place),
                    answer: Answer::of(&self.place, &text.value),
                    span: json::span(value, FileId::Spec),
                    origin: self.origins.get(text.value.as_ref()).copied(),
                });
            }
            Value::Object(object) => {
                let inner = object.properties.iter();
                for property in inner.filter(|property| !is_example(property.name.as_str())) {
                    self.below(property.name.as_str().to_owned(), &property.value);
                }
            }
            Value::Array(array) => {
                for (at, element) in array.elements.iter().enumerate() {
                    self.below(key(element).unwrap_or_else(|| at.to_string()), element);
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, key: String, value: &Value<'_>) {
        self.place.push(key);
        self.value(value);
        self.place.pop();
    }
}

fn is_example(key: &str) -> bool {
    ["example", "examples"].contains(&key)
}

/// What an element of an array is called: by its code, its name or its title.
fn key(element: &Value<'_>) -> Option<String> {
    let Value::Object(object) = element else { return None };
    let text = |key| match &object.get(key)?.value {
        Value::StringLit(text) => Some(text.value.clone().into_owned()),
        Value::NumberLit(number) => Some(number.value.to_owned()),
        _ => None,
    };
    ["const", "name", "title"].into_iter().find_map(text)
}

impl Answer {
    /// A name for Rust is written where it stands; what a page's word is in English, what is sensitive and what a unit is, once for all
    /// pages. `text` says itself where a question is answered.
    fn of(place: &[String], text: &str) -> Self {
        let is_below = |key: &str| place.iter().rev().nth(2).is_some_and(|above| above == key);
        match place.last().map(String::as_str) {
            _ if text.contains("glossary.json") || text.contains("catalog.json") => Self::Said,
            Some("title" | "description") if is_below("oneOf") => Self::Glossary("terms"),
            Some("description" | "summary") => Self::Glossary("words"),
            Some("x-sensitive") => Self::Glossary("sensitive"),
            _ => Self::Here,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Glossary("terms") => f.write_str("a name and words, in `terms` of glossary.json"),
            Self::Glossary(part) => write!(f, "in `{part}` of glossary.json"),
            Self::Here => f.write_str("in its place"),
            Self::Said => Ok(()),
        }
    }
}
