//! A delivery without a type, and why it has none.

use std::fmt;

use zeroize::Zeroizing;

use crate::wire::DecodeError;

/// A delivery that this version cannot type, kept as it came.
#[derive(Clone, PartialEq)]
pub struct UnknownEvent {
    pub(super) tag: String,
    pub(super) body: Zeroizing<Vec<u8>>,
    pub(super) reason: UnknownReason,
}

impl UnknownEvent {
    /// The tag, as it was passed to [`parse`](super::parse).
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The body, as it was passed to [`parse`](super::parse). It may hold card data.
    #[must_use]
    pub fn expose_body(&self) -> &[u8] {
        &self.body
    }

    /// Why the delivery has no type.
    #[must_use]
    pub fn reason(&self) -> &UnknownReason {
        &self.reason
    }
}

impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent")
            .field("tag", &self.tag)
            .field("body", &format_args!("[redacted, {} bytes]", self.body.len()))
            .field("reason", &self.reason)
            .finish()
    }
}

/// Why a delivery has no type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UnknownReason {
    /// The documents do not list the tag.
    Tag,
    /// The tag is known and the body does not hold what is documented for it.
    Unreadable(DecodeError),
}

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag => f.write_str("the event tag is not one that the documents list"),
            Self::Unreadable(error) => write!(f, "the body is not what is documented for the tag: {error}"),
        }
    }
}
