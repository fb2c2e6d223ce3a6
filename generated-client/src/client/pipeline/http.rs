//! The HTTP client underneath: the one that the caller brought, or one that is set up for calls with a key in their body.
//! Sending with it is up to `transport`.

use std::time::Duration;

/// A `reqwest::Client`, and how to make another one like it.
#[derive(Clone)]
pub(in crate::client) struct Http {
    client: reqwest::Client,
    #[cfg_attr(not(feature = "blocking"), expect(dead_code, reason = "only blocking calls need another one"))]
    own: Option<Own>,
}

/// What this crate sets its own HTTP client up with.
#[derive(Clone, Copy)]
struct Own {
    connect_timeout: Duration,
    loopback: bool,
}

impl Http {
    /// The caller's, as it is.
    pub(in crate::client) fn of_the_caller(client: reqwest::Client) -> Self {
        Self { client, own: None }
    }

    /// One of the crate's own.
    pub(in crate::client) fn own(connect_timeout: Duration, loopback: bool) -> Result<Self, reqwest::Error> {
        Own { connect_timeout, loopback }.make()
    }

    /// One like it, with connections of its own. The caller's keeps its connections: it cannot be set up anew.
    #[cfg(feature = "blocking")]
    pub(in crate::client) fn apart(&self) -> Self {
        // What could be set up once can be set up again; if not, shared connections are still connections.
        self.own.and_then(|own| own.make().ok()).unwrap_or_else(|| self.clone())
    }

    pub(in crate::client) fn client(&self) -> &reqwest::Client {
        &self.client
    }
}

impl Own {
    fn make(self) -> Result<Http, reqwest::Error> {
        let mut http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // The key is in the body: it goes to no other address than the one that the caller set.
            .redirect(reqwest::redirect::Policy::none())
            // Repeating is decided by this crate alone, by the operation's effect.
            .retry(reqwest::retry::never())
            .referer(false)
            // Shorter than what servers commonly keep a connection open for: a payment that meets a connection which is
            // just being closed ends in doubt.
            .pool_idle_timeout(Duration::from_secs(20))
            .tcp_nodelay(true);
        if self.loopback {
            // A proxy from the environment would see what is meant to stay on this machine.
            http = http.no_proxy();
        }
        Ok(Http { client: http.build()?, own: Some(self) })
    }
}
