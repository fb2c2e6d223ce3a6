//! A call without a type: an operation that is only named, or a path that is not listed. Checks the caller's own body.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use serde_core::Serialize;

use crate::Operation;
use crate::client::answer::data::Data;
use crate::client::answer::raw::RawResponse;
use crate::client::handle::Client;
use crate::client::pipeline::core::Core;
use crate::client::pipeline::fields::{Fields, check_fields, write};
use crate::client::pipeline::outgoing::Outgoing;
use crate::client::pipeline::place::Refused;
use crate::client::pipeline::run::{Finished, run};
use crate::client::settings::address::check_path;
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::client::settings::retry::RetryPolicy;
use crate::error::{Error, ErrorKind, Subject};
use crate::operation::Effect;

impl Client {
    /// Calls an operation by its name, with a body that you write: for the operations that the documents only name.
    ///
    /// `fields` is a JSON object of the operation's own fields; the credentials are added to it. Its numbers are sent with all their
    /// digits: write amounts with [`exact!`](crate::exact!), which is as short as `json!`. A body whose amounts may have lost digits, or
    /// are no numbers any more, is refused before anything is sent, and [`Error::path`] says where: a float, as `json!` makes of
    /// every number with a fraction; a `Decimal` that serde has written as a text; a null in a `serde_json::Value` in place of an
    /// amount. Unless the documents state the operation's path, the client has to be built with
    /// [`path`](crate::ClientBuilder::path). Whether the call may be retried follows from [`Operation::effect`]. It is sent by POST, as
    /// all operations are whose method the documents show.
    ///
    /// ```no_run
    /// # async fn example(client: open_api_client::Client) -> Result<(), open_api_client::Error> {
    /// use open_api_client::Operation;
    /// use serde_json::json;
    ///
    /// let data = client.call(Operation::CardsFreeze, &json!({"card_id": "82cc95353d901fbcda9fe1385f68f29a"})).await?;
    /// # let _ = data;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<B: Serialize + ?Sized>(&self, operation: Operation, fields: &B) -> UntypedCall {
        UntypedCall::operation(self.clone(), operation, write(fields))
    }

    /// Calls a path that the documents do not list, with a body that you write; `path` follows the version, as in
    /// `/openApi/card/cardList`.
    ///
    /// As [`call`](Self::call), but nothing is known of the call's effect: it is retried only when it provably never left,
    /// unless you say [`effect(Effect::Read)`](UntypedCall::effect). Errors and spans show the path; card data belongs into the
    /// body.
    pub fn call_path<B: Serialize + ?Sized>(&self, path: impl Into<String>, fields: &B) -> UntypedCall {
        UntypedCall::path(self.clone(), path.into(), write(fields))
    }
}

/// A call with a body of the caller's own making. Await it, or [`send`](Self::send) it.
///
/// `Debug` does not show the body.
#[must_use = "a call does nothing until it is awaited"]
pub struct UntypedCall {
    client: Client,
    target: Target,
    fields: Fields,
    effect: Option<Effect>,
    options: CallOptions,
    headers: Headers,
}

/// What is called.
#[derive(Clone)]
pub(super) enum Target {
    Operation(Operation),
    Path(String),
}

impl Target {
    /// Whom errors are about. A refused path may hold anything, so that it is not shown.
    pub(super) fn subject(&self) -> Subject {
        match self {
            Self::Operation(operation) => Subject::Operation(*operation),
            Self::Path(path) if check_path(path).is_ok() => Subject::Path(path.clone()),
            Self::Path(_) => Subject::Client,
        }
    }
}

impl UntypedCall {
    fn operation(client: Client, operation: Operation, fields: Fields) -> Self {
        let target = Target::Operation(operation);
        Self {
            client,
            target,
            fields,
            effect: Some(operation.effect()),
            options: CallOptions::new(),
            headers: Headers::default(),
        }
    }

    fn path(client: Client, path: String, fields: Fields) -> Self {
        Self {
            client,
            target: Target::Path(path),
            fields,
            effect: None,
            options: CallOptions::new(),
            headers: Headers::default(),
        }
    }

    /// What the call does, in your own judgement. A call that only reads ([`Effect::Read`]) is retried even when it may have
    /// reached the platform.
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }

    /// Sets several options at once, in place of all that were set before.
    pub fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// How long this call may take over all, instead of the client's limit.
    pub fn with_deadline(mut self, limit: Duration) -> Self {
        self.options = self.options.deadline(limit);
        self
    }

    /// How long one attempt of this call may take, instead of the client's limit.
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.options = self.options.attempt_timeout(limit);
        self
    }

    /// How this call is retried, where its effect allows it, instead of the client's policy.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.options = self.options.retry(policy);
        self
    }

    /// A header of this call's requests, beside those of [`ClientBuilder::header`](crate::ClientBuilder::header) and under the same
    /// rules: one that is refused is an error of kind [`InvalidRequest`](crate::ErrorKind::InvalidRequest) when the call is made.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.add(name.into(), value.into());
        self
    }

    /// Makes the call and returns the envelope's `data`; awaiting the call does the same.
    ///
    /// # Errors
    ///
    /// Every [`ErrorKind`]. Before anything is sent: [`ErrorKind::Config`] when the operation has no path, and
    /// [`ErrorKind::InvalidRequest`] when the body is not a JSON object, holds a credential, a key twice or an amount that may not be
    /// exact, or the path is unusable.
    pub async fn send(self) -> Result<Data, Error> {
        let call = self.outgoing()?;
        run(&self.client.core, call).await?.into_data()
    }

    /// Makes the call and returns the answer as it came: any status, any body.
    ///
    /// # Errors
    ///
    /// When no complete answer came, or the request could not be sent.
    pub async fn send_raw(self) -> Result<RawResponse, Error> {
        let call = self.outgoing()?;
        run(&self.client.core, call).await.map(Finished::into_raw)
    }

    /// How long the call may take, by its own rules.
    #[cfg(feature = "blocking")]
    pub(super) fn limit(&self) -> Duration {
        self.client.core.settings(self.options).deadline
    }

    fn outgoing(&self) -> Result<Outgoing, Error> {
        let fields = self.checked_fields()?;
        outgoing(&self.client.core, &self.target, self.effect, fields, (self.options, &self.headers))
    }

    /// The text of the caller's body, which is a JSON object.
    pub(super) fn checked_fields(&self) -> Result<&[u8], Error> {
        let invalid = |refused: Refused| refused.into_error(self.target.subject());
        let fields = self.fields.as_ref().map_err(|refused| invalid(refused.clone()))?;
        check_fields(fields).map_err(|detail| invalid(detail.into()))?;
        Ok(fields)
    }

    pub(super) fn subject(&self) -> Subject {
        self.target.subject()
    }

    pub(super) fn map_options(mut self, change: impl FnOnce(CallOptions) -> CallOptions) -> Self {
        self.options = change(self.options);
        self
    }

    /// What a stream is made of.
    pub(super) fn into_parts(self) -> (Client, Target, Option<Effect>, (CallOptions, Headers)) {
        (self.client, self.target, self.effect, (self.options, self.headers))
    }
}

/// The request of a call without a type.
pub(super) fn outgoing(
    core: &Core,
    target: &Target,
    effect: Option<Effect>,
    fields: &[u8],
    how: (CallOptions, &Headers),
) -> Result<Outgoing, Error> {
    let path = match target {
        Target::Operation(operation) => core.path_of(*operation)?,
        Target::Path(path) => {
            check_path(path).map_err(|problem| {
                let detail = format!("the path given to call_path {problem}; it looks like `/openApi/card/cardList`");
                Error::new(ErrorKind::InvalidRequest, Subject::Client, detail)
            })?;
            path.as_str()
        }
    };
    core.outgoing(target.subject(), path, effect, fields, how)
}

impl IntoFuture for UntypedCall {
    type Output = Result<Data, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for UntypedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedCall")
            .field("target", &format_args!("{}", self.target.subject()))
            .field("effect", &self.effect)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
