//! What stands in an object or an array, as it stands in the text: for those who look at JSON without a type. A text that is no
//! such value has nothing in it.

use std::borrow::Cow;
use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{Deserialize, MapAccess, Visitor};
use serde_json::value::RawValue;

/// An object's members in their order, a name as often as it came.
pub(crate) fn members(object: &str) -> Vec<(Cow<'_, str>, &str)> {
    serde_json::from_str::<Members<'_>>(object).map(|members| members.0).unwrap_or_default()
}

/// An array's values.
pub(crate) fn items(array: &str) -> Vec<&str> {
    serde_json::from_str::<Vec<&RawValue>>(array).unwrap_or_default().into_iter().map(RawValue::get).collect()
}

/// What stands at a path such as `parts[0].amount`, as it stands in the text; the text itself at the empty path. Of a key that
/// stands twice with two values nobody can say which counts, so there is nothing at it.
pub(crate) fn part_of<'t>(json: &'t str, path: &str) -> Option<&'t str> {
    let mut part = json.trim();
    for name in path.split('.').filter(|_| !path.is_empty()) {
        let (key, indexes) = name.split_at(name.find('[').unwrap_or(name.len()));
        if name.is_empty() {
            return None;
        }
        if !key.is_empty() {
            let mut named = members(part).into_iter().filter(|(name, _)| name == key).map(|(_, value)| value);
            let first = named.next()?;
            part = named.all(|other| other == first).then_some(first)?;
        }
        for index in indexes.split_inclusive(']') {
            let index = index.strip_prefix('[')?.strip_suffix(']')?.parse::<usize>().ok()?;
            part = items(part).get(index)?;
        }
    }
    Some(part)
}

struct Members<'t>(Vec<(Cow<'t, str>, &'t str)>);

/// A key, borrowed where nothing in it is escaped.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }

        from.deserialize_str(KeyVisitor)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Key(key), value)) = from.next_entry::<Key<'de>, &'de RawValue>()? {
                    members.push((key, value.get()));
                }
                Ok(Members(members))
            }
        }

        from.deserialize_map(MembersVisitor)
    }
}
