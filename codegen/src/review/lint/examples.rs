//! Every example of a spec held against the type that it is an example of. Which misfits matter is for the lints to say.

use super::Cx;
use crate::api::ir::{Enum, Field, Object, Shape, Type, TypeDef};
use crate::spec::openapi::{CodeValue, Width};
use crate::text::json::{self, Value};
use crate::text::rules::{self, When};
use crate::text::source::{FileId, Span};

/// Where and how an example is at odds with its type.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) span: Span,
    /// What it is about: a field and its schema, or a schema.
    pub(super) of: String,
    pub(super) kind: Kind,
}

/// How an example is at odds with its type.
#[derive(Debug)]
pub(super) enum Kind {
    /// A date that is an empty string.
    EmptyDate,
    /// A value of another type; what it is, and what belongs there.
    Other { is: String, wanted: &'static str },
    /// A required field that is not there.
    Missing,
    /// A field that no table lists.
    UnlistedField,
    /// A code that no constant lists.
    UnlistedCode(String),
}

/// Looks at every example.
pub(super) fn misfits(cx: Cx<'_>) -> Vec<Misfit> {
    let mut walk = Walk { cx, found: Vec::new() };
    for operation in &cx.api.operations {
        walk.request(operation.request_example, cx.api.ty(operation.request));
        walk.answer(operation.response_example, cx.api.ty(operation.response));
    }
    for webhook in &cx.api.webhooks {
        if let Some(example) = value_at(cx, webhook.example) {
            walk.value(
                &example,
                &Type::Named(webhook.payload),
                false,
                &format!("`{}`", cx.api.ty(webhook.payload).name.value),
            );
        }
    }
    for (owner, field) in cx.fields() {
        for example in elements(cx, field.examples) {
            walk.field(&example, field, owner);
        }
    }
    for (id, def) in cx.api.type_ids() {
        if let Shape::Text { examples, .. } | Shape::Integer { examples, .. } = def.shape {
            for example in elements(cx, examples) {
                walk.value(&example, &Type::Named(id), false, &format!("`{}`", def.name.value));
            }
        }
    }
    walk.found
}

fn value_at(cx: Cx<'_>, place: Option<Span>) -> Option<Value<'_>> {
    json::value_at(cx.spec, place?)
}

fn elements(cx: Cx<'_>, place: Option<Span>) -> Vec<Value<'_>> {
    match value_at(cx, place) {
        Some(Value::Array(array)) => array.elements,
        _ => Vec::new(),
    }
}

struct Walk<'a> {
    cx: Cx<'a>,
    found: Vec<Misfit>,
}

impl<'a> Walk<'a> {
    /// A request's example holds the credentials too.
    fn request(&mut self, example: Option<Span>, def: &'a TypeDef) {
        let Some(example) = value_at(self.cx, example) else { return };
        let credentials = self.cx.api.credentials.iter().map(|wrapper| &wrapper.object);
        let objects: Vec<&Object> = def.shape.object().into_iter().chain(credentials).collect();
        self.object(&example, &objects, &def.name.value);
    }

    /// An answer's example is the envelope, with the type's value in `data`.
    fn answer(&mut self, example: Option<Span>, def: &'a TypeDef) {
        let Some(example) = value_at(self.cx, example) else { return };
        let has_content = def.shape.object().is_some_and(|object| !object.fields.is_empty());
        self.object(
            &example,
            &self.cx.api.envelope.iter().map(|wrapper| &wrapper.object).collect::<Vec<_>>(),
            "Envelope",
        );
        if let Some((data, object)) =
            json_object(&example).and_then(|object| object.get("data")).zip(def.shape.object().filter(|_| has_content))
        {
            self.object(&data.value, &[object], &def.name.value);
        }
    }

    fn object(&mut self, example: &Value<'_>, objects: &[&Object], owner: &str) {
        let Some(given) = json_object(example) else {
            self.other(example, &format!("`{owner}`"), "an object");
            return;
        };
        let fields = || objects.iter().flat_map(|object| &object.fields);
        for property in &given.properties {
            match fields().find(|field| field.wire.value == property.name.as_str()) {
                Some(field) => self.field(&property.value, field, owner),
                None => self.found.push(Misfit {
                    span: json::key_span(property, FileId::Spec),
                    of: format!("`{}` of `{owner}`", property.name.as_str()),
                    kind: Kind::UnlistedField,
                }),
            }
        }
        let span = json::span(example, FileId::Spec);
        let opening = Span::new(FileId::Spec, span.start(), span.start() + 1);
        for field in fields().filter(|field| field.presence.required && given.get(&field.wire.value).is_none()) {
            let of = format!("`{}` of `{owner}`", field.wire.value);
            self.found.push(Misfit { span: opening, of, kind: Kind::Missing });
        }
    }

    fn field(&mut self, example: &Value<'_>, field: &Field, owner: &str) {
        let is_empty_list = field.presence.may_be_empty && matches!(field.ty, Type::List(_));
        let may_be_null = (!field.presence.required || is_empty_list) && matches!(example, Value::NullKeyword(_));
        if !may_be_null {
            let of = format!("`{}` of `{owner}`", field.wire.value);
            let is_no_date =
                field.ty == Type::CivilDateTime && matches!(example, Value::StringLit(text) if is_no_date(&text.value));
            if !(is_no_date && field.is_option()) {
                self.value(example, &field.ty, field.presence.may_be_empty, &of);
            }
        }
    }

    fn value(&mut self, example: &Value<'_>, ty: &Type, may_be_empty: bool, of: &str) {
        let text = match example {
            Value::StringLit(text) => Some(text.value.as_ref()),
            _ => None,
        };
        if may_be_empty && text == Some("") {
            return;
        }
        let (fits, wanted) = match ty {
            Type::Any => return,
            Type::Text | Type::Sensitive(_) => (text.is_some(), "a string"),
            Type::Boolean => (matches!(example, Value::BooleanLit(_)), "a boolean"),
            Type::Integer(width) => (is_integer(example, *width), integer(*width)),
            Type::Decimal => (is_decimal(example), "a number that can be held exactly (28 digits)"),
            Type::CivilDateTime if text == Some("") => {
                let span = json::span(example, FileId::Spec);
                self.found.push(Misfit { span, of: of.to_owned(), kind: Kind::EmptyDate });
                return;
            }
            Type::CivilDateTime => {
                (text.is_some_and(is_date_time), "a date and time of the calendar, `YYYY-MM-DD HH:MM:SS`,")
            }
            Type::List(inner) => {
                match example {
                    Value::Array(array) => {
                        for element in &array.elements {
                            self.value(element, inner, false, of);
                        }
                    }
                    other => self.other(other, of, "an array"),
                }
                return;
            }
            Type::Named(id) => {
                let def = self.cx.api.ty(*id);
                match &def.shape {
                    Shape::Text { .. } => (text.is_some(), "a string"),
                    Shape::Integer { width, .. } => (is_integer(example, *width), integer(*width)),
                    Shape::Enum(codes) => return self.code(example, codes, of),
                    Shape::Object(object) | Shape::Request(object) => {
                        return self.object(example, &[object], &def.name.value);
                    }
                }
            }
        };
        if !fits {
            self.other(example, of, wanted);
        }
    }

    fn code(&mut self, example: &Value<'_>, codes: &Enum, of: &str) {
        let code = if codes.textual {
            match example {
                Value::StringLit(text) => Some(CodeValue::Text(text.value.clone().into_owned())),
                _ => None,
            }
        } else {
            number(example).and_then(rules::integer).and_then(|code| code.try_into().ok()).map(CodeValue::Integer)
        };
        match code {
            None => self.other(example, of, if codes.textual { "a string" } else { integer(Width::Int32) }),
            Some(code) if codes.variants.iter().any(|variant| variant.code.value == code) => {}
            Some(code) => {
                let span = json::span(example, FileId::Spec);
                self.found.push(Misfit { span, of: of.to_owned(), kind: Kind::UnlistedCode(code.to_string()) });
            }
        }
    }

    fn other(&mut self, example: &Value<'_>, of: &str, wanted: &'static str) {
        let is = match example {
            Value::NumberLit(number) => format!("the number {}", number.value),
            Value::StringLit(text) if text.value.is_empty() => "an empty string".to_owned(),
            other => json::kind(other).to_owned(),
        };
        let span = json::span(example, FileId::Spec);
        self.found.push(Misfit { span, of: of.to_owned(), kind: Kind::Other { is, wanted } });
    }
}

fn json_object<'v, 'a>(value: &'v Value<'a>) -> Option<&'v json::Object<'a>> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// A number's text; the client reads a number in a string too.
fn number<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::NumberLit(number) => Some(number.value),
        Value::StringLit(text) => Some(&text.value),
        _ => None,
    }
}

fn is_integer(value: &Value<'_>, width: Width) -> bool {
    number(value).is_some_and(|text| match width {
        Width::Int32 => rules::integer(text).is_some_and(|number| i32::try_from(number).is_ok()),
        Width::Int64 => rules::integer(text).is_some(),
    })
}

const fn integer(width: Width) -> &'static str {
    match width {
        Width::Int32 => "a whole number of 32 bits",
        Width::Int64 => "a whole number of 64 bits",
    }
}

fn is_decimal(value: &Value<'_>) -> bool {
    number(value).is_some_and(|text| rules::decimal(text).is_some())
}

fn is_date_time(text: &str) -> bool {
    matches!(rules::date_time(text), Some(When::At(_)))
}

/// Whether a text says that there is no date.
fn is_no_date(text: &str) -> bool {
    rules::date_time(text) == Some(When::Never)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Source;

    /// The client's tests hold what it reads against the same table.
    #[test]
    fn an_example_fits_where_the_client_reads_it() {
        for (text, is_whole, is_number, is_date) in rules::CASES {
            let as_text = Source::new("x", format!("{text:?}"));
            let as_text = json::parse(&as_text, FileId::Spec).unwrap();
            let is_long = |value: &Value<'_>| is_integer(value, Width::Int64);
            assert_eq!((is_long(&as_text), is_decimal(&as_text)), (*is_whole, *is_number), "{text:?}");
            assert_eq!(is_date_time(text), *is_date, "{text:?}");
            // As a number it is held against the same, where it is one of JSON's.
            if let Ok(value) = json::parse(&Source::new("x", *text), FileId::Spec)
                && matches!(value, Value::NumberLit(_))
                && text.trim() == *text
            {
                assert_eq!((is_long(&value), is_decimal(&value)), (*is_whole, *is_number), "{text}");
            }
        }
    }
}
