//! The report for a program. Its shape is promised in `report.schema.json` beside this folder.

use super::{Entry, Report};
use crate::review::diff::change::Location;
use crate::review::diff::reach::{Target, Use};
use crate::text::json::Tree;

/// The report for a program.
#[must_use]
pub fn json(report: &Report<'_>) -> String {
    let summary = object(vec![
        ("wire", Tree::from(report.summary.wire.word())),
        ("source", Tree::from(report.summary.source.word())),
        ("security", Tree::Boolean(report.summary.security)),
        ("semver", Tree::from(report.summary.semver.word())),
    ]);
    let changes = Tree::Array(report.entries.iter().map(change).collect());
    object(vec![("summary", summary), ("changes", changes)]).pretty() + "\n"
}

fn change(entry: &Entry) -> Tree {
    let change = &entry.change;
    object(vec![
        ("rule", Tree::from(change.rule.id)),
        ("wire", Tree::from(change.verdict.wire.word())),
        ("source", Tree::from(change.verdict.source.word())),
        ("security", Tree::Boolean(change.rule.security)),
        ("pointer", Tree::from(entry.pointer())),
        ("file", Tree::from(entry.head.file.as_str())),
        ("line", number(entry.head.line)),
        ("column", number(entry.head.column)),
        ("base", base(entry)),
        ("message", Tree::from(change.message.as_str())),
        ("used_by", Tree::Array(entry.used_by.iter().map(used_by).collect())),
    ])
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
        ("through", Tree::Array(one.through.iter().map(|name| Tree::from(name.as_str())).collect())),
    ])
}

fn object(entries: Vec<(&str, Tree)>) -> Tree {
    Tree::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn number(number: usize) -> Tree {
    Tree::Number(number.to_string())
}
