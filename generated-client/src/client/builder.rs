//! Sets a client up: collects what it is told, and checks all of it at once.

mod env;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
#[cfg(feature = "blocking")]
use std::sync::OnceLock;
use std::time::Duration;

use super::handle::Client;
use super::pipeline::budget::{Account, RetryBudget};
use super::pipeline::core::Core;
use super::pipeline::http::{Http, Recipe, SetUp, why_not_set_up};
use super::pipeline::transport::Transport;
use super::settings::address::{Address, check_path};
use super::settings::headers::{self, Headers};
use super::settings::keys::{self, Keys, Provider};
use super::settings::options::{CONNECT_TIMEOUT, CallOptions, ConnectionUse};
use super::settings::retry::RetryPolicy;
use crate::Operation;
use crate::drift::Drift;
use crate::drift::watch::Watch;
use crate::error::{Error, ErrorKind, Subject};
use crate::generated::SPEC_REVISION;
use crate::observe::{Observed, Observer};
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

/// What [`ClientBuilder::build`] says of a setting that nobody made.
fn missing<T>(method: &str, variable: &str) -> Setting<T> {
    Err(format!("{method} is not set: call .{method}(…), or set {variable} and use Client::from_env()"))
}

/// The required settings, and what the environment holds.
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

    /// A builder that holds what the environment says: `OPEN_API_BASE_URL`, `OPEN_API_CUSTOMER_ID`, `OPEN_API_APP_ID`,
    /// `OPEN_API_KEY`, and `OPEN_API_VERSION` where the base URL does not end with the version. A variable that is missing is an
    /// error only when [`build`](Self::build) still misses it.
    pub fn from_env() -> Self {
        Self::from_lookup(&env::process)
    }

    fn from_lookup(lookup: env::Lookup<'_>) -> Self {
        Self {
            base_url: env::text(lookup, env::BASE_URL).map(|text| text.to_string()),
            version: env::optional(lookup, env::VERSION).map(|text| text.map(|text| text.to_string())),
            customer_id: env::number(lookup, env::CUSTOMER_ID),
            app_id: env::number(lookup, env::APP_ID),
            key: env::text(lookup, env::KEY).map(|text| Secret::from(text.as_str())),
            ..Self::new()
        }
    }

    /// Where the platform is: everything before the version that [`version`](Self::version) sets, such as
    /// `https://api.example.com`, or everything before the operations' paths, such as `https://api.example.com/v1`. The documents
    /// show only a placeholder. A mock server commonly has no version at all.
    ///
    /// Plain `http` is accepted for this machine (`localhost`, `127.0.0.0/8`, `::1`) and refused for any other, because the
    /// key travels in the body: see [`allow_insecure_http`](Self::allow_insecure_http). A user name, a password, a query, a
    /// fragment and a placeholder in braces are refused.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Ok(url.into());
        self
    }

    /// The version in the path of every call, such as `v1`: one part more behind the base URL. The documents show only a
    /// placeholder. Without it the base URL is taken as it is, with the version in it or with none.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Ok(Some(version.into()));
        self
    }

    /// The customer that calls (`customer_id`).
    pub fn customer_id(mut self, id: impl Into<i64>) -> Self {
        self.customer_id = Ok(id.into());
        self
    }

    /// The application that calls (`app_id`).
    pub fn app_id(mut self, id: impl Into<i64>) -> Self {
        self.app_id = Ok(id.into());
        self
    }

    /// The key that authorises the calls (`key`). It is kept in memory that is overwritten when the client goes, and shown by
    /// nothing.
    pub fn key(mut self, key: impl Into<Secret>) -> Self {
        self.key = Ok(key.into());
        self.provider = None;
        self
    }

    /// Where the key comes from, in place of [`key`](Self::key): asked once by [`build`](Self::build), and again after the platform
    /// has refused the key (HTTP status 401 or 403), so that a key can be rotated without a restart. The call that was refused is not made
    /// again; the next one has the new key. Which code of the platform's own speaks of the key is not documented: when you know it, call
    /// [`Client::refresh_key`](crate::Client::refresh_key).
    ///
    /// The provider runs on the task of the refused call, at most once a second, so it should be quick. When it fails, or gives an empty
    /// key, the old key stays.
    ///
    /// ```
    /// # fn vault() -> Result<open_api_client::Secret, std::io::Error> { Ok("k".into()) }
    /// let builder = open_api_client::Client::builder().key_provider(|| vault());
    /// # let _ = builder;
    /// ```
    pub fn key_provider<E>(self, provider: impl Fn() -> Result<Secret, E> + Send + Sync + 'static) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.provided(Arc::new(move || provider().map_err(Into::into)))
    }

    /// A file that holds the key, in place of [`key`](Self::key): read by [`build`](Self::build), and again after the platform has
    /// refused the key, as with [`key_provider`](Self::key_provider). Space around the key, such as the end of its line, is not part of it.
    pub fn key_file(self, path: impl Into<PathBuf>) -> Self {
        self.provided(keys::from_file(path.into()))
    }

    fn provided(mut self, provider: Provider) -> Self {
        // Neither the path nor what the provider says is repeated: both could be the key, given in the wrong place.
        self.key = provider().map_err(|error| {
            let kind =
                error.downcast_ref::<std::io::Error>().map(|error| format!(": {}", error.kind())).unwrap_or_default();
            format!("the key cannot be had from its file or provider{kind}")
        });
        self.provider = Some(provider);
        self
    }
}

/// The settings that have a default.
impl ClientBuilder {
    /// The path of an operation, as it follows the base URL and the version (`/openApi/…`): for one whose path the documents do not state, or
    /// in place of the one that they do.
    pub fn path(mut self, operation: Operation, path: impl Into<String>) -> Self {
        self.paths.insert(operation, path.into());
        self
    }

    /// How long a call may take over all: every attempt and every wait between them. 90 seconds unless set.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.options = self.options.deadline(limit);
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer. 30 seconds unless set.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.options = self.options.attempt_timeout(limit);
        self
    }

    /// How long making a connection may take, TLS included. 5 seconds unless set; a client passed to
    /// [`http_client_without_guards`](Self::http_client_without_guards) has its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How often a call is repeated, where its effect allows it. Three times unless set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options = self.options.retry(policy);
        self
    }

    /// How many repetitions all calls of this client may make together.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// On which connection a call goes. A call that only reads shares kept connections, any other has one of its own, unless set.
    pub fn connection(mut self, choice: ConnectionUse) -> Self {
        self.options = self.options.connection(choice);
        self
    }

    /// How many pages a stream reads; one more is an error. 10,000 unless set.
    pub fn max_pages(mut self, pages: std::num::NonZeroU32) -> Self {
        self.options = self.options.max_pages(pages);
        self
    }

    /// How large an answer may be, in bytes after decompression. 16 MiB unless set.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }

    /// Accepts plain `http` to another machine. **The key, card numbers and everything else then travel in the open.**
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Sets up the HTTP client underneath: proxies, certificates, time limits, addresses, headers of your own.
    ///
    /// What is asked of `set_up` is a builder with more settings; it is called once for each HTTP client that is needed, and must
    /// do the same each time. The rules that calls with money and a key in their body rely on are set after it and cannot be changed
    /// there: no redirects, no repetition by reqwest, no referer, no `connection_verbose`, and which connections are kept. Unless
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
    /// Repeating stays this crate's business: the body can be sent once only, so that reqwest's own retries never apply.
    ///
    /// With the feature `rustls`, call [`Client::builder`] before you build yours, as `reqwest` has to be told which cryptography to
    /// use, and panics where nobody has: the first builder names ring, if the program has chosen no other
    /// [provider](https://docs.rs/rustls/0.23/rustls/crypto/struct.CryptoProvider.html#method.install_default) before.
    pub fn http_client_without_guards(mut self, client: reqwest::Client) -> Self {
        self.finished = Some(client);
        self
    }

    /// Tells `tell` what an answer holds that the spec does not say: fields and codes that it does not list, empty or missing values
    /// where one is promised, dates and numbers in another form, a total that does not fit, another envelope. Of a call without a
    /// type it tells the shape of the answer.
    ///
    /// A [`Drift`] names places and kinds and holds no value but the codes of enums, so it may be logged. An answer that
    /// is as the spec says costs nothing more than without this; of answers that deviate, those that show nothing new are looked at
    /// only now and then. `tell` runs on the task of the call, so it should be quick; a panic in it is caught and has no effect on the
    /// call. Deliveries are looked at by [`webhook::parse_watched`](crate::webhook::parse_watched).
    ///
    /// ```
    /// use std::io::Write;
    /// use open_api_client::Client;
    ///
    /// # fn example(log: std::fs::File) {
    /// let log = std::sync::Mutex::new(log);
    /// let builder = Client::builder().on_drift(move |drift| {
    ///     if let Ok(mut log) = log.lock() {
    ///         let _ = writeln!(log, "{drift}");
    ///     }
    /// });
    /// # let _ = builder;
    /// # }
    /// ```
    ///
    /// `cargo xtask drift FILE` sums up what such a file holds, beside the page and the line of the spec that say otherwise.
    pub fn on_drift(mut self, tell: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.watch = Some(Arc::new(Watch::new(tell)));
        self
    }

    /// Words behind this crate's own in the header `user-agent`, such as `payouts/3.1`: so that the platform can tell whose calls these
    /// are.
    pub fn user_agent_suffix(mut self, suffix: impl AsRef<str>) -> Self {
        self.user_agent = format!("{} {}", user_agent(), suffix.as_ref().trim());
        self
    }

    /// A header of every request, for a gateway on the way. The client's own headers cannot be replaced, and a name or value that
    /// holds the key, or digits that could be a card number, is refused by [`build`](Self::build): headers are what everybody logs.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.add(name.into(), value.into());
        self
    }

    /// Tells an observer of every attempt and every outcome: for metrics and alarms, without `tracing`. It gets no body, header or
    /// value; see [`observe`](crate::observe). The last one set is told.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observed = Observed::by(observer);
        self
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
                keys: Arc::new(keys),
                transport: Transport::new(http, user_agent, headers, self.max_answer),
                options: self.options,
                paths: self.paths,
                account: Arc::new(Account::new(self.budget)),
                watch: self.watch,
                observed: self.observed,
                #[cfg(feature = "blocking")]
                apart: OnceLock::new(),
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::env::VarError;

    use super::ClientBuilder;

    fn from(variables: &[(&'static str, &str)]) -> ClientBuilder {
        let variables: BTreeMap<_, _> = variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        ClientBuilder::from_lookup(&|name| variables.get(name).cloned().ok_or(VarError::NotPresent))
    }

    const COMPLETE: [(&str, &str); 5] = [
        ("OPEN_API_BASE_URL", "http://127.0.0.1:8080/gate"),
        ("OPEN_API_VERSION", "v1"),
        ("OPEN_API_CUSTOMER_ID", "10000011"),
        ("OPEN_API_APP_ID", " 100001\n"),
        ("OPEN_API_KEY", "sentinel-key"),
    ];

    #[test]
    fn a_complete_environment_makes_a_client() {
        let client = from(&COMPLETE).build().unwrap();
        assert!(format!("{client:?}").contains("http://127.0.0.1:8080/gate/v1"));
    }

    #[test]
    fn every_missing_variable_is_named_at_once() {
        let error = from(&[]).build().unwrap_err().to_string();
        for (name, _) in COMPLETE.into_iter().filter(|(name, _)| *name != "OPEN_API_VERSION") {
            assert!(error.contains(&format!("{name} is not set")), "{error}");
        }
    }

    #[test]
    fn a_base_url_with_the_version_in_it_needs_no_other() {
        let mut variables = COMPLETE;
        variables[0].1 = "http://127.0.0.1:8080/gate/v1";
        let whole: Vec<_> = variables.into_iter().filter(|(name, _)| *name != "OPEN_API_VERSION").collect();
        let client = format!("{:?}", from(&whole).build().unwrap());
        assert!(client.contains("http://127.0.0.1:8080/gate/v1") && !client.contains("v1/"), "{client}");
    }

    #[test]
    fn a_version_that_is_set_to_nothing_is_not_taken_for_none() {
        let mut variables = COMPLETE;
        variables[1].1 = " ";
        let error = from(&variables).build().unwrap_err().to_string();
        assert!(error.contains("OPEN_API_VERSION is empty: unset it"), "{error}");
    }

    #[test]
    fn a_bad_variable_is_named_and_its_value_is_not_repeated() {
        let mut variables = COMPLETE;
        variables[2].1 = "sentinel-number";
        variables[3].1 = "  ";
        variables[0].1 = "https://user:sentinel-password@example.com";
        let error = from(&variables).build().unwrap_err().to_string();
        assert!(error.contains("OPEN_API_CUSTOMER_ID is not a whole number"), "{error}");
        assert!(error.contains("OPEN_API_APP_ID is empty"), "{error}");
        assert!(error.contains("base_url holds a user name or a password"), "{error}");
        assert!(!error.contains("sentinel"), "{error}");
    }

    #[test]
    fn the_environment_can_be_completed_in_code() {
        assert!(from(&COMPLETE[..4]).key("k").build().is_ok());
    }

    #[test]
    fn a_builder_left_empty_says_how_to_fill_it() {
        let error = ClientBuilder::new().build().unwrap_err().to_string();
        assert!(error.contains("key is not set: call .key(…), or set OPEN_API_KEY"), "{error}");
    }

    #[test]
    fn debug_shows_neither_the_key_nor_an_unchecked_url() {
        let mut variables = COMPLETE;
        variables[0].1 = "https://user:sentinel-password@example.com";
        let builder = from(&variables);
        assert!(!format!("{builder:?}").contains("sentinel"), "{builder:?}");
        let client = from(&COMPLETE).build().unwrap();
        assert!(!format!("{client:?}").contains("sentinel"), "{client:?}");
    }
}
