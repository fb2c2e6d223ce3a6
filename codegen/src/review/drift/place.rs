//! What the spec says where something else was seen: the field or the object, its line, and the page behind it.

use super::seen::{Deviation, Subject};
use crate::api::ir::{Api, Field, Object, Shape, Type, TypeDef};
use crate::text::source::Span;

/// What the spec says somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where in the spec.
    pub span: Span,
    /// What it says, as in "`status` of `Card` is `CardStatus`, always there".
    pub says: String,
}

/// The page of a subject, as in "卡列表 (page 430346213e0)".
pub(super) fn page(api: &Api, subject: &Subject) -> Option<String> {
    let shown = |title: &str, id: Option<&str>| match id {
        Some(id) => format!("{title} (page {id})"),
        None => title.to_owned(),
    };
    match subject {
        Subject::Operation(id) => {
            let entry = &api.catalog.operations.iter().find(|operation| operation.entry.id.value == *id)?.entry;
            Some(shown(&entry.title, entry.page.as_deref()))
        }
        Subject::Event(tag) => {
            let webhook = api.webhooks.iter().find(|webhook| webhook.tag.value == *tag)?;
            Some(shown(&webhook.provenance.title.value, Some(&webhook.provenance.page.value)))
        }
        Subject::Path(_) => None,
    }
}

/// What the spec says where a deviation was seen: of the field itself, or of the object that has no such field.
pub(super) fn find(api: &Api, subject: &Subject, deviation: &Deviation) -> Option<Place> {
    let (root, path) = match subject {
        Subject::Operation(id) => {
            let operation = api.operation(id)?;
            if deviation.kind == "total" {
                let response = api.ty(operation.response);
                let field = response.shape.object()?.fields.get(operation.paging?.total)?;
                return Some(of_field(api, response, field));
            }
            let path = deviation.path.strip_prefix("data")?;
            (operation.response, path.trim_start_matches('.'))
        }
        Subject::Event(tag) => {
            let webhook = api.webhooks.iter().find(|webhook| webhook.tag.value == *tag)?;
            (webhook.payload, deviation.path.as_str())
        }
        Subject::Path(_) => return None,
    };
    let steps: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    let mut within = api.ty(root);
    for (at, step) in steps.iter().enumerate() {
        let object = within.shape.object()?;
        let name = step.trim_end_matches("[]");
        let Some(field) = object.fields.iter().find(|field| field.wire.value == name) else {
            return Some(no_field(within, object, name));
        };
        if at + 1 == steps.len() {
            return Some(of_field(api, within, field));
        }
        within = api.ty(field.ty.named()?);
    }
    Some(Place { span: within.name.span, says: format!("`{}` is what comes", within.name.value) })
}

fn no_field(within: &TypeDef, object: &Object, name: &str) -> Place {
    Place { span: object.span, says: format!("`{}` has no field `{name}`", within.name.value) }
}

fn of_field(api: &Api, within: &TypeDef, field: &Field) -> Place {
    let presence = match (field.presence.required, field.presence.may_be_empty) {
        (true, false) => ", always there",
        (true, true) => ", always there, and may be an empty string",
        (false, _) => ", optional",
    };
    let says = format!("`{}` of `{}` is {}{presence}", field.wire.value, within.name.value, type_words(api, &field.ty));
    Place { span: field.wire.span, says }
}

fn type_words(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Text | Type::Sensitive(_) => "a string".to_owned(),
        Type::Boolean => "a boolean".to_owned(),
        Type::Integer(_) => "a whole number".to_owned(),
        Type::Decimal => "a decimal number".to_owned(),
        Type::CivilDateTime => "a date of the form YYYY-MM-DD HH:MM:SS".to_owned(),
        Type::Any => "any JSON".to_owned(),
        Type::List(inner) => format!("a list, each {}", type_words(api, inner)),
        Type::Named(id) => {
            let def = api.ty(*id);
            match &def.shape {
                Shape::Enum(codes) => {
                    let codes: Vec<String> =
                        codes.variants.iter().map(|variant| variant.code.value.to_string()).collect();
                    format!("`{}` ({})", def.name.value, codes.join(", "))
                }
                _ => format!("`{}`", def.name.value),
            }
        }
    }
}
