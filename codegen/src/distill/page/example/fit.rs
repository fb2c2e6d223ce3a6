//! Whether a value of an example fits a type of a table.

use super::{Json, JsonValue};
use crate::distill::page::types::FieldType;
use crate::text::fold::has_shape;

/// How a value and a type go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::distill::page) enum Fit {
    /// They agree.
    Fits,
    /// `null` or `""`: nothing to compare.
    Empty,
    /// They do not; what is there instead, in words that repeat nothing of the value.
    Misfit(String),
}

/// Compares a value with a type.
pub(in crate::distill::page) fn fit(expected: &FieldType, json: &Json) -> Fit {
    let misfit = || Fit::Misfit(json.kind().to_owned());
    match (expected, &json.value) {
        (_, JsonValue::Null) => Fit::Empty,
        (_, JsonValue::String(text)) if text.is_empty() => Fit::Empty,
        (FieldType::Int, JsonValue::Number(number)) => whole::<i32>(number, "32"),
        (FieldType::Long, JsonValue::Number(number)) => whole::<i64>(number, "64"),
        (FieldType::Float | FieldType::Double | FieldType::Decimal | FieldType::Number, JsonValue::Number(_))
        | (FieldType::Unclear(_), JsonValue::Number(_) | JsonValue::String(_) | JsonValue::Bool(_))
        | (FieldType::String, JsonValue::String(_))
        | (FieldType::Bool, JsonValue::Bool(_))
        | (FieldType::Object, JsonValue::Object { .. })
        | (FieldType::Array(None), JsonValue::Array(_)) => Fit::Fits,
        (FieldType::Array(Some(element)), JsonValue::Array(elements)) => elements
            .iter()
            .map(|json| fit(element, json))
            .find_map(|fit| match fit {
                Fit::Misfit(what) => Some(Fit::Misfit(format!("a list that holds {what}"))),
                _ => None,
            })
            .unwrap_or(Fit::Fits),
        (FieldType::Date, JsonValue::String(text)) => dated(has_shape(text, "0000-00-00"), "a day, YYYY-MM-DD"),
        (FieldType::DateTime, JsonValue::String(text)) => {
            dated(has_shape(text, "0000-00-00 00:00:00"), "a day and a time, YYYY-MM-DD HH:MM:SS")
        }
        (
            FieldType::Int
            | FieldType::Long
            | FieldType::Float
            | FieldType::Double
            | FieldType::Decimal
            | FieldType::Number,
            JsonValue::String(text),
        ) if is_plain_number(text) => Fit::Misfit("a number in quotes".to_owned()),
        _ => misfit(),
    }
}

fn whole<T: std::str::FromStr>(number: &str, bits: &str) -> Fit {
    if number.parse::<T>().is_ok() {
        Fit::Fits
    } else if number.contains(['.', 'e', 'E']) {
        Fit::Misfit("a number with a fraction".to_owned())
    } else {
        Fit::Misfit(format!("a whole number that does not fit {bits} bits"))
    }
}

fn dated(fits: bool, shape: &str) -> Fit {
    if fits { Fit::Fits } else { Fit::Misfit(format!("a string that is not {shape}")) }
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
