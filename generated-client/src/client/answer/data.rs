//! The `data` of a successful envelope, as text: for calls without a type, and for the typed ones to decode.

use std::any::type_name;
use std::fmt;
use std::ops::Range;

use serde_core::de::DeserializeOwned;

use super::raw::{RawResponse, what_now};
use crate::error::{Delivery, Error, ErrorKind, Facts};
use crate::wire::{self, DecodeError, Wire};

/// What a successful answer holds, before it has a type.
///
/// The numbers in it keep their digits; [`decimal`](crate::decimal) reads amounts into a type of yours exactly. `Debug` shows
/// the length and nothing else.
#[derive(Clone)]
pub struct Data {
    raw: RawResponse,
    range: Option<Range<usize>>,
}

impl Data {
    pub(in crate::client) fn new(raw: RawResponse, range: Option<Range<usize>>) -> Self {
        Self { raw, range }
    }

    /// The JSON text; `null` when the envelope has no `data`. **It may hold card numbers**: do not log it.
    #[must_use]
    pub fn expose_json(&self) -> &str {
        let text = self.range.clone().and_then(|range| self.raw.body.get(range));
        // The envelope's reader has found valid text there.
        text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("null")
    }

    /// Whether there is nothing: no `data`, or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.expose_json() == "null"
    }

    /// Reads it as a type of the caller's, or as one of this crate's models.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] and [`Delivery::Accepted`](crate::Delivery::Accepted): the platform reports success, so the call took
    /// effect. The whole answer is behind [`Error::expose_body`]. The reason is reduced to a place,
    /// because serde's own words repeat the values that they found.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(self.expose_json()).map_err(|error| {
            let name = type_name::<T>();
            self.undecodable(name, &error)
        })
    }

    fn undecodable(&self, name: &str, error: &serde_json::Error) -> Error {
        let detail = format!(
            "the platform reports success (code 0), but `data` does not fit the type {name} at its line {} column {}",
            error.line(),
            error.column()
        );
        self.error(ErrorKind::Decode, detail).with_path("data")
    }

    /// Reads it as a documented answer; the path of what does not fit is kept.
    pub(in crate::client) fn read<T: Wire>(&self) -> Result<T, Error> {
        // `null`, `[]`, `true` and no `data` at all are how platforms say that an answer has no content.
        if T::HOLDS_NOTHING {
            return Ok(T::blank());
        }
        if self.range.is_none() {
            let detail = "the platform reports success (code 0) and sends no `data`".to_owned();
            return Err(self.error(ErrorKind::Decode, detail).with_path("data"));
        }
        wire::decode_part(&self.raw.body, self.expose_json(), "data").map_err(|error| self.unlike_the_documents(error))
    }

    fn unlike_the_documents(&self, error: DecodeError) -> Error {
        let detail = format!("the platform reports success (code 0), but the answer is not as documented: {error}");
        let path = error.path().unwrap_or("data").to_owned();
        self.error(ErrorKind::Decode, detail).with_path(path).with_source(error)
    }

    /// An error about this answer, which the platform itself calls a success.
    pub(in crate::client) fn error(&self, kind: ErrorKind, detail: String) -> Error {
        let facts = Facts { code: Some(0), ..self.raw.facts() };
        let detail = detail + what_now(Delivery::Accepted, self.raw.effect);
        self.raw.error(kind, Delivery::Accepted, detail, facts)
    }

    pub(in crate::client) fn raw(&self) -> &RawResponse {
        &self.raw
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Data").field("json", &format_args!("[{} bytes]", self.expose_json().len())).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::client::settings::credentials::Credentials;
    use crate::error::Subject;
    use crate::models::CardsListResponse;
    use crate::sensitive::Secret;
    use crate::wire::record;

    /// What an operation answers whose answer has no content.
    #[derive(Debug)]
    struct Nothing {}

    record!(Nothing {});

    fn answer(body: &'static str) -> RawResponse {
        RawResponse {
            subject: Subject::Path("/a".to_owned()),
            effect: None,
            credentials: Arc::new(Credentials::new(1, 2, Secret::from("k")).unwrap()),
            status: 200,
            proxy: None,
            headers: reqwest::header::HeaderMap::new(),
            body: body.into(),
            attempts: 1,
            gave_up: None,
            in_doubt: false,
        }
    }

    #[test]
    fn an_answer_without_content_is_a_success_whatever_stands_in_its_place() {
        for body in [
            r#"{"code":0,"message":"success"}"#,
            r#"{"code":0,"message":"success","data":null}"#,
            r#"{"code":0,"message":"success","data":[]}"#,
            r#"{"code":0,"message":"success","data":{}}"#,
            r#"{"code":0,"message":"success","data":true}"#,
            r#"{"code":0,"message":"success","data":"ok"}"#,
        ] {
            assert!(answer(body).read::<Nothing>().is_ok(), "{body}");
        }
        let refused = answer(r#"{"code":7,"message":"no"}"#).read::<Nothing>().unwrap_err();
        assert_eq!((refused.kind(), refused.code()), (ErrorKind::Api, Some(7)));
        let lacking = answer(r#"{"code":0,"message":"success"}"#).read::<CardsListResponse>().unwrap_err();
        assert_eq!(lacking.kind(), ErrorKind::Decode, "an answer with content has to have it");
    }
}
