//! What a value of the wire can do, what reads it and what writes it: the traits, which all name each other. What implements
//! them lives in the other files, the generated types' code in `macros`.

use serde_core::{Deserializer, Serializer};

use super::cursor::{Quick, Unread};
use super::fault::Fault;
use super::fields::Fields;
use super::scalar::Scalar;
use super::shape::Shape;
use super::trail::Trail;

/// A value that stands in a field: a leaf, a record, or a list of either.
pub trait Wire: Sized {
    /// Whether the value may not be seen.
    const SENSITIVE: bool = false;
    /// Whether the spec lists nothing in it: an answer of this kind has no content, and what stands in its place is not read.
    const HOLDS_NOTHING: bool = false;

    /// What a field holds until it has been read.
    fn blank() -> Self;

    /// Reads the value in place of a blank one. A failure leaves its place and reason in the trail.
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, trail: &Trail) -> Result<(), D::Error>;

    /// Reads the usual form of the value in place of a blank one. Where that fails, what it holds means nothing.
    fn read_from<S: ValueSource>(&mut self, from: &mut S) -> Result<(), S::Error>;

    /// Writes the value as the platform expects it.
    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error>;

    /// Adds what tells this value from another, and nothing sensitive.
    fn digest<S: DigestSink>(&self, into: &mut S);

    /// What the spec says that it looks like.
    fn shape() -> Shape;
}

/// A value that is one scalar on the wire.
pub trait Leaf: Sized {
    /// What the value looks like.
    const SHAPE: Shape;
    /// Whether a number's own text matters.
    const EXACT: bool = false;
    /// Whether the value may not be seen.
    const SENSITIVE: bool = false;

    /// What a field holds until it has been read.
    fn blank() -> Self;

    /// The value, or why the scalar is none.
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault>;

    /// The usual form of the value.
    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        Self::from_scalar(from.scalar(Self::EXACT)?).map_err(|_| Unread)
    }

    /// Writes the value as the platform expects it.
    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error>;

    /// Adds the value to a digest: equal values add the same.
    fn digest<S: DigestSink>(&self, into: &mut S)
    where
        Self: Wire,
    {
        into.leaf(self);
    }
}

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

    /// A list that is always there; every list may have something else standing for no entries.
    fn list_or_empty<T: Wire>(&mut self, into: &mut T) -> Result<(), Self::Error> {
        self.required(into)
    }

    /// A list that may be left out.
    fn optional_list_or_empty<T: Wire>(&mut self, into: &mut Option<T>) -> Result<(), Self::Error> {
        self.optional(into)
    }

    /// A value that nobody asked for.
    fn skip(&mut self) -> Result<(), Self::Error>;
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

    /// A list that is always there, and written as a list also without entries.
    fn list_or_empty<T: Wire>(&mut self, value: &T) -> Result<(), Self::Error> {
        self.required(value)
    }

    /// A list that is left out when there is none.
    fn optional_list_or_empty<T: Wire>(&mut self, value: &Option<T>) -> Result<(), Self::Error> {
        self.optional(value)
    }

    /// No field stands there.
    fn skip(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// Where a value adds what tells it from another, and nothing sensitive. A trait with one implementor: what is generic is
/// compiled only for the types that are digested.
pub trait DigestSink {
    /// Adds some bytes.
    fn add(&mut self, bytes: &[u8]);

    /// Adds a value as it is written.
    fn leaf<T: Wire>(&mut self, value: &T);

    /// Adds a record, field by field.
    fn record<T: Record>(&mut self, value: &T);
}
