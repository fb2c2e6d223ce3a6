//! What a visitor says to a value that is neither an array nor an object, for the two visitors that want one of these.

/// The visits of a value that is neither array nor object, each a fault that names the kind and no content.
macro_rules! refuse_scalars {
    ($expected:literal) => {
        $crate::wire::refuse::refuse_scalars!(@ $expected, visit_str(&str) Text);
        $crate::wire::refuse::refuse_scalars!(but nothing $expected);

        fn visit_none<E: ::serde_core::de::Error>(self) -> Result<Self::Value, E> {
            Err(self.trail.fault(Fault::WrongType { expected: $expected, found: Found::Null }))
        }

        fn visit_unit<E: ::serde_core::de::Error>(self) -> Result<Self::Value, E> {
            Err(self.trail.fault(Fault::WrongType { expected: $expected, found: Found::Null }))
        }

    };
    // All but null and texts, which may say that there is nothing.
    (but nothing $expected:literal) => {
        $crate::wire::refuse::refuse_scalars!(@ $expected,
            visit_bool(bool) Boolean, visit_i64(i64) Number, visit_i128(i128) Number, visit_u64(u64) Number,
            visit_u128(u128) Number, visit_f64(f64) Number, visit_bytes(&[u8]) Other);

        fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
            from.deserialize_any(self)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
            from.deserialize_any(self)
        }
    };
    (@ $expected:literal, $($visit:ident($value:ty) $found:ident),+) => {$(
        fn $visit<E: ::serde_core::de::Error>(self, _: $value) -> Result<Self::Value, E> {
            Err(self.trail.fault(Fault::WrongType { expected: $expected, found: Found::$found }))
        }
    )+};
}

pub(super) use refuse_scalars;
