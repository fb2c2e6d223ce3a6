//! Arrays. A failure inside one records the element's index.

use std::fmt;

use serde_core::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeSeq;
use serde_core::{Deserializer, Serializer};

use super::encoded::Encoded;
use super::refuse::refuse_scalars;
use super::scalar::NUMBER;
use super::shape::Shape;
use super::trail::{Fault, Found, Trail};
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

/// A list's next value, which is there once it is being read: in its place, since records are large and moving them costs.
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

    refuse_scalars!("an array");
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
