//! One JSON value as it was found, and the one visitor that finds it. Leaf types are built from a [`Scalar`], never from
//! a visitor of their own: serde's own error texts quote what they found, and that may be a card number.

use std::borrow::Cow;
use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroize;

use super::fault::{Fault, Found};
use super::float::text_of;
use super::rules;

/// How `serde_json` names a value whose own text is asked for.
pub(crate) const RAW: &str = "$serde_json::private::RawValue";
/// How `serde_json` names a number once its feature `arbitrary_precision` is on, in anybody's crate of the build.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// One JSON value as it was found; arrays and objects only by their kind. Texts are borrowed from the input where they stand
/// there as they are, so that a value which is only looked at costs no memory.
pub enum Scalar<'s> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number that the deserializer has already turned into a binary float.
    Float(f64),
    /// A number's own text.
    Number(Cow<'s, str>),
    Text(Cow<'s, str>),
    Array,
    Object,
}

impl<'s> Scalar<'s> {
    /// Reads a value of any kind. An `exact` one keeps a number's own text where the deserializer still has it.
    pub(crate) fn read<D: Deserializer<'s>>(from: D, exact: bool) -> Result<Self, D::Error> {
        if exact {
            from.deserialize_newtype_struct(RAW, ScalarVisitor { raw: true })
        } else {
            from.deserialize_any(ScalarVisitor { raw: false })
        }
    }

    /// The value from its own JSON text.
    fn from_json(text: Cow<'s, str>) -> Self {
        match text.as_bytes().first() {
            // A string that cannot be taken apart stays whole: it is no number, and it is not empty.
            Some(b'"') => Self::Text(serde_json::from_str(&text).map_or(text, Cow::Owned)),
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b't') => Self::Boolean(true),
            Some(b'f') => Self::Boolean(false),
            Some(b'n') => Self::Null,
            _ => Self::Number(text),
        }
    }

    fn found(&self) -> Found {
        match self {
            Self::Null => Found::Null,
            Self::Boolean(_) => Found::Boolean,
            Self::Integer(_) | Self::Float(_) | Self::Number(_) => Found::Number,
            Self::Text(_) => Found::Text,
            Self::Array => Found::Array,
            Self::Object => Found::Object,
        }
    }

    /// Refuses the value, and leaves no copy of it in memory.
    #[cold]
    pub(crate) fn refuse(mut self, expected: &'static str) -> Fault {
        let found = self.found();
        if let Self::Text(Cow::Owned(text)) | Self::Number(Cow::Owned(text)) = &mut self {
            text.zeroize();
        }
        Fault::WrongType { expected, found }
    }

    /// The text of a string, to be kept.
    #[inline]
    pub(crate) fn text(self, expected: &'static str) -> Result<String, Fault> {
        match self {
            Self::Text(text) => Ok(text.into_owned()),
            other => Err(other.refuse(expected)),
        }
    }

    /// A whole number; a number in a string counts.
    #[inline]
    pub(crate) fn integer<N: TryFrom<i64>>(self, expected: &'static str) -> Result<N, Fault> {
        let invalid = Fault::Invalid { expected };
        let number = match self {
            Self::Integer(number) => number,
            Self::Number(text) => rules::integer(&text).ok_or(invalid)?,
            Self::Text(text) => match rules::integer(&text) {
                Some(number) => number,
                None if is_like_a_number(&text) => return Err(invalid),
                None => return Err(Self::Text(text).refuse(expected)),
            },
            Self::Float(number) => text_of(number).and_then(|text| rules::integer(&text)).ok_or(invalid)?,
            other => return Err(other.refuse(expected)),
        };
        number.try_into().map_err(|_| invalid)
    }

    /// True for `""` and `null`: both say that there is no value.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

/// Whether a text was meant as a whole number, though it is none that fits.
fn is_like_a_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

struct ScalarVisitor {
    /// Whether the value's own text was asked for.
    raw: bool,
}

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Integer(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Number(value.to_string().into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Scalar<'de>, E> {
        Ok(i64::try_from(value).map_or_else(|_| Scalar::Number(value.to_string().into()), Scalar::Integer))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Number(value.to_string().into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Float(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(value)))
    }

    fn visit_none<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Null)
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Scalar<'de>, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Scalar<'de>, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Scalar<'de>, A::Error> {
        while from.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Scalar<'de>, A::Error> {
        match from.next_key_seed(TokenVisitor)? {
            Some(Token::Number) => Ok(match from.next_value_seed(ScalarSeed)? {
                Scalar::Text(text) => Scalar::Number(text),
                _ => Scalar::Object,
            }),
            Some(Token::Raw) if self.raw => Ok(match from.next_value_seed(ScalarSeed)? {
                Scalar::Text(text) => Scalar::from_json(text),
                _ => Scalar::Object,
            }),
            Some(_) => {
                from.next_value::<IgnoredAny>()?;
                while from.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Object)
            }
            None => Ok(Scalar::Object),
        }
    }
}

struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Scalar<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Scalar<'de>, D::Error> {
        Scalar::read(from, false)
    }
}

/// What an object's first key says about the object.
enum Token {
    Raw,
    Number,
    Other,
}

struct TokenVisitor;

impl<'de> DeserializeSeed<'de> for TokenVisitor {
    type Value = Token;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Token, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for TokenVisitor {
    type Value = Token;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Token, E> {
        Ok(match key {
            RAW => Token::Raw,
            NUMBER => Token::Number,
            _ => Token::Other,
        })
    }
}
