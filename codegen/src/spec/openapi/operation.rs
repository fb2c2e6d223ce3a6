//! Operations and webhooks: the objects below a path, a pathless id, or an event tag.

use super::keywords;
use super::model::{Operation, Text, Webhook};
use super::reader::{Reader, value};
use crate::text::diag::Code;
use crate::text::json::{self, Value};
use crate::text::source::{Span, Spanned};

const ANSWER_HELP: &str = "an answer is `allOf: [{\"$ref\": \"#/components/schemas/Envelope\"}, {\"type\": \"object\", \"required\": [\"data\"], \"properties\": {\"data\": {\"$ref\": …}}}]`";

impl Reader {
    /// The operation below a path.
    pub(super) fn path_operation(&mut self, path: Text, at: &Value<'_>) -> Option<Operation> {
        self.check_path(&path);
        let item = self.keyed(at, &keywords::PATH_ITEM)?;
        let Some(post) = value(item, "post") else {
            self.missing(item, format_args!("the path `{}`", path.value), "post", "every known operation is a POST");
            return None;
        };
        let object = self.keyed(post, &keywords::OPERATION)?;
        let id = self.required_text(
            object,
            "an operation",
            "operationId",
            "write `resource.action`, as the catalog lists it",
        );
        self.operation(id, Some(path), object)
    }

    /// One of `x-pathless-operations`.
    pub(super) fn pathless_operation(&mut self, id: Text, at: &Value<'_>) -> Option<Operation> {
        let object = self.keyed(at, &keywords::PATHLESS_OPERATION)?;
        self.operation(Some(id), None, object)
    }

    fn operation(&mut self, id: Option<Text>, path: Option<Text>, object: &json::Object<'_>) -> Option<Operation> {
        let what = id.as_ref().map_or("an operation".to_owned(), |id| format!("the operation `{}`", id.value));
        let tag = self.tag(object, &what);
        let summary = self.text(object, "summary");
        let description = self.text(object, "description");
        let request = self.body(object, &what);
        let response = self.answer(object, &what);
        let effect = self.effect(object, &what);
        let pagination = self.pagination(object);
        let provenance = self.required_provenance(object, &what);
        let (request, request_example) = request?;
        let (response, response_example) = response?;
        Some(Operation {
            id: id?,
            path,
            tag: tag?,
            summary,
            description,
            request,
            request_example,
            response,
            response_example,
            effect: effect?,
            pagination,
            provenance: provenance?,
        })
    }

    /// The operation below an event tag.
    pub(super) fn webhook(&mut self, tag: Text, at: &Value<'_>) -> Option<Webhook> {
        let what = format!("the webhook `{}`", tag.value);
        let item = self.keyed(at, &keywords::WEBHOOK_ITEM)?;
        let Some(post) = value(item, "post") else {
            self.missing(item, &what, "post", "an event is described as the POST that delivers it");
            return None;
        };
        let object = self.keyed(post, &keywords::WEBHOOK)?;
        let summary = self.text(object, "summary");
        let description = self.text(object, "description");
        let payload = self.body(object, &what);
        if let Some(responses) = value(object, "responses").and_then(|at| self.object(at, "`responses`")) {
            for property in &responses.properties {
                self.keyed(&property.value, &keywords::RESPONSE);
            }
        }
        let rust_name = self.rust_name(object);
        let group = self.required_text(
            object,
            &what,
            "x-webhook-group",
            "name the catalog's webhook entry, such as `card.status`",
        );
        let provenance = self.required_provenance(object, &what);
        let (payload, example) = payload?;
        Some(Webhook { tag, rust_name, summary, description, payload, example, group: group?, provenance: provenance? })
    }

    fn check_path(&mut self, path: &Text) {
        if !is_plain_path(&path.value) {
            self.found.error(
                Code::WrongValue,
                path.span,
                format!("`{}` is not a plain path", path.value),
                "write the path below the version, such as `/openApi/card/cardList`: a slash, then names without placeholders",
            );
        }
    }

    fn tag(&mut self, object: &json::Object<'_>, what: &str) -> Option<Text> {
        match self.array(object, "tags") {
            [one] => self.text_value(one, "a tag"),
            other => {
                let span = value(object, "tags").map_or_else(|| self.opening(object), |tags| self.span(tags));
                self.found.error(
                    Code::WrongValue,
                    span,
                    format!("{what} has {} tags", other.len()),
                    "write one tag: the resource",
                );
                None
            }
        }
    }

    /// The schema name and the example of `requestBody`.
    fn body(&mut self, object: &json::Object<'_>, what: &str) -> Option<(Text, Option<Span>)> {
        let Some(at) = value(object, "requestBody") else {
            self.missing(object, what, "requestBody", "describe the JSON body that is sent");
            return None;
        };
        let body = self.keyed(at, &keywords::REQUEST_BODY)?;
        match value(body, "required") {
            Some(Value::BooleanLit(required)) if required.value => {}
            _ => {
                self.found.error(
                    Code::WrongValue,
                    self.opening(body),
                    format!("the request body of {what} is not required"),
                    "write `\"required\": true`: every call has a body",
                );
            }
        }
        let media = self.json_media(body, what)?;
        let schema = self.object(value(media, "schema")?, "`schema`")?;
        if value(schema, "$ref").is_none() {
            self.found.error(
                Code::UnsupportedStructure,
                self.opening(schema),
                format!("the body of {what} is described in place"),
                "move it to `components.schemas` under a name and refer to it: `{\"$ref\": \"#/components/schemas/…\"}`",
            );
            return None;
        }
        self.refuse_unknown(schema, &keywords::REFERENCE);
        Some((self.reference(schema)?, self.example(media)))
    }

    /// The `data` schema name and the example of the 200 answer.
    fn answer(&mut self, object: &json::Object<'_>, what: &str) -> Option<(Text, Option<Span>)> {
        let Some(at) = value(object, "responses") else {
            self.missing(object, what, "responses", "describe the answer to status 200");
            return None;
        };
        let responses = self.object(at, "`responses`")?;
        for property in &responses.properties {
            if property.name.as_str() != "200" {
                self.found.error(
                    Code::UnknownKeyword,
                    self.key_span(property),
                    format!("unknown keyword `{}` in the responses of {what}", property.name.as_str()),
                    "describe status 200 only: no page documents another",
                );
            }
        }
        let Some(ok) = value(responses, "200") else {
            self.missing(responses, what, "200", "describe the answer to status 200");
            return None;
        };
        let ok = self.keyed(ok, &keywords::RESPONSE)?;
        let media = self.json_media(ok, what)?;
        let schema = self.object(value(media, "schema")?, "`schema`")?;
        if value(schema, "allOf").is_some() {
            self.refuse_unknown(schema, &keywords::ANSWER);
        }
        let [envelope, data] = self.array(schema, "allOf") else {
            self.found.error(
                Code::UnsupportedStructure,
                self.opening(schema),
                format!("the answer of {what} is not the envelope and its data"),
                ANSWER_HELP,
            );
            return None;
        };
        let envelope = self.keyed(envelope, &keywords::REFERENCE)?;
        let target = self.reference(envelope)?;
        if target.value != "Envelope" {
            self.found.error(
                Code::UnsupportedStructure,
                target.span,
                format!("the answer of {what} does not begin with the envelope"),
                ANSWER_HELP,
            );
        }
        let data = self.keyed(data, &keywords::ANSWER_DATA)?;
        self.literal(data, "the data half of an answer", "type", "object");
        let mut fields = self.fields(data).fields;
        match (fields.pop(), fields.pop()) {
            (Some(field), None) if field.name.value == "data" => match field.ty {
                super::model::FieldType::Ref(name) => Some((name, self.example(media))),
                _ => {
                    self.found.error(
                        Code::UnsupportedStructure,
                        field.name.span,
                        format!("`data` of {what} is no named schema"),
                        ANSWER_HELP,
                    );
                    None
                }
            },
            _ => {
                self.found.error(
                    Code::UnsupportedStructure,
                    self.opening(data),
                    format!("the answer of {what} does not say what `data` is"),
                    ANSWER_HELP,
                );
                None
            }
        }
    }

    /// What stands below `content` / `application/json`, the one media type.
    fn json_media<'v, 'a>(&mut self, object: &'v json::Object<'a>, what: &str) -> Option<&'v json::Object<'a>> {
        let Some(at) = value(object, "content") else {
            self.missing(object, what, "content", "write `\"content\": {\"application/json\": {\"schema\": …}}`");
            return None;
        };
        let content = self.object(at, "`content`")?;
        let mut media = None;
        for property in &content.properties {
            if property.name.as_str() == "application/json" {
                media = self.keyed(&property.value, &keywords::MEDIA_TYPE);
            } else {
                self.found.error(
                    Code::UnknownKeyword,
                    self.key_span(property),
                    format!("unknown media type `{}` in {what}", property.name.as_str()),
                    "write `application/json`: the platform speaks nothing else",
                );
            }
        }
        match media {
            Some(media) if value(media, "schema").is_none() => {
                self.missing(media, what, "schema", "refer to the body's schema");
                None
            }
            None if content.properties.is_empty() => {
                self.missing(content, what, "application/json", "write `\"application/json\": {\"schema\": …}`");
                None
            }
            media => media,
        }
    }

    fn example(&self, media: &json::Object<'_>) -> Option<Span> {
        value(media, "example").map(|at| self.span(at))
    }
}

/// An operation's key in `x-pathless-operations` is its id.
pub(super) fn keyed_id(reader: &mut Reader, property: &json::ObjectProp<'_>) -> Text {
    let span = reader.key_span(property);
    reader.refuse_hidden(property.name.as_str(), "the name", span);
    Spanned::new(property.name.as_str().to_owned(), span)
}

/// Whether a path is a slash and names, without placeholders, dots or anything that would have to be escaped.
#[must_use]
pub(crate) fn is_plain_path(path: &str) -> bool {
    let is_name = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    };
    // A slash at the end is the platform's spelling and part of the path.
    let names = path.strip_prefix('/').map(|names| names.strip_suffix('/').unwrap_or(names));
    names.is_some_and(|names| names.split('/').all(is_name))
}
