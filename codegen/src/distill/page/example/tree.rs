//! The tree of an example's values. Its Debug shows shapes and never contents: examples hold card data and secrets.

use crate::distill::page::place::{At, Span};
use std::fmt;

/// One value of an example.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Json {
    /// Where it stands; for a part that the page cuts off, up to the cut.
    pub span: Span,
    /// What it is.
    pub value: JsonValue,
}

/// What a value of an example is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonValue {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the page's spelling.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object, its members in order.
    Object {
        /// The members that the page shows.
        members: Vec<Member>,
        /// Whether all of them are shown: no cut and no dots inside.
        complete: bool,
    },
}

/// A key of an object and its value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// The key.
    pub name: At<String>,
    /// Its value.
    pub value: Json,
}

/// Which level of an example a table describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The whole of it.
    Root,
    /// What lies under its key `data`.
    Data,
}

impl Json {
    /// The members of an object; none for anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            JsonValue::Object { members, .. } => members,
            _ => &[],
        }
    }

    /// The value under a key of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|member| member.name.value == name).map(|member| &member.value)
    }

    /// The objects at this place: the value itself, or a list's elements, however deep the lists are nested.
    #[must_use]
    pub fn objects(&self) -> Vec<&Self> {
        match &self.value {
            JsonValue::Object { .. } => vec![self],
            JsonValue::Array(elements) => elements.iter().flat_map(Self::objects).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it says nothing: `null`, `""`, `{}` or `[]`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.value {
            JsonValue::Null => true,
            JsonValue::String(text) => text.is_empty(),
            JsonValue::Array(elements) => elements.is_empty(),
            JsonValue::Object { members, .. } => members.is_empty(),
            JsonValue::Bool(_) | JsonValue::Number(_) => false,
        }
    }

    /// What kind of value it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            JsonValue::Null => "null",
            JsonValue::Bool(_) => "a boolean",
            JsonValue::Number(number) if number.contains(['.', 'e', 'E']) => "a number with a fraction",
            JsonValue::Number(_) => "a whole number",
            JsonValue::String(text) if text.is_empty() => "an empty string",
            JsonValue::String(_) => "a string",
            JsonValue::Array(_) => "a list",
            JsonValue::Object { .. } => "an object",
        }
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            JsonValue::Array(elements) => f.debug_list().entries(elements).finish(),
            JsonValue::Object { members, complete } => {
                let mut map = f.debug_map();
                map.entries(members.iter().map(|member| (&member.name.value, &member.value)));
                if *complete { map.finish() } else { map.finish_non_exhaustive() }
            }
            _ => f.write_str(self.kind()),
        }
    }
}
