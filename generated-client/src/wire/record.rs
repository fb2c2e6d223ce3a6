//! Objects with a table of fields, read by one visitor for all of them: it finds the field of a key, keeps count of what
//! was seen, and leaves only the assignment to the generated code.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeMap;
use serde_core::{Deserializer, Serialize, Serializer};

use super::Wire;
use super::leaf::Leaf;
use super::macros::refuse_scalars;
use super::scalar::{NUMBER, Scalar};
use super::trail::{Fault, Found, Trail};

/// An object on the wire.
pub trait Record: Sized {
    /// Its fields, in the order in which the documents list them.
    const FIELDS: Fields;

    /// The record before anything has been read.
    fn blank() -> Self;

    /// Reads the field that stands at `field` in [`FIELDS`](Self::FIELDS).
    fn read<S: FieldSource>(&mut self, field: usize, from: &mut S) -> Result<(), S::Error>;

    /// Writes the field that stands at `field` in [`FIELDS`](Self::FIELDS), if it is there.
    fn write<S: FieldSink>(&self, field: usize, into: &mut S) -> Result<(), S::Error>;
}

/// One field's name, and whether an object without it is refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: &'static str,
    required: bool,
    /// Whether the name may stand in JSON as it is, without escapes.
    plain: bool,
}

/// By the words for how a field may be missing, as a record's table uses them.
#[allow(dead_code, reason = "a spec may have no use for some")]
impl Field {
    pub(crate) const fn required(name: &'static str) -> Self {
        Self { name, required: true, plain: is_plain(name) }
    }

    pub(crate) const fn optional(name: &'static str) -> Self {
        Self { name, required: false, plain: is_plain(name) }
    }

    /// The name is always there, the value may be an empty string.
    pub(crate) const fn or_empty(name: &'static str) -> Self {
        Self::required(name)
    }

    pub(crate) const fn optional_or_empty(name: &'static str) -> Self {
        Self::optional(name)
    }
}

const fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'"' | b'\\' | 0..=0x1f) {
            return false;
        }
        at += 1;
    }
    true
}

/// The table of a record's fields.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    all: &'static [Field],
    /// A bit for each field that is always there.
    required: u128,
}

impl Fields {
    pub(crate) const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= Seen::CAPACITY, "a record has at most 128 fields");
        let mut required = 0;
        let mut at = 0;
        while at < fields.len() {
            if fields[at].required {
                required |= 1 << at;
            }
            at += 1;
        }
        Self { all: fields, required }
    }

    /// The first field that is always there and was not seen.
    pub(super) fn missing(self, seen: Seen) -> Option<&'static str> {
        let missing = self.required & !seen.bits();
        self.all.get(missing.trailing_zeros() as usize).map(|field| field.name)
    }

    /// Where each field stands, and its name.
    pub(super) fn names(self) -> impl Iterator<Item = (usize, &'static str)> {
        self.all.iter().map(|field| field.name).enumerate()
    }

    /// The name of the field at a place, if it may stand in JSON as it is.
    #[inline]
    pub(super) fn plain_name(&self, at: usize) -> Option<&'static str> {
        self.all.get(at).filter(|field| field.plain).map(|field| field.name)
    }

    /// Where a key stands. Keys come in the documented order nearly always, so the next one is tried first.
    #[inline]
    pub(super) fn position(&self, key: &str, next: usize) -> Option<usize> {
        match self.all.get(next) {
            Some(field) if field.name == key => Some(next),
            _ => self.all.iter().position(|field| field.name == key),
        }
    }
}

/// Which fields of a record were there. They come in the documented order nearly always, which takes no more than counting.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// So many of the first fields.
    first: usize,
    /// A bit for each field that came after one was left out.
    others: u128,
}

impl Seen {
    const CAPACITY: usize = 128;

    /// Marks a field, and says whether it was marked before.
    #[inline]
    pub(super) fn mark(&mut self, field: usize) -> bool {
        if field == self.first && self.others == 0 {
            self.first += 1;
            return false;
        }
        let before = self.bits() & (1 << field) != 0;
        self.others |= 1 << field;
        before
    }

    fn bits(self) -> u128 {
        let first = u32::try_from(self.first).ok().and_then(|first| 1_u128.checked_shl(first));
        self.others | first.map_or(u128::MAX, |next| next - 1)
    }
}

/// Where a value is read from without a visitor: each kind of value asks for its own way of being read. A trait with one
/// implementor: what is generic is compiled only for the types that are read.
pub trait ValueSource {
    /// Why a value could not be read.
    type Error;

    /// Reads a scalar.
    fn leaf<T: Leaf>(&mut self, into: &mut T) -> Result<(), Self::Error>;

    /// Reads an object into a record that is blank.
    fn record<T: Record>(&mut self, into: &mut T) -> Result<(), Self::Error>;

    /// Reads an array into a list that is empty.
    fn list<T: Wire>(&mut self, into: &mut Vec<T>) -> Result<(), Self::Error>;

    /// Reads a value of any kind, as it stands in the text.
    fn any(&mut self) -> Result<&str, Self::Error>;
}

/// Where a record's fields are read from: the value that follows the key just found.
pub trait FieldSource {
    /// Why a field could not be read.
    type Error;

    /// A value that is always there.
    fn required<T: Wire>(&mut self, into: &mut T) -> Result<(), Self::Error>;

    /// A value that may be left out, or be null.
    fn optional<T: Wire>(&mut self, into: &mut Option<T>) -> Result<(), Self::Error>;

    /// A value that is absent when it is an empty string.
    fn or_empty<T: Leaf>(&mut self, into: &mut Option<T>) -> Result<(), Self::Error>;

    /// A value that may be left out, and is absent when it is an empty string.
    fn optional_or_empty<T: Leaf>(&mut self, into: &mut Option<T>) -> Result<(), Self::Error> {
        self.or_empty(into)
    }

    /// A value that nobody asked for.
    fn skip(&mut self) -> Result<(), Self::Error>;
}

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

/// Where a record's fields are written to, one after the other. It knows which field of the table it stands at.
#[expect(clippy::ref_option, reason = "takes a field as it stands, which keeps the generated calls plain")]
pub trait FieldSink {
    /// Why a field could not be written.
    type Error;

    /// A value that is always there.
    fn required<T: Wire>(&mut self, value: &T) -> Result<(), Self::Error>;

    /// A value that is left out when there is none.
    fn optional<T: Wire>(&mut self, value: &Option<T>) -> Result<(), Self::Error>;

    /// A value that is written as an empty string when there is none.
    fn or_empty<T: Wire>(&mut self, value: &Option<T>) -> Result<(), Self::Error>;

    /// A value that could be an empty string, and is left out when there is none.
    fn optional_or_empty<T: Wire>(&mut self, value: &Option<T>) -> Result<(), Self::Error> {
        self.optional(value)
    }

    /// No field stands there.
    fn skip(&mut self) -> Result<(), Self::Error> {
        Ok(())
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

/// A value on its way out.
pub(super) struct Encoded<'v, T>(pub(super) &'v T);

impl<T: Wire> Serialize for Encoded<'_, T> {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        self.0.write(into)
    }
}

/// A blank value that is going to be read: in its place, since records are large and moving them costs.
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
        self.value.insert(T::blank()).read(from, self.trail)
    }
}

struct OrEmptyInPlace<'v, T> {
    value: &'v mut Option<T>,
    trail: &'v Trail,
}

impl<'de, T: Leaf> DeserializeSeed<'de> for OrEmptyInPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let scalar = Scalar::read_for::<T, D>(from)?;
        if !scalar.is_empty() {
            *self.value = Some(T::from_scalar(scalar).map_err(|fault| self.trail.fault(fault))?);
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
            let name = T::FIELDS.all[field].name;
            if seen.mark(field) {
                trail.field(name);
                return Err(trail.fault(Fault::Duplicate));
            }
            if let Err(error) = record.read(field, &mut source) {
                trail.field(name);
                return Err(error);
            }
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
