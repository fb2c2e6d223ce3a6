//! The same call by the client and by a bare loop of `reqwest` and `serde_json` with floats, and many of either at a time.

use crate::cards::PlainAnswer;
use open_api_client::drift::Drift;
use open_api_client::{CallOptions, Client, ClientBuilder, ConnectionUse, Operation, exact};
use serde_json::json;
use std::net::SocketAddr;
use tokio::task::JoinSet;

/// How many cards an answer has.
pub const CARDS: u32 = 10;

/// A client of the server at an address.
///
/// # Errors
/// No HTTP client can be made.
pub fn client(address: SocketAddr) -> Result<Client, String> {
    builder(address).build().map_err(|error| error.to_string())
}

/// A client that tells of drift.
///
/// # Errors
/// No HTTP client can be made.
pub fn watching(address: SocketAddr, tell: impl Fn(&Drift) + Send + Sync + 'static) -> Result<Client, String> {
    builder(address).on_drift(tell).build().map_err(|error| error.to_string())
}

fn builder(address: SocketAddr) -> ClientBuilder {
    let client = Client::builder().base_url(format!("http://{address}")).version("v1");
    let client = client.customer_id(10_000_011).app_id(100_001).key("k".repeat(32));
    let client = client.path(Operation::PaymentsCreate, "/openApi/as/its/page/has/it");
    client.path(Operation::CardsList, "/openApi/card/cardList")
}

/// A page of cards by the client.
///
/// # Errors
/// The call's own, and a page of another size.
pub async fn call(client: Client) -> Result<(), String> {
    read(client, CARDS).await
}

/// A page of so many cards by the client.
///
/// # Errors
/// The call's own, and a page of another size.
pub async fn read(client: Client, cards: u32) -> Result<(), String> {
    let page = client.cards().list().send().await.map_err(|error| error.to_string())?;
    if page.card_list.len() == cards as usize { Ok(()) } else { Err("a page of another size".to_owned()) }
}

/// A payment by the client, on the connection that is chosen. The server answers with a page of cards whatever is asked.
///
/// # Errors
/// The call's own.
pub async fn pay(client: Client, choice: ConnectionUse) -> Result<(), String> {
    let payment = exact!({"amount": 12.50});
    let options = CallOptions::new().connection(choice);
    let call = client.call(Operation::PaymentsCreate, &payment).with_options(options);
    call.await.map(drop).map_err(|error| error.to_string())
}

/// What one would write without a client.
#[derive(Debug, Clone)]
pub struct Bare {
    http: reqwest::Client,
    url: String,
}

impl Bare {
    /// A loop over calls of the server at an address.
    ///
    /// # Errors
    /// No HTTP client can be made.
    pub fn new(address: SocketAddr) -> Result<Self, String> {
        let http = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
        Ok(Self { http, url: format!("http://{address}/v1/openApi/card/cardList") })
    }

    /// A page of cards.
    ///
    /// # Errors
    /// The call's own, and a page of another size.
    pub async fn call(self) -> Result<(), String> {
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

/// Makes so many calls, with so many of them under way at any time.
///
/// # Errors
/// That of the first call that fails.
pub async fn all<F>(in_flight: usize, calls: u32, call: impl Fn() -> F) -> Result<(), String>
where
    F: Future<Output = Result<(), String>> + Send + 'static,
{
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
    Ok(())
}
