//! What must not be seen is not seen: every sensitive value has a name of its own here, goes through every part of the
//! client, and is looked for in everything that can be printed or logged.

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use open_api_client::observe::{Attempt, CallOutcome, Observer};
use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListResponse, Client, Error, Expiry, Operation, Pan, Pin, RetryPolicy, webhook};
use serde_json::json;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::log::Log;

const KEY: &str = "sentinelkeywithoutdigits";
const PAN: &str = "9071525735855551529";
/// Neither stands in a time or a port by chance.
const CVV: &str = "8x6y8z";
const PIN: &str = "7p5q7p5";
const EXPIRY: &str = "11/77";
/// A holder's.
const NAME: &str = "Annabel Sentinella";

/// Everything that must not be seen. The last four digits of a card number may be.
const SECRETS: [&str; 8] = [KEY, "907152573585555", "71525735", CVV, PIN, EXPIRY, "nnabel", "entinella"];

/// Collects what a careless caller would print.
#[derive(Default)]
struct Seen(String);

impl Seen {
    fn debug(&mut self, value: &impl Debug) {
        writeln!(self.0, "{value:?}\n{value:#?}").unwrap();
    }

    /// An error with its whole chain, and what a failed `unwrap` would say.
    fn error(&mut self, error: Error) {
        self.debug(&error);
        let mut link: Option<&(dyn StdError + 'static)> = Some(&error);
        while let Some(error) = link {
            writeln!(self.0, "{error}\n{error:?}\n{error:#?}").unwrap();
            link = error.source();
        }
        self.0.push_str(&panic_message(Err(error)));
    }

    fn find(&self) -> Option<&'static str> {
        // Nor is anything seen that is split, by spaces or unseen, or in another case.
        let joined: String = self.0.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        SECRETS.into_iter().find(|secret| self.0.contains(secret) || secret.len() > 5 && joined.contains(secret))
    }
}

fn panic_message(failed: Result<(), Error>) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| failed.unwrap())).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

fn page() -> CardsListResponse {
    let mut page = CardsListResponse::example();
    for card in &mut page.card_list {
        card.card_no = Pan::new(PAN);
        card.cvv = CVV.into();
        card.pin = Some(Pin::new(PIN));
        card.expiry = Expiry::new(EXPIRY);
    }
    page
}

/// Writes down what an observer is told, and what is told of drift.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<String>>);

impl Told {
    fn write(&self, what: &impl Debug) {
        writeln!(self.0.lock().unwrap(), "{what:?}").unwrap();
    }
}

impl Observer for Told {
    fn on_attempt(&self, attempt: &Attempt) {
        self.write(attempt);
    }

    fn on_outcome(&self, outcome: &CallOutcome) {
        self.write(outcome);
    }
}

/// Answers of every kind, each full of what must not be seen.
fn bad_answers() -> Vec<Answer> {
    let split = |text: &str, by: &str| text.chars().map(String::from).collect::<Vec<_>>().join(by);
    let pairs: Vec<String> = PAN.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
    let spill = format!("card {PAN} of {NAME} cvv {CVV} pin {PIN} expires {EXPIRY} key {KEY}");
    let field = |name: &str, value: &str| {
        Answer::json(format!(r#"{{"code":0,"message":"success","data":{{"{name}":{value}}}}}"#))
    };
    vec![
        Answer::code(40001, &spill),
        Answer::code(40001, &format!("card {} of {}", pairs.join(" "), NAME.to_uppercase())),
        Answer::code(40001, &format!("key {} or {}", split(KEY, " "), split(KEY, "\u{200b}").to_uppercase())),
        Answer::status(500).with_header("x-request-id", &NAME.replace(' ', "-1985-")),
        Answer::code(40001, &spill).with_status(400),
        Answer::code(40001, &spill).with_status(503),
        Answer::json(format!("<html>{spill}</html>")),
        Answer::json(spill.clone()),
        Answer::json(format!(r#"{{"code":"{spill}"}}"#)),
        Answer::json(format!(r#"{{"{spill}":1,"{spill}":2}}"#)),
        field("total", &format!(r#""{spill}""#)),
        field("card_list", &format!(r#""{PAN}""#)),
        field("card_list", PAN),
        field(&spill, "1"),
        field("card_list", &format!(r#"[{{"card_no":{PAN}}}]"#)),
        field("card_list", &format!(r#"[{{"cvv":["{CVV}"],"pin":"{PIN}"}}]"#)),
        field("card_list", &format!(r#"[{{"use_at":"{PAN}"}}]"#)),
        Answer::bytes(500, "text/plain", spill.clone()),
        Answer::status(500).with_header("x-request-id", PAN),
        Answer::status(500).with_header("cf-ray", &format!("{KEY}-7")),
        Answer::data(&page()).with_header("request-id", &format!("req-{PAN}-{KEY}")).cut_at(200),
        Answer::json(format!(r#"{{"code":{PAN},"message":"no"}}"#)),
        Answer::json(format!(r#"{{"code":{PAN},"message":"no"}}"#)).with_status(400),
        Answer::data(&page()).cut_at(200),
        Answer::data(&page()).slowly(Duration::from_millis(5)),
        Answer::json("{}").with_status(302).with_header("location", "/elsewhere"),
        Answer::hang_up(),
        Answer::hang(),
    ]
}

#[tokio::test]
async fn nothing_that_must_not_be_seen_is_seen() {
    let log = Log::default();
    // Sets up `log` too, which reqwest writes to.
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    let mut seen = Seen::default();

    let server = Server::start().unwrap();
    let told = Told::default();
    let of_drift = told.clone();
    let builder = server
        .client()
        .key(KEY)
        .observer(told.clone())
        .on_drift(move |drift| {
            of_drift.write(drift);
            of_drift.write(&drift.to_string());
        })
        .path(Operation::PaymentsCreate, "/openApi/money")
        .retry(RetryPolicy::new().max_retries(1).base(Duration::from_millis(1)))
        .attempt_timeout(Duration::from_millis(100));
    seen.debug(&builder);
    let client: Client = builder.build().unwrap();
    seen.debug(&client);
    let body = json!({"card_no": PAN, "cvv": CVV, "pin": PIN, "expiry": EXPIRY});
    seen.debug(&client.cards().list().card_no(PAN));
    seen.debug(&client.call(Operation::PaymentsCreate, &body));
    seen.debug(&client.cards().list().card_no(PAN).items());
    seen.debug(&client.cards().list().card_no(PAN).pages());

    for answer in bad_answers() {
        seen.debug(&answer);
        server.answer_always(answer);
        match client.cards().list().card_no(PAN).send().await {
            Ok(page) => seen.debug(&page),
            Err(error) => seen.error(error),
        }
        match client.call(Operation::PaymentsCreate, &body).await {
            Ok(data) => {
                seen.debug(&data);
                seen.error(data.decode::<Vec<bool>>().unwrap_err());
                seen.error(data.decode::<CardsListResponse>().unwrap_err());
            }
            Err(error) => seen.error(error),
        }
        if let Ok(raw) = client.cards().list().send_raw().await {
            seen.debug(&raw);
        }
    }
    server.answer_always(Answer::data(&page()));
    let mut items = client.cards().list().items();
    seen.debug(&items.try_next().await.unwrap());
    seen.debug(&items);
    seen.debug(&client.cards().list().send_raw().await.unwrap());
    seen.debug(&server);
    seen.debug(&server.received());

    // What never gets as far as being sent.
    let key = json!({"key": KEY});
    seen.error(client.call_path("/x", &key).await.unwrap_err());
    seen.error(client.call_path(format!("/x?key={KEY}"), &body).await.unwrap_err());
    seen.error(client.call(Operation::CardsFreeze, &body).await.unwrap_err());
    seen.error(
        Client::builder().base_url(format!("http://{KEY}@example.com")).version(KEY).key(KEY).build().unwrap_err(),
    );
    seen.error(Client::builder().base_url(KEY).version(format!("{KEY}/")).build().unwrap_err());
    let refused = Server::closed().unwrap().client().key(KEY).build().unwrap();
    seen.error(refused.cards().list().card_no(PAN).send().await.unwrap_err());

    for tag in ["card.status.active", "card.status.new"] {
        let body = json!({ "card_no": PAN, "cvv": [CVV], PAN: PIN, KEY: EXPIRY, "status": KEY });
        webhook::parse_watched(tag, body.to_string(), |drift| told.write(&drift.to_string())).unwrap();
    }
    let told = told.0.lock().unwrap().clone();
    assert!(told.contains("CallOutcome"), "nothing was told");
    assert!(told.contains("unknown-field") && told.contains("wrong-type"), "no drift was told: {told}");
    seen.0.push_str(&told);

    assert_eq!(seen.find(), None, "{}", seen.0);
    assert!(seen.0.contains("[…]") && seen.0.contains("****1529"), "the test has seen nothing: {}", seen.0);

    let log = log.text();
    assert!(log.contains("TRACE") && log.contains("open_api.call"), "the log holds nothing: {log}");
    let log = Seen(log);
    assert_eq!(log.find(), None, "{}", log.0);
}
