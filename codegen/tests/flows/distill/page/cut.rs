//! A copy that ends inside a table is never taken for a whole page, wherever it ends.

use super::fixtures;
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Page};
use open_api_codegen::distill::page::{self, FindingCode};

/// The copied page whose tables have an example and a foot behind them.
fn whole() -> String {
    let pages = fixtures::pages().unwrap();
    pages.into_iter().find(|(case, _)| case == "made-up-cell-a-line").map(|(_, text)| text).unwrap()
}

/// The names of the response's fields.
fn fields(page: &Page) -> Vec<String> {
    let Body::Operation(operation) = &page.body else { return Vec::new() };
    operation.response.table.iter().flat_map(|table| &table.rows).map(|row| row.path.value.to_string()).collect()
}

#[test]
fn a_copy_cut_anywhere_in_its_last_table_is_an_error_that_partial_lets_through() {
    let text = whole();
    let table = text.match_indices("字段\n类型").nth(1).map(|(at, _)| at).unwrap();
    let first_row = table + text[table..].find("total\n").unwrap();
    let end = table + text[table..].find("\n示例").unwrap();
    let all = fields(&page::parse(&text).page.unwrap());
    let cuts = (first_row + "total\nint\n是\n总数".len()..=end).filter(|cut| text.is_char_boundary(*cut));
    for cut in drawn::every(cuts) {
        let parsed = page::parse(&text[..cut]);
        let is_cut = parsed.findings.iter().any(|finding| finding.code == FindingCode::TableCutOff);
        assert!(is_cut && parsed.has_errors(), "cut at {cut}: {:?}", &text[cut.saturating_sub(20)..cut]);
        let partial = parsed.partial();
        assert!(!partial.has_errors(), "cut at {cut}: {:?}", partial.findings);
        let read = fields(&partial.page.unwrap());
        assert!(all.starts_with(&read), "cut at {cut}: no field is made up: {read:?}");
    }
}

#[test]
fn a_row_that_is_torn_is_an_error_in_any_layout() {
    let page = "# 标题\n\nPOST\n/a/b\n\n## 响应内容\n\n| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n| a | int | 是 | x |\n";
    assert!(!page::parse(page).findings.iter().any(|finding| finding.code == FindingCode::TableCutOff));
    for torn in ["| b", "| b | int", "| b | int | 否", "| b | int | 否 | 状态 1:甲"] {
        let parsed = page::parse(&format!("{page}{torn}"));
        assert!(parsed.findings.iter().any(|finding| finding.code == FindingCode::TableCutOff), "{torn}");
    }
}
