//! Pages that contradict each other: what the spec does not have of one of them is told at that page.

use super::harness::{SKELETON, Tables, root, tree};
use crate::drawn;
use open_api_codegen::distill::merge::{self, Distilled, Outcome, SAID_OTHERWISE};
use proptest::prelude::*;
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::read(&root()));

/// What a copy of a page says: its path, and of each field the type and whether it is required.
type Copy = (&'static str, [(&'static str, &'static str); 3]);

const NAMES: [&str; 3] = ["shelf_name", "floor", "is_open"];

fn page((path, fields): &Copy) -> String {
    let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
    let rows =
        NAMES.iter().zip(fields).map(|(name, (ty, required))| format!("| {name} | {ty} | {required} | 书架 |\n"));
    format!(
        "# 图书列表\n\nPOST\n{path}\n\n## 请求参数\n\n{header}| customer_id | long | 是 | 客户 |\n| app_id | long | 是 | 应用 |\n\
         | key | string | 是 | 密钥 |\n{}\n## 响应内容\n\n{header}| total | int | 是 | 总数 |\n\n示例\n\n\
         ```json\n{{\"code\": 0, \"message\": \"\", \"data\": {{\"total\": 1}}}}\n```\n",
        rows.collect::<String>()
    )
}

fn copy() -> impl Strategy<Value = Copy> {
    let field = || (prop::sample::select(vec!["string", "boolean", "float"]), prop::sample::select(vec!["是", "否"]));
    (prop::sample::select(vec!["/lib/list", "/lib/all"]), [field(), field(), field()])
}

fn brought(pages: &[String]) -> Distilled {
    let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
    TABLES.distill(&tree(SKELETON), &texts, false)
}

/// The pages that are told that another one says something else, or that failed.
fn told(run: &Distilled) -> Vec<bool> {
    let is_told = |page: &Outcome| {
        page.mapped.as_ref().is_some_and(|mapped| mapped.problems.iter().any(|problem| problem.id == SAID_OTHERWISE))
    };
    run.pages.iter().map(|page| page.has_errors() || is_told(page)).collect()
}

proptest! {
    #![proptest_config(drawn::config(40))]

    #[test]
    fn of_pages_that_contradict_each_other_all_but_one_are_told_of_and_of_pages_that_agree_none(
        copies in prop::collection::vec(copy(), 2..5),
    ) {
        let pages: Vec<String> = copies.iter().map(page).collect();
        let run = brought(&pages);
        let silent: Vec<&Copy> = copies.iter().zip(told(&run)).filter(|(_, told)| !told).map(|(copy, _)| copy).collect();
        prop_assert!(silent.windows(2).all(|two| two[0] == two[1]), "{:?}", run.pages);
        prop_assert!(!silent.is_empty() || run.has_errors(), "{:?}", run.pages);
        let turned: Vec<String> = pages.iter().rev().cloned().collect();
        prop_assert_eq!(brought(&turned).spec, run.spec);
        prop_assert_eq!(told(&brought(&[pages[0].clone(), pages[0].clone()])), [false, false]);
    }
}

proptest! {
    #![proptest_config(drawn::config(40))]

    /// What one copy of a page lacks and another one has is there, with `--prune` too.
    #[test]
    fn what_another_page_of_the_entry_states_is_no_longer_missing(
        one in prop::sample::subsequence(NAMES.to_vec(), 0..3), other in prop::sample::subsequence(NAMES.to_vec(), 0..3),
    ) {
        let copy = ("/lib/list", [("string", "是"); 3]);
        let whole = page(&copy);
        let without = |gone: &[&str]| {
            let is_left = |line: &&str| !gone.iter().any(|name| line.starts_with(&format!("| {name} ")));
            whole.lines().filter(is_left).fold(String::new(), |text, line| text + line + "\n")
        };
        let texts = [without(&one), without(&other)];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let first = TABLES.distill(&tree(SKELETON), &[&whole], false).spec;
        let gone: Vec<&str> = one.iter().copied().filter(|name| other.contains(name)).collect();
        for prune in [false, true] {
            let run = TABLES.distill(&first, &texts, prune);
            let fields = run.spec.get("components").unwrap().get("schemas").unwrap().get("BooksListRequest").unwrap();
            let text = format!("{fields:?}");
            prop_assert!(NAMES.iter().all(|name| text.contains(name)), "{}", text);
            for outcome in &run.pages {
                let removals = &outcome.mapped.as_ref().unwrap().removals;
                let named: Vec<&str> =
                    NAMES.into_iter().filter(|name| removals.iter().any(|one| one.what.contains(&format!("`{name}`")))).collect();
                prop_assert_eq!(&named, &gone);
            }
        }
    }
}

/// A document that has the operation of one title under several paths.
fn document(paths: &[(&str, &str)]) -> String {
    let operation = |(path, field): &(&str, &str)| {
        let schema = format!(r#"{{"type": "object", "properties": {{"{field}": {{"type": "string"}}}}}}"#);
        let content = |schema: &str| format!(r#"{{"content": {{"application/json": {{"schema": {schema}}}}}}}"#);
        let credentials = r#"{"type": "object", "properties": {"customer_id": {"type": "integer"}, "app_id": {"type": "integer"}, "key": {"type": "string"}}}"#;
        format!(
            r#""{path}": {{"post": {{"summary": "图书列表", "requestBody": {}, "responses": {{"200": {}}}}}}}"#,
            content(credentials),
            content(&schema)
        )
    };
    let paths: Vec<String> = paths.iter().map(operation).collect();
    format!(r#"{{"openapi": "3.0.1", "paths": {{{}}}}}"#, paths.join(", "))
}

#[test]
fn operations_of_one_title_and_several_paths_are_no_operation_with_the_fields_of_all() {
    let read = |text: &str| crate::distill::export::forms::read(text);
    for (files, mixed) in [
        (vec![document(&[("/lib/list", "a"), ("/lib/all", "b")])], true),
        (
            vec![
                document(&[("/lib/list", "a"), ("/lib/other", "b")]),
                document(&[("/lib/list", "c"), ("/lib/some", "d")]),
            ],
            true,
        ),
        (vec![document(&[("/lib/list", "a")])], false),
    ] {
        let parsed = files.iter().flat_map(|file| read(file)).collect();
        let run =
            merge::distill_read(tree(SKELETON), parsed, &TABLES.catalog, &TABLES.glossary, merge::Unstated::Named);
        let paths = run.spec.get("paths").map_or(0, |paths| paths.entries().len());
        assert_eq!(paths, usize::from(!mixed), "{files:?}");
        for outcome in run.pages.iter().filter(|_| mixed) {
            let problems = &outcome.mapped.as_ref().unwrap().problems;
            let other = problems.iter().find(|problem| problem.id == "path-of-another-page").and_then(|one| one.other);
            assert!(other.is_some(), "each names another: {problems:?}");
        }
    }
}
