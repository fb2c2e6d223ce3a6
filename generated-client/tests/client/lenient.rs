//! One odd value does not cost a page: what can be read without guessing is read, and for the rest a caller may have the entries that
//! can be read, and an error for each that cannot.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{Card, CardStatus, CardsListResponse, Client, DateTime, Delivery, Error, ErrorKind, Operation};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::client;

fn card(id: usize) -> Value {
    json!({
        "app_id": 100_001, "card_id": format!("c{id}"), "bin_id": "cpi_6", "holder_id": "", "card_no": "345432552191529",
        "balance": 200.5, "limit": 440.5, "expiry": "03/28", "cvv": "715", "pin": "", "status": 2,
        "use_at": "2023-11-24 02:53:47", "close_at": "", "end_at": "", "mark": "",
    })
}

/// A success whose list holds these texts.
fn page(total: usize, entries: &[String]) -> Answer {
    let list = entries.join(",");
    let data = format!(r#"{{"total":{total},"page_no":1,"page_size":10,"card_list":[{list}]}}"#);
    Answer::json(format!(r#"{{"code":0,"message":"success","data":{data}}}"#))
}

async fn one(answer: Answer) -> Result<CardsListResponse, Error> {
    let server = Server::start().unwrap();
    server.answer(answer);
    client(&server).cards().list().send().await
}

async fn one_card(change: impl FnOnce(&mut Value)) -> Result<Card, Error> {
    let mut card = card(0);
    change(&mut card);
    one(page(1, &[card.to_string()])).await.map(|mut page| page.card_list.remove(0))
}

#[tokio::test]
async fn dates_in_other_forms_are_read_where_they_cannot_be_mistaken() {
    for (text, at) in [
        ("2023-11-24T02:53:47", Some(DateTime::constant(2023, 11, 24, 2, 53, 47, 0))),
        ("2023-11-24 02:53:47.250", Some(DateTime::constant(2023, 11, 24, 2, 53, 47, 250_000_000))),
        ("2023-11-24", Some(DateTime::constant(2023, 11, 24, 0, 0, 0, 0))),
        ("0000-00-00 00:00:00", None),
        ("0000-00-00", None),
    ] {
        let card = one_card(|card| card["close_at"] = text.into()).await.unwrap();
        assert_eq!(card.close_at, at, "{text}");
    }
    for text in ["2023-11-24T02:53:47Z", "2023-11-24 02:53:47 +0800", "24.11.2023", "2023-02-30", "0000-00-00 00:00:01"]
    {
        let error = one_card(|card| card["close_at"] = text.into()).await.unwrap_err();
        assert_eq!(error.path(), Some("data.card_list[0].close_at"), "{text}");
    }
}

#[tokio::test]
async fn a_whole_number_is_one_by_its_value() {
    for two in ["2.0", "2.000", "2e0", "20e-1", r#""2""#, r#""2.0""#] {
        let entry = card(0).to_string().replace(r#""status":2"#, &format!(r#""status":{two}"#));
        assert_eq!(one(page(1, &[entry])).await.unwrap().card_list[0].status, CardStatus::Active, "{two}");
    }
    for no_number in ["2.5", r#""two""#, "1e400", "2147483648.0"] {
        let entry = card(0).to_string().replace(r#""status":2"#, &format!(r#""status":{no_number}"#));
        let error = one(page(1, &[entry])).await.unwrap_err();
        assert_eq!(error.path(), Some("data.card_list[0].status"), "{no_number}");
    }
}

#[tokio::test]
async fn a_list_that_is_null_has_no_entries() {
    for nothing in ["null", r#""""#, "[]"] {
        let data = format!(r#"{{"total":0,"page_no":1,"page_size":10,"card_list":{nothing}}}"#);
        let answer = Answer::json(format!(r#"{{"code":0,"message":"success","data":{data}}}"#));
        assert_eq!(one(answer).await.unwrap().card_list, [], "{nothing}");

        let server = Server::start().unwrap();
        server.answer(Answer::json(format!(r#"{{"code":0,"message":"success","data":{data}}}"#)));
        assert!(client(&server).cards().list().items().try_next().await.unwrap().is_none(), "{nothing}");

        // More are owed: then it is no answer to rely on.
        let owed = data.replace(r#""total":0"#, r#""total":3"#);
        let server = Server::start().unwrap();
        server.answer(Answer::json(format!(r#"{{"code":0,"message":"success","data":{owed}}}"#)));
        let error = client(&server).cards().list().items().try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incomplete, "{nothing}");
    }
}

#[tokio::test]
async fn a_key_that_stands_twice_is_read_if_both_say_the_same() {
    let text = card(0).to_string();
    let again = |what: &str| text.replacen('{', &format!("{{{what},"), 1);
    for said in [r#""balance":200.5"#, r#""status":2"#, r#""ca\u0072d_id":"c0""#, r#""cvv":"715""#] {
        assert_eq!(one(page(1, &[again(said)])).await.unwrap().card_list[0].balance.to_string(), "200.5", "{said}");
    }
    for contradicts in [r#""balance":200.50"#, r#""balance":1"#, r#""cvv":"716""#] {
        let error = one(page(1, &[again(contradicts)])).await.unwrap_err();
        assert!(error.to_string().contains("twice"), "{error}");
    }
    // Beside an entry that cannot be read, too.
    for (text, is_read) in [(again(r#""status":2"#), true), (again(r#""balance":1"#), false)] {
        let server = Server::start().unwrap();
        server.answer(page(2, &[text, entries(&[Some(0)]).remove(0)]));
        let partial = client(&server).cards().list().lenient().send().await.unwrap();
        assert_eq!((partial.answer.card_list.len(), partial.errors.len()), if is_read { (1, 1) } else { (0, 2) });
    }
    // Beside the list as within it.
    let odd = entries(&[None, Some(0)]).join(",");
    for (total, is_read) in [(2, true), (3, false)] {
        let server = Server::start().unwrap();
        server.answer(Answer::json(format!(
            r#"{{"code":0,"message":"success","data":{{"total":2,"total":{total},"page_no":1,"page_size":10,"card_list":[{odd}]}}}}"#
        )));
        let partial = client(&server).cards().list().lenient().send().await;
        let counts = partial.ok().map(|partial| (partial.answer.card_list.len(), partial.errors.len()));
        assert_eq!(counts, is_read.then_some((1, 1)), "{total}");
    }
    let twice = r#"{"code":0,"code":0,"message":"success","data":{"a":1},"data":{"a":1}}"#;
    let server = Server::start().unwrap();
    server.answer(Answer::json(twice)).answer(Answer::json(twice.replacen('0', "1", 1)));
    let call = || client(&server).call(Operation::WalletsGet, &json!({})).send();
    assert_eq!(call().await.unwrap().expose_json(), r#"{"a":1}"#);
    assert!(call().await.unwrap_err().to_string().contains("`code` twice"));
}

/// Entries that nobody can read for sure, and what is wrong with them.
const ODD: [(&str, &str, &str); 6] = [
    (r#""use_at":"2023-11-24 02:53:47""#, r#""use_at":"4111111111111111""#, "use_at"),
    (r#""balance":200.5"#, r#""balance":"4111111111111111x""#, "balance"),
    (r#""status":2"#, r#""status":null"#, "status"),
    (r#""cvv":"715""#, r#""cvv":411111111111"#, "cvv"),
    (r#""card_no":"345432552191529","#, "", "card_no"),
    (r#""mark":"""#, r#""mark":"","balance":1"#, "balance"),
];

fn entries(odd: &[Option<usize>]) -> Vec<String> {
    let entry = |(at, odd): (usize, &Option<usize>)| {
        let text = card(at).to_string();
        odd.map_or(text.clone(), |kind| text.replace(ODD[kind].0, ODD[kind].1))
    };
    odd.iter().enumerate().map(entry).collect()
}

/// Each entry's id, or the path of its error, in the order that they came in.
fn told(entry: Result<Card, Error>) -> Result<String, String> {
    entry.map(|card| card.card_id.into_string()).map_err(|error| {
        let said = format!("{error} {error:?}");
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Accepted));
        assert_eq!(error.operation(), Some(Operation::CardsList));
        assert!(said.starts_with("cards.list: ") && !said.contains("4111"), "{said}");
        error.path().unwrap().to_owned()
    })
}

async fn read(client: &Client) -> Vec<Result<String, String>> {
    let mut items = client.cards().list().page_size(4).lenient().items();
    let mut came = Vec::new();
    while let Some(entry) = items.try_next().await.unwrap() {
        came.push(told(entry));
    }
    came
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever entries are odd, the others come, each in its place, and each odd one as an error that names it and shows nothing.
    #[test]
    fn every_entry_that_can_be_read_comes_and_every_other_is_told(
        odd in prop::collection::vec(prop::option::of(0..ODD.len()), 1..10),
    ) {
        let texts = entries(&odd);
        let expected: Vec<_> = odd.iter().enumerate().map(|(at, odd)| match odd {
            Some(kind) => Err(format!("data.card_list[{}].{}", at % 4, ODD[*kind].2)),
            None => Ok(format!("c{at}")),
        }).collect();
        let pages: Vec<Answer> = texts.chunks(4).map(|page_of| page(texts.len(), page_of)).collect();
        let serve = || {
            let server = Server::start().unwrap();
            for page in &pages {
                server.answer(page.clone());
            }
            server
        };

        let server = serve();
        let client = client(&server);
        prop_assert_eq!(&block_on(read(&client)), &expected);
        prop_assert_eq!(server.answers_left(), 0);

        // Page by page, and without async, it is the same.
        let server = serve();
        let blocking: Vec<_> =
            crate::support::client(&server).cards().list().page_size(4).lenient().items_blocking().map(|one| told(one.unwrap())).collect();
        prop_assert_eq!(&blocking, &expected);
        let server = serve();
        let partial = block_on(crate::support::client(&server).cards().list().lenient().send()).unwrap();
        let first = &expected[..expected.len().min(4)];
        prop_assert_eq!(partial.answer.card_list.len(), first.iter().filter(|one| one.is_ok()).count());
        prop_assert_eq!(partial.errors.len(), first.iter().filter(|one| one.is_err()).count());

        // The strict way reads nothing of a page with an odd entry.
        let server = serve();
        let strict = block_on(crate::support::client(&server).cards().list().send());
        prop_assert_eq!(strict.is_ok(), first.iter().all(Result::is_ok));
    }
}

#[tokio::test]
async fn what_is_wrong_outside_of_lists_is_an_error_also_when_lenient() {
    for body in [
        r#"{"code":0,"message":"success","data":{"total":"x","page_no":1,"page_size":10,"card_list":[]}}"#,
        r#"{"code":0,"message":"success","data":{"total":1,"page_no":1,"page_size":10,"card_list":7}}"#,
        r#"{"code":0,"message":"success","data":{"total":1,"page_no":1,"page_size":10}}"#,
        r#"{"code":0,"message":"success","data":{"total":1,"page_no":1,"page_size":10,"card_list":[{}"#,
        r#"{"code":7,"message":"no"}"#,
    ] {
        let server = Server::start().unwrap();
        server.answer(Answer::json(body));
        assert!(client(&server).cards().list().lenient().send().await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn a_list_of_odd_entries_alone_still_ends() {
    let server = Server::start().unwrap();
    let odd = vec![Some(0); 3];
    server.answer(page(5, &entries(&odd))).answer(page(5, &entries(&odd[..2])));
    assert_eq!(read(&client(&server)).await.len(), 5);
    assert_eq!(server.answers_left(), 0);
}

#[tokio::test]
async fn pages_come_one_after_the_other_each_with_what_is_wrong_in_it() {
    let server = Server::start().unwrap();
    server.answer(page(3, &entries(&[None, Some(0)]))).answer(page(3, &entries(&[None])));
    let mut pages = client(&server).cards().list().page_size(2).lenient().pages();
    let mut told = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        told.push((page.answer.card_list.len(), page.errors.len()));
    }
    assert_eq!((told, pages.total(), pages.next_page()), (vec![(1, 1), (1, 0)], Some(3), 3));
}

#[tokio::test]
async fn reading_begins_at_the_page_that_was_asked_for() {
    let server = Server::start().unwrap();
    server.answer(page(5, &entries(&[None]))).answer(page(5, &[]));
    let mut items = client(&server).cards().list().page_no(3).page_size(2).lenient().items();
    while items.try_next().await.unwrap().is_some() {}
    let asked: Vec<i64> =
        server.received().iter().map(|one| one.json::<Value>().unwrap()["page_no"].as_i64().unwrap()).collect();
    assert_eq!(asked, [3, 4]);
}
