//! Named strings and integers: what the generated ids have alike. Each is a type of its own, so that a card's id cannot
//! stand where an order's belongs.

#![allow(unused_imports, unused_macros, reason = "a spec may have no use for some")]

/// A named string: constructors, conversions, `Display`, `Debug` and JSON. Not for anything sensitive.
macro_rules! text_scalar {
    ($name:ident) => {
        impl $name {
            /// Takes the text as it is; nothing is checked.
            #[must_use]
            pub fn new(text: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, without copying it.
            #[must_use]
            pub fn into_string(self) -> ::std::string::String {
                self.0
            }
        }

        $crate::wire::from_text!($name);

        impl ::core::convert::From<&Self> for $name {
            fn from(other: &Self) -> Self {
                other.clone()
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::core::stringify!($name)).field(&self.0).finish()
            }
        }

        impl $crate::wire::Leaf for $name {
            const SHAPE: $crate::wire::Shape = $crate::wire::Shape::Text;

            fn blank() -> Self {
                Self(::std::string::String::new())
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> ::core::result::Result<Self, $crate::wire::Fault> {
                scalar.text("a string").map(Self)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> ::core::result::Result<Self, $crate::wire::Unread> {
                <::std::string::String as $crate::wire::Leaf>::read_quick(from).map(Self)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                into.serialize_str(&self.0)
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize!($name);
    };
}

/// A named integer: constructors, conversions, `Display`, `Debug` and JSON.
macro_rules! integer_scalar {
    ($name:ident, $integer:ty) => {
        impl $name {
            /// Takes the number as it is; nothing is checked.
            #[must_use]
            pub const fn new(number: $integer) -> Self {
                Self(number)
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> $integer {
                self.0
            }
        }

        impl ::core::convert::From<$integer> for $name {
            fn from(number: $integer) -> Self {
                Self(number)
            }
        }

        impl ::core::convert::From<$name> for $integer {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::core::stringify!($name)).field(&self.0).finish()
            }
        }

        impl $crate::wire::Leaf for $name {
            const SHAPE: $crate::wire::Shape = $crate::wire::Shape::Whole;
            const EXACT: bool = true;

            fn blank() -> Self {
                Self(0)
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> ::core::result::Result<Self, $crate::wire::Fault> {
                <$integer as $crate::wire::Leaf>::from_scalar(scalar).map(Self)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> ::core::result::Result<Self, $crate::wire::Unread> {
                <$integer as $crate::wire::Leaf>::read_quick(from).map(Self)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                <$integer as $crate::wire::Leaf>::write(&self.0, into)
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize!($name);
    };
}

pub(crate) use {integer_scalar, text_scalar};
