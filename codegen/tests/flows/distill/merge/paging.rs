//! Paging is there as long as all four of its fields are.

use super::harness::{SKELETON, Tables, root, tree};
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::Tree;

/// A list by pages, without one of its fields.
fn page(without: &str) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    let request = ["customer_id", "page_no", "page_size"].map(|name| format!("| {name} | int | 是 | x |\n"));
    let response = [
        "| total | int | 是 | x |\n",
        "| book_list | array[object] | 是 | x |\n| book_list.book_id | long | 是 | x |\n",
    ];
    let kept = |rows: &[&str]| {
        rows.iter().filter(|row| without.is_empty() || !row.contains(without)).copied().collect::<String>()
    };
    let request = kept(&request.each_ref().map(String::as_str));
    format!(
        "# 图书列表\n\nPOST\n/lib/list\n\n## 请求参数\n\n{header}{request}\n## 响应内容\n\n{header}| more | int | 否 | x |\n{}",
        kept(&response)
    )
}

#[test]
fn paging_is_lost_with_any_of_its_fields_and_never_without() {
    let tables = Tables::read(&root());
    let whole = tables.distill(&tree(SKELETON), &[&page("")], false).spec;
    let has_paging = |spec: Tree| fmt::tree(spec).contains("\"x-pagination\"");
    assert!(has_paging(whole.clone()));
    for (without, is_lost) in [
        ("", false),
        ("customer_id", false),
        ("page_no", true),
        ("page_size", true),
        ("total", true),
        ("book_list", true),
    ] {
        for prune in [false, true] {
            let distilled = tables.distill(&whole, &[&page(without)], prune);
            let mapped = distilled.pages[0].mapped.as_ref().expect("the page is read");
            assert_eq!(mapped.removals.iter().any(|one| one.what.contains("the paging of")), is_lost, "{without}");
            assert_eq!(has_paging(distilled.spec), !(is_lost && prune), "{without}, pruned {prune}");
        }
        let anew = tables.distill(&tree(SKELETON), &[&page(without)], false).spec;
        assert_eq!(has_paging(anew), !is_lost, "{without}");
    }
}
