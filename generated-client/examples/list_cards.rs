//! Lists all cards as a table: the platform's when `OPEN_API_BASE_URL`, `OPEN_API_VERSION`, `OPEN_API_CUSTOMER_ID`,
//! `OPEN_API_APP_ID` and `OPEN_API_KEY` are set, else those of the documents' example, from a server on this machine.
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
    println!(
        "{:<34} {:<20} {:<10} {:<10} {:>12} {:>12}  {}",
        "CARD", "BIN", "NUMBER", "STATUS", "BALANCE", "LOADED", "ACTIVATED"
    );
    let mut cards = client.cards().list().items();
    while let Some(card) = cards.try_next().await? {
        println!("{}", row(&card));
    }
    println!("{} cards", cards.total().unwrap_or_default());
    Ok(())
}

/// A card in a line. What `Debug` shows of a number may be shown: its last four digits.
fn row(card: &Card) -> String {
    let number = format!("{:?}", card.card_no);
    let activated = card.use_at.map(|time| time.to_string()).unwrap_or_default();
    format!(
        "{:<34} {:<20} {:<10} {:<10} {:>12} {:>12}  {}",
        card.card_id.as_str(),
        card.bin_id.as_str(),
        number,
        card.status.to_string(),
        card.balance.to_string(),
        card.limit.to_string(),
        activated,
    )
}
