//! What became of a money call, whatever is answered: the one question that may never be answered wrongly.

use open_api_client::test_util::{Answer, Server};
use open_api_client::{CardsListResponse, Delivery, Effect, Error, ErrorKind, Operation};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{client, page};

/// The error that a payment comes back with, whose answer a caller reads as a type of its own; nothing when it succeeds.
async fn paid(answer: Answer) -> Option<Error> {
    #[derive(serde::Deserialize)]
    struct Receipt {
        #[serde(rename = "payment_id")]
        _payment_id: String,
    }
    let server = Server::start().unwrap();
    server.answer(answer);
    let data = client(&server).call(Operation::PaymentsCreate, &json!({"amount": 1})).await;
    assert_eq!(server.received().len(), 1);
    data.and_then(|data| data.decode::<Receipt>()).err()
}

/// What to do next, as a caller has to say it for each fate: this `match` has no wildcard.
fn next(fate: Delivery) -> &'static str {
    match fate {
        Delivery::NotSent | Delivery::TryLater => "again",
        Delivery::Refused => "never",
        Delivery::Accepted => "done",
        Delivery::Conflict | Delivery::Unknown => "look",
    }
}

#[tokio::test]
async fn a_payment_that_the_platform_calls_a_success_is_never_a_refusal() {
    for data in [
        "",
        r#","data":null"#,
        r#","data":[]"#,
        r#","data":{}"#,
        r#","data":{"payment_id":null}"#,
        r#","data":{"payment_id":7}"#,
        r#","data":{"payment":"p"}"#,
    ] {
        let error = paid(Answer::json(format!(r#"{{"code":0,"message":"success"{data}}}"#))).await.unwrap();
        assert_eq!(
            (error.delivery(), error.code(), error.is_retryable()),
            (Delivery::Accepted, Some(0), false),
            "{data}"
        );
        assert_eq!(next(error.delivery()), "done");
        assert!(error.to_string().ends_with("; it has taken effect: do not make it again"), "{error}");
    }
    assert!(paid(Answer::json(r#"{"code":0,"data":{"payment_id":"p"}}"#)).await.is_none());
}

#[tokio::test]
async fn a_typed_payment_whose_success_cannot_be_read_is_accepted_and_no_failure() {
    // No documented type moves money yet; the documented one is called as if it did.
    let server = Server::start().unwrap();
    server.answer_always(Answer::json(r#"{"code":0,"data":{"total":"many"}}"#));
    let raw = client(&server).call(Operation::CardsList, &json!({})).effect(Effect::Money).send_raw().await.unwrap();
    let error = raw.decode::<CardsListResponse>().unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Accepted));
    assert!(error.to_string().ends_with("; it has taken effect: do not make it again"), "{error}");
}

#[tokio::test]
async fn a_status_says_whether_to_come_again_to_look_or_to_give_up() {
    for (status, fate) in [
        (400, Delivery::Refused),
        (401, Delivery::Refused),
        (404, Delivery::Refused),
        (422, Delivery::Refused),
        (408, Delivery::Unknown),
        (409, Delivery::Conflict),
        (423, Delivery::TryLater),
        (425, Delivery::TryLater),
        (429, Delivery::TryLater),
        (460, Delivery::Unknown),
        (499, Delivery::Unknown),
        (500, Delivery::Unknown),
        (503, Delivery::Unknown),
    ] {
        for answer in [Answer::status(status), Answer::code(7, "no").with_status(status)] {
            let error = paid(answer).await.unwrap();
            assert_eq!((error.delivery(), error.status()), (fate, Some(status)), "{error}");
            assert_eq!(error.is_retryable(), fate == Delivery::TryLater, "{error}");
        }
        // Success under a status that denies it is nothing to rely on.
        let error = paid(Answer::code(0, "success").with_status(status)).await.unwrap();
        assert_eq!((error.delivery(), error.is_retryable()), (Delivery::Unknown, false), "{error}");
    }
}

#[tokio::test]
async fn every_fate_has_words_of_its_own() {
    let mut texts = Vec::new();
    for (status, code) in [(200, 7), (429, 7), (409, 7), (499, 7), (200, 0)] {
        texts.push(paid(Answer::code(code, "no").with_status(status)).await.unwrap().to_string());
    }
    insta::assert_snapshot!(texts.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever status, code and data come: a refusal and a try-later never stand for what may have happened.
    #[test]
    fn no_answer_makes_a_failure_of_what_may_have_happened(
        status in prop_oneof![Just(200_u16), Just(201), Just(202), 203_u16..600],
        code in prop_oneof![Just(Some(0_i64)), Just(Some(40001)), Just(None)],
        data in prop::sample::select(vec!["null", "[]", "{}", "\"\"", "7", r#"{"payment_id":"p"}"#, r#"{"payment_id":1}"#, "{"]),
    ) {
        prop_assume!(!matches!(status, 204 | 205 | 304));
        let code_text = code.map(|code| format!(r#""code":{code},"#)).unwrap_or_default();
        let answer = Answer::json(format!(r#"{{{code_text}"message":"m","data":{data}}}"#)).with_status(status);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let fate = runtime.block_on(paid(answer)).map(|error| error.delivery());
        let broken = data == "{";
        let said_success = code == Some(0) && !broken;
        let said_no = code == Some(40001) && !broken;
        let successful = (200..300).contains(&status);
        match fate {
            None => prop_assert!(said_success && successful),
            Some(Delivery::Accepted) => prop_assert!(said_success && successful),
            Some(Delivery::Refused) => {
                prop_assert!(!said_success);
                let is_a_refusal = if successful { said_no } else { (400..500).contains(&status) };
                prop_assert!(is_a_refusal);
            }
            Some(Delivery::TryLater) => prop_assert!(matches!(status, 423 | 425 | 429) && !said_success),
            Some(Delivery::Conflict) => prop_assert!(status == 409 && !said_success),
            Some(Delivery::Unknown) => prop_assert!(!successful || broken || code.is_none()),
            Some(Delivery::NotSent) => prop_assert!(false, "it was sent"),
        }
        if said_success && successful {
            prop_assert!(matches!(fate, None | Some(Delivery::Accepted)));
        }
    }
}

#[tokio::test]
async fn a_list_that_is_stopped_says_that_its_calls_succeeded() {
    let server = Server::start().unwrap();
    server.answer_with(|request| {
        let asked: open_api_client::CardsListRequest = request.json().unwrap();
        Answer::data(&page(&format!("page{}", asked.page_no), 1, 9))
    });
    let one = std::num::NonZeroU32::MIN;
    let mut items = client(&server).cards().list().with_max_pages(one).items();
    assert!(items.next().await.unwrap().is_ok());
    assert_eq!(items.next().await.unwrap().unwrap_err().delivery(), Delivery::Accepted);
}
