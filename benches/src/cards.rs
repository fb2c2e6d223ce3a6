//! A page of cards as the platform sends it, and derived types that read it: with plain fields, and with the client's own.

use open_api_client::{AppId, BinId, CardId, CardStatus, Cvv, DateTime, Decimal, Expiry, HolderId, Pan, Pin, decimal};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{DeserializeOwned, Error, IntoDeserializer};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt::Write as _;

/// So many cards in the form of the documents' example, no two of them alike.
#[must_use]
pub fn page(cards: u32) -> String {
    let mut list = String::new();
    for at in 0..cards {
        let (comma, day, cents) = (if at == 0 { "" } else { "," }, 1 + at % 28, at % 100);
        let _ = write!(
            list,
            r#"{comma}{{"app_id":100001,"card_id":"82cc95353d901fbcda9fe138{at:08x}","bin_id":"cpi_6530de6a2f1c7","holder_id":"","card_no":"34543255{at:08}","balance":{at}.{cents:02},"limit":{at}.5,"expiry":"03/28","cvv":"715","pin":"","status":{status},"use_at":"2023-11-{day:02} 02:53:47","close_at":"","end_at":"2026-11-{day:02} 23:59:59","mark":""}}"#,
            status = 1 + at % 7,
        );
    }
    format!(r#"{{"total":{cards},"page_no":1,"page_size":{cards},"card_list":[{list}]}}"#)
}

/// The same in the platform's envelope.
#[must_use]
pub fn answer(cards: u32) -> String {
    format!(r#"{{"code":0,"message":"success","data":{}}}"#, page(cards))
}

/// A page as derived code reads it: floats, texts for dates, numbers for codes.
#[derive(Debug, Deserialize)]
pub struct PlainPage {
    /// As `CardsListResponse`.
    pub total: i32,
    /// As `CardsListResponse`.
    pub page_no: i32,
    /// As `CardsListResponse`.
    pub page_size: i32,
    /// As `CardsListResponse`.
    pub card_list: Vec<PlainCard>,
}

/// A card as derived code reads it.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of `Card`")]
pub struct PlainCard {
    pub app_id: i64,
    pub card_id: String,
    pub bin_id: String,
    pub holder_id: String,
    pub card_no: String,
    pub balance: f64,
    pub limit: f64,
    pub expiry: String,
    pub cvv: String,
    pub pin: String,
    pub status: i32,
    pub use_at: String,
    pub close_at: String,
    pub end_at: String,
    pub mark: Option<String>,
}

/// A page as derived code reads it into the client's own field types: exact amounts, dates, ids, open enums.
#[derive(Debug, Deserialize)]
pub struct ExactPage {
    /// As `CardsListResponse`.
    pub total: i32,
    /// As `CardsListResponse`.
    pub page_no: i32,
    /// As `CardsListResponse`.
    pub page_size: i32,
    /// As `CardsListResponse`.
    pub card_list: Vec<ExactCard>,
}

/// A card as derived code reads it into the client's own field types.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of `Card`")]
pub struct ExactCard {
    pub app_id: AppId,
    pub card_id: CardId,
    pub bin_id: BinId,
    #[serde(deserialize_with = "text_or_empty")]
    pub holder_id: Option<HolderId>,
    pub card_no: Pan,
    #[serde(with = "decimal")]
    pub balance: Decimal,
    #[serde(with = "decimal")]
    pub limit: Decimal,
    pub expiry: Expiry,
    pub cvv: Cvv,
    #[serde(deserialize_with = "text_or_empty")]
    pub pin: Option<Pin>,
    pub status: CardStatus,
    #[serde(deserialize_with = "date_or_empty")]
    pub use_at: Option<DateTime>,
    #[serde(deserialize_with = "date_or_empty")]
    pub close_at: Option<DateTime>,
    #[serde(deserialize_with = "date_or_empty")]
    pub end_at: Option<DateTime>,
    pub mark: Option<String>,
}

fn text_or_empty<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    let text = Cow::<str>::deserialize(from)?;
    if text.is_empty() {
        return Ok(None);
    }
    let text: StrDeserializer<'_, ValueError> = text.as_ref().into_deserializer();
    T::deserialize(text).map(Some).map_err(D::Error::custom)
}

fn date_or_empty<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime>, D::Error> {
    let text = Cow::<str>::deserialize(from)?;
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(D::Error::custom) }
}

/// The platform's envelope around a [`PlainPage`].
#[derive(Debug, Deserialize)]
pub struct PlainAnswer {
    /// 0 for success.
    pub code: i32,
    /// In words.
    pub message: String,
    /// The page.
    pub data: PlainPage,
}
