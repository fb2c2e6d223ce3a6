//! The fast JSON reader (`wire::quick`) is compared with `serde_json` on the types of the documents: whatever the fast one reads, `serde_json`
//! reads too, with the same result; and the fast one does read what platforms usually send.

use std::fmt::Debug;

use proptest::prelude::*;

use crate::models::{CardNotification, CardStatus, CardsListResponse, WalletsGetTransactionResponse};
use crate::wire::{Json, Wire, decode_carefully, decode_quickly, fields_of, record};
use crate::{DateTime, Decimal};

const PAGE: &str = r#"{"total":2,"page_no":1,"page_size":10,"card_list":[{"app_id":100001,"card_id":"c1","bin_id":"b1","holder_id":"","card_no":"345432552191529","balance":200.50,"limit":10,"expiry":"03/28","cvv":"715","pin":"","status":2,"use_at":"2023-11-24 02:53:47","close_at":"","end_at":"","mark":""}]}"#;

/// Whether the fast reader reads a text. If it does, this checks that `serde_json` finds the same.
fn is_read<T: Wire + Debug + PartialEq>(text: &str) -> bool {
    let Some((quickly, _)) = decode_quickly::<T>(text) else {
        return false;
    };
    assert_eq!(Ok(&quickly), decode_carefully::<T>(text.as_bytes()).as_ref(), "{text}");
    true
}

fn is_read_as_a_page(text: &str) -> bool {
    is_read::<CardsListResponse>(text)
}

#[test]
fn usual_answers_are_read_quickly() {
    assert!(is_read_as_a_page(PAGE));
    let spaced = PAGE.replace(',', " ,\r\n\t").replace(':', " :  ").replace("02 :  53 :  47", "02:53:47");
    assert!(is_read_as_a_page(&format!(" {spaced}\n")));
    assert!(is_read_as_a_page(r#"{"card_list":[],"page_size":10,"total":0,"page_no":1}"#), "another order");
    assert!(is_read_as_a_page(&PAGE.replace(r#""total""#, r#""new":{"a":[1.5e3,"x\n"]},"total""#)), "something new");
    assert!(is_read_as_a_page(&PAGE.replace("100001", r#""100001""#).replace("200.50", r#""200.50""#)), "in strings");
    assert!(is_read_as_a_page(&PAGE.replace("c1", r"卡\u5361\/\n")), "escapes and other scripts");
    for two in ["2.0", "2.00", "20e-1", "0.2E+1", r#""2.0""#] {
        assert!(is_read_as_a_page(&PAGE.replace(r#""total":2"#, &format!(r#""total":{two}"#))), "{two}");
    }
    for date in ["2023-11-24T02:53:47", "2023-11-24", "2023-11-24 02:53:47.25"] {
        assert!(is_read_as_a_page(&PAGE.replace("2023-11-24 02:53:47", date)), "{date}");
    }
    assert!(is_read_as_a_page(&PAGE.replace(r#","mark":"""#, "").replace(r#""holder_id":"""#, r#""holder_id":null"#)));
    assert!(is_read::<Decimal>("1e2") && is_read::<Decimal>("-0.00") && is_read::<CardStatus>("42"));
}

#[test]
fn amounts_keep_the_scale_that_they_came_with() {
    for text in ["200.50", "10", "-0.00", "79228162514264337593543950335", "1.5E+3", "\"0.10\""] {
        let scale = |amount: Decimal| (amount.mantissa(), amount.scale());
        assert_eq!(
            decode_quickly(text).map(|(value, _)| scale(value)),
            Some(scale(decode_carefully(text.as_bytes()).unwrap())),
            "{text}"
        );
    }
}

#[test]
fn what_is_wrong_is_left_to_the_careful_way() {
    let left = [
        PAGE.replace(r#""total":2"#, r#""total":2,"total":2"#),
        PAGE.replace(r#""total":2,"#, ""),
        PAGE.replace(r#""total":2"#, r#""total":2.5"#),
        PAGE.replace(r#""total":2"#, r#""total":02"#),
        PAGE.replace(r#""total":2"#, r#""total":02.0"#),
        PAGE.replace(r#""total":2"#, r#""total":2."#),
        PAGE.replace(r#""total":2"#, r#""total":2147483648"#),
        PAGE.replace(r#""total":2"#, r#""total":2,"$serde_json::private::Number":"1""#),
        PAGE.replace("c1", "c\u{1}"),
        PAGE.replace("345432552191529", "345432552191529\\x"),
        PAGE.replace("02:53:47", "02:53:60"),
        PAGE.replace("}]", "},]"),
        format!("{PAGE}{PAGE}"),
        format!("\u{feff}{PAGE}"),
        PAGE[..PAGE.len() - 1].to_owned(),
        String::new(),
    ];
    for text in left {
        assert!(!is_read_as_a_page(&text), "{text}");
        assert!(decode_carefully::<CardsListResponse>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_field_that_stands_twice_is_refused_wherever_it_stands() {
    let card = &PAGE[PAGE.find("{\"app_id").unwrap() + 1..PAGE.find("}]").unwrap()];
    let members: Vec<&str> = card.split(',').collect();
    for twice in &members {
        for at in 0..=members.len() {
            let mut members = members.clone();
            members.insert(at, twice);
            assert!(!is_read_as_a_page(&PAGE.replace(card, &members.join(","))), "{twice} at {at}");
        }
    }
}

#[test]
fn fields_in_any_order_are_read_and_one_that_is_missing_is_missed() {
    let card = &PAGE[PAGE.find("{\"app_id").unwrap() + 1..PAGE.find("}]").unwrap()];
    let mut members: Vec<&str> = card.split(',').collect();
    for _ in 0..members.len() {
        members.rotate_left(1);
        assert!(is_read_as_a_page(&PAGE.replace(card, &members.join(","))), "{members:?}");
        let last_is_optional = members[members.len() - 1].starts_with("\"mark\"");
        let fewer = PAGE.replace(card, &members[..members.len() - 1].join(","));
        assert_eq!(is_read_as_a_page(&fewer), last_is_optional, "{members:?}");
    }
}

#[test]
fn what_nobody_asked_for_may_be_as_deep_as_it_likes_and_costs_no_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(is_read_as_a_page(&PAGE.replace(r#""total""#, &format!(r#""new":{deep},"total""#))));
    assert!(is_read::<Json>(&deep));
    assert_eq!(decode_quickly::<Vec<Vec<i32>>>("[[1,2],[],[3]]"), Some((vec![vec![1, 2], vec![], vec![3]], 0)));
}

/// A record whose fields have names that JSON writes with escapes. A spec may have them.
#[derive(Debug, PartialEq)]
struct Odd {
    inch: i32,
    path: i32,
}

record!(Odd {
    0 => required inch as "5\"",
    1 => required path as "a\\b",
});

#[test]
fn a_name_that_needs_escapes_is_found_only_with_them() {
    assert_eq!(decode_carefully(br#"{"5\"":1,"a\\b":2}"#), Ok(Odd { inch: 1, path: 2 }));
    for text in [r#"{"5"":1,"a\b":2}"#, r#"{"5\"":1,"a\b":2}"#, r#"{"5\"":1,"a\\b":2}"#] {
        assert!(!is_read::<Odd>(text), "{text}");
    }
}

/// A record with a field of each way to be missing.
#[derive(Debug, Default, PartialEq)]
struct Every {
    text: String,
    when: Option<DateTime>,
    day: Option<DateTime>,
    late: Option<DateTime>,
    list: Vec<bool>,
    more: Option<Vec<i32>>,
    flag: Option<bool>,
    inner: Option<Inner>,
}

record!(Every {
    0 => required text as "text",
    1 => optional when as "when",
    2 => or_empty day as "day",
    3 => optional_or_empty late as "late",
    4 => list_or_empty list as "list",
    5 => optional_list_or_empty more as "more",
    6 => optional flag as "flag",
    7 => optional inner as "inner",
});

#[derive(Debug, PartialEq)]
struct Inner {
    at: DateTime,
}

record!(Inner {
    0 => required at as "at",
});

#[test]
fn a_field_is_there_or_missing_in_its_own_way_both_ways_and_when_it_is_written() {
    let day = Some(DateTime::constant(2023, 11, 24, 0, 0, 0, 0));
    let nothing = Every { text: "t".to_owned(), ..Every::default() };
    let all = Every {
        when: day,
        day,
        late: day,
        list: vec![true, false],
        more: Some(vec![1, 2]),
        flag: Some(false),
        inner: day.map(|at| Inner { at }),
        ..Every { text: "t".to_owned(), ..Every::default() }
    };
    let whole = r#"{"text":"t","when":"2023-11-24 00:00:00","day":"2023-11-24 00:00:00","late":"2023-11-24 00:00:00","list":[true,false],"more":[1,2],"flag":false,"inner":{"at":"2023-11-24 00:00:00"}}"#;
    let bare = r#"{"text":"t","day":"","list":[]}"#;
    for (text, value, written) in [
        (whole, &all, whole),
        (&whole.replace(" 00:00:00", ""), &all, whole),
        (bare, &nothing, bare),
        (r#"{"text":"t","when":null,"day":"","late":"","list":"","flag":null,"inner":null}"#, &nothing, bare),
        (
            r#"{"text":"t","when":"0000-00-00","day":"0000-00-00 00:00:00","late":"0000-00-00","list":null}"#,
            &nothing,
            bare,
        ),
    ] {
        is_read::<Every>(text);
        assert_eq!(decode_carefully::<Every>(text.as_bytes()).as_ref(), Ok(value), "{text}");
        // By way of a value, which is not read from its own text.
        let by_value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(&serde_json::from_value::<Every>(by_value).unwrap(), value, "{text}");
        let mut out = Vec::new();
        Wire::write(value, &mut serde_json::Serializer::new(&mut out)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), written);
    }
    for (from, to, path) in [
        (r#""t""#, "null", "text"),
        (r#""when":"2023-11-24 00:00:00""#, r#""when":"2023-02-29""#, "when"),
        (r#""when":"2023-11-24 00:00:00""#, r#""when":true"#, "when"),
        (r#""day":"2023-11-24 00:00:00""#, r#""day":7"#, "day"),
        ("true,false", "true,7", "list[1]"),
        ("[true,false]", "false", "list"),
        ("[1,2]", r#"[1,"x"]"#, "more[1]"),
        ("\"flag\":false", "\"flag\":\"no\"", "flag"),
        // All zeros say that there is no date, and a date has to be there, within what may be missing as a whole.
        (r#"{"at":"2023-11-24 00:00:00"}"#, r#"{"at":"0000-00-00"}"#, "inner.at"),
        (r#"{"at":"2023-11-24 00:00:00"}"#, "{}", "inner.at"),
    ] {
        let text = whole.replace(from, to);
        assert!(!is_read::<Every>(&text), "{text}");
        let error = decode_carefully::<Every>(text.as_bytes()).unwrap_err();
        assert_eq!(error.path(), Some(path), "{error}: {text}");
    }
}

#[test]
fn a_text_that_was_meant_as_a_number_is_told_from_one_that_was_not() {
    for (text, says) in [
        ("99999999999999999999", "the value is not"),
        ("-99999999999999999999", "the value is not"),
        ("2-3", "the value is not"),
        ("two", "found a string"),
        ("2 cards", "found a string"),
        ("", "found a string"),
    ] {
        let error = decode_carefully::<i32>(format!("{text:?}").as_bytes()).unwrap_err().to_string();
        assert!(error.contains(says), "{text}: {error}");
    }
}

#[test]
fn a_records_fields_are_described_as_they_may_be_missing() {
    let told: Vec<_> =
        fields_of::<Every>().into_iter().map(|field| (field.name, field.required, field.may_be_empty)).collect();
    assert_eq!(
        told,
        [
            ("text", true, false),
            ("when", false, false),
            ("day", true, true),
            ("late", false, true),
            ("list", true, true),
            ("more", false, true),
            ("flag", false, false),
            ("inner", false, false),
        ]
    );
}

/// Edits that make one text another, valid or not: what is written over so many bytes of a place.
fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, &'static str)>> {
    let pieces = prop::sample::select(vec![
        "",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "0",
        "7",
        "-",
        ".",
        "e",
        "null",
        "true",
        "\"\"",
        "\\u0031",
        "卡",
        "\u{1}",
        "\"total\":1,",
        "\"mark\":\"\",",
        "\"new\":[{}],",
        "1e1",
        "-0",
        "99999999999999999999",
    ]);
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, pieces), 0..4)
}

fn edited(text: &str, edits: &[(prop::sample::Index, usize, &'static str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (at, over, piece)| {
        let mut chars: Vec<char> = text.chars().collect();
        let start = at.index(chars.len() + 1);
        let end = (start + over).min(chars.len());
        chars.splice(start..end, piece.chars());
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_read_quickly_is_read_alike_carefully(edits in edits()) {
        is_read_as_a_page(&edited(PAGE, &edits));
        let card = &PAGE[PAGE.find("[{").unwrap() + 1..PAGE.len() - 2];
        is_read::<CardNotification>(&edited(card, &edits));
        is_read::<WalletsGetTransactionResponse>(&edited(PAGE, &edits));
        is_read::<Json>(&edited(PAGE, &edits));
    }

    #[test]
    fn every_scalar_is_read_alike(text in r#"[-+]?"?[-0-9.eE:a-z\\ ]{0,21}"?"#) {
        is_read::<Decimal>(&text);
        is_read::<i32>(&text);
        is_read::<i64>(&text);
        is_read::<String>(&text);
        is_read::<bool>(&text);
        is_read::<DateTime>(&text);
        is_read::<CardStatus>(&text);
        is_read::<Vec<Decimal>>(&format!("[{text},{text} ]"));
    }

    #[test]
    fn whole_numbers_of_every_length_are_read_alike(number in any::<i64>(), cut in 0_u32..19) {
        let text = (number / 10_i64.pow(cut)).to_string();
        prop_assert_eq!(decode_quickly::<i64>(&text), Some((number / 10_i64.pow(cut), 0)));
        prop_assert!(is_read::<i64>(&text));
        let with_point = format!("{text}.0");
        prop_assert!(is_read::<i64>(&with_point));
        is_read::<i32>(&text);
    }

    #[test]
    fn strings_end_where_they_end(text in "[ -~\u{0}-\u{1f}é卡\"\\\\]{0,40}") {
        is_read::<String>(&format!("\"{text}\""));
        let json = serde_json::to_string(&text).unwrap();
        let noted = u64::from(text.is_empty());
        prop_assert_eq!(decode_quickly::<String>(&json), Some((text, noted)));
    }
}
