//! The spec before its large maps are read: everything else of it as JSON, and where the entries of those maps are.
//! A whole spec as a tree takes many times the memory of its text, so the entries are parsed one at a time, where they are read.

use crate::text::json::{Malformed, Member, Object, ObjectProp, Value, Walker, has_duplicates, piece, property};
use jsonc_parser::common::Range;

/// A spec without the entries of its large maps, and those entries.
pub(super) struct Outline<'a> {
    /// The document, in which those maps are empty.
    pub(super) root: Value<'a>,
    pub(super) paths: Vec<Member<'a>>,
    pub(super) pathless: Vec<Member<'a>>,
    pub(super) webhooks: Vec<Member<'a>>,
    pub(super) schemas: Vec<Member<'a>>,
}

impl<'a> Outline<'a> {
    /// Finds the parts of a spec.
    pub(super) fn of(text: &'a str) -> Result<Self, Malformed> {
        let (mut paths, mut pathless, mut webhooks, mut schemas) = Default::default();
        let mut walker = Walker::of_file(text)?;
        let root = object(&mut walker, |walker, name| match name {
            "paths" => map(walker, text, &mut paths),
            "x-pathless-operations" => map(walker, text, &mut pathless),
            "webhooks" => map(walker, text, &mut webhooks),
            "components" if walker.is_at_object() => object(walker, |walker, name| match name {
                "schemas" => map(walker, text, &mut schemas),
                _ => piece(text, walker.skip()?),
            }),
            _ => piece(text, walker.skip()?),
        })?;
        walker.finish()?;
        Ok(Self { root, paths, pathless, webhooks, schemas })
    }
}

/// An object whose members are made by `value`.
fn object<'a>(
    walker: &mut Walker<'a>,
    mut value: impl FnMut(&mut Walker<'a>, &str) -> Result<Value<'a>, Malformed>,
) -> Result<Value<'a>, Malformed> {
    let start = walker.start();
    let mut properties: Vec<ObjectProp<'a>> = Vec::new();
    walker.enter_object()?;
    while let Some(name) = walker.next_member()? {
        let value = value(walker, &name.value)?;
        properties.push(property(name, value));
    }
    let range = Range { start, end: walker.passed() };
    if has_duplicates(&properties) { Err(Malformed) } else { Ok(Value::Object(Object { range, properties })) }
}

/// A map whose entries are left out of it; what is no map is left as it is.
fn map<'a>(walker: &mut Walker<'a>, text: &'a str, entries: &mut Vec<Member<'a>>) -> Result<Value<'a>, Malformed> {
    if !walker.is_at_object() {
        return piece(text, walker.skip()?);
    }
    let start = walker.start();
    *entries = walker.members()?;
    Ok(Value::Object(Object { range: Range { start, end: walker.passed() }, properties: Vec::new() }))
}
