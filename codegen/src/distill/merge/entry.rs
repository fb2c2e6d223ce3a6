//! Which entry of the catalog a page is: by the site's id of it, else by title, and by section where titles repeat.

use super::problem::Problem;
use crate::distill::page::model::{Body, Page};
use crate::distill::page::{At, Span};
use crate::spec::catalog::{Catalog, CatalogEntry};

/// The entry, or why there is none.
pub(super) fn find<'c>(page: &Page, catalog: &'c Catalog) -> Result<&'c CatalogEntry, Box<Problem>> {
    let entries: Vec<&CatalogEntry> = match &page.body {
        Body::Operation(_) => catalog.operations.iter().map(|operation| &operation.entry).collect(),
        Body::Constant(_) => catalog.constants.iter().collect(),
        Body::Webhook(_) => catalog.webhooks.iter().collect(),
    };
    if let Some(id) = &page.id
        && let Some(entry) = entries.iter().find(|entry| entry.page.as_deref() == Some(id.value.as_str()))
    {
        return Ok(entry);
    }
    let Some(title) = &page.title else {
        return Err(Box::new(Problem::error(
            "catalog-entry-unknown",
            start(),
            "without a title the page cannot be found in the catalog",
            "copy the page again, its title included",
        )));
    };
    let titled: Vec<&CatalogEntry> = entries.iter().copied().filter(|entry| same(&entry.title, &title.value)).collect();
    let entry = match titled.as_slice() {
        [] => return Err(Box::new(unknown(title, &entries))),
        [one] => one,
        several => by_section(page, title, several)?,
    };
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
        _ => Ok(entry),
    }
}

fn by_section<'c>(
    page: &Page,
    title: &At<String>,
    several: &[&'c CatalogEntry],
) -> Result<&'c CatalogEntry, Box<Problem>> {
    let section: Vec<&str> = page.section.iter().map(|part| part.value.as_str()).collect();
    let fits = |entry: &&&CatalogEntry| {
        let parts: Vec<&str> = entry.section.split(" / ").collect();
        // A breadcrumb shows only the innermost headings of a long path.
        !section.is_empty()
            && parts.len() >= section.len()
            && parts.iter().rev().zip(section.iter().rev()).all(|(a, b)| same(a, b))
    };
    let mut fitting: Vec<&&CatalogEntry> = several.iter().filter(fits).collect();
    if let [exact] =
        fitting.iter().filter(|entry| same(&entry.section, &section.join(" / "))).copied().collect::<Vec<_>>()[..]
    {
        fitting = vec![exact];
    }
    match fitting.as_slice() {
        [one] => Ok(one),
        _ => {
            let stands = if section.is_empty() {
                "the page does not say where it stands".to_owned()
            } else {
                format!("the page stands under {}", section.join(" / "))
            };
            Err(Box::new(Problem::error(
                "catalog-entry-ambiguous",
                title.span,
                format!("the catalog has `{}` several times and {stands}: {}", title.value, listed(several)),
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
    let shown: Vec<String> =
        entries.iter().map(|entry| format!("{} ({} / {})", entry.id.value, entry.section, entry.title)).collect();
    shown.join(", ")
}

fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    plain(a) == plain(b)
}

/// The page's first character.
pub(super) const fn start() -> Span {
    Span { start: 0, end: 0, line: 1, column: 1 }
}
