//! spec/README.md against the code: the profile that it describes is the profile that is read.

use crate::harness::{read, workspace};
use open_api_codegen::spec::openapi::keywords;
use open_api_codegen::text::json;
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn readme() -> String {
    read(&workspace().join("spec/README.md"))
}

#[test]
fn the_readme_lists_every_keyword_and_no_other() {
    let mut table = String::from("| in | keywords |\n|---|---|\n");
    for kind in keywords::ALL {
        let keywords: Vec<String> = kind.keywords.iter().map(|keyword| format!("`{keyword}`")).collect();
        let _ = writeln!(table, "| {} | {} |", kind.what, keywords.join(", "));
    }
    let readme = readme();
    let (_, rest) = readme.split_once("<!-- keywords:begin -->\n").unwrap();
    let (listed, _) = rest.split_once("<!-- keywords:end -->").unwrap();
    assert_eq!(listed, table, "write into spec/README.md:\n{table}");
}

#[test]
fn the_readme_explains_every_extension_with_an_example() {
    let readme = readme();
    let extensions: BTreeSet<&str> = keywords::ALL
        .iter()
        .flat_map(|kind| kind.keywords)
        .copied()
        .filter(|keyword| keyword.starts_with("x-"))
        .collect();
    for extension in extensions {
        let (_, rest) = readme.split_once(&format!("\n### `{extension}`\n")).unwrap_or_else(|| panic!("{extension}"));
        let section = rest.split_once("\n##").map_or(rest, |(section, _)| section);
        assert!(section.contains("```json\n") && section.contains(extension), "{extension} has no example");
    }
}

#[test]
fn the_examples_of_the_readme_are_json() {
    let readme = readme();
    let examples: Vec<&str> = readme
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(example, _)| example)
        .collect();
    assert!(examples.len() > 8);
    for example in examples {
        let source = Source::new("example", example);
        assert!(json::parse(&source, FileId::Spec).is_ok(), "{example}");
    }
}
