//! Files that a person's tools have spoiled: a merge, a word processor, an editor with another encoding. Every command that reads one
//! says which file it is, where, and what to do.

use crate::sandbox::{Ran, Sandbox};
use std::fs;

const GLOSSARY: &str = "{\n  \"terms\": {\n    \"图书\": {\"name\": \"Book\", \"words\": \"A book\"}\n  }\n}\n";

const PAGE: &str = "# Genre\n\n| Value | Description |\n|---|---|\n| 1 | 小说 |\n";

/// A spec with a glossary, and a page.
fn whole() -> Sandbox {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.write("spec/glossary.json", GLOSSARY);
    sandbox.write("page.md", PAGE);
    sandbox
}

/// What reads a file of the spec folder: the glossary is for people who read pages.
fn readers(file: &str) -> Vec<&'static str> {
    let mut all = vec!["fmt", "fmt --check", "distill page.md", "pull --from ."];
    if file != "spec/glossary.json" {
        all.extend([
            "codegen --out out",
            "codegen --check --out out",
            "lint",
            "coverage",
            "diff spec spec",
            "drift page.md",
        ]);
    }
    all
}

/// Runs all that reads a file; each has to refuse, to say all of it, and to leave everything as it is.
fn assert_told(sandbox: &Sandbox, file: &str, said: &[&str]) {
    let before = sandbox.files("spec");
    for command in readers(file) {
        let ran = sandbox.run(&format!("{command} --spec spec"));
        assert_refused(&ran, said);
        assert_eq!(sandbox.files("spec"), before, "{command} wrote something");
        assert!(sandbox.files("out").is_empty(), "{command} generated something");
    }
}

fn assert_refused(ran: &Ran, said: &[&str]) {
    assert_eq!(ran.code, 1, "{}", ran.shown());
    for said in said {
        assert!(ran.stderr.contains(said), "`{said}` is not said: {}", ran.shown());
    }
}

/// The number of the line that a text is on.
fn line(text: &str, of: &str) -> usize {
    text[..text.find(of).unwrap()].lines().count().max(1)
}

const FILES: [&str; 3] = ["spec/openapi.json", "spec/catalog.json", "spec/glossary.json"];

#[test]
fn what_a_merge_left_is_told_with_its_place_in_every_file() {
    for file in FILES {
        let sandbox = whole();
        let text = sandbox.read(file);
        let (first, rest) = text.split_once('\n').unwrap();
        sandbox.write(file, &format!("{first}\n<<<<<<< HEAD\n{rest}=======\n{rest}>>>>>>> theirs\n"));
        assert_told(&sandbox, file, &["a merge conflict begins here", &format!("--> {file}:2:1"), "`=======`"]);
        sandbox.write(file, &format!("{text}>>>>>>> theirs\n"));
        let place = format!("--> {file}:{}:1", text.lines().count() + 1);
        assert_told(&sandbox, file, &["a line that marks a merge conflict was left here", &place]);
    }
}

#[test]
fn quotes_of_a_word_processor_are_told_with_their_places_in_every_file() {
    for file in FILES {
        let sandbox = whole();
        let text = sandbox.read(file);
        let begin = text.find("\": \"").unwrap() + 3;
        let end = begin + 1 + text[begin + 1..].find('"').unwrap();
        let (value, at) = (&text[begin + 1..end], line(&text, &text[begin..end]));
        for (open, close, like) in [("“", "”", "“"), ("\"", "”", "”"), ("“", "\"", "“"), ("「", "」", "」")]
        {
            sandbox.write(file, &format!("{}{open}{value}{close}{}", &text[..begin], &text[end + 1..]));
            let said = format!("malformed JSON: `{like}` looks like `\"` and is another character");
            assert_told(&sandbox, file, &[&said, &format!("--> {file}:{at}:"), "write `\"`"]);
        }
    }
}

/// A text in an encoding: its name, the one that `iconv` has for it, and the bytes.
fn encodings(text: &str) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let marked =
        |bytes: fn(u16) -> [u8; 2]| bytes(0xfeff).into_iter().chain(text.encode_utf16().flat_map(bytes)).collect();
    // 图书 and 小说 are what is not ASCII here; a comment of the same in GBK makes any text one of GBK.
    let chinese: &[u8] = b"\xcd\xbc\xca\xe9\xd0\xa1\xcb\xb5";
    let gbk = text.bytes().filter(u8::is_ascii).chain(chinese.iter().copied()).collect();
    vec![
        ("UTF-16 (little-endian)", "UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16 (big-endian)", "UTF-16BE", wide(u16::to_be_bytes)),
        ("UTF-16 (little-endian)", "UTF-16LE", marked(u16::to_le_bytes)),
        ("UTF-16 (big-endian)", "UTF-16BE", marked(u16::to_be_bytes)),
        ("GBK or GB18030", "GB18030", gbk),
    ]
}

#[test]
fn another_encoding_is_named_with_how_to_convert_every_file() {
    for file in FILES {
        let sandbox = whole();
        for (name, known_as, bytes) in encodings(&sandbox.read(file)) {
            fs::write(sandbox.path(file), bytes).unwrap();
            let said = format!("iconv -f {known_as} -t UTF-8 {file}");
            assert_told(&sandbox, file, &[&format!("it looks like {name}"), &said]);
        }
    }
}

#[test]
fn another_encoding_is_named_for_pages_lists_lines_of_drift_and_lone_specs() {
    let sandbox = whole();
    for (name, known_as, bytes) in encodings(PAGE) {
        for (file, command) in [
            ("page.md", "distill page.md --spec spec"),
            ("seen.jsonl", "drift seen.jsonl --spec spec"),
            ("one.json", "diff one.json spec --spec spec"),
            ("site/page.md", "pull --from site --spec spec"),
            ("list/llms.txt", "pull --from list --spec spec"),
        ] {
            sandbox.write(file, "");
            fs::write(sandbox.path(file), &bytes).unwrap();
            let said = format!("iconv -f {known_as} -t UTF-8 {file}");
            assert_refused(&sandbox.run(command), &[&format!("it looks like {name}"), &said]);
        }
    }
}
