//! A file a case: `tests/fixtures/export/*`, and a snapshot of everything read from it.

use super::forms;
use crate::distill::page::show;
use std::fs;
use std::path::Path;

/// Every fixture by its file's name, in order.
pub(crate) fn fixtures() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/export");
    let files = fs::read_dir(root).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<(String, String)> = files
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&file).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_fixture_gives_the_pages_and_the_findings_of_its_snapshot() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 10, "only {} fixtures", fixtures.len());
    for (name, text) in fixtures {
        let pages: Vec<String> = forms::read(&text).iter().map(show::parsed).collect();
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            snapshot_path => "../../../snapshots/export",
        }, {
            insta::assert_snapshot!(name.replace('.', "-"), pages.join("\n────\n"));
        });
    }
}

#[test]
fn what_an_example_holds_is_in_no_message_and_in_no_debug_output() {
    let secret = "not-a-real-key";
    let mut seen = 0;
    for (name, text) in fixtures() {
        seen += text.matches(secret).count();
        assert!(!format!("{:?}", forms::read(&text)).contains(secret), "{name} shows the key of its example");
    }
    assert!(seen > 2, "the fixtures' examples hold a key");
}
