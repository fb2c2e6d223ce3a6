//! From JSON pointers to lines and columns. A pointer to what is not there leads to the nearest thing above it that is, so that
//! what was removed is shown at its parent.

use super::change::{Location, Place};
use super::{Side, pointer};
use crate::api::ir::Api;
use crate::text::diag::Sources;
use crate::text::json::{self, Malformed, Value, Walker};
use crate::text::source::{FileId, Source, Span};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// In an object or array of at least this many bytes, a search goes on where the one before it stopped.
const FAR: usize = 4096;

/// The texts of one side.
pub(super) struct Texts<'a> {
    spec: Text<'a>,
    catalog: Text<'a>,
    api: &'a Api,
    /// By pointer: the names of what the spec has many of.
    anchors: OnceCell<BTreeMap<String, Span>>,
    /// Where each tag stands in the spec's `tags`.
    tags: OnceCell<BTreeMap<String, usize>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(side: Side<'a>) -> Self {
        let text = |file| Text { source: side.files.source(file), passed: RefCell::default() };
        Self {
            spec: text(FileId::Spec),
            catalog: text(FileId::Catalog),
            api: side.api,
            anchors: OnceCell::new(),
            tags: OnceCell::new(),
        }
    }

    /// Where a place is, or the nearest thing above it.
    pub(super) fn locate(&self, place: &Place) -> Location {
        let (text, found) = match place.file {
            FileId::Catalog => (&self.catalog, self.catalog.find(&place.pointer)),
            FileId::Spec | FileId::Glossary | FileId::Page(_) => (&self.spec, self.find(&place.pointer)),
        };
        let position = text.source.position(found.at);
        Location { file: text.source.name().to_owned(), line: position.line, column: position.column }
    }

    /// The text that a span covers in the spec.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.spec.source.text().get(span.start()..span.end()).unwrap_or_default()
    }

    /// Where a tag stands in the spec's `tags`.
    pub(super) fn tag(&self, name: &str) -> Option<usize> {
        self.tags.get_or_init(|| tags(self.spec.source.text(), self.find("/tags").value)).get(name).copied()
    }

    /// The way to most things begins at a name whose place was kept when the spec was read.
    fn find(&self, pointer: &str) -> Spot {
        let depth = if pointer.starts_with("/components/") { 3 } else { 2 };
        let end = pointer.match_indices('/').nth(depth).map_or(pointer.len(), |(at, _)| at);
        let (name, below) = pointer.split_at(end);
        match self.anchors.get_or_init(|| anchors(self.api)).get(name) {
            Some(name) => match Walker::behind_name(self.spec.source.text(), name.end()) {
                Ok(walker) => self.spec.descend(Spot { at: name.start(), value: walker.start() }, below),
                Err(Malformed) => self.spec.find(pointer),
            },
            None => self.spec.find(pointer),
        }
    }
}

fn anchors(api: &Api) -> BTreeMap<String, Span> {
    let types = api.types.iter().map(|def| (pointer::ty(def), def.name.span));
    let operations = api.operations.iter().map(|operation| match &operation.path {
        Some(path) => (pointer::below("/paths", &path.value), path.span),
        None => (pointer::operation(operation), operation.id.span),
    });
    let events = api.webhooks.iter().map(|webhook| (pointer::below("/webhooks", &webhook.tag.value), webhook.tag.span));
    types.chain(operations).chain(events).collect()
}

fn tags(text: &str, from: usize) -> BTreeMap<String, usize> {
    let tags = Walker::new(text, from).and_then(|mut walker| json::piece(text, walker.skip()?));
    let Ok(Value::Array(tags)) = tags else { return BTreeMap::new() };
    let name = |tag: &Value<'_>| Some(tag.as_object()?.get_string("name")?.value.clone().into_owned());
    let names = tags.elements.iter().enumerate().filter_map(|(at, tag)| Some((name(tag)?, at)));
    names.collect()
}

/// Where something is.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// Where it begins: with its name, if it has one.
    at: usize,
    value: usize,
}

struct Text<'a> {
    source: &'a Source,
    /// The walks through large objects and arrays, by the byte at which each of those begins.
    passed: RefCell<BTreeMap<usize, Passed>>,
}

impl Text<'_> {
    fn find(&self, pointer: &str) -> Spot {
        let start = Walker::new(self.source.text(), 0).map_or(0, |walker| walker.start());
        self.descend(Spot { at: start, value: start }, pointer)
    }

    /// The deepest thing on the pointer's way that is there.
    fn descend(&self, from: Spot, pointer: &str) -> Spot {
        let mut spot = from;
        for key in pointer::keys(pointer) {
            match self.below(spot.value, &key) {
                Ok(Some(next)) => spot = next,
                Ok(None) | Err(Malformed) => break,
            }
        }
        spot
    }

    fn below(&self, start: usize, key: &str) -> Result<Option<Spot>, Malformed> {
        let mut remembered = self.passed.borrow_mut();
        if let Some(passed) = remembered.get_mut(&start) {
            return passed.find(self.source.text(), key);
        }
        let Some(mut passed) = Passed::begin(self.source.text(), start)? else { return Ok(None) };
        let found = passed.find(self.source.text(), key);
        if passed.until > start + FAR {
            remembered.insert(start, passed);
        }
        found
    }
}

/// A walk through an object or an array, which goes on where it stopped.
struct Passed {
    is_array: bool,
    /// Where the walk stopped: at a value inside, or at the beginning if nothing was found yet.
    until: usize,
    is_over: bool,
    spots: BTreeMap<String, Spot>,
}

impl Passed {
    /// A walk that stands at the beginning of the object or array at `start`; none for any other value.
    fn begin(text: &str, start: usize) -> Result<Option<Self>, Malformed> {
        let walker = Walker::new(text, start)?;
        let is_array = walker.is_at_array();
        let passed = Self { is_array, until: start, is_over: false, spots: BTreeMap::new() };
        Ok((is_array || walker.is_at_object()).then_some(passed))
    }

    fn find(&mut self, text: &str, key: &str) -> Result<Option<Spot>, Malformed> {
        if let Some(spot) = self.spots.get(key) {
            return Ok(Some(*spot));
        }
        if self.is_over {
            return Ok(None);
        }
        let mut walker = self.resume(text)?;
        while let Some((name, at)) = self.next(&mut walker)? {
            let spot = Spot { at, value: walker.start() };
            let is_wanted = name == key;
            self.spots.insert(name, spot);
            self.until = spot.value;
            if is_wanted {
                return Ok(Some(spot));
            }
            walker.skip()?;
        }
        self.is_over = true;
        Ok(None)
    }

    /// Goes on behind what was found last.
    fn resume<'t>(&self, text: &'t str) -> Result<Walker<'t>, Malformed> {
        if self.spots.is_empty() {
            let mut walker = Walker::new(text, self.until)?;
            if self.is_array {
                walker.enter_array()?;
            } else {
                walker.enter_object()?;
            }
            return Ok(walker);
        }
        let mut walker = Walker::new(text, self.until)?;
        walker.skip()?;
        Ok(walker)
    }

    /// The name of the next member, or the number of the next element, and where it begins.
    fn next(&self, walker: &mut Walker<'_>) -> Result<Option<(String, usize)>, Malformed> {
        if self.is_array {
            let number = self.spots.len().to_string();
            return Ok(walker.next_element()?.then(|| (number, walker.start())));
        }
        Ok(walker.next_member()?.map(|name| (name.value.into_owned(), name.range.start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'s>(source: &'s Source, pointers: &[&str]) -> Vec<&'s str> {
        let text = Text { source, passed: RefCell::default() };
        let spots = pointers.iter().map(|pointer| text.find(pointer));
        spots.map(|spot| &source.text()[spot.at..][..4]).collect()
    }

    #[test]
    fn a_pointer_leads_to_the_key_or_to_the_element_and_from_what_is_absent_to_what_is_above() {
        let source = Source::new("x", r#" {"a": {"b/c~": [10.0, {"d": null}]}, "e\u0066": true    }"#);
        assert_eq!(found(&source, &["", "/a", "/a/b~1c~0", "/a/b~1c~0/0"]), ["{\"a\"", "\"a\":", "\"b/c", "10.0"]);
        assert_eq!(found(&source, &["/a/b~1c~0/1/d", "/ef", "/ef/g"]), ["\"d\":", "\"e\\u", "\"e\\u"]);
        assert_eq!(found(&source, &["/a/x/y", "/a/b~1c~0/2", "/a/b~1c~0/x"]), ["\"a\":", "\"b/c", "\"b/c"]);
    }

    #[test]
    fn what_is_nested_deeply_is_passed_and_walked_through() {
        let deep = format!("{{\"a\": {}1{}, \"b\": 2.00}}", "[".repeat(400), "]".repeat(400));
        let source = Source::new("x", deep);
        assert_eq!(found(&source, &["/b", &format!("/a{}", "/0".repeat(400))]), ["\"b\":", "1]]]"]);
    }

    /// Places are looked up in any order, many of them in one long list: each time from its beginning would take minutes.
    #[test]
    fn a_long_way_is_walked_once_however_many_places_are_looked_up_on_it() {
        const MANY: usize = 20_000;
        let (mut list, mut map) = (Vec::new(), Vec::new());
        for at in 0..MANY {
            list.push(format!("{{\"id\": \"a{at}\", \"words\": [[], {{}}, \"\\\"\"]}}"));
            map.push(format!("\"b{at}\": {{\"id\": {at}}}"));
        }
        let source = Source::new("x", format!("{{\"list\": [{}], \"map\": {{{}}}}}", list.join(", "), map.join(", ")));
        let text = Text { source: &source, passed: RefCell::default() };
        for at in (0..MANY).rev() {
            let place = text.find(&format!("/list/{at}/id")).value;
            assert!(source.text()[place..].starts_with(&format!("\"a{at}\"")));
            let place = text.find(&format!("/map/b{at}/id")).value;
            assert!(source.text()[place..].starts_with(&format!("{at}}}")));
            assert_eq!(text.find(&format!("/map/c{at}")).at, text.find("/map").at);
        }
    }
}
