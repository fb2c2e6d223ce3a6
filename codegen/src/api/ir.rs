//! What will be generated, decided: names, presence, sensitivity, paging. Decisions only, never tokens.
//! `lower` makes it from the spec; `lint`, `emit`, `diff` and `coverage` read it.

use crate::spec::catalog::Catalog;
use crate::spec::openapi::{CodeValue, Effect, Notices, Provenance, Sensitive, Server, Width};
use crate::text::json::Tree;
use crate::text::source::{Span, Spanned};

/// The whole API.
#[derive(Debug, Clone)]
pub struct Api {
    /// The platform's name.
    pub title: String,
    /// The revision of the newest page read.
    pub revision: Spanned<String>,
    /// What the platform is.
    pub description: Option<String>,
    /// Where the pages say that it is. Nothing is generated from it.
    pub servers: Vec<Server>,
    /// Whom to ask, and the description's licence.
    pub notices: Notices,
    /// The resources that have operations, sorted by tag.
    pub resources: Vec<Resource>,
    /// The operations whose tables are known, in the catalog's order.
    pub operations: Vec<Operation>,
    /// The named types, sorted by name.
    pub types: Vec<TypeDef>,
    /// The events, sorted by tag.
    pub webhooks: Vec<Webhook>,
    /// Every operation that the documentation names, in its order, with its Rust variant.
    pub named: Vec<NamedOperation>,
    /// The credentials.
    pub credentials: Option<Wrapper>,
    /// The envelope.
    pub envelope: Option<Wrapper>,
    /// Everything that the documentation names.
    pub catalog: Catalog,
}

impl Api {
    /// The type behind an id.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// The operation with an id, if its tables are known.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id.value == id)
    }

    /// Every type with its id.
    pub fn type_ids(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.types)
    }
}

/// The place of a type in [`Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) u32);

/// A group of operations: one tag, one handle of the client.
#[derive(Debug, Clone, Hash)]
pub struct Resource {
    /// The tag, such as `cards`.
    pub tag: Spanned<String>,
    /// The handle's type, such as `Cards`.
    pub ident: String,
    /// The module and the client's method, such as `cards`.
    pub module: String,
    /// What the resource is.
    pub description: Option<String>,
    /// Its operations: places in [`Api::operations`].
    pub operations: Vec<usize>,
}

/// An operation whose tables are known.
#[derive(Debug, Clone, Hash)]
pub struct Operation {
    /// `resource.action`.
    pub id: Spanned<String>,
    /// The variant, such as `CardsList`.
    pub variant: String,
    /// The method on the resource's handle, such as `list`.
    pub method: String,
    /// The tag.
    pub tag: String,
    /// The path below the version, if a page states it.
    pub path: Option<Spanned<String>>,
    /// What a call may change.
    pub effect: Spanned<Effect>,
    /// The request type.
    pub request: TypeId,
    /// Where the request type is referred to.
    pub request_span: Span,
    /// The type of the answer's data.
    pub response: TypeId,
    /// Where the answer's type is referred to.
    pub response_span: Span,
    /// How the answer is paged.
    pub paging: Option<Paging>,
    /// A few words.
    pub summary: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// The page behind it.
    pub provenance: Provenance,
    /// The documented request.
    pub request_example: Option<Span>,
    /// The documented answer, envelope included.
    pub response_example: Option<Span>,
}

impl Operation {
    /// The request fields that a call cannot be made without; the paging begins by itself.
    pub fn required<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Field> {
        api.ty(self.request).shape.object().into_iter().flat_map(|object| object.required(self.paging))
    }

    /// The request fields that are set on a call: optional ones, and the paging.
    pub fn settable<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Field> {
        api.ty(self.request).shape.object().into_iter().flat_map(|object| object.settable(self.paging))
    }
}

/// How an answer is paged; each number is a place in the type's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Paging {
    /// Where it is written.
    pub span: Span,
    /// The request's page number.
    pub page: usize,
    /// The request's page size.
    pub size: usize,
    /// The answer's count over all pages.
    pub total: usize,
    /// The answer's array.
    pub items: usize,
}

impl Paging {
    /// Whether a field of the request carries the paging.
    #[must_use]
    pub const fn is_in_request(&self, at: usize) -> bool {
        self.page == at || self.size == at
    }
}

/// An operation that the documentation names, typed or not.
#[derive(Debug, Clone, Hash)]
pub struct NamedOperation {
    /// Its place in the catalog's operations.
    pub catalog: usize,
    /// The variant, such as `CardsFreeze`.
    pub variant: String,
    /// Its place in [`Api::operations`], if its tables are known.
    pub operation: Option<usize>,
}

/// An event.
#[derive(Debug, Clone, Hash)]
pub struct Webhook {
    /// The event tag.
    pub tag: Spanned<String>,
    /// The variant, such as `CardStatusActive`.
    pub variant: String,
    /// The payload's type.
    pub payload: TypeId,
    /// Where the payload's type is referred to.
    pub payload_span: Span,
    /// The catalog's webhook entry.
    pub group: Spanned<String>,
    /// A few words.
    pub summary: Option<String>,
    /// What happened.
    pub description: Option<String>,
    /// The page behind it.
    pub provenance: Provenance,
    /// The documented payload.
    pub example: Option<Span>,
}

/// A named type.
#[derive(Debug, Clone, Hash)]
pub struct TypeDef {
    /// The schema's name.
    pub name: Spanned<String>,
    /// The Rust type.
    pub ident: String,
    /// The module it lives in.
    pub module: String,
    /// What it is.
    pub description: Option<String>,
    /// The page behind it.
    pub provenance: Provenance,
    /// Where values of it travel.
    pub usage: Usage,
    /// Whether someone has judged that its name only sounds sensitive.
    pub harmless: bool,
    /// Whether it is sensitive or reaches something that is.
    pub reaches_sensitive: bool,
    /// What it is made of.
    pub shape: Shape,
    /// The struct of the fields that a value cannot be made without, where they are too many for arguments.
    pub required_ident: Option<String>,
    /// A value for tests, if it is an object that comes back. Only an API that code is made of has them.
    pub example: Option<Tree>,
}

impl TypeDef {
    /// Whether a caller makes values of it: a request, or an object inside one.
    #[must_use]
    pub const fn is_made(&self) -> bool {
        self.usage.request && self.shape.object().is_some()
    }
}

/// Where values of a type travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Usage {
    /// In requests.
    pub request: bool,
    /// In answers.
    pub response: bool,
    /// In deliveries of events.
    pub webhook: bool,
}

impl Usage {
    /// Whether nothing uses the type.
    #[must_use]
    pub const fn is_unused(self) -> bool {
        !(self.request || self.response || self.webhook)
    }
}

/// What a named type is made of.
#[derive(Debug, Clone, Hash)]
pub enum Shape {
    /// A string of its own kind.
    Text {
        /// Why it must not be shown.
        sensitive: Option<Sensitive>,
        /// Examples.
        examples: Option<Span>,
    },
    /// A number of its own kind.
    Integer {
        /// Its width.
        width: Width,
        /// Examples.
        examples: Option<Span>,
    },
    /// A list of codes, open to new ones.
    Enum(Enum),
    /// Fields of an answer or a payload, or of something inside.
    Object(Object),
    /// An operation's own request fields; the credentials are added when it is sent.
    Request(Object),
}

impl Shape {
    /// The fields, if there are any.
    #[must_use]
    pub const fn object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) | Self::Request(object) => Some(object),
            _ => None,
        }
    }
}

/// A list of codes.
#[derive(Debug, Clone, Hash)]
pub struct Enum {
    /// Whether codes are strings.
    pub textual: bool,
    /// The codes, in document order.
    pub variants: Vec<Variant>,
}

/// One code.
#[derive(Debug, Clone, Hash)]
pub struct Variant {
    /// The code on the wire.
    pub code: Spanned<CodeValue>,
    /// The spec's title.
    pub title: Spanned<String>,
    /// The Rust variant.
    pub ident: String,
    /// What the code means.
    pub description: Option<String>,
}

/// What surrounds every call, which the runtime has and no type is generated for.
#[derive(Debug, Clone)]
pub struct Wrapper {
    /// Its fields.
    pub object: Object,
    /// What it is.
    pub description: Option<String>,
    /// The page behind it.
    pub provenance: Provenance,
}

/// Fields in document order.
#[derive(Debug, Clone, Hash)]
pub struct Object {
    /// Where the object is written.
    pub span: Span,
    /// The fields.
    pub fields: Vec<Field>,
}

impl Object {
    /// The fields that a value cannot be made without; the paging begins by itself.
    pub fn required(&self, paging: Option<Paging>) -> impl Iterator<Item = &Field> {
        let of_paging = move |at| paging.is_some_and(|paging: Paging| paging.is_in_request(at));
        let fields = self.fields.iter().enumerate();
        fields.filter(move |(at, field)| !field.is_option() && !of_paging(*at)).map(|(_, field)| field)
    }

    /// The fields that are set on a value that has been made: optional ones, and the paging.
    pub fn settable(&self, paging: Option<Paging>) -> impl Iterator<Item = &Field> {
        let of_paging = move |at| paging.is_some_and(|paging: Paging| paging.is_in_request(at));
        let fields = self.fields.iter().enumerate();
        fields.filter(move |(at, field)| field.is_option() || of_paging(*at)).map(|(_, field)| field)
    }
}

/// One field.
#[derive(Debug, Clone, Hash)]
pub struct Field {
    /// The name on the wire.
    pub wire: Spanned<String>,
    /// The Rust field.
    pub ident: String,
    /// The setter on a call, if the field is set by one.
    pub setter: String,
    /// What it is.
    pub description: Option<String>,
    /// Its type when there is a value.
    pub ty: Type,
    /// When there is a value.
    pub presence: Presence,
    /// Whether someone has judged that its name only sounds sensitive.
    pub harmless: bool,
    /// Where it differs from the object's.
    pub provenance: Option<Box<Provenance>>,
    /// Examples.
    pub examples: Option<Span>,
}

/// When a field has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Presence {
    /// The key is always there.
    pub required: bool,
    /// An empty string means that there is no value.
    pub may_be_empty: bool,
}

impl Field {
    /// Whether the Rust field is an `Option`. A list that is always there is none: it may have no entries.
    #[must_use]
    pub const fn is_option(&self) -> bool {
        !self.presence.required || self.presence.may_be_empty && !matches!(self.ty, Type::List(_))
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A string.
    Text,
    /// A string that must not be shown.
    Sensitive(Sensitive),
    /// A boolean.
    Boolean,
    /// A number without a fraction.
    Integer(Width),
    /// Money.
    Decimal,
    /// A date and time without a zone.
    CivilDateTime,
    /// Any JSON.
    Any,
    /// A named type.
    Named(TypeId),
    /// A list.
    List(Box<Type>),
}

impl Type {
    /// The named type inside, through any lists.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(inner) => inner.named(),
            _ => None,
        }
    }

    /// How many lists lie around the innermost type.
    #[must_use]
    pub fn arrays(&self) -> usize {
        match self {
            Self::List(inner) => 1 + inner.arrays(),
            _ => 0,
        }
    }

    /// The innermost type, through any lists.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) => inner.innermost(),
            other => other,
        }
    }
}
