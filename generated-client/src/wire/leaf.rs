//! The plain leaves: booleans, whole numbers and texts. Each says how it is made from a scalar and how it is written; the
//! macro `leaf!` makes a [`Wire`](super::Wire) of it.

use serde_core::Serializer;

use super::cursor::{EMPTY, Quick, Unread};
use super::fault::Fault;
use super::macros::leaf;
use super::scalar::Scalar;
use super::shape::Shape;
use super::traits::Leaf;

impl Leaf for bool {
    const SHAPE: Shape = Shape::Boolean;

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
    const SHAPE: Shape = Shape::Whole;
    const EXACT: bool = true;

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
    const SHAPE: Shape = Shape::Whole;
    const EXACT: bool = true;

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
    const SHAPE: Shape = Shape::Text;

    fn blank() -> Self {
        Self::new()
    }

    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Fault> {
        scalar.text("a string")
    }

    #[inline]
    fn read_quick(from: &mut Quick<'_>) -> Result<Self, Unread> {
        let text = from.string()?;
        if text.is_empty() {
            from.note(EMPTY);
        }
        Ok(text.into_owned())
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_str(self)
    }
}

leaf!(bool);
leaf!(i32);
leaf!(i64);
leaf!(String);
