//! Fields: their types, formats and marks.
//! Which Rust type a field becomes is decided in `lower`.

use super::extensions::is_harmless;
use super::keywords;
use super::model::{Field, FieldType, Object, Text, Width};
use super::operation::keyed_id;
use super::reader::{Called, Reader, value};
use crate::text::diag::{Code, listed};
use crate::text::json::{self, Value};
use crate::text::source::Spanned;
use std::collections::BTreeMap;
use std::fmt::Display;

const REF_PREFIX: &str = "#/components/schemas/";

impl Reader {
    /// The fields of an object that has `properties` and `required`.
    pub(super) fn fields(&mut self, object: &json::Object<'_>) -> Object {
        let mut required: BTreeMap<String, _> = BTreeMap::new();
        for entry in self.array(object, "required") {
            if let Some(name) = self.text_value(entry, "an entry of `required`") {
                if required.contains_key(&name.value) {
                    self.found.error(
                        Code::WrongValue,
                        name.span,
                        format!("`{}` stands twice in `required`", name.value),
                        "remove one of the two",
                    );
                }
                required.insert(name.value, name.span);
            }
        }
        let mut fields = Vec::new();
        if let Some(properties) = value(object, "properties").and_then(|at| self.object(at, "`properties`")) {
            fields.reserve_exact(properties.properties.len());
            for property in &properties.properties {
                let name = keyed_id(self, property);
                let is_required = required.remove(&name.value).is_some();
                fields.extend(self.field(name, is_required, &property.value));
            }
        }
        for (name, span) in required {
            self.found.error(
                Code::UnknownField,
                span,
                format!("`{name}` is required, yet there is no such property"),
                "add the property, or remove the name from `required`",
            );
        }
        Object { fields, span: self.object_span(object) }
    }

    fn field(&mut self, name: Text, required: bool, at: &Value<'_>) -> Option<Field> {
        let what = Called("the field", &name.value);
        let object = self.object(at, what)?;
        let is_ref = value(object, "$ref").is_some();
        if self.refuse_inline_object(object, what) {
            return None;
        }
        self.refuse_unknown(object, if is_ref { &keywords::REF_FIELD } else { &keywords::FIELD });
        let ty = if is_ref { FieldType::Ref(self.reference(object)?) } else { self.field_type(object, what, true)? };
        // The keywords of a reference have no mark: it is refused there already.
        let sensitive = if is_ref { None } else { self.sensitive(object) };
        let harmless =
            [Some(object), value(object, "items").and_then(Value::as_object)].into_iter().flatten().any(is_harmless);
        let empty = self.empty(object);
        self.check_marks(what, &ty, sensitive.as_ref().map(|mark| mark.span), empty);
        Some(Field {
            rust_name: self.rust_name(object).map(Box::new),
            name,
            description: self.text(object, "description"),
            ty,
            required,
            empty,
            sensitive,
            harmless,
            examples: self.examples(object),
            provenance: self.provenance(object).map(Box::new),
        })
    }

    /// An object is described once, under a name; whatever it holds here is not looked at.
    fn refuse_inline_object(&mut self, object: &json::Object<'_>, what: impl Display) -> bool {
        let Some(Value::StringLit(ty)) = value(object, "type") else { return false };
        if ty.value == "object" {
            self.found.error(
                Code::UnsupportedStructure,
                json::span(ty, crate::text::source::FileId::Spec),
                format!("{what} is an object without a name"),
                "move it to `components.schemas` under a name and refer to it",
            );
        }
        ty.value == "object"
    }

    /// Marks say something about strings only.
    fn check_marks(
        &mut self,
        what: impl Display,
        ty: &FieldType,
        sensitive: Option<crate::text::source::Span>,
        empty: Option<crate::text::source::Span>,
    ) {
        if let Some(span) = sensitive.filter(|_| !matches!(ty, FieldType::Text)) {
            self.found.error(
                Code::WrongValue,
                span,
                format!("{what} is no string, and `x-sensitive` is for strings"),
                "remove the mark, or make the field a string",
            );
        }
        let may_be_empty = matches!(
            ty,
            FieldType::Text
                | FieldType::CivilDateTime
                | FieldType::Ref(_)
                | FieldType::Decimal
                | FieldType::Integer(_)
                | FieldType::List(..)
        );
        if let Some(span) = empty.filter(|_| !may_be_empty) {
            self.found.error(
                Code::WrongValue,
                span,
                format!("{what} can never be an empty string"),
                "remove `x-empty`",
            );
        }
    }

    /// `examples`: an array of whatever the field holds; the lints look inside.
    pub(super) fn examples(&mut self, object: &json::Object<'_>) -> Option<crate::text::source::Span> {
        let at = value(object, "examples")?;
        if !matches!(at, Value::Array(_)) {
            self.wrong_kind(at, "`examples`", "an array");
        }
        Some(self.span(at))
    }

    /// The schema name behind `$ref`.
    pub(super) fn reference(&mut self, object: &json::Object<'_>) -> Option<Text> {
        let target =
            self.required_text(object, "a reference", "$ref", "write `\"$ref\": \"#/components/schemas/…\"`")?;
        let name = target.value.strip_prefix(REF_PREFIX).filter(|name| !name.is_empty() && !name.contains('/'));
        if let Some(name) = name {
            return Some(Spanned::new(name.to_owned(), target.span));
        }
        self.found.error(
            Code::ForeignRef,
            target.span,
            format!("`$ref` leads outside components: `{}`", target.value),
            format!("refer to a named schema of this file: `{REF_PREFIX}…`"),
        );
        None
    }

    /// The type that `type`, `format` and `items` describe. A field without a `type` holds any JSON.
    pub(super) fn field_type(
        &mut self,
        object: &json::Object<'_>,
        what: impl Display + Copy,
        may_be_any: bool,
    ) -> Option<FieldType> {
        let Some(ty) = self.text(object, "type") else {
            if value(object, "type").is_some() {
                return None;
            }
            if may_be_any {
                return Some(FieldType::Any);
            }
            self.missing(object, what, "type", "write its type, or a `$ref`");
            return None;
        };
        let format = self.text(object, "format");
        if let Some(items) = object.get("items").filter(|_| ty.value != "array") {
            self.found.error(
                Code::WrongValue,
                self.key_span(items),
                format!("{what} has `items` and is no array"),
                "remove `items`, or write `\"type\": \"array\"`",
            );
        }
        match (ty.value.as_str(), format.as_ref().map(|format| format.value.as_str())) {
            ("string", None) => Some(FieldType::Text),
            ("string", Some("civil-date-time")) => Some(FieldType::CivilDateTime),
            ("boolean", None) => Some(FieldType::Boolean),
            ("integer", Some("int32")) => Some(FieldType::Integer(Width::Int32)),
            ("integer", Some("int64")) => Some(FieldType::Integer(Width::Int64)),
            ("number", Some("decimal")) => Some(FieldType::Decimal),
            ("array", None) => self.list(object, what),
            ("number", _) => {
                self.found.error(
                    Code::FloatWithoutDecimal,
                    format.map_or(ty.span, |format| format.span),
                    format!("{what} is a float"),
                    "write `\"format\": \"decimal\"`: amounts never pass through binary floating point",
                );
                None
            }
            ("integer", None) => {
                self.found.error(
                    Code::UnsupportedType,
                    ty.span,
                    format!("{what} is an integer of no stated width"),
                    "write `\"format\": \"int32\"` for the pages' int, `\"int64\"` for their long",
                );
                None
            }
            ("string" | "boolean" | "integer" | "array", Some(unknown)) => {
                let known: &[&str] = match ty.value.as_str() {
                    "string" => &["civil-date-time"],
                    "integer" => &["int32", "int64"],
                    _ => &[],
                };
                let help = if known.is_empty() {
                    "remove `format`".to_owned()
                } else {
                    format!("the formats of this type are {}", listed(known))
                };
                self.found.error(
                    Code::UnsupportedType,
                    format.as_ref().map_or(ty.span, |format| format.span),
                    format!("unsupported type: {what} is {} with format `{unknown}`", ty.value),
                    help,
                );
                None
            }
            (unknown, _) => {
                self.found.error(
                    Code::UnsupportedType,
                    ty.span,
                    format!("unsupported type: {what} is `{unknown}`"),
                    "the types are `string`, `boolean`, `integer`, `number` (with format `decimal`), `array`, or a `$ref`",
                );
                None
            }
        }
    }

    fn list(&mut self, object: &json::Object<'_>, what: impl Display + Copy) -> Option<FieldType> {
        let Some(items) = value(object, "items") else {
            self.missing(object, what, "items", "say what the array holds");
            return None;
        };
        let of = format!("what {what} holds");
        let of = of.as_str();
        let items = self.object(items, keywords::ITEMS.what)?;
        if self.refuse_inline_object(items, of) {
            return None;
        }
        self.refuse_unknown(items, &keywords::ITEMS);
        let inner = if value(items, "$ref").is_some() {
            FieldType::Ref(self.reference(items)?)
        } else {
            self.field_type(items, of, false)?
        };
        let sensitive = self.sensitive(items);
        self.check_marks(of, &inner, sensitive.as_ref().map(|mark| mark.span), None);
        Some(FieldType::List(Box::new(inner), sensitive))
    }
}
