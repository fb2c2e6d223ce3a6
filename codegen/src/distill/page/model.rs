//! What a documentation page states, neutral to any spec: its place, its tables, its examples, each with its position.
//! No English names, no effects, no marks: a page does not state those. What its words say of units and of secrets is kept
//! as what they say. `read` fills this model.

use super::codes::CodeValue;
use super::example::Json;
pub use super::example::Level;
use super::names::FieldPath;
use super::place::{At, Span};
use super::presence::Presence;
use super::sensitive::Sensitivity;
use super::types::FieldType;
use super::unit::Unit;
use crate::text::worded::worded;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The site's own id of the page, when a comment at its top gives it.
    pub id: Option<At<String>>,
    /// The part of the documentation that it belongs to.
    pub area: Option<Area>,
    /// The headings that it stands under, outermost first, without the area.
    pub section: Vec<At<String>>,
    /// Its title.
    pub title: Option<At<String>>,
    /// The day of its last revision, `YYYY-MM-DD`.
    pub revised: Option<At<String>>,
    /// Its prose, line by line.
    pub remarks: Vec<At<String>>,
    /// What it describes.
    pub body: Body,
}

impl Page {
    /// The examples of all that is sent or comes.
    pub(in crate::distill) fn examples(&self) -> impl Iterator<Item = &Json> {
        let messages = match &self.body {
            Body::Operation(operation) => [Some(&operation.request), Some(&operation.response)],
            Body::Webhook(webhook) => [Some(&webhook.payload), None],
            Body::Constant(_) => [None, None],
        };
        messages.into_iter().flatten().flat_map(|message| &message.examples)
    }
}

/// A part of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The operations.
    Api,
    /// The constants.
    Constants,
    /// The webhooks.
    Webhooks,
}

/// What a page describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A call that a client makes.
    Operation(Box<Operation>),
    /// A list of codes.
    Constant(Constant),
    /// A call that the platform makes.
    Webhook(Webhook),
}

/// A call that a client makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Where it is sent.
    pub endpoint: Endpoint,
    /// What is sent.
    pub request: Message,
    /// What comes back.
    pub response: Message,
}

/// Where a call is sent, as far as the page says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Option<At<Method>>,
    /// The path as written, placeholders such as `{{version}}` included.
    pub path: Option<At<String>>,
    /// Scheme and host, where the page shows a whole URL.
    pub server: Option<At<String>>,
    /// Where it names several paths at once, of which none is taken.
    pub several: Option<Span>,
}

worded! {
    /// An HTTP method.
    pub enum Method {
        /// `GET`
        Get = "GET",
        /// `POST`
        Post = "POST",
        /// `PUT`
        Put = "PUT",
        /// `PATCH`
        Patch = "PATCH",
        /// `DELETE`
        Delete = "DELETE",
    }
}

impl Method {
    pub(super) fn read(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|method| method.word().eq_ignore_ascii_case(name))
    }
}

/// A body that is sent one way: the table that describes it and the examples that show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// The table of its fields.
    pub table: Option<FieldTable>,
    /// Its examples, empty ones included.
    pub examples: Vec<Json>,
    /// Which level of the examples the table describes; none when no example tells.
    pub level: Option<Level>,
    /// The words by which the page says that this body is empty: `无`. Without them, a message that has no table is one that
    /// the page says nothing of.
    pub nothing: Option<At<String>>,
}

impl Message {
    /// The part of each example that the table describes; the whole example when none tells.
    pub fn described(&self) -> impl Iterator<Item = &Json> {
        self.examples.iter().filter_map(|example| match self.level {
            Some(Level::Data) => example.get("data"),
            Some(Level::Root) | None => Some(example),
        })
    }
}

/// A table of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldTable {
    /// Its header.
    pub span: Span,
    /// Whether it has a column that says which fields are required.
    pub states_presence: bool,
    /// Its rows in order.
    pub rows: Vec<Row>,
    /// Rows that could not be read; each has a finding.
    pub unread: Vec<Span>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The whole row.
    pub span: Span,
    /// Where the field is; the span is the name as written.
    pub path: At<FieldPath>,
    /// Its type; none when the cell is empty or not understood, which is an error in the findings.
    pub field_type: Option<At<FieldType>>,
    /// Whether it has to be there; none when the table or the row does not say.
    pub presence: Option<At<Presence>>,
    /// What the page says about it.
    pub description: Option<At<String>>,
    /// The codes that the description lists, if it lists any; else those that a further column of words lists.
    pub codes: Vec<Value>,
    /// What its amount is counted in, where the page says so; the span is the words that do.
    pub unit: Option<At<Unit>>,
    /// What it holds that must not be shown, by its wording or the example's shape; the span is what says so.
    pub sensitive: Option<At<Sensitivity>>,
    /// Further cells: the column's header and the text.
    pub extra: Vec<(String, At<String>)>,
    /// What decided how the row is divided into cells.
    pub divided_by: DividedBy,
}

/// What decided how a row is divided into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DividedBy {
    /// The page has cell borders.
    Borders,
    /// There is only one way.
    Only,
    /// The example.
    Example,
    /// The other rows: a parent that exists, a name that is taken.
    Rows,
    /// A rule of plausibility.
    Rule(&'static str),
    /// It is no row but a field of a schema.
    Schema,
}

/// A code and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The code.
    pub code: At<CodeValue>,
    /// What it means.
    pub meaning: At<String>,
    /// What else the page says about it.
    pub note: Option<At<String>>,
}

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// The codes in order.
    pub values: Vec<Value>,
}

/// A call that the platform makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The events that send it.
    pub events: Vec<Event>,
    /// What is sent.
    pub payload: Message,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its tag.
    pub tag: At<String>,
    /// What it announces.
    pub description: At<String>,
}
