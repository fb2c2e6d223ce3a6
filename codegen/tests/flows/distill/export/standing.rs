//! What an export says of a field in words means the same wherever the words stand: at the field, beside a reference, behind it, in a
//! part of `allOf`, in an alternative beside null, and at the elements of a list.

use super::forms;
use super::restructured::document;
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Row};
use open_api_codegen::distill::page::{FindingCode, Unit};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// The row of a field with this schema, and whether it was told that two statements differ.
fn row(schema: &Value, named: &Value) -> (Row, bool) {
    let mut document = document();
    let fields = "/paths/~1{{version}}~1lib~1book~1list/post/requestBody/content/application~1json/schema/properties";
    document.pointer_mut(&format!("{fields}/status")).expect("the field is there").clone_from(schema);
    document.pointer_mut("/components/schemas").expect("it has some")["Words"] = named.clone();
    let parsed = forms::read(&document.to_string()).remove(0);
    let differs = |code| matches!(code, FindingCode::CodesDiffer | FindingCode::CodesTwice);
    let is_told = parsed.findings.iter().any(|finding| differs(finding.code));
    let Some(Body::Operation(operation)) = parsed.page.map(|page| page.body) else { panic!("no operation") };
    let rows = operation.request.table.expect("it has a table").rows;
    (rows.into_iter().find(|row| row.path.value.last() == "status").expect("it has the row"), is_told)
}

/// What a row says in words, without its places.
fn said(row: &Row) -> String {
    let codes: Vec<String> =
        row.codes.iter().map(|code| format!("{} {}", code.code.value, code.meaning.value)).collect();
    let (unit, holds) = (row.unit.as_ref().map(|at| &at.value), row.sensitive.as_ref().map(|at| at.value.holds));
    format!("{codes:?} {unit:?} {holds:?}")
}

const WORDS: [(&str, &str); 5] = [
    ("integer", "状态 1:在架 2:借出"),
    ("integer", "金额,单位:分"),
    ("number", "金额（元）"),
    ("string", "登录密码"),
    ("string", "银行卡号"),
];

proptest! {
    #![proptest_config(drawn::config(60))]

    #[test]
    fn words_say_the_same_wherever_they_stand((ty, words) in select(WORDS.to_vec()), key in select(vec!["description", "title"]), at in 0..7_usize) {
        let own = json!({"type": ty, key: words});
        let reference = json!({"$ref": "#/components/schemas/Words"});
        let (schema, named) = match at {
            0 => (reference, own.clone()),
            1 => (json!({"$ref": "#/components/schemas/Words", key: words}), json!({"type": ty})),
            2 => (json!({"allOf": [reference]}), own.clone()),
            3 => (json!({"allOf": [{"type": ty}, {key: words}]}), json!({})),
            4 => (json!({"anyOf": [reference, {"type": "null"}]}), own.clone()),
            5 => (json!({"type": "array", "items": own.clone()}), json!({})),
            _ => (json!({"type": "array", "items": reference}), own.clone()),
        };
        let (plain, _) = row(&own, &json!({}));
        prop_assert_eq!(said(&row(&schema, &named).0), said(&plain), "{} at {}", words, at);
        prop_assert!(!plain.codes.is_empty() || plain.unit.is_some() || plain.sensitive.is_some());
    }

    #[test]
    fn two_statements_that_differ_are_for_a_person(swapped in any::<bool>(), at in 0..4_usize, codes in any::<bool>()) {
        let mut pair = if codes { ["状态 1:在架 2:借出", "状态 1:借出 2:在架"] } else { ["金额,单位:元", "金额,单位:分"] };
        if swapped {
            pair.reverse();
        }
        let [one, other] = pair;
        let reference = "#/components/schemas/Words";
        let named = json!({"type": "integer", "description": other});
        let schema = match at {
            0 => json!({"type": "integer", "title": one, "description": other}),
            1 => json!({"$ref": reference, "description": one}),
            2 => json!({"allOf": [{"$ref": reference}], "description": one}),
            _ => json!({"type": "array", "description": one, "items": {"$ref": reference}}),
        };
        let (row, is_told) = row(&schema, &named);
        let is_asked = matches!(row.unit.as_ref().map(|at| &at.value), Some(Unit::Unclear(_)));
        prop_assert!(if codes { is_told } else { is_asked }, "{:?}", row);
    }
}
