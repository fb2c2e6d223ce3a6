//! Every keyword of the profile, by the kind of object it may stand in, in canonical order.
//! The reader refuses what is not listed here and `fmt` orders by it; meanings live in the readers.

/// A kind of object in the spec and the keywords it may hold, in canonical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What messages call it.
    pub what: &'static str,
    /// The keywords, in canonical order.
    pub keywords: &'static [&'static str],
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $what:literal: [$($keyword:literal),* $(,)?];)*) => {
        $($(#[$doc])* pub const $name: Kind = Kind { what: $what, keywords: &[$($keyword),*] };)*

        /// Every kind, from the outermost inwards.
        pub const ALL: &[Kind] = &[$($name),*];
    };
}

kinds! {
    /// The whole file.
    DOCUMENT = "the document": ["openapi", "info", "servers", "security", "tags", "paths", "webhooks", "components", "x-pathless-operations"];
    /// `info`.
    INFO = "info": ["title", "version", "description", "contact", "license"];
    /// `contact`.
    CONTACT = "a contact": ["name", "url", "email"];
    /// `license`.
    LICENSE = "a licence": ["name", "identifier", "url"];
    /// One of `servers`.
    SERVER = "a server": ["url", "description", "variables"];
    /// One of a server's `variables`.
    SERVER_VARIABLE = "a server variable": ["default", "description"];
    /// One of `tags`.
    TAG = "a tag": ["name", "description"];
    /// One of `paths`.
    PATH_ITEM = "a path": ["post"];
    /// The operation below a path.
    OPERATION = "an operation": ["operationId", "tags", "summary", "description", "requestBody", "responses", "x-effect", "x-pagination", "x-provenance"];
    /// One of `x-pathless-operations`; its key is its id.
    PATHLESS_OPERATION = "a pathless operation": ["tags", "summary", "description", "requestBody", "responses", "x-effect", "x-pagination", "x-provenance"];
    /// One of `webhooks`.
    WEBHOOK_ITEM = "a webhook": ["post"];
    /// The operation below a webhook.
    WEBHOOK = "a webhook's operation": ["summary", "description", "requestBody", "responses", "x-rust-name", "x-webhook-group", "x-provenance"];
    /// `requestBody`.
    REQUEST_BODY = "a request body": ["required", "content"];
    /// One of `responses`.
    RESPONSE = "a response": ["description", "content"];
    /// What stands below a media type.
    MEDIA_TYPE = "a media type": ["schema", "example"];
    /// A `$ref` with nothing beside it.
    REFERENCE = "a reference": ["$ref"];
    /// The answer's schema: the envelope and the operation's own data.
    ANSWER = "an answer's schema": ["allOf"];
    /// The half of an answer's schema that says what `data` is.
    ANSWER_DATA = "the data half of an answer's schema": ["type", "required", "properties"];
    /// `components`.
    COMPONENTS = "components": ["schemas"];
    /// A named string or integer.
    SCALAR = "a scalar schema": ["type", "format", "description", "x-sensitive", "examples", "x-provenance"];
    /// A named enum.
    ENUM = "an enum schema": ["type", "format", "description", "oneOf", "x-provenance"];
    /// One code of an enum.
    ENUM_CODE = "an enum code": ["const", "title", "description"];
    /// A named object.
    OBJECT = "an object schema": ["type", "description", "required", "properties", "x-provenance"];
    /// A request: the credentials and the operation's own fields.
    REQUEST = "a request schema": ["description", "allOf", "x-provenance"];
    /// The half of a request that holds the operation's own fields.
    REQUEST_FIELDS = "the fields half of a request schema": ["type", "required", "properties"];
    /// A field that refers to a named schema.
    REF_FIELD = "a field with `$ref`": ["$ref", "description", "x-rust-name", "x-empty", "x-provenance"];
    /// A field with a type of its own.
    FIELD = "a field": [
        "type", "format", "description", "items", "x-rust-name", "x-sensitive", "x-empty", "examples", "x-provenance",
    ];
    /// What an array holds.
    ITEMS = "an array's items": ["$ref", "type", "format", "items", "x-sensitive"];
    /// `x-pagination`.
    PAGINATION = "x-pagination": ["page", "size", "total", "items"];
    /// `x-provenance`.
    PROVENANCE = "x-provenance": ["page", "title", "revised", "evidence", "note"];
}

/// How a text begins that a person still has to write: `TODO`, or `TODO: what is asked`.
pub const TO_DO: &str = "TODO";

/// Whether a person still has to write a text.
#[must_use]
pub fn is_to_do(text: &str) -> bool {
    text.trim_start().strip_prefix(TO_DO).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

/// What to write instead of a keyword of `OpenAPI` that the profile has not, where there is more to say than to remove it.
#[must_use]
pub fn instead_of(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "enum" | "oneOf" | "const" => {
            "move the codes to a schema of their own, as `oneOf: [{\"const\": …, \"title\": …, \"description\": …}]`, and refer to it"
        }
        "anyOf" | "not" | "discriminator" | "additionalProperties" | "patternProperties" => {
            "remove it: objects list the fields that their page lists, and a client reads past any others"
        }
        "nullable" => "remove it; a field that may be null or missing is one that `required` does not list",
        "default" => "remove it: a client invents no values; say in the description what the platform does without one",
        "example" => "write `\"examples\": [ … ]`",
        "x-sensitive" => "marks stand on strings: on the field itself, or on the schema that the field refers to",
        "minimum" | "maximum" | "minLength" | "maxLength" | "pattern" | "minItems" | "maxItems" | "uniqueItems" => {
            "remove it and say it in the description: a client checks nothing that the platform checks"
        }
        "deprecated" => "remove it and say it in the description",
        "parameters" | "security" | "securitySchemes" => {
            "remove it: everything that a call carries, the credentials included, is in its JSON body"
        }
        "get" | "put" | "patch" | "delete" | "head" | "options" => "write `post`: no page shows another method",
        _ => return None,
    })
}
