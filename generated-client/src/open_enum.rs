//! Enums that the platform may extend: a code or value that the documents do not list is kept as it was sent, goes back
//! out unchanged, and cannot be built for a code that is known.

#![allow(dead_code, unused_imports, unused_macros, reason = "a spec may have no use for some")]

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A code that the documents do not list for `E`. It comes from `E::from_code` or from an answer, never from a
/// constructor, so `E::Unknown` cannot hold a code that has a name.
///
/// ```
/// use open_api_client::CardStatus;
///
/// assert_eq!(CardStatus::from_code(2), CardStatus::Active);
/// assert_eq!(CardStatus::from_code(42).to_string(), "unknown code 42");
/// ```
///
/// Building one is not possible, neither for a known code nor for another:
///
/// ```compile_fail,E0624
/// use open_api_client::{CardStatus, UnknownCode};
///
/// let status = CardStatus::Unknown(UnknownCode::new(2));
/// ```
///
/// An enum's unknown code is no other enum's:
///
/// ```compile_fail,E0308
/// use open_api_client::{CardStatus, InOutType};
///
/// if let InOutType::Unknown(code) = InOutType::from_code(3) {
///     let status = CardStatus::Unknown(code);
/// }
/// ```
pub struct UnknownCode<E> {
    code: i32,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownCode<E> {
    pub(crate) const fn new(code: i32) -> Self {
        Self { code, of: PhantomData }
    }

    /// The code, as the platform sent it.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.code
    }
}

impl<E> Clone for UnknownCode<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for UnknownCode<E> {}

impl<E> PartialEq for UnknownCode<E> {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl<E> Eq for UnknownCode<E> {}

impl<E> PartialOrd for UnknownCode<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for UnknownCode<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code.cmp(&other.code)
    }
}

impl<E> Hash for UnknownCode<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl<E> fmt::Debug for UnknownCode<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)
    }
}

/// A value that the documents do not list for `E`. It comes from `E::from_value` or from an answer, never from a
/// constructor, so `E::Unknown` cannot hold a value that has a name.
pub struct UnknownValue<E> {
    value: Box<str>,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownValue<E> {
    pub(crate) fn new(value: &str) -> Self {
        Self { value: value.into(), of: PhantomData }
    }

    /// The value, as the platform sent it.
    #[must_use]
    pub fn get(&self) -> &str {
        &self.value
    }
}

impl<E> Clone for UnknownValue<E> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), of: PhantomData }
    }
}

impl<E> PartialEq for UnknownValue<E> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<E> Eq for UnknownValue<E> {}

impl<E> PartialOrd for UnknownValue<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for UnknownValue<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<E> Hash for UnknownValue<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<E> fmt::Debug for UnknownValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Codes, names, conversions, `Display` and JSON of an enum over integer codes. A row is a code and its variant.
macro_rules! integer_enum {
    ($name:ident { $($code:literal => $variant:ident,)* }) => {
        impl $name {
            /// Every code that the documents list, in their order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value for a code; one that the documents do not list becomes [`Self::Unknown`].
            #[must_use]
            pub const fn from_code(code: i32) -> Self {
                match code {
                    $($code => Self::$variant,)*
                    other => Self::Unknown($crate::open_enum::UnknownCode::new(other)),
                }
            }

            /// The code that travels on the wire.
            #[must_use]
            pub const fn code(self) -> i32 {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Unknown(other) => other.get(),
                }
            }

            /// The variant's name, or nothing for a code that the documents do not list.
            #[must_use]
            pub const fn name(self) -> ::core::option::Option<&'static str> {
                match self {
                    $(Self::$variant => ::core::option::Option::Some(::core::stringify!($variant)),)*
                    Self::Unknown(_) => ::core::option::Option::None,
                }
            }
        }

        impl ::core::convert::From<i32> for $name {
            fn from(code: i32) -> Self {
                Self::from_code(code)
            }
        }

        impl ::core::convert::From<$name> for i32 {
            fn from(value: $name) -> Self {
                value.code()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self.name() {
                    ::core::option::Option::Some(name) => f.pad(name),
                    ::core::option::Option::None => ::core::write!(f, "unknown code {}", self.code()),
                }
            }
        }

        impl $crate::wire::Leaf for $name {
            const SHAPE: $crate::wire::Shape =
                $crate::wire::Shape::Code(|code| Self::from_code(code).name().is_some());
            const EXACT: bool = true;

            fn blank() -> Self {
                Self::from_code(0)
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> ::core::result::Result<Self, $crate::wire::Fault> {
                scalar.integer("a code (a whole number of 32 bits)").map(Self::from_code)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> ::core::result::Result<Self, $crate::wire::Unread> {
                let value = Self::from_code(<i32 as $crate::wire::Leaf>::read_quick(from)?);
                if value.name().is_none() {
                    from.note(u64::from(value.code().unsigned_abs()));
                }
                ::core::result::Result::Ok(value)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                into.serialize_i32(self.code())
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize!($name);
    };
}

/// Values, names, conversions, `Display` and JSON of an enum over text values. A row is a value and its variant.
macro_rules! text_enum {
    ($name:ident { $($value:literal => $variant:ident,)* }) => {
        impl $name {
            /// Every value that the documents list, in their order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The variant of a value; one that the documents do not list becomes [`Self::Unknown`].
            #[must_use]
            pub fn from_value(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown($crate::open_enum::UnknownValue::new(other)),
                }
            }

            /// The value that travels on the wire.
            #[must_use]
            pub fn value(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(other) => other.get(),
                }
            }

            /// The variant's name, or nothing for a value that the documents do not list.
            #[must_use]
            pub const fn name(&self) -> ::core::option::Option<&'static str> {
                match self {
                    $(Self::$variant => ::core::option::Option::Some(::core::stringify!($variant)),)*
                    Self::Unknown(_) => ::core::option::Option::None,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::from_value(value)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from_value(&value)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self.name() {
                    ::core::option::Option::Some(name) => f.pad(name),
                    ::core::option::Option::None => ::core::write!(f, "unknown value {:?}", self.value()),
                }
            }
        }

        impl $crate::wire::Leaf for $name {
            const SHAPE: $crate::wire::Shape =
                $crate::wire::Shape::Value(|value| Self::from_value(value).name().is_some());

            fn blank() -> Self {
                Self::from_value("")
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> ::core::result::Result<Self, $crate::wire::Fault> {
                scalar.text("a string").map(Self::from)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> ::core::result::Result<Self, $crate::wire::Unread> {
                let text = from.string()?;
                let value = Self::from_value(&text);
                if value.name().is_none() {
                    from.note_text(&text);
                }
                ::core::result::Result::Ok(value)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                into.serialize_str(self.value())
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize!($name);
    };
}

pub(crate) use {integer_enum, text_enum};

#[cfg(test)]
mod tests {
    //! Enums of text: no spec needs one so far, so their promises are kept here, on an enum of the generated form.
    #![allow(unreachable_pub, reason = "a generated enum is public, and so are its methods")]

    use super::UnknownValue;

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Mode {
        Physical,
        Virtual,
        Unknown(UnknownValue<Self>),
    }

    text_enum!(Mode {
        "physical" => Physical,
        "virtual" => Virtual,
    });

    #[test]
    fn the_known_values_come_in_the_documents_order() {
        assert_eq!(Mode::KNOWN, [Mode::Physical, Mode::Virtual]);
    }

    #[test]
    fn known_and_unknown_values_round_trip() {
        for (json, mode) in [
            (r#""physical""#, Mode::Physical),
            (r#""virtual""#, Mode::Virtual),
            (r#""folded""#, Mode::Unknown(UnknownValue::new("folded"))),
        ] {
            assert_eq!(serde_json::from_str::<Mode>(json).unwrap(), mode);
            assert_eq!(serde_json::to_string(&mode).unwrap(), json);
        }
    }

    #[test]
    fn an_unknown_value_says_so() {
        assert_eq!(Mode::from("virtual").to_string(), "Virtual");
        assert_eq!(Mode::from("folded".to_owned()).to_string(), r#"unknown value "folded""#);
    }

    #[test]
    fn what_is_not_text_is_refused() {
        let error = serde_json::from_str::<Mode>("1").unwrap_err();
        assert_eq!(error.to_string(), "expected a string, found a number");
    }
}
