//! What carries the calls: the HTTP client underneath, and what every request says of its sender.

use std::sync::Arc;
use std::time::Duration;

use super::{ClientBuilder, user_agent};

impl ClientBuilder {
    /// How long making a connection may take, TLS included. Default: 5 seconds. A client passed to
    /// [`http_client_without_guards`](Self::http_client_without_guards) has its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Accepts plain `http` to another machine. **The key, card numbers and everything else then travel in the open.**
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Sets up the HTTP client underneath: proxies, certificates, time limits, addresses, headers of your own.
    ///
    /// `set_up` adds settings to the builder and returns it. It is called once for each HTTP client that is made, and must do the
    /// same each time. The rules that calls with money and a key in their body rely on are set after it and cannot be changed
    /// there: no redirects, no retries by reqwest, no referer, no `connection_verbose`, and the use of the connection pool. Unless
    /// told otherwise, the proxies are used that the environment names (`HTTPS_PROXY`, `ALL_PROXY`), except to this machine.
    ///
    /// ```
    /// use open_api_client::{Client, reqwest};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let proxy = reqwest::Proxy::https("http://proxy.internal:3128")?;
    /// let builder = Client::builder().http(move |http| http.proxy(proxy.clone()));
    /// # let _ = builder;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http(
        mut self,
        set_up: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.set_up = Some(Arc::new(set_up));
        self
    }

    /// Sends through a finished HTTP client, whose rules nobody can see or change any more. **Use [`http`](Self::http) instead,
    /// unless there is no other way.** What is given up:
    ///
    /// * Redirects: unless it was built with `redirect::Policy::none()`, a redirect makes a GET of a payment. The body, which holds
    ///   the key, is never sent along, and what is found elsewhere is an error; but a redirect that leads back to where the call
    ///   went cannot be noticed, and what is found there is taken for the answer.
    /// * Connections: a payment goes on whatever connection the client has kept, and may end in doubt or take an answer that was
    ///   sent out of turn. Blocking calls share its connections: one that was made in a runtime of one thread cannot be used by
    ///   a blocking call on that thread, which then waits until its time is up.
    /// * The log: `connection_verbose` writes whole requests there, key included.
    ///
    /// Retries stay with this crate: the body can be sent once only, so that reqwest's own retries never apply.
    ///
    /// With the feature `rustls`, call [`Client::builder`](crate::Client::builder) before you build yours, as `reqwest` has to be told which cryptography to
    /// use, and panics where nobody has: the first builder names ring, if the program has chosen no other
    /// [provider](https://docs.rs/rustls/0.23/rustls/crypto/struct.CryptoProvider.html#method.install_default) before.
    pub fn http_client_without_guards(mut self, client: reqwest::Client) -> Self {
        self.finished = Some(client);
        self
    }

    /// A suffix of the header `user-agent`, behind this crate's own name and version, such as `payouts/3.1`: it tells the platform whose calls
    /// these are.
    pub fn user_agent_suffix(mut self, suffix: impl AsRef<str>) -> Self {
        self.user_agent = format!("{} {}", user_agent(), suffix.as_ref().trim());
        self
    }

    /// A header of every request, for a gateway on the way. The client's own headers cannot be replaced, and a name or value that
    /// holds the key, or digits that could be a card number, is refused by [`build`](Self::build), because headers are commonly logged.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.add(name.into(), value.into());
        self
    }
}
