//! A body that is not what is documented gets a reason that a person can act on: where, what, and never the content.
//! Every file in `refusals/` is one such body of a card's delivery; the word LEAK stands for card data in all of them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use open_api_client::CardsListResponse;
use open_api_client::webhook::{self, Event, UnknownReason};

use crate::support::documented_answer;

#[test]
fn every_refusal_names_the_place_and_the_reason_and_no_content() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/refusals");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();

    let mut report = String::new();
    for path in paths {
        let case = path.file_name().unwrap().to_string_lossy().into_owned();
        let event = webhook::parse("card.status.active", fs::read(&path).unwrap()).unwrap();
        let Event::Unknown(unknown) = &event else { panic!("{case} was read: {event:?}") };
        let UnknownReason::Unreadable(error) = unknown.reason() else { panic!("{case}: {unknown:?}") };
        writeln!(
            report,
            "{case}\n  {:?} at {}:{} in {}\n  {error}",
            error.kind(),
            error.line(),
            error.column(),
            error.path().unwrap_or("the whole")
        )
        .unwrap();
        assert!(!format!("{event:?} {error:?} {error}").contains("LEAK"), "{case}: {event:?}");
    }
    insta::assert_snapshot!(report);
}

#[test]
fn a_path_leads_through_lists_to_the_field() {
    let mut answer = documented_answer("/openApi/card/cardList");
    answer["card_list"][1]["balance"] = "LEAK".into();
    let error = serde_json::from_str::<CardsListResponse>(&answer.to_string()).unwrap_err().to_string();
    assert!(error.starts_with("card_list[1].balance: expected a number, found a string at line 1 column "), "{error}");

    let mut answer = documented_answer("/openApi/card/cardList");
    answer["card_list"][0].as_object_mut().unwrap().remove("status");
    let error = serde_json::from_value::<CardsListResponse>(answer).unwrap_err().to_string();
    assert_eq!(error, "card_list[0].status: the required field is missing");

    let mut answer = documented_answer("/openApi/card/cardList");
    answer["card_list"][1] = "LEAK".into();
    let error = serde_json::from_value::<CardsListResponse>(answer).unwrap_err().to_string();
    assert_eq!(error, "card_list[1]: expected an object, found a string");
}

#[test]
fn a_list_that_is_no_list_is_refused() {
    for (json, found) in [
        (r#"{"0": "LEAK"}"#, "an object"),
        ("{}", "an object"),
        (r#""LEAK""#, "a string"),
        ("1", "a number"),
        ("1e2", "a number"),
        ("false", "a boolean"),
    ] {
        let text = format!(r#"{{"total": 0, "page_no": 1, "page_size": 10, "card_list": {json}}}"#);
        let error = serde_json::from_str::<CardsListResponse>(&text).unwrap_err().to_string();
        let expected = format!("card_list: expected an array, found {found} at line 1 column ");
        assert!(error.starts_with(&expected), "{error}");
    }
}
