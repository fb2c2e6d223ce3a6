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

/// A chain, of which each link comes to light only when the one before it is left out. The pages of a link disagree with those of every
/// other one about an object, so that only the first of them comes in; and another page takes its path from it, so that it fails late.
/// With the last link nothing is wrong.
fn chain(links: usize) -> Vec<String> {
    let link = |at: usize| {
        let fields: String = (0..8).fold(String::new(), |mut out, bit| {
            let ty = if at >> bit & 1 == 1 { "int" } else { "string" };
            let _ = writeln!(out, "| shared.part{bit} | {ty} | 是 | 部分 |");
            out
        });
        let with_object = |path| format!("{}| shared | object | 是 | 共享 |\n{fields}", page("Moved", at, path));
        let settled = if at + 1 < links { page("Settled", at, "/a/") } else { page("Settled", at, "/c/") };
        [with_object("/a/"), page("Moved", at, "/b/"), settled]
    };
    (0..links).flat_map(link).collect()
}

#[test]
fn a_chain_of_failures_that_each_hide_the_next_costs_as_much_a_link_as_a_short_one() {
    let run = |links: usize| {
        let pages = chain(links);
        let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
        let distilled = tables(links).distill(&tree(SKELETON), &texts, false);
        let failed: Vec<usize> = (0..pages.len()).filter(|at| distilled.pages[*at].has_errors()).collect();
        let expected: Vec<usize> = (0..links - 1).map(|link| link * 3).collect();
        assert_eq!(failed, expected, "the last link holds, and every page that is not the first of its link");
        for page in failed.iter().map(|at| &distilled.pages[*at]) {
            let problems = &page.mapped.as_ref().unwrap().problems;
            assert!(problems.iter().any(|problem| problem.id == "path-taken"), "what is true in the end: {problems:?}");
        }
        distilled.merges
    };
    let (short, long) = (run(8), run(128));
    assert!(long <= short * 17, "{short} merges for 8 links, {long} for 128");
}
