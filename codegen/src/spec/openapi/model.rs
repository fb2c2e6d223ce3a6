//! The spec as the profile understands it: every value typed, every one with its place.
//! Names are still the wire's and references are still text; `lower` resolves both.

use crate::text::source::{Span, Spanned};
use crate::text::worded::worded;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A text with its place.
pub type Text = Spanned<String>;

/// The whole spec.
#[derive(Debug, Clone)]
pub struct Document {
    /// The platform's name.
    pub title: Text,
    /// The revision of the newest page read.
    pub version: Text,
    /// What the platform is.
    pub description: Option<Text>,
    /// Whom to ask, and under which licence the description is.
    pub notices: Notices,
    /// Where it is.
    pub servers: Vec<Server>,
    /// The resources, by tag.
    pub tags: Vec<Tag>,
    /// The operations with a path and those without.
    pub operations: Vec<Operation>,
    /// The events.
    pub webhooks: Vec<Webhook>,
    /// The named schemas.
    pub schemas: Vec<Schema>,
    /// Where `components.schemas` is, or the document when it is missing.
    pub schemas_span: Span,
    /// The schemas that problems were found in: later passes do not complain of what follows from those.
    pub broken: BTreeSet<String>,
}

/// What the spec says of itself, for readers and other tools.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    /// `name`, `url` and `email` of `contact`.
    pub contact: BTreeMap<&'static str, String>,
    /// `name`, and `identifier` or `url` of `license`.
    pub license: BTreeMap<&'static str, String>,
}

/// Where the pages say that the platform is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL, with its variables in braces.
    pub url: String,
    /// What is known of it.
    pub description: Option<String>,
    /// By name: what stands for a variable where nothing else does, and what is known of it.
    pub variables: BTreeMap<String, (String, Option<String>)>,
}

/// A resource.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The tag, such as `cards`.
    pub name: Text,
    /// What the resource is.
    pub description: Option<Text>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `resource.action`.
    pub id: Text,
    /// The path below the version, if a page states it.
    pub path: Option<Text>,
    /// The one tag: the resource.
    pub tag: Text,
    /// A few words.
    pub summary: Option<Text>,
    /// What it does.
    pub description: Option<Text>,
    /// The request's schema.
    pub request: Text,
    /// The documented request.
    pub request_example: Option<Span>,
    /// The schema of the answer's `data`.
    pub response: Text,
    /// The documented answer, envelope included.
    pub response_example: Option<Span>,
    /// What a call may change.
    pub effect: Spanned<Effect>,
    /// How the answer is paged.
    pub pagination: Option<Pagination>,
    /// The page behind it.
    pub provenance: Provenance,
}

worded! {
    /// What a call may change; it decides what may be repeated.
    pub enum Effect {
        /// A query.
        Read = "read",
        /// Changes state.
        Write = "write",
        /// May move or commit money.
        Money = "money",
    }
}

/// Which fields carry the paging.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// Where it is written.
    pub span: Span,
    /// The request's page number.
    pub page: Text,
    /// The request's page size.
    pub size: Text,
    /// The answer's count over all pages.
    pub total: Text,
    /// The answer's array.
    pub items: Text,
}

/// Which page says so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Provenance {
    /// Where it is written.
    pub span: Span,
    /// The page's id.
    pub page: Text,
    /// The page's title.
    pub title: Text,
    /// When the page was last revised, if it says so.
    pub revised: Option<Text>,
    /// What on the page says so.
    pub evidence: Evidence,
    /// Where the page is at odds with itself or another one, and what was decided.
    pub note: Option<Text>,
}

worded! {
    /// What on a page says something.
    pub enum Evidence {
        /// A field table.
        Table = "table",
        /// A JSON example.
        Example = "example",
        /// Prose, or the words inside a table's description cell.
        Text = "text",
    }
}

/// One event.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The event tag.
    pub tag: Text,
    /// What it is called in Rust, where that does not follow from the tag.
    pub rust_name: Option<Text>,
    /// A few words.
    pub summary: Option<Text>,
    /// What happened.
    pub description: Option<Text>,
    /// The payload's schema.
    pub payload: Text,
    /// The documented payload.
    pub example: Option<Span>,
    /// The catalog's webhook page that the tag belongs to.
    pub group: Text,
    /// The page behind it.
    pub provenance: Provenance,
}

/// A named schema.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Its name under `components.schemas`.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
    /// Its shape.
    pub shape: Shape,
    /// Whether someone has judged that its name only sounds sensitive.
    pub harmless: bool,
    /// The page behind it.
    pub provenance: Provenance,
}

/// What a named schema describes.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A string of its own kind, such as an id.
    Text {
        /// How carefully it is handled.
        sensitive: Option<Spanned<Sensitive>>,
        /// Examples.
        examples: Option<Span>,
    },
    /// A number of its own kind, such as an id.
    Integer {
        /// Its width.
        width: Width,
        /// Examples.
        examples: Option<Span>,
    },
    /// A list of codes.
    Enum(Enum),
    /// Fields.
    Object(Object),
    /// Credentials and fields.
    Request(Object),
}

/// A list of codes.
#[derive(Debug, Clone)]
pub struct Enum {
    /// What the codes are on the wire.
    pub codes: Vec<EnumCode>,
    /// Whether codes are strings.
    pub textual: bool,
}

/// One code.
#[derive(Debug, Clone)]
pub struct EnumCode {
    /// The code on the wire.
    pub code: Spanned<CodeValue>,
    /// The variant's name.
    pub title: Text,
    /// What the code means.
    pub description: Option<Text>,
}

/// A code on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeValue {
    /// A number.
    Integer(i32),
    /// A string.
    Text(String),
}

impl fmt::Display for CodeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(code) => code.fmt(f),
            Self::Text(code) => code.fmt(f),
        }
    }
}

/// How wide an integer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Width {
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
}

/// Fields in document order.
#[derive(Debug, Clone)]
pub struct Object {
    /// The fields.
    pub fields: Vec<Field>,
    /// The object's own place.
    pub span: Span,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub name: Text,
    /// What it is called in Rust, where that does not follow from the wire.
    pub rust_name: Option<Box<Text>>,
    /// What it is.
    pub description: Option<Text>,
    /// Its type.
    pub ty: FieldType,
    /// Whether the page marks it required.
    pub required: bool,
    /// Whether an empty string means that there is no value.
    pub empty: Option<Span>,
    /// How carefully it is handled.
    pub sensitive: Option<Spanned<Sensitive>>,
    /// Whether someone has judged that its name only sounds sensitive.
    pub harmless: bool,
    /// Examples.
    pub examples: Option<Span>,
    /// Where it differs from the object's.
    pub provenance: Option<Box<Provenance>>,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// A named schema.
    Ref(Text),
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// A number without a fraction.
    Integer(Width),
    /// A number that is money.
    Decimal,
    /// A date and time without a zone.
    CivilDateTime,
    /// Any JSON.
    Any,
    /// A list.
    List(Box<FieldType>, Option<Spanned<Sensitive>>),
}

worded! {
    /// Why a value must not be shown.
    pub enum Sensitive {
        /// Authorises calls.
        Secret = "secret",
        /// A card number.
        Pan = "pan",
        /// A card verification value.
        Cvv = "cvv",
        /// A PIN.
        Pin = "pin",
        /// Says something about a person.
        Pii = "pii",
    }
}

/// Whether a field's values may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// They may not.
    Sensitive(Sensitive),
    /// They may: somebody has looked.
    Harmless,
}

impl Mark {
    /// Every one that `x-sensitive` may have.
    pub const ALL: &'static [Self] = &[
        Self::Sensitive(Sensitive::Secret),
        Self::Sensitive(Sensitive::Pan),
        Self::Sensitive(Sensitive::Cvv),
        Self::Sensitive(Sensitive::Pin),
        Self::Sensitive(Sensitive::Pii),
        Self::Harmless,
    ];

    /// As `x-sensitive` has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sensitive(kind) => kind.word(),
            Self::Harmless => "none",
        }
    }
}
