//! From JSON pointers to lines and columns. A pointer to what is not there leads to the nearest thing above it that is, so that
//! what was removed is shown at its parent.

use super::change::{Location, Place};
use super::pointer;
use crate::diag::{Diagnostics, Sources};
use crate::json::{self, Object, Value};
use crate::load::SpecFiles;
use crate::source::{FileId, Source, Span};
use jsonc_parser::common::Ranged;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// From how many properties on an index pays.
const MANY: usize = 32;

/// The texts of one side, parsed.
pub(super) struct Texts<'a> {
    spec: Text<'a>,
    catalog: Text<'a>,
}

struct Text<'a> {
    source: &'a Source,
    root: Value<'a>,
    /// By the place of a large object: where each of its keys is.
    indices: RefCell<BTreeMap<usize, BTreeMap<String, usize>>>,
}

impl<'a> Texts<'a> {
    pub(super) fn parse(files: &'a SpecFiles) -> Result<Self, Diagnostics> {
        let text = |file| {
            let source = files.source(file);
            Ok(Text { source, root: json::parse(source, file)?, indices: RefCell::default() })
        };
        Ok(Self { spec: text(FileId::Spec)?, catalog: text(FileId::Catalog)? })
    }

    fn text(&self, file: FileId) -> &Text<'a> {
        match file {
            FileId::Catalog => &self.catalog,
            FileId::Spec | FileId::Glossary | FileId::Page(_) => &self.spec,
        }
    }

    /// Where a place is, or the nearest thing above it.
    pub(super) fn locate(&self, place: &Place) -> Location {
        let text = self.text(place.file);
        let position = text.source.position(text.find(&place.pointer));
        Location { file: text.source.name().to_owned(), line: position.line, column: position.column }
    }

    /// The text that a span covers in the spec.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.spec.source.text().get(span.start()..span.end()).unwrap_or_default()
    }

    /// Where a tag stands in the spec's `tags`.
    pub(super) fn tag(&self, name: &str) -> Option<usize> {
        let Value::Object(root) = &self.spec.root else {
            return None;
        };
        let Value::Array(tags) = &root.get("tags")?.value else {
            return None;
        };
        let is_named = |tag: &Value<'_>| match tag {
            Value::Object(tag) => {
                tag.get("name").and_then(|name| name.value.as_string_lit()).map(|text| &*text.value) == Some(name)
            }
            _ => false,
        };
        tags.elements.iter().position(is_named)
    }
}

impl Text<'_> {
    /// The offset of the deepest thing on the pointer's way that is there: of its key, or of the element.
    fn find(&self, pointer: &str) -> usize {
        let mut value = &self.root;
        let mut offset = value.range().start;
        for key in pointer::keys(pointer) {
            let next = match value {
                Value::Object(object) => self.property(object, &key).map(|at| {
                    let property = &object.properties[at];
                    (property.name.range().start, &property.value)
                }),
                Value::Array(array) => {
                    let element = key.parse().ok().and_then(|at: usize| array.elements.get(at));
                    element.map(|element| (element.range().start, element))
                }
                _ => None,
            };
            let Some((at, below)) = next else {
                break;
            };
            (offset, value) = (at, below);
        }
        offset
    }

    fn property(&self, object: &Object<'_>, key: &str) -> Option<usize> {
        let keys = || object.properties.iter().map(|property| property.name.as_str());
        if object.properties.len() < MANY {
            return keys().position(|name| name == key);
        }
        let mut indices = self.indices.borrow_mut();
        let index = indices
            .entry(object.range.start)
            .or_insert_with(|| keys().enumerate().map(|(at, name)| (name.to_owned(), at)).collect());
        index.get(key).copied()
    }
}
