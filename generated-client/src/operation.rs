//! What the documents say about every operation, as data: the generated table's row type and its accessors. How an
//! operation is called lives in the client.

use std::fmt;

use crate::generated::operations::Operation;

/// What a call may do on the platform, judged from the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// A query, which may be repeated.
    Read,
    /// It changes something.
    Write,
    /// It can move or commit money.
    Money,
}

/// How much the documents say about an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knowledge {
    /// Path, request and answer: it has a typed method.
    Typed,
    /// Request and answer are known and the path is not: its typed method needs a path from the caller.
    Pathless,
    /// A title: it can be called by hand with a path from the caller.
    Named,
}

/// One operation, as the documents have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// `resource.action`, such as `cards.list`.
    pub id: &'static str,
    /// The documents' section, such as `Card / Card`.
    pub section: &'static str,
    /// The documents' title, in their language.
    pub title: &'static str,
    /// The HTTP method, where the documents show it.
    pub method: Option<&'static str>,
    /// The path after the version, such as `/openApi/card/cardList`, where the documents state it.
    pub path: Option<&'static str>,
    /// What a call may do.
    pub effect: Effect,
    /// The documentation page's id, where it is known.
    pub page: Option<&'static str>,
    /// How much the documents say about it.
    pub knowledge: Knowledge,
}

impl Operation {
    /// The operation with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.id() == id)
    }

    /// `resource.action`, such as `cards.list`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.info().id
    }

    /// The documents' section, such as `Card / Card`.
    #[must_use]
    pub const fn section(self) -> &'static str {
        self.info().section
    }

    /// The documents' title, in their language.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.info().title
    }

    /// The HTTP method, where the documents show it.
    #[must_use]
    pub const fn method(self) -> Option<&'static str> {
        self.info().method
    }

    /// The path after the version, such as `/openApi/card/cardList`, where the documents state it.
    #[must_use]
    pub const fn path(self) -> Option<&'static str> {
        self.info().path
    }

    /// What a call may do.
    #[must_use]
    pub const fn effect(self) -> Effect {
        self.info().effect
    }

    /// The documentation page's id, where it is known.
    #[must_use]
    pub const fn page(self) -> Option<&'static str> {
        self.info().page
    }

    /// How much the documents say about it.
    #[must_use]
    pub const fn knowledge(self) -> Knowledge {
        self.info().knowledge
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
