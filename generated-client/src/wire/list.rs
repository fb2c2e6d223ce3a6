//! Arrays. A failure inside one records the element's index.

use std::fmt;

use serde_core::de::{MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeSeq;
use serde_core::{Deserializer, Serializer};

use super::Wire;
use super::digest::DigestSink;
use super::macros::refuse_scalars;
use super::record::{Encoded, InPlace, ValueSource};
use super::scalar::NUMBER;
use super::trail::{Fault, Found, Trail};

impl<T: Wire> Wire for Vec<T> {
    const SENSITIVE: bool = T::SENSITIVE;

    fn blank() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, trail: &Trail) -> Result<(), D::Error> {
        from.deserialize_any(ListVisitor { list: self, trail })
    }

    fn read_from<S: ValueSource>(&mut self, from: &mut S) -> Result<(), S::Error> {
        from.list(self)
    }

    fn write<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        let mut list = into.serialize_seq(Some(self.len()))?;
        for item in self {
            list.serialize_element(&Encoded(item))?;
        }
        list.end()
    }

    fn digest<S: DigestSink>(&self, into: &mut S) {
        into.add(b"[");
        for item in self {
            item.digest(into);
        }
        into.add(b"]");
    }
}

struct ListVisitor<'v, T> {
    /// It is empty.
    list: &'v mut Vec<T>,
    trail: &'v Trail,
}

impl<'de, T: Wire> Visitor<'de> for ListVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        let Self { list, trail } = self;
        loop {
            let at = list.len();
            // One more than there are: a value is read in its place.
            list.push(T::blank());
            let read = list.last_mut().map(|value| from.next_element_seed(InPlace { value, trail }));
            match read.transpose().map(Option::flatten) {
                Ok(Some(())) => {}
                Ok(None) => {
                    list.truncate(at);
                    return Ok(());
                }
                Err(error) => {
                    trail.index(at);
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        let number = from.next_key::<String>()?.is_some_and(|key| key == NUMBER);
        let found = if number { Found::Number } else { Found::Object };
        Err(self.trail.fault(Fault::WrongType { expected: "an array", found }))
    }

    refuse_scalars!("an array");
}
