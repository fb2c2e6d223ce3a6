//! The client against a bare loop of `reqwest` and `serde_json` that makes the same calls with floats, over loopback; and the
//! memory of a walk over a million cards.

use crate::report::{Report, table};
use crate::timing::{median, memory};
use bench::cards::{self, PlainAnswer};
use bench::server;
use open_api_client::{Client, Operation};
use serde_json::json;
use std::net::SocketAddr;
use std::time::Instant;
use tokio::task::JoinSet;

const TURNS: usize = 7;
const CARDS: u32 = 10;
const MILLION: u32 = 1_000_000;
/// This program's own memory.
const SELF: &str = "/proc/self/status";

pub(crate) fn measure(_: &Report) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("no runtime or server: {error}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let address = server::serve(&cards::answer(CARDS)).map_err(failed)?;
    let ours = client(address)?;
    let bare = Bare::new(address)?;
    let mut rows = Vec::new();
    for (in_flight, calls) in [(1, 2_000), (64, 12_800)] {
        let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            of_ours.push(runtime.block_on(rate(in_flight, calls, || call(ours.clone())))?);
            of_bare.push(runtime.block_on(rate(in_flight, calls, || bare.clone().call()))?);
        }
        let (of_ours, of_bare) = (median(of_ours), median(of_bare));
        let ratio = format!("{:.2}", of_ours / of_bare);
        rows.push(vec![in_flight.to_string(), format!("{of_ours:.0}"), format!("{of_bare:.0}"), ratio]);
    }
    let walk = runtime.block_on(walk())?;
    let head = ["calls in flight", "this client, calls/s", "reqwest + serde_json, calls/s", "ratio"];
    Ok(format!("{}\n{walk}", table(&head, &rows)))
}

fn client(address: SocketAddr) -> Result<Client, String> {
    let client = Client::builder().base_url(format!("http://{address}")).version("v1");
    let client = client.customer_id(10_000_011).app_id(100_001).key("k".repeat(32));
    client.path(Operation::CardsList, "/openApi/card/cardList").build().map_err(|error| error.to_string())
}

async fn call(client: Client) -> Result<(), String> {
    let page = client.cards().list().send().await.map_err(|error| error.to_string())?;
    if page.card_list.len() == CARDS as usize { Ok(()) } else { Err("a page of another size".to_owned()) }
}

/// What one would write without a client.
#[derive(Clone)]
struct Bare {
    http: reqwest::Client,
    url: String,
}

impl Bare {
    fn new(address: SocketAddr) -> Result<Self, String> {
        let http = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
        Ok(Self { http, url: format!("http://{address}/v1/openApi/card/cardList") })
    }

    async fn call(self) -> Result<(), String> {
        let body = json!({
            "customer_id": 10_000_011, "app_id": 100_001, "key": "k".repeat(32), "page_no": 1, "page_size": 10
        });
        let request = self.http.post(&self.url).header("content-type", "application/json").body(body.to_string());
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let body = answer.bytes().await.map_err(|error| error.to_string())?;
        let answer: PlainAnswer = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
        let whole = answer.code == 0 && answer.data.card_list.len() == CARDS as usize;
        if whole { Ok(()) } else { Err("a page of another size".to_owned()) }
    }
}

/// Calls a second, with so many of them under way at any time.
async fn rate<F>(in_flight: usize, calls: u32, call: impl Fn() -> F) -> Result<f64, String>
where
    F: Future<Output = Result<(), String>> + Send + 'static,
{
    let start = Instant::now();
    let mut under_way = JoinSet::new();
    for _ in 0..calls {
        if under_way.len() == in_flight
            && let Some(done) = under_way.join_next().await
        {
            done.map_err(|error| error.to_string())??;
        }
        under_way.spawn(call());
    }
    while let Some(done) = under_way.join_next().await {
        done.map_err(|error| error.to_string())??;
    }
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
