//! What the documents say about every operation: the accessors of the generated table, whose types are in `info`. How an
//! operation is called lives in the client.

mod info;

use std::fmt;

pub use self::info::{Effect, Knowledge, OperationInfo};
use crate::generated::operations::Operation;

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
