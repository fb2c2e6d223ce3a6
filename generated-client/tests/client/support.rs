//! What the tests share: pages of cards, calls of every effect, and errors in a form to compare.

pub(crate) mod raw;
#[cfg(feature = "rustls")]
pub(crate) mod tls;

use std::time::Duration;

use open_api_client::test_util::Server;
use open_api_client::{CallOptions, Card, CardId, CardsListResponse, Client, Error, Operation, RetryPolicy};

/// An answer of `count` cards, whose ids begin with `name`.
pub(crate) fn page(name: &str, count: usize, total: i32) -> CardsListResponse {
    let mut page = CardsListResponse::example();
    page.total = total;
    page.card_list = (0..count).map(|number| card(&format!("{name}-{number}"))).collect();
    page
}

pub(crate) fn card(id: &str) -> Card {
    let mut card = Card::example();
    card.card_id = CardId::new(id);
    card
}

/// A client of the server with a path for one operation of each effect beside the documented one.
pub(crate) fn client(server: &Server) -> Client {
    server
        .client()
        .path(Operation::HoldersCreate, "/openApi/write")
        .path(Operation::PaymentsCreate, "/openApi/money")
        .path(Operation::WalletsGet, "/openApi/read")
        .build()
        .unwrap()
}

pub(crate) fn never() -> CallOptions {
    CallOptions::new().retry(RetryPolicy::never())
}

pub(crate) fn millis(number: u64) -> Duration {
    Duration::from_millis(number)
}

/// Everything that an error says, one fact a line, and its whole chain of sources.
pub(crate) fn describe(error: &Error) -> String {
    let mut lines = vec![
        format!("{error}"),
        format!(
            "  kind {}, delivery {}, retryable {}, attempts {}",
            error.kind(),
            error.delivery(),
            error.is_retryable(),
            error.attempts()
        ),
    ];
    let facts = [
        ("status", error.status().map(|status| status.to_string())),
        ("code", error.code().map(|code| code.to_string())),
        ("path", error.path().map(str::to_owned)),
        ("request id", error.request_id().map(str::to_owned)),
        ("body", error.expose_body().map(|body| format!("{} bytes", body.len()))),
    ];
    for (name, fact) in facts {
        lines.extend(fact.map(|fact| format!("  {name} {fact}")));
    }
    lines.join("\n")
}
