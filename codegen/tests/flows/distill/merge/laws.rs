//! What holds for any page, however it was mutilated: no panic, nothing half, and the second time changes nothing.

use super::harness::{SKELETON, Tables, is_readable, root, tree};
use crate::drawn;
use open_api_codegen::distill::merge::Outcome;
use open_api_codegen::spec::fmt;
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::read(&root()));

/// Every fixture page.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut folders: Vec<_> = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().filter_map(|folder| fs::read_to_string(folder.join("page.md")).ok()).collect()
});

/// What happens to a page on its way through a clipboard.
#[derive(Debug, Clone)]
pub(crate) enum Mutation {
    CutAt(usize),
    DropLine(usize),
    DoubleLine(usize),
    SwapLines(usize, usize),
    Insert(usize, String),
}

pub(crate) fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        any::<usize>().prop_map(Mutation::CutAt),
        any::<usize>().prop_map(Mutation::DropLine),
        any::<usize>().prop_map(Mutation::DoubleLine),
        any::<(usize, usize)>().prop_map(|(a, b)| Mutation::SwapLines(a, b)),
        (any::<usize>(), "\\PC{0,8}").prop_map(|(at, text)| Mutation::Insert(at, text)),
    ]
}

pub(crate) fn mutate(page: &str, mutations: &[Mutation]) -> String {
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    for mutation in mutations {
        let many = lines.len().max(1);
        match mutation {
            Mutation::CutAt(at) => lines.truncate(at % many + 1),
            Mutation::DropLine(at) if at % many < lines.len() => drop(lines.remove(at % many)),
            Mutation::DoubleLine(at) if at % many < lines.len() => lines.insert(at % many, lines[at % many].clone()),
            Mutation::SwapLines(a, b) if !lines.is_empty() => lines.swap(a % many, b % many),
            Mutation::Insert(at, text) => {
                if let Some(line) = lines.get_mut(at % many) {
                    let at = line.char_indices().nth(at % 16).map_or(line.len(), |(at, _)| at);
                    line.insert_str(at, text);
                }
            }
            _ => {}
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(drawn::config(200))]

    #[test]
    fn a_mutilated_page_is_written_whole_or_not_at_all(
        first in any::<prop::sample::Index>(),
        second in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 0..6),
    ) {
        let start = TABLES.distill(&tree(SKELETON), &[first.get::<String>(&PAGES).as_str()], false).spec;
        let page = mutate(second.get::<String>(&PAGES), &mutations);
        let distilled = TABLES.distill(&start, &[page.as_str()], false);
        if distilled.has_errors() {
            prop_assert_eq!(&distilled.spec, &start);
        } else {
            prop_assert!(is_readable(&distilled.spec), "{}", fmt::tree(distilled.spec.clone()));
            let again = TABLES.distill(&distilled.spec, &[page.as_str()], false);
            prop_assert_eq!(&again.pages[0].changes, &[]);
            let pruned = TABLES.distill(&start, &[page.as_str()], true);
            prop_assert!(is_readable(&pruned.spec));
        }
    }
}

proptest! {
    #![proptest_config(drawn::config(60))]

    #[test]
    fn the_order_of_the_pages_means_nothing_and_a_page_that_fails_holds_up_no_other(
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 2..6),
        mutations in prop::collection::vec(mutation(), 0..3),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut pages: Vec<String> = chosen.iter().map(|page| page.get::<String>(&PAGES).clone()).collect();
        pages[0] = mutate(&pages[0], &mutations);
        let given = |pages: &[String]| {
            let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
            TABLES.distill(&tree(SKELETON), &texts, false)
        };
        let distilled = given(&pages);
        prop_assert!(is_readable(&distilled.spec), "{}", fmt::tree(distilled.spec.clone()));
        let failed: Vec<bool> = distilled.pages.iter().map(Outcome::has_errors).collect();
        let mut turned = pages.clone();
        turned.rotate_left(turn.index(pages.len()));
        turned.reverse();
        prop_assert_eq!(fmt::tree(given(&turned).spec), fmt::tree(distilled.spec.clone()));
        let whole: Vec<String> = pages.iter().zip(&failed).filter(|(_, failed)| !**failed).map(|(page, _)| page.clone()).collect();
        prop_assert_eq!(fmt::tree(given(&whole).spec), fmt::tree(distilled.spec));
    }
}
