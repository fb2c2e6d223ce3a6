//! Where the platform is and who calls it: the settings that every client needs, from code, from the
//! environment, from a file or a provider.

use std::path::PathBuf;
use std::sync::Arc;

use super::{ClientBuilder, env};
use crate::client::settings::keys::{self, Provider};
use crate::sensitive::Secret;

impl ClientBuilder {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::env::VarError;

    use crate::client::builder::ClientBuilder;

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
