//! Named schemas: which of the five shapes each is, and what it holds.

use super::extensions::is_harmless;
use super::keywords;
use super::model::{CodeValue, Enum, EnumCode, FieldType, Schema, Shape, Text};
use super::reader::{Reader, value};
use crate::text::diag::{Code, Diagnostic};
use crate::text::json::{self, Value};
use crate::text::source::{Span, Spanned};
use std::collections::BTreeMap;

impl Reader {
    /// One entry of `components.schemas`.
    pub(super) fn schema(&mut self, name: Text, at: &Value<'_>) -> Option<Schema> {
        let what = format!("the schema `{}`", name.value);
        let object = self.object(at, &what)?;
        let shape = if value(object, "allOf").is_some() {
            self.refuse_unknown(object, &keywords::REQUEST);
            self.request(object, &what)
        } else if value(object, "oneOf").is_some() {
            self.refuse_unknown(object, &keywords::ENUM);
            self.codes(object, &what)
        } else if is_object(object) {
            self.refuse_unknown(object, &keywords::OBJECT);
            self.literal(object, &what, "type", "object");
            Some(Shape::Object(self.fields(object)))
        } else {
            self.scalar(object, &what)
        };
        let description = self.text(object, "description");
        let provenance = self.required_provenance(object, &what);
        Some(Schema { name, description, shape: shape?, harmless: is_harmless(object), provenance: provenance? })
    }

    fn scalar(&mut self, object: &json::Object<'_>, what: &str) -> Option<Shape> {
        if let Some(list) = object.get("enum") {
            self.found.error(
                Code::EnumWithoutTitles,
                self.key_span(list),
                format!("{what} is an enum without titles"),
                "write each code as `oneOf: [{\"const\": …, \"title\": …, \"description\": …}]`; the title becomes the variant's name",
            );
            return None;
        }
        if object.get("$ref").is_some() || object.get("items").is_some() {
            self.refuse_needless_name(object, what);
            return None;
        }
        self.refuse_unknown(object, &keywords::SCALAR);
        let examples = self.examples(object);
        let sensitive = self.sensitive(object);
        match self.field_type(object, what, false)? {
            FieldType::Text => Some(Shape::Text { sensitive, examples }),
            FieldType::Integer(width) => {
                if let Some(mark) = sensitive {
                    self.found.error(
                        Code::WrongValue,
                        mark.span,
                        format!("{what} is no string, and `x-sensitive` is for strings"),
                        "remove the mark, or make it a string",
                    );
                }
                Some(Shape::Integer { width, examples })
            }
            _ => {
                self.refuse_needless_name(object, what);
                None
            }
        }
    }

    fn refuse_needless_name(&mut self, object: &json::Object<'_>, what: &str) {
        self.found.error(
            Code::UnsupportedStructure,
            self.opening(object),
            format!("{what} gives a name to a type that needs none"),
            "named schemas are strings, integers, enums, objects and requests; write this type where it is used",
        );
    }

    fn codes(&mut self, object: &json::Object<'_>, what: &str) -> Option<Shape> {
        let textual = match self.field_type(object, what, false)? {
            FieldType::Text => true,
            FieldType::Integer(super::model::Width::Int32) => false,
            _ => {
                self.found.error(
                    Code::UnsupportedType,
                    self.opening(object),
                    format!("unsupported type: the codes of {what}"),
                    "codes are `integer` with format `int32`, or `string`",
                );
                return None;
            }
        };
        let mut seen: BTreeMap<CodeValue, Span> = BTreeMap::new();
        let mut codes = Vec::new();
        for entry in self.array(object, "oneOf") {
            let Some(code) = self.code(entry, textual, what) else { continue };
            if let Some(first) = seen.insert(code.code.value.clone(), code.code.span) {
                self.found.push(
                    Diagnostic::error(
                        Code::DuplicateCode,
                        code.code.span,
                        format!("{what} has the code {} twice", code.code.value),
                        "a code has one meaning: remove one of the two",
                    )
                    .with_related(first, "first written here"),
                );
            }
            codes.push(code);
        }
        if codes.is_empty() && self.array(object, "oneOf").is_empty() {
            self.found.error(
                Code::WrongValue,
                self.opening(object),
                format!("{what} has no codes"),
                "list the codes that the page lists",
            );
        }
        Some(Shape::Enum(Enum { codes, textual }))
    }

    fn code(&mut self, entry: &Value<'_>, textual: bool, what: &str) -> Option<EnumCode> {
        let object = self.keyed(entry, &keywords::ENUM_CODE)?;
        let Some(at) = value(object, "const") else {
            self.missing(object, format_args!("a code of {what}"), "const", "write the code as it travels on the wire");
            return None;
        };
        let span = self.span(at);
        let code = match at {
            Value::StringLit(text) if textual && self.refuse_hidden(&text.value, "`const`", span) => return None,
            Value::StringLit(text) if textual => Some(CodeValue::Text(text.value.clone().into_owned())),
            Value::NumberLit(number) if !textual => number.value.parse().ok().map(CodeValue::Integer),
            _ => None,
        };
        if code.is_none() {
            self.found.error(
                Code::WrongValue,
                span,
                match at {
                    Value::NumberLit(number) => format!("a code of {what} is the number {}", number.value),
                    other => format!("a code of {what} is {}", json::kind(other)),
                },
                if textual { "write it as a string" } else { "write it as an integer of 32 bits" },
            );
        }
        if value(object, "title").is_none() {
            self.found.error(
                Code::EnumWithoutTitles,
                self.opening(object),
                format!("a code of {what} has no title"),
                "write `\"title\"`: an English name in UpperCamelCase, which becomes the variant's name",
            );
        }
        let title = self.text(object, "title");
        let description = self.text(object, "description");
        Some(EnumCode { code: Spanned::new(code?, span), title: title?, description })
    }

    /// `allOf` of the credentials and the operation's own fields.
    fn request(&mut self, object: &json::Object<'_>, what: &str) -> Option<Shape> {
        let parts = self.array(object, "allOf");
        let help = "a request is `allOf: [{\"$ref\": \"#/components/schemas/Credentials\"}, {\"type\": \"object\", \"required\": …, \"properties\": …}]`";
        let [credentials, own] = parts else {
            self.found.error(
                Code::UnsupportedStructure,
                self.opening(object),
                format!("{what} is not the credentials and the operation's own fields"),
                help,
            );
            return None;
        };
        let credentials = self.keyed(credentials, &keywords::REFERENCE)?;
        let target = self.reference(credentials)?;
        if target.value != "Credentials" {
            self.found.error(
                Code::UnsupportedStructure,
                target.span,
                format!("{what} does not begin with the credentials"),
                help,
            );
        }
        let own = self.keyed(own, &keywords::REQUEST_FIELDS)?;
        self.literal(own, &format!("the fields half of {what}"), "type", "object");
        Some(Shape::Request(self.fields(own)))
    }
}

fn is_object(object: &json::Object<'_>) -> bool {
    matches!(value(object, "type"), Some(Value::StringLit(ty)) if ty.value == "object")
        || value(object, "properties").is_some()
}
