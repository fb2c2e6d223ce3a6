//! Decoding a page of 1,000 cards: exact decimals, dates and open enums, against derived code with the same, and with floats
//! and texts.
//! `cargo bench -p bench --bench decode`

use bench::cards;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use open_api_client::models::{CardsListResponse, from_json};

fn main() {
    divan::main();
}

#[divan::bench]
fn as_the_client_does(bencher: Bencher<'_, '_>) {
    let page = cards::page(1_000);
    let bencher = bencher.counter(BytesCount::of_str(&page));
    bencher.bench(|| from_json::<CardsListResponse>(black_box(page.as_bytes())));
}

#[divan::bench]
fn by_serde_json(bencher: Bencher<'_, '_>) {
    let page = cards::page(1_000);
    let bencher = bencher.counter(BytesCount::of_str(&page));
    bencher.bench(|| serde_json::from_str::<CardsListResponse>(black_box(&page)));
}

#[divan::bench]
fn derived_with_the_same_fields(bencher: Bencher<'_, '_>) {
    let page = cards::page(1_000);
    let bencher = bencher.counter(BytesCount::of_str(&page));
    bencher.bench(|| serde_json::from_str::<cards::ExactPage>(black_box(&page)));
}

#[divan::bench]
fn derived_with_floats(bencher: Bencher<'_, '_>) {
    let page = cards::page(1_000);
    let bencher = bencher.counter(BytesCount::of_str(&page));
    bencher.bench(|| serde_json::from_str::<cards::PlainPage>(black_box(&page)));
}
