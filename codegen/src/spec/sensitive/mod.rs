//! What must not be shown, by a field's description, its name, and the shape of a value: one vocabulary for what brings pages
//! into the spec and for what looks over the spec. What only hints is [`Holds::Unclear`], for a person to decide.

mod names;
mod shapes;
mod vocabulary;
mod wording;

pub(crate) use names::{of_name, words};
pub(crate) use shapes::of_value;
pub(crate) use wording::{Said, of_text};

use super::openapi::Sensitive;
use std::fmt;

/// What a field holds that must not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// The number of a payment card.
    CardNumber,
    /// The number of an account at a bank.
    AccountNumber,
    /// What a card's magnetic stripe or chip says.
    TrackData,
    /// The verification value of a card.
    SecurityCode,
    /// The PIN of a card.
    Pin,
    /// A password.
    Password,
    /// A code that is good for one use, as sent by SMS.
    OneTimeCode,
    /// A key or a token that authorises calls.
    Key,
    /// When a card expires.
    ExpiryDate,
    /// The number of a person's document.
    IdentityNumber,
    /// What a person is called.
    PersonName,
    /// A telephone number.
    Phone,
    /// How else a person is reached.
    Contact,
    /// An e-mail address.
    Email,
    /// Where a person lives.
    Address,
    /// When a person was born.
    BirthDate,
    /// A face, a fingerprint, the picture of a document.
    Biometric,
    /// Something that the page calls confidential, without saying what it is.
    Unclear,
}

/// What a field holds by its name, in view of its description. A description that says that the thing is not held, or not secret,
/// decides; only if the name plainly says a secret, a person has to decide.
pub(crate) fn beside(said: Option<Said>, named: Option<Holds>) -> Option<Holds> {
    let named = named?;
    match said {
        Some(Said::Spares(spared)) if spared == named => {
            (named.mark() != Some(Sensitive::Pii)).then_some(Holds::Unclear)
        }
        _ => Some(named),
    }
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CardNumber => "a card number",
            Self::AccountNumber => "an account number",
            Self::TrackData => "a card's track data",
            Self::SecurityCode => "a card's security code",
            Self::Pin => "a PIN",
            Self::Password => "a password",
            Self::OneTimeCode => "a one-time code",
            Self::Key => "a key",
            Self::ExpiryDate => "a card's expiry date",
            Self::IdentityNumber => "the number of a document",
            Self::PersonName => "a person's name",
            Self::Phone => "a telephone number",
            Self::Contact => "how a person is reached",
            Self::Email => "an e-mail address",
            Self::Address => "a person's address",
            Self::BirthDate => "a date of birth",
            Self::Biometric => "a person's picture or print",
            Self::Unclear => "something confidential",
        })
    }
}

impl Holds {
    /// The mark that such a value gets in the spec; none where a person has to say.
    #[must_use]
    pub const fn mark(self) -> Option<Sensitive> {
        match self {
            Self::CardNumber => Some(Sensitive::Pan),
            Self::SecurityCode => Some(Sensitive::Cvv),
            Self::Pin => Some(Sensitive::Pin),
            Self::TrackData | Self::Password | Self::OneTimeCode | Self::Key => Some(Sensitive::Secret),
            Self::AccountNumber
            | Self::ExpiryDate
            | Self::IdentityNumber
            | Self::PersonName
            | Self::Phone
            | Self::Contact
            | Self::Email
            | Self::Address
            | Self::BirthDate
            | Self::Biometric => Some(Sensitive::Pii),
            Self::Unclear => None,
        }
    }
}
