//! What a saved page hides of its tables is no fact and is not lost without a word; what stands in a cell is not taken for rows.

use super::forms;
use super::same::library;
use crate::drawn;
use open_api_codegen::distill::page::model::Body;
use open_api_codegen::distill::page::{FindingCode, Parsed};
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt::Write as _;

/// Ways to hide an element.
const WAYS: [&str; 9] = [
    " hidden",
    " HIDDEN=\"\"",
    " hidden=until-found",
    " style=\"display:none\"",
    " style='\tDISPLAY : none !important'",
    " style=\"visibility: hidden\"",
    " style=\"visibility:collapse\"",
    " aria-hidden=true",
    " class=x aria-hidden=\" TRUE \"",
];

/// What of a table may be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    Nothing,
    Row(&'static str),
    Body(&'static str),
    Words(&'static str),
}

fn hidden() -> impl Strategy<Value = Hidden> {
    let way = || select(WAYS.to_vec());
    prop_oneof![
        3 => Just(Hidden::Nothing),
        2 => way().prop_map(Hidden::Row),
        1 => way().prop_map(Hidden::Body),
        1 => way().prop_map(Hidden::Words),
    ]
}

fn row(name: &str, hidden: Hidden) -> String {
    let cells = |words: &str| format!("<td>{name}</td><td>string</td><td>是</td><td>甲{words}</td>");
    match hidden {
        Hidden::Nothing => format!("<tr>{}</tr>", cells("")),
        Hidden::Row(way) => format!("<tr{way}>{}</tr>", cells("")),
        Hidden::Body(way) => format!("</tbody><tbody{way}><tr>{}</tr></tbody><tbody>", cells("")),
        Hidden::Words(way) => format!("<tr>{}</tr>", cells(&format!("<span{way}>1:乙 2:丙</span>"))),
    }
}

/// A saved page whose answer has these rows.
fn page(rows: &str) -> String {
    let whole = library().html();
    let start = whole.rfind("<table>").unwrap();
    let end = start + whole[start..].find("</table>").unwrap();
    let header = "<table><thead><tr><th>字段</th><th>类型</th><th>是否必传</th><th>描述</th></tr></thead><tbody>";
    format!("{}{header}{rows}</tbody>{}", &whole[..start], &whole[end..])
}

fn names(parsed: &Parsed) -> Vec<String> {
    let Some(Body::Operation(operation)) = parsed.page.as_ref().map(|page| &page.body) else {
        panic!("an operation: {parsed:?}")
    };
    let table = operation.response.table.as_ref();
    table.map_or_else(Vec::new, |table| table.rows.iter().map(|row| row.path.value.to_string()).collect())
}

fn told(parsed: &Parsed, code: FindingCode) -> usize {
    parsed.findings.iter().filter(|finding| finding.code == code).count()
}

proptest! {
    #![proptest_config(drawn::config(200))]

    #[test]
    fn a_hidden_part_of_a_table_is_no_fact_and_is_told_where_it_stands(hidden in prop::collection::vec(hidden(), 1..7)) {
        let named = |at: usize| format!("field_{at}");
        let rows: String = hidden.iter().enumerate().map(|(at, hidden)| row(&named(at), *hidden)).collect();
        let text = page(&(row("first", Hidden::Nothing) + &rows));
        let parsed = forms::one(&text);
        let is_seen = |hidden: &Hidden| matches!(hidden, Hidden::Nothing | Hidden::Words(_));
        let seen = hidden.iter().enumerate().filter(|(_, hidden)| is_seen(hidden)).map(|(at, _)| named(at));
        let expected: Vec<String> = std::iter::once("first".to_owned()).chain(seen).collect();
        prop_assert_eq!(names(&parsed), expected, "{}", text);
        let unseen: Vec<&str> = parsed
            .findings
            .iter()
            .filter(|finding| finding.code == FindingCode::HtmlUnseen)
            .map(|finding| &text[finding.span.start..])
            .collect();
        prop_assert_eq!(unseen.len(), hidden.iter().filter(|hidden| **hidden != Hidden::Nothing).count(), "{}", text);
        prop_assert!(unseen.iter().all(|at| ["<tr", "<tbody", "<span"].iter().any(|tag| at.starts_with(tag))));
        let Some(Body::Operation(operation)) = parsed.page.as_ref().map(|page| &page.body) else { unreachable!() };
        prop_assert!(operation.response.table.iter().flat_map(|table| &table.rows).all(|row| row.codes.is_empty()));
    }

    #[test]
    fn what_stands_in_a_cell_takes_no_row_of_its_table_away(
        inside in prop::collection::vec(
            select(vec![
                "",
                "<table><tr><th>值</th><th>含义</th></tr><tr><td>1</td><td>甲</td></tr></table>",
                "<table><tr><td>字段</td><td>类型</td></tr><tr><td>inner</td><td>int</td></tr></table>",
                "<pre>{\"a\": 1}</pre>",
                "<h4>注</h4>",
                "<ul><li>一</li><li>二</li></ul>",
            ]),
            1..6,
        ),
    ) {
        let named = |at: usize| format!("field_{at}");
        let row = |(at, words): (usize, &&str)| {
            format!("<tr><td>{}</td><td>string</td><td>是</td><td>词{words}</td></tr>", named(at))
        };
        let text = page(&inside.iter().enumerate().map(row).collect::<String>());
        let parsed = forms::one(&text);
        prop_assert_eq!(names(&parsed), (0..inside.len()).map(named).collect::<Vec<_>>(), "{}", text);
        let tables = inside.iter().filter(|words| words.starts_with("<table>")).count();
        prop_assert_eq!(told(&parsed, FindingCode::TableInCell), tables, "{}", text);
    }
}

#[test]
fn what_no_table_holds_is_hidden_without_a_word() {
    let text = page(&row("first", Hidden::Nothing))
        .replace("<main>", "<main><div hidden>Shell</div><i aria-hidden=true>#</i>");
    assert_eq!(told(&forms::one(&text), FindingCode::HtmlUnseen), 0);
}

#[test]
fn a_table_that_is_hidden_whole_is_told() {
    let text = page(&row("first", Hidden::Nothing));
    let at = text.rfind("<table>").unwrap();
    let text =
        format!("{}<div style='display:none'>{}", &text[..at], &text[at..].replacen("</table>", "</table></div>", 1));
    assert_eq!(told(&forms::one(&text), FindingCode::HtmlUnseen), 1);
}

/// How a page moves a row in.
const MOVED: [fn(usize) -> (String, String); 4] = [
    |by| (format!(" style='padding-left: {}px'", 8 + by * 16), String::new()),
    |by| (String::new(), format!("<span class=indent style=\"PADDING-LEFT:{}px;height:1px\"></span>", by * 20)),
    |by| (" style='padding-left:8px'".to_owned(), format!("<i style='margin-left: {by}.5em'></i>")),
    |by| (String::new(), "<span style='text-indent:1em'></span>".repeat(by)),
];

proptest! {
    #![proptest_config(drawn::config(60))]

    #[test]
    fn what_a_page_moves_in_is_nested_in_what_stands_over_it(
        depths in prop::collection::vec(0..3_usize, 1..8), how in 0..MOVED.len(),
    ) {
        let (mut rows, mut expected) = (String::new(), Vec::new());
        let mut above: Vec<String> = Vec::new();
        // Whether anything is moved in at all is seen by what is not.
        for (at, wanted) in std::iter::once(0).chain(depths).enumerate() {
            let depth = wanted.min(above.len());
            above.truncate(depth);
            above.push(format!("field_{at}"));
            expected.push(above.join("."));
            let (cell, words) = MOVED[how](depth);
            let _ = write!(rows, "<tr><td{cell}>{words}field_{at}</td><td>object</td><td>是</td><td>甲</td></tr>");
        }
        let text = page(&rows);
        prop_assert_eq!(names(&forms::one(&text)), expected, "{}", text);
    }
}

#[test]
fn a_mark_that_points_to_a_note_is_no_part_of_a_name() {
    let text = page("<tr><td>first<sup>1</sup></td><td>string</td><td>是</td><td>10<sup>2</sup></td></tr>");
    let parsed = forms::one(&text);
    assert_eq!((names(&parsed), told(&parsed, FindingCode::NameInvalid)), (vec![], 1));
}

#[test]
fn a_cell_reaches_to_the_end_of_its_part_of_the_table_and_no_farther() {
    let rows = |high: &str| {
        format!(
            "<tr><td>a</td><td>string</td><td rowspan={high}>是</td><td>甲</td></tr><tr><td>b</td><td>string</td><td>乙</td></tr>"
        )
    };
    for high in ["0", "2", "99"] {
        let text = page(&format!("{}</tbody><tbody>{}", rows(high), row("c", Hidden::Nothing)));
        assert_eq!(names(&forms::one(&text)), ["a", "b", "c"], "{high}");
    }
}
