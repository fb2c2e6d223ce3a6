//! The law of accounting: every cell of every table of a page is a fact of the model or in a finding with its place. Nothing
//! that a table says is lost in silence, whatever the page is.

use super::properties::{apply, change};
use super::{fixtures, show, spans};
use crate::drawn;
use open_api_codegen::distill::page;
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt::Write as _;

/// The first cell of which a part is in no fact and in no finding.
fn unaccounted(text: &str) -> Option<String> {
    let parsed = page::parse(text);
    if parsed.page.is_none() {
        // Nothing is taken from such a page, and an error says so.
        assert!(parsed.has_errors());
        return None;
    }
    let mut told: Vec<bool> = vec![false; text.len()];
    for span in spans::accounted(&parsed) {
        told[span.start..span.end].fill(true);
    }
    page::cells(text).into_iter().find_map(|cell| {
        let is_lost = |(at, character): (usize, char)| {
            let blank = character.is_whitespace() || character.is_control() || "\u{200b}\u{feff}".contains(character);
            // The borders of a refused row's cells belong to none of them.
            !blank && character != '|' && !told[cell.start + at]
        };
        let lost = text[cell.start..cell.end].char_indices().any(is_lost);
        lost.then(|| format!("{cell}: {}", &text[cell.start..cell.end]))
    })
}

#[test]
fn every_cell_of_every_fixture_is_a_fact_or_in_a_finding() -> std::io::Result<()> {
    let mut cells = 0;
    for (case, text) in fixtures::pages()? {
        cells += page::cells(&text).len();
        assert_eq!(unaccounted(&text), None, "{case}");
    }
    assert!(cells > 900, "the fixtures have {cells} cells only");
    Ok(())
}

#[test]
fn a_table_between_the_entries_of_the_navigation_is_not_lost() {
    let page = "OPEN-API\n  • Api\n字段\t类型\t是否必传\t描述\nrow\tint\t是\t行\n    • Card\n      • 卡冻结\n  1. Card\n\n卡冻结\n\n\
                POST\n/a/b\n\n请求参数\n无\n\n响应内容\n字段\t类型\t是否必传\t描述\ntotal\tint\t是\t总数\n";
    assert_eq!(unaccounted(page), None);
}

/// Cells as pages have them, right and wrong.
fn cell(column: usize) -> impl Strategy<Value = String> {
    let likely: Vec<&str> = match column {
        0 => vec!["card_id", "amount", "list", "list.no", "└ no", "`key`", "a b", "卡号", "", "list[].x", "total"],
        1 => vec!["int", "string", "array[object]", "object", "varchar(n)", "uuid", "", "number", "整数", "List<Card>"],
        2 => vec!["是", "否", "M", "-", "[是]", "", "maybe", "条件必填", "Y", "可选参数"],
        _ => vec![
            "状态 1:甲 2:乙",
            "金额,单位:分",
            "1支付成功、-1失败",
            "注意:1-不可为空 2-不可重复",
            "卡号",
            "",
            "备注",
            "a \\| b",
            "可选值: VISA/MASTER",
            "收入:I(income) 支出:O(expense)",
            "<b>x</b>",
            "&nbsp;y",
        ],
    };
    prop_oneof![9 => select(likely).prop_map(str::to_owned), 1 => "[a-z是否1:,|、 ]{0,8}"]
}

/// A page whose response is such a table, under headers known and unknown, with rows of any length.
fn table() -> impl Strategy<Value = String> {
    let headers = select(vec![
        "字段|类型|是否必传|描述",
        "参数名|类型|必填|说明|备注",
        "字段|类型|是否必须要传|描述|默认值",
        "Field|Type|Mandatory|Description",
        "字段|类型|描述",
        "颜色|大小|形状",
        "值|描述|英文",
        "eventTag|描述|级别",
    ]);
    let row = prop::collection::vec(0_usize..5, 1..7).prop_flat_map(|columns| {
        columns.into_iter().enumerate().map(|(at, jitter)| cell(if jitter == 0 { 3 } else { at })).collect::<Vec<_>>()
    });
    let border = select(vec!["|", "\t", "\n"]);
    (headers, prop::collection::vec(row, 0..7), border, any::<bool>()).prop_map(|(header, rows, border, closed)| {
        let mut out = "# 标题\n\nPOST\n/a/b\n\n## 响应内容\n\n".to_owned();
        let header: Vec<&str> = header.split('|').collect();
        let edge = if border == "|" && closed { "|" } else { "" };
        let _ = writeln!(out, "{edge}{}{edge}", header.join(border));
        if border == "|" {
            let _ = writeln!(out, "{edge}{}{edge}", vec!["---"; header.len()].join("|"));
        }
        for row in rows {
            let _ = writeln!(out, "{edge}{}{edge}", row.join(border));
        }
        out + "\n示例\n\n{\"code\": 0, \"message\": \"\", \"data\": {\"total\": 1, \"list\": [{\"no\": 1}]}}\n"
    })
}

proptest! {
    #![proptest_config(drawn::config(600))]

    #[test]
    fn every_cell_of_any_table_is_a_fact_or_in_a_finding(text in table()) {
        prop_assert_eq!(unaccounted(&text), None, "{}", text);
    }
}

proptest! {
    #![proptest_config(drawn::config(300))]

    #[test]
    fn every_cell_of_a_damaged_page_is_a_fact_or_in_a_finding(
        page in select(fixtures::pages().unwrap_or_default()),
        changes in prop::collection::vec(change(), 0..8),
    ) {
        let text = apply(&page.1, &changes);
        prop_assert_eq!(unaccounted(&text), None, "{}", text);
    }
}

/// A page with a place before, between and behind its messages.
const PLACES: [&str; 4] = [
    "# 标题\n\nPOST\n/a/b\n\n",
    "## 请求参数\n\n| 字段 | 类型 | 必填 | 描述 |\n|---|---|---|---|\n| book_id | string | 是 | 图书 |\n\n```json\n{\"book_id\": \"b\"}\n```\n\n",
    "## 响应内容\n\n| 字段 | 类型 | 必填 | 描述 |\n|---|---|---|---|\n| total | int | 是 | 总数 |\n\n",
    "示例\n\n```json\n{\"code\": 0, \"message\": \"\", \"data\": {\"total\": 1}}\n```\n\n",
];

/// A table of something else: versions, limits, places. A column is of names where that is asked for.
fn aside(has_names: bool) -> impl Strategy<Value = String> {
    let words = || {
        select(vec!["1.0", "2026-01-02", "张三", "新增字段 remark", "10", "无", "USD", "测试 环境", "T+1", "—", "红"])
    };
    let names = || select(vec!["isbn", "book.price", "pageNo", "pages (int)", "`title`", "list[].no"]);
    let rows = prop::collection::vec((words(), words(), names()), 1..6);
    let headers = select(vec!["版本|日期|修改内容", "颜色|大小|形状", "环境|地址|级别", "国家|到账|上线"]);
    (headers, rows, 0..3_usize).prop_map(move |(header, rows, at)| {
        let mut table = format!("|{header}|\n|---|---|---|\n");
        for (one, other, name) in rows {
            // Two columns of numbers alone: one would be a list of codes.
            let mut cells = vec![format!("第 {one}"), other.to_owned()];
            cells.insert(at, if has_names { name } else { "说明" }.to_owned());
            let _ = writeln!(table, "| {} |", cells.join(" | "));
        }
        table + "\n"
    })
}

proptest! {
    #![proptest_config(drawn::config(300))]

    #[test]
    fn a_table_of_something_else_changes_nothing_of_its_page_and_is_told_of(table in aside(false), at in 0..PLACES.len()) {
        let alone = page::parse(&PLACES.concat());
        let with = page::parse(&[&PLACES[..=at], &[table.as_str()], &PLACES[at + 1..]].concat().concat());
        let told = with.findings.iter().find(|one| one.code == page::FindingCode::TableUnused);
        prop_assert!(told.is_some_and(|one| one.severity == page::Severity::Warning), "{}: {:?}", table, with.findings);
        prop_assert!(!with.has_errors(), "{}: {:?}", table, with.findings);
        let facts = |parsed: &page::Parsed| page::Parsed { findings: Vec::new(), ..parsed.clone() };
        prop_assert_eq!(show::facts(&facts(&with)), show::facts(&facts(&alone)), "{}", table);
    }

    #[test]
    fn a_table_that_may_be_of_fields_holds_its_page_up(table in aside(true), at in 0..PLACES.len()) {
        let with = page::parse(&[&PLACES[..=at], &[table.as_str()], &PLACES[at + 1..]].concat().concat());
        prop_assert!(with.has_errors(), "{}", table);
    }
}
