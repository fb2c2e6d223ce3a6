//! Holds the text of a JSON value against the shape that the spec gives it, or describes one that has none. It works on the text
//! itself, so that the form of a number or a date is seen as it was sent.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::found::Found;
use super::name;
use super::{Deviation, DeviationKind, JsonType};
use crate::wire::{FieldShape, Shape, integer, items, members};

/// What lies deeper is not looked at.
const DEEPEST: usize = 32;

/// Holds a value against its shape. A text that is no JSON has nothing to tell here: decoding it fails, and says why.
pub(super) fn hold(text: &str, shape: Shape, path: &str, found: &mut Found) {
    if let Ok(raw) = serde_json::from_str::<&RawValue>(text) {
        against(raw.get(), shape, path, 0, found);
    }
}

/// Describes a value that has no shape: every place in it, and what stands there.
pub(super) fn describe(text: &str, path: &str, kind: DeviationKind, found: &mut Found) {
    if let Ok(raw) = serde_json::from_str::<&RawValue>(text) {
        places(raw.get(), path, kind, 0, found);
    }
}

fn places(raw: &str, path: &str, kind: DeviationKind, depth: usize, found: &mut Found) {
    let json = type_of(raw);
    if !path.is_empty() {
        found.add(Deviation { found: Some(json), ..Deviation::new(path, kind) });
    }
    if depth == DEEPEST {
        return;
    }
    match json {
        JsonType::Object => {
            for (key, value) in members(raw) {
                places(value, &below(path, &name::shown(&key)), kind, depth + 1, found);
            }
        }
        JsonType::Array => {
            for item in items(raw) {
                places(item, &format!("{path}[]"), kind, depth + 1, found);
            }
        }
        _ => {}
    }
}

fn against(raw: &str, shape: Shape, path: &str, depth: usize, found: &mut Found) {
    let json = type_of(raw);
    let mut tell = |kind, form, code| {
        found.add(Deviation { found: Some(json), form, code, ..Deviation::new(path, kind) });
    };
    let wrong = DeviationKind::WrongType;
    match (shape, json) {
        _ if depth > DEEPEST => {}
        (Shape::Any, _) => {}
        (_, JsonType::Null) => tell(DeviationKind::Null, None, None),
        (Shape::Record(fields), JsonType::Object) => record(raw, &fields(), path, depth, found),
        (Shape::List(of), JsonType::Array) => {
            let path = format!("{path}[]");
            for item in items(raw) {
                against(item, of(), &path, depth + 1, found);
            }
        }
        (Shape::Text | Shape::DateTime | Shape::List(_), JsonType::String) if text_of(raw).is_empty() => {
            tell(DeviationKind::Empty, None, None);
        }
        (Shape::Text, JsonType::String) | (Shape::Boolean, JsonType::Boolean) => {}
        (Shape::DateTime, JsonType::String) => {
            if let Some(form) = date_form(&text_of(raw)) {
                tell(DeviationKind::DateForm, Some(form), None);
            }
        }
        (Shape::Whole | Shape::Decimal, JsonType::Integer | JsonType::Number | JsonType::String) => {
            match number_form(raw, json, matches!(shape, Shape::Whole)) {
                Number::Usual => {}
                Number::Unusual(form) => tell(DeviationKind::NumberForm, Some(form), None),
                Number::None => tell(wrong, None, None),
            }
        }
        (Shape::Code(is_listed), JsonType::Integer | JsonType::Number | JsonType::String) => {
            let text = text_of(raw);
            let code = integer(&text).and_then(|code| i32::try_from(code).ok());
            match (code, number_form(raw, json, true)) {
                (None, _) => tell(wrong, None, None),
                (Some(code), _) if !is_listed(code) => {
                    tell(DeviationKind::UnknownCode, None, name::shown_number(&code.to_string()));
                }
                (Some(_), Number::Unusual(form)) => tell(DeviationKind::NumberForm, Some(form), None),
                (Some(_), Number::Usual | Number::None) => {}
            }
        }
        (Shape::Value(is_listed), JsonType::String) => {
            let text = text_of(raw);
            if text.is_empty() {
                tell(DeviationKind::Empty, None, None);
            } else if !is_listed(&text) {
                tell(DeviationKind::UnknownCode, None, name::shown_text(&text));
            }
        }
        _ => tell(wrong, None, None),
    }
}

fn record(raw: &str, fields: &[FieldShape], path: &str, depth: usize, found: &mut Found) {
    let members = members(raw);
    for (at, (key, value)) in members.iter().enumerate() {
        if members[..at].iter().any(|(earlier, _)| earlier == key) && fields.iter().any(|field| field.name == key) {
            found.add(Deviation::new(below(path, key), DeviationKind::Repeated));
        }
        match fields.iter().find(|field| field.name == key.as_ref()) {
            Some(field) if field.may_be_empty && (*value == "\"\"" || *value == "null") => {}
            Some(field) if !field.required && *value == "null" => {}
            Some(field) => against(value, field.shape, &below(path, field.name), depth + 1, found),
            None => places(value, &below(path, &name::shown(key)), DeviationKind::UnknownField, depth + 1, found),
        }
    }
    for field in fields.iter().filter(|field| field.required) {
        if !members.iter().any(|(key, _)| key == field.name) {
            found.add(Deviation::new(below(path, field.name), DeviationKind::Missing));
        }
    }
}

/// The envelope's members, and `data` against its shape if it has one. `shape` is nothing for a call without a type. A name that holds
/// the client's key is not told, whatever it looks like.
#[cfg(feature = "client")]
pub(super) fn envelope(text: &str, shape: Option<Shape>, key: &str, found: &mut Found) {
    found.hide(key);
    let Ok(raw) = serde_json::from_str::<&RawValue>(text) else {
        return;
    };
    if type_of(raw.get()) != JsonType::Object {
        found.add(Deviation { found: Some(type_of(raw.get())), ..Deviation::new("", DeviationKind::Envelope) });
        return;
    }
    let members = members(raw.get());
    for (key, value) in &members {
        let json = type_of(value);
        let mut odd = |path: &str, form| {
            found.add(Deviation { found: Some(json), form, ..Deviation::new(path, DeviationKind::Envelope) });
        };
        match (key.as_ref(), json) {
            ("code", JsonType::Integer) | ("message", JsonType::String) => {}
            ("code", JsonType::String) => odd("code", Some("text")),
            ("code" | "message", _) => odd(key, None),
            ("data", _) => match shape {
                Some(shape) => against(value, shape, "data", 0, found),
                None => places(value, "data", DeviationKind::Shape, 0, found),
            },
            (other, _) => places(value, &name::shown(other), DeviationKind::Envelope, 0, found),
        }
    }
    for name in ["code", "message", "data"] {
        if !members.iter().any(|(key, _)| key == name) {
            found.add(Deviation::new(name, DeviationKind::Missing));
        }
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn type_of(raw: &str) -> JsonType {
    match raw.as_bytes().first() {
        Some(b'{') => JsonType::Object,
        Some(b'[') => JsonType::Array,
        Some(b'"') => JsonType::String,
        Some(b't' | b'f') => JsonType::Boolean,
        Some(b'n') | None => JsonType::Null,
        Some(_) if raw.contains(['.', 'e', 'E']) => JsonType::Number,
        Some(_) => JsonType::Integer,
    }
}

/// What a string says, or the number's own text.
fn text_of(raw: &str) -> Cow<'_, str> {
    if raw.starts_with('"') {
        serde_json::from_str(raw).map_or(Cow::Borrowed(raw), Cow::Owned)
    } else {
        Cow::Borrowed(raw)
    }
}

enum Number {
    Usual,
    Unusual(&'static str),
    None,
}

fn number_form(raw: &str, json: JsonType, is_whole: bool) -> Number {
    let text = text_of(raw);
    let rest = text.strip_prefix('-').unwrap_or(&text);
    let plain = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match json {
        JsonType::String if rest.is_empty() => Number::Unusual("empty"),
        JsonType::String if plain || integer(&text).is_some() => Number::Unusual("text"),
        JsonType::String => Number::None,
        _ if !plain => Number::Unusual("exponent"),
        JsonType::Number if is_whole => Number::Unusual("fraction"),
        _ => Number::Usual,
    }
}

/// The form of a date, unless it is the documented one.
fn date_form(text: &str) -> Option<&'static str> {
    let form: Vec<u8> = text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }).collect();
    let starts = |with: &[u8]| form.starts_with(with);
    if form == b"0000-00-00 00:00:00" {
        return text.starts_with("0000-00-00").then_some("all zeros");
    }
    Some(match () {
        () if form == b"0000-00-00" => "a date alone",
        () if starts(b"0000-00-00 00:00:00.") => "a fraction of a second",
        () if starts(b"0000-00-00 00:00:00") => "something after the seconds",
        () if starts(b"0000-00-00T00:00:00") => "with T between date and time",
        () if starts(b"0000/00/00") => "with slashes",
        () if !form.is_empty() && form.iter().all(|byte| *byte == b'0') => "digits only",
        () => "another form",
    })
}
