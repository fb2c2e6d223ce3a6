//! The client: who calls, where to, and by which rules. Its parts, from the outside in: `builder` and `env` make one, `call`
//! and `untyped` and `paging` are what a caller holds, `exchange` runs a call, `transport` one attempt of it.

mod address;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod budget;
mod builder;
mod call;
mod credentials;
mod data;
mod env;
mod envelope;
mod exchange;
mod options;
mod paging;
mod raw;
mod retry;
mod trace;
mod transport;
mod untyped;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_core::Serialize;
use zeroize::Zeroizing;

use self::address::Address;
#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingItems, BlockingPages};
use self::budget::Account;
pub use self::budget::RetryBudget;
pub use self::builder::ClientBuilder;
pub use self::call::Call;
use self::credentials::Credentials;
pub use self::data::Data;
use self::exchange::Outgoing;
pub use self::options::CallOptions;
use self::options::Settings;
pub use self::paging::{Items, Pages};
pub use self::raw::RawResponse;
pub use self::retry::RetryPolicy;
use self::trace::CallSpan;
use self::transport::Transport;
pub use self::untyped::UntypedCall;
use crate::Operation;
use crate::error::{Error, ErrorKind, Subject};
use crate::operation::Effect;
use crate::wire::Wire;

/// A client of the platform: where it is, who calls, and by which rules.
///
/// It is cheap to clone; clones share connections and the [retry budget](RetryBudget). `Debug` shows neither the key nor
/// anything that was sent.
///
/// ```no_run
/// # async fn example() -> Result<(), open_api_client::Error> {
/// use open_api_client::Client;
///
/// let client = Client::builder()
///     .base_url("https://api.example.com")
///     .version("v1")
///     .customer_id(10000011)
///     .app_id(100001)
///     .key(std::fs::read_to_string("/run/secrets/open-api-key").unwrap_or_default().trim())
///     .build()?;
/// let page = client.cards().list().send().await?;
/// # let _ = page;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// What all clones of a client share.
struct Inner {
    address: Address,
    credentials: Arc<Credentials>,
    transport: Transport,
    options: CallOptions,
    paths: BTreeMap<Operation, String>,
    account: Account,
}

impl Client {
    /// A client to be set up in code.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client set up by the environment: `OPEN_API_BASE_URL`, `OPEN_API_VERSION`, `OPEN_API_CUSTOMER_ID`,
    /// `OPEN_API_APP_ID` and `OPEN_API_KEY`. [`ClientBuilder::from_env`] lets you add to that.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`], naming every variable that is missing or unusable and the value of none.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env().build()
    }

    /// Calls an operation by its name, with a body that you write: for the operations that the documents only name.
    ///
    /// `fields` is a JSON object of the operation's own fields; the credentials are added to it. Its numbers are sent as they
    /// are written. Unless the documents state the operation's path, the client has to be built with
    /// [`path`](ClientBuilder::path). Whether the call may be repeated follows from [`Operation::effect`].
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
    /// As [`call`](Self::call), but nothing is known of the call's effect: it is repeated only when it provably never left,
    /// unless you say [`effect(Effect::Read)`](UntypedCall::effect).
    pub fn call_path<B: Serialize + ?Sized>(&self, path: impl Into<String>, fields: &B) -> UntypedCall {
        UntypedCall::path(self.clone(), path.into(), write(fields))
    }

    /// The path of an operation: the one that this client was built with, else the documents'.
    fn path_of(&self, operation: Operation) -> Result<&str, Error> {
        match self.inner.paths.get(&operation) {
            Some(path) => Ok(path),
            None => operation.path().ok_or_else(|| pathless(operation)),
        }
    }

    /// A request to `path`, which has been checked, with `fields`, which is the text of a JSON object.
    fn outgoing(
        &self,
        subject: Subject,
        path: &str,
        effect: Option<Effect>,
        fields: &[u8],
        options: CallOptions,
    ) -> Outgoing {
        Outgoing {
            subject,
            effect,
            url: self.inner.address.url(path),
            body: self.inner.credentials.merge(fields),
            settings: self.settings(options),
        }
    }

    fn settings(&self, over: CallOptions) -> Settings {
        self.inner.options.overridden_by(over).settings()
    }

    /// Makes a call and judges its answer.
    async fn run(&self, call: Outgoing) -> Result<Finished, Error> {
        let span = CallSpan::new(&call, &self.inner.address);
        let answer = span.cover(exchange::exchange(&self.inner, &call, &span)).await;
        match answer.and_then(RawResponse::data) {
            Ok(data) => Ok(Finished { data, span }),
            Err(error) => {
                span.failed(&error);
                Err(error)
            }
        }
    }

    /// Makes a call whose answer the caller judges.
    async fn run_raw(&self, call: Outgoing) -> Result<RawResponse, Error> {
        let span = CallSpan::new(&call, &self.inner.address);
        let answer = span.cover(exchange::exchange(&self.inner, &call, &span)).await;
        match &answer {
            Ok(raw) => span.answered(raw, None),
            Err(error) => span.failed(error),
        }
        answer
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &format_args!("{}", self.inner.address.display()))
            .field("credentials", &self.inner.credentials)
            .field("options", &self.inner.options)
            .field("paths", &self.inner.paths)
            .finish_non_exhaustive()
    }
}

/// A successful answer, whose span ends when it has been decoded.
struct Finished {
    data: Data,
    span: CallSpan,
}

impl Finished {
    fn data(&self) -> &Data {
        &self.data
    }

    fn into_data(self) -> Data {
        self.succeeded();
        self.data
    }

    /// Decodes a documented answer.
    fn read<T: Wire>(&self) -> Result<T, Error> {
        self.data.read().inspect(|_| self.succeeded()).inspect_err(|error| self.span.failed(error))
    }

    fn succeeded(&self) {
        self.span.answered(self.data.raw(), Some(0));
    }
}

/// A body's text, which may hold card numbers.
type Fields = Zeroizing<Vec<u8>>;

/// Enough for most requests, so that writing one leaves no copies behind.
const ROOM: usize = 1024;

/// The text of a body that the caller wrote.
fn write<B: Serialize + ?Sized>(fields: &B) -> Result<Fields, serde_json::Error> {
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *text, fields)?;
    Ok(text)
}

/// The text of a documented request.
fn encode<R: Wire>(request: &R) -> Result<Fields, serde_json::Error> {
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    request.write(&mut serde_json::Serializer::new(&mut *text))?;
    Ok(text)
}

/// What to do about an operation whose path nobody has read.
fn pathless(operation: Operation) -> Error {
    let page = match operation.page() {
        Some(page) => format!(", page {page}"),
        None => String::new(),
    };
    let detail = format!(
        "the path of this operation is not known. The documents name it {} ({}{page}). Either read that page and build the \
         client with .path(Operation::{operation:?}, \"/openApi/…\"), or add what the page says to the spec and generate the \
         client anew",
        operation.title(),
        operation.section(),
    );
    Error::new(ErrorKind::Config, Subject::Operation(operation), detail)
}
