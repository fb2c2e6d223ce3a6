//! Lists all cards as a table: the platform's (or a mock server's) when `OPEN_API_BASE_URL`, `OPEN_API_CUSTOMER_ID`,
//! `OPEN_API_APP_ID`, `OPEN_API_KEY` and, where the base URL does not end with it, `OPEN_API_VERSION` are set; else those of the
//! documents' example, from a server on this machine.
//!
//!     cargo run -p open-api-client --example list_cards

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is what this program is for")]

use std::process::ExitCode;

use open_api_client::test_util::{Answer, Server};
use open_api_client::{Card, CardsListResponse, Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with("OPEN_API_")) {
        return Ok(list(&Client::from_env()?).await?);
    }
    let server = Server::start()?;
    server.answer(Answer::data(&CardsListResponse::example()));
    eprintln!("OPEN_API_* is not set: asking {} for the documents' example", server.url());
    Ok(list(&server.client().build()?).await?)
}

async fn list(client: &Client) -> Result<(), Error> {
    println!("{}", line(["CARD", "BIN", "NUMBER", "STATUS", "BALANCE", "LOADED", "ACTIVATED"].map(str::to_owned)));
    let mut cards = client.cards().list().items();
    while let Some(card) = cards.try_next().await? {
        println!("{}", line(cells(&card)));
    }
    println!("{} cards", cards.total().unwrap_or_default());
    Ok(())
}

/// What may be shown of a card. `Debug` shows the last four digits of its number.
fn cells(card: &Card) -> [String; 7] {
    [
        card.card_id.to_string(),
        card.bin_id.to_string(),
        format!("{:?}", card.card_no),
        card.status.to_string(),
        card.balance.to_string(),
        card.limit.to_string(),
        card.use_at.map(|time| time.to_string()).unwrap_or_default(),
    ]
}

fn line([card, bin, number, status, balance, loaded, activated]: [String; 7]) -> String {
    format!("{card:<34} {bin:<20} {number:<10} {status:<10} {balance:>12} {loaded:>12}  {activated}")
}
