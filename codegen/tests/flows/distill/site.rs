//! The catalog held against a site: what is said of new, moved, renamed and gone pages, and what is written.

use open_api_codegen::distill::site::PageId;
use open_api_codegen::distill::site::inventory::{Held, Kind, Rules, SitePage, hold};
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use proptest::prelude::*;

const CATALOG: &str = r#"{
  "introduction": { "title": "Hello", "page": "1m0" },
  "operations": [
    { "id": "books.list", "section": "Book / Shelf", "title": "List", "method": "POST", "effect": "read", "page": "2e0" },
    { "id": "books.get", "section": "Book / Shelf", "title": "Get", "method": "POST", "effect": "read" },
    { "id": "loans.get", "section": "Loan", "title": "Get", "effect": "read" }
  ],
  "constants": [ { "id": "LoanState", "section": "Loan", "title": "State" } ],
  "webhooks": [ { "id": "loan", "section": "Loan Notify", "title": "Loan Notify" } ]
}"#;

fn catalog() -> Tree {
    Tree::from(&json::parse(&Source::new("catalog.json", CATALOG), FileId::Catalog).unwrap())
}

fn page(id: &str, folder: &str, title: &str) -> SitePage {
    let levels = folder.split(" > ").filter(|level| !level.is_empty());
    SitePage {
        id: PageId::parse(id),
        title: Some(title.to_owned()),
        folder: Some(levels.map(str::to_owned).collect()),
        ..SitePage::default()
    }
}

fn held(pages: &[SitePage]) -> Held {
    hold(&catalog(), pages, Rules { has_list: false, prune: false, is_used: &|_, _| false })
}

fn changes(pages: &[SitePage]) -> Vec<String> {
    held(pages).changes.iter().map(ToString::to_string).collect()
}

#[test]
fn what_the_site_says_as_the_catalog_does_changes_nothing() {
    let held = held(&[page("1m0", "", "Hello"), page("2e0", "Api > Book > Shelf", " list ")]);
    assert_eq!((held.changes.len(), held.catalog), (0, catalog()));
}

#[test]
fn an_entry_gets_the_id_of_the_page_that_stands_where_it_stands_and_is_called_so() {
    let pages = [
        page("3e0", "Api > Book > Shelf", "Get"),
        page("4e0", "Api > Loan", "Get"),
        page("5m0", "Constant Declaration > Loan", "State"),
        page("6f0", "Webhook", "Loan Notify"),
    ];
    let expected = [
        "+ books.get: its page is 3e0",
        "+ loans.get: its page is 4e0",
        "+ LoanState: its page is 5m0",
        "+ loan: its page is 6f0",
    ];
    assert_eq!(changes(&pages), expected);
    assert!(held(&pages).waiting.is_empty());
}

#[test]
fn a_page_that_moved_or_has_another_title_is_the_same_page_by_its_id() {
    let pages = [page("2e0", "Api > Loan > Old", "List all"), page("1m0", "", "Welcome")];
    let held = held(&pages);
    let entry = &held.catalog.get("operations").unwrap().elements()[0];
    assert_eq!(entry.get("section").and_then(Tree::text), Some("Loan / Old"));
    assert_eq!(entry.get("title").and_then(Tree::text), Some("List all"));
    assert_eq!(
        changes(&pages),
        [
            "~ introduction: renamed from Hello to Welcome",
            "~ books.list: moved from Book / Shelf to Loan / Old",
            "~ books.list: renamed from List to List all"
        ]
    );
}

#[test]
fn a_new_page_becomes_an_entry_that_waits_for_an_id_behind_the_others_of_its_section() {
    let method = Some("GET".to_owned());
    let pages = [
        SitePage { method, ..page("7e0", "Api > Book > Shelf", "Burn") },
        page("8m0", "Webhook > Loan Notify", "Late"),
    ];
    let held = held(&pages);
    assert_eq!(
        changes(&pages),
        ["+ new in operations: Book / Shelf / Burn (7e0)", "+ new in webhooks: Loan Notify / Late (8m0)"]
    );
    insta::assert_snapshot!(held.catalog.get("operations").unwrap().elements()[2].pretty(), @r#"
    {
      "id": "TODO: an id of our own, resource.action (Burn, 7e0)",
      "section": "Book / Shelf",
      "title": "Burn",
      "method": "GET",
      "effect": "TODO: read, write or money; the stronger one when in doubt",
      "page": "7e0"
    }
    "#);
    assert_eq!(held.waiting.into_iter().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn an_equal_title_elsewhere_is_a_question_and_no_entry() {
    let pages = [page("3e0", "Api > Archive", "Get")];
    assert_eq!(
        changes(&pages),
        ["? Get (3e0) in Api / Archive may be books.get or loans.get: write its page id there, or add an entry"]
    );
    assert_eq!(held(&pages).catalog, catalog());
}

#[test]
fn a_link_to_another_site_is_no_page_of_this_one() {
    let pages = [SitePage { is_elsewhere: true, ..page("7e0", "Api > Book > Shelf", "Burn") }];
    let held = held(&pages);
    assert!(held.changes.is_empty() && held.waiting.is_empty() && held.catalog == catalog());
}

#[test]
fn a_text_is_no_entry_and_what_reading_it_found_decides() {
    let prose = page("9m0", "Guides", "How to");
    assert_eq!(held(std::slice::from_ref(&prose)).texts.into_iter().collect::<Vec<_>>(), [0]);
    let read = SitePage { kind: Some(Kind::Constant), ..prose };
    assert_eq!(changes(&[read]), ["+ new in constants: Guides / How to (9m0)"]);
}

#[test]
fn a_saved_page_that_nobody_lists_is_left_to_what_reading_it_finds() {
    let saved = SitePage { title: Some("Get".to_owned()), kind: Some(Kind::Operation), ..SitePage::default() };
    let held = held(&[saved]);
    assert!(held.changes.is_empty() && held.waiting.is_empty() && held.texts.is_empty());
}

#[test]
fn a_page_that_is_gone_is_told_and_its_entry_goes_only_if_that_is_asked_for_and_the_spec_has_nothing_of_it() {
    let pages = [SitePage { is_gone: true, ..page("2e0", "", "List") }];
    let hold = |prune, used: bool| {
        let held = hold(&catalog(), &pages, Rules { has_list: false, prune, is_used: &|_, _| used });
        (held.changes[0].to_string(), held.catalog == catalog())
    };
    assert_eq!(hold(true, false), ("- books.list: List (2e0) is gone".to_owned(), false));
    let stays = "? 1 of the operations are no longer on the site; `--prune` takes those out of which the spec has nothing: books.list (2e0)";
    assert_eq!(hold(true, true), (stays.to_owned(), true));
    assert_eq!(hold(false, false), (stays.to_owned(), true));
}

#[test]
fn what_a_list_does_not_name_is_told_only_where_there_is_a_list() {
    let told = hold(&catalog(), &[], Rules { has_list: true, prune: true, is_used: &|_, _| false });
    assert_eq!(told.changes.len(), 3, "a line for each list of the catalog");
    assert_eq!(
        told.changes[0].to_string(),
        "? 3 of the operations are not on the site's list where the catalog has them: books.list, books.get, loans.get"
    );
    assert_eq!(told.catalog, catalog(), "and nothing goes");
}

proptest! {
    /// Pages as a site may have them: the second time there is nothing left to change, and no entry of the catalog is lost.
    #[test]
    fn held_twice_changes_nothing_more(
        pages in prop::collection::vec(
            (1_u32..12, "[emf]0", "(Api|Webhook|Constant Declaration|Guides)?( > (Book|Loan|Loan Notify|Shelf)){0,2}", "(List|Get|State|Loan Notify|New)"),
            0..12,
        )
    ) {
        let mut seen = std::collections::BTreeSet::new();
        let pages: Vec<SitePage> = pages
            .iter()
            .filter(|(number, kind, ..)| seen.insert((*number, kind.clone())))
            .map(|(number, kind, folder, title)| page(&format!("{number}{kind}"), folder, title))
            .collect();
        let rules = Rules { has_list: true, prune: false, is_used: &|_, _| false };
        let first = hold(&catalog(), &pages, rules);
        let second = hold(&first.catalog, &pages, rules);
        prop_assert_eq!(&second.catalog, &first.catalog);
        prop_assert!(second.changes.iter().all(|change| change.to_string().starts_with('?')), "{:?}", second.changes);
        for kind in ["operations", "constants", "webhooks"] {
            let ids = |catalog: &Tree| -> Vec<String> {
                let entries = catalog.get(kind).unwrap().elements();
                entries.iter().filter_map(|entry| entry.get("id").and_then(Tree::text)).map(str::to_owned).collect()
            };
            let kept: Vec<String> = ids(&first.catalog).into_iter().filter(|id| !id.starts_with("TODO")).collect();
            prop_assert_eq!(kept, ids(&catalog()));
        }
    }
}
