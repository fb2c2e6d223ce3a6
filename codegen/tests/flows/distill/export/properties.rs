//! Laws that hold for every export and every saved page, sound or not: nothing panics, nothing is invented, time and depth are bounded.

use super::findings::fixtures;
use super::forms::{self, Source};
use super::same::library;
use crate::drawn;
use open_api_codegen::distill::page::model::{Body, Message};
use open_api_codegen::distill::page::{Parsed, Span};
use open_api_codegen::text::json::is_hidden;
use proptest::prelude::*;
use std::time::Instant;

/// What is changed of a text, and where.
fn mutations() -> impl Strategy<Value = Vec<(u8, prop::sample::Index, prop::sample::Index)>> {
    prop::collection::vec((0..9_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)
}

fn mutated(text: &str, mutations: &[(u8, prop::sample::Index, prop::sample::Index)]) -> String {
    const WORDS: [&str; 16] = [
        "```",
        "\n",
        "  ",
        "|",
        ">",
        "- ",
        ": ",
        "'",
        "\"",
        "&a ",
        "*a",
        "{",
        "}",
        "<table>",
        "</td>",
        "\u{0}\u{202e}卡\r",
    ];
    let mut text = text.to_owned();
    for (kind, one, other) in mutations {
        let place = |index: &prop::sample::Index, text: &str| {
            let mut at = index.index(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (a, b) = (place(one, &text), place(other, &text));
        let (from, to) = (a.min(b), a.max(b));
        match kind {
            0 => text.truncate(to),
            1 => drop(text.drain(..from)),
            2 => {
                let cut: String = text[from..to].chars().take(40).collect();
                drop(text.drain(from..from + cut.len()));
            }
            3 | 4 => text.insert_str(a, WORDS[other.index(WORDS.len())]),
            5 => {
                let copy = text[from..to].chars().take(300).collect::<String>();
                text.insert_str(to, &copy);
            }
            6 => text = text.replacen("  ", " ", other.index(50)),
            7 => {
                let mut lines: Vec<&str> = text.split('\n').collect();
                let count = lines.len();
                lines.swap(one.index(count), other.index(count));
                text = lines.join("\n");
            }
            _ => text = text.replacen(": ", ":", other.index(30)),
        }
    }
    text
}

fn texts() -> Vec<String> {
    let source = library();
    let project = forms::project(std::slice::from_ref(&source));
    let mut texts = vec![source.folded(), source.literal(), source.html(), project.to_string()];
    texts.extend(fixtures().into_iter().map(|(_, text)| text).filter(|text| text.len() < 30_000));
    texts
}

/// Every place is one of the file, and every name stands in it.
fn check(text: &str, pages: &[Parsed]) -> Result<(), TestCaseError> {
    let place = |span: Span| {
        prop_assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {}", text.len());
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
        Ok(())
    };
    // Escapes and entities aside: names that need them are not among what is mutated.
    let stands = |word: &str| word.split('.').all(|part| text.contains(part));
    for parsed in pages {
        for finding in &parsed.findings {
            place(finding.span)?;
            prop_assert!(!finding.message.contains(is_hidden), "{:?}", finding.message);
        }
        let Some(page) = &parsed.page else { continue };
        for named in page.section.iter().chain(&page.title).chain(&page.id) {
            prop_assert!(!named.value.contains(is_hidden), "{:?}", named.value);
        }
        let check_message = |message: &Message| -> Result<(), TestCaseError> {
            for row in message.table.iter().flat_map(|table| &table.rows) {
                place(row.span)?;
                place(row.path.span)?;
                prop_assert!(stands(&row.path.value.to_string()), "invented: {}", row.path.value);
                for value in &row.codes {
                    place(value.code.span)?;
                    prop_assert!(stands(&value.code.value.to_string()), "invented: {}", value.code.value);
                }
                if let Some(stated) = &row.description {
                    place(stated.span)?;
                }
            }
            Ok(())
        };
        match &page.body {
            Body::Operation(operation) => {
                check_message(&operation.request)?;
                check_message(&operation.response)?;
                if let Some(path) = &operation.endpoint.path {
                    place(path.span)?;
                    prop_assert!(text.contains(path.value.trim()) || text.contains('\\'), "invented: {}", path.value);
                }
            }
            Body::Webhook(webhook) => check_message(&webhook.payload)?,
            Body::Constant(_) => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(drawn::config(96))]

    #[test]
    fn however_a_page_is_mangled_nothing_is_invented(which in any::<prop::sample::Index>(), mutations in mutations()) {
        let texts = texts();
        let text = mutated(&texts[which.index(texts.len())], &mutations);
        let pages = forms::read(&text);
        prop_assert!(!pages.is_empty());
        check(&text, &pages)?;
        prop_assert_eq!(&pages, &forms::read(&text), "the same text is read the same way");
    }

    #[test]
    fn any_text_is_read(text in "(openapi: 3.0.1\n|paths:\n|  /a:\n|    post:\n|      [a-z]{1,5}: ?|[&*]a|- |\\{\"openapi\":|<html>|<t[dr]>|<table>|\\PC|\n| ){0,60}") {
        check(&text, &forms::read(&text))?;
    }
}

#[test]
fn foreign_words_move_no_cursor_and_hide_nothing() {
    let odd = "x\\e[31m\\u202e\\x07\\n";
    let text = format!(
        "openapi: 3.0.1\npaths:\n  \"/a{odd}\":\n    post:\n      summary: \"{odd}\"\n      x-apifox-folder: \"Api/{odd}\"\n      \
         x-apifox-status: \"{odd}\"\n      parameters: [{{name: \"{odd}\", in: \"{odd}\"}}]\n      requestBody:\n        content:\n          \
         \"{odd}\": {{x: 1}}\n          application/json:\n            schema:\n              type: object\n              properties:\n                \
         \"{odd}\": {{type: string}}\n                a: {{type: \"{odd}\"}}\n                b: {{$ref: \"{odd}\"}}\n                \
         c: {{type: string, title: \"{odd}\", enum: [\"{odd}\"], x-apifox-enum: [{{value: v, name: \"{odd}\"}}]}}\n"
    );
    let pages = forms::read(&text);
    assert!(pages[0].findings.len() > 6, "{pages:?}");
    for parsed in &pages {
        assert!(parsed.findings.iter().all(|finding| !finding.message.contains(is_hidden)), "{:?}", parsed.findings);
        let page = parsed.page.as_ref().unwrap();
        assert!(!format!("{page:?}").contains("\\u{1b}"), "{page:?}");
    }
}

#[test]
fn what_is_nested_or_multiplied_without_end_is_refused_in_time() {
    let laughs = (1..30).fold("x-0: &a0 [x, x]\n".to_owned(), |all, at| {
        all + &format!("x-{at}: &a{at} [{}]\n", format!("*a{},", at - 1).repeat(10))
    });
    let fields = (1..30).fold("x-0: &a0 {type: string}\n".to_owned(), |all, at| {
        let inside: Vec<String> = (0..10).map(|name| format!("f{name}: *a{},", at - 1)).collect();
        let inside = inside.concat();
        all + &format!("x-{at}: &a{at} {{type: object, properties: {{{inside}}}}}\n")
    });
    let document = |schema: &str, extra: &str| {
        format!(
            "openapi: 3.0.1\n{extra}paths:\n  /a:\n    post:\n      summary: a\n      requestBody:\n        content:\n          application/json:\n{schema}"
        )
    };
    let media = |key: &str, value: &str| format!("            {key}: {value}\n");
    for text in [
        document(&media("example", "*a29"), &laughs),
        document(&media("schema", "*a29"), &fields),
        document(&media("schema", "&s {type: object, properties: {a: *s}}"), ""),
        document(&media("example", "&s {a: *s}"), ""),
        document(
            &media("schema", "{$ref: '#/components/schemas/A'}"),
            "components:\n  schemas:\n    A: {$ref: '#/components/schemas/A'}\n",
        ),
        document(
            &media("schema", "{allOf: [{$ref: '#/components/schemas/A'}]}"),
            "components:\n  schemas:\n    A: {allOf: [{$ref: '#/components/schemas/A'}], properties: {x: {type: string}}}\n",
        ),
        document(&media("schema", &"{type: array, items: ".repeat(150)), ""),
        format!("openapi: 3.0.1\npaths: {}", "[".repeat(100_000)),
        format!("{{\"openapi\": \"3.0.1\", \"paths\": {}", "[".repeat(100_000)),
        format!("<html><body>{}", "<div>".repeat(100_000)),
        format!("<html><body>{}", "<b x=1><p>".repeat(50_000)),
        format!(
            "<html><body>{}{}",
            (0..250).map(|at| format!("<b a{at}=1>")).collect::<Vec<_>>().concat(),
            "<p>x".repeat(50_000)
        ),
        format!("<html><body><table>{}", "<tr><td rowspan=1000 colspan=60>x".repeat(4_000)),
        format!("<table>{}", "<table>".repeat(20_000)),
        "```\n".repeat(50_000),
    ] {
        let start = Instant::now();
        let pages = forms::read(&text);
        assert!(
            start.elapsed().as_secs() < 60,
            "{:?} for {}…",
            start.elapsed(),
            text.chars().take(60).collect::<String>()
        );
        assert!(!pages.is_empty());
    }
}

#[test]
fn every_operation_of_a_large_export_is_read() {
    let source = library();
    let many: Vec<Source> =
        (0..200).map(|at| Source { path: format!("/{{{{version}}}}/lib/{at}/list"), ..source.clone() }).collect();
    assert_eq!(forms::read(&forms::project(&many).to_string()).len(), 200);
}
