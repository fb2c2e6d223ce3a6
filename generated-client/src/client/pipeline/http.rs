//! The HTTP clients underneath: set up for calls with a key in their body, on top of what the caller wants; or one that the
//! caller finished. Sending with them is up to `transport`.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, Id};

use super::cause::causes;
use super::proxies::Proxies;

/// What the caller does to a client's set-up, before this crate's own rules are set.
pub(in crate::client) type SetUp = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// The HTTP clients of one client: those with a connection pool, and one that makes a connection for each call.
pub(in crate::client) enum Http {
    /// The caller's, as it is: what rules it follows cannot be seen.
    Finished { client: reqwest::Client, proxies: Proxies },
    Own {
        recipe: Recipe,
        proxies: Proxies,
        kept: PerRuntime,
        /// Made with the first call that needs it.
        fresh: OnceLock<reqwest::Client>,
    },
}

/// How this crate sets an HTTP client up.
#[derive(Clone)]
pub(in crate::client) struct Recipe {
    pub(in crate::client) connect_timeout: Duration,
    pub(in crate::client) loopback: bool,
    /// `https`, or `http`.
    pub(in crate::client) scheme: &'static str,
    pub(in crate::client) set_up: Option<SetUp>,
}

/// Whether a call uses the connection pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Pool {
    Kept,
    Fresh,
}

impl Http {
    /// The crate's own.
    pub(in crate::client) fn own(recipe: Recipe) -> Result<Self, reqwest::Error> {
        let kept = recipe.make(Pool::Kept)?;
        let proxies = Proxies::of(&kept, recipe.scheme);
        Ok(Self::Own { proxies, recipe, kept: PerRuntime::new(kept), fresh: OnceLock::new() })
    }

    /// The caller's.
    pub(in crate::client) fn finished(client: reqwest::Client, scheme: &str) -> Self {
        Self::Finished { proxies: Proxies::of(&client, scheme), client }
    }

    pub(super) fn proxies(&self) -> &Proxies {
        match self {
            Self::Finished { proxies, .. } | Self::Own { proxies, .. } => proxies,
        }
    }

    /// The client for a call's connection.
    pub(in crate::client) fn client(&self, pool: Pool) -> Result<reqwest::Client, reqwest::Error> {
        match (self, pool) {
            (Self::Finished { client, .. }, _) => Ok(client.clone()),
            (Self::Own { recipe, kept, .. }, Pool::Kept) => kept.client(|| recipe.make(Pool::Kept)),
            (Self::Own { recipe, fresh, .. }, Pool::Fresh) => match fresh.get() {
                Some(client) => Ok(client.clone()),
                None => recipe.make(Pool::Fresh).map(|made| fresh.get_or_init(|| made).clone()),
            },
        }
    }
}

/// How many runtimes have a connection pool of one client. One more replaces the pool of the runtime that has made no call for the longest.
const RUNTIMES: usize = 64;

/// An HTTP client with its connection pool for each runtime, because a pooled connection is driven by the runtime that made it and stops when
/// that one does. Sorted by last use, the newest at the end.
pub(in crate::client) struct PerRuntime(Mutex<Vec<(Option<Id>, reqwest::Client)>>);

impl PerRuntime {
    /// `first` is for the first runtime that asks.
    fn new(first: reqwest::Client) -> Self {
        Self(Mutex::new(vec![(None, first)]))
    }

    fn client(
        &self,
        make: impl FnOnce() -> Result<reqwest::Client, reqwest::Error>,
    ) -> Result<reqwest::Client, reqwest::Error> {
        // Calls are made in a runtime; see `exchange`.
        let here = Handle::try_current().ok().map(|runtime| runtime.id());
        if let Some(client) = self.known(here) {
            return Ok(client);
        }
        // It takes a while, which the other runtimes need not wait for.
        let client = make()?;
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= RUNTIMES {
            clients.remove(0);
        }
        clients.push((here, client.clone()));
        Ok(client)
    }

    fn known(&self, here: Option<Id>) -> Option<reqwest::Client> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = clients.iter().rposition(|(of, _)| *of == here || of.is_none())?;
        let (_, client) = clients.remove(at);
        clients.push((here, client.clone()));
        Some(client)
    }
}

impl Recipe {
    fn make(&self, pool: Pool) -> Result<reqwest::Client, reqwest::Error> {
        let is_plain = self.scheme == "http";
        let trusting_nobody = || self.on(without_roots(), pool).build();
        if is_plain && self.loopback && self.set_up.is_none() {
            // No TLS is ever needed, and reading the system's certificates takes longer than many calls.
            return trusting_nobody();
        }
        let made = self.on(reqwest::Client::builder(), pool).build();
        // A system without CA certificates is no obstacle to plain http.
        if is_plain { made.or_else(|_| trusting_nobody()) } else { made }
    }

    fn on(&self, http: reqwest::ClientBuilder, pool: Pool) -> reqwest::ClientBuilder {
        let mut http = http.connect_timeout(self.connect_timeout).tcp_nodelay(true);
        if self.loopback {
            // A proxy from the environment would see what is meant to stay on this machine.
            http = http.no_proxy();
        }
        if let Some(set_up) = &self.set_up {
            http = set_up(http);
        }
        // The rules from here on cannot be changed by the caller.
        http = http
            // The key is in the body: it goes to no other address than the one that the caller set.
            .redirect(reqwest::redirect::Policy::none())
            // Retries are decided by this crate alone, by the operation's effect.
            .retry(reqwest::retry::never())
            .referer(false)
            // It writes whole requests to the log, key included.
            .connection_verbose(false)
            // Shorter than what servers commonly keep a connection open for, so that few calls meet one that is just being closed.
            .pool_idle_timeout(Duration::from_secs(20));
        if pool == Pool::Fresh {
            http = http.pool_max_idle_per_host(0);
        }
        http
    }
}

/// A builder that trusts no certificate authority until one is added, and so does not read those of the system.
fn without_roots() -> reqwest::ClientBuilder {
    let http = reqwest::Client::builder();
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls"))]
    let http = http.tls_certs_only([]);
    http
}

/// Why no HTTP client can be made, where that is known, as the end of a sentence.
pub(in crate::client) fn why_not_set_up(error: &reqwest::Error) -> &'static str {
    // The TLS library has no type for it.
    if causes(error).any(|cause| cause.to_string().contains("CA certificates")) {
        ": there are no CA certificates on this system, without which https trusts nobody; install them (the package is commonly called \
         ca-certificates), name their file in the environment (SSL_CERT_FILE), or bring your own by .http(|http| http.tls_certs_only(…))"
    } else {
        ": the source of this error says why"
    }
}
