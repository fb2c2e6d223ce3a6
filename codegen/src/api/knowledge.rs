//! How much is known of what the documentation names. Who counts it, and what is generated for it, is said elsewhere.

use super::ir::Operation;

/// What is known of an entry of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knowledge {
    /// Everything that the client needs.
    Typed,
    /// An operation's tables, without its path.
    Pathless,
    /// A title and nothing more.
    Named,
}

impl Knowledge {
    /// What is known of an operation.
    #[must_use]
    pub const fn of(operation: Option<&Operation>) -> Self {
        match operation {
            Some(operation) if operation.path.is_some() => Self::Typed,
            Some(_) => Self::Pathless,
            None => Self::Named,
        }
    }

    /// The word that the reports use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Pathless => "partial",
            Self::Named => "named",
        }
    }
}
