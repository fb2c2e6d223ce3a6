//! What a schema lists and its description explains: the description's words count, and what only one of the two has is told, each code
//! by its own.

use super::forms;
use super::restructured::{codes_of, document};
use crate::drawn;
use open_api_codegen::distill::page::FindingCode;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The findings about a field with this schema, by their codes, in words.
fn told(schema: &Value) -> Vec<(FindingCode, String)> {
    let mut document = document();
    let fields = "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema/properties";
    document.pointer_mut(&format!("{fields}/status")).expect("the field is there").clone_from(schema);
    let findings = forms::read(&document.to_string()).remove(0).findings;
    let about = findings.into_iter().filter(|finding| finding.message.contains("`status`"));
    about.map(|finding| (finding.code, finding.message)).collect()
}

proptest! {
    #![proptest_config(drawn::config(100))]

    #[test]
    fn what_only_one_of_list_and_description_has_is_told_by_its_code(
        listed in prop::collection::btree_set(1_u8..9, 2..5),
        described in prop::collection::btree_set(1_u8..9, 2..5),
        is_text in any::<bool>(),
    ) {
        let spelled = |code: &u8| if is_text { format!("K{code}") } else { code.to_string() };
        let codes: Vec<Value> = listed.iter().map(|code| if is_text { json!(spelled(code)) } else { json!(code) }).collect();
        let words: Vec<String> = described.iter().map(|code| format!("{}:义{}", spelled(code), ["零", "一", "二", "三", "四", "五", "六", "七", "八"][usize::from(*code)])).collect();
        let schema = json!({"type": if is_text { "string" } else { "integer" }, "enum": codes, "description": format!("状态 {}", words.join(" "))});
        let read: Vec<String> = codes_of(schema.clone()).expect("it is read").1.into_iter().map(|code| code.0).collect();
        prop_assert_eq!(&read, &described.iter().map(spelled).collect::<Vec<_>>(), "{}", schema);
        let told = told(&schema);
        for code in 1..9 {
            let names = |kind| told.iter().filter(|(code, _)| *code == kind).any(|(_, said)| said.contains(&format!("code {}", spelled(&code))));
            let (is_listed, is_described) = (listed.contains(&code), described.contains(&code));
            prop_assert_eq!(names(FindingCode::CodesWithoutMeaning), is_listed && !is_described, "{}: {:?}", code, told);
            prop_assert_eq!(names(FindingCode::CodesDiffer), is_described && !is_listed, "{}: {:?}", code, told);
        }
    }

    #[test]
    fn a_code_that_is_listed_twice_with_two_meanings_has_none(
        codes in prop::collection::vec(1_u8..5, 2..6),
        key in prop::sample::select(vec!["x-enum-varnames", "x-enumNames", "x-enum-descriptions"]),
    ) {
        let words: Vec<String> = (0..codes.len()).map(|at| format!("义{at}")).collect();
        let mut distinct = codes.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let schema = json!({"type": "integer", "enum": codes, key: words});
        let is_twice = distinct.len() < codes.len();
        let read = codes_of(schema.clone()).expect("it is read").1;
        prop_assert_eq!(read.len(), if is_twice { 0 } else { codes.len() }, "{}", schema);
        prop_assert_eq!(told(&schema).iter().any(|(code, _)| *code == FindingCode::CodesDuplicate), is_twice);
    }
}

#[test]
fn a_format_that_no_example_bears_out_is_told() {
    for format in ["date-time", "uuid"] {
        let told = told(&json!({"type": "string", "format": format}));
        let is_told =
            |(code, said): &(FindingCode, String)| *code == FindingCode::SchemaUnread && said.contains("`format`");
        assert!(told.iter().any(is_told), "{format}: {told:?}");
    }
}
