//! The `data` of a successful envelope, as text: for calls without a type, and for the typed ones to decode.

use std::any::type_name;
use std::fmt;
use std::ops::Range;

use serde_core::de::DeserializeOwned;

use super::partial::LeftOut;
use super::raw::{RawResponse, what_now};
use crate::error::{Delivery, Error, ErrorKind, Facts, mask_name};
use crate::wire::{self, DecodeError, Unreadable, Wire};

/// The `data` of a successful answer, not decoded yet.
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
        self.decode_part(self.expose_json(), "data")
    }

    /// Reads one field of it, exactly: amounts, whole numbers, texts, dates, this crate's ids, enums and models, and lists of them.
    ///
    /// `path` is that of the field within the data, such as `amount` or `parts[0].amount`; `""` is the whole.
    ///
    /// ```no_run
    /// # async fn example(client: open_api_client::Client) -> Result<(), open_api_client::Error> {
    /// use open_api_client::{Decimal, Operation, exact};
    ///
    /// let data = client.call(Operation::PaymentsGet, &exact!({"payment_id": "p-1"})).await?;
    /// let amount: Decimal = data.get("amount")?;
    /// # let _ = amount;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode), with the path of what is not there or does not fit.
    #[allow(private_bounds, reason = "implemented by this crate only")]
    pub fn get<T: Wire>(&self, path: &str) -> Result<T, Error> {
        let whole = self.expose_json();
        let Some(part) = wire::part_of(whole, path) else {
            let at = mask_name(path);
            let detail = format!("the platform reports success (code 0), but there is no `{at}` in `data`");
            return Err(self.error(ErrorKind::Decode, detail).with_path(format!("data.{at}")));
        };
        wire::decode_part(&self.raw.body, part, &path_below_data(path))
            .map_err(|error| self.unlike_the_documents(error))
    }

    /// Reads a piece of it, which stands at `path`, as a type of the caller's.
    pub(in crate::client) fn decode_part<T: DeserializeOwned>(&self, part: &str, path: &str) -> Result<T, Error> {
        let read = serde_json::from_str(part);
        let again = |error| wire::without_repeats(part).and_then(|once| serde_json::from_str(&once).ok()).ok_or(error);
        read.or_else(again).map_err(|error| self.undecodable(type_name::<T>(), path, &error))
    }

    fn undecodable(&self, name: &str, path: &str, error: &serde_json::Error) -> Error {
        let detail = format!(
            "the platform reports success (code 0), but `{path}` does not fit the type {name} at its line {} column {}",
            error.line(),
            error.column()
        );
        self.error(ErrorKind::Decode, detail).with_path(path)
    }

    /// Reads it as a documented answer; the path of what does not fit is kept.
    pub(in crate::client) fn read<T: Wire>(&self) -> Result<T, Error> {
        // `null`, `[]`, `true` and no `data` at all are how platforms say that an answer has no content.
        if T::HOLDS_NOTHING {
            return Ok(T::blank());
        }
        self.has_content()?;
        wire::decode_part(&self.raw.body, self.expose_json(), "data").map_err(|error| self.unlike_the_documents(error))
    }

    /// Reads it as a documented answer, but for the entries of its lists that cannot be read.
    pub(in crate::client) fn read_leniently<T: Wire>(&self) -> Result<(T, Vec<LeftOut>), Error> {
        if T::HOLDS_NOTHING {
            return Ok((T::blank(), Vec::new()));
        }
        self.has_content()?;
        let read = wire::decode_part_leniently(&self.raw.body, self.expose_json(), "data");
        let (value, unreadable) = read.map_err(|error| self.unlike_the_documents(error))?;
        let left_out = unreadable.into_iter().map(|Unreadable { list, index, error }| {
            let error = self.unlike_the_documents(error);
            LeftOut { list, index, error }
        });
        Ok((value, left_out.collect()))
    }

    fn has_content(&self) -> Result<(), Error> {
        if self.range.is_some() {
            return Ok(());
        }
        let detail = "the platform reports success (code 0) and sends no `data`".to_owned();
        Err(self.error(ErrorKind::Decode, detail).with_path("data"))
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

fn path_below_data(path: &str) -> String {
    if path.is_empty() || path.starts_with('[') { format!("data{path}") } else { format!("data.{path}") }
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

    /// The answer of an operation whose answers have no content.
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
    fn a_place_in_data_is_told_from_the_envelope_on() {
        for (path, told) in [("", "data"), ("[0]", "data[0]"), ("[0].id", "data[0].id"), ("id", "data.id")] {
            assert_eq!(path_below_data(path), told);
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
