//! The key in use, and where another one comes from when the platform has refused it: a key can be rotated without a restart.
//! How a key gets into a request is up to `credentials`.

use std::error::Error;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::credentials::Credentials;
use crate::sensitive::Secret;

/// The shortest time between two calls of a provider, however many calls of the platform are refused.
const PAUSE: Duration = Duration::from_secs(1);

/// Gives the key that is valid now.
pub(in crate::client) type Provider = Arc<dyn Fn() -> Result<Secret, Box<dyn Error + Send + Sync>> + Send + Sync>;

/// The credentials in use, and who gives the next key.
pub(in crate::client) struct Keys {
    customer_id: i64,
    app_id: i64,
    provider: Option<Provider>,
    now: Mutex<Now>,
}

struct Now {
    credentials: Arc<Credentials>,
    asked: Instant,
}

impl Keys {
    pub(in crate::client) fn new(
        customer_id: i64,
        app_id: i64,
        key: Secret,
        provider: Option<Provider>,
    ) -> Result<Self, serde_json::Error> {
        let credentials = Arc::new(Credentials::new(customer_id, app_id, key)?);
        let asked = Instant::now().checked_sub(PAUSE).unwrap_or_else(Instant::now);
        Ok(Self { customer_id, app_id, provider, now: Mutex::new(Now { credentials, asked }) })
    }

    /// The credentials for a call that begins now.
    pub(in crate::client) fn current(&self) -> Arc<Credentials> {
        Arc::clone(&self.now().credentials)
    }

    /// The platform has refused these credentials: the next call gets others, if the provider has them.
    pub(in crate::client) fn refused(&self, used: &Arc<Credentials>) {
        let Some(provider) = &self.provider else {
            return;
        };
        {
            let mut now = self.now();
            if !Arc::ptr_eq(&now.credentials, used) || now.asked.elapsed() < PAUSE {
                return;
            }
            now.asked = Instant::now();
        }
        // Asked without the lock: other calls go on meanwhile. One that fails leaves the key as it is.
        if let Ok(key) = provider() {
            self.replace(key);
        }
    }

    /// Asks the provider now.
    pub(in crate::client) fn ask(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        if let Some(provider) = &self.provider {
            let key = provider()?;
            if !self.replace(key) {
                return Err("the key is empty, or cannot be sent".into());
            }
        }
        Ok(())
    }

    fn replace(&self, key: Secret) -> bool {
        let Ok(key) = checked(key) else {
            return false;
        };
        if key.expose() == self.current().key() {
            return true;
        }
        match Credentials::new(self.customer_id, self.app_id, key) {
            Ok(credentials) => {
                self.now().credentials = Arc::new(credentials);
                true
            }
            Err(_) => false,
        }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        // A panic elsewhere leaves the value behind the lock complete, so that a poisoned lock can be used.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.current().fmt(f)
    }
}

/// A key as it can be used, or what is wrong with it.
pub(in crate::client) fn checked(key: Secret) -> Result<Secret, String> {
    let text = key.expose();
    if text.trim().is_empty() {
        Err("key is empty".to_owned())
    } else if text.trim() != text || text.chars().any(char::is_control) {
        Err("key has space around it or a control character in it, such as the end of the line that it was read from; trim it"
            .to_owned())
    } else {
        Ok(key)
    }
}

/// A provider that reads a file anew each time; space around the key is not part of it.
pub(in crate::client) fn from_file(path: PathBuf) -> Provider {
    Arc::new(move || {
        let text = Zeroizing::new(fs::read_to_string(&path)?);
        Ok(Secret::new(text.trim()))
    })
}
