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

    /// What pages changed and a later one changed back in a pass after which everything is as before: the places of which they say
    /// different things. The last one to change a place is the second of each pair.
    pub(super) fn contested(&self) -> BTreeMap<(usize, usize), Vec<String>> {
        let mut contested: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
        for (page, step) in &self.all {
            for at in step.places().filter(|(map, _)| *map != Map::Root) {
                let last = self.changed.get(at).map(|(_, last)| self.all[*last].0);
                if let Some(last) = last.filter(|last| last != page) {
                    contested.entry((*page, last)).or_default().push(at.1.clone());
                }
            }
        }
        contested
    }

    /// What each page changed.
    pub(super) fn changes(&self, spec: &Working) -> impl Iterator<Item = (usize, Vec<Change>)> {
        self.all.iter().map(|(page, step)| (*page, spec.changes(step)))
    }
}
