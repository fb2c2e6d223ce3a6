//! The client against a bare loop of `reqwest` and `serde_json` that makes the same calls with floats, over loopback; and the
//! memory of a walk over a million cards.

use crate::report::{Report, table};
use crate::timing::{median, memory};
use bench::calls::{self, Bare, client};
use bench::{cards, server};
use open_api_client::ConnectionUse;
use std::net::SocketAddr;
use std::time::Instant;

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
            of_ours.push(rate(calls, || runtime.block_on(calls::all(in_flight, calls, || calls::call(ours.clone()))))?);
            of_bare.push(rate(calls, || runtime.block_on(calls::all(in_flight, calls, || bare.clone().call())))?);
        }
        let (of_ours, of_bare) = (median(of_ours), median(of_bare));
        let ratio = format!("{:.2}", of_ours / of_bare);
        rows.push(vec![in_flight.to_string(), format!("{of_ours:.0}"), format!("{of_bare:.0}"), ratio]);
    }
    let payments = payments(&runtime, address)?;
    let walk = runtime.block_on(walk())?;
    let head = ["calls in flight", "this client, calls/s", "reqwest + serde_json, calls/s", "ratio"];
    Ok(format!("{}\n{payments}\n{walk}", table(&head, &rows)))
}

/// What it costs a payment to have a connection of its own, beside one on a kept connection.
fn payments(runtime: &tokio::runtime::Runtime, address: SocketAddr) -> Result<String, String> {
    const PAYMENTS: u32 = 1_000;
    let client = client(address)?;
    let (mut of_own, mut of_kept) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        for (choice, rates) in [(ConnectionUse::ByEffect, &mut of_own), (ConnectionUse::Kept, &mut of_kept)] {
            let pay = || calls::pay(client.clone(), choice);
            rates.push(rate(PAYMENTS, || runtime.block_on(calls::all(1, PAYMENTS, pay)))?);
        }
    }
    let (of_own, of_kept) = (1e6 / median(of_own), 1e6 / median(of_kept));
    Ok(format!(
        "A payment takes {of_own:.0} µs on a connection of its own and {of_kept:.0} µs on a kept one, over loopback without TLS.\n"
    ))
}

/// Calls a second.
fn rate(calls: u32, make: impl FnOnce() -> Result<(), String>) -> Result<f64, String> {
    let start = Instant::now();
    make()?;
    Ok(f64::from(calls) / start.elapsed().as_secs_f64())
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
        std::hint::black_box(card);
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
