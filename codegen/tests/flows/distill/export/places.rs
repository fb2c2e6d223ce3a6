//! Every place leads into the file that was given, to the words that it is about.

use super::forms;
use super::same::library;
use open_api_codegen::distill::page::model::{Body, Row};

fn rows(text: &str) -> Vec<Row> {
    let Some(Body::Operation(operation)) = forms::one(text).page.map(|page| page.body) else { panic!("{text}") };
    let tables = [operation.request.table, operation.response.table];
    tables.into_iter().flatten().flat_map(|table| table.rows).collect()
}

#[test]
fn a_field_is_where_the_file_has_its_name() {
    let source = library();
    let project = forms::project(std::slice::from_ref(&source));
    for text in
        [source.folded(), source.literal(), source.folded().replace('\n', "\r\n"), project.to_string(), source.html()]
    {
        let rows = rows(&text);
        assert_eq!(rows.len(), 18);
        for row in rows {
            let name = row.path.value.to_string();
            assert_eq!(&text[row.path.span.start..row.path.span.end], name, "{text}");
            let before = &text[..row.path.span.start];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|each| *each != '\n').count() + 1;
            assert_eq!((row.path.span.line, row.path.span.column), (line, column), "{name}");
            let stated = row.field_type.unwrap();
            assert!(
                text[stated.span.start..stated.span.end].starts_with(|each: char| each.is_ascii_lowercase()),
                "{name}"
            );
        }
    }
}

#[test]
fn title_and_path_are_where_the_file_has_them() {
    let source = library();
    for text in
        [source.folded(), source.literal(), forms::project(std::slice::from_ref(&source)).to_string(), source.html()]
    {
        let page = forms::one(&text).page.unwrap();
        let title = page.title.unwrap();
        assert!(text[title.span.start..title.span.end].contains(&source.title));
        let Body::Operation(operation) = page.body else { panic!("{text}") };
        let path = operation.endpoint.path.unwrap();
        assert!(text[path.span.start..path.span.end].contains("lib/book/list"));
    }
}
