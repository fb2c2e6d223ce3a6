//! Decoding a page of 1,000 cards: exact decimals, dates and open enums, against derived code with floats and texts.
//! `cargo bench -p bench --bench decode`

use bench::cards;
use divan::Bencher;
use divan::counter::BytesCount;
use open_api_client::models::CardsListResponse;

fn main() {
    divan::main();
}

#[divan::bench]
fn ours(bencher: Bencher<'_, '_>) {
    let page = cards::page(1_000);
    bencher
        .counter(BytesCount::of_str(&page))
        .bench(|| serde_json::from_str::<CardsListResponse>(divan::black_box(&page)));
}

#[divan::bench]
fn derived_with_floats(bencher: Bencher<'_, '_>) {
    let page = cards::page(1_000);
    bencher
        .counter(BytesCount::of_str(&page))
        .bench(|| serde_json::from_str::<cards::PlainPage>(divan::black_box(&page)));
}
