//! Whatever a spec says, the generator answers with diagnostics or with code, never with a panic.

use crate::drawn;
use crate::harness::Fixture;
use open_api_codegen::generate::emit;
use open_api_codegen::load;
use open_api_codegen::review::lint;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::spec::fmt;
use open_api_codegen::text::diag;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use proptest::prelude::*;

proptest! {
    #![proptest_config(drawn::config(400))]

    #[test]
    fn a_spec_with_one_value_changed_is_refused_or_generated(
        fixture in proptest::sample::select(Fixture::all("good")),
        at in any::<prop::sample::Index>(),
        change in change(),
    ) {
        let files = fixture.files();
        let mut tree = Tree::from(&json::parse(&files.spec, FileId::Spec).unwrap());
        let places = places(&tree);
        apply(&mut tree, at.get::<Vec<usize>>(&places), &change);
        survives(&SpecFiles { spec: Source::new("spec/openapi.json", tree.pretty()), ..files });
    }

    #[test]
    fn a_spec_cut_off_anywhere_is_refused(fixture in proptest::sample::select(Fixture::all("good")), at in any::<prop::sample::Index>()) {
        let files = fixture.files();
        let text: String = files.spec.text().to_owned();
        let mut end = at.index(text.trim_end().len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (api, found) = load::load(&SpecFiles { spec: Source::new("spec/openapi.json", &text[..end]), ..files });
        prop_assert!(api.is_none() && found.has_errors());
    }
}

fn survives(files: &SpecFiles) {
    if let Ok(root) = json::parse(&files.spec, FileId::Spec) {
        let _ = fmt::spec(&root);
    }
    let (api, found) = load::load(files);
    let _ = diag::render(&found, files, false);
    if let Some(api) = api.filter(|_| !found.has_errors()) {
        let _ = lint::run(&api, &files.spec);
        emit::emit(&api).unwrap();
    }
}

/// What is done to one value.
#[derive(Debug, Clone)]
enum Change {
    Replace(Tree),
    Remove,
    Double,
}

fn change() -> impl Strategy<Value = Change> {
    let words = ["", "x", "type", "#/components/schemas/Book", "9", "书", "a\nb", "TODO", "Book", "self", "_"];
    let replacement = prop_oneof![
        proptest::sample::select(words.to_vec()).prop_map(Tree::from),
        Just(Tree::Null),
        Just(Tree::Boolean(false)),
        Just(Tree::Number("-1e999".to_owned())),
        Just(Tree::Array(Vec::new())),
        Just(Tree::Object(Vec::new())),
    ];
    prop_oneof![4 => replacement.prop_map(Change::Replace), 1 => Just(Change::Remove), 1 => Just(Change::Double)]
}

/// The way to every value: the places of the entries to go through.
fn places(tree: &Tree) -> Vec<Vec<usize>> {
    let below: Vec<&Tree> = match tree {
        Tree::Object(entries) => entries.iter().map(|(_, value)| value).collect(),
        Tree::Array(elements) => elements.iter().collect(),
        _ => Vec::new(),
    };
    let mut all = vec![Vec::new()];
    for (at, value) in below.into_iter().enumerate() {
        all.extend(places(value).into_iter().map(|rest| [vec![at], rest].concat()));
    }
    all
}

fn apply(tree: &mut Tree, place: &[usize], change: &Change) {
    let [at, rest @ ..] = place else {
        if let Change::Replace(value) = change {
            *tree = value.clone();
        }
        return;
    };
    match (tree, rest, change) {
        (Tree::Object(entries), [], Change::Remove) => _ = entries.remove(*at),
        (Tree::Array(elements), [], Change::Remove) => _ = elements.remove(*at),
        (Tree::Object(entries), [], Change::Double) => {
            entries.push((entries[*at].0.to_uppercase(), entries[*at].1.clone()));
        }
        (Tree::Array(elements), [], Change::Double) => elements.push(elements[*at].clone()),
        (Tree::Object(entries), ..) => apply(&mut entries[*at].1, rest, change),
        (Tree::Array(elements), ..) => apply(&mut elements[*at], rest, change),
        _ => {}
    }
}
