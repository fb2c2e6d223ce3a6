//! Values that are one scalar on the wire. A leaf says how it is made from a scalar and how it is written; the macro
//! `leaf!` makes a [`Wire`](super::Wire) of it.

use std::borrow::Cow;

use serde_core::Serializer;

use super::Wire;
use super::digest::DigestSink;
use super::macros::leaf;
use super::quick::{Quick, Unread};
use super::scalar::Scalar;
use super::trail::Fault;

/// A value that is one scalar on the wire.
pub trait Leaf: Sized {
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
        Self::from_scalar(from.scalar::<Self>()?).map_err(|_| Unread)
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

impl Leaf for bool {
    fn blank() -> Self {
        false
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        match scalar {
            Scalar::Boolean(value) => Ok(value),
            other => Err(other.refuse("a boolean")),
        }
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_bool(*self)
    }
}

impl Leaf for i32 {
    fn blank() -> Self {
        0
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        scalar.integer("a whole number of 32 bits")
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        from.whole()
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_i32(*self)
    }
}

impl Leaf for i64 {
    fn blank() -> Self {
        0
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        scalar.integer("a whole number of 64 bits")
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        from.whole()
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_i64(*self)
    }
}

impl Leaf for String {
    fn blank() -> Self {
        Self::new()
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        scalar.text("a string")
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        from.string().map(Cow::into_owned)
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_str(self)
    }
}

leaf!(bool);
leaf!(i32);
leaf!(i64);
leaf!(String);
