//! One rule a folder. Beside its snapshot, every fixture has to keep the laws: distilled again, nothing changes; with an
//! error, nothing changed; and what is written can be read.

use super::harness::{SKELETON, Tables, assert_beside, errors, is_readable, root, shown, tree};
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::Tree;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The spec that a fixture's page is brought into.
fn before(folder: &Path, tables: &Tables) -> Tree {
    let mut earlier: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    earlier.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("before-"));
    earlier.sort();
    let texts: Vec<String> = earlier.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let distilled = tables.distill(&tree(SKELETON), &texts, false);
    assert!(!distilled.has_errors(), "{}: {:?}", folder.display(), distilled.pages);
    let mut text = fmt::tree(distilled.spec);
    if let Ok(edits) = fs::read_to_string(folder.join("edits.json")) {
        for edit in tree(&edits).elements() {
            let [Tree::Text(from), Tree::Text(to)] = edit.elements() else { panic!("an edit is two texts") };
            assert!(text.contains(from), "{}: nothing to edit: {from}", folder.display());
            text = text.replacen(from, to, 1);
        }
    }
    tree(&text)
}

#[test]
fn every_fixture_gives_its_snapshot_and_keeps_the_laws() {
    let tables = Tables::read(&root());
    let mut folders: Vec<_> = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 25, "only {} fixtures", folders.len());
    for folder in folders {
        let before = before(&folder, &tables);
        let page = fs::read_to_string(folder.join("page.md")).unwrap();
        let distilled = tables.distill(&before, &[&page], false);
        let mut text = shown(&tables, &before, &page, &distilled);
        if distilled.has_errors() {
            assert_eq!(distilled.spec, before, "{}: an error changes nothing", folder.display());
            assert_beside(&folder, "outcome", &text);
            continue;
        }
        let again = tables.distill(&distilled.spec, &[&page], false);
        assert_eq!(again.pages[0].changes, [], "{}: a second time changes nothing", folder.display());
        assert_eq!(fmt::tree(again.spec), fmt::tree(distilled.spec.clone()), "{}", folder.display());
        assert!(is_readable(&distilled.spec), "{}: what is written is by the profile", folder.display());
        let refused = errors(&tables, &distilled.spec);
        if !refused.is_empty() {
            let _ = writeln!(text, "── what codegen refuses\n{}", refused.trim_end());
        }
        let removals = distilled.pages[0].mapped.as_ref().is_some_and(|mapped| !mapped.removals.is_empty());
        if removals {
            let pruned = tables.distill(&before, &[&page], true);
            let _ = write!(text, "══ with --prune\n{}", shown(&tables, &before, &page, &pruned));
            if pruned.has_errors() {
                assert_eq!(pruned.spec, before, "{}: an error changes nothing", folder.display());
                assert_beside(&folder, "outcome", &text);
                continue;
            }
            let again = tables.distill(&pruned.spec, &[&page], true);
            assert!(!again.disagrees(), "{}: after pruning spec and page agree", folder.display());
            assert!(is_readable(&pruned.spec), "{}: what is pruned is by the profile", folder.display());
        }
        assert_beside(&folder, "outcome", &text);
    }
}
