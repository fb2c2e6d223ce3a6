//! A key that stands twice in one object with the same value says one thing: the text without what is said again. Of a key with two
//! values nobody can say which counts, so it stays, for the decoder to refuse.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::members::{items, members};

/// Deeper texts are left as they are; `serde_json` reads no deeper, either.
const DEEPEST: usize = 128;

/// The text without members that repeat an earlier one of the same object; nothing where there are none, or where it is no JSON.
pub(crate) fn without_repeats(text: &str) -> Option<Zeroizing<String>> {
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    let mut kept = Zeroizing::new(String::with_capacity(text.len()));
    let mut repeats = false;
    copy(raw.get(), 0, &mut kept, &mut repeats);
    repeats.then_some(kept)
}

fn copy(raw: &str, depth: usize, into: &mut String, repeats: &mut bool) {
    if depth == DEEPEST {
        into.push_str(raw);
        return;
    }
    match raw.as_bytes().first() {
        Some(b'{') => {
            let mut first: HashMap<Cow<'_, str>, Zeroizing<String>> = HashMap::new();
            into.push('{');
            let mut separator = "";
            for (key, value) in members(raw) {
                let mut plain = Zeroizing::new(String::with_capacity(value.len()));
                copy(value, depth + 1, &mut plain, repeats);
                if first.get(&key) == Some(&plain) {
                    *repeats = true;
                    continue;
                }
                into.push_str(separator);
                into.push_str(&serde_json::Value::from(key.as_ref()).to_string());
                into.push(':');
                into.push_str(&plain);
                separator = ",";
                first.entry(key).or_insert(plain);
            }
            into.push('}');
        }
        Some(b'[') => {
            into.push('[');
            for (at, item) in items(raw).into_iter().enumerate() {
                into.push_str(if at == 0 { "" } else { "," });
                copy(item, depth + 1, into, repeats);
            }
            into.push(']');
        }
        _ => into.push_str(raw),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::without_repeats;

    #[test]
    fn what_is_said_twice_is_said_once_and_what_contradicts_stays() {
        for (text, without) in [
            (r#"{"a":1,"b":2,"a":1}"#, Some(r#"{"a":1,"b":2}"#)),
            (r#"{"a":1,"\u0061":1}"#, Some(r#"{"a":1}"#)),
            (r#"[{"a":[1, 2],"a":[1,2]}]"#, Some(r#"[{"a":[1,2]}]"#)),
            (r#"{"a":{"b":"x","b":"x"},"a":{"b":"x"}}"#, Some(r#"{"a":{"b":"x"}}"#)),
            (r#"{"a":1,"a":1,"a":2}"#, Some(r#"{"a":1,"a":2}"#)),
            (r#"{"a":1,"a":2}"#, None),
            (r#"{"a":1,"a":1.0}"#, None),
            (r#"{"a":{"b":1},"b":1}"#, None),
            (r#"{"a":1,"a":1"#, None),
        ] {
            assert_eq!(without_repeats(text).as_deref().map(String::as_str), without, "{text}");
        }
    }

    proptest! {
        /// Of members whose keys and values are drawn from few, those stay that are the first of their kind.
        #[test]
        fn the_first_of_its_kind_stays(members in prop::collection::vec(("[ab]", 0..3_u8), 0..6)) {
            let object = |members: &[(String, u8)]| {
                let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":[{value}]")).collect();
                format!("{{{}}}", members.join(","))
            };
            let text = object(&members);
            let firsts: Vec<(String, u8)> = members
                .iter()
                .enumerate()
                .filter(|(at, (key, value))| {
                    // The value that counts is the first of the key.
                    let first = members.iter().find(|(other, _)| other == key).map(|(_, value)| value);
                    !(first == Some(value) && members[..*at].iter().any(|(other, _)| other == key))
                })
                .map(|(_, member)| member.clone())
                .collect();
            let expected = (firsts.len() < members.len()).then(|| object(&firsts));
            prop_assert_eq!(without_repeats(&text).as_deref().cloned(), expected);
        }
    }
}
