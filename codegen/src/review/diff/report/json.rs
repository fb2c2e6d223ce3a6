//! The report for a program. Its shape is promised in `report.schema.json` beside this folder.

use super::{Context, Entry, Report, Summary};
use crate::review::diff::change::Location;
use crate::review::diff::reach::{Target, Use};
use crate::review::diff::verdict::Verdict;
use crate::spec::openapi::Effect;
use crate::text::json::Tree;

/// The report for a program.
#[must_use]
pub fn json(report: &Report<'_>, context: &Context) -> String {
    let Summary { wire, source, behaviour, security, semver } = report.summary;
    let summary = Tree::object([
        ("wire", wire.word().into()),
        ("source", source.word().into()),
        ("behaviour", behaviour.word().into()),
        ("security", security.into()),
        ("semver", semver.word().into()),
        ("release", context.release(semver).word().into()),
        ("version", context.version.map(|version| version.to_string()).into()),
        ("next_version", context.next(semver).map(|version| version.to_string()).into()),
    ]);
    let compared = Tree::object([("base", (&context.base).into()), ("head", (&context.head).into())]);
    let rewritten = report.items.changed.iter();
    let rewritten = rewritten.map(|(before, after)| Tree::object([("before", before.into()), ("after", after.into())]));
    let items = Tree::object([
        ("added", report.items.added.iter().collect()),
        ("changed", rewritten.collect()),
        ("removed", report.items.removed.iter().collect()),
    ]);
    let changes = report.entries.iter().map(|entry| change(entry, context)).collect();
    Tree::object([("summary", summary), ("compared", compared), ("changes", changes), ("api", items)]).pretty() + "\n"
}

fn change(entry: &Entry, context: &Context) -> Tree {
    let change = &entry.change;
    let Verdict { wire, source, behaviour, security } = change.verdict;
    let [pointer, file, line, column] = place(entry.pointer(), &entry.head);
    Tree::object([
        ("rule", change.rule.id.into()),
        ("wire", wire.word().into()),
        ("source", source.word().into()),
        ("behaviour", behaviour.word().into()),
        ("security", security.into()),
        pointer,
        file,
        line,
        column,
        ("base", base(entry).into()),
        ("message", (&change.message).into()),
        ("before", change.before.as_ref().into()),
        ("after", change.after.as_ref().into()),
        ("hint", change.hint.as_ref().into()),
        ("detail", entry.detail.iter().collect()),
        ("declared", context.reason(change).into()),
        ("used_by", entry.used_by.iter().map(used_by).collect()),
    ])
}

fn place<'k>(pointer: &str, at: &Location) -> [(&'k str, Tree); 4] {
    let Location { file, line, column } = at;
    [("pointer", pointer.into()), ("file", file.into()), ("line", (*line).into()), ("column", (*column).into())]
}

/// Where it was, if it was there.
fn base(entry: &Entry) -> Option<Tree> {
    Some(Tree::object(place(&entry.change.base.as_ref()?.pointer, entry.base.as_ref()?)))
}

fn used_by(one: &Use) -> Tree {
    let kind = match one.target {
        Target::Operation(..) => "operation",
        Target::Webhook(_) => "webhook",
    };
    Tree::object([
        ("kind", kind.into()),
        ("id", one.target.id().into()),
        ("direction", one.target.direction().word().into()),
        ("effect", one.target.effect().map(Effect::word).into()),
        ("through", one.through.iter().collect()),
    ])
}
