//! Enums that the platform may extend: a code or value that the documents do not list is kept as it was sent, goes back
//! out unchanged, and cannot be built for a code that is known.

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
    // Only enums of text need it, and a spec may have none.
    #[allow(dead_code)]
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

/// Conversions, `Display` and JSON of an enum over integer codes.
macro_rules! integer_enum {
    ($name:ident) => {
        impl From<i32> for $name {
            fn from(code: i32) -> Self {
                Self::from_code(code)
            }
        }

        impl From<$name> for i32 {
            fn from(value: $name) -> Self {
                value.code()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => write!(f, "unknown code {}", self.code()),
                }
            }
        }

        impl $crate::wire::Leaf for $name {
            fn blank() -> Self {
                Self::from_code(0)
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> Result<Self, $crate::wire::Fault> {
                scalar.integer("a code (a whole number of 32 bits)").map(Self::from_code)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> Result<Self, $crate::wire::Unread> {
                <i32 as $crate::wire::Leaf>::read_quick(from).map(Self::from_code)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
                into.serialize_i32(self.code())
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize!($name);
    };
}

/// Conversions, `Display` and JSON of an enum over text values.
// A spec may have no such enum.
#[allow(unused_macros)]
macro_rules! text_enum {
    ($name:ident) => {
        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::from_value(value)
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from_value(&value)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => write!(f, "unknown value {:?}", self.value()),
                }
            }
        }

        impl $crate::wire::Leaf for $name {
            fn blank() -> Self {
                Self::from_value("")
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> Result<Self, $crate::wire::Fault> {
                scalar.text("a string").map(Self::from)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
                into.serialize_str(self.value())
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize!($name);
    };
}

pub(crate) use integer_enum;
#[allow(unused_imports)]
pub(crate) use text_enum;

#[cfg(test)]
mod tests {
    //! Enums of text: no spec needs one so far, so their promises are kept here, on an enum of the generated form.

    use super::UnknownValue;

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Mode {
        Physical,
        Virtual,
        Unknown(UnknownValue<Self>),
    }

    impl Mode {
        fn from_value(value: &str) -> Self {
            match value {
                "physical" => Self::Physical,
                "virtual" => Self::Virtual,
                other => Self::Unknown(UnknownValue::new(other)),
            }
        }

        fn value(&self) -> &str {
            match self {
                Self::Physical => "physical",
                Self::Virtual => "virtual",
                Self::Unknown(other) => other.get(),
            }
        }

        const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Physical => Some("Physical"),
                Self::Virtual => Some("Virtual"),
                Self::Unknown(_) => None,
            }
        }
    }

    text_enum!(Mode);

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
