//! Pages in runs of their own, in any order, give the bytes of one run: whatever they share, and whatever only one of them says.

use super::harness::{SKELETON, Tables, is_readable, root, tree};
use crate::drawn;
use open_api_codegen::distill::merge::SAID_OTHERWISE;
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::Tree;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::read(&root()));

/// Pages of operations that the catalog lists, by title and the last part of the path.
const OPERATIONS: [(&str, &str); 4] =
    [("图书列表", "list"), ("图书详情", "get"), ("借书", "lend"), ("读者列表", "readers")];

/// Fields that several pages may have: by name, the types that pages give them, and what they say of them.
const SHARED: [(&str, &[&str], &[&str]); 10] = [
    ("book_id", &["string"], &["图书", "图书id"]),
    ("reader_id", &["string"], &["读者", ""]),
    ("loan_id", &["int", "long"], &["借阅"]),
    ("shelf_id", &["long", "int"], &["书架", "架号"]),
    ("isbn", &["string"], &["书号"]),
    ("title", &["string"], &["书名"]),
    ("fine", &["float"], &["逾期费,单位:元", "逾期费"]),
    ("lent_at", &["datetime"], &["借出时间", "时间"]),
    ("status", &["int"], &["状态", "状态 1:在架 2:借出"]),
    ("state", &["int", "long"], &["状态"]),
];

/// Fields of the object `book`, which the glossary has a type for. A page may differ in what it says, not in which there are.
const OF_BOOK: [(&str, &[&str], &[&str]); 9] = [
    ("book_id", &["string"], &["图书id", "图书"]),
    ("pages", &["int", "long"], &["页数", "价格"]),
    ("price", &["float"], &["价格", "价格,单位:元", "借出时间"]),
    ("status", &["int"], &["状态", "状态 1:在架 2:借出", "状态 2:借出 1:在架"]),
    ("phone", &["string"], &["电话", "读者手机号"]),
    ("lent_at", &["datetime"], &["借出时间", "时间"]),
    ("printed_at", &["timestamp", "long"], &["印刷时间", "印刷时间"]),
    ("number", &["long"], &["编号", "银行卡号"]),
    ("until", &["datetime"], &["截止", "卡有效期"]),
];

/// A row's type and words, by what is drawn for it.
fn row(prefix: &str, field: &(&str, &[&str], &[&str]), drawn: u8) -> String {
    let (name, types, words) = field;
    let drawn = usize::from(drawn);
    format!("| {prefix}{name} | {} | 是 | {} |\n", types[drawn % types.len()], words[drawn / 2 % words.len()])
}

/// What is drawn for a table of fields: which of them it has, and what it says of each.
type Drawn = (Vec<usize>, Vec<u8>);

fn drawn(many: usize) -> impl Strategy<Value = Drawn> {
    let which = prop::sample::subsequence((0..many).collect::<Vec<_>>(), 1..many).prop_shuffle();
    (which, prop::collection::vec(any::<u8>(), many))
}

fn rows(fields: &[(&str, &[&str], &[&str])], prefix: &str, (which, drawn): &Drawn) -> String {
    which.iter().map(|at| row(prefix, &fields[*at], drawn[*at])).collect()
}

/// The page of an operation with some of the shared fields and perhaps the shared object, its day, and the envelope in its table.
fn operation() -> impl Strategy<Value = String> {
    let book = (
        Just((0..OF_BOOK.len()).collect::<Vec<_>>()).prop_shuffle(),
        prop::collection::vec(any::<u8>(), OF_BOOK.len()),
    );
    (0..OPERATIONS.len(), drawn(SHARED.len()), drawn(SHARED.len()), prop::option::of(book), any::<[bool; 4]>()).prop_map(
        |(at, request, response, book, [revised, wide, empty, named])| {
            let (title, path) = OPERATIONS[at];
            let header = "| 字段 | 类型 | 是否必传 | 描述 |\n|---|---|---|---|\n";
            let customer = if wide { "long" } else { "int" };
            let credentials =
                format!("| customer_id | {customer} | 是 | 客户 |\n| app_id | long | 是 | 应用 |\n| key | string | 是 | 密钥 |\n");
            let mut table = rows(&SHARED, "", &response);
            let mut shown: Vec<String> = response.0.iter().map(|at| format!("\"{}\": null", SHARED[*at].0)).collect();
            if let Some(book) = book {
                let object = if named { "book" } else { "book_list" };
                let (ty, around) = if named { ("object", ["{", "}"]) } else { ("array[object]", ["[{", "}]"]) };
                let _ = writeln!(table, "| {object} | {ty} | 是 | 图书 |");
                table += &rows(&OF_BOOK, &format!("{object}."), &book);
                let date = if empty { "" } else { "2026-01-02 10:00:00" };
                let inside = format!(
                    "\"book_id\": \"b\", \"pages\": 3, \"price\": 1.5, \"status\": 1, \"phone\": \"p\", \"lent_at\": \"{date}\", \"printed_at\": null, \
                     \"number\": 5, \"until\": \"{date}\""
                );
                shown.push(format!("\"{object}\": {}{inside}{}", around[0], around[1]));
            }
            let foot = if revised { "\n修改于 2026-02-03 10:00:00\n" } else { "" };
            format!(
                "# {title}\n\nPOST\n/lib/{path}\n\n## 请求参数\n\n{header}{credentials}{}\n## 响应内容\n\n{header}{table}\n示例\n\n\
                 ```json\n{{\"code\": 0, \"message\": \"\", \"data\": {{{}}}}}\n```\n{foot}",
                rows(&SHARED, "", &request),
                shown.join(", "),
            )
        },
    )
}

/// The page of the constant that the glossary's keys name, with codes that no field's description has.
fn constant() -> impl Strategy<Value = String> {
    prop::sample::subsequence(vec!["| 3 | 遗失 |\n", "| 9 | 撤架 |\n"], 0..=2).prop_shuffle().prop_map(|more| {
        format!("# Book Status\n\n| 值 | 描述 |\n|---|---|\n{}| 2 | 借出 |\n| 1 | 在架 |\n", more.concat())
    })
}

fn page() -> impl Strategy<Value = String> {
    prop_oneof![4 => operation(), 1 => constant()]
}

/// The page's first line, by which it is told from the others.
fn title(page: &str) -> &str {
    page.lines().next().unwrap_or_default()
}

proptest! {
    #![proptest_config(drawn::config(50))]

    #[test]
    fn pages_in_runs_of_their_own_give_the_bytes_of_one_run_in_either_order(
        mut pages in prop::collection::vec(page(), 2..5),
        turn in any::<prop::sample::Index>(),
        back in any::<bool>(),
    ) {
        pages.sort_by(|a, b| title(a).cmp(title(b)));
        pages.dedup_by(|a, b| title(a) == title(b));
        let together = |spec: &Tree, pages: &[String]| {
            let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
            TABLES.distill(spec, &texts, false)
        };
        let one_run = together(&tree(SKELETON), &pages);
        prop_assert!(!one_run.has_errors(), "{:?}", one_run.pages.iter().map(|page| &page.mapped).collect::<Vec<_>>());
        prop_assert!(is_readable(&one_run.spec));
        // They agree, however differently they say it.
        let problems = one_run.pages.iter().filter_map(|page| page.mapped.as_ref()).flat_map(|mapped| &mapped.problems);
        prop_assert!(problems.clone().all(|problem| problem.id != SAID_OTHERWISE), "{:?}", problems.collect::<Vec<_>>());
        let expected = fmt::tree(one_run.spec);
        let mut turned = pages.clone();
        turned.rotate_left(turn.index(pages.len()));
        if back {
            turned.reverse();
        }
        let mut spec = tree(SKELETON);
        for page in &turned {
            let run = together(&spec, std::slice::from_ref(page));
            prop_assert!(!run.has_errors(), "{page}\n{:?}", run.pages[0].mapped);
            let again = together(&run.spec, std::slice::from_ref(page));
            prop_assert_eq!(&again.pages[0].changes, &[], "a second time changes nothing");
            spec = run.spec;
        }
        let apart = fmt::tree(spec.clone());
        let diff = similar::TextDiff::from_lines(&expected, &apart).unified_diff().context_radius(6).to_string();
        prop_assert!(apart == expected, "{}\n── one run against runs of their own\n{diff}", turned.join("\n═══\n"));
        // And again together: nothing is left to learn.
        prop_assert_eq!(&fmt::tree(together(&spec, &pages).spec), &expected);
    }
}
