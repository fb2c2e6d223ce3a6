//! Calls over loopback, each a page of 10 cards: by the client and by a bare loop, one at a time and 64 at a time.
//! `cargo bench -p bench --bench client`

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin has nothing to measure")]

use bench::calls::{self, Bare, client};
use bench::{cards, server};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::net::SocketAddr;
use tokio::runtime::Runtime;

fn main() {
    divan::main();
}

/// How many calls a sample makes.
const CALLS: u32 = 640;

#[divan::bench(args = [1, 64])]
fn this_client(bencher: Bencher<'_, '_>, in_flight: usize) {
    let (runtime, address) = begin();
    let client = client(address).unwrap();
    let calls = || runtime.block_on(calls::all(in_flight, CALLS, || calls::call(client.clone()))).unwrap();
    bencher.counter(ItemsCount::new(CALLS)).bench(calls);
}

#[divan::bench(args = [1, 64])]
fn bare_loop(bencher: Bencher<'_, '_>, in_flight: usize) {
    let (runtime, address) = begin();
    let bare = Bare::new(address).unwrap();
    let calls = || runtime.block_on(calls::all(in_flight, CALLS, || bare.clone().call())).unwrap();
    bencher.counter(ItemsCount::new(CALLS)).bench(calls);
}

fn begin() -> (Runtime, SocketAddr) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    (runtime, server::serve(&cards::answer(calls::CARDS)).unwrap())
}
