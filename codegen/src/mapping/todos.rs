//! What nobody could fill in yet: texts that begin with `TODO`, wherever they stand in the spec.
//! The page's own examples are not looked into.

use crate::diag::{Code, Diagnostics};
use crate::json::{self, Value};
use crate::source::{FileId, Span};

/// One open to-do of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// The keys that lead to it.
    pub place: Vec<String>,
    /// What it says.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// Whether a text is still to be written.
#[must_use]
pub fn is_open(text: &str) -> bool {
    text.starts_with("TODO")
}

/// Every open to-do, in the order of the file.
#[must_use]
pub fn find(root: &Value<'_>, file: FileId) -> Vec<ToDo> {
    let mut found = Vec::new();
    walk(root, file, &mut Vec::new(), &mut found);
    found
}

/// Every open to-do as an error.
#[must_use]
pub fn refuse(root: &Value<'_>, file: FileId) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for open in find(root, file) {
        diagnostics.error(
            Code::OpenToDo,
            open.span,
            format!("open to-do: {}", open.text),
            "replace the text; what a glossary can say belongs into glossary.json, and the page is distilled again",
        );
    }
    diagnostics
}

fn walk(value: &Value<'_>, file: FileId, place: &mut Vec<String>, found: &mut Vec<ToDo>) {
    match value {
        Value::StringLit(text) if is_open(&text.value) => found.push(ToDo {
            place: place.clone(),
            text: text.value.clone().into_owned(),
            span: json::span(value, file),
        }),
        Value::Object(object) => {
            for property in &object.properties {
                let key = property.name.as_str();
                if key != "example" && key != "examples" {
                    place.push(key.to_owned());
                    walk(&property.value, file, place, found);
                    place.pop();
                }
            }
        }
        Value::Array(array) => {
            for (at, element) in array.elements.iter().enumerate() {
                place.push(at.to_string());
                walk(element, file, place, found);
                place.pop();
            }
        }
        _ => {}
    }
}
