//! The workspace's own spec: what it becomes, and that the committed client is exactly that, however the spec is written.

use crate::drawn;
use crate::harness::{assert_beside, generate, real_spec, workspace};
use open_api_codegen::generate::files::OnDisk;
use open_api_codegen::generate::fresh;
use open_api_codegen::review::lint;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use proptest::prelude::*;
use std::path::Path;

#[test]
fn every_generated_file_is_a_snapshot() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/generated");
    let generated = generate(&real_spec());
    for (path, text) in &generated.0 {
        assert_beside(&folder, &path.replace('/', "__"), text);
    }
    let mut kept: Vec<String> =
        OnDisk::read(&folder).unwrap().0.into_keys().map(|name| name.replace("__", "/").replace(".snap", "")).collect();
    kept.sort();
    assert_eq!(kept, generated.0.into_keys().collect::<Vec<_>>(), "a snapshot of a file that is no longer generated");
}

#[test]
fn the_committed_client_is_what_the_spec_generates() {
    let on_disk = OnDisk::read(&workspace().join("generated-client/src/generated")).unwrap();
    let generated = generate(&real_spec());
    for finding in fresh::compare(&generated, &on_disk) {
        assert_eq!(finding.problem, None, "{}: run `cargo xtask codegen`", finding.path);
    }
    assert_eq!(on_disk.0.len(), generated.0.len(), "the folder holds a file that is not generated");
}

#[test]
fn the_committed_spec_has_no_problem_and_no_finding() {
    let files = real_spec();
    let found = lint::run(&crate::harness::api(&files), &files.spec);
    assert!(found.is_empty(), "{}", open_api_codegen::text::diag::render(&found, &files, false));
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    assert_eq!(generate(&real_spec()), generate(&real_spec()));
}

proptest! {
    #![proptest_config(drawn::config(24))]

    /// The order of `properties` is the documents' order of fields and has meaning; no other order has.
    #[test]
    fn the_order_of_keys_changes_nothing(seed in any::<u64>()) {
        let files = real_spec();
        let mut shuffle = Shuffle(seed);
        let permuted = SpecFiles {
            spec: permute(&files.spec, FileId::Spec, &mut shuffle),
            catalog: permute(&files.catalog, FileId::Catalog, &mut shuffle),
        };
        prop_assert_eq!(generate(&permuted), generate(&files));
    }

    #[test]
    fn the_canonical_form_is_its_own_canonical_form_and_says_the_same(seed in any::<u64>()) {
        let files = real_spec();
        let permuted = permute(&files.spec, FileId::Spec, &mut Shuffle(seed));
        let canonical = format(&permuted);
        let files = |text: &str| SpecFiles { spec: Source::new("spec/openapi.json", text), ..files.clone() };
        prop_assert_eq!(&format(&Source::new("x", canonical.clone())), &canonical);
        prop_assert_eq!(generate(&files(&canonical)), generate(&files(permuted.text())));
    }
}

fn format(source: &Source) -> String {
    fmt::spec(&json::parse(source, FileId::Spec).unwrap())
}

/// The same JSON, every object's keys in another order but those of `properties`.
fn permute(source: &Source, file: FileId, shuffle: &mut Shuffle) -> Source {
    let mut tree = Tree::from(&json::parse(source, file).unwrap());
    permute_tree(&mut tree, "", shuffle);
    Source::new(source.name(), tree.pretty())
}

fn permute_tree(tree: &mut Tree, key: &str, shuffle: &mut Shuffle) {
    match tree {
        Tree::Object(entries) => {
            for (key, value) in &mut *entries {
                permute_tree(value, key, shuffle);
            }
            if key != "properties" {
                shuffle.apply(entries);
            }
        }
        Tree::Array(elements) => {
            for element in elements {
                permute_tree(element, "", shuffle);
            }
        }
        _ => {}
    }
}

/// A shuffle that a seed decides, so that a failing order can be had again.
struct Shuffle(u64);

impl Shuffle {
    fn apply<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let choices = u64::try_from(last + 1).unwrap();
            items.swap(last, usize::try_from((self.0 >> 33) % choices).unwrap());
        }
    }
}
