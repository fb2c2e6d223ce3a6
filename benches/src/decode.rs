//! A page of 1,000 cards: exact decimals, dates and open enums, against derived code with the same, and with floats and texts.
//! `cargo bench -p bench --bench decode` measures the same with more statistics.

use crate::report::{Report, table};
use crate::timing::by_turns;
use bench::cards::{self, ExactPage, PlainPage};
use open_api_client::models::{CardsListResponse, from_json};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const TIMES: usize = 400;

/// Decodes in one way for a few seconds.
pub(crate) fn repeat(way: &str) -> ExitCode {
    let page = cards::page(1_000);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(3) {
        let is_read = match way {
            "client" => from_json::<CardsListResponse>(black_box(page.as_bytes())).is_ok(),
            "serde" => serde_json::from_str::<CardsListResponse>(black_box(&page)).is_ok(),
            _ => false,
        };
        if !is_read {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

pub(crate) fn measure(_: &Report) -> Result<String, String> {
    let page = cards::page(1_000);
    let client = || from_json::<CardsListResponse>(black_box(page.as_bytes())).map(|page| page.card_list.len()).ok();
    let serde = || serde_json::from_str::<CardsListResponse>(black_box(&page)).map(|page| page.card_list.len()).ok();
    let exact = || serde_json::from_str::<ExactPage>(black_box(&page)).map(|page| page.card_list.len()).ok();
    let plain = || serde_json::from_str::<PlainPage>(black_box(&page)).map(|page| page.card_list.len()).ok();
    let ways: [&dyn Fn() -> Option<usize>; 4] = [&client, &serde, &exact, &plain];
    if ways.map(|decode| decode()) != [Some(1_000); 4] {
        return Err("the page cannot be decoded".to_owned());
    }
    let [client, serde, exact, plain] = by_turns(TIMES, ways);
    let megabytes = f64::from(u32::try_from(page.len()).unwrap_or(u32::MAX)) / 1e6;
    let row = |name: &str, seconds: f64| {
        vec![
            name.to_owned(),
            format!("{:.0}", seconds * 1e6),
            format!("{:.0}", megabytes / seconds),
            format!("{:.2}", seconds / plain),
        ]
    };
    let rows = [
        row("this client, and `models::from_json`: `Decimal`, `DateTime`, open enums", client),
        row("the same types by `serde_json::from_str`", serde),
        row("derive: the same field types, by `serde_json::from_str`", exact),
        row("derive: `f64`, `String`, `i32`", plain),
    ];
    Ok(table(&["decoding 1,000 cards", "µs", "MB/s", "against the last"], &rows))
}
