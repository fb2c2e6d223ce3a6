//! Deliveries that the platform sends on its own: from a tag and a body to a typed event. Receiving them is the caller's
//! HTTP server's business.
//!
//! # What the documents leave open
//!
//! The documents list event tags and the fields of a delivery's body. They do not say:
//!
//! * **where the tag travels**: in a header, a field or the URL. Look at a real delivery and pass what you find.
//! * **whether deliveries are signed**, and how. Until you know, treat a delivery as a hint: look the card up with a call
//!   before you act on it.
//! * **what acknowledges a delivery**. Status 200 with an empty body is a guess, and no more.
//! * **whether and when a delivery is repeated**. Nothing in a body tells deliveries apart for certain; see
//!   [`Event::dedup_key`].

mod unknown;

use std::error::Error;
use std::fmt;

use zeroize::Zeroizing;

pub use self::unknown::{UnknownEvent, UnknownReason};
use crate::drift::{self, Drift};
pub use crate::generated::webhooks::Event;
use crate::generated::webhooks::{decode, shape};

/// Reads a delivery.
///
/// A tag that this version does not know, a field that it does not know and a body that it cannot read are not errors: the
/// first and the last give [`Event::Unknown`] with the raw body and the reason, and unknown fields are passed over. So are
/// space around the tag and a byte order mark before the body.
///
/// # Errors
///
/// [`ParseError::EmptyTag`] when the tag is empty or blank: it was not taken from where it travels.
///
/// ```
/// use open_api_client::webhook::{self, Event};
///
/// # let body = br#"{"card_id": "cid_1"}"#;
/// match webhook::parse("card.status.active", body)? {
///     Event::CardStatusActive(card) => println!("{} is active", card.card_id),
///     Event::Unknown(unknown) => println!("not understood: {}", unknown.reason()),
///     other => println!("{}", other.tag()),
/// }
/// # Ok::<(), webhook::ParseError>(())
/// ```
pub fn parse(tag: &str, body: impl AsRef<[u8]>) -> Result<Event, ParseError> {
    let body = body.as_ref();
    let name = tag.trim();
    if name.is_empty() {
        return Err(ParseError::EmptyTag);
    }
    let text = without_mark(body);
    let reason = match decode(name, text) {
        Some(Ok(event)) => return Ok(event),
        Some(Err(error)) => UnknownReason::Unreadable(error),
        None => UnknownReason::Tag,
    };
    Ok(Event::Unknown(UnknownEvent { tag: tag.to_owned(), body: Zeroizing::new(body.to_vec()), reason }))
}

/// A byte order mark is not JSON, but some platforms send one.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// Reads a delivery as [`parse`] does, and calls `tell` with what it holds that the spec does not say: nothing if it is as documented, and
/// no value but the codes of enums. The client's own answers are looked at by `ClientBuilder::on_drift`.
///
/// # Errors
///
/// As [`parse`].
///
/// ```
/// use open_api_client::webhook;
///
/// # let body = br#"{"card_id": "cid_1"}"#;
/// let event = webhook::parse_watched("card.status.active", body, |drift| eprintln!("{drift}"))?;
/// # let _ = event;
/// # Ok::<(), webhook::ParseError>(())
/// ```
pub fn parse_watched(tag: &str, body: impl AsRef<[u8]>, tell: impl FnOnce(&Drift)) -> Result<Event, ParseError> {
    let body = body.as_ref();
    let event = parse(tag, body)?;
    if let Some(drift) = drift::of_delivery(tag.trim(), without_mark(body), shape(tag.trim())) {
        tell(&drift);
    }
    Ok(event)
}

impl Event {
    /// A short text that is the same for two deliveries with the same tag and the same values in every documented field
    /// that is not sensitive; nothing for [`Event::Unknown`].
    ///
    /// The documents know neither a delivery's id nor its time, so this is the best that a body allows, and no more: a card
    /// that is frozen, unfrozen and frozen again with the same balance gives the same key for both freezes, and a repeated
    /// delivery whose balance has changed meanwhile gives another key. It may change with a version of this crate that
    /// knows more fields. It holds no card data, and is no protection against forgery.
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        self.digest().map(|digest| format!("{}:{digest}", self.tag()))
    }
}

/// Why a delivery was not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// The tag is empty.
    EmptyTag,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyTag => f.write_str(
                "the event tag is empty; the documents do not say where it travels, so look at a delivery (headers, body, \
                 URL) and pass the text that reads like `card.status.active`",
            ),
        }
    }
}

impl Error for ParseError {}
