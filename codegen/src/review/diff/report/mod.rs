//! All changes, judged, located and put in order. How a report looks is in the files below, one form each.

mod context;
mod github;
mod items;
mod json;
mod markdown;
mod rules;
mod safe;
mod text;
mod typed;

pub use context::Context;
pub use github::github;
pub use items::Items;
pub use json::json;
pub use markdown::markdown;
pub use rules::{rule, rules};
pub use text::text;

use super::Side;
use super::change::{Change, Location, Subject};
use super::locate::Texts;
use super::reach::{Reach, Target, Use};
use super::release::Semver;
use super::rules::{OPERATION_ADDED, OPERATION_TYPED};
use super::verdict::{Behaviour, Direction, Impact, Verdict};
use crate::api::ir::{Api, TypeId};
use crate::spec::openapi::Effect;
use std::collections::{BTreeMap, BTreeSet};
use std::{panic, thread};

/// Everything that is different between two specs.
#[derive(Debug)]
pub struct Report<'a> {
    /// The worst of everything.
    pub summary: Summary,
    /// The changes, by group, the worst first.
    pub entries: Vec<Entry>,
    /// What differs between the two generated crates.
    pub items: Items,
    base: Reach<'a>,
    head: Reach<'a>,
}

/// The worst of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// For deployed clients.
    pub wire: Impact,
    /// For code that uses the crate.
    pub source: Impact,
    /// For what that code does.
    pub behaviour: Behaviour,
    /// Whether something is less protected than before.
    pub security: bool,
    /// What the crate's next version has to be, from 1.0 on.
    pub semver: Semver,
}

/// A change with everything that a reader wants to know of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The change.
    pub change: Change,
    /// The heading that it stands under.
    pub group: Group,
    /// Where to look in the head: at the change, or at the parent of what was removed.
    pub head: Location,
    /// Where it stands in the base, if it was there.
    pub base: Option<Location>,
    /// What a changed type reaches.
    pub used_by: Vec<Use>,
    /// Further lines: of an operation that became typed, how it is called and what it takes and gives.
    pub detail: Vec<String>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The credentials and the envelope.
    Runtime,
    /// A resource, by its tag.
    Resource(String),
    /// Events, and types that only events use.
    Events,
    /// Types that several resources or events use.
    Shared,
    /// Types that nothing uses.
    Unused,
    /// The catalog.
    Catalog,
    /// The spec itself.
    Spec,
}

impl Group {
    /// The heading's words.
    #[must_use]
    pub fn heading(&self) -> &str {
        match self {
            Self::Runtime => "credentials and envelope",
            Self::Resource(tag) => tag,
            Self::Events => "events",
            Self::Shared => "shared types",
            Self::Unused => "types that nothing uses",
            Self::Catalog => "catalog",
            Self::Spec => "spec",
        }
    }
}

/// How far up a change stands in its group: the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something is less protected than before.
    Security,
    /// Something stops working.
    Breaking,
    /// Something may stop working, and the platform has to be asked.
    Ask,
    /// Code that compiles as before does something else.
    Behaviour,
    /// Something is different.
    Compatible,
    /// It makes no difference to any client or code.
    None,
}

impl Entry {
    /// How bad it is at worst.
    #[must_use]
    pub fn level(&self) -> Level {
        let Verdict { wire, source, behaviour, security } = self.change.verdict;
        match (wire.max(source), behaviour) {
            _ if security => Level::Security,
            (Impact::Breaking, _) => Level::Breaking,
            (Impact::Ask, _) => Level::Ask,
            (_, Behaviour::Changed) => Level::Behaviour,
            (Impact::Compatible, _) => Level::Compatible,
            (Impact::None, _) => Level::None,
        }
    }

    /// Whether it is about money or card data: such a row comes before the others of its level.
    #[must_use]
    pub fn is_weighty(&self) -> bool {
        let is_money = |effect: Option<Effect>| effect == Some(Effect::Money);
        self.change.verdict.security
            || self.change.is_card_data
            || is_money(self.change.effect)
            || self
                .used_by
                .iter()
                .any(|one| is_money(one.target.effect()) && one.target.direction() == Direction::Request)
    }

    /// The JSON pointer in the head, or in the base for what was removed.
    #[must_use]
    pub fn pointer(&self) -> &str {
        let place = self.change.head.as_ref().or(self.change.base.as_ref());
        place.map_or("", |place| &place.pointer)
    }
}

impl<'a> Report<'a> {
    pub(super) fn new(
        changes: Vec<Change>,
        (base, base_texts): (Side<'a>, Texts<'_>),
        (head, head_texts): (Side<'a>, Texts<'_>),
    ) -> Self {
        // Without a change the generated code is the same.
        let items = if changes.is_empty() { Items::default() } else { Items::of(base.api, head.api) };
        let locations = locations(&changes, base_texts, head_texts);
        let api = head.api;
        let (base, head) = (Reach::new(base.api), Reach::new(head.api));
        let mut known: BTreeMap<(bool, TypeId), Vec<Use>> = BTreeMap::new();
        let mut entries: Vec<Entry> = changes
            .into_iter()
            .zip(locations)
            .map(|(change, (base_at, head_at))| {
                let used_by = root(&change, &base, &head).map_or_else(Vec::new, |(reach, id)| {
                    let key = (std::ptr::eq(reach, &raw const head), id);
                    known.entry(key).or_insert_with(|| reach.uses(id)).clone()
                });
                let (group, detail) = (group(&change.subject, &used_by), detail(api, &change));
                Entry { group, change, head: head_at, base: base_at, used_by, detail }
            })
            .collect();
        entries.sort_by(|a, b| order(a).cmp(&order(b)));
        Self { summary: summary(&entries), entries, items, base, head }
    }

    /// The changes, the worst first whatever they belong to, those about money and card data first of each level.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| {
            let Verdict { wire, .. } = entry.change.verdict;
            (entry.level(), !entry.is_weighty(), std::cmp::Reverse(wire))
        });
        entries
    }

    /// How many changes there are of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.entries.iter().filter(|entry| entry.level() == level).count()
    }
}

/// The changed type, on the side that has it: the head, unless it was removed.
fn root<'r, 'a>(change: &Change, base: &'r Reach<'a>, head: &'r Reach<'a>) -> Option<(&'r Reach<'a>, TypeId)> {
    match change.subject {
        Subject::Type(_, Some(id)) => Some((head, id)),
        Subject::Type(Some(id), None) => Some((base, id)),
        _ => None,
    }
}

/// The further lines of a change.
fn detail(head: &Api, change: &Change) -> Vec<String> {
    if change.rule != &OPERATION_TYPED && change.rule != &OPERATION_ADDED {
        return Vec::new();
    }
    let pointer = change.head.as_ref().map(|place| place.pointer.as_str());
    let operation = head.operations.iter().find(|one| Some(super::pointer::operation(one).as_str()) == pointer);
    operation.map_or_else(Vec::new, |operation| typed::lines(head, operation))
}

/// Where each change stands in the base, if it was there, and where to look in the head: a core for each.
fn locations(changes: &[Change], base: Texts<'_>, head: Texts<'_>) -> Vec<(Option<Location>, Location)> {
    let in_base = move || -> Vec<_> {
        let at = |change: &Change| change.base.as_ref().map(|place| base.locate(place));
        changes.iter().map(at).collect()
    };
    let in_head = move |change: &Change| {
        let place = change.head.as_ref().or(change.base.as_ref());
        place.map_or_else(nowhere, |place| head.locate(place))
    };
    thread::scope(|scope| {
        let in_base = scope.spawn(in_base);
        let in_head: Vec<_> = changes.iter().map(in_head).collect();
        // A panic of a worker is a bug of ours; it goes on here.
        let in_base = in_base.join().unwrap_or_else(|cause| panic::resume_unwind(cause));
        in_base.into_iter().zip(in_head).collect()
    })
}

fn nowhere() -> Location {
    Location { file: String::new(), line: 1, column: 1 }
}

fn order(entry: &Entry) -> impl Ord + '_ {
    let place = (&entry.head.file, entry.head.line, entry.head.column);
    (
        &entry.group,
        entry.level(),
        !entry.is_weighty(),
        place,
        entry.change.rule.id,
        entry.pointer(),
        &entry.change.message,
    )
}

fn group(subject: &Subject, used_by: &[Use]) -> Group {
    match subject {
        Subject::Resource(tag) => Group::Resource(tag.clone()),
        Subject::Events => Group::Events,
        Subject::Runtime => Group::Runtime,
        Subject::Catalog => Group::Catalog,
        Subject::Spec => Group::Spec,
        Subject::Type(..) => {
            let mut groups: BTreeSet<Group> = used_by
                .iter()
                .map(|one| match &one.target {
                    Target::Operation(id, _, _) => {
                        Group::Resource(id.split_once('.').map_or(id.as_str(), |(tag, _)| tag).to_owned())
                    }
                    Target::Webhook(_) => Group::Events,
                })
                .collect();
            match (groups.pop_first(), groups.is_empty()) {
                (None, _) => Group::Unused,
                (Some(only), true) => only,
                (Some(_), false) => Group::Shared,
            }
        }
    }
}

fn summary(entries: &[Entry]) -> Summary {
    let mut worst = Verdict::default();
    for Verdict { wire, source, behaviour, security } in entries.iter().map(|entry| entry.change.verdict) {
        worst.wire = worst.wire.max(wire);
        worst.source = worst.source.max(source);
        worst.behaviour = worst.behaviour.max(behaviour);
        worst.security |= security;
    }
    let Verdict { wire, source, behaviour, security } = worst;
    let semver = if entries.is_empty() { Semver::None } else { Semver::of(worst) };
    Summary { wire, source, behaviour, security, semver }
}

/// `1 change`, `2 changes`.
fn count(many: usize, what: &str) -> String {
    if many == 1 { format!("1 {what}") } else { format!("{many} {what}s") }
}
