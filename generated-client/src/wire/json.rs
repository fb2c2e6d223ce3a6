//! JSON that is passed through as it is: a field without a documented shape, and a number whose digits must not change.

use std::any::type_name;
use std::fmt;

use serde_core::de::{DeserializeOwned, MapAccess, Visitor};
use serde_core::ser::{Error as _, SerializeStruct};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use super::decode::{decode, deserialize};
use super::error::DecodeError;
use super::fault::Fault;
use super::float::is_certain;
use super::members::part_of;
use super::scalar::RAW;
use super::shape::Shape;
use super::trail::Trail;
use super::traits::{DigestSink, ValueSource, Wire};

/// JSON without a documented shape, kept as the platform sent it: read from a JSON text, it is that text to the last digit.
///
/// Nobody knows what it holds, so it is treated as sensitive: `Debug` shows none of it and its text is overwritten when
/// it is dropped.
///
/// Made from a `serde_json::Value`, or read through one or a buffer of serde's own, its numbers with a fraction have been binary floats.
/// One that may have lost digits there is an error: when it is read, by serde or by [`get`](Self::get), and when the JSON is written
/// again.
#[derive(Clone, PartialEq, Eq)]
pub struct Json {
    text: Zeroizing<String>,
    /// No number in it may have lost digits before it was seen.
    is_certain: bool,
}

const EXACT: &str = "JSON whose numbers have kept their digits (15 at most, where a float has held them)";
const JSON_ONLY: &str = "JSON without a documented shape can be written as JSON only";
const ROUNDED: &str = "a number in it has been a binary float, and may have lost digits there";

impl Json {
    /// JSON that nothing has changed.
    fn text(text: &str) -> Self {
        Self { text: Zeroizing::new(text.to_owned()), is_certain: true }
    }

    /// The JSON text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Reads one field, exactly: amounts, whole numbers, texts, dates, this crate's ids, enums and models, and lists of them.
    ///
    /// `path` is that of the field, such as `amount` or `parts[0].amount`; `""` is the whole.
    ///
    /// ```
    /// use open_api_client::{Decimal, Json};
    ///
    /// let json: Json = r#"{"parts": [{"amount": 12345678901234567.89}]}"#.parse()?;
    /// assert_eq!(json.get::<Decimal>("parts[0].amount")?.to_string(), "12345678901234567.89");
    /// # Ok::<(), open_api_client::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such field, or it does not fit.
    #[allow(private_bounds, reason = "implemented by this crate only")]
    pub fn get<T: Wire>(&self, path: &str) -> Result<T, DecodeError> {
        let Some(part) = part_of(&self.text, path) else {
            return Err(DecodeError::missing(path));
        };
        if !self.is_certain && !serde_json::from_str(part).is_ok_and(|value| is_certain(&value)) {
            return Err(DecodeError::invalid(path, EXACT));
        }
        decode(part.as_bytes()).map_err(|error| error.without_place().within(path, 0, 0))
    }

    /// Reads the text as a type of the caller's. The error is that type's own, and may quote what it found.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.text)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self { text: Zeroizing::new(value.to_string()), is_certain: is_certain(&value) }
    }
}

impl std::str::FromStr for Json {
    type Err = DecodeError;

    /// Takes any JSON text.
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        decode(text.as_bytes())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Wire for Json {
    const SENSITIVE: bool = true;

    fn blank() -> Self {
        Self::text("null")
    }

    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, trail: &Trail) -> Result<(), D::Error> {
        *self = from.deserialize_newtype_struct(RAW, JsonVisitor)?;
        if !self.is_certain {
            return Err(trail.fault(Fault::Invalid { expected: EXACT }));
        }
        Ok(())
    }

    fn read_from<S: ValueSource>(&mut self, from: &mut S) -> Result<(), S::Error> {
        *self = Self::text(from.any()?);
        Ok(())
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        if !self.is_certain {
            return Err(S::Error::custom(ROUNDED));
        }
        write_json(&self.text, into)
    }

    fn digest<S: DigestSink>(&self, _: &mut S) {}

    fn shape() -> Shape {
        Shape::Any
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        deserialize(from)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        self.write(into)
    }
}

/// Whether JSON is written, and by whom a text can be passed through. Only `serde_json` understands the form of [`write_raw`]; in any
/// other format it would be a map with a private name in it. Serializers around it name it among their types, and what hides its type
/// passes everything through.
pub(super) fn is_json<S: Serializer>(into: &S) -> bool {
    let name = type_name::<S>();
    into.is_human_readable() && ["serde_json", "erased_serde"].iter().any(|json| name.contains(json))
}

/// Writes JSON text as it is, in the form that `serde_json` understands.
///
/// # Errors
///
/// In another format, which has no place for it.
pub(crate) fn write_json<S: Serializer>(text: &str, into: S) -> Result<S::Ok, S::Error> {
    if is_json(&into) { write_raw(text, into) } else { Err(S::Error::custom(JSON_ONLY)) }
}

/// As [`write_json`], where it is certain that JSON is written.
pub(super) fn write_raw<S: Serializer>(text: &str, into: S) -> Result<S::Ok, S::Error> {
    let mut raw = into.serialize_struct(RAW, 1)?;
    raw.serialize_field(RAW, text)?;
    raw.end()
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        // The deserializer knows the name: one entry, and its value is the text.
        let (_, text) = from.next_entry::<String, String>()?.unwrap_or_default();
        Ok(Json { text: Zeroizing::new(text), is_certain: true })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        // It does not, as in a buffer of serde's own: the text is put together again.
        Ok(serde_json::Value::deserialize(from)?.into())
    }
}
