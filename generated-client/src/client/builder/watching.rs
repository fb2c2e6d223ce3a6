//! The callbacks of a client: for drift, and for attempts and outcomes.

use std::sync::Arc;

use super::ClientBuilder;
use crate::drift::Drift;
use crate::drift::watch::Watch;
use crate::observe::{Observed, Observer};
impl ClientBuilder {
    /// Calls `tell` with what an answer holds that the spec does not say: fields and codes that it does not list, empty or missing values
    /// where one is promised, dates and numbers in another form, a total that does not fit, another envelope. For a call without a
    /// type, it is the shape of the answer.
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

    /// Tells an observer of every attempt and every outcome: for metrics and alarms, without `tracing`. It gets no body, header or
    /// value; see [`observe`](crate::observe). Only the last one that is set is called.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observed = Observed::by(observer);
        self
    }
}
