//! The report for a terminal: grouped, the worst first, with the tree of what each changed type reaches. A part of a tree that
//! was shown before is not shown again.

use super::safe::{plain, told};
use super::{Context, Entry, Items, Level, Report, count, root};
use crate::api::ir::TypeId;
use crate::review::diff::reach::Reach;
use crate::review::diff::verdict::{Behaviour, Impact, Verdict};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const RED: &str = "31";
const YELLOW: &str = "33";
const MAGENTA: &str = "35";
const BOLD: &str = "1";
const BOLD_RED: &str = "1;31";
const DIM: &str = "2";

/// The report for a terminal. Empty changes are said in words too.
#[must_use]
pub fn text(report: &Report<'_>, context: &Context, color: bool) -> String {
    let mut out = Text { out: String::new(), color, numbers: BTreeMap::new() };
    out.summary(report, context);
    let mut group = None;
    for entry in &report.entries {
        if group != Some(&entry.group) {
            let heading = out.paint(BOLD, entry.group.heading());
            _ = writeln!(out.out, "\n{heading}");
            group = Some(&entry.group);
        }
        out.entry(entry, context);
        if let Some((reach, id)) = root(&entry.change, &report.base, &report.head) {
            out.used_by(reach, std::ptr::eq(reach, &raw const report.head), id);
        }
    }
    out.items(&report.items);
    out.out
}

struct Text {
    out: String,
    color: bool,
    /// The number under which a type's tree was shown, by side.
    numbers: BTreeMap<(bool, TypeId), usize>,
}

impl Text {
    fn paint(&self, style: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn impact(&self, axis: &str, impact: Impact) -> String {
        let words = format!("{axis} {}", impact.word());
        match impact {
            Impact::None => self.paint(DIM, &words),
            Impact::Compatible => self.paint(YELLOW, &words),
            Impact::Ask => self.paint(MAGENTA, &words),
            Impact::Breaking => self.paint(RED, &words),
        }
    }

    fn behaviour(&self, behaviour: Behaviour) -> String {
        let words = format!("behaviour {}", behaviour.word());
        self.paint(if behaviour == Behaviour::Changed { MAGENTA } else { DIM }, &words)
    }

    fn summary(&mut self, report: &Report<'_>, context: &Context) {
        let summary = report.summary;
        if report.entries.is_empty() {
            self.out.push_str("no changes\n");
            self.compared(context);
            return;
        }
        let (wire, source) = (self.impact("wire", summary.wire), self.impact("source", summary.source));
        let behaviour = self.behaviour(summary.behaviour);
        let security =
            if summary.security { format!(" · {}", self.paint(BOLD_RED, "SECURITY")) } else { String::new() };
        let release = self.paint(BOLD, &context.release_in_words(summary.semver));
        let changes = count(report.entries.len(), "change");
        _ = writeln!(self.out, "{changes} · {wire} · {source} · {behaviour}{security} · next release {release}");
        self.compared(context);
    }

    fn compared(&mut self, context: &Context) {
        if !context.base.is_empty() {
            let states = format!("compared {} → {}", plain(&context.base), plain(&context.head));
            _ = writeln!(self.out, "{}", self.paint(DIM, &states));
        }
    }

    fn entry(&mut self, entry: &Entry, context: &Context) {
        let Verdict { wire, source, behaviour, .. } = entry.change.verdict;
        let level = match entry.level() {
            Level::Security => self.paint(BOLD_RED, "security  "),
            Level::Breaking => self.paint(RED, "breaking  "),
            Level::Ask => self.paint(MAGENTA, "ask       "),
            Level::Behaviour => self.paint(MAGENTA, "behaviour "),
            Level::Compatible => self.paint(YELLOW, "compatible"),
            Level::None => self.paint(DIM, "no effect "),
        };
        let (wire, source) = (self.impact("wire", wire), self.impact("source", source));
        let acts =
            if behaviour == Behaviour::Changed { format!(" · {}", self.behaviour(behaviour)) } else { String::new() };
        let at = self.paint(DIM, &format!("{}:{}:{}", entry.head.file, entry.head.line, entry.head.column));
        let change = &entry.change;
        _ = writeln!(self.out, "  {level}  {}", plain(&change.message));
        _ = writeln!(self.out, "              {} · {wire} · {source}{acts}", change.rule.id);
        if change.before.is_some() || change.after.is_some() {
            _ = writeln!(self.out, "              before: {}", told(change.before.as_deref()));
            _ = writeln!(self.out, "              after:  {}", told(change.after.as_deref()));
        }
        for line in &entry.detail {
            _ = writeln!(self.out, "              {}", plain(line));
        }
        if let Some(hint) = &change.hint {
            _ = writeln!(self.out, "              to do: {}", plain(hint));
        }
        if let Some(reason) = context.reason(&entry.change) {
            _ = writeln!(self.out, "              declared: {}", plain(reason));
        }
        _ = writeln!(self.out, "              {at}");
    }

    /// What is written otherwise by whoever uses the crate.
    fn items(&mut self, items: &Items) {
        if items.is_empty() {
            return;
        }
        let Items { added, changed, removed } = items;
        let heading = format!("Rust API: {} added, {} changed, {} removed", added.len(), changed.len(), removed.len());
        _ = writeln!(self.out, "\n{}", self.paint(BOLD, &heading));
        for line in removed {
            _ = writeln!(self.out, "  - {}", plain(line));
        }
        for (before, after) in changed {
            _ = writeln!(self.out, "  ~ {}\n  → {}", plain(before), plain(after));
        }
        for line in added {
            _ = writeln!(self.out, "  + {}", plain(line));
        }
    }

    fn used_by(&mut self, reach: &Reach<'_>, is_head: bool, id: TypeId) {
        if reach.holders(id).is_empty() && reach.targets(id).is_empty() {
            return;
        }
        let (label, is_new) = self.label(reach, is_head, id);
        _ = writeln!(self.out, "              used by: {label}");
        if is_new {
            self.branches(reach, is_head, id, &mut "              ".to_owned());
        }
    }

    /// A type's name with its number, and whether its tree is still to be shown.
    fn label(&mut self, reach: &Reach<'_>, is_head: bool, id: TypeId) -> (String, bool) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry((is_head, id)).or_insert(next);
        let name = reach.name(id);
        if number == next { (format!("{name} #{number}"), true) } else { (format!("{name}, see #{number}"), false) }
    }

    fn branches(&mut self, reach: &Reach<'_>, is_head: bool, id: TypeId, indent: &mut String) {
        let last = reach.targets(id).len() + reach.holders(id).len();
        let mut nth = 0;
        let mut branch = || {
            nth += 1;
            if nth == last { ("└─ ", "   ") } else { ("├─ ", "│  ") }
        };
        for target in reach.targets(id) {
            let (fork, _) = branch();
            let words = target.in_words();
            _ = writeln!(self.out, "{indent}{fork}{words}");
        }
        for holder in reach.holders(id) {
            let (fork, below) = branch();
            let (label, is_new) = self.label(reach, is_head, *holder);
            _ = writeln!(self.out, "{indent}{fork}{label}");
            if is_new {
                let before = indent.len();
                indent.push_str(below);
                self.branches(reach, is_head, *holder, indent);
                indent.truncate(before);
            }
        }
    }
}
