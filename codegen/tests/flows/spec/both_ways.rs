//! The two ways of reading a spec held against each other: from the tree of the whole file, and from the text an entry at a
//! time. The first is the plain one; the second has to say the same of every text.

use crate::drawn;
use open_api_codegen::spec::openapi::{Document, read, read_text};
use open_api_codegen::synth::synth;
use open_api_codegen::text::diag::{Diagnostic, Diagnostics};
use open_api_codegen::text::json::{self, Value};
use open_api_codegen::text::source::{FileId, Source};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fs;
use std::num::NonZeroU32;
use std::path::Path;

type Read = (Option<Document>, Diagnostics);

/// Everything that was read, the places included.
fn shown((document, found): &Read) -> String {
    format!("{document:#?} {:#?}", found.iter().collect::<Vec<&Diagnostic>>())
}

/// Holds the two ways against each other and says whether the text could be read an entry at a time.
fn agree(text: &str) -> bool {
    let source = Source::new("spec/openapi.json", text);
    let whole = json::parse(&source, FileId::Spec);
    let pieces = read_text(text);
    match (&whole, &pieces) {
        (Ok(root), Ok(pieces)) => assert_eq!(shown(&read(root)), shown(pieces)),
        // What is no object, the parser of whole files reads.
        (Ok(root), Err(_)) => assert!(!matches!(root, Value::Object(_)), "refused: {text}"),
        (Err(problems), Ok(_)) => panic!("taken for JSON: {problems:#?}\n{text}"),
        (Err(_), Err(_)) => {}
    }
    pieces.is_ok()
}

/// Every spec among the fixtures.
fn specs() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("openapi.json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_fixture_says_the_same_both_ways() {
    let read = specs().iter().filter(|text| agree(text)).count();
    assert!(read > 50, "{read}");
}

/// So many entries are read on several cores.
#[test]
fn a_large_spec_says_the_same_both_ways_with_and_without_mistakes() {
    let large = synth(NonZeroU32::new(150).unwrap(), 1).openapi;
    assert!(agree(&large));
    let mistaken = large.replace("\"x-effect\"", "\"x-affect\"").replace("\"int64\"", "\"int63\"");
    assert!(agree(&mistaken));
    assert!(!agree(&large[..large.len() - 3]));
    assert!(!agree(&large.replace("\"evidence\"", "\"page\"")));
}

#[test]
fn what_is_nested_too_deep_is_left_to_the_parser_of_whole_files() {
    let spec = |depth: usize| format!("{{\"paths\": {{\"/a\": {}{}}}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(agree(&spec(90)));
    for depth in [120, 400] {
        assert!(read_text(&spec(depth)).is_err());
        assert!(json::parse(&Source::new("x", spec(depth)), FileId::Spec).is_ok());
    }
    assert!(!agree(&spec(600)));
}

/// A change to a text. Indices are relative to what is left of it.
#[derive(Debug, Clone)]
enum Change {
    Insert(Index, &'static str),
    Remove(Index, usize),
    RepeatLines(Index, usize),
    RemoveLine(Index),
    CutOff(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let scraps = vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0070",
        "'",
        "null",
        "-1",
        "0x1",
        "1e",
        "TODO",
        "//",
        "/* */",
        "\"paths\": {},",
        "\"components\": {\"schemas\": {}},",
        "\"schemas\": 1,",
        "\u{feff}",
        "\u{a0}",
        "\u{b}",
        "书",
        "\n",
    ];
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), select(scraps)).prop_map(|(at, scrap)| Change::Insert(at, scrap)),
        2 => (index(), 1..6_usize).prop_map(|(at, many)| Change::Remove(at, many)),
        2 => (index(), 1..9_usize).prop_map(|(at, many)| Change::RepeatLines(at, many)),
        2 => index().prop_map(Change::RemoveLine),
        1 => index().prop_map(Change::CutOff),
    ]
}

fn changed(text: &str, change: &Change) -> String {
    let chars: Vec<char> = text.chars().collect();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if chars.is_empty() {
        return String::new();
    }
    match change {
        Change::Insert(at, scrap) => {
            let (before, after) = chars.split_at(at.index(chars.len() + 1));
            before.iter().chain(&scrap.chars().collect::<Vec<char>>()).chain(after).collect()
        }
        Change::Remove(at, many) => {
            let from = at.index(chars.len());
            chars[..from].iter().chain(chars.iter().skip(from + many)).collect()
        }
        Change::RepeatLines(at, many) => {
            let from = at.index(lines.len());
            let until = (from + many).min(lines.len());
            [&lines[..until], &lines[from..]].concat().concat()
        }
        Change::RemoveLine(at) => {
            let from = at.index(lines.len());
            [&lines[..from], &lines[from + 1..]].concat().concat()
        }
        Change::CutOff(at) => chars[..at.index(chars.len())].iter().collect(),
    }
}

/// JSON that is no spec, with the names that the reader looks for.
fn any_json() -> impl Strategy<Value = String> {
    let names = vec!["paths", "components", "schemas", "webhooks", "x-pathless-operations", "post", "a", "\\u0061", ""];
    let leaf = select(vec!["null", "true", "-1.5e3", "0", "\"\"", "\"a\\n\\\"\"", "\"书\"", "[ ]", "{\n}"]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 40, 5, move |inner| {
        let members = prop::collection::vec((select(names.clone()), inner.clone()), 0..5);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|elements| format!("[{}]", elements.join(" , "))),
            members.prop_map(|members| {
                let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\" :{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(drawn::config(800))]

    #[test]
    fn a_text_that_was_changed_says_the_same_both_ways(
        spec in select(specs()),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        agree(&changes.iter().fold(spec, |text, change| changed(&text, change)));
    }

    #[test]
    fn any_json_says_the_same_both_ways(text in any_json()) {
        agree(&text);
    }
}
