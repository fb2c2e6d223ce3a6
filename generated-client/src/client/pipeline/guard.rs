//! What a caller's own body may hold: `serde_json` writes it, and this looks at every value on its way there. A float, an amount as a
//! text and a null that may have been a float are refused with their place, because nobody can see any more what they were.

use std::any::type_name;

use serde_core::de::IgnoredAny;
use serde_core::ser::{self, Error as _, Serialize, Serializer};

use super::amounts::is_amount_type;
use super::place::{Place, Reason};
use crate::wire::{NUMBER, RAW};

/// A value, and what is in it, on its way out.
pub(super) struct Guarded<'g, T: ?Sized> {
    pub(super) value: &'g T,
    pub(super) place: &'g Place,
}

impl<T: Serialize + ?Sized> Serialize for Guarded<'_, T> {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        // The type's name is all that tells a Decimal, which serde writes as a text, from a text.
        self.value.serialize(Guard { into, place: self.place, is_amount: is_amount_type(type_name::<T>()) })
    }
}

/// What a value is written into.
struct Guard<'g, S> {
    into: S,
    place: &'g Place,
    /// Whether the value's type is one of amounts.
    is_amount: bool,
}

impl<'g, S: Serializer> Guard<'g, S> {
    fn refuse(&self, reason: Reason) -> S::Error {
        self.place.refuse(reason);
        S::Error::custom("an amount that cannot be sent")
    }

    fn float(&self, number: f64) -> S::Error {
        self.refuse(if number.is_finite() { Reason::Float } else { Reason::NotFinite })
    }

    fn within<C>(place: &'g Place, compound: Result<C, S::Error>) -> Result<Within<'g, C>, S::Error> {
        compound.map(|compound| Within { compound, place, is_text_of_json: false })
    }
}

/// The visits of a value in which nothing can go wrong.
macro_rules! pass {
    ($($visit:ident($value:ty)),+) => {$(
        fn $visit(self, value: $value) -> Result<S::Ok, S::Error> {
            self.into.$visit(value)
        }
    )+};
}

impl<'g, S: Serializer> Serializer for Guard<'g, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Within<'g, S::SerializeSeq>;
    type SerializeTuple = Within<'g, S::SerializeTuple>;
    type SerializeTupleStruct = Within<'g, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Within<'g, S::SerializeTupleVariant>;
    type SerializeMap = Within<'g, S::SerializeMap>;
    type SerializeStruct = Within<'g, S::SerializeStruct>;
    type SerializeStructVariant = Within<'g, S::SerializeStructVariant>;

    pass!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_char(char),
        serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str)
    );

    fn serialize_f32(self, number: f32) -> Result<S::Ok, S::Error> {
        Err(self.float(number.into()))
    }

    fn serialize_f64(self, number: f64) -> Result<S::Ok, S::Error> {
        Err(self.float(number))
    }

    fn serialize_str(self, text: &str) -> Result<S::Ok, S::Error> {
        if (self.is_amount || self.place.is_of_an_amount()) && is_number(text) {
            return Err(self.refuse(Reason::Text));
        }
        self.into.serialize_str(text)
    }

    /// `None`, of which it is certain that it is nothing.
    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.into.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.into.serialize_some(&Guarded { value, place: self.place })
    }

    /// What `serde_json::Value` writes for null, and holds in place of a float that is no number.
    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        if self.place.is_of_an_amount() {
            return Err(self.refuse(Reason::Null));
        }
        self.into.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.into.serialize_unit_variant(name, index, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.into.serialize_newtype_struct(name, &Guarded { value, place: self.place })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.into.serialize_newtype_variant(name, index, variant, &Guarded { value, place: self.place })
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Self::within(self.place, self.into.serialize_seq(len))
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        Self::within(self.place, self.into.serialize_tuple(len))
    }

    fn serialize_tuple_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        Self::within(self.place, self.into.serialize_tuple_struct(name, len))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Self::within(self.place, self.into.serialize_tuple_variant(name, index, variant, len))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Self::within(self.place, self.into.serialize_map(len))
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        let within = Self::within(self.place, self.into.serialize_struct(name, len))?;
        Ok(Within { is_text_of_json: name == RAW || name == NUMBER, ..within })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Self::within(self.place, self.into.serialize_struct_variant(name, index, variant, len))
    }
}

/// What stands in a list or an object, on its way out.
struct Within<'g, C> {
    compound: C,
    place: &'g Place,
    /// A value in the form in which `serde_json` passes JSON text through: the text is the value.
    is_text_of_json: bool,
}

macro_rules! within {
    ($($compound:ident { $(fn $add:ident($($key:ident: &'static str)?);)+ })+) => {$(
        impl<C: ser::$compound> ser::$compound for Within<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            $(fn $add<T: Serialize + ?Sized>(&mut self, $($key: &'static str,)? value: &T) -> Result<(), C::Error> {
                if self.is_text_of_json {
                    return self.compound.$add($($key,)? value);
                }
                self.compound.$add($($key,)? &Guarded { value, place: self.place })
            })+

            fn end(self) -> Result<C::Ok, C::Error> {
                self.compound.end()
            }
        }
    )+};
}

within! {
    SerializeSeq { fn serialize_element(); }
    SerializeTuple { fn serialize_element(); }
    SerializeTupleStruct { fn serialize_field(); }
    SerializeTupleVariant { fn serialize_field(); }
    SerializeStruct { fn serialize_field(key: &'static str); }
    SerializeStructVariant { fn serialize_field(key: &'static str); }
}

impl<C: ser::SerializeMap> ser::SerializeMap for Within<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.compound.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        self.compound.serialize_value(&Guarded { value, place: self.place })
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.compound.end()
    }
}

/// Whether a text is what JSON calls a number.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}
