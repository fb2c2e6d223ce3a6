//! JSON of your own making with exact numbers, for the calls that have no type yet: [`exact!`](crate::exact!) is written like
//! `serde_json::json!`, and no amount in it passes through a binary float.
//!
//! `json!` and `serde_json::Value` hold every number with a fraction as a float: `12345678901234567.89` becomes
//! `1.2345678901234568e16` there, NaN becomes null, a `Decimal` a text, and nothing can tell afterwards. So a call refuses a body with a
//! float in it, or with a text or a null in a field whose name is an amount's, and takes this:
//!
//! ```
//! use open_api_client::{Decimal, exact};
//!
//! let (payee, amount) = ("p-1", Decimal::new(1250, 2));
//! let body = exact!({
//!     "payee": payee,
//!     "amount": amount,
//!     "most": 12345678901234567.89,
//!     "parts": [{"amount": 0.10}, {"amount": 12.40}],
//!     "note": null,
//! });
//! assert_eq!(
//!     body.expose(),
//!     r#"{"payee":"p-1","amount":12.50,"most":12345678901234567.89,"parts":[{"amount":0.10},{"amount":12.40}],"note":null}"#
//! );
//! ```
//!
//! A number is written as it stands in the source, a [`Decimal`](crate::Decimal) with its digits, an id, an enum or a date as the
//! platform expects it. A float in a variable does not compile, because nobody can say any more what it was:
//!
//! ```compile_fail
//! let amount = 0.1 + 0.2;
//! let body = open_api_client::exact!({"amount": amount});
//! ```

use std::fmt;

use serde_core::{Serialize, Serializer};
use zeroize::Zeroizing;

use crate::wire::{Json, Leaf, Wire, write_json};

/// A JSON text with exact numbers; made by [`exact!`](crate::exact!).
///
/// It may hold card data: `Debug` shows none of it, and its text is overwritten when it is dropped. It is written by serde as
/// JSON only; in `serde_json::Value`, its numbers become floats.
#[derive(Clone, PartialEq, Eq)]
pub struct Exact(Zeroizing<String>);

impl Exact {
    /// The JSON text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        write_json(&self.0, into)
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exact([redacted])")
    }
}

/// Writes an [`Exact`]: like `serde_json::json!`, with numbers that keep their digits. [The module](mod@crate::exact) says more.
#[macro_export]
macro_rules! exact {
    ($($value:tt)+) => {{
        let mut text = $crate::exact::Text::new();
        $crate::exact_value!(text, $($value)+);
        text.finish()
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! exact_value {
    ($text:ident, null) => { $text.raw("null") };
    ($text:ident, { $($fields:tt)* }) => {
        $text.open("{");
        $crate::exact_fields!($text, $($fields)*);
        $text.close("}")
    };
    ($text:ident, [ $($items:tt)* ]) => {
        $text.open("[");
        $crate::exact_items!($text, $($items)*);
        $text.close("]")
    };
    ($text:ident, - $value:literal) => {{
        #[allow(clippy::excessive_precision, clippy::lossy_float_literal, clippy::unreadable_literal)]
        let literal = -$value;
        $text.literal(&literal, concat!("-", stringify!($value)))
    }};
    ($text:ident, $value:tt) => { $crate::exact_one!($text, $value) };
    ($text:ident, $value:expr) => { $crate::exact_one!($text, $value) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! exact_one {
    ($text:ident, $value:literal) => {{
        // The digits are taken from the source, so it does not matter what a float makes of them.
        #[allow(clippy::excessive_precision, clippy::lossy_float_literal, clippy::unreadable_literal)]
        let literal = $value;
        $text.literal(&literal, stringify!($value))
    }};
    ($text:ident, $value:expr) => {{
        #[allow(unused_imports, reason = "the caller may have it in scope already")]
        use $crate::exact::ExactValue as _;
        ($value).write_exact(&mut $text)
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! exact_fields {
    ($text:ident,) => {};
    ($text:ident, $key:tt : $value:tt $(, $($rest:tt)*)?) => {
        $text.key(&$key);
        $crate::exact_value!($text, $value);
        $crate::exact_fields!($text, $($($rest)*)?)
    };
    ($text:ident, $key:tt : - $value:literal $(, $($rest:tt)*)?) => {
        $text.key(&$key);
        $crate::exact_value!($text, - $value);
        $crate::exact_fields!($text, $($($rest)*)?)
    };
    ($text:ident, $key:tt : $value:expr $(, $($rest:tt)*)?) => {
        $text.key(&$key);
        $crate::exact_one!($text, $value);
        $crate::exact_fields!($text, $($($rest)*)?)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! exact_items {
    ($text:ident,) => {};
    ($text:ident, $value:tt $(, $($rest:tt)*)?) => {
        $text.item();
        $crate::exact_value!($text, $value);
        $crate::exact_items!($text, $($($rest)*)?)
    };
    ($text:ident, - $value:literal $(, $($rest:tt)*)?) => {
        $text.item();
        $crate::exact_value!($text, - $value);
        $crate::exact_items!($text, $($($rest)*)?)
    };
    ($text:ident, $value:expr $(, $($rest:tt)*)?) => {
        $text.item();
        $crate::exact_one!($text, $value);
        $crate::exact_items!($text, $($($rest)*)?)
    };
}

/// The text while it is written. What the macros call; not meant for others.
#[doc(hidden)]
pub struct Text {
    text: Zeroizing<String>,
    /// Whether the innermost object or list has nothing in it yet.
    is_empty: bool,
}

/// Enough for most bodies, so that writing one leaves no copies behind.
const ROOM: usize = 1024;

#[allow(clippy::new_without_default, missing_docs, reason = "only the macros make one")]
impl Text {
    #[must_use]
    pub fn new() -> Self {
        Self { text: Zeroizing::new(String::with_capacity(ROOM)), is_empty: true }
    }

    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub fn open(&mut self, bracket: &str) {
        self.raw(bracket);
        self.is_empty = true;
    }

    pub fn close(&mut self, bracket: &str) {
        self.raw(bracket);
        self.is_empty = false;
    }

    pub fn item(&mut self) {
        if !self.is_empty {
            self.raw(",");
        }
        self.is_empty = false;
    }

    pub fn key<K: AsRef<str> + ?Sized>(&mut self, key: &K) {
        self.item();
        key.as_ref().write_exact(self);
        self.raw(":");
    }

    pub fn literal<L: ExactLiteral>(&mut self, value: &L, source: &str) {
        value.write_literal(source, self);
    }

    #[must_use]
    pub fn finish(self) -> Exact {
        Exact(self.text)
    }

    /// What serde writes of a value that holds no float.
    fn json(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error>) {
        let mut bytes = Zeroizing::new(Vec::new());
        // Text, whole numbers and the types of this crate are always JSON, but for a `Json` whose numbers floats have held: what is
        // missing makes the whole text none, and it is refused when it is sent.
        if write(&mut bytes).is_ok() {
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
}

/// What can be written exactly: text, whole numbers, [`Decimal`](crate::Decimal), the ids, enums and dates of this crate, card data, and
/// options and lists of them. A float cannot.
pub trait ExactValue {
    #[doc(hidden)]
    fn write_exact(&self, into: &mut Text);
}

impl<L: Leaf + Wire> ExactValue for L {
    fn write_exact(&self, into: &mut Text) {
        into.json(|bytes| Wire::write(self, &mut serde_json::Serializer::new(bytes)));
    }
}

impl ExactValue for str {
    fn write_exact(&self, into: &mut Text) {
        into.json(|bytes| serde_json::to_writer(bytes, self));
    }
}

impl ExactValue for Json {
    fn write_exact(&self, into: &mut Text) {
        into.json(|bytes| Wire::write(self, &mut serde_json::Serializer::new(bytes)));
    }
}

impl ExactValue for Exact {
    fn write_exact(&self, into: &mut Text) {
        into.raw(self.expose());
    }
}

impl<V: ExactValue> ExactValue for Option<V> {
    fn write_exact(&self, into: &mut Text) {
        match self {
            Some(value) => value.write_exact(into),
            None => into.raw("null"),
        }
    }
}

impl<V: ExactValue> ExactValue for [V] {
    fn write_exact(&self, into: &mut Text) {
        into.open("[");
        for value in self {
            into.item();
            value.write_exact(into);
        }
        into.close("]");
    }
}

impl<V: ExactValue> ExactValue for Vec<V> {
    fn write_exact(&self, into: &mut Text) {
        self.as_slice().write_exact(into);
    }
}

/// What can stand in the source as a literal. Only there is a float exact: in its own digits.
#[doc(hidden)]
pub trait ExactLiteral {
    fn write_literal(&self, source: &str, into: &mut Text);
}

macro_rules! whole {
    ($($name:ty: $exact:tt),*) => {$(
        whole!(@ $exact $name);

        impl ExactLiteral for $name {
            fn write_literal(&self, _: &str, into: &mut Text) {
                self.write_exact(into);
            }
        }
    )*};
    (@ leaf $name:ty) => {};
    (@ own $name:ty) => {
        impl ExactValue for $name {
            fn write_exact(&self, into: &mut Text) {
                into.raw(&self.to_string());
            }
        }
    };
}

whole!(
    i8: own, i16: own, i32: leaf, i64: leaf, i128: own, isize: own, u8: own, u16: own, u32: own, u64: own, u128: own,
    usize: own, bool: leaf
);

impl ExactLiteral for &str {
    fn write_literal(&self, _: &str, into: &mut Text) {
        self.write_exact(into);
    }
}

impl ExactLiteral for f64 {
    fn write_literal(&self, source: &str, into: &mut Text) {
        into.raw(&number(source));
    }
}

impl ExactLiteral for f32 {
    fn write_literal(&self, source: &str, into: &mut Text) {
        into.raw(&number(source));
    }
}

/// A float literal of Rust's as JSON has it: without its type, underscores and zeros in front, and with a digit behind the point.
fn number(source: &str) -> String {
    let plain: String = source.chars().filter(|c| *c != '_' && !c.is_whitespace()).collect();
    let plain = plain.strip_suffix("f64").or_else(|| plain.strip_suffix("f32")).unwrap_or(&plain);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let bare = digits.trim_start_matches('0');
    let zero = if bare.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    let end = if bare.ends_with('.') { "0" } else { "" };
    [sign, zero, bare, end].concat()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_float_literal_keeps_its_digits_and_becomes_json() {
        for (source, json) in [
            ("12345678901234567.89", "12345678901234567.89"),
            ("-0.10", "-0.10"),
            ("1_000.250_f64", "1000.250"),
            ("1.5f32", "1.5"),
            ("2.", "2.0"),
            ("0.", "0.0"),
            ("007.5", "7.5"),
            ("1e-7", "1e-7"),
            ("3f64", "3"),
        ] {
            assert_eq!(number(source), json);
            assert!(serde_json::from_str::<serde_json::Value>(&number(source)).is_ok(), "{source}");
        }
    }
}
