//! The impls that every generated type has alike, as macros, so that a generated file shows only what is its own.

#![allow(unused_imports, unused_macros, reason = "a spec may have no use for some")]

/// [`Wire`](super::Wire) for a leaf.
macro_rules! leaf {
    ($name:ty) => {
        impl $crate::wire::Wire for $name {
            const SENSITIVE: bool = <Self as $crate::wire::Leaf>::SENSITIVE;

            fn blank() -> Self {
                <Self as $crate::wire::Leaf>::blank()
            }

            fn read<'de, D: ::serde_core::Deserializer<'de>>(
                &mut self,
                from: D,
                trail: &$crate::wire::Trail,
            ) -> ::core::result::Result<(), D::Error> {
                let scalar = $crate::wire::Scalar::read(from, <Self as $crate::wire::Leaf>::EXACT)?;
                *self = <Self as $crate::wire::Leaf>::from_scalar(scalar).map_err(|fault| trail.fault(fault))?;
                ::core::result::Result::Ok(())
            }

            fn read_from<S: $crate::wire::ValueSource>(
                &mut self,
                from: &mut S,
            ) -> ::core::result::Result<(), S::Error> {
                from.leaf(self)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                <Self as $crate::wire::Leaf>::write(self, into)
            }

            fn digest<S: $crate::wire::DigestSink>(&self, into: &mut S) {
                <Self as $crate::wire::Leaf>::digest(self, into);
            }

            fn shape() -> $crate::wire::Shape {
                <Self as $crate::wire::Leaf>::SHAPE
            }
        }
    };
}

/// [`Record`](super::Record) from a table, and what follows from it: [`Wire`](super::Wire) and `Deserialize`. A row is a field:
/// where it stands, how it may be missing, and its name in Rust and on the wire.
macro_rules! record {
    ($name:ident { $($at:tt => $presence:ident $field:ident as $wire:tt,)* }) => {
        impl $crate::wire::Record for $name {
            const FIELDS: $crate::wire::Fields =
                $crate::wire::Fields::new(&[$($crate::wire::Field::$presence($wire),)*]);

            fn blank() -> Self {
                Self { $($field: $crate::wire::blank::$presence(),)* }
            }

            fn read<S: $crate::wire::FieldSource>(&mut self, field: usize, from: &mut S) -> ::core::result::Result<(), S::Error> {
                match field {
                    $($at => from.$presence(&mut self.$field),)*
                    _ => from.skip(),
                }
            }

            fn write<S: $crate::wire::FieldSink>(&self, field: usize, into: &mut S) -> ::core::result::Result<(), S::Error> {
                match field {
                    $($at => into.$presence(&self.$field),)*
                    _ => into.skip(),
                }
            }
        }

        impl $crate::wire::Wire for $name {
            const HOLDS_NOTHING: bool = <Self as $crate::wire::Record>::FIELDS.is_empty();

            fn blank() -> Self {
                <Self as $crate::wire::Record>::blank()
            }

            fn read<'de, D: ::serde_core::Deserializer<'de>>(
                &mut self,
                from: D,
                trail: &$crate::wire::Trail,
            ) -> ::core::result::Result<(), D::Error> {
                $crate::wire::read_record(self, from, trail)
            }

            fn read_from<S: $crate::wire::ValueSource>(&mut self, from: &mut S) -> ::core::result::Result<(), S::Error> {
                from.record(self)
            }

            fn write<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::write_record(self, into)
            }

            fn digest<S: $crate::wire::DigestSink>(&self, into: &mut S) {
                into.record(self);
            }

            fn shape() -> $crate::wire::Shape {
                $crate::wire::Shape::Record($crate::wire::fields_of::<Self>)
            }
        }

        $crate::wire::deserialize!($name);
    };
}

/// `Deserialize` by way of [`Wire`](super::Wire).
macro_rules! deserialize {
    ($name:ty) => {
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(from)
            }
        }
    };
}

/// `Serialize` by way of [`Wire`](super::Wire).
macro_rules! serialize {
    ($name:ty) => {
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, into: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::Wire::write(self, into)
            }
        }
    };
}

/// `Serialize` for what holds card data: only when the consumer has asked for it.
macro_rules! serialize_sensitive {
    ($name:ty) => {
        #[cfg(feature = "serialize-sensitive")]
        $crate::wire::serialize!($name);
    };
}

/// A type that can be written as it was read: what a caller sends, sensitive or not, so that it can be queued; and, as `answer!`, what only
/// comes back and holds nothing sensitive.
macro_rules! request {
    ($name:ident $table:tt) => {
        $crate::wire::record!($name $table);
        $crate::wire::serialize!($name);
    };
}

/// A type that only comes back, and holds something sensitive.
macro_rules! sensitive_answer {
    ($name:ident $table:tt) => {
        $crate::wire::record!($name $table);
        $crate::wire::serialize_sensitive!($name);
    };
}

/// Conversions from text, for a type whose `new` takes one.
macro_rules! from_text {
    ($name:ident) => {
        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::new(text)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

/// `example()` for a type that only comes back, from the example's JSON.
macro_rules! example {
    ($name:ty, $json:literal) => {
        #[cfg(feature = "test-util")]
        impl $name {
            /// A value for tests: the documents' example where they have one, else one made up from the fields' types.
            #[must_use]
            pub fn example() -> Self {
                $crate::wire::example_value($json)
            }
        }
    };
}

pub(crate) use request as answer;
pub(crate) use {
    deserialize, example, from_text, leaf, record, request, sensitive_answer, serialize, serialize_sensitive,
};
