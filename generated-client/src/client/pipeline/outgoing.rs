//! A request that is ready to leave: what an attempt sends, and by which rules it may be sent again.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::HeaderMap;

use crate::client::settings::credentials::Credentials;
use crate::client::settings::options::Settings;
use crate::error::Subject;
use crate::operation::Effect;

/// A request that is ready to leave.
pub(in crate::client) struct Outgoing {
    pub(in crate::client) subject: Subject,
    pub(in crate::client) effect: Option<Effect>,
    pub(in crate::client) url: Url,
    pub(in crate::client) body: Bytes,
    /// The caller's own headers of this call.
    pub(in crate::client) headers: HeaderMap,
    /// The credentials that the body has.
    pub(in crate::client) credentials: Arc<Credentials>,
    pub(in crate::client) settings: Settings,
}
