//! What an answer holds beyond the spec is told by place and kind, once for what is new, and never by its value.

use std::sync::{Arc, Mutex};

use open_api_client::drift::{DeviationKind, Drift};
use open_api_client::test_util::{Answer, Server};
use open_api_client::{Client, Operation, webhook};
use proptest::prelude::*;
use serde_json::{Value, json};

fn serving(answers: impl IntoIterator<Item = Answer>) -> Server {
    let server = Server::start().unwrap();
    for answer in answers {
        server.answer(answer);
    }
    server
}

/// A client, and everything that it was told.
fn watched(server: &Server) -> (Client, Arc<Mutex<Vec<Drift>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&told);
    let client = server
        .client()
        .path(Operation::WalletsGet, "/openApi/read")
        .on_drift(move |drift| into.lock().unwrap().push(drift.clone()))
        .build()
        .unwrap();
    (client, told)
}

fn card() -> Value {
    json!({
        "app_id": 100_001, "card_id": "82cc", "bin_id": "cpi_6", "holder_id": "", "card_no": "345432552191529",
        "balance": 200.5, "limit": 440.5, "expiry": "03/28", "cvv": "715", "pin": "", "status": 2,
        "use_at": "2023-11-24 02:53:47", "close_at": "", "end_at": "", "mark": "",
    })
}

/// A success that holds this.
fn success(data: &Value) -> Answer {
    Answer::json(format!(r#"{{"code":0,"message":"success","data":{data}}}"#))
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn page(card: &Value) -> Value {
    json!({ "total": 1, "page_no": 1, "page_size": 10, "card_list": [card] })
}

/// What was told of answers with such a `data`, a line of JSON each without its time.
fn told_of(answers: impl IntoIterator<Item = Answer>) -> String {
    block_on(async {
        let answers: Vec<Answer> = answers.into_iter().collect();
        let calls = answers.len();
        let server = serving(answers);
        let (client, told) = watched(&server);
        for _ in 0..calls {
            let _ = client.cards().list().send().await;
        }
        let told = told.lock().unwrap();
        told.iter().map(|drift| without_time(&drift.to_string())).collect::<Vec<_>>().join("\n")
    })
}

fn without_time(line: &str) -> String {
    let (start, rest) = line.split_once(",\"at\":\"").unwrap();
    format!("{start}{}", rest.split_once('"').unwrap().1).replace(",{\"kind\"", ",\n {\"kind\"")
}

#[test]
fn an_answer_as_the_spec_says_is_not_told() {
    assert_eq!(told_of([success(&page(&card()))]), "");
}

#[test]
fn each_kind_of_drift_is_told_with_its_place() {
    let mut odd = card();
    odd["colour"] = json!("blue");
    odd["limits"] = json!([{ "daily": 5, "4111111111111111": true }]);
    odd["status"] = json!(42);
    odd["app_id"] = json!("100001");
    odd["balance"] = json!("200.5");
    odd["bin_id"] = json!("");
    insta::assert_snapshot!("kinds_that_are_read", told_of([success(&page(&odd))]));

    let mut unreadable = card();
    unreadable["use_at"] = json!("2023/11/24");
    unreadable["card_id"] = Value::Null;
    unreadable.as_object_mut().unwrap().remove("cvv");
    insta::assert_snapshot!("kinds_that_are_refused", told_of([success(&page(&unreadable))]));
    insta::assert_snapshot!(
        "envelope_and_status",
        told_of([
            Answer::json(json!({ "code": 0, "msg": "ok", "data": page(&card()) }).to_string()),
            Answer::code(40001, "no").with_status(403),
        ])
    );
}

#[test]
fn each_oddity_is_told_also_when_it_is_alone() {
    for (field, value) in [
        ("status", json!(2.0)),
        ("status", json!(42)),
        ("status", json!("2")),
        ("use_at", json!("2023-11-24T02:53:47")),
        ("use_at", json!("2023-11-24 02:53:47.5")),
        ("use_at", json!("2023-11-24")),
        ("close_at", json!("0000-00-00 00:00:00")),
        ("app_id", json!("100001")),
        ("balance", json!("200.5")),
        ("bin_id", json!("")),
        ("colour", json!("blue")),
    ] {
        let mut odd = card();
        odd[field] = value;
        let told = told_of([success(&page(&odd))]);
        assert!(told.contains(&format!(r#""path":"data.card_list[].{field}""#)), "{field}: {told}");
    }
}

#[test]
fn a_field_of_one_name_in_two_places_is_told_in_both() {
    for name in ["colour", "msg", "trace_id", "x"] {
        let mut data = page(&card());
        data[name] = json!(1);
        let answer = Answer::json(format!(r#"{{"code":0,"message":"success","{name}":1,"data":{data}}}"#));
        let told = told_of([answer]);
        for path in [format!(r#""path":"{name}""#), format!(r#""path":"data.{name}""#)] {
            assert!(told.contains(&path), "{path}: {told}");
        }
    }
}

#[test]
fn what_is_read_in_another_form_is_told() {
    let mut odd = card();
    odd["status"] = json!(2.0);
    odd["use_at"] = json!("2023-11-24T02:53:47");
    odd["close_at"] = json!("0000-00-00 00:00:00");
    odd["end_at"] = json!("2023-11-24");
    let twice = page(&odd).to_string().replacen(r#""total""#, r#""total":1,"total""#, 1);
    let mut nothing = page(&card());
    (nothing["total"], nothing["card_list"]) = (json!(0), Value::Null);
    let twice = Answer::json(format!(r#"{{"code":0,"message":"success","data":{twice}}}"#));
    insta::assert_snapshot!(told_of([twice, success(&nothing)]));
}

#[test]
fn what_was_told_already_is_told_again_only_now_and_then() {
    let mut odd = card();
    odd["colour"] = json!("blue");
    let same = (0..16 + 2 * 128).map(|_| success(&page(&odd)));
    let mut newer = odd.clone();
    newer["shape"] = json!("round");
    let told = told_of(same.chain([success(&page(&newer))]));
    let answers: Vec<u64> =
        told.lines().filter_map(|line| line.split_once("\"answers\":")?.1.split_once(',')?.0.parse().ok()).collect();
    assert_eq!(answers.iter().sum::<u64>(), 16 + 2 * 128 + 1, "every answer is counted");
    assert_eq!(answers.len(), 16 + 2 + 1, "{answers:?}");
    assert!(told.lines().last().unwrap().contains("shape"), "what is new is told at once");
}

#[test]
fn a_total_that_the_entries_belie_is_told() {
    let read = |total: i32| {
        let mut page = page(&card());
        page["total"] = json!(total);
        block_on(async {
            let server = serving([success(&page)]);
            let (client, told) = watched(&server);
            let _ = client.cards().list().pages().next().await;
            let told = told.lock().unwrap();
            told.iter().map(|drift| without_time(&drift.to_string())).collect::<Vec<_>>().join("\n")
        })
    };
    let lines = read(0);
    assert!(lines.contains(r#"{"kind":"total","path":"data","count":1}"#), "{lines}");
    assert_eq!(read(1), "", "a total that is right");
}

#[test]
fn the_shape_of_an_untyped_answer_is_told() {
    let lines = block_on(async {
        let data = json!({ "wallets": [{ "id": "w1", "amount": 1.5 }, { "id": "w2", "amount": 2 }], "next": null });
        let server = serving([success(&data)]);
        let (client, told) = watched(&server);
        client.call(Operation::WalletsGet, &json!({})).await.unwrap();
        let told = told.lock().unwrap();
        told.iter().map(|drift| without_time(&drift.to_string())).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(lines);
}

#[test]
fn a_panic_of_the_watcher_is_not_the_calls() {
    let mut odd = card();
    odd["colour"] = json!("blue");
    let server = serving([success(&page(&odd))]);
    let client = server.client().on_drift(|_| panic!("told")).build().unwrap();
    let page = block_on(client.cards().list().send()).unwrap();
    assert_eq!(page.card_list.len(), 1);
}

#[test]
fn a_delivery_is_held_against_its_event_and_an_unknown_tag_is_told_with_its_shape() {
    let mut told = Vec::new();
    for tag in ["card.status.active", "card.status.melted"] {
        webhook::parse_watched(tag, json!({ "card_id": "c", "heat": 5 }).to_string(), |drift| told.push(drift.clone()))
            .unwrap();
    }
    let kinds = |drift: &Drift| drift.deviations.iter().map(|one| (one.path.clone(), one.kind)).collect::<Vec<_>>();
    assert!(kinds(&told[0]).contains(&("heat".to_owned(), DeviationKind::UnknownField)));
    assert!(kinds(&told[0]).contains(&("status".to_owned(), DeviationKind::Missing)));
    assert_eq!(kinds(&told[1])[0], (String::new(), DeviationKind::UnknownEvent));
    assert!(kinds(&told[1]).contains(&("heat".to_owned(), DeviationKind::Shape)));
}

/// JSON of any form, with values that can be told from everything else.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "SECRET[a-z]{3,9}".prop_map(Value::from),
        (10_000_000_u64..99_999_999).prop_map(|number| Value::from(number * 1_000_003)),
        (10_000_000_u64..99_999_999).prop_map(|number| Value::from(number.to_string())),
    ];
    let name = prop_oneof![
        4 => proptest::sample::select(vec!["code", "data", "total", "card_list", "status", "card_no", "balance", "use_at", "new_name"])
            .prop_map(str::to_owned),
        1 => "[0-9]{12,19}",
        1 => "[ -~]{0,3} [ -~]{0,20}",
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(name.clone(), inner, 0..8).prop_map(Value::from_iter),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_value_is_told_whatever_comes(data in any_json(), envelope in any_json()) {
        let lines = told_of([
            success(&data),
            Answer::json(envelope.to_string()),
        ]);
        let mut deliveries = String::new();
        webhook::parse_watched("card.status.active", data.to_string(), |drift| deliveries = drift.to_string()).unwrap();
        for text in [without_counts(&lines), without_counts(&deliveries)] {
            prop_assert!(!text.contains("SECRET"), "{}", text);
            let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
            prop_assert!(digits.unwrap_or(0) < 8, "{}", text);
        }
    }
}

/// The lines without what is ours and has many digits: the time and the page's id.
fn without_counts(lines: &str) -> String {
    let lines = lines.lines().map(|line| if line.contains("\"at\"") { without_time(line) } else { line.to_owned() });
    lines.collect::<String>().replace("430346213e0", "")
}
