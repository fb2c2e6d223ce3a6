//! A typed call that has not been made yet. Only the encoding of the request and the decoding of its answer depend on the
//! type; everything else is compiled once.

use std::num::NonZeroU32;
use std::time::Duration;

use super::paging::{Items, Pages};
use crate::client::answer::raw::RawResponse;
use crate::client::handle::Client;
use crate::client::pipeline::fields::encode;
use crate::client::pipeline::run::{Finished, run_operation};
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::client::settings::retry::RetryPolicy;
use crate::error::Error;
use crate::request::{PagedRequest, Request};

/// A call of a documented operation, to be completed and then sent.
///
/// The operation's optional fields have a method each. What the call does differently from its client is set by the methods
/// that begin with `with_`. Nothing happens before one of the `send`s, [`items`](Self::items) or [`pages`](Self::pages).
#[derive(Debug, Clone)]
pub struct Call<R> {
    pub(super) client: Client,
    pub(crate) request: R,
    pub(super) options: CallOptions,
    headers: Headers,
}

impl<R: Request> Call<R> {
    #[allow(dead_code, reason = "a spec may have no operations")]
    pub(crate) fn new(client: &Client, request: R) -> Self {
        Self { client: client.clone(), request, options: CallOptions::new(), headers: Headers::default() }
    }

    /// The request as it stands, without credentials: a plain value that can be kept and sent later.
    #[must_use]
    pub fn request(&self) -> &R {
        &self.request
    }

    /// Replaces the request.
    #[must_use]
    pub fn with_request(self, request: R) -> Self {
        Self { request, ..self }
    }

    /// Sets several options at once, in place of all that were set before.
    #[must_use]
    pub fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// How long this call may take over all, instead of the client's limit. In a stream, the limit is for each page.
    #[must_use]
    pub fn with_deadline(mut self, limit: Duration) -> Self {
        self.options = self.options.deadline(limit);
        self
    }

    /// How long one attempt of this call may take, instead of the client's limit.
    #[must_use]
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.options = self.options.attempt_timeout(limit);
        self
    }

    /// How this call is retried, where its effect allows it, instead of the client's policy.
    #[must_use]
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.options = self.options.retry(policy);
        self
    }

    /// A header of this call's requests, beside those of [`ClientBuilder::header`](crate::ClientBuilder::header) and under the same
    /// rules: one that is refused is an error of kind [`InvalidRequest`](crate::ErrorKind::InvalidRequest) when the call is made.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.add(name.into(), value.into());
        self
    }

    /// Makes the call and decodes its answer.
    ///
    /// # Errors
    ///
    /// Every [`ErrorKind`](crate::ErrorKind); [`Error::delivery`] says what is known of the request's fate.
    pub async fn send(self) -> Result<R::Response, Error> {
        start(self).await?.read().map(|(answer, _)| answer)
    }

    /// Makes the call and returns the answer as it came: any status, any body. It is retried as
    /// [`send`](Self::send) is.
    ///
    /// # Errors
    ///
    /// When no complete answer came, or the request could not be sent.
    pub async fn send_raw(self) -> Result<RawResponse, Error> {
        start(self).await.map(Finished::into_raw)
    }
}

impl<R: Request> Call<R> {
    /// What a stream is made of.
    pub(super) fn into_parts(self) -> (Client, R, (CallOptions, Headers)) {
        (self.client, self.request, (self.options, self.headers))
    }
}

impl<R: PagedRequest> Call<R> {
    /// How many pages a stream of this call reads, instead of the client's limit; one more is an error.
    #[must_use]
    pub fn with_max_pages(mut self, pages: NonZeroU32) -> Self {
        self.options = self.options.max_pages(pages);
        self
    }

    /// Every entry from the requested page on, page after page, as a stream.
    #[must_use]
    pub fn items(self) -> Items<R> {
        Items::new(self.pages())
    }

    /// Every page from the requested one on, as a stream.
    #[must_use]
    pub fn pages(self) -> Pages<R> {
        Pages::new(self.client, self.request, (self.options, self.headers))
    }
}

/// The call under way; its type does not depend on the request's.
///
/// Not a method: its name could then not be the setter of a documented field.
pub(super) fn start<R: Request>(call: Call<R>) -> impl Future<Output = Result<Finished, Error>> + Send + use<R> {
    run_operation(call.client.core, R::OPERATION, encode(&call.request), (call.options, call.headers))
}
