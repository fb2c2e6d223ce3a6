//! Parses a piece of a file as if the file had been parsed whole: its places are counted from the beginning of the file.
//! Where the pieces are is found in `walk`.

use super::walk::{Malformed, Member};
use super::{ObjectProp, STRICT, Value, has_duplicates};
use crate::text::source::{Source, Span};
use jsonc_parser::CollectOptions;
use jsonc_parser::ast::{ObjectPropName, StringLit};
use jsonc_parser::common::{Range, Ranged};

/// The value that is written at a place of a file which has been read before.
#[must_use]
pub fn value_at(source: &Source, place: Span) -> Option<Value<'_>> {
    piece(source.text(), Range { start: place.start(), end: place.end() }).ok()
}

/// The value in a range of a text.
pub(crate) fn piece(text: &str, range: Range) -> Result<Value<'_>, Malformed> {
    let slice = text.get(range.start..range.end).ok_or(Malformed)?;
    let parsed = jsonc_parser::parse_to_ast(slice, &CollectOptions::default(), &STRICT).map_err(|_| Malformed)?;
    let mut value = parsed.value.ok_or(Malformed)?;
    settle(&mut value, range.start)?;
    Ok(value)
}

impl<'a> Member<'a> {
    /// The member with its value.
    pub(crate) fn parse(&self, text: &'a str) -> Result<ObjectProp<'a>, Malformed> {
        Ok(property(self.name.clone(), piece(text, self.value)?))
    }
}

/// A property of a name and a value whose places are known.
pub(crate) fn property<'a>(name: StringLit<'a>, value: Value<'a>) -> ObjectProp<'a> {
    let range = Range { start: name.range.start, end: value.end() };
    ObjectProp { range, name: ObjectPropName::String(name), value }
}

/// Moves a value to its place in the file, and refuses names that stand twice.
fn settle(value: &mut Value<'_>, by: usize) -> Result<(), Malformed> {
    let range = match value {
        Value::Object(object) => {
            if has_duplicates(&object.properties) {
                return Err(Malformed);
            }
            for property in &mut object.properties {
                shift(&mut property.range, by);
                shift(
                    match &mut property.name {
                        ObjectPropName::String(name) => &mut name.range,
                        ObjectPropName::Word(name) => &mut name.range,
                    },
                    by,
                );
                settle(&mut property.value, by)?;
            }
            &mut object.range
        }
        Value::Array(array) => {
            for element in &mut array.elements {
                settle(element, by)?;
            }
            &mut array.range
        }
        Value::StringLit(literal) => &mut literal.range,
        Value::NumberLit(literal) => &mut literal.range,
        Value::BooleanLit(literal) => &mut literal.range,
        Value::NullKeyword(literal) => &mut literal.range,
    };
    shift(range, by);
    Ok(())
}

const fn shift(range: &mut Range, by: usize) {
    range.start += by;
    range.end += by;
}
