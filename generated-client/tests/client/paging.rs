//! Reading an answer that comes in pages, from a platform whose page numbers cannot be trusted.

use std::num::NonZeroU32;
use std::pin::Pin;
use std::time::Duration;

use open_api_client::test_util::{Answer, Received, Server};
use open_api_client::{Card, CardsListRequest, Client, Delivery, Error, ErrorKind, Items, RetryPolicy};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{client, describe, millis, page};

async fn all(mut items: Items<CardsListRequest>) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    while let Some(card) = items.try_next().await? {
        ids.push(card.card_id.into_string());
    }
    Ok(ids)
}

fn asked(server: &Server) -> Vec<i64> {
    let page = |sent: &Received| sent.json::<Value>().unwrap()["page_no"].as_i64().unwrap();
    server.received().iter().map(page).collect()
}

/// A platform with `count` cards that answers with what stands on the page asked for, `size` cards at most, and repeats
/// nonsense about the page.
fn platform(count: usize, size: usize) -> Server {
    let server = Server::start().unwrap();
    server.answer_with(move |request| {
        let asked: CardsListRequest = request.json().unwrap();
        let size = size.min(usize::try_from(asked.page_size).unwrap());
        let before = usize::try_from(asked.page_no - 1).unwrap() * size;
        let mut answer = page(&format!("page{}", asked.page_no), size.min(count.saturating_sub(before)), 0);
        answer.total = i32::try_from(count).unwrap();
        (answer.page_no, answer.page_size) = (asked.page_size, asked.page_no);
        Answer::data(&answer)
    });
    server
}

#[tokio::test]
async fn every_entry_comes_once_and_no_page_is_asked_for_in_vain() {
    for (count, pages) in [(0, 1), (1, 1), (9, 1), (10, 1), (11, 2), (25, 3), (30, 3)] {
        let server = platform(count, usize::MAX);
        let ids = all(client(&server).cards().list().items()).await.unwrap();
        assert_eq!(ids.len(), count);
        assert_eq!(asked(&server), (1..=pages).collect::<Vec<i64>>(), "{count} cards");
    }
}

#[tokio::test]
async fn a_page_smaller_than_asked_for_is_not_the_end() {
    let server = platform(25, 4);
    let ids = all(client(&server).cards().list().page_size(500).items()).await.unwrap();
    assert_eq!((ids.len(), asked(&server).len()), (25, 7));
}

#[tokio::test]
async fn a_page_larger_than_asked_for_is_taken_whole() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("first", 7, 9))).answer(Answer::data(&page("second", 2, 9)));
    let ids = all(client(&server).cards().list().page_size(5).items()).await.unwrap();
    assert_eq!((ids.len(), asked(&server)), (9, vec![1, 2]));
}

#[tokio::test]
async fn a_total_that_grows_is_followed() {
    let server = Server::start().unwrap();
    for (name, total) in [("first", 4), ("second", 6), ("third", 6)] {
        server.answer(Answer::data(&page(name, 2, total)));
    }
    let ids = all(client(&server).cards().list().page_size(2).items()).await.unwrap();
    assert_eq!((ids.len(), asked(&server)), (6, vec![1, 2, 3]));
}

/// How many entries each page has, and the total that it says.
type List<'l> = &'l [(usize, i32)];

/// Reads pages of so many entries each, with such totals, and tells how many entries came and how it ended.
async fn read(first: i32, pages: List<'_>) -> (usize, Option<Error>, i32) {
    let server = Server::start().unwrap();
    for (number, (count, total)) in pages.iter().enumerate() {
        server.answer(Answer::data(&page(&format!("page{number}"), *count, *total)));
    }
    let mut items = client(&server).cards().list().page_no(first).page_size(2).items();
    let mut came = 0;
    let end = loop {
        match items.next().await {
            Some(Ok(_)) => came += 1,
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    assert!(items.next().await.is_none(), "after an error the stream is at its end");
    assert_eq!(server.answers_left(), 0);
    (came, end, items.next_page())
}

#[tokio::test]
async fn a_list_that_contradicts_its_own_total_is_not_at_its_end() {
    let cases: [(&str, i32, List, i32); 12] = [
        ("a total of -1", 1, &[(2, -1)], 2),
        ("a total of -1, and no entry", 1, &[(0, -1)], 1),
        ("a total of 0 beside entries", 1, &[(2, 0)], 2),
        ("a total smaller than what came", 1, &[(2, 1)], 2),
        ("a total that counts pages", 1, &[(2, 3), (2, 3)], 3),
        ("a total that shrinks", 1, &[(2, 6), (2, 4)], 3),
        ("a total that shrinks below what came", 1, &[(2, 6), (2, 3)], 3),
        ("an empty page while more are owed", 1, &[(2, 100), (0, 100)], 2),
        ("an empty first page of many entries", 1, &[(0, 5)], 1),
        ("an empty page and a total that says so now", 1, &[(2, 4), (0, 2)], 2),
        ("the same further on", 3, &[(2, 100), (0, 100)], 4),
        ("a later page that is empty too early", 3, &[(0, 100)], 3),
    ];
    let mut report = String::new();
    for (name, first, pages, next) in cases {
        let (came, end, next_page) = read(first, pages).await;
        let error = end.unwrap_or_else(|| panic!("{name}: no error"));
        assert_eq!(came, pages.iter().map(|(count, _)| count).sum::<usize>(), "{name}: every entry that came is shown");
        assert_eq!(
            (error.kind(), error.delivery(), next_page),
            (ErrorKind::Incomplete, Delivery::Accepted, next),
            "{name}"
        );
        assert!(!error.is_retryable() && error.expose_body().is_some());
        report += &[name, ": ", &error.to_string(), "\n"].concat();
    }
    insta::assert_snapshot!(report);
}

#[tokio::test]
async fn a_list_that_keeps_its_word_ends_without_an_error() {
    let cases: [(i32, List); 6] = [
        (1, &[(0, 0)]),
        (1, &[(2, 2)]),
        (1, &[(2, 3), (1, 3)]),
        // Grows, and shrinks to no less than what came.
        (1, &[(2, 3), (2, 5), (1, 5)]),
        // Went on at a later page: how many entries stand before it is not known.
        (3, &[(1, 5), (0, 5)]),
        (4, &[(0, 5)]),
    ];
    for (first, pages) in cases {
        let (came, end, _) = read(first, pages).await;
        assert!(end.is_none(), "{pages:?}: {}", end.unwrap());
        assert_eq!(came, pages.iter().map(|(count, _)| count).sum::<usize>());
    }
}

/// A platform that gives its last page for every page behind it, too.
fn clamping(count: usize, size: usize) -> Server {
    let server = Server::start().unwrap();
    server.answer_with(move |request| {
        let asked: CardsListRequest = request.json().unwrap();
        let last = count.div_ceil(size).max(1);
        let page_no = usize::try_from(asked.page_no).unwrap().min(last);
        let here = size.min(count - (page_no - 1) * size);
        Answer::data(&page(&format!("page{page_no}"), here, i32::try_from(count).unwrap()))
    });
    server
}

#[tokio::test]
async fn going_on_at_a_last_page_that_comes_for_every_page_behind_it_is_no_error() {
    for (count, size, first, expected) in [
        (25, 10, 3, 5),
        (25, 10, 2, 15),
        (25, 10, 1, 25),
        (25, 10, 4, 5),
        (25, 4, 7, 1),
        (30, 10, 3, 10),
        (3, 10, 2, 3),
    ] {
        let server = clamping(count, size);
        let ids = all(client(&server).cards().list().page_size(10).page_no(first).items()).await.unwrap();
        assert_eq!(ids.len(), expected, "{count} cards by {size} from page {first}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever pages and totals come: a reading from the first page on that ends without an error has shown as many entries
    /// as were ever promised, and no more.
    #[test]
    fn a_reading_without_an_error_is_whole(
        pages in prop::collection::vec((0_usize..4, -2_i32..9), 1..6),
    ) {
        let server = Server::start().unwrap();
        for (number, (count, total)) in pages.iter().enumerate() {
            server.answer(Answer::data(&page(&format!("page{number}"), *count, *total)));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let never = RetryPolicy::never();
        let result = runtime.block_on(all(client(&server).cards().list().page_size(3).with_retry(never).items()));
        let read = &pages[..server.received().len().min(pages.len())];
        let came = i32::try_from(read.iter().map(|(count, _)| count).sum::<usize>()).unwrap();
        let promised = read.iter().map(|(_, total)| *total).max().unwrap();
        match result {
            Ok(ids) => prop_assert_eq!((i32::try_from(ids.len()).unwrap(), came), (promised, promised)),
            // The script was through, which is the server's own error, or the list contradicts itself.
            Err(error) if error.kind() == ErrorKind::Http => prop_assert!(came < promised),
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Incomplete);
                let last = read[read.len() - 1];
                let short = came < promised && (last.0 == 0 || last.1 <= came);
                prop_assert!(came > last.1 || short, "{}", error);
            }
        }
    }
}

#[tokio::test]
async fn an_empty_first_page_is_a_page() {
    let server = platform(0, 10);
    let mut pages = client(&server).cards().list().pages();
    assert_eq!(pages.next().await.unwrap().unwrap().card_list.len(), 0);
    assert!(pages.next().await.is_none());
    assert_eq!(pages.total(), Some(0));
}

#[tokio::test]
async fn a_repeated_page_is_an_error_and_not_an_endless_loop() {
    let server = Server::start().unwrap();
    server.answer_with(|request| {
        // The entries are always the same, although the page number and the total beside them change.
        let asked: CardsListRequest = request.json().unwrap();
        let mut answer = page("same", 2, 1000 + asked.page_no);
        answer.page_no = asked.page_no;
        Answer::data(&answer)
    });
    let mut items = client(&server).cards().list().items();
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(asked(&server), [1, 2]);
    assert!(error.expose_body().is_some());
    insta::assert_snapshot!(describe(&error).replace(|c: char| c.is_ascii_digit(), "N"), @r"
    cards.list: page N holds the same entries as an earlier page, so reading on would not end; entries read until then: N, pages: N
      kind decode, delivery accepted, retryable false, attempts N
      status NNN
      code N
      path data
      body NNN bytes
    ");
    assert!(items.next().await.is_none(), "after an error the stream is at its end");
}

#[tokio::test]
async fn a_repeated_page_further_on_is_an_error_while_more_are_owed() {
    let server = Server::start().unwrap();
    server.answer_always(Answer::data(&page("same", 2, 100)));
    let error = all(client(&server).cards().list().page_no(3).page_size(2).items()).await.unwrap_err();
    assert_eq!((error.kind(), asked(&server)), (ErrorKind::Decode, vec![3, 4]));
}

#[tokio::test]
async fn pages_that_take_turns_are_noticed_too() {
    let server = Server::start().unwrap();
    server.answer_with(|request| {
        let asked: CardsListRequest = request.json().unwrap();
        Answer::data(&page(if asked.page_no % 2 == 0 { "even" } else { "odd" }, 2, 1000))
    });
    let error = all(client(&server).cards().list().items()).await.unwrap_err();
    assert_eq!((error.kind(), asked(&server)), (ErrorKind::Decode, vec![1, 2, 3]));
}

#[tokio::test]
async fn more_pages_than_allowed_are_an_error_and_not_silence() {
    let server = platform(100, 10);
    let two = NonZeroU32::new(2).unwrap();
    let mut items = client(&server).cards().list().with_max_pages(two).items();
    for _ in 0..20 {
        assert!(items.next().await.unwrap().is_ok());
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!((items.next_page(), asked(&server)), (3, vec![1, 2]));
    insta::assert_snapshot!(describe(&error), @r"
    cards.list: there are more than the 2 pages that the call may read; 20 of 100 entries were read. Raise the limit with .with_max_pages(…), or go on at page 3
      kind exhausted, delivery accepted, retryable false, attempts 0
    ");
    // As many pages as allowed, and no more, are no error.
    let ten = NonZeroU32::new(10).unwrap();
    assert_eq!(all(client(&server).cards().list().with_max_pages(ten).items()).await.unwrap().len(), 100);
}

#[tokio::test]
async fn reading_can_go_on_at_a_page() {
    // The last page is full, short, and short of a platform that gives fewer entries than it was asked for.
    for (count, size, first, expected) in
        [(30, 10, 2, 20), (25, 10, 3, 5), (25, 4, 2, 21), (25, 4, 7, 1), (25, 10, 4, 0)]
    {
        let server = platform(count, size);
        let ids = all(client(&server).cards().list().page_no(first).items()).await.unwrap();
        assert_eq!(ids.len(), expected, "{count} cards by {size} from page {first}");
        assert_eq!(asked(&server)[0], i64::from(first));
    }
}

#[tokio::test]
async fn after_an_error_reading_goes_on_where_it_stopped() {
    let server = Server::start().unwrap();
    server
        .answer(Answer::data(&page("first", 2, 6)))
        .answer(Answer::status(500))
        .answer(Answer::data(&page("second", 2, 6)))
        .answer(Answer::data(&page("third", 2, 6)));
    let client = client(&server);

    let mut items = client.cards().list().page_size(2).items();
    let mut cards: Vec<Card> = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(card) => cards.push(card),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), items.next_page(), items.total()), (ErrorKind::Http, 2, Some(6)));

    let rest = client.cards().list().page_size(2).page_no(items.next_page()).items();
    assert_eq!(cards.len() + all(rest).await.unwrap().len(), 6);
    assert_eq!(asked(&server), [1, 2, 2, 3]);
}

#[tokio::test]
async fn each_page_is_repeated_like_any_other_read() {
    let server = Server::start().unwrap();
    server
        .answer(Answer::status(503))
        .answer(Answer::data(&page("first", 2, 3)))
        .answer(Answer::status(502))
        .answer(Answer::data(&page("second", 1, 3)));
    let ids = all(client(&server).cards().list().page_size(2).items()).await.unwrap();
    assert_eq!((ids.len(), asked(&server)), (3, vec![1, 1, 2, 2]));
}

#[tokio::test]
async fn giving_up_waiting_loses_no_page() {
    let server = Server::start().unwrap();
    server.answer(Answer::data(&page("first", 1, 1)).after(millis(150)));
    let mut items = client(&server).cards().list().items();
    assert!(tokio::time::timeout(millis(20), items.next()).await.is_err());
    let card = tokio::time::timeout(Duration::from_secs(10), items.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(card.card_id.as_str(), "first-0");
    assert_eq!(asked(&server), [1]);
}

#[tokio::test]
async fn pages_and_items_are_streams_in_the_sense_of_futures() {
    fn is_stream<S: futures_core::Stream<Item = Result<T, Error>> + Send + Unpin, T>(_: &S) {}
    let server = platform(3, 10);
    let mut items = client(&server).cards().list().items();
    is_stream(&items);
    is_stream(&client(&server).cards().list().pages());
    let first = std::future::poll_fn(|cx| futures_core::Stream::poll_next(Pin::new(&mut items), cx)).await;
    assert!(first.unwrap().is_ok());
}

#[tokio::test]
async fn an_error_before_the_first_page_is_that_of_the_call() {
    let server = Server::closed().unwrap();
    let client: Client = client(&server);
    let error = all(client.cards().list().items()).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Exhausted, Delivery::NotSent));
}
