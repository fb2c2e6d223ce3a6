//! Laws: any text is read without a panic and with places that lie in it, and a table means the same in every layout.

use super::{fixtures, spans};
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, FieldTable};
use open_api_codegen::distill::page::{self, FindingCode, Parsed, Severity, Span};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A change to a page. Indices are relative to what is left of it.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    CutAfter(Index),
    CutBefore(Index),
    Remove(Index),
    Repeat(Index),
    Swap(Index, Index),
    Insert(Index, String),
    Join(Index),
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Change::CutAfter),
        index().prop_map(Change::CutBefore),
        index().prop_map(Change::Remove),
        index().prop_map(Change::Repeat),
        (index(), index()).prop_map(|(one, other)| Change::Swap(one, other)),
        (index(), scrap()).prop_map(|(at, scrap)| Change::Insert(at, scrap)),
        index().prop_map(Change::Join),
    ]
}

/// Something that means something on a page, or nothing at all.
fn scrap() -> impl Strategy<Value = String> {
    let known = select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "|",
        "|---|",
        "```",
        "```json",
        "<!--",
        "-->",
        "<table>",
        "#",
        "## ",
        "•",
        "└",
        "\t",
        "\r",
        "\u{a0}",
        "\u{200b}",
        "&nbsp;",
        "&#x10FFFF;",
        "&lt",
        "\\",
        "...",
        "是",
        "否",
        "Y",
        "int",
        "string",
        "array[",
        "请求参数#",
        "响应内容#",
        "示例",
        "字段类型是否必传描述",
        "值描述",
        "eventTag描述",
        "POST",
        "/a/b",
        "1:甲 2:乙",
        "1-",
        "修改于 2024-01-02",
        "上一页",
        "a.b.c",
        "🟢",
        "\u{301}",
    ]);
    prop_oneof![
        known.prop_map(str::to_owned),
        "\\PC{0,12}",
        any::<String>().prop_map(|text| text.chars().take(12).collect())
    ]
}

pub(crate) fn apply(page: &str, changes: &[Change]) -> String {
    let mut page = page.to_owned();
    for change in changes {
        let places: Vec<usize> = page.char_indices().map(|(at, _)| at).chain([page.len()]).collect();
        let mut lines: Vec<&str> = page.split_inclusive('\n').collect();
        page = match change {
            Change::CutAfter(at) => page[..*at.get(&places)].to_owned(),
            Change::CutBefore(at) => page[*at.get(&places)..].to_owned(),
            Change::Insert(at, scrap) => {
                let at = *at.get(&places);
                format!("{}{scrap}{}", &page[..at], &page[at..])
            }
            _ if lines.is_empty() => page,
            Change::Remove(line) => {
                lines.remove(line.index(lines.len()));
                lines.concat()
            }
            Change::Repeat(line) => {
                let line = line.index(lines.len());
                lines.insert(line, lines[line]);
                lines.concat()
            }
            Change::Swap(one, other) => {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
                lines.concat()
            }
            Change::Join(line) => {
                let line = line.index(lines.len());
                lines[line] = lines[line].trim_end();
                lines.concat()
            }
        };
    }
    page
}

/// Every place lies in the text, on characters' borders, and its line and column are what a person would count.
fn check_places(text: &str, parsed: &Parsed) -> Result<(), TestCaseError> {
    let distinct: BTreeSet<Span> = spans::all(parsed).into_iter().collect();
    for span in distinct {
        prop_assert!(span.start <= span.end && span.end <= text.len(), "{span:?}");
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
        let before = &text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        prop_assert_eq!((span.line, span.column), (line, before[line_start..].chars().count() + 1));
    }
    Ok(())
}

proptest! {
    #![proptest_config(drawn::config(400))]

    #[test]
    fn a_damaged_page_is_read_without_a_panic_and_with_places_that_lie_in_it(
        page in select(fixtures::pages().unwrap_or_default()),
        changes in prop::collection::vec(change(), 0..12),
    ) {
        let text = apply(&page.1, &changes);
        let parsed = page::parse(&text);
        check_places(&text, &parsed)?;
        prop_assert!(parsed.page.is_some() || parsed.has_errors(), "nothing read and nothing said");
        prop_assert_eq!(&parsed, &page::parse(&text), "the same text is read the same way");
    }

    #[test]
    fn any_scraps_at_all_are_read_without_a_panic(scraps in prop::collection::vec(scrap(), 0..80)) {
        for glue in ["", "\n"] {
            let text = scraps.join(glue);
            check_places(&text, &page::parse(&text))?;
        }
    }
}

/// A row as an author means it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meant {
    name: String,
    field_type: &'static str,
    presence: &'static str,
    description: String,
}

fn meant() -> impl Strategy<Value = Meant> {
    let types =
        vec!["int", "long", "string", "float", "bool", "date", "datetime", "object", "array[object]", "array[int]"];
    let parts =
        || select(vec!["a", "m", "po", "pr", "int", "string", "date", "bool", "long", "_", "id", "Y", "N", "s"]);
    let name = prop::collection::vec(parts(), 1..5)
        .prop_map(|parts| parts.concat())
        .prop_filter("a name begins with a letter", |name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let description = prop::collection::vec(
        select(vec!["编号", "类型", "string", "int", "是", "否", "时间", " ", "cvv", "array"]),
        0..4,
    )
    .prop_map(|parts| parts.concat().split_whitespace().collect::<Vec<_>>().join(" "));
    (name, select(types), select(vec!["是", "否"]), description)
        .prop_map(|(name, field_type, presence, description)| Meant { name, field_type, presence, description })
}

fn rows() -> impl Strategy<Value = Vec<Meant>> {
    prop::collection::vec(meant(), 1..8).prop_map(|mut rows| {
        let mut names = BTreeSet::new();
        rows.retain(|row| names.insert(row.name.clone()));
        rows
    })
}

/// Which columns a table has, and in which order: 0 name, 1 type, 2 presence, 3 description.
fn columns() -> impl Strategy<Value = Vec<usize>> {
    let usual = prop_oneof![Just(vec![0, 1, 2, 3]), Just(vec![0, 1, 3])];
    prop_oneof![usual, Just(vec![0, 1, 2, 3]).prop_shuffle(), Just(vec![0, 1, 3]).prop_shuffle()]
}

/// A page whose response table is written in one of the layouts, and whose example, if it has one, shows every field.
fn page(rows: &[Meant], columns: &[usize], border: &str, example: bool) -> String {
    let edge = if border == "|" { "|" } else { "" };
    let line = |cells: [&str; 4]| {
        let cells: Vec<&str> = columns.iter().map(|column| cells[*column]).collect();
        format!("{edge}{}{edge}\n", cells.join(border))
    };
    let mut out = "标题\nPOST\n/a/b\n响应内容#\n".to_owned();
    out.push_str(&line(["字段", "类型", "是否必传", "描述"]));
    if border == "|" {
        out.push_str(&line(["---", "---", "---", "---"]));
    }
    for row in rows {
        out.push_str(&line([&row.name, row.field_type, row.presence, &row.description]));
    }
    if !example {
        // A copy without an example behind its last table ends in the page's foot.
        out.push_str("修改于 2024-01-02\n");
        return out;
    }
    out.push_str("示例\n{\"code\": 0, \"data\": {");
    for (index, row) in rows.iter().enumerate() {
        let value = match row.field_type {
            "string" => "\"x\"",
            "bool" => "true",
            "date" => "\"2024-05-06\"",
            "datetime" => "\"2024-05-06 07:08:09\"",
            "object" => "{}",
            "array[object]" => "[{}]",
            "array[int]" => "[1]",
            _ => "1",
        };
        let _ = write!(out, "{}\"{}\": {value}", if index == 0 { "" } else { ", " }, row.name);
    }
    out.push_str("}}\n");
    out
}

fn table(parsed: &Parsed) -> Option<&FieldTable> {
    match &parsed.page.as_ref()?.body {
        Body::Operation(operation) => operation.response.table.as_ref(),
        _ => None,
    }
}

/// What the table says, row by row.
fn said(parsed: &Parsed) -> Vec<String> {
    table(parsed)
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| {
            format!(
                "{}/{}/{}/{}",
                row.path.value,
                row.field_type.as_ref().map(|at| at.value.to_string()).unwrap_or_default(),
                row.presence.as_ref().map(|at| at.value.to_string()).unwrap_or_default(),
                row.description.as_ref().map(|at| at.value.clone()).unwrap_or_default(),
            )
        })
        .collect()
}

/// Whether something of the response table was refused; that there is no request is no matter here.
fn refused(parsed: &Parsed) -> bool {
    parsed
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error && finding.code != FindingCode::TableMissing)
}

proptest! {
    #![proptest_config(drawn::config(600))]

    #[test]
    fn a_table_with_borders_says_what_its_author_meant(rows in rows(), columns in columns(), example in any::<bool>()) {
        let meant: Vec<String> = rows
            .iter()
            .map(|row| {
                let said = match row.presence { _ if !columns.contains(&2) => "", "是" => "required", _ => "optional" };
                format!("{}/{}/{said}/{}", row.name, row.field_type, row.description)
            })
            .collect();
        prop_assert_eq!(&said(&page::parse(&page(&rows, &columns, "|", example))), &meant);
        prop_assert_eq!(&said(&page::parse(&page(&rows, &columns, "\t", example))), &meant);
    }

    #[test]
    fn a_table_whose_cells_have_run_together_says_the_same_or_says_that_it_may_not(rows in rows(), columns in columns(), example in any::<bool>()) {
        let text = page(&rows, &columns, "", example);
        let parsed = page::parse(&text);
        let by_rule = parsed.findings.iter().any(|finding| finding.code == FindingCode::RowSplitByRule);
        if !refused(&parsed) && !by_rule {
            prop_assert_eq!(said(&parsed), said(&page::parse(&page(&rows, &columns, "|", example))), "{}", text);
        }
    }
}
