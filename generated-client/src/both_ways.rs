//! The fast JSON reader (`wire::quick`) is compared with `serde_json` on the types of the documents: whatever the fast one reads, `serde_json`
//! reads too, with the same result; and the fast one does read what platforms usually send.

use std::fmt::Debug;

use proptest::prelude::*;

use crate::models::{CardNotification, CardStatus, CardsListResponse, WalletsGetTransactionResponse};
use crate::wire::{Json, Wire, decode_carefully, decode_quickly, record};
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
