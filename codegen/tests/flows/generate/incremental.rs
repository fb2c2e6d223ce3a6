//! What a run that remembers the last one promises: the bytes of a run that remembers nothing.

use open_api_codegen::generate::emit::{self, Made};
use open_api_codegen::load;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::synth::synth;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// How often each keyword is changed, and how often it is removed.
const OF_EACH: usize = 1;

#[test]
fn a_file_whose_inputs_keep_their_number_keeps_its_bytes_whatever_else_changes() {
    let spec = synth(NonZeroU32::new(3).expect("some operations"), 5);
    let base = made(&spec.openapi, &spec.catalog).expect("a made-up spec has no errors");
    let root = Source::new("openapi.json", spec.openapi);
    let tree = Tree::from(&json::parse(&root, FileId::Spec).expect("it is JSON"));
    let mut tried = BTreeMap::new();
    let mut changed = 0;
    for_each_change(&tree, &mut Vec::new(), &mut tried, &mut |path, change| {
        let mut tree = tree.clone();
        apply(&mut tree, path, change);
        let text = tree.pretty();
        // A change that makes the spec invalid makes no files.
        let Some(after) = made(&text, &spec.catalog) else {
            return;
        };
        for (path_of_file, file) in &after {
            let Some(before) = base.get(path_of_file).filter(|before| before.input == file.input) else {
                changed += 1;
                continue;
            };
            assert_eq!(before.text, file.text, "{path_of_file} after {change:?} of {path:?}");
        }
    });
    assert!(changed > 100, "only {changed} files changed in all");
}

#[test]
fn a_line_more_in_the_spec_changes_no_inputs() {
    let spec = synth(NonZeroU32::new(3).expect("some operations"), 5);
    let moved = format!("\n\n{}", spec.openapi);
    assert_eq!(made(&spec.openapi, &spec.catalog), made(&moved, &spec.catalog));
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Alter,
    Remove,
}

fn made(spec: &str, catalog: &str) -> Option<BTreeMap<String, Made>> {
    let files = SpecFiles { spec: Source::new("openapi.json", spec), catalog: Source::new("catalog.json", catalog) };
    let (api, found) = load::load(&files);
    let api = api.filter(|_| !found.has_errors())?;
    let made = emit::emit_unknown(&api, |_, _| false).expect("tokens that are Rust");
    Some(made.into_iter().map(|file| (file.path.clone(), file)).collect())
}

/// Visits places of the spec: some of each keyword, to be altered and to be removed.
fn for_each_change(
    tree: &Tree,
    path: &mut Vec<usize>,
    tried: &mut BTreeMap<(String, Change), usize>,
    visit: &mut impl FnMut(&[usize], Change),
) {
    let children: Vec<(&str, &Tree)> = match tree {
        Tree::Object(entries) => entries.iter().map(|(key, value)| (key.as_str(), value)).collect(),
        Tree::Array(elements) => elements.iter().map(|value| ("[]", value)).collect(),
        _ => return,
    };
    for (at, (key, child)) in children.into_iter().enumerate() {
        path.push(at);
        let is_leaf = !matches!(child, Tree::Object(_) | Tree::Array(_));
        for change in [Change::Alter, Change::Remove].into_iter().filter(|change| is_leaf || *change == Change::Remove)
        {
            let times = tried.entry((key.to_owned(), change)).or_default();
            *times += 1;
            if *times <= OF_EACH {
                visit(path, change);
            }
        }
        for_each_change(child, path, tried, visit);
        path.pop();
    }
}

fn apply(tree: &mut Tree, path: &[usize], change: Change) {
    let [at, rest @ ..] = path else {
        return;
    };
    if rest.is_empty() && change == Change::Remove {
        match tree {
            Tree::Object(entries) => _ = entries.remove(*at),
            Tree::Array(elements) => _ = elements.remove(*at),
            _ => {}
        }
        return;
    }
    let child = match tree {
        Tree::Object(entries) => &mut entries[*at].1,
        Tree::Array(elements) => &mut elements[*at],
        _ => return,
    };
    match child {
        Tree::Text(text) if rest.is_empty() => text.push_str("More"),
        Tree::Number(text) if rest.is_empty() => text.insert(0, '7'),
        Tree::Boolean(value) if rest.is_empty() => *value = !*value,
        child => apply(child, rest, change),
    }
}
