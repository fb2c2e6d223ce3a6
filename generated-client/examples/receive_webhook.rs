//! Receives deliveries with a plain HTTP server, answers them and prints no card data.
//!
//! Without an argument it sends itself the documents' example, repeated and followed by others about the same card, and two
//! deliveries that it cannot type, and ends. With an address it waits for deliveries there until it is stopped.
//!
//!     cargo run -p open-api-client --example receive_webhook [127.0.0.1:8080]

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is what this program is for")]

use std::collections::HashMap;
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

use open_api_client::webhook::{self, Event};
use open_api_client::{CardId, CardNotification};
use tiny_http::{Request, Response, Server};

/// More than any delivery: a larger one is not read to its end.
const MAX_BODY: u64 = 1024 * 1024;

/// The example of the webhook page.
const DOCUMENTED: &str = r#"{"card_id": "cid_sxdwXPRxtXt6Ch4n", "order_id": "ord_5uY0AjUE",
    "out_order_id": "platform_ord_5uY0AjUE", "app_id": 100005, "bin_id": "cpi_6530de6a2f1c7", "holder_id": "",
    "card_no": "907152573585214424064", "balance": 10, "limit": 10, "expiry": "03/28", "cvv": "345", "pin": "",
    "status": 2, "use_at": "2025-03-03 02:42:11", "close_at": "", "end_at": "", "mark": ""}"#;

/// What the program sends itself: a tag and a body each. The second is the first once more; the second freeze is not the first.
const DEMONSTRATION: [(&str, &str); 7] = [
    ("card.status.active", DOCUMENTED),
    ("card.status.active", DOCUMENTED),
    ("card.status.freeze", DOCUMENTED),
    ("card.status.unfreeze", DOCUMENTED),
    ("card.status.freeze", DOCUMENTED),
    ("card.status.of_tomorrow", DOCUMENTED),
    ("card.status.freeze", "{}"),
];

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut receiver = Receiver::default();
    if let Some(address) = std::env::args().nth(1) {
        let server = Server::http(&address)?;
        eprintln!("waiting for deliveries on {}", server.server_addr());
        for request in server.incoming_requests() {
            // A sender that goes away in the middle of a delivery ends that delivery, and not the receiver.
            receiver.receive(request).unwrap_or_else(|error| eprintln!("a delivery was cut off: {error}"));
        }
        return Ok(());
    }
    let server = Server::http("127.0.0.1:0")?;
    let address = server.server_addr().to_ip().ok_or("the server has no address")?;
    let sender = thread::spawn(move || DEMONSTRATION.into_iter().try_for_each(|(tag, body)| send(address, tag, body)));
    for _ in DEMONSTRATION {
        let request = server.recv_timeout(Duration::from_secs(10))?.ok_or("no delivery came")?;
        receiver.receive(request)?;
    }
    sender.join().map_err(|_| "the sender failed")??;
    Ok(())
}

/// What has been handled: of each card the newest delivery, by its key. A real receiver keeps it where it outlives the program,
/// and writes it in the same transaction as what the delivery changes.
///
/// A delivery that is like the one before it for the same card is taken for its repetition. One that is like an earlier one is not:
/// a card that is frozen, unfrozen and frozen again gives the same key for both freezes.
#[derive(Default)]
struct Receiver {
    newest: HashMap<CardId, String>,
}

impl Receiver {
    fn receive(&mut self, mut request: Request) -> Result<(), std::io::Error> {
        let tag = tag_of(&request);
        let mut body = Vec::new();
        request.as_reader().take(MAX_BODY).read_to_end(&mut body)?;
        let status = match webhook::parse(&tag, &body) {
            Ok(event) => self.take(&event),
            Err(error) => {
                println!("refused: {error}");
                400
            }
        };
        // The documents do not say what acknowledges a delivery; an empty 200 is the usual answer.
        request.respond(Response::empty(status))
    }

    /// Handles a delivery unless that has been done, and tells the status to answer. Only what has been handled is noted: a
    /// delivery that fails has to be handled when it comes again.
    fn take(&mut self, event: &Event) -> u16 {
        let noted = card_of(event).map(|card| card.card_id.clone()).zip(event.dedup_key());
        if noted.as_ref().is_some_and(|(card, key)| self.newest.get(card) == Some(key)) {
            println!("{}: delivered before", event.tag());
            return 200;
        }
        if let Err(error) = handle(event) {
            println!("{}: not handled: {error}", event.tag());
            return 500;
        }
        self.newest.extend(noted);
        200
    }
}

/// What a delivery is about.
fn card_of(event: &Event) -> Option<&CardNotification> {
    match event {
        Event::CardStatusActive(card)
        | Event::CardStatusClosed(card)
        | Event::CardStatusClosing(card)
        | Event::CardStatusFreeze(card)
        | Event::CardStatusLost(card)
        | Event::CardStatusReplace(card)
        | Event::CardStatusUnfreeze(card) => Some(card),
        _ => None,
    }
}

/// Does what a delivery asks for. It may come more than once, so doing it twice must do no harm.
fn handle(event: &Event) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    match event {
        Event::CardStatusActive(card) => {
            writeln!(out, "{}: card {} of order {} is now {}", event.tag(), card.card_id, card.order_id, card.status)
        }
        // Keep the raw body somewhere safe: a later version of the crate may be able to read it.
        Event::Unknown(unknown) => writeln!(out, "{}: kept for later, because {}", unknown.tag(), unknown.reason()),
        other => writeln!(out, "{}: nothing to do", other.tag()),
    }
}

/// The event tag of a delivery.
///
/// The documents do not say where it travels. The last part of the URL stands in for it here; look at a real delivery and
/// take it from where it is.
fn tag_of(request: &Request) -> String {
    let path = request.url().split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Plays the platform: one delivery.
fn send(address: SocketAddr, tag: &str, body: &str) -> std::io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let length = body.len();
    write!(
        stream,
        "POST /hooks/{tag} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )?;
    stream.read_to_end(&mut Vec::new()).map(|_| ())
}
