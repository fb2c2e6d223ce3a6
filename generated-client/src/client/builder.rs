//! Sets a client up: what it can be told, and how all of it is checked at once. The settings themselves are in the modules within: whose
//! account it is, the limits of calls, what carries them, who is told of them.

mod account;
mod env;
mod limits;
mod transport;
mod watching;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::handle::Client;
use super::pipeline::budget::{Account, RetryBudget};
use super::pipeline::core::Core;
use super::pipeline::http::{Http, Recipe, SetUp, why_not_set_up};
use super::pipeline::transport::Transport;
use super::settings::address::{Address, check_path};
use super::settings::headers::{self, Headers};
use super::settings::keys::{self, Keys, Provider};
use super::settings::options::{CONNECT_TIMEOUT, CallOptions};
use crate::Operation;
use crate::drift::watch::Watch;
use crate::error::{Error, ErrorKind, Subject};
use crate::generated::SPEC_REVISION;
use crate::observe::Observed;
use crate::sensitive::Secret;

const HAS_TLS: bool = cfg!(any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls"));

/// An answer of ten cards has less than 5 KB; this is for a page of tens of thousands.
const MAX_ANSWER: usize = 16 * 1024 * 1024;

impl Client {
    /// A client to be set up in code.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client set up by the environment: `OPEN_API_BASE_URL`, `OPEN_API_CUSTOMER_ID`, `OPEN_API_APP_ID`, `OPEN_API_KEY`, and
    /// `OPEN_API_VERSION` where the base URL does not end with the version. [`ClientBuilder::from_env`] lets you add to that.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming every variable that is missing or unusable and the value of none.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env().build()
    }
}

/// Sets a [`Client`] up. Base URL, customer, app and key are required; the version where the base URL does not end with it;
/// everything else has a default.
///
/// What is wrong with the settings is reported by [`build`](Self::build), all at once. `Debug` does not show the key.
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    base_url: Setting<String>,
    version: Setting<Option<String>>,
    customer_id: Setting<i64>,
    app_id: Setting<i64>,
    key: Setting<Secret>,
    provider: Option<Provider>,
    user_agent: String,
    headers: Headers,
    paths: BTreeMap<Operation, String>,
    options: CallOptions,
    budget: RetryBudget,
    connect_timeout: Duration,
    max_answer: usize,
    allow_insecure_http: bool,
    watch: Option<Arc<Watch>>,
    observed: Observed,
    set_up: Option<SetUp>,
    finished: Option<reqwest::Client>,
}

/// A required setting, or why it is not there.
type Setting<T> = Result<T, String>;

/// The problem that [`ClientBuilder::build`] reports for a required setting that was not set.
fn missing<T>(method: &str, variable: &str) -> Setting<T> {
    Err(format!("{method} is not set: call .{method}(…), or set {variable} and use Client::from_env()"))
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        super::pipeline::tls::choose_cryptography();
        Self {
            base_url: missing("base_url", env::BASE_URL),
            version: Ok(None),
            customer_id: missing("customer_id", env::CUSTOMER_ID),
            app_id: missing("app_id", env::APP_ID),
            key: missing("key", env::KEY),
            provider: None,
            user_agent: user_agent(),
            headers: Headers::default(),
            paths: BTreeMap::new(),
            options: CallOptions::new(),
            budget: RetryBudget::default(),
            connect_timeout: CONNECT_TIMEOUT,
            max_answer: MAX_ANSWER,
            allow_insecure_http: false,
            watch: None,
            observed: Observed::default(),
            set_up: None,
            finished: None,
        }
    }

    /// Checks the settings and makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`], with everything that is missing or unusable and none of the values.
    pub fn build(self) -> Result<Client, Error> {
        let mut problems = Problems::default();
        let base_url = problems.note(self.base_url);
        let version = problems.note(self.version);
        let customer_id = problems.note(self.customer_id);
        let app_id = problems.note(self.app_id);
        let key = problems.note(self.key.and_then(keys::checked));
        let address = base_url.zip(version).and_then(|(base_url, version)| {
            problems.note_all(Address::new(&base_url, version.as_deref(), self.allow_insecure_http))
        });
        let own = self.set_up.is_none() && self.finished.is_none();
        if address.as_ref().is_some_and(Address::is_https) && own && !HAS_TLS {
            problems.0.push(
                "base_url is https, and this build has no TLS: enable the feature `rustls` or `native-tls`, or set TLS up by \
                 .http(…)"
                    .to_owned(),
            );
        }
        if self.set_up.is_some() && self.finished.is_some() {
            problems.0.push(
                "both .http(…) and .http_client_without_guards(…) are called: a finished client cannot be set up"
                    .to_owned(),
            );
        }
        for (operation, path) in &self.paths {
            problems.note(check_path(path).map_err(|problem| format!("the path set for {operation} {problem}")));
        }
        let secret = key.as_ref().map(Secret::expose).unwrap_or_default();
        let user_agent = headers::value(&self.user_agent, secret)
            .map_err(|problem| format!("the words given to .user_agent_suffix(…) {problem}"));
        let user_agent = problems.note(user_agent);
        let headers = problems.note_all(headers::check(&self.headers, secret));

        let (Some(customer_id), Some(app_id), Some(key), Some(address), Some(user_agent), Some(headers), []) =
            (customer_id, app_id, key, address, user_agent, headers, problems.0.as_slice())
        else {
            let detail = format!("it cannot be built: {}", problems.0.join("; "));
            return Err(Error::new(ErrorKind::Config, Subject::Client, detail));
        };
        let keys = Keys::new(customer_id, app_id, key, self.provider)
            .map_err(|_| Error::new(ErrorKind::Config, Subject::Client, "the credentials cannot be written as JSON"))?;
        let http = match self.finished {
            Some(client) => Http::finished(client, address.scheme()),
            None => Http::own(Recipe {
                connect_timeout: self.connect_timeout,
                loopback: address.is_loopback(),
                scheme: address.scheme(),
                set_up: self.set_up,
            })
            .map_err(no_http_client)?,
        };
        Ok(Client {
            core: Arc::new(Core {
                address,
                keys,
                transport: Transport::new(http, user_agent, headers, self.max_answer),
                options: self.options,
                paths: self.paths,
                account: Account::new(self.budget),
                watch: self.watch,
                observed: self.observed,
            }),
        })
    }
}

/// What is wrong with the settings, so far.
#[derive(Default)]
struct Problems(Vec<String>);

impl Problems {
    fn note<T>(&mut self, setting: Setting<T>) -> Option<T> {
        setting.map_err(|problem| self.0.push(problem)).ok()
    }

    fn note_all<T>(&mut self, setting: Result<T, Vec<String>>) -> Option<T> {
        setting.map_err(|problems| self.0.extend(problems)).ok()
    }
}

fn no_http_client(error: reqwest::Error) -> Error {
    let detail = format!("the HTTP client cannot be set up{}", why_not_set_up(&error));
    Error::new(ErrorKind::Config, Subject::Client, detail).with_source(error.without_url())
}

fn user_agent() -> String {
    format!("{}/{} (spec {SPEC_REVISION})", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A base URL may hold a password until it has been checked.
        f.debug_struct("ClientBuilder")
            .field("base_url_set", &self.base_url.is_ok())
            .field("version", &self.version.as_ref().ok().and_then(Option::as_ref))
            .field("customer_id", &self.customer_id.as_ref().ok())
            .field("app_id", &self.app_id.as_ref().ok())
            .field("key_set", &self.key.is_ok())
            .field("paths", &self.paths)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
