//! The HTTP clients underneath: set up for calls with a key in their body, on top of what the caller wants; or one that the
//! caller finished. Sending with them is up to `transport`.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What the caller does to a client's set-up, before this crate's own rules are set.
pub(in crate::client) type SetUp = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// The HTTP clients of one client: one that keeps its connections, and one that makes a connection for each call.
#[derive(Clone)]
pub(in crate::client) enum Http {
    /// The caller's, as it is: what rules it follows cannot be seen.
    Finished(reqwest::Client),
    Own {
        recipe: Recipe,
        kept: reqwest::Client,
        /// Made with the first call that needs it.
        fresh: OnceLock<reqwest::Client>,
    },
}

/// How this crate sets an HTTP client up.
#[derive(Clone)]
pub(in crate::client) struct Recipe {
    pub(in crate::client) connect_timeout: Duration,
    pub(in crate::client) loopback: bool,
    pub(in crate::client) set_up: Option<SetUp>,
}

/// Whether a call's connection serves other calls too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Pool {
    Kept,
    Fresh,
}

impl Http {
    /// The crate's own.
    pub(in crate::client) fn own(recipe: Recipe) -> Result<Self, reqwest::Error> {
        let kept = recipe.make(Pool::Kept)?;
        Ok(Self::Own { recipe, kept, fresh: OnceLock::new() })
    }

    /// The same with connections of its own. The caller's keeps its connections: it cannot be set up anew.
    #[cfg(feature = "blocking")]
    pub(in crate::client) fn apart(&self) -> Self {
        match self {
            Self::Finished(_) => self.clone(),
            // What could be set up once can be set up again; if not, shared connections are still connections.
            Self::Own { recipe, .. } => Self::own(recipe.clone()).unwrap_or_else(|_| self.clone()),
        }
    }

    /// The client for a call's connection.
    pub(in crate::client) fn client(&self, pool: Pool) -> Result<&reqwest::Client, reqwest::Error> {
        match (self, pool) {
            (Self::Finished(client), _) | (Self::Own { kept: client, .. }, Pool::Kept) => Ok(client),
            (Self::Own { recipe, fresh, .. }, Pool::Fresh) => match fresh.get() {
                Some(client) => Ok(client),
                None => recipe.make(Pool::Fresh).map(|made| fresh.get_or_init(|| made)),
            },
        }
    }
}

impl Recipe {
    fn make(&self, pool: Pool) -> Result<reqwest::Client, reqwest::Error> {
        let mut http = reqwest::Client::builder().connect_timeout(self.connect_timeout).tcp_nodelay(true);
        if self.loopback {
            // A proxy from the environment would see what is meant to stay on this machine.
            http = http.no_proxy();
        }
        if let Some(set_up) = &self.set_up {
            http = set_up(http);
        }
        // From here on what nobody may change.
        http = http
            // The key is in the body: it goes to no other address than the one that the caller set.
            .redirect(reqwest::redirect::Policy::none())
            // Repeating is decided by this crate alone, by the operation's effect.
            .retry(reqwest::retry::never())
            .referer(false)
            // It writes whole requests to the log, key included.
            .connection_verbose(false)
            // Shorter than what servers commonly keep a connection open for, so that few calls meet one that is just being closed.
            .pool_idle_timeout(Duration::from_secs(20));
        if pool == Pool::Fresh {
            http = http.pool_max_idle_per_host(0);
        }
        http.build()
    }
}
