//! The client itself: what all its clones share, and where a caller begins. How it is made, and how a call is sent, is not
//! decided here.

use std::fmt;
use std::sync::Arc;

use serde_core::Serialize;

use super::builder::ClientBuilder;
use super::calls::untyped::UntypedCall;
use super::pipeline::core::Core;
use super::pipeline::fields::write;
use crate::Operation;
use crate::error::Error;

/// A client of the platform: where it is, who calls, and by which rules.
///
/// It is cheap to clone; clones share connections and the [retry budget](crate::RetryBudget). `Debug` shows neither the key nor
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
    pub(super) core: Arc<Core>,
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
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming every variable that is missing or unusable and the value of none.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env().build()
    }

    /// Calls an operation by its name, with a body that you write: for the operations that the documents only name.
    ///
    /// `fields` is a JSON object of the operation's own fields; the credentials are added to it. Its numbers are sent as they
    /// are written. Unless the documents state the operation's path, the client has to be built with
    /// [`path`](ClientBuilder::path). Whether the call may be repeated follows from [`Operation::effect`]. It is sent by POST, as
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
    /// As [`call`](Self::call), but nothing is known of the call's effect: it is repeated only when it provably never left,
    /// unless you say [`effect(Effect::Read)`](UntypedCall::effect). Errors and spans show the path; card data belongs into the
    /// body.
    pub fn call_path<B: Serialize + ?Sized>(&self, path: impl Into<String>, fields: &B) -> UntypedCall {
        UntypedCall::path(self.clone(), path.into(), write(fields))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &format_args!("{}", self.core.address.display()))
            .field("credentials", &self.core.credentials)
            .field("options", &self.core.options)
            .field("paths", &self.core.paths)
            .finish_non_exhaustive()
    }
}
