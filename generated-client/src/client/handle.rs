//! The client itself: the handle that `builder` makes and that calls are made with. Its methods stand beside what they lead to:
//! `builder`, `calls`, and the generated resources.

use std::fmt;
use std::sync::Arc;

use super::pipeline::core::Core;
use crate::error::{Error, ErrorKind, Subject};

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

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &format_args!("{}", self.core.address.display()))
            .field("credentials", &self.core.keys)
            .field("options", &self.core.options)
            .field("paths", &self.core.paths)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Asks the provider or the file for the key now, and calls that begin later have it: for when you have rotated it, or when the
    /// platform refuses it with a code of its own. A client that was built with [`key`](crate::ClientBuilder::key) has nothing to ask.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when no key could be had; the old one stays.
    pub fn refresh_key(&self) -> Result<(), Error> {
        self.core.keys.ask().map_err(|_| {
            // What the provider says is not repeated: it could hold the key.
            Error::new(
                ErrorKind::Config,
                Subject::Client,
                "the key cannot be had from its file or provider; the old one stays",
            )
        })
    }
}
