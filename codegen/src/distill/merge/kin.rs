//! Pages of one run that are of one entry of the catalog: copies of a page, and different operations of one title.
//! What each of them says is brought in elsewhere.

use super::{Mapped, Problem, entry};
use crate::distill::page::model::{Body, Page};
use crate::distill::page::{At, Parsed};
use crate::text::foreign;
use std::collections::BTreeMap;

/// Which pages are of one entry.
pub(super) struct Kin {
    /// The pages of each entry that has several.
    of_entry: BTreeMap<(usize, usize), Vec<usize>>,
    /// The entry of each page, where that has several.
    entries: Vec<Option<(usize, usize)>>,
}

impl Kin {
    /// `ranks` has each page's place in the catalog.
    pub(super) fn of(parsed: &[Parsed], ranks: &[Option<(usize, usize)>]) -> Self {
        let mut of_entry: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, rank) in ranks.iter().enumerate().filter(|(at, _)| !parsed[*at].has_errors()) {
            if let Some(rank) = rank {
                of_entry.entry(*rank).or_default().push(at);
            }
        }
        of_entry.retain(|_, pages| pages.len() > 1);
        let entries = ranks.iter().map(|rank| rank.filter(|rank| of_entry.contains_key(rank))).collect();
        Self { of_entry, entries }
    }

    /// The other pages of a page's entry.
    pub(super) fn others(&self, at: usize) -> impl Iterator<Item = usize> {
        let pages = self.entries[at].and_then(|entry| self.of_entry.get(&entry)).map_or(&[][..], Vec::as_slice);
        pages.iter().copied().filter(move |other| *other != at)
    }

    /// Copies of a page may differ in the path. Documents of several operations say each of them once: what has another path there is
    /// another operation, and nobody knows which of them is that of the entry.
    pub(super) fn of_another_path(&self, at: usize, parsed: &[Parsed]) -> Option<Problem> {
        let own = path(parsed[at].page.as_ref()?)?;
        let (other, their) = self
            .others(at)
            .filter(|other| parsed[at].is_one_of_several && parsed[*other].is_one_of_several)
            .filter_map(|other| Some((other, path(parsed[other].page.as_ref()?)?)))
            .find(|(_, their)| their.value != own.value)?;
        let page = parsed[other].page.as_ref()?;
        let title = page.title.as_ref().map_or("?", |title| title.value.as_str());
        let message = format!(
            "the operation has the path `{}`, and another one of the same entry of the catalog, “{}”, has `{}`",
            foreign::short(&own.value),
            foreign::short(title),
            foreign::short(&their.value)
        );
        let help = "if they are two operations, give each an entry in catalog.json and write the pages' ids there; if one of \
                    them is old, leave it out";
        let start = page.title.as_ref().map_or(entry::start(), |title| title.span);
        Some(Problem::error("path-of-another-page", own.span, message, help).beside(other, start))
    }

    /// What a page lacks is no longer there only if no other page of its entry has it.
    pub(super) fn tell_only_what_none_states(&self, outcomes: &mut [Option<Mapped>]) {
        for at in 0..outcomes.len() {
            let removals = outcomes[at].as_mut().map(|mapped| std::mem::take(&mut mapped.removals)).unwrap_or_default();
            let is_stated = |place: &(String, String)| {
                let mut others = self.others(at).filter_map(|other| outcomes[other].as_ref());
                others.any(|other| !other.has_errors() && other.places.contains_key(place))
            };
            let left = removals.into_iter().filter(|removal| !removal.field.as_ref().is_some_and(is_stated)).collect();
            if let Some(mapped) = &mut outcomes[at] {
                mapped.removals = left;
            }
        }
    }
}

fn path(page: &Page) -> Option<&At<String>> {
    match &page.body {
        Body::Operation(operation) => operation.endpoint.path.as_ref(),
        _ => None,
    }
}
