//! The report for a pull request: a line that says it all, a table of what breaks, and the rest folded away.

use super::{Entry, Level, Report, count};
use crate::review::diff::reach::Use;
use crate::review::diff::verdict::Semver;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many users of a type are named before the rest is counted.
const NAMED: usize = 4;

/// The report for a pull request.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    let summary = report.summary;
    if report.entries.is_empty() {
        return "### Spec review\n\nThe two specs say the same.\n".to_owned();
    }
    let mut out = String::from("### Spec review\n\n");
    _ = writeln!(
        out,
        "**Wire: {}** · **source: {}**{} · next release: **{}** ({})\n",
        summary.wire.word(),
        summary.source.word(),
        if summary.security { " · **security**" } else { "" },
        summary.semver.word(),
        consequence(summary.semver)
    );
    if let Some(unsaid) = summary.unsaid() {
        _ = writeln!(out, "{unsaid}\n");
    }
    let parts: Vec<String> = [
        (Level::Security, "about security"),
        (Level::Breaking, "breaking"),
        (Level::Compatible, "compatible"),
        (Level::None, "without effect"),
    ]
    .into_iter()
    .map(|(level, words)| (report.count(level), words))
    .filter(|(many, _)| *many > 0)
    .map(|(many, words)| format!("{many} {words}"))
    .collect();
    _ = writeln!(out, "{}: {}.", count(report.entries.len(), "change"), parts.join(", "));
    let is_bad = |entry: &&Entry| entry.level() <= Level::Breaking;
    let mut bad: Vec<&Entry> = report.entries.iter().filter(is_bad).collect();
    // The table has no headings: what is less protected comes first, whatever it belongs to.
    bad.sort_by_key(|entry| entry.level());
    if !bad.is_empty() {
        out.push('\n');
        table(&mut out, &bad);
    }
    for (level, title) in [(Level::Compatible, "compatible"), (Level::None, "without effect")] {
        let entries: Vec<&Entry> = report.entries.iter().filter(|entry| entry.level() == level).collect();
        if !entries.is_empty() {
            _ = writeln!(out, "\n<details>\n<summary>{} {title}</summary>\n", entries.len());
            table(&mut out, &entries);
            out.push_str("\n</details>\n");
        }
    }
    out
}

const fn consequence(semver: Semver) -> &'static str {
    match semver {
        Semver::None => "there is nothing to release",
        Semver::Patch => "the Rust API stays as it is",
        Semver::Minor => "the Rust API grows; code keeps compiling",
        Semver::Major => "code that uses the crate may have to be changed; before 1.0 this is a minor release",
    }
}

fn table(out: &mut String, entries: &[&Entry]) {
    out.push_str("| change | rule | wire | source | reaches | where |\n|---|---|---|---|---|---|\n");
    for entry in entries {
        let change = &entry.change;
        let security = if change.rule.security { "**security** · " } else { "" };
        _ = writeln!(
            out,
            "| {security}{} | `{}` | {} | {} | {} | {}:{} |",
            cell(&change.message),
            change.rule.id,
            change.verdict.wire.word(),
            change.verdict.source.word(),
            reaches(&entry.used_by),
            cell(&entry.head.file),
            entry.head.line
        );
    }
}

fn reaches(used_by: &[Use]) -> String {
    let ids: BTreeSet<&str> = used_by.iter().map(|one| one.target.id()).collect();
    let named: Vec<String> = ids.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    match ids.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// The words come from a spec: nothing in them may end the cell or begin a tag.
fn cell(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('|', "\\|").replace(['\r', '\n'], " ")
}
