//! How a client's calls are made unless a call says otherwise: their paths, their limits in time and size, and how they
//! are retried.

use std::time::Duration;

use super::ClientBuilder;
use crate::Operation;
use crate::client::pipeline::budget::RetryBudget;
use crate::client::settings::options::ConnectionUse;
use crate::client::settings::retry::RetryPolicy;

impl ClientBuilder {
    /// The path of an operation, as it follows the base URL and the version (`/openApi/…`): for one whose path the documents do not state, or
    /// in place of the one that they do.
    pub fn path(mut self, operation: Operation, path: impl Into<String>) -> Self {
        self.paths.insert(operation, path.into());
        self
    }

    /// How long a call may take in total, with every attempt and every wait between them. Default: 90 seconds.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.options = self.options.deadline(limit);
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer. Default: 30 seconds.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.options = self.options.attempt_timeout(limit);
        self
    }

    /// How a call is retried, where its effect allows it. Default: [`RetryPolicy::new`], three retries.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options = self.options.retry(policy);
        self
    }

    /// How many retries all calls of this client may make together. Default: [`RetryBudget::default`].
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Which connection a call uses. Default: a call that only reads uses the connection pool, any other has a connection of its own.
    pub fn connection(mut self, choice: ConnectionUse) -> Self {
        self.options = self.options.connection(choice);
        self
    }

    /// How many pages a stream reads; one more is an error. Default: 10,000.
    pub fn max_pages(mut self, pages: std::num::NonZeroU32) -> Self {
        self.options = self.options.max_pages(pages);
        self
    }

    /// How large an answer may be, in bytes after decompression. Default: 16 MiB.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }
}
