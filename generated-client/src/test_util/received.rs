//! What the scripted server was asked.

use std::fmt;

use serde_core::de::DeserializeOwned;

/// A request as it arrived.
///
/// `Debug` shows the path and the length of the body, which holds the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Received {
    /// The method, such as `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, version included, such as `/v1/openApi/card/cardList`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// One header's first value; the name is compared without regard to case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as it arrived, credentials included.
    #[must_use]
    pub fn expose_body(&self) -> &[u8] {
        &self.body
    }

    /// The body read as JSON, into a `serde_json::Value` or one of this crate's request types.
    ///
    /// # Errors
    ///
    /// When it is not JSON or not of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}
