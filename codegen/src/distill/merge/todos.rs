//! What nobody could fill in yet, with its place in the spec and, where this page is behind it, in the page.
//! The readers of the spec refuse such texts; here they are listed for the person who fills them in.

use super::Origins;
use crate::distill::page;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::json::{self, Value};
use crate::text::source::{FileId, Span};

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
