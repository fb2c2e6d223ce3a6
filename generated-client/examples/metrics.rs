//! Metrics of a client's calls, by the `metrics` crate: what to count, and what to alarm on. A server on loopback answers, well and
//! badly, so that every number moves once; a service installs its own recorder, such as an exporter for Prometheus.
//!
//!     cargo run -p open-api-client --example metrics
//!
//! | series | alarm |
//! |---|---|
//! | `open_api_in_doubt_total` | above 0: somebody has to look up what became of a call |
//! | `open_api_stopped_total{why="budget"}` | above 0 for minutes: too many calls fail, and none is repeated any more |
//! | `open_api_calls_total{end="failed"}` | a share that is unusual for the operation |
//! | `open_api_call_seconds` | its tail comes near the deadline |

#![expect(clippy::print_stdout, reason = "it is what this program is for")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use open_api_client::observe::{Attempt, CallOutcome, Next, Observer};
use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListResponse, Operation};

/// Turns what it is told into metrics. Labels have few values: ids of operations and words of fixed sets.
struct Metrics;

impl Observer for Metrics {
    fn on_attempt(&self, attempt: &Attempt) {
        let operation = attempt.operation.map_or("path", Operation::id);
        match attempt.next {
            Next::Again(_) => metrics::counter!("open_api_repeated_total", "operation" => operation).increment(1),
            Next::Stopped(why) => {
                metrics::counter!("open_api_stopped_total", "operation" => operation, "why" => why.as_str())
                    .increment(1);
            }
            _ => {}
        }
    }

    fn on_outcome(&self, outcome: &CallOutcome) {
        let operation = outcome.operation.map_or("path", Operation::id);
        let end = outcome.end.as_str();
        metrics::counter!("open_api_calls_total", "operation" => operation, "end" => end).increment(1);
        metrics::histogram!("open_api_call_seconds", "operation" => operation).record(outcome.elapsed);
        if outcome.needs_reconciliation() {
            metrics::counter!("open_api_in_doubt_total", "operation" => operation).increment(1);
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let recorder = Printed::default();
    metrics::set_global_recorder(recorder.clone())?;

    let server = Server::start()?;
    let client = server.client().path(Operation::PaymentsCreate, "/openApi/payments").observer(Metrics).build()?;
    server.answer(Answer::status(503)).answer(Answer::data(&CardsListResponse::example())).answer(Answer::hang_up());
    client.cards().list().send().await?;
    let payment = client.call(Operation::PaymentsCreate, &serde_json::json!({})).await;
    println!("the payment: {}", payment.map_or_else(|error| error.delivery().to_string(), |_| "made".to_owned()));

    print!("{recorder}");
    Ok(())
}

/// A recorder that keeps counters, to be printed. A service has a better one.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<BTreeMap<String, Arc<AtomicU64>>>>);

impl std::fmt::Display for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, count) in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            writeln!(f, "{name} {}", count.load(Ordering::Relaxed))?;
        }
        Ok(())
    }
}

impl Recorder for Printed {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let labels: Vec<String> = key.labels().map(|label| format!("{}={:?}", label.key(), label.value())).collect();
        let name = format!("{}{{{}}}", key.name(), labels.join(","));
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Counter::from_arc(Arc::clone(counters.entry(name).or_default()))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}
