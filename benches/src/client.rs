//! The client against a bare loop of `reqwest` and `serde_json` that makes the same calls with floats, over loopback; what a payment's own
//! connection and looking for drift cost; and the memory of a walk over a million cards.

use crate::report::{Report, table};
use crate::timing::{median, memory, of_this_thread};
use bench::calls::{self, Bare, client, watching};
use bench::{cards, server};
use open_api_client::ConnectionUse;
use open_api_client::drift::Drift;
use open_api_client::models::{CardsListResponse, from_json};
use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tokio::runtime::Runtime;

const TURNS: usize = 7;
const MILLION: u32 = 1_000_000;
/// This program's own memory.
const SELF: &str = "/proc/self/status";

pub(crate) fn measure(_: &Report) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("no runtime or server: {error}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let address = server::serve(&cards::answer(calls::CARDS)).map_err(failed)?;
    let (ours, bare) = (client(address)?, Bare::new(address)?);
    let mut rows = Vec::new();
    for (in_flight, calls) in [(1, 2_000), (64, 12_800)] {
        let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            of_ours.push(cost(calls, || runtime.block_on(calls::all(in_flight, calls, || calls::call(ours.clone()))))?);
            of_bare.push(cost(calls, || runtime.block_on(calls::all(in_flight, calls, || bare.clone().call())))?);
        }
        let (of_ours, of_bare) = (middle(&of_ours), middle(&of_bare));
        rows.push(vec![
            in_flight.to_string(),
            format!("{:.0}", of_ours.rate()),
            format!("{:.0}", of_bare.rate()),
            format!("{:.2}", of_ours.rate() / of_bare.rate()),
            format!("{:.1}", of_ours.processor * 1e6),
            format!("{:.1}", of_bare.processor * 1e6),
            format!("{:.2}", of_ours.processor / of_bare.processor),
        ]);
    }
    let payments = payments(&runtime, address)?;
    let drift = drift(&runtime)?;
    let walk = runtime.block_on(walk())?;
    let head = [
        "calls in flight",
        "this client, calls/s",
        "reqwest + serde_json, calls/s",
        "ratio",
        "this client, µs of CPU a call",
        "reqwest + serde_json, µs",
        "ratio",
    ];
    Ok(format!("{}\n{payments}\n{drift}\n{walk}", table(&head, &rows)))
}

/// What it costs a payment to have a connection of its own, beside one on a kept connection.
fn payments(runtime: &Runtime, address: SocketAddr) -> Result<String, String> {
    const PAYMENTS: u32 = 1_000;
    let client = client(address)?;
    let (mut of_own, mut of_kept) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        for (choice, costs) in [(ConnectionUse::ByEffect, &mut of_own), (ConnectionUse::Kept, &mut of_kept)] {
            let pay = || calls::pay(client.clone(), choice);
            costs.push(cost(PAYMENTS, || runtime.block_on(calls::all(1, PAYMENTS, pay)))?);
        }
    }
    let (own, kept) = (middle(&of_own), middle(&of_kept));
    let row = |name: &str, cost: Cost| {
        vec![
            name.to_owned(),
            format!("{:.0}", cost.seconds * 1e6),
            format!("{:.1}", cost.processor * 1e6),
            format!("{:.2}", cost.processor / kept.processor),
        ]
    };
    let rows = [row("of its own, as for money unless told otherwise", own), row("that is kept", kept)];
    let head = ["a payment over loopback, without TLS, on a connection", "µs", "µs of CPU", "against the last"];
    Ok(table(&head, &rows))
}

/// What it costs to look for drift in answers of 1,000 cards, beside what reading them costs.
fn drift(runtime: &Runtime) -> Result<String, String> {
    const PAGE: u32 = 1_000;
    const CALLS: u32 = 60;
    let page = cards::answer(PAGE);
    let other = page.replace(r#""cvv":"#, r#""of_tomorrow":1,"cvv":"#);
    let mut rows = Vec::new();
    for (name, answer) in [("as documented", &page), ("with a field in each entry that is not", &other)] {
        let address = server::serve(answer).map_err(|error| error.to_string())?;
        let told = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&told);
        let tell = move |_: &Drift| {
            counts.fetch_add(1, Ordering::Relaxed);
        };
        let (unset, set) = (client(address)?, watching(address, tell)?);
        let (mut without, mut with, mut decoding) = (Vec::new(), Vec::new(), Vec::new());
        // The first answers that deviate are all looked at.
        runtime.block_on(calls::all(1, CALLS, || calls::read(set.clone(), PAGE)))?;
        let text = answer.split_once(r#""data":"#).and_then(|(_, data)| data.strip_suffix('}')).unwrap_or_default();
        for _ in 0..4 * TURNS {
            for (client, costs) in [(&unset, &mut without), (&set, &mut with)] {
                let read = || calls::read(client.clone(), PAGE);
                costs.push(cost(CALLS, || runtime.block_on(calls::all(1, CALLS, read)))?);
            }
            decoding.push(cost(CALLS, || {
                (0..CALLS).try_for_each(|_| match from_json::<CardsListResponse>(black_box(text.as_bytes())) {
                    Ok(page) if page.card_list.len() == PAGE as usize => Ok(()),
                    _ => Err("the page cannot be decoded".to_owned()),
                })
            })?);
        }
        // A look now and then is in few of the turns, so that the middle one would not show it.
        let (without, with, decoding) = (mean(&without), mean(&with), mean(&decoding));
        let more = with.processor - without.processor;
        rows.push(vec![
            name.to_owned(),
            format!("{:.0}", without.processor * 1e6),
            format!("{:.0}", with.processor * 1e6),
            format!("{:.0}", decoding.processor * 1e6),
            format!("{:.2}", more / decoding.processor),
            told.load(Ordering::Relaxed).to_string(),
        ]);
    }
    let head = [
        "answers of 1,000 cards",
        "a call without `on_drift`, µs of CPU",
        "with it",
        "decoding alone",
        "what `on_drift` adds, against decoding",
        "told, times",
    ];
    Ok(table(&head, &rows))
}

/// What a call costs, in seconds.
#[derive(Debug, Clone, Copy)]
struct Cost {
    seconds: f64,
    /// Of this thread; the server has its own.
    processor: f64,
}

impl Cost {
    /// Calls a second.
    fn rate(self) -> f64 {
        self.seconds.recip()
    }
}

/// What each of so many calls costs.
fn cost(calls: u32, make: impl FnOnce() -> Result<(), String>) -> Result<Cost, String> {
    let (start, before) = (Instant::now(), of_this_thread());
    make()?;
    let calls = f64::from(calls);
    Ok(Cost { seconds: start.elapsed().as_secs_f64() / calls, processor: (of_this_thread() - before) / calls })
}

fn mean(costs: &[Cost]) -> Cost {
    let share = 1.0 / costs.iter().map(|_| 1.0).sum::<f64>();
    Cost {
        seconds: costs.iter().map(|cost| cost.seconds * share).sum(),
        processor: costs.iter().map(|cost| cost.processor * share).sum(),
    }
}

fn middle(costs: &[Cost]) -> Cost {
    Cost {
        seconds: median(costs.iter().map(|cost| cost.seconds)),
        processor: median(costs.iter().map(|cost| cost.processor)),
    }
}

/// Walks over a million cards in pages of 1,000 and looks at the memory on the way.
async fn walk() -> Result<String, String> {
    const PAGE: u32 = 1_000;
    let page = cards::answer(PAGE).replace("\"total\":1000", &format!("\"total\":{MILLION}"));
    let page = page.replacen("82cc9535", server::NUMBER, 1);
    let address = server::serve(&page).map_err(|error| error.to_string())?;
    let client = client(address)?;
    let mut items = client.cards().list().page_size(PAGE.cast_signed()).items();
    let (mut seen, mut at_a_tenth) = (0_u32, 0.0);
    let start = Instant::now();
    while let Some(card) = items.try_next().await.map_err(|error| error.to_string())? {
        black_box(card);
        seen += 1;
        if seen == MILLION / 10 {
            at_a_tenth = memory(SELF, "VmRSS:");
        }
    }
    let (seconds, at_the_end) = (start.elapsed().as_secs_f64(), memory(SELF, "VmRSS:"));
    Ok(format!(
        "`items()` over {seen} cards in pages of {PAGE}: {:.0} cards/s; {at_a_tenth:.1} MiB resident after a tenth of them, \
         {at_the_end:.1} MiB after all.\n",
        f64::from(seen) / seconds
    ))
}
