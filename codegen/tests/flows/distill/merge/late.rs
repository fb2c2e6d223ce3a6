//! Pages that can be brought in until another one comes: they are left out, and many of them cost no more passes than one.

use super::harness::{SKELETON, Tables, tree};
use open_api_codegen::distill::merge::Outcome;
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::Tree;
use std::fmt::Write as _;

/// A catalog of three operations each.
fn tables(many: usize) -> Tables {
    glossed(many, "{}")
}

fn glossed(many: usize, glossary: &str) -> Tables {
    let mut operations = String::new();
    for at in 0..many {
        for (id, title) in [("moved", "Moved"), ("other", "Other"), ("settled", "Settled")] {
            let comma = if operations.is_empty() { "" } else { "," };
            let _ = write!(
                operations,
                r#"{comma}{{"id": "r{at}.{id}", "section": "R{at}", "title": "{title} {at}", "method": "POST", "effect": "read"}}"#
            );
        }
    }
    Tables::of(format!(r#"{{"operations": [{operations}], "constants": [], "webhooks": []}}"#), glossary)
}

fn page(title: &str, at: usize, path: &str) -> String {
    page_of(&format!("{title} {at}"), &format!("{path}{at}"))
}

fn page_of(title: &str, path: &str) -> String {
    format!(
        "# {title}\n\nPOST\n{path}\n\n## 请求参数\n\n| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n\
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

/// A chain of which every run shows only one link. The pages of a link fail late as in `pages`, but only while the operation that takes
/// the path keeps it: a second copy of its page moves it on, and fails itself as soon as the first page of the link before is left out,
/// since then another page is the first to state the object that both have.
fn hidden(links: usize) -> (Vec<String>, String) {
    let with = |page: String, object: usize, ty: &str| {
        format!("{page}| shared{object} | object | 是 | 共享 |\n| shared{object}.part | {ty} | 是 | 部分 |\n")
    };
    let link = |at: usize| {
        let mut pages = vec![with(page("Moved", at, "/a/"), at + 1, "string"), page("Moved", at, "/b/")];
        if at == 0 {
            pages.push(page("Settled", at, "/a/"));
        } else {
            pages.push(with(page("Other", at, "/o/"), at, "int"));
            pages.push(with(page("Settled", at, "/a/"), at, "int"));
            pages.push(with(page("Settled", at, "/z/"), at, "string"));
        }
        pages
    };
    let types: Vec<String> = (1..=links).map(|at| format!(r#""shared{at}": "Shared{at}""#)).collect();
    ((0..links).flat_map(link).collect(), format!(r#"{{"types": {{{}}}}}"#, types.join(", ")))
}

#[test]
fn after_the_last_run_nothing_waits_in_silence_for_the_next_time() {
    const LINKS: usize = 12;
    // Two operations beside the chain, of which the first gets the path of the second: the page of the first has to come in twice.
    let beside = |first: &str, second: &str| [page("Moved", LINKS, first), page("Settled", LINKS, second)];
    let (chain, glossary) = hidden(LINKS);
    let tables = glossed(LINKS + 1, &glossary);
    let distill = |spec: &Tree, pages: &[String]| {
        tables.distill(spec, &pages.iter().map(String::as_str).collect::<Vec<_>>(), false)
    };
    let before = distill(&tree(SKELETON), &beside("/x/", "/y/"));
    assert!(!before.has_errors());
    let pages: Vec<String> = chain.into_iter().chain(beside("/y/", "/z/")).collect();
    let once = distill(&before.spec, &pages);
    let problems = |at: usize| once.pages[at].mapped.iter().flat_map(|mapped| &mapped.problems);
    let are = |id: &'static str| (0..pages.len()).filter(move |at| problems(*at).any(|problem| problem.id == id));
    assert_eq!(are("path-taken").count(), 8, "a link each run");
    assert_eq!(are("unsettled").count(), 1, "and of the last one a part stays, which is told");
    assert!(
        once.pages[pages.len() - 2..].iter().all(|page| !page.has_errors()),
        "what has nothing to do with it is in"
    );
    let again = distill(&once.spec, &pages);
    assert_eq!(fmt::tree(again.spec), fmt::tree(once.spec), "a second time changes nothing");
    assert!(again.pages.iter().all(|page| page.changes.is_empty()));
}

/// Operations of which each gets the path of the next one: one of them can move in each pass, the last one first.
#[test]
fn pages_that_do_not_settle_in_all_passes_are_told() {
    const MANY: usize = 12;
    let distill = |spec: &Tree, shift: usize| {
        let pages = (0..MANY).map(|at| page_of(&format!("Moved {at}"), &format!("/p/{}", at + shift)));
        let pages: Vec<String> = pages.collect();
        tables(MANY).distill(spec, &pages.iter().map(String::as_str).collect::<Vec<_>>(), false)
    };
    let before = distill(&tree(SKELETON), 0);
    assert!(!before.has_errors());
    let (mut spec, mut runs) = (before.spec, 0);
    loop {
        let moved = distill(&spec, 1);
        runs += 1;
        let is_settled = distill(&moved.spec, 1).pages.iter().all(|page| page.changes.is_empty());
        assert_eq!(moved.has_errors(), !is_settled, "whoever waits for the next time is told so");
        spec = moved.spec;
        if is_settled {
            break;
        }
    }
    assert_eq!(runs, 2);
}

#[test]
fn what_a_page_lost_is_told_once_however_often_the_pages_begin_again() {
    let tables = tables(1);
    let whole = page_of("Other 0", "/o/0").replace("| 名称 |\n", "| 名称 |\n| gone | string | 是 | 名称 |\n");
    let before = tables.distill(&tree(SKELETON), &[&whole], false).spec;
    let less = page_of("Other 0", "/o/0");
    let pages = pages(1);
    for prune in [false, true] {
        let removals = |texts: &[&str]| {
            let distilled = tables.distill(&before, texts, prune);
            let mapped = distilled.pages.last().and_then(|page| page.mapped.as_ref()).expect("the page is read");
            mapped.removals.iter().map(|one| (one.what.clone(), one.done)).collect::<Vec<_>>()
        };
        let alone = removals(&[&less]);
        assert_eq!(alone.iter().map(|(_, done)| *done).collect::<Vec<_>>(), [prune], "{alone:?}");
        let all: Vec<&str> = pages.iter().map(String::as_str).chain([less.as_str()]).collect();
        assert_eq!(removals(&all), alone);
    }
}
