//! Objects with a table of fields, read and written by way of serde. One visitor for all of them finds the field of a key,
//! keeps count of what was seen, and leaves only the assignment to the generated code.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeMap;
use serde_core::{Deserializer, Serializer};

use super::encoded::Encoded;
use super::fault::{Fault, Found};
use super::fields::{Fields, Seen};
use super::refuse::refuse_scalars;
use super::scalar::{NUMBER, Scalar};
use super::trail::Trail;
use super::traits::{FieldSink, FieldSource, Leaf, Record, Wire};

/// A map that is being read.
struct MapSource<'t, 'de, A> {
    map: A,
    trail: &'t Trail,
    input: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> FieldSource for MapSource<'_, 'de, A> {
    type Error = A::Error;

    fn required<T: Wire>(&mut self, into: &mut T) -> Result<(), A::Error> {
        self.map.next_value_seed(InPlace { value: into, trail: self.trail })
    }

    fn optional<T: Wire>(&mut self, into: &mut Option<T>) -> Result<(), A::Error> {
        self.map.next_value_seed(OptionInPlace { value: into, trail: self.trail })
    }

    fn or_empty<T: Leaf>(&mut self, into: &mut Option<T>) -> Result<(), A::Error> {
        self.map.next_value_seed(OrEmptyInPlace { value: into, trail: self.trail })
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(|_| ())
    }
}

/// A map that is being written.
struct MapSink<M> {
    map: M,
    /// The field that it stands at.
    name: &'static str,
}

impl<M: SerializeMap> FieldSink for MapSink<M> {
    type Error = M::Error;

    fn required<T: Wire>(&mut self, value: &T) -> Result<(), M::Error> {
        self.map.serialize_entry(self.name, &Encoded(value))
    }

    fn optional<T: Wire>(&mut self, value: &Option<T>) -> Result<(), M::Error> {
        match value {
            Some(value) => self.map.serialize_entry(self.name, &Encoded(value)),
            None => Ok(()),
        }
    }

    fn or_empty<T: Wire>(&mut self, value: &Option<T>) -> Result<(), M::Error> {
        match value {
            Some(value) => self.map.serialize_entry(self.name, &Encoded(value)),
            None => self.map.serialize_entry(self.name, ""),
        }
    }
}

/// Reads a record into one that is blank.
pub(crate) fn read_record<'de, T: Record, D: Deserializer<'de>>(
    record: &mut T,
    from: D,
    trail: &Trail,
) -> Result<(), D::Error> {
    from.deserialize_any(RecordVisitor { record, trail })
}

/// Writes a record.
pub(crate) fn write_record<T: Record, S: Serializer>(record: &T, into: S) -> Result<S::Ok, S::Error> {
    let mut into = MapSink { map: into.serialize_map(None)?, name: "" };
    for (index, name) in T::FIELDS.names() {
        into.name = name;
        record.write(index, &mut into)?;
    }
    into.map.end()
}

/// A value that is read directly into its place, because records are large and moving them costs time.
struct InPlace<'v, T> {
    value: &'v mut T,
    trail: &'v Trail,
}

impl<'de, T: Wire> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.value.read(from, self.trail)
    }
}

struct OptionInPlace<'v, T> {
    value: &'v mut Option<T>,
    trail: &'v Trail,
}

impl<'de, T: Wire> DeserializeSeed<'de> for OptionInPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for OptionInPlace<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        match self.value.insert(T::blank()).read(from, self.trail) {
            Err(_) if self.trail.is_no_value() => {
                *self.value = None;
                Ok(())
            }
            read => read,
        }
    }
}

struct OrEmptyInPlace<'v, T> {
    value: &'v mut Option<T>,
    trail: &'v Trail,
}

impl<'de, T: Leaf> DeserializeSeed<'de> for OrEmptyInPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let scalar = Scalar::read(from, T::EXACT)?;
        if !scalar.is_empty() {
            *self.value = match T::from_scalar(scalar) {
                Ok(value) => Some(value),
                Err(Fault::NoValue) => None,
                Err(fault) => return Err(self.trail.fault(fault)),
            };
        }
        Ok(())
    }
}

struct RecordVisitor<'v, T> {
    record: &'v mut T,
    trail: &'v Trail,
}

impl<'de, T: Record> Visitor<'de> for RecordVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, from: A) -> Result<(), A::Error> {
        let Self { record, trail } = self;
        let mut seen = Seen::default();
        let mut next = 0;
        let mut source = MapSource { map: from, trail, input: PhantomData };

        while let Some(key) = source.map.next_key_seed(KeySeed { fields: T::FIELDS, next })? {
            let field = match key {
                Key::Known(field) => field,
                Key::Unknown => {
                    source.skip()?;
                    continue;
                }
                Key::Number => {
                    return Err(trail.fault(Fault::WrongType { expected: "an object", found: Found::Number }));
                }
            };
            let name = T::FIELDS.name(field);
            if seen.mark(field) {
                trail.field(name);
                return Err(trail.fault(Fault::Duplicate));
            }
            let left_out = trail.left_out();
            if let Err(error) = record.read(field, &mut source) {
                trail.field(name);
                return Err(error);
            }
            trail.left_out_in(name, left_out);
            next = field + 1;
        }

        match T::FIELDS.missing(seen) {
            Some(name) => {
                trail.field(name);
                Err(trail.fault(Fault::Missing))
            }
            None => Ok(()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.trail.fault(Fault::WrongType { expected: "an object", found: Found::Array }))
    }

    refuse_scalars!("an object");
}

/// What a key says.
enum Key {
    Known(usize),
    Unknown,
    /// Not a key at all: how `serde_json` hands over a number under `arbitrary_precision`.
    Number,
}

struct KeySeed {
    fields: Fields,
    next: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(match self.fields.position(key, self.next) {
            Some(field) => Key::Known(field),
            None if key == NUMBER => Key::Number,
            None => Key::Unknown,
        })
    }
}
