//! The environment variables that a client is set up by.

use std::env::{self, VarError};

use zeroize::Zeroizing;

pub(super) const BASE_URL: &str = "OPEN_API_BASE_URL";
pub(super) const VERSION: &str = "OPEN_API_VERSION";
pub(super) const CUSTOMER_ID: &str = "OPEN_API_CUSTOMER_ID";
pub(super) const APP_ID: &str = "OPEN_API_APP_ID";
pub(super) const KEY: &str = "OPEN_API_KEY";

/// Where variables come from: the process's own, or a test's.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Result<String, VarError>;

pub(super) fn process(name: &str) -> Result<String, VarError> {
    env::var(name)
}

/// A variable's text without space around it. The problem names the variable and never its value.
pub(super) fn text(lookup: Lookup<'_>, name: &str) -> Result<Zeroizing<String>, String> {
    match lookup(name).map(Zeroizing::new) {
        Ok(text) if text.trim().is_empty() => Err(format!("{name} is empty")),
        Ok(text) => Ok(Zeroizing::new(text.trim().to_owned())),
        Err(VarError::NotPresent) => Err(format!("{name} is not set")),
        Err(VarError::NotUnicode(_)) => Err(format!("{name} is not text")),
    }
}

/// A variable's text where it is set. One that is set to nothing is more likely a mistake than a wish.
pub(super) fn optional(lookup: Lookup<'_>, name: &str) -> Result<Option<Zeroizing<String>>, String> {
    match lookup(name).map(Zeroizing::new) {
        Ok(text) if text.trim().is_empty() => Err(format!("{name} is empty: unset it if there is none")),
        Err(VarError::NotPresent) => Ok(None),
        _ => text(lookup, name).map(Some),
    }
}

pub(super) fn number(lookup: Lookup<'_>, name: &str) -> Result<i64, String> {
    text(lookup, name)?.parse().map_err(|_| format!("{name} is not a whole number"))
}
