//! Arrays, and what stands for an empty one. A failure inside one records the element's index.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeSeq;
use serde_core::{Deserializer, Serializer};
use serde_json::value::RawValue;

use super::decode::decode;
use super::encoded::Encoded;
use super::fault::{Fault, Found};
use super::refuse::refuse_scalars;
use super::scalar::NUMBER;
use super::shape::Shape;
use super::trail::Trail;
use super::traits::{DigestSink, ValueSource, Wire};

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

    fn shape() -> Shape {
        Shape::List(T::shape)
    }
}

/// A list's next value, read directly into its place in the list, because records are large and moving them costs time.
struct Pushed<'v, T> {
    list: &'v mut Vec<T>,
    trail: &'v Trail,
}

impl<'de, T: Wire> DeserializeSeed<'de> for Pushed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.list.push(T::blank());
        self.list.last_mut().map_or(Ok(()), |value| value.read(from, self.trail))
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
        if trail.is_lenient() {
            return entries(list, from, trail);
        }
        loop {
            let at = list.len();
            match from.next_element_seed(Pushed { list, trail }) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
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

    /// Platforms that have no empty list write null in its place, or what they write for every value that is not there.
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.is_empty() {
            return Ok(());
        }
        Err(self.trail.fault(Fault::WrongType { expected: "an array", found: Found::Text }))
    }

    refuse_scalars!(but nothing "an array");
}

/// Reads the entries that can be read; each is a text of its own, so that what is wrong with one does not matter to the next.
fn entries<'de, T: Wire, A: SeqAccess<'de>>(list: &mut Vec<T>, mut from: A, trail: &Trail) -> Result<(), A::Error> {
    let mut at = 0;
    while let Some(entry) = from.next_element::<&RawValue>()? {
        match decode(entry.get().as_bytes()) {
            Ok(value) => list.push(value),
            Err(error) => trail.leave_out(at, entry.get(), error),
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::wire::decode::decode_carefully;

    #[test]
    fn a_list_holds_no_place_for_more_than_came() {
        let capacity = |text: &[u8]| decode_carefully::<Vec<i64>>(text).map(|list| (list.len(), list.capacity()));
        assert_eq!(capacity(b"[]"), Ok((0, 0)));
        assert_eq!(capacity(b"[1, 2, 3, 4]"), Ok((4, 4)));
    }
}
