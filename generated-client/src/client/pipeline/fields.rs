//! The fields of a request as JSON text, without the credentials: written from a documented request or from a value of the
//! caller's, and in the latter case checked.

use std::collections::HashSet;

use serde_core::Serialize;
use serde_core::de::IgnoredAny;
use zeroize::Zeroizing;

use super::guard::Guarded;
use super::place::{Following, Place, Refused};
use crate::client::settings::credentials;
use crate::error::mask_name;
use crate::wire::{Wire, items, members};

/// The text of a request's own fields, which may hold card numbers; or why there is none, which repeats nothing of them.
pub(in crate::client) type Fields = Result<Zeroizing<Vec<u8>>, Refused>;

/// Enough for most requests, so that writing one leaves no copies behind.
const ROOM: usize = 1024;

/// The text of a body that the caller wrote.
pub(in crate::client) fn write<B: Serialize + ?Sized>(fields: &B) -> Fields {
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    let place = Place::default();
    let mut into = serde_json::Serializer::with_formatter(&mut *text, Following::new(&place));
    match (Guarded { value: fields, place: &place }).serialize(&mut into) {
        Ok(()) => Ok(text),
        Err(_) => Err(place.refused().unwrap_or_else(|| "the body cannot be written as JSON".to_owned().into())),
    }
}

/// The text of a documented request.
pub(in crate::client) fn encode<R: Wire>(request: &R) -> Fields {
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    match request.write(&mut serde_json::Serializer::new(&mut *text)) {
        Ok(()) => Ok(text),
        Err(_) => Err("the request cannot be written as JSON".to_owned().into()),
    }
}

/// Accepts the text of a JSON object that leaves the credentials to the client and has no key twice, at any depth.
pub(in crate::client) fn check_fields(fields: &[u8]) -> Result<(), String> {
    // serde_json has written the text, so that only one that was passed through as it is can be no JSON.
    let text = std::str::from_utf8(fields).unwrap_or_default().trim();
    if !text.starts_with('{') {
        return Err(
            "the body is not a JSON object; pass the operation's fields, as in json!({\"card_id\": id})".to_owned()
        );
    }
    serde_json::from_str::<IgnoredAny>(text).map_err(|_| "the body is not valid JSON".to_owned())?;
    let own = |(key, _): &(_, _)| credentials::FIELDS.into_iter().find(|name| name == key);
    if let Some(name) = members(text).iter().find_map(own) {
        return Err(format!("the body holds `{name}`, which the client adds itself; leave it out"));
    }
    check_within(text, MAX_DEPTH)
}

/// How deep a body may be nested; `serde_json` reads no deeper, either.
const MAX_DEPTH: u32 = 128;

/// Refuses a key that stands twice in this value, or in one within it. The text is valid to any depth.
fn check_within(text: &str, depth: u32) -> Result<(), String> {
    if !text.starts_with(['{', '[']) {
        return Ok(());
    }
    let Some(depth) = depth.checked_sub(1) else {
        return Err("the body is nested too deeply".to_owned());
    };
    if text.starts_with('[') {
        return items(text).into_iter().try_for_each(|value| check_within(value, depth));
    }
    let mut keys = HashSet::new();
    for (key, value) in members(text) {
        if keys.contains(&key) {
            let key = mask_name(&key);
            return Err(format!("the body holds `{key}` twice, perhaps by a field and by flatten; leave one out"));
        }
        keys.insert(key);
        check_within(value, depth)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::check_fields;

    #[test]
    fn a_key_that_stands_twice_is_found_at_any_depth_and_however_it_is_written() {
        for body in [
            r#"{"amount":1,"amount":1}"#,
            r#"{"amount":1,"\u0061mount":2}"#,
            r#"{"a":{"amount":1,"b":0,"amount":1}}"#,
            r#"{"a":[0,[{"amount":null,"amount":{}}]]}"#,
        ] {
            assert!(check_fields(body.as_bytes()).is_err_and(|problem| problem.contains("`amount` twice")), "{body}");
        }
        for body in [r#"{"a":{"b":1},"b":{"b":1},"c":[{"b":1},{"b":1}]}"#, "{}", r#"{"":1," ":1}"#] {
            assert_eq!(check_fields(body.as_bytes()), Ok(()), "{body}");
        }
    }

    #[test]
    fn nothing_is_read_deeper_than_is_safe() {
        let nested = |depth: usize| format!(r#"{{"a":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
        assert_eq!(check_fields(nested(100).as_bytes()), Ok(()));
        assert!(check_fields(nested(10_000).as_bytes()).is_err_and(|problem| problem.contains("too deeply")));
    }

    #[test]
    fn a_numbers_text_is_no_key() {
        assert_eq!(check_fields(br#"{"a":123456789012345678901234567890.5,"b":[1e400,-0.0]}"#), Ok(()));
    }

    proptest! {
        /// An object of these keys is refused exactly if one of them stands twice.
        #[test]
        fn only_what_stands_twice_is_refused(keys in prop::collection::vec("[a-c]{1,2}", 0..6)) {
            let members: Vec<String> = keys.iter().map(|key| format!(r#""{key}":{{"{key}":[]}}"#)).collect();
            let distinct = keys.iter().collect::<std::collections::BTreeSet<_>>().len();
            let body = format!(r#"{{"list":[{{{}}}]}}"#, members.join(","));
            prop_assert_eq!(check_fields(body.as_bytes()).is_ok(), distinct == keys.len());
        }
    }
}
