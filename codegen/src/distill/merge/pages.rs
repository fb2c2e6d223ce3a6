//! Several pages into one spec. They are brought in by the catalog's order, again and again until nothing changes, so that the
//! order in which they were given means nothing; a page that fails is left out and holds up no other.

use super::entry::Entries;
use super::kin::Kin;
use super::place::Map;
use super::problem::SAID_OTHERWISE;
use super::steps::Steps;
use super::working::Working;
use super::{Change, Mapped, Origins, Problem, Unstated, entry, links, map, order, proposals};
use crate::distill::page::model::Page;
use crate::distill::page::{Finding, Parsed, Span};
use crate::spec::catalog::Catalog;
use crate::spec::glossary::Glossary;
use crate::text::foreign;
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Each pass brings what an earlier page can learn from a later one, such as the codes of an enum; few pages learn twice.
const MOST_PASSES: usize = 8;

/// How many places a message lists.
const MOST_SHOWN: usize = 4;

/// How often all begins anew without pages that failed; few documentations need a second time.
const MOST_RUNS: usize = 8;

/// What became of one page.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What reading it found.
    pub findings: Vec<Finding>,
    /// What became of it; none when it was not understood.
    pub mapped: Option<Mapped>,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Outcome {
    /// Whether the page is not in the spec, or not as a whole.
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
    /// The spec with every page in it that has no errors, and of one that did not settle a part.
    pub spec: Tree,
    /// How many times a page was brought in: what the work grows with.
    pub merges: usize,
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

/// Brings pages into a spec that were read already, each by the reader of its own format. The spec is changed in its place: of a large
/// one there is no room for two.
#[must_use]
pub fn distill_read(
    spec: Tree,
    parsed: Vec<Parsed>,
    catalog: &Catalog,
    glossary: &Glossary,
    unstated: Unstated,
) -> Distilled {
    let partly = |page: Parsed| if unstated == Unstated::Kept { page.partial() } else { page };
    let parsed: Vec<Parsed> = parsed.into_iter().map(partly).collect();
    let entries = Entries::of(catalog);
    let ranks: Vec<_> = parsed.iter().map(|parsed| entries.rank(parsed.page.as_ref()?)).collect();
    let mut order: Vec<usize> = (0..parsed.len()).collect();
    // Two pages of one entry are told apart by what they say, and by what their examples show, of which `Debug` tells the shape alone.
    let said = |at: usize| format!("{:?}", parsed[at].page);
    let shown = |at: usize| parsed[at].page.iter().flat_map(Page::examples).collect::<Vec<_>>();
    let by_words = |a: usize, b: usize| said(a).cmp(&said(b)).then_with(|| shown(a).cmp(&shown(b)));
    order.sort_by(|a, b| ranks[*a].cmp(&ranks[*b]).then_with(|| by_words(*a, *b)));
    let kin = Kin::of(&parsed, &ranks);
    let all = All { parsed: &parsed, order: &order, entries: &entries, glossary, unstated, kin: &kin };
    let (passes, failed) = settled(Working::new(spec), &all);
    let Passes { spec, mut outcomes, changes, merges, .. } = passes;
    for (at, mapped) in failed {
        outcomes[at] = Some(mapped);
    }
    kin.tell_only_what_none_states(&mut outcomes);
    let pages = parsed.into_iter().zip(outcomes).zip(changes);
    let pages = pages.map(|((parsed, mapped), changes)| Outcome {
        findings: parsed.findings,
        mapped: mapped.map(Mapped::settled),
        changes,
    });
    let pages: Vec<Outcome> = pages.collect();
    let mut spec = spec.finish();
    if pages.iter().any(|page| !page.has_errors()) {
        order::by_catalog(&mut spec, catalog);
    }
    Distilled { pages, spec, merges }
}

/// The passes over every page that can be brought in beside the others, and those that cannot. A page that fails beside what another
/// one brought later has left its facts behind: all begins anew without it, and without those that failed beside it, so that what
/// comes to light only then is not one page more each time. Who was left out may come in once more when the others are settled.
fn settled(mut spec: Working, all: &All<'_>) -> (Passes, BTreeMap<usize, Mapped>) {
    let mut failed: BTreeSet<usize> = BTreeSet::new();
    let mut tried = BTreeSet::new();
    let (mut run, mut merges) = (0, 0);
    loop {
        run += 1;
        let is_last = run == MOST_RUNS;
        let mut passes = Passes::over(spec, all, &failed, is_last);
        passes.merges += merges;
        if is_last || passes.failed_late.is_empty() {
            let again: Vec<_> = failed.iter().filter_map(|at| Some((*at, passes.tried(*at, all)?))).collect();
            let untried = again.iter().filter(|(at, _)| tried.insert(*at));
            let fit: Vec<usize> = untried.filter(|(_, mapped)| !mapped.has_errors()).map(|(at, _)| *at).collect();
            if is_last || fit.is_empty() {
                passes.tell_of_the_unsettled(all);
                passes.tell_of_the_contested(all);
                let failed = again.into_iter().map(|(at, mapped)| left_out(at, mapped, all)).collect();
                return (passes, failed);
            }
            failed.retain(|at| !fit.contains(at));
        } else {
            failed.extend(passes.failed());
        }
        merges = passes.merges;
        spec = passes.spec;
        spec.begin_again();
    }
}

/// A page that was left out beside others. If it could come in now, that is said, since no other word of it would be true.
fn left_out(at: usize, mut mapped: Mapped, all: &All<'_>) -> (usize, Mapped) {
    if !mapped.has_errors() {
        mapped.problems.push(Problem::error(
            "left-out-beside-others",
            all.start_of(at),
            "the page failed beside others that failed later, and is left out with them",
            "mend the pages that failed, or bring this one in without them: then nothing keeps it out",
        ));
    }
    (at, mapped)
}

/// All that goes into the passes.
struct All<'a> {
    parsed: &'a [Parsed],
    order: &'a [usize],
    entries: &'a Entries<'a>,
    glossary: &'a Glossary,
    unstated: Unstated,
    kin: &'a Kin,
}

impl All<'_> {
    /// Where a page begins for a person.
    fn start_of(&self, at: usize) -> Span {
        let title = self.parsed[at].page.as_ref().and_then(|page| page.title.as_ref());
        title.map_or(entry::start(), |title| title.span)
    }
}

/// All pages brought in again and again until nothing changes.
struct Passes {
    spec: Working,
    outcomes: Vec<Option<Mapped>>,
    changes: Vec<Vec<Change>>,
    /// The pages that failed after they had been brought in.
    failed_late: BTreeSet<usize>,
    /// The pages that changed something in the last pass.
    changed_last: BTreeSet<usize>,
    /// What of one page the spec does not have, since another one says something else.
    contested: BTreeMap<(usize, usize), Vec<String>>,
    /// How many times a page was brought in.
    merges: usize,
}

impl Passes {
    /// Ends with the pass in which a page fails late, unless these are the last ones: then it goes on without that page.
    fn over(spec: Working, all: &All<'_>, failed: &BTreeSet<usize>, are_last: bool) -> Self {
        let many = all.parsed.len();
        let mut passes = Self {
            spec,
            outcomes: vec![None; many],
            changes: vec![Vec::new(); many],
            failed_late: BTreeSet::new(),
            changed_last: BTreeSet::new(),
            contested: BTreeMap::new(),
            merges: 0,
        };
        for _ in 0..MOST_PASSES {
            let mut steps = Steps::default();
            for at in all.order.iter().copied().filter(|at| !failed.contains(at)) {
                passes.bring(at, all, &mut steps);
            }
            if !are_last && !passes.failed_late.is_empty() {
                break;
            }
            if passes.mapped().next().is_some() {
                links::link(&mut passes.spec, all.glossary);
            }
            let asked = proposals::ask(&mut passes.spec, all.glossary);
            let step = passes.spec.step();
            steps.add_asked(step, |(_, schema)| passes.page_of(schema));
            passes.note_origins(&asked);
            passes.changed_last.clear();
            if steps.is_settled(&passes.spec) {
                passes.contested = passes.contested(&steps, all);
                break;
            }
            for (page, changes) in steps.changes(&passes.spec) {
                passes.changed_last.insert(page);
                passes.changes[page].extend(changes);
            }
        }
        passes
    }

    /// Brings one page in, or leaves the spec as it is.
    fn bring(&mut self, at: usize, all: &All<'_>, steps: &mut Steps) {
        let parsed = &all.parsed[at];
        let Some(page) = parsed.page.as_ref().filter(|_| !parsed.has_errors()) else { return };
        if self.failed_late.contains(&at) {
            return;
        }
        let mut mapped = self.map(at, page, all);
        if mapped.has_errors() {
            self.spec.take_back();
            if self.outcomes[at].as_ref().is_some_and(|before| !before.has_errors()) {
                self.failed_late.insert(at);
            }
        } else {
            steps.add(at, self.spec.step());
        }
        mapped.learn_from(self.outcomes[at].take());
        self.outcomes[at] = Some(mapped);
    }

    fn map(&mut self, at: usize, page: &Page, all: &All<'_>) -> Mapped {
        self.merges += 1;
        if let Some(problem) = all.kin.of_another_path(at, all.parsed) {
            return Mapped { problems: vec![problem], ..Mapped::default() };
        }
        // What one page of an entry lacks, another one may state.
        let has_kin = all.kin.others(at).next().is_some() && all.unstated == Unstated::Pruned;
        let unstated = if has_kin { Unstated::Named } else { all.unstated };
        map(&mut self.spec, page, &all.parsed[at].findings, all.entries, all.glossary, unstated)
    }

    /// Of a pass that changed things and changed them back: what of a page is not in the spec, and the page whose word is there instead. Each
    /// page is brought in once more, since one that says what an earlier one said has changed nothing in the pass. It is not left in.
    fn contested(&mut self, steps: &Steps, all: &All<'_>) -> BTreeMap<(usize, usize), Vec<String>> {
        let mut contested: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
        if !steps.are_contested() {
            return contested;
        }
        for at in all.order.iter().copied() {
            if self.outcomes[at].as_ref().is_none_or(Mapped::has_errors) {
                continue;
            }
            if let Some(page) = &all.parsed[at].page {
                self.map(at, page, all);
            }
            for place in self.spec.changed().into_iter().filter(|(map, _)| *map != Map::Root) {
                if let Some(other) = steps.last(&place).filter(|other| *other != at) {
                    contested.entry((at, other)).or_default().push(place.1);
                }
            }
            self.spec.take_back();
        }
        contested
    }

    /// What would become of a page that was left out, beside the others. It is not left in.
    fn tried(&mut self, at: usize, all: &All<'_>) -> Option<Mapped> {
        let mapped = self.map(at, all.parsed[at].page.as_ref()?, all);
        self.spec.take_back();
        Some(mapped)
    }

    /// The pages that failed, late or when they came.
    fn failed(&self) -> impl Iterator<Item = usize> {
        let has_errors = |mapped: &Option<Mapped>| mapped.as_ref().is_some_and(Mapped::has_errors);
        self.outcomes.iter().enumerate().filter(move |(_, mapped)| has_errors(mapped)).map(|(at, _)| at)
    }

    /// What more runs and passes would have changed is not known, so each page that it may be about has an error.
    fn tell_of_the_unsettled(&mut self, all: &All<'_>) {
        for at in self.failed_late.union(&self.changed_last) {
            if let Some(mapped) = &mut self.outcomes[*at] {
                mapped.problems.push(Problem::error(
                    "unsettled",
                    all.start_of(*at),
                    "the pages change what each other say again and again, so that of this one only a part is in the spec",
                    "mend the pages that failed, and bring all of them in again",
                ));
            }
        }
    }

    /// Two pages that contradict each other are both in the spec as far as they agree; of the rest it has what the later one says.
    fn tell_of_the_contested(&mut self, all: &All<'_>) {
        for ((first, last), places) in &self.contested {
            let title = all.parsed[*last].page.as_ref().and_then(|page| page.title.as_ref());
            let other =
                title.map_or_else(|| "another page".to_owned(), |title| format!("“{}”", foreign::short(&title.value)));
            let shown: Vec<String> =
                places.iter().take(MOST_SHOWN).map(|place| format!("`{}`", foreign::short(place))).collect();
            let more = if places.len() > MOST_SHOWN { " and more" } else { "" };
            let message = format!(
                "a later page, {other}, says something else of {}{more}, and the spec has what that one says",
                shown.join(", ")
            );
            let help = "ask the platform which of the two is right, and bring in that one alone";
            if let Some(mapped) = &mut self.outcomes[*first] {
                let problem = Problem::warning(SAID_OTHERWISE, all.start_of(*first), message, help);
                mapped.problems.push(problem.beside(*last, all.start_of(*last)));
            }
        }
    }

    /// The pages that are in the spec.
    fn mapped(&mut self) -> impl Iterator<Item = &mut Mapped> {
        self.outcomes.iter_mut().flatten().filter(|mapped| !mapped.has_errors())
    }

    /// The first page that has anything of a schema.
    fn page_of(&self, schema: &str) -> Option<usize> {
        let has = |mapped: &Mapped| {
            let first = (schema.to_owned(), String::new());
            !mapped.has_errors() && mapped.places.range(first..).next().is_some_and(|((owner, _), _)| owner == schema)
        };
        self.outcomes.iter().position(|mapped| mapped.as_ref().is_some_and(has))
    }

    /// Where each page has what was asked.
    fn note_origins(&mut self, asked: &BTreeMap<(String, String), String>) {
        for mapped in self.mapped() {
            for (place, span) in &mapped.places {
                if let Some(note) = asked.get(place) {
                    mapped.origins.insert(note.clone(), *span);
                }
            }
        }
    }
}
