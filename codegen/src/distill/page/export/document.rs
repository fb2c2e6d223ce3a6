//! An `OpenAPI` document as pages, one an operation; what is in it beside operations is told.

use super::operation;
use super::part::Part;
use super::reference;
use super::tell::{Counts, stands_twice, twice_in, unread};
use super::twice::Twice;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::model::Method;
use crate::distill::page::origin::Origin;
use crate::distill::page::parsed::Parsed;
use crate::distill::page::place::At;
use crate::distill::page::syntax::Ask;
use crate::text::foreign;
use std::collections::{BTreeMap, BTreeSet};

/// The document's operations as pages. `title` stands over the document, and `around` is what was found there.
pub(super) fn pages(
    root: Part<'_>,
    twice: &[Twice],
    title: Option<&At<String>>,
    origin: &Origin,
    ask: &Ask<'_>,
    around: &[Finding],
) -> Vec<Parsed> {
    let refused = |mut findings: Vec<Finding>, finding: Finding| {
        findings.push(finding);
        vec![Parsed::nothing(findings)]
    };
    if let Some(finding) = version(root) {
        return refused(around.to_vec(), finding);
    }
    let mut found = around.to_vec();
    let mut places = Vec::new();
    // What stands beside the operations of a path is true of each of them.
    let mut of_paths: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    // What stands around the operations.
    let mut frame: BTreeSet<usize> = BTreeSet::from([root.id]);
    frame.extend(root.get("paths").map(|paths| paths.id));
    for (path, item) in root.get("paths").into_iter().flat_map(Part::entries) {
        let mut of_path = Vec::new();
        let item = reference::followed(root, item, &mut of_path);
        frame.insert(item.id);
        let before = places.len();
        for (word, operation) in item.entries() {
            match word.text() {
                Some(name) if Method::read(name).is_some() && !operation.is_map() => {
                    of_path.push(unread(word, &format!("`{}`, which holds no operation,", foreign::short(name))));
                }
                Some(name) if Method::read(name).is_some() => {
                    places.extend(Method::read(name).map(|method| (path, word, method, operation)));
                }
                Some("summary" | "description" | "$ref") | None => {}
                Some("servers") if !operation.is_filled() => {}
                Some(name) if name.starts_with("x-") => {}
                Some("parameters") if !operation.is_filled() => {}
                Some(name) => of_path.push(unread(word, &format!("`{}` of a path", foreign::short(name)))),
            }
        }
        if places.len() == before {
            found.extend(of_path);
        } else {
            of_paths.extend((before..places.len()).map(|at| (at, of_path.clone())));
        }
    }
    for (key, what) in root.entries().filter(|(_, value)| value.is_filled()) {
        if let Some(name @ ("webhooks" | "x-webhooks")) = key.text() {
            found.push(unread(what, &format!("what the platform calls (`{name}`)")));
        }
        if key.text() == Some("security") && operation::is_asked(what) {
            found.push(unread(key, "what every call has to prove (`security`)"));
        }
    }
    if places.is_empty() {
        let message = "the export has no operation";
        return refused(
            found,
            Finding::new(FindingCode::ExportEmpty, root.span(), message)
                .help("export the operations too; documents are pages of their own, in Markdown"),
        );
    }
    let is_only = places.len() == 1;
    let nothing = Origin::default();
    let (title, origin) = if is_only { (title, origin) } else { (None, &nothing) };
    // The first by its name and not by its place: the order of the paths means nothing.
    let first = places.iter().enumerate().min_by_key(|(_, (path, word, ..))| (path.text(), word.text()));
    let first = first.map(|(at, _)| at);
    let mut told = BTreeSet::new();
    let of_frame: Vec<Twice> =
        twice.iter().filter(|twice| frame.contains(&twice.map) && !twice.agrees).copied().collect();
    let mut pages: Vec<Parsed> = places
        .into_iter()
        .map(|(path, word, method, operation)| {
            let stated = operation::Stated { root, path, method: word.state(method), operation };
            let page = operation::page(&stated, title, origin, ask);
            let mut inside = twice_in(root, operation, twice);
            inside.extend(of_frame.iter().map(|twice| (*twice, Counts::Much)));
            told.extend(inside.iter().map(|(twice, _)| twice.second));
            page.with(inside.iter().map(|(twice, counts)| stands_twice(root, twice, *counts)).collect())
        })
        .collect();
    let left = twice.iter().filter(|twice| !told.contains(&twice.second));
    found.extend(left.map(|twice| stands_twice(root, twice, Counts::Little)));
    let are_several = pages.len() > 1;
    // What is true of the whole document is told once.
    if let Some(first) = first.and_then(|at| pages.get_mut(at)) {
        first.findings.splice(0..0, found);
    }
    for (at, page) in pages.iter_mut().enumerate() {
        page.is_one_of_several = are_several;
        page.findings.splice(0..0, of_paths.remove(&at).unwrap_or_default());
    }
    pages
}

/// Other versions say other things by the same words.
fn version(root: Part<'_>) -> Option<Finding> {
    let version = root.get("openapi");
    let text = version.and_then(Part::text).unwrap_or_default();
    if ["3.0", "3.1"].iter().any(|known| text == *known || text.starts_with(&format!("{known}."))) {
        return None;
    }
    let place = version.or_else(|| root.get("swagger")).unwrap_or(root);
    let message = format!(
        "the export is of another version than OpenAPI 3.0 or 3.1: `{}`",
        foreign::short(place.text().unwrap_or("none"))
    );
    Some(Finding::new(FindingCode::ExportVersion, place.span(), message).help("export it as OpenAPI 3.0 or 3.1"))
}
