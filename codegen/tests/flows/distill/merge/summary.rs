//! The line that a run ends with: whatever of a page is in no spec is counted there, with the first place.

use super::harness::{SKELETON, Tables, root, tree};
use crate::distill::export::forms;
use crate::distill::export::restructured::document;
use open_api_codegen::distill::merge::{self, Unstated};
use open_api_codegen::distill::page::{self, Parsed};
use serde_json::json;

fn line(parsed: Vec<Parsed>) -> String {
    let tables = Tables::read(&root());
    let distilled = merge::distill_read(tree(SKELETON), parsed, &tables.catalog, &tables.glossary, Unstated::Named);
    merge::summary(&distilled, &["page.md"], 0)
}

/// A page with a further row, and with more behind its tables.
fn markdown(row: &str, more: &str) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    let text = format!(
        "# 图书列表\n\nPOST\n/lib/list\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n\n## 响应内容\n\n\
         {header}| total | int | 是 | 总数 |\n{row}\n{more}"
    );
    line(vec![page::parse(&text)])
}

#[test]
fn what_a_page_says_and_no_spec_has_is_counted_with_its_first_place() {
    assert!(markdown("", "").ends_with("; not read: nothing\n"), "{}", markdown("", ""));
    for (row, more, kind) in [
        ("| kind | enum(1,2) | 是 | 种类 |\n", "", "1 codes-without-meaning (page.md:17:15)"),
        ("| kind | int | 是 | 注意:1-不可为空 2-不可重复 |\n", "", "1 codes-lookalike (page.md:17:"),
        ("", "| 版本 | 日期 |\n|---|---|\n| 1.0 版 | 2026-01-02 |\n", "1 table-unused (page.md:18:1)"),
    ] {
        let said = markdown(row, more);
        assert!(said.contains(&format!("not read: {kind}")), "{said}");
    }
}

#[test]
fn what_an_export_says_and_no_spec_has_is_counted_too() {
    let with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut document = document();
        change(&mut document);
        line(forms::read(&document.to_string()))
    };
    let operation = "/paths/~1{{version}}~1lib~1book~1list/post";
    let schema = format!("{operation}/requestBody/content/application~1json/schema");
    for (place, key, value, kind) in [
        (format!("{schema}/properties/page_no"), "enum", json!([1, 2]), "codes-without-meaning"),
        (format!("{schema}/properties/page_no"), "if", json!({"minimum": 1}), "schema-unread"),
        (operation.to_owned(), "callbacks", json!({"done": {"{$request.body#/url}": {"post": {}}}}), "export-unread"),
    ] {
        let (plain, said) =
            (with(&|_| ()), with(&|document| document.pointer_mut(&place).expect("it is there")[key] = value.clone()));
        assert!(said.contains(kind), "{kind}: {said}");
        assert_ne!(said, plain, "{kind}");
    }
}
