//! What nobody could fill in yet, with its place in the spec and, where this page is behind it, in the page.
//! The readers of the spec refuse such texts; here they are listed for the person who fills them in.

use super::Origins;
use crate::distill::page;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::{self, Value};
use crate::text::source::{FileId, Source, Span};

/// One open to-do of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// What it says.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// Which of the pages has what it is about, and where.
    pub origin: Option<(usize, page::Span)>,
}

/// Every open to-do, in the order of the file. `pages` are the origins that the mapping of each page noted.
#[must_use]
pub fn find(root: &Value<'_>, pages: &[Origins]) -> Vec<ToDo> {
    let mut found = Vec::new();
    walk(root, pages, &mut found);
    found
}

/// The same text with something harmless in the place of every to-do, byte for byte as long: what it says of everything else is
/// what the spec will say once they are written, at the same places.
#[must_use]
pub fn filled(spec: &Source) -> Source {
    let Ok(root) = json::parse(spec, FileId::Spec) else {
        return spec.clone();
    };
    let mut text = spec.text().to_owned();
    for (number, to_do) in find(&root, &[]).iter().enumerate() {
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

/// The page's own examples are not looked into.
fn walk(value: &Value<'_>, pages: &[Origins], found: &mut Vec<ToDo>) {
    match value {
        Value::StringLit(text) if is_to_do(&text.value) => {
            let at = |(page, origins): (usize, &Origins)| Some((page, *origins.get(text.value.as_ref())?));
            found.push(ToDo {
                text: text.value.clone().into_owned(),
                span: json::span(value, FileId::Spec),
                origin: pages.iter().enumerate().find_map(at),
            });
        }
        Value::Object(object) => {
            let inner = object.properties.iter();
            for property in inner.filter(|property| !["example", "examples"].contains(&property.name.as_str())) {
                walk(&property.value, pages, found);
            }
        }
        Value::Array(array) => array.elements.iter().for_each(|element| walk(element, pages, found)),
        _ => {}
    }
}
