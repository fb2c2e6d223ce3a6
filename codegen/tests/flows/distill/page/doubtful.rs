//! What a page may mean in two ways is taken in neither: tables side by side, two columns of names, emphasis around a name, a star
//! behind an answer, a zero in front of a code.

use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Row};
use open_api_codegen::distill::page::{self, CodeValue, FindingCode, Parsed, Presence, Severity};
use proptest::prelude::*;
use proptest::sample::select;

/// A page whose answer has this table.
fn page(table: &str) -> Parsed {
    page::parse(&format!("# 标题\n\nPOST\n/a/b\n\n## 请求参数\n无\n\n## 响应内容\n\n{table}\n"))
}

fn rows(parsed: &Parsed) -> &[Row] {
    match parsed.page.as_ref().map(|page| &page.body) {
        Some(Body::Operation(operation)) => operation.response.table.as_ref().map_or(&[], |table| &table.rows),
        _ => &[],
    }
}

fn table(header: &[&str], rows: &[Vec<&str>]) -> String {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{body}", line(header), line(&vec!["---"; header.len()]))
}

const FIELDS: [&str; 4] = ["字段", "类型", "是否必传", "描述"];

fn row() -> impl Strategy<Value = Vec<&'static str>> {
    (
        select(vec!["isbn", "price", "pages", "title_no"]),
        select(vec!["int", "string"]),
        select(vec!["是", "否"]),
        select(vec!["状态 1:在架 2:借出", "金额,单位:分", "登录密码", "名称"]),
    )
        .prop_map(|(name, ty, presence, words)| vec![name, ty, presence, words])
}

proptest! {
    #![proptest_config(drawn::config(100))]

    #[test]
    fn of_tables_side_by_side_no_field_gets_what_is_said_of_its_neighbour(pairs in prop::collection::vec((row(), row()), 1..5)) {
        let both: Vec<Vec<&str>> = pairs.into_iter().map(|(left, right)| [left, right].concat()).collect();
        let parsed = page(&table(&[FIELDS, FIELDS].concat(), &both));
        prop_assert!(parsed.has_errors() && rows(&parsed).is_empty(), "{:?}", parsed);
        let told = parsed.findings.iter().find(|finding| finding.code == FindingCode::TableUnknown);
        prop_assert!(told.is_some_and(|finding| finding.message.contains("two columns of this table may hold")));
    }

    #[test]
    fn of_two_columns_of_names_the_one_that_is_sent_is_taken_or_none(
        label in select(vec!["名称", "字段名称", "参数名称", "Name"]),
        name in select(vec!["参数名", "字段", "Parameter", "英文名"]),
        shown in prop::collection::vec(select(vec!["卡号", "金额(分)", "PIN", "ID", "登录密码", "card name"]), 1..5),
        is_first in any::<bool>(),
    ) {
        let mut all = Vec::new();
        let names: Vec<String> = (0..shown.len()).map(|at| format!("field_{at}")).collect();
        for (shown, name) in shown.iter().zip(&names) {
            let mut row = vec![*shown, name.as_str()];
            if is_first {
                row.reverse();
            }
            row.extend(["string", "是", "x"]);
            all.push(row);
        }
        let mut header = vec![label, name];
        if is_first {
            header.reverse();
        }
        header.extend(&FIELDS[1..]);
        let parsed = page(&table(&header, &all));
        let read: Vec<String> = rows(&parsed).iter().map(|row| row.path.value.to_string()).collect();
        prop_assert!(read == names || (parsed.has_errors() && read.is_empty()), "{:?} {:?}", header, read);
    }

    #[test]
    fn codes_side_by_side_lose_none_in_silence(many in 1..4_usize) {
        let words = ["在架", "借出", "遗失", "撤架", "预约", "修补"];
        let codes: Vec<String> = (1..=2 * many).map(|code| code.to_string()).collect();
        let all: Vec<Vec<&str>> =
            (0..many).map(|at| vec![codes[2 * at].as_str(), words[2 * at], codes[2 * at + 1].as_str(), words[2 * at + 1]]).collect();
        let text = format!("# Book Status\n\n{}", table(&["值", "含义", "值", "含义"], &all));
        prop_assert!(page::parse(&text).has_errors(), "{}", text);
    }
}

#[test]
fn emphasis_around_a_name_makes_no_other_name() {
    for name in ["_isbn_", "__isbn__"] {
        let parsed = page(&table(&FIELDS, &[vec![name, "int", "是", "x"]]));
        assert!(parsed.has_errors() && rows(&parsed).is_empty(), "{name}: {parsed:?}");
    }
    for name in ["`_isbn_`", "_isbn", "**isbn**"] {
        let parsed = page(&table(&FIELDS, &[vec![name, "int", "是", "x"]]));
        assert_eq!(rows(&parsed)[0].path.value.last().trim_matches('_'), "isbn", "{name}");
    }
}

#[test]
fn a_star_behind_an_answer_is_a_condition_and_emphasis_is_none() {
    for (cell, presence) in [
        ("是*", Presence::Conditional),
        ("Y *", Presence::Conditional),
        ("必填＊", Presence::Conditional),
        ("**是**", Presence::Required),
        ("*是*", Presence::Required),
        ("否*", Presence::Optional),
    ] {
        let parsed = page(&table(&FIELDS, &[vec!["isbn", "int", cell, "x"]]));
        assert_eq!(rows(&parsed)[0].presence.as_ref().map(|at| at.value), Some(presence), "{cell}");
    }
}

#[test]
fn a_code_with_a_zero_in_front_is_a_text() {
    let text = format!("# Book Status\n\n{}", table(&["值", "含义"], &[vec!["01", "在架"], vec!["02", "借出"]]));
    let parsed = page::parse(&text);
    let Some(Body::Constant(constant)) = parsed.page.map(|page| page.body) else { panic!("{:?}", parsed.findings) };
    let codes: Vec<CodeValue> = constant.values.into_iter().map(|value| value.code.value).collect();
    assert_eq!(codes, [CodeValue::Text("01".to_owned()), CodeValue::Text("02".to_owned())]);
}

#[test]
fn codes_in_a_sentence_beside_the_tables_are_told_of() {
    let fields = table(&FIELDS, &[vec!["kind", "int", "是", "状态"]]);
    for sentence in [
        "状态说明：1:在架 2:借出",
        "- kind 1:在架 2:借出",
        "- kind：1:在架 2:借出",
        "> 状态 1-在架 2-借出",
        "```json\n{\"kind\": 1 // 1:在架 2:借出\n}\n```",
        "```json\n{\n/* kind: 1-在架，2-借出 */\n\"kind\": 1}\n```",
    ] {
        let parsed = page(&format!("{fields}\n{sentence}\n"));
        let told = parsed.findings.iter().find(|finding| finding.code == FindingCode::CodesLookalike);
        let said = told.map(|finding| finding.message.as_str()).unwrap_or_default();
        assert!(said.contains(" 2 codes") && rows(&parsed)[0].codes.is_empty(), "{sentence}: {:?}", parsed.findings);
    }
}

#[test]
fn a_unit_in_a_sentence_or_in_a_comment_of_an_example_is_told_of() {
    let fields = table(&FIELDS, &[vec!["d1", "decimal", "是", "押金"]]);
    for (sentence, is_told) in [
        ("- 注：d1 单位：元", true),
        ("d1 的单位是分", true),
        ("金额（元）", true),
        ("```json\n{\"d1\": 1 // 单位：分\n}\n```", true),
        ("```json\n{\"d1\": 1 /* (元) */}\n```", true),
        ("部分接口需要分类", false),
        ("```json\n{\"d1\": 1 // 部分\n}\n```", false),
    ] {
        let parsed = page(&format!("{fields}\n{sentence}\n"));
        let told = parsed.findings.iter().any(|finding| finding.code == FindingCode::UnitBeside);
        assert_eq!(told, is_told, "{sentence}: {:?}", parsed.findings);
        assert!(rows(&parsed)[0].unit.is_none(), "{sentence}");
    }
}

#[test]
fn a_table_of_http_headers_holds_no_page_up_and_is_told_of() {
    let fields = table(&FIELDS, &[vec!["isbn", "int", "是", "x"]]);
    for name in ["Header", "请求头", "Header Name"] {
        let headers = table(&[name, "Value"], &[vec!["token", "abc"], vec!["Content-Type", "application/json"]]);
        let parsed = page(&format!("{fields}\n\n{headers}"));
        let told = parsed.findings.iter().any(|finding| finding.code == FindingCode::TableUnused);
        assert!(told && !parsed.has_errors() && rows(&parsed).len() == 1, "{name}: {:?}", parsed.findings);
    }
}

#[test]
fn of_several_paths_in_one_place_none_is_taken_and_the_place_is_told() {
    let stated = |line: &str| {
        let text = format!("# 图书\n\n{line}\n\n## 响应内容\n\n{}", table(&FIELDS, &[vec!["isbn", "int", "是", "x"]]));
        let parsed = page::parse(&text);
        let told = parsed.findings.iter().find(|finding| finding.code == FindingCode::PathMissing);
        let told = told.map(|finding| finding.span.line);
        let Some(Body::Operation(operation)) = parsed.page.map(|page| page.body) else { panic!("{line}") };
        (operation.endpoint.path.map(|path| path.value), told)
    };
    let (one, two) = ("/lib/list", "/lib/list2");
    for between in [" 或 ", "、", "，", " ", " / ", "; "] {
        for lead in ["接口地址：", "POST ", "请求路径: POST "] {
            assert_eq!(stated(&format!("{lead}{one}{between}{two}")), (None, Some(3)), "{lead}{one}{between}{two}");
        }
    }
    let both = format!("接口地址：{one} 或 {two}\n\nPOST {one}");
    assert_eq!(stated(&both), (Some(one.to_owned()), None));
    let parsed = page::parse(&format!(
        "# 图书\n\n{both}\n\n## 响应内容\n\n{}",
        table(&FIELDS, &[vec!["isbn", "int", "是", "x"]])
    ));
    let told = parsed.findings.iter().find(|finding| finding.code == FindingCode::EndpointConflict);
    assert!(
        told.is_some_and(|told| told.severity == Severity::Warning && told.span.line == 3),
        "{:?}",
        parsed.findings
    );
    let hosts = "请求URL：https://a.example/lib/list 测试环境：https://b.example/lib/list";
    assert_eq!(stated(hosts), (Some(one.to_owned()), None));
}
