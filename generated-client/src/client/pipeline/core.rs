//! What all clones of a client share, and the request that it makes of a call. How the request leaves is up to `run`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::budget::Account;
use super::outgoing::Outgoing;
use super::transport::Transport;
use super::watched;
use crate::Operation;
use crate::client::settings::address::Address;
use crate::client::settings::headers::{self, Headers};
use crate::client::settings::keys::Keys;
use crate::client::settings::options::{CallOptions, Settings};
use crate::drift::watch::Watch;
use crate::error::{Error, ErrorKind, Subject};
use crate::observe::Observed;
use crate::operation::Effect;

/// What all clones of a client share.
pub(in crate::client) struct Core {
    pub(in crate::client) address: Address,
    pub(in crate::client) keys: Keys,
    pub(in crate::client) transport: Transport,
    pub(in crate::client) options: CallOptions,
    pub(in crate::client) paths: BTreeMap<Operation, String>,
    pub(in crate::client) account: Account,
    /// The callback for drift, if there is one.
    pub(in crate::client) watch: Option<Arc<Watch>>,
    /// The observer of attempts and outcomes, if there is one.
    pub(in crate::client) observed: Observed,
}

impl Core {
    /// The path of an operation: the one that this client was built with, else the documents'.
    pub(in crate::client) fn path_of(&self, operation: Operation) -> Result<&str, Error> {
        match self.paths.get(&operation) {
            Some(path) => Ok(path),
            None => operation.path().ok_or_else(|| pathless(operation)),
        }
    }

    /// A request to `path`, which has been checked, with `fields`, which is the text of a JSON object.
    pub(in crate::client) fn outgoing(
        &self,
        subject: Subject,
        path: &str,
        effect: Option<Effect>,
        fields: &[u8],
        (options, headers): (CallOptions, &Headers),
    ) -> Result<Outgoing, Error> {
        let credentials = self.keys.current();
        let headers = headers::check(headers, credentials.key())
            .map_err(|problems| Error::new(ErrorKind::InvalidRequest, subject.clone(), problems.join("; ")))?;
        Ok(Outgoing {
            subject,
            effect,
            headers,
            url: self.address.url(path),
            body: credentials.merge(fields),
            credentials,
            settings: self.settings(options),
        })
    }

    /// Reports as drift that a total does not agree with the entries that came.
    pub(in crate::client) fn total_disagrees(&self, subject: &Subject) {
        if let Some(watch) = &self.watch {
            watched::total(watch, subject);
        }
    }

    pub(in crate::client) fn settings(&self, over: CallOptions) -> Settings {
        self.options.overridden_by(over).settings()
    }
}

/// What to do about an operation whose path nobody has read.
fn pathless(operation: Operation) -> Error {
    let page = match operation.page() {
        Some(page) => format!(", page {page}"),
        None => String::new(),
    };
    let detail = format!(
        "the path of this operation is not known. The documents name it {} ({}{page}). Either read that page and build the \
         client with .path(Operation::{operation:?}, \"/openApi/…\"), or add what the page says to the spec and generate the \
         client anew",
        operation.title(),
        operation.section(),
    );
    Error::new(ErrorKind::Config, Subject::Operation(operation), detail)
}
