//! The report for a program. Its shape is promised in `report.schema.json` beside this folder.

use super::{Context, Entry, Report, Summary};
use crate::review::diff::change::Location;
use crate::review::diff::reach::{Target, Use};
use crate::review::diff::verdict::Verdict;
use crate::text::json::Tree;

/// The report for a program.
#[must_use]
pub fn json(report: &Report<'_>, context: &Context) -> String {
    let Summary { wire, source, behaviour, security, semver } = report.summary;
    let summary = object(vec![
        ("wire", Tree::from(wire.word())),
        ("source", Tree::from(source.word())),
        ("behaviour", Tree::from(behaviour.word())),
        ("security", Tree::Boolean(security)),
        ("semver", Tree::from(semver.word())),
        ("release", Tree::from(context.release(semver).word())),
        ("version", text(context.version.map(|version| version.to_string()))),
        ("next_version", text(context.next(semver).map(|version| version.to_string()))),
    ]);
    let compared =
        object(vec![("base", Tree::from(context.base.as_str())), ("head", Tree::from(context.head.as_str()))]);
    let lines = |lines: &[String]| Tree::Array(lines.iter().map(|line| Tree::from(line.as_str())).collect());
    let rewritten = report.items.changed.iter().map(|(before, after)| {
        object(vec![("before", Tree::from(before.as_str())), ("after", Tree::from(after.as_str()))])
    });
    let items = object(vec![
        ("added", lines(&report.items.added)),
        ("changed", Tree::Array(rewritten.collect())),
        ("removed", lines(&report.items.removed)),
    ]);
    let changes = Tree::Array(report.entries.iter().map(|entry| change(entry, context)).collect());
    object(vec![("summary", summary), ("compared", compared), ("changes", changes), ("api", items)]).pretty() + "\n"
}

fn change(entry: &Entry, context: &Context) -> Tree {
    let change = &entry.change;
    let Verdict { wire, source, behaviour, security } = change.verdict;
    let declared = context.declared.as_ref().and_then(|declared| declared.reason(&entry.change));
    let detail = entry.detail.iter().map(|line| Tree::from(line.as_str()));
    object(vec![
        ("rule", Tree::from(change.rule.id)),
        ("wire", Tree::from(wire.word())),
        ("source", Tree::from(source.word())),
        ("behaviour", Tree::from(behaviour.word())),
        ("security", Tree::Boolean(security)),
        ("pointer", Tree::from(entry.pointer())),
        ("file", Tree::from(entry.head.file.as_str())),
        ("line", number(entry.head.line)),
        ("column", number(entry.head.column)),
        ("base", base(entry)),
        ("message", Tree::from(change.message.as_str())),
        ("before", text(change.before.clone())),
        ("after", text(change.after.clone())),
        ("hint", text(change.hint.clone())),
        ("detail", Tree::Array(detail.collect())),
        ("declared", text(declared.map(str::to_owned))),
        ("used_by", Tree::Array(entry.used_by.iter().map(used_by).collect())),
    ])
}

fn text(text: Option<String>) -> Tree {
    text.map_or(Tree::Null, |text| Tree::from(text.as_str()))
}

/// Where it was; `null` for what was added.
fn base(entry: &Entry) -> Tree {
    let (Some(place), Some(Location { file, line, column })) = (&entry.change.base, &entry.base) else {
        return Tree::Null;
    };
    object(vec![
        ("pointer", Tree::from(place.pointer.as_str())),
        ("file", Tree::from(file.as_str())),
        ("line", number(*line)),
        ("column", number(*column)),
    ])
}

fn used_by(one: &Use) -> Tree {
    let kind = match one.target {
        Target::Operation(..) => "operation",
        Target::Webhook(_) => "webhook",
    };
    object(vec![
        ("kind", Tree::from(kind)),
        ("id", Tree::from(one.target.id())),
        ("direction", Tree::from(one.target.direction().word())),
        ("effect", text(one.target.effect().map(|effect| effect.word().to_owned()))),
        ("through", Tree::Array(one.through.iter().map(|name| Tree::from(name.as_str())).collect())),
    ])
}

fn object(entries: Vec<(&str, Tree)>) -> Tree {
    Tree::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn number(number: usize) -> Tree {
    Tree::Number(number.to_string())
}
