//! A folder a page: `tests/fixtures/page/<case>/page.txt` or `page.md`, and a snapshot of everything read from it.

use super::show;
use open_api_codegen::distill::page;
use std::path::Path;

/// Every fixture page by its case's name, in order.
pub(crate) fn pages() -> std::io::Result<Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/page");
    let mut pages = Vec::new();
    for case in std::fs::read_dir(root)? {
        let case = case?;
        if case.file_type()?.is_dir() {
            let page = ["page.txt", "page.md"].map(|name| case.path().join(name));
            let page = page.into_iter().find(|page| page.exists()).ok_or(std::io::ErrorKind::NotFound)?;
            pages.push((case.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(page)?));
        }
    }
    pages.sort();
    Ok(pages)
}

#[test]
fn every_fixture_page_gives_the_model_and_the_findings_of_its_snapshot() -> std::io::Result<()> {
    let pages = pages()?;
    assert!(pages.len() >= 25, "only {} fixture pages", pages.len());
    for (case, text) in pages {
        show::snapshot(&case, &show::parsed(&page::parse(&text)));
    }
    Ok(())
}

#[test]
fn what_an_example_holds_is_in_no_message_and_in_no_debug_output() -> std::io::Result<()> {
    let secret = "not-a-real-key";
    let mut seen = 0;
    for (case, text) in pages()? {
        seen += text.matches(secret).count();
        let debug = format!("{:?}", page::parse(&text));
        assert!(!debug.contains(secret), "{case} shows the key of its example");
    }
    assert!(seen > 5, "the fixtures' examples hold a key");
    Ok(())
}

#[test]
fn a_table_in_a_quote_says_what_it_says_alone() -> std::io::Result<()> {
    let mut quoted = 0;
    for (case, text) in pages()? {
        for mark in ["> ", ">", ">> "] {
            let line = |line: &str| if line.starts_with('|') { format!("{mark}{line}") } else { line.to_owned() };
            let other: Vec<String> = text.split('\n').map(line).collect();
            let other = other.join("\n");
            quoted += usize::from(other != text);
            assert_eq!(show::facts(&page::parse(&other)), show::facts(&page::parse(&text)), "{case}");
        }
    }
    assert!(quoted > 20, "the fixtures have tables");
    Ok(())
}
