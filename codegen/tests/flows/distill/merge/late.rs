//! Pages that can be brought in until another one comes: they are left out, and many of them cost no more passes than one.

use super::harness::{SKELETON, Tables, tree};
use open_api_codegen::distill::merge::Outcome;
use open_api_codegen::spec::fmt;
use std::fmt::Write as _;

/// A catalog of pairs of operations.
fn tables(many: usize) -> Tables {
    let mut operations = String::new();
    for at in 0..many {
        for (id, title) in [("moved", "Moved"), ("settled", "Settled")] {
            let comma = if operations.is_empty() { "" } else { "," };
            let _ = write!(
                operations,
                r#"{comma}{{"id": "r{at}.{id}", "section": "R{at}", "title": "{title} {at}", "method": "POST", "effect": "read"}}"#
            );
        }
    }
    Tables::of(format!(r#"{{"operations": [{operations}], "constants": [], "webhooks": []}}"#), "{}")
}

fn page(title: &str, at: usize, path: &str) -> String {
    format!(
        "# {title} {at}\n\nPOST\n{path}{at}\n\n## 请求参数\n\n| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n\
         | customer_id | long | 是 | 客户 |\n| app_id | long | 是 | 应用 |\n| key | string | 是 | 密钥 |\n\n## 响应内容\n\n\
         | 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n| name | string | 是 | 名称 |\n"
    )
}

/// Two copies of a page with different paths, and the page of another operation that has the first one's path. What the first copy
/// says is taken back by the second, so that the third can have it; the first fails when it comes again.
fn pages(many: usize) -> Vec<String> {
    (0..many).flat_map(|at| [page("Moved", at, "/a/"), page("Moved", at, "/b/"), page("Settled", at, "/a/")]).collect()
}

#[test]
fn many_pages_that_fail_late_cost_as_much_each_as_few() {
    let merges = |many: usize| {
        let pages = pages(many);
        let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
        let tables = tables(many);
        let distilled = tables.distill(&tree(SKELETON), &texts, false);
        let failed = distilled.pages.iter().filter(|page| page.has_errors()).count();
        assert_eq!(failed, many, "one of each three");
        let whole: Vec<&str> = texts
            .iter()
            .zip(&distilled.pages)
            .filter(|(_, page)| !Outcome::has_errors(page))
            .map(|(text, _)| *text)
            .collect();
        assert_eq!(fmt::tree(tables.distill(&tree(SKELETON), &whole, false).spec), fmt::tree(distilled.spec));
        distilled.merges
    };
    let (few, many) = (merges(4), merges(64));
    assert!(few >= 4 * 3 * 2, "{few}");
    assert_eq!(many, few * 16, "merges of pages grow with the pages");
}
