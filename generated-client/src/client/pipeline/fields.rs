//! The fields of a request as JSON text, without the credentials: written from a documented request or from a value of the
//! caller's, and in the latter case checked.

use std::fmt;

use serde_core::de::{Deserialize, IgnoredAny, MapAccess, Visitor};
use serde_core::{Deserializer, Serialize};
use zeroize::Zeroizing;

use crate::client::settings::credentials;
use crate::wire::Wire;

/// The text of a request's own fields, which may hold card numbers.
pub(in crate::client) type Fields = Result<Zeroizing<Vec<u8>>, serde_json::Error>;

/// Enough for most requests, so that writing one leaves no copies behind.
const ROOM: usize = 1024;

/// The text of a body that the caller wrote.
pub(in crate::client) fn write<B: Serialize + ?Sized>(fields: &B) -> Fields {
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *text, fields)?;
    Ok(text)
}

/// The text of a documented request.
pub(in crate::client) fn encode<R: Wire>(request: &R) -> Fields {
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    request.write(&mut serde_json::Serializer::new(&mut *text))?;
    Ok(text)
}

/// Accepts the text of a JSON object that leaves the credentials to the client.
pub(in crate::client) fn check_fields(fields: &[u8]) -> Result<(), String> {
    // serde_json has written the text, so the only thing that can be wrong is that it is not an object.
    let Keys(found) = serde_json::from_slice(fields).map_err(|_| {
        "the body is not a JSON object; pass the operation's fields, as in json!({\"card_id\": id})".to_owned()
    })?;
    match found {
        Some(name) => Err(format!("the body holds `{name}`, which the client adds itself; leave it out")),
        None => Ok(()),
    }
}

/// The first credential among the keys of an object.
struct Keys(Option<&'static str>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Self(None))
    }
}

impl<'de> Visitor<'de> for Keys {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut from: A) -> Result<Self, A::Error> {
        while let Some((key, IgnoredAny)) = from.next_entry::<String, _>()? {
            self.0 = self.0.or(credentials::FIELDS.into_iter().find(|name| *name == key));
        }
        Ok(self)
    }
}
