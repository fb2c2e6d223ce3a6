//! What the spec says a value looks like, as data: for comparing an answer with it. How a value is read is not known here.

/// What a value of a type looks like on the wire.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Any text.
    Text,
    /// A whole number.
    Whole,
    /// A number with its exact digits.
    Decimal,
    /// True or false.
    Boolean,
    /// `YYYY-MM-DD HH:MM:SS`.
    DateTime,
    /// A number with a meaning; the function says whether the spec lists it.
    Code(fn(i32) -> bool),
    /// A text with a meaning; the function says whether the spec lists it.
    Value(fn(&str) -> bool),
    /// The spec says nothing.
    Any,
    /// An array.
    List(fn() -> Shape),
    /// An object.
    Record(fn() -> Vec<FieldShape>),
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct FieldShape {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    /// Whether an empty string means that there is no value.
    pub(crate) may_be_empty: bool,
    pub(crate) shape: Shape,
}
