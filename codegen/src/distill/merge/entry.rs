//! Which entry of the catalog a page is: by the site's id of it, else by title, and by section where titles repeat.

use super::problem::Problem;
use crate::distill::page::model::{Body, Page};
use crate::distill::page::{At, Span};
use crate::spec::catalog::{Catalog, CatalogEntry, CatalogOperation};
use crate::text::fold::{is_same, without_space};
use std::collections::BTreeMap;

/// The most entries that a message lists.
const MOST_LISTED: usize = 12;

/// The catalog's entries, to be found by the site's ids and by titles.
pub(super) struct Entries<'c> {
    kinds: [Kind<'c>; 3],
    operations: BTreeMap<&'c str, &'c CatalogOperation>,
}

/// The entries of one kind of pages.
struct Kind<'c> {
    all: Vec<&'c CatalogEntry>,
    by_page: BTreeMap<&'c str, usize>,
    by_title: BTreeMap<String, Vec<usize>>,
}

impl<'c> Kind<'c> {
    fn of(all: Vec<&'c CatalogEntry>) -> Self {
        let (mut by_page, mut by_title) = (BTreeMap::new(), BTreeMap::<String, Vec<usize>>::new());
        for (at, entry) in all.iter().enumerate() {
            if let Some(page) = entry.page.as_deref() {
                by_page.entry(page).or_insert(at);
            }
            by_title.entry(without_space(&entry.title)).or_default().push(at);
        }
        Self { all, by_page, by_title }
    }
}

impl<'c> Entries<'c> {
    pub(super) fn of(catalog: &'c Catalog) -> Self {
        let constants = catalog.constants.iter().collect();
        let operations = catalog.operations.iter().map(|operation| &operation.entry).collect();
        let webhooks = catalog.webhooks.iter().collect();
        let known = catalog.operations.iter().rev().map(|operation| (operation.entry.id.value.as_str(), operation));
        Self { kinds: [constants, operations, webhooks].map(Kind::of), operations: known.collect() }
    }

    /// The operation with an id of ours.
    pub(super) fn operation(&self, id: &str) -> Option<&'c CatalogOperation> {
        self.operations.get(id).copied()
    }

    /// The page's entry, or why there is none.
    pub(super) fn find(&self, page: &Page) -> Result<&'c CatalogEntry, Box<Problem>> {
        let kind = &self.kinds[kind(page)];
        self.place(page).map(|at| kind.all[at])
    }

    /// Constants first, since the others refer to them, then operations and events; by the catalog's order among their like.
    pub(super) fn rank(&self, page: &Page) -> Option<(usize, usize)> {
        Some((kind(page), self.place(page).ok()?))
    }

    /// The same of the page that something in the spec came from, if the catalog tells which it is.
    pub(super) fn rank_of(&self, page: Option<&str>, title: Option<&str>) -> Option<(usize, usize)> {
        let by_page = |kind: &Kind<'_>| kind.by_page.get(page?).copied();
        let by_title = |kind: &Kind<'_>| match kind.by_title.get(&without_space(title?))?.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let find = |place: &dyn Fn(&Kind<'_>) -> Option<usize>| {
            self.kinds.iter().enumerate().find_map(|(at, kind)| Some((at, place(kind)?)))
        };
        find(&by_page).or_else(|| find(&by_title))
    }

    fn place(&self, page: &Page) -> Result<usize, Box<Problem>> {
        find(page, &self.kinds[kind(page)])
    }
}

/// Which of the kinds a page is of.
const fn kind(page: &Page) -> usize {
    match &page.body {
        Body::Constant(_) => 0,
        Body::Operation(_) => 1,
        Body::Webhook(_) => 2,
    }
}

fn find(page: &Page, kind: &Kind<'_>) -> Result<usize, Box<Problem>> {
    if let Some(at) = page.id.as_ref().and_then(|id| kind.by_page.get(id.value.as_str())) {
        return Ok(*at);
    }
    let Some(title) = &page.title else {
        return Err(Box::new(Problem::error(
            "catalog-entry-unknown",
            start(),
            "without a title the page cannot be found in the catalog",
            "copy the page again, its title included",
        )));
    };
    let titled = kind.by_title.get(&without_space(&title.value)).map_or(&[][..], Vec::as_slice);
    let at = match titled {
        [] => return Err(Box::new(unknown(title, &kind.all))),
        [one] => *one,
        several => by_section(page, title, several, &kind.all)?,
    };
    let entry = kind.all[at];
    match (&page.id, &entry.page) {
        (Some(given), Some(known)) if given.value != *known => Err(Box::new(Problem::error(
            "page-id-differs",
            given.span,
            format!(
                "the page's id is {}, and the catalog has {known} for {} ({})",
                given.value, entry.id.value, entry.title
            ),
            "correct the id in catalog.json, or in the page's first line",
        ))),
        _ => Ok(at),
    }
}

fn by_section(
    page: &Page,
    title: &At<String>,
    several: &[usize],
    all: &[&CatalogEntry],
) -> Result<usize, Box<Problem>> {
    let section: Vec<&str> = page.section.iter().map(|part| part.value.as_str()).collect();
    let fits = |at: &usize| {
        let parts: Vec<&str> = all[*at].section.split(" / ").collect();
        // A breadcrumb shows only the innermost headings of a long path.
        !section.is_empty()
            && parts.len() >= section.len()
            && parts.iter().rev().zip(section.iter().rev()).all(|(a, b)| is_same(a, b))
    };
    let mut fitting: Vec<usize> = several.iter().copied().filter(fits).collect();
    let whole = section.join(" / ");
    if let [exact] = fitting.iter().copied().filter(|at| is_same(&all[*at].section, &whole)).collect::<Vec<_>>()[..] {
        fitting = vec![exact];
    }
    match fitting.as_slice() {
        [one] => Ok(*one),
        _ => {
            let stands = if section.is_empty() {
                "the page does not say where it stands".to_owned()
            } else {
                format!("the page stands under {}", section.join(" / "))
            };
            Err(Box::new(Problem::error(
                "catalog-entry-ambiguous",
                title.span,
                format!(
                    "the catalog has `{}` several times and {stands}: {}",
                    title.value,
                    listed(&several.iter().map(|at| all[*at]).collect::<Vec<_>>())
                ),
                "copy the navigation above the title too, or put `<!-- page ID (Area / Section / Title) -->` into the page's first line",
            )))
        }
    }
}

fn unknown(title: &At<String>, entries: &[&CatalogEntry]) -> Problem {
    let near: Vec<&CatalogEntry> = entries
        .iter()
        .copied()
        .filter(|entry| entry.title.contains(&title.value) || title.value.contains(&entry.title))
        .collect();
    let candidates = if near.is_empty() { entries } else { &near };
    Problem::error(
        "catalog-entry-unknown",
        title.span,
        format!("the catalog has no page `{}` of this kind; it has {}", title.value, listed(candidates)),
        "if the documentation has a new page, add it to catalog.json; else correct the title",
    )
}

fn listed(entries: &[&CatalogEntry]) -> String {
    let one = |entry: &&CatalogEntry| format!("{} ({} / {})", entry.id.value, entry.section, entry.title);
    let shown: Vec<String> = entries.iter().take(MOST_LISTED).map(one).collect();
    let more = entries.len().saturating_sub(MOST_LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// The page's first character.
pub(super) const fn start() -> Span {
    Span { start: 0, end: 0, line: 1, column: 1 }
}
