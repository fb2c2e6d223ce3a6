//! What is made of an answer: a success and its `data`, or an error that says what became of the request.

use std::ops::Range;

use serde_core::de::DeserializeOwned;

use super::data::Data;
use super::envelope::{self, Envelope};
use super::fate;
use super::partial::LeftOut;
use super::raw::{RawResponse, what_now};
use crate::client::settings::retry;
use crate::drift::watch::Noted;
use crate::error::{Delivery, Error, ErrorKind, Facts, mask};
use crate::wire::{self, Wire};

impl RawResponse {
    /// Judges the answer: a successful status, an envelope, code 0. What comes back is the envelope's `data`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Http`], [`ErrorKind::Decode`] and [`ErrorKind::Api`], with this answer's status and body; or
    /// [`ErrorKind::Exhausted`] around the first when retries did not help.
    pub fn data(self) -> Result<Data, Error> {
        let envelope = Envelope::read(&self.body);
        if !self.is_successful() {
            return Err(self.http_error(envelope.ok()));
        }
        match envelope {
            Ok(envelope) if envelope.code == 0 => Ok(Data::new(self, envelope.data)),
            Ok(envelope) => Err(self.api_error(envelope)),
            Err(problem) => {
                let mut facts = self.facts();
                facts.path = problem.path.map(str::to_owned);
                let detail = match self.still_packed() {
                    // Another attempt would be answered with the same compression.
                    Some(why) if retry::is_repeatable(self.effect) => why,
                    why => why.unwrap_or(problem.detail) + what_now(Delivery::Unknown, self.effect),
                };
                Err(self.error(ErrorKind::Decode, Delivery::Unknown, detail, facts))
            }
        }
    }

    /// Judges the answer and reads its `data` as a type of the caller's.
    ///
    /// # Errors
    ///
    /// As [`data`](Self::data) and [`Data::decode`].
    pub fn decode<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.data()?.decode()
    }

    /// Judges the answer and reads its `data` as a documented type: in one pass where the answer is a success of the usual
    /// form, else step by step, so that an error says what is wrong.
    pub(in crate::client) fn read<T: Wire>(self) -> Result<(T, Data, Noted), Error> {
        if let Some((value, range, odd)) = self.read_quickly() {
            return Ok((value, Data::new(self, Some(range)), Noted::Bits(odd)));
        }
        let data = self.data()?;
        let value = data.read()?;
        Ok((value, data, Noted::Unusual))
    }

    /// As [`read`](Self::read), but for the entries of lists that cannot be read.
    pub(in crate::client) fn read_leniently<T: Wire>(self) -> Result<(T, Vec<LeftOut>, Data, Noted), Error> {
        if let Some((value, range, odd)) = self.read_quickly() {
            return Ok((value, Vec::new(), Data::new(self, Some(range)), Noted::Bits(odd)));
        }
        let data = self.data()?;
        let (value, left_out) = data.read_leniently()?;
        let noted = if left_out.is_empty() { Noted::Unusual } else { Noted::Failed };
        Ok((value, left_out, data, noted))
    }

    /// What a success of the usual form holds, where in the body `data` stands, and a bit for each thing that the spec does not say.
    fn read_quickly<T: Wire>(&self) -> Option<(T, Range<usize>, u64)> {
        if !self.is_successful() {
            return None;
        }
        let (text, odd) = envelope::data_of_success(&self.body)?;
        let (value, more) = wire::decode_quickly(text)?;
        Some((value, envelope::range_in(&self.body, text)?, odd | more))
    }

    /// What to say of a body that is still compressed. What reqwest has decompressed does not have this header any more.
    fn still_packed(&self) -> Option<String> {
        const KNOWN: [&str; 7] = ["br", "zstd", "deflate", "gzip", "x-gzip", "compress", "x-compress"];
        let name = self.header("content-encoding")?.trim().to_ascii_lowercase();
        if matches!(name.as_str(), "" | "identity") {
            return None;
        }
        // A name that is not registered may be anything, and is not repeated.
        let shown = KNOWN.iter().find(|known| **known == name).map(|known| format!(" ({known})")).unwrap_or_default();
        let feature = if name.ends_with("gzip") { "; enable the feature `gzip`" } else { "" };
        Some(format!("the answer's content-encoding{shown} was not asked for and cannot be read{feature}"))
    }

    fn is_successful(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What an answer with an unsuccessful status says about the request's fate.
    ///
    /// The status decides. An envelope beside it does not count: gateways send envelopes too, and what they gave up waiting for may
    /// still happen. Success that contradicts the status leaves the fate open.
    fn delivery(&self, envelope: Option<&Envelope>) -> Delivery {
        match envelope {
            Some(envelope) if envelope.code == 0 => Delivery::Unknown,
            _ => fate::of_status(self.status),
        }
    }

    /// Whether an answer with an unsuccessful status leaves the request's fate open.
    pub(in crate::client) fn is_in_doubt(&self) -> bool {
        self.delivery(Envelope::read(&self.body).ok().as_ref()) == Delivery::Unknown
    }

    /// A proxy's answer, whose body is its own: nothing in it is the platform's.
    fn proxy_error(self, proxy: &str, delivery: Delivery) -> Error {
        let detail = format!(
            "{proxy} asks for a log-in, or does not accept the one that it got (HTTP status 407); the log-in belongs to the proxy's address \
             in the environment, or to the proxy that .http(…) sets{}",
            what_now(delivery, self.effect)
        );
        let delivery = if self.in_doubt { Delivery::Unknown } else { delivery };
        let facts = self.facts();
        self.error(ErrorKind::Connect, delivery, detail, facts)
    }

    fn http_error(self, envelope: Option<Envelope>) -> Error {
        let delivery = self.delivery(envelope.as_ref());
        if let Some(proxy) = &self.proxy {
            let proxy = proxy.clone();
            return self.proxy_error(&proxy, delivery);
        }
        let mut facts = self.facts();
        let mut said = String::new();
        if let Some(envelope) = envelope {
            said = format!(" and code {}{}", envelope.code, self.quoted(envelope.message.as_deref()));
            facts.code = Some(envelope.code);
            facts.message = envelope.message;
        }
        let hint = match self.status {
            300..=399 => "; redirects are not followed, since the key is in the body: check base_url and version",
            401 | 403 => "; check customer_id, app_id and key",
            404 | 405 => "; check base_url, version and the operation's path",
            _ => "",
        };
        let doubt = if delivery == Delivery::Unknown { "" } else { self.earlier_doubt() };
        let detail =
            format!("answered with HTTP status {}{said}{hint}{}{doubt}", self.status, what_now(delivery, self.effect));

        let passes =
            delivery == Delivery::TryLater || retry::is_repeatable(self.effect) && retry::is_passing(self.status);
        let delivery = if self.in_doubt { Delivery::Unknown } else { delivery };
        let error = self.error(ErrorKind::Http, delivery, detail, facts).with_retryable(passes);
        match self.gave_up {
            Some(reason) => Error::gave_up(error, &reason),
            None => error,
        }
    }

    fn api_error(self, envelope: Envelope) -> Error {
        let message = self.quoted(envelope.message.as_deref());
        let detail = format!("refused by the platform with code {}{message}{}", envelope.code, self.earlier_doubt());
        let facts = Facts { code: Some(envelope.code), message: envelope.message, ..self.facts() };
        let delivery = if self.in_doubt { Delivery::Unknown } else { Delivery::Refused };
        self.error(ErrorKind::Api, delivery, detail, facts)
    }

    /// What a refusal leaves open: it is a verdict on the last attempt alone.
    fn earlier_doubt(&self) -> &'static str {
        if self.in_doubt { "; an earlier attempt may have reached the platform" } else { "" }
    }

    /// The platform's message as it may be shown.
    fn quoted(&self, message: Option<&str>) -> String {
        match message.map(|message| mask(message, self.credentials.key())) {
            Some(shown) if !shown.is_empty() => format!(": “{shown}”"),
            _ => String::new(),
        }
    }
}
