//! Arrays. A failure inside one records the element's index.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeSeq;
use serde_core::{Deserializer, Serializer};

use super::Wire;
use super::digest::Digest;
use super::macros::refuse_scalars;
use super::quick::{Quick, Unread};
use super::record::{Encoded, Seed};
use super::scalar::NUMBER;
use super::trail::{Fault, Found, Trail};

impl<T: Wire> Wire for Vec<T> {
    const SENSITIVE: bool = T::SENSITIVE;

    fn blank() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(from: D, trail: &Trail) -> Result<Self, D::Error> {
        from.deserialize_any(ListVisitor { trail, item: PhantomData })
    }

    fn read_quick(&mut self, from: &mut Quick<'_>) -> Result<(), Unread> {
        from.list(self)
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        let mut list = into.serialize_seq(Some(self.len()))?;
        for item in self {
            list.serialize_element(&Encoded(item))?;
        }
        list.end()
    }

    fn digest(&self, into: &mut Digest) {
        into.add(b"[");
        for item in self {
            item.digest(into);
        }
        into.add(b"]");
    }
}

struct ListVisitor<'t, T> {
    trail: &'t Trail,
    item: PhantomData<T>,
}

impl<'de, T: Wire> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        loop {
            match from.next_element_seed(Seed::new(self.trail)) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(items),
                Err(error) => {
                    self.trail.index(items.len());
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Vec<T>, A::Error> {
        let number = from.next_key::<String>()?.is_some_and(|key| key == NUMBER);
        let found = if number { Found::Number } else { Found::Object };
        Err(self.trail.fault(Fault::WrongType { expected: "an array", found }))
    }

    refuse_scalars!("an array");
}
