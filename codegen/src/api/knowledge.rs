//! How much is known of what the documentation names. Who counts it, and what is generated for it, is said elsewhere.

use super::ir::Operation;
use crate::text::worded::worded;

worded! {
    /// What is known of an entry of the catalog.
    pub enum Knowledge {
        /// Everything that the client needs.
        Typed = "typed",
        /// An operation's tables, without its path.
        Pathless = "partial",
        /// A title and nothing more.
        Named = "named",
    }
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
}
