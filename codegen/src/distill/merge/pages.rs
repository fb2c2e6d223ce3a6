//! Several pages into one spec. They are brought in by the catalog's order, again and again until nothing changes, so that the
//! order in which they were given means nothing; a page that fails is left out and holds up no other.

use super::{Change, Mapped, Origins, Unstated, between, entry, map};
use crate::distill::page::{self, Finding, Parsed};
use crate::spec::catalog::Catalog;
use crate::spec::glossary::Glossary;
use crate::text::json::Tree;
use std::collections::BTreeMap;
use std::mem;

/// Each pass brings what an earlier page can learn from a later one, such as the codes of an enum; few pages learn twice.
const MOST_PASSES: usize = 8;

/// What became of one page.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What reading it found.
    pub findings: Vec<Finding>,
    /// What became of it, without the spec that it made; none when it was not understood.
    pub mapped: Option<Mapped>,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Outcome {
    /// Whether nothing of the page is in the spec.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.mapped.as_ref().is_none_or(Mapped::has_errors)
    }
}

/// What became of all pages.
#[derive(Debug, Clone)]
pub struct Distilled {
    /// Each page's outcome, in the order in which they were given.
    pub pages: Vec<Outcome>,
    /// The spec with every page in it that has no errors.
    pub spec: Tree,
}

impl Distilled {
    /// Whether a page has errors.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.pages.iter().any(Outcome::has_errors)
    }

    /// Whether the pages state something else than the spec they were brought into.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.pages.iter().any(|page| {
            !page.changes.is_empty() || page.mapped.as_ref().is_some_and(|mapped| !mapped.removals.is_empty())
        })
    }

    /// Where each page has what its to-dos are about.
    #[must_use]
    pub fn origins(&self) -> Vec<Origins> {
        self.pages
            .iter()
            .map(|page| page.mapped.as_ref().map(|mapped| mapped.origins.clone()).unwrap_or_default())
            .collect()
    }
}

/// Reads pages and brings them into a spec.
#[must_use]
pub fn distill(spec: &Tree, texts: &[&str], catalog: &Catalog, glossary: &Glossary, unstated: Unstated) -> Distilled {
    distill_read(spec, texts.iter().map(|text| page::parse(text)).collect(), catalog, glossary, unstated)
}

/// Brings pages into a spec that were read already, each by the reader of its own format.
#[must_use]
pub fn distill_read(
    spec: &Tree,
    parsed: Vec<Parsed>,
    catalog: &Catalog,
    glossary: &Glossary,
    unstated: Unstated,
) -> Distilled {
    let partly = |page: Parsed| if unstated == Unstated::Kept { page.partial() } else { page };
    let parsed: Vec<Parsed> = parsed.into_iter().map(partly).collect();
    let mut order: Vec<usize> = (0..parsed.len()).collect();
    // Two pages of one entry are told apart by what they say.
    order.sort_by_cached_key(|at| (rank(&parsed[*at], catalog), format!("{:?}", parsed[*at].page)));
    let tables = (catalog, glossary, unstated);
    let mut failed: BTreeMap<usize, Mapped> = BTreeMap::new();
    let mut passes = Passes::over(spec, &parsed, &order, &failed, tables);
    // A page that fails beside what another one brought later has left its facts behind: all begins anew without it.
    while let Some((at, mapped)) = passes.failed_late.take() {
        failed.insert(at, mapped);
        passes = Passes::over(spec, &parsed, &order, &failed, tables);
    }
    let Passes { current, mut outcomes, changes, .. } = passes;
    for (at, mapped) in failed {
        outcomes[at] = Some(mapped);
    }
    let pages = parsed.into_iter().zip(outcomes).zip(changes);
    let pages = pages.map(|((parsed, mapped), changes)| Outcome { findings: parsed.findings, mapped, changes });
    Distilled { pages: pages.collect(), spec: current }
}

/// All pages brought in again and again until nothing changes.
struct Passes {
    current: Tree,
    outcomes: Vec<Option<Mapped>>,
    changes: Vec<Vec<Change>>,
    /// The first page that failed after it had been brought in.
    failed_late: Option<(usize, Mapped)>,
}

impl Passes {
    fn over(
        spec: &Tree,
        parsed: &[Parsed],
        order: &[usize],
        failed: &BTreeMap<usize, Mapped>,
        (catalog, glossary, unstated): (&Catalog, &Glossary, Unstated),
    ) -> Self {
        let mut passes = Self {
            current: spec.clone(),
            outcomes: vec![None; parsed.len()],
            changes: vec![Vec::new(); parsed.len()],
            failed_late: None,
        };
        for _ in 0..MOST_PASSES {
            let mut is_settled = true;
            for at in order.iter().copied().filter(|at| !failed.contains_key(at)) {
                let Some(page) = parsed[at].page.as_ref().filter(|_| !parsed[at].has_errors()) else {
                    continue;
                };
                let mut mapped = map(&passes.current, page, &parsed[at].findings, catalog, glossary, unstated);
                if !mapped.has_errors() && mapped.spec != passes.current {
                    is_settled = false;
                    passes.changes[at].extend(between(&passes.current, &mapped.spec));
                    passes.current = mem::replace(&mut mapped.spec, Tree::Null);
                }
                // The spec is kept once, and not once a page.
                mapped.spec = Tree::Null;
                let was_brought_in = passes.outcomes[at].as_ref().is_some_and(|before| !before.has_errors());
                if mapped.has_errors() && was_brought_in {
                    passes.failed_late = Some((at, mapped));
                    return passes;
                }
                mapped.learn_from(passes.outcomes[at].take());
                passes.outcomes[at] = Some(mapped);
            }
            if is_settled {
                break;
            }
        }
        passes
    }
}

/// Constants first, since the others refer to them, then operations and events; by the catalog's order among their like.
fn rank(parsed: &Parsed, catalog: &Catalog) -> Option<(u8, usize)> {
    let known = entry::find(parsed.page.as_ref()?, catalog).ok()?;
    let constants = catalog.constants.iter().map(|entry| (0, entry));
    let operations = catalog.operations.iter().map(|operation| (1, &operation.entry));
    let webhooks = catalog.webhooks.iter().map(|entry| (2, entry));
    let mut ranked = constants.chain(operations).chain(webhooks).enumerate();
    ranked.find_map(|(at, (kind, entry))| (entry.id.value == known.id.value).then_some((kind, at)))
}
