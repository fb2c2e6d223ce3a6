//! What a call tells `tracing`, with the feature of that name; without it, nothing. One span a call, one event for every
//! attempt that is going to be repeated; ids and outcomes, never a body, a header or a credential.

#[cfg(not(feature = "tracing"))]
pub(in crate::client) use self::off::CallSpan;
#[cfg(all(feature = "blocking", not(feature = "tracing")))]
pub(in crate::client) use self::off::carry;
#[cfg(feature = "tracing")]
pub(in crate::client) use self::on::CallSpan;
#[cfg(all(feature = "blocking", feature = "tracing"))]
pub(in crate::client) use self::on::carry;

#[cfg(feature = "tracing")]
mod on {
    use std::time::{Duration, Instant};

    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::client::answer::raw::RawResponse;
    use crate::client::pipeline::outgoing::Outgoing;
    use crate::client::settings::address::Address;
    use crate::error::{Delivery, Error, Subject};

    /// The span of one call.
    ///
    /// Fields that OpenTelemetry's conventions for HTTP clients know have their names; the rest begins with `open_api.`.
    pub(in crate::client) struct CallSpan {
        span: Span,
        start: Instant,
    }

    impl CallSpan {
        pub(in crate::client) fn new(call: &Outgoing, address: &Address) -> Self {
            let operation = match &call.subject {
                Subject::Operation(operation) => Some(operation.id()),
                Subject::Client | Subject::Path(_) => None,
            };
            let span = tracing::info_span!(
                target: "open_api_client",
                "open_api.call",
                otel.kind = "client",
                otel.name = %format_args!("POST {}", call.url.path()),
                otel.status_code = Empty,
                http.request.method = "POST",
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                server.address = address.host(),
                server.port = address.port(),
                url.path = call.url.path(),
                error.r#type = Empty,
                open_api.operation = operation,
                open_api.attempts = Empty,
                open_api.code = Empty,
                open_api.delivery = Empty,
                open_api.elapsed_ms = Empty,
                open_api.request_id = Empty,
            );
            Self { span, start: Instant::now() }
        }

        pub(in crate::client) fn cover<F: Future>(&self, call: F) -> impl Future<Output = F::Output> + use<F> {
            call.instrument(self.span.clone())
        }

        pub(in crate::client) fn retry(&self, attempt: u32, cause: &str, wait: Duration) {
            tracing::debug!(
                target: "open_api_client",
                parent: &self.span,
                attempt,
                cause,
                wait_ms = millis(wait),
                "the attempt failed and is going to be repeated"
            );
        }

        pub(in crate::client) fn answered(&self, raw: &RawResponse, code: Option<i64>) {
            self.outcome(raw.attempts(), Some(raw.status()), code, raw.request_id());
        }

        pub(in crate::client) fn failed(&self, error: &Error) {
            self.span.record("otel.status_code", "ERROR");
            self.span.record("error.type", error.kind().as_str());
            self.span.record("open_api.delivery", error.delivery().as_str());
            self.outcome(error.attempts(), error.status(), error.code(), error.request_id());
        }

        /// The call was dropped. One that changes something and may have left is worth a warning: its span may
        /// be all that is known of it.
        pub(in crate::client) fn dropped(&self, delivery: Delivery, attempts: u32, only_reads: bool) {
            self.span.record("otel.status_code", "ERROR");
            self.span.record("error.type", "dropped");
            self.span.record("open_api.delivery", delivery.as_str());
            self.outcome(attempts, None, None, None);
            if delivery == Delivery::Unknown && !only_reads {
                tracing::warn!(
                    target: "open_api_client",
                    parent: &self.span,
                    "the call was dropped before its outcome was known, and it may have taken effect: look up what became of it"
                );
            }
        }

        fn outcome(&self, attempts: u32, status: Option<u16>, code: Option<i64>, request_id: Option<&str>) {
            self.span.record("open_api.attempts", attempts);
            if attempts > 1 {
                self.span.record("http.request.resend_count", attempts - 1);
            }
            if let Some(status) = status {
                self.span.record("http.response.status_code", status);
            }
            if let Some(code) = code {
                self.span.record("open_api.code", code);
            }
            if let Some(request_id) = request_id {
                self.span.record("open_api.request_id", request_id);
            }
        }
    }

    impl Drop for CallSpan {
        fn drop(&mut self) {
            self.span.record("open_api.elapsed_ms", millis(self.start.elapsed()));
        }
    }

    /// What runs on another thread is told where this one's is, and within its span.
    #[cfg(feature = "blocking")]
    pub(in crate::client) fn carry<F: Future>(call: F) -> impl Future<Output = F::Output> + use<F> {
        use tracing::instrument::WithSubscriber;

        call.in_current_span().with_current_subscriber()
    }

    fn millis(time: Duration) -> u64 {
        u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use crate::client::answer::raw::RawResponse;
    use crate::client::pipeline::outgoing::Outgoing;
    use crate::client::settings::address::Address;
    use crate::error::{Delivery, Error};

    #[cfg(feature = "blocking")]
    pub(in crate::client) fn carry<F: Future>(call: F) -> F {
        call
    }

    /// Stands where the span would.
    pub(in crate::client) struct CallSpan;

    #[expect(clippy::unused_self, reason = "the form is that of the span")]
    impl CallSpan {
        pub(in crate::client) fn new(_: &Outgoing, _: &Address) -> Self {
            Self
        }

        pub(in crate::client) fn cover<F: Future>(&self, call: F) -> F {
            call
        }

        pub(in crate::client) fn retry(&self, _: u32, _: &str, _: Duration) {}

        pub(in crate::client) fn answered(&self, _: &RawResponse, _: Option<i64>) {}

        pub(in crate::client) fn failed(&self, _: &Error) {}

        pub(in crate::client) fn dropped(&self, _: Delivery, _: u32, _: bool) {}
    }
}
