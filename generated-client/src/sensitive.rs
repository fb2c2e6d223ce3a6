//! Values that must not be seen: keys, card numbers, CVVs, PINs, personal data. Each owns its text, overwrites it when it
//! is dropped, shows it only to a caller who asks with `expose`, and has no `Display` at all.

#![allow(unused_imports, unused_macros, reason = "a spec may have no use for some")]

use std::fmt;

use zeroize::Zeroize;

/// A text that is overwritten when it is dropped. One that owns no memory, as every field does before it has been read, is
/// not: overwriting nothing costs as much as overwriting a card number.
#[derive(Clone, PartialEq, Eq)]
struct Wiped(String);

impl Drop for Wiped {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        // What a caller has cut off is still there behind the text.
        bytes.resize(bytes.capacity(), 0);
        // Byte by byte: these texts are short, and a call for each costs more.
        bytes.iter_mut().for_each(Zeroize::zeroize);
    }
}

/// A type of its own around a text that must not be seen. Its `Debug` is written by hand.
macro_rules! sensitive_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(Wiped);

        impl $name {
            /// Takes the text as it is; nothing is checked.
            #[must_use]
            pub fn new(text: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(Wiped(text.into()))
            }

            /// The text itself. Whoever takes it has to keep it out of logs and errors.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0.0
            }
        }

        $crate::wire::from_text!($name);

        impl $crate::wire::Leaf for $name {
            const SHAPE: $crate::wire::Shape = $crate::wire::Shape::Text;
            const SENSITIVE: bool = true;

            fn blank() -> Self {
                Self::new("")
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> ::core::result::Result<Self, $crate::wire::Fault> {
                scalar.text("a string").map(Self::new)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> ::core::result::Result<Self, $crate::wire::Unread> {
                <::std::string::String as $crate::wire::Leaf>::read_quick(from).map(Self::new)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                into.serialize_str(self.expose())
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize_sensitive!($name);
    };
}

/// `Debug` that shows nothing.
macro_rules! redacted {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str("[redacted]")
            }
        }
    };
}

/// A named string that must not be seen, around one of the types of this module.
macro_rules! sensitive_scalar {
    ($name:ident, $inner:ident) => {
        impl $name {
            /// Takes the text as it is; nothing is checked.
            #[must_use]
            pub fn new(text: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self($inner::new(text))
            }

            /// The text itself. Whoever takes it has to keep it out of logs and errors.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }

        $crate::wire::from_text!($name);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl $crate::wire::Leaf for $name {
            const SHAPE: $crate::wire::Shape = <$inner as $crate::wire::Leaf>::SHAPE;
            const SENSITIVE: bool = true;

            fn blank() -> Self {
                Self::new("")
            }

            #[inline]
            fn from_scalar(scalar: $crate::wire::Scalar<'_>) -> ::core::result::Result<Self, $crate::wire::Fault> {
                <$inner as $crate::wire::Leaf>::from_scalar(scalar).map(Self)
            }

            #[inline]
            fn read_quick(from: &mut $crate::wire::Quick<'_>) -> ::core::result::Result<Self, $crate::wire::Unread> {
                <$inner as $crate::wire::Leaf>::read_quick(from).map(Self)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                <$inner as $crate::wire::Leaf>::write(&self.0, into)
            }
        }

        $crate::wire::leaf!($name);
        $crate::wire::deserialize!($name);
        $crate::wire::serialize_sensitive!($name);
    };
}

pub(crate) use sensitive_scalar;

sensitive_text! {
    /// A key that authorises calls.
    Secret
}

sensitive_text! {
    /// A card number (PAN). `Debug` shows its last four digits when it has at least eight characters, else nothing of it.
    ///
    /// No length and no check digit is tested: the documents themselves have a number of 21 digits.
    Pan
}

sensitive_text! {
    /// A card verification value.
    Cvv
}

sensitive_text! {
    /// A card's PIN.
    Pin
}

sensitive_text! {
    /// Personal data, or card data that is no number of its own, such as an expiry.
    Pii
}

redacted!(Secret);
redacted!(Cvv);
redacted!(Pin);
redacted!(Pii);

impl Pan {
    /// The fewest characters of which the last four give nothing away.
    const SHOWN_FROM: usize = 8;

    /// The last four digits, which may be shown. Nothing when the number has fewer than eight characters or does not end
    /// in four digits.
    #[must_use]
    pub fn last_four(&self) -> Option<&str> {
        let text = self.expose();
        if text.chars().count() < Self::SHOWN_FROM {
            return None;
        }
        let last = text.get(text.len().checked_sub(4)?..)?;
        last.bytes().all(|byte| byte.is_ascii_digit()).then_some(last)
    }
}

impl fmt::Debug for Pan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last_four() {
            Some(last) => write!(f, "****{last}"),
            None => f.write_str("[redacted]"),
        }
    }
}
