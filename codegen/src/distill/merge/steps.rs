//! What the pages of one pass changed, each its part, and what was asked at the end of it, at the page that it is about.

use super::changes::Change;
use super::place::Map;
use super::working::{Step, Working};
use std::collections::BTreeMap;

/// A place of the document.
type At = (Map, String);

/// The steps of one pass, in their order.
#[derive(Default)]
pub(super) struct Steps {
    all: Vec<(usize, Step)>,
    /// The first and the last step that changed a place.
    changed: BTreeMap<At, (usize, usize)>,
}

impl Steps {
    /// What a page changed.
    pub(super) fn add(&mut self, page: usize, step: Step) {
        if step.is_empty() {
            return;
        }
        let new = self.all.len();
        for at in step.places() {
            match self.changed.get_mut(at) {
                Some((_, last)) => {
                    let earlier = std::mem::replace(last, new);
                    self.all[earlier].1.keep(at, &step);
                }
                None => drop(self.changed.insert(at.clone(), (new, new))),
            }
        }
        self.all.push((page, step));
    }

    /// What was asked when all pages were in. It belongs to what the last page made of the place, else to the page that `owner` names.
    pub(super) fn add_asked(&mut self, mut step: Step, owner: impl Fn(&At) -> Option<usize>) {
        let places: Vec<At> = step.places().cloned().collect();
        let mut others: BTreeMap<usize, Step> = BTreeMap::new();
        for at in places.iter().filter(|at| !self.changed.contains_key(*at)) {
            let last = || self.all.last().map(|(page, _)| *page);
            others.entry(owner(at).or_else(last).unwrap_or_default()).or_default().take(at, &mut step);
        }
        for (page, step) in others {
            self.add(page, step);
        }
    }

    /// Whether everything is as it was before the pass.
    pub(super) fn is_settled(&self, spec: &Working) -> bool {
        self.changed.iter().all(|(at, (first, _))| self.all[*first].1.began_with(at, spec))
    }

    /// The last page that changed a place.
    pub(super) fn last(&self, at: &At) -> Option<usize> {
        self.changed.get(at).map(|(_, last)| self.all[*last].0)
    }

    /// Whether a page changed what a later one changed again.
    pub(super) fn are_contested(&self) -> bool {
        self.all.iter().any(|(page, step)| step.places().any(|at| self.last(at).is_some_and(|last| last != *page)))
    }

    /// What each page changed.
    pub(super) fn changes(&self, spec: &Working) -> impl Iterator<Item = (usize, Vec<Change>)> {
        self.all.iter().map(|(page, step)| (*page, spec.changes(step)))
    }
}
