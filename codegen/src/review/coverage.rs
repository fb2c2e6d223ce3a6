//! How much of what the documentation names is typed: catalog against spec. Nothing of it is written down by hand.

use crate::api::ir::{Api, Shape};
use crate::api::knowledge::Knowledge;
pub use crate::spec::catalog::EntryKind as Kind;
use crate::text::diag::listed;
use crate::text::json::Tree;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// One entry of the catalog and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Where it stands in the documentation's tree.
    pub section: String,
    /// The page's title.
    pub title: String,
    /// The page's id, where known.
    pub page: Option<String>,
    /// What is known of it.
    pub knowledge: Knowledge,
}

/// Holds the catalog against the spec.
#[must_use]
pub fn entries(api: &Api) -> Vec<Entry> {
    let enums: BTreeSet<&str> =
        api.types.iter().filter(|def| matches!(def.shape, Shape::Enum(_))).map(|def| def.name.value.as_str()).collect();
    let groups: BTreeSet<&str> = api.webhooks.iter().map(|webhook| webhook.group.value.as_str()).collect();
    let typed_if = |is: bool| if is { Knowledge::Typed } else { Knowledge::Named };
    let entry = |kind, from: &crate::spec::catalog::CatalogEntry, knowledge| Entry {
        kind,
        id: from.id.value.clone(),
        section: from.section.clone(),
        title: from.title.clone(),
        page: from.page.clone(),
        knowledge,
    };
    let operations = api.named.iter().map(|named| {
        let known = Knowledge::of(named.operation.map(|at| &api.operations[at]));
        entry(Kind::Operation, &api.catalog.operations[named.catalog].entry, known)
    });
    let constants = api
        .catalog
        .constants
        .iter()
        .map(|from| entry(Kind::Constant, from, typed_if(enums.contains(from.id.value.as_str()))));
    let webhooks = api
        .catalog
        .webhooks
        .iter()
        .map(|from| entry(Kind::Webhook, from, typed_if(groups.contains(from.id.value.as_str()))));
    operations.chain(constants).chain(webhooks).collect()
}

/// How many entries of a group are typed, partial and named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Typed.
    pub typed: usize,
    /// Partial.
    pub partial: usize,
    /// Named.
    pub named: usize,
}

impl Count {
    /// Counts some entries.
    #[must_use]
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        entries.fold(Self::default(), |mut count, entry| {
            match entry.knowledge {
                Knowledge::Typed => count.typed += 1,
                Knowledge::Pathless => count.partial += 1,
                Knowledge::Named => count.named += 1,
            }
            count
        })
    }

    /// All of them.
    #[must_use]
    pub const fn total(self) -> usize {
        self.typed + self.partial + self.named
    }
}

/// A section of the documentation's tree, and its entries.
type Section<'e> = (&'e str, Vec<&'e Entry>);

/// The entries of a kind by section, in the documentation's order.
fn sections(entries: &[Entry], kind: Kind) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind == kind) {
        match sections.iter_mut().find(|(section, _)| *section == entry.section) {
            Some((_, members)) => members.push(entry),
            None => sections.push((&entry.section, vec![entry])),
        }
    }
    sections
}

/// A report for a terminal: a bar a section, a cell an entry, and the entries of which more than the name is known.
#[must_use]
pub fn text(entries: &[Entry]) -> String {
    let kinds: Vec<(Kind, Vec<Section<'_>>)> = Kind::ALL.iter().map(|kind| (*kind, sections(entries, *kind))).collect();
    let members = || kinds.iter().flat_map(|(_, sections)| sections);
    let name_width = members().map(|(section, _)| section.chars().count()).max().unwrap_or(0);
    let bar_width = members().map(|(_, members)| members.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (kind, sections) in &kinds {
        let count = Count::of(entries.iter().filter(|entry| entry.kind == *kind));
        let _ = writeln!(
            out,
            "{}: {} of {} typed, {} partial, {} only named",
            kind.word(),
            count.typed,
            count.total(),
            count.partial,
            count.named
        );
        for (section, members) in sections {
            let count = Count::of(members.iter().copied());
            let (typed, total) = (count.typed, count.total());
            let _ = writeln!(out, "  {section:<name_width$}  {:<bar_width$}  {typed}/{total}", bar(count));
            for entry in members.iter().filter(|entry| entry.knowledge != Knowledge::Named) {
                let _ = writeln!(out, "      {:<7}  {}  {}", entry.knowledge.word(), entry.id, entry.title);
            }
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{TYPED} typed   {PARTIAL} partial: tables known, path unknown   {NAMED} only named");
    out
}

const TYPED: &str = "█";
const PARTIAL: &str = "▒";
const NAMED: &str = "░";

/// A cell an entry: the typed ones first, the named ones last.
fn bar(count: Count) -> String {
    [TYPED.repeat(count.typed), PARTIAL.repeat(count.partial), NAMED.repeat(count.named)].concat()
}

/// A table for a README: a row a section and kind.
#[must_use]
pub fn markdown(entries: &[Entry]) -> String {
    let mut out = String::from("| kind | section | typed | partial | only named |\n|---|---|---|---|---|\n");
    for kind in Kind::ALL {
        for (section, members) in sections(entries, *kind) {
            let ids = |knowledge| {
                let members = members.iter().filter(|entry| entry.knowledge == knowledge);
                listed(members.map(|entry| &entry.id))
            };
            let _ = writeln!(
                out,
                "| {} | {section} | {} | {} | {} |",
                kind.word(),
                ids(Knowledge::Typed),
                ids(Knowledge::Pathless),
                ids(Knowledge::Named)
            );
        }
    }
    let count = Count::of(entries.iter());
    let _ = writeln!(
        out,
        "\n{} of {} entries are typed, {} partial (tables known, path unknown), {} only named.",
        count.typed,
        count.total(),
        count.partial,
        count.named
    );
    out
}

/// The same for a program: every entry with its state, and the counts.
#[must_use]
pub fn json(entries: &[Entry]) -> String {
    let counts = Kind::ALL.iter().map(|kind| {
        let count = Count::of(entries.iter().filter(|entry| entry.kind == *kind));
        let counted = [
            ("typed", count.typed.into()),
            ("partial", count.partial.into()),
            ("named", count.named.into()),
            ("total", count.total().into()),
        ];
        (kind.word(), Tree::object(counted))
    });
    let listed = entries.iter().map(|entry| {
        Tree::object([
            ("kind", entry.kind.word().trim_end_matches('s').into()),
            ("id", (&entry.id).into()),
            ("section", (&entry.section).into()),
            ("title", (&entry.title).into()),
            ("page", entry.page.as_ref().into()),
            ("state", entry.knowledge.word().into()),
        ])
    });
    Tree::object([("summary", Tree::object(counts)), ("entries", listed.collect())]).pretty() + "\n"
}
