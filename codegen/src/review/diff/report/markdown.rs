//! The report for a pull request: a line that says it all, what has to be looked at, the Rust API as it will be, and the rest folded
//! away. It keeps below what a comment may hold: what is left out is counted, the least of it first.

use super::safe::{cell, code};
use super::{Context, Entry, Items, Level, Report, count};
use crate::review::diff::reach::{Target, Use};
use crate::review::diff::release::Semver;
use crate::review::diff::verdict::{Behaviour, Verdict};
use crate::spec::openapi::Effect;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many bytes there may be: a platform's comment holds 65,536 characters.
const LIMIT: usize = 60_000;

/// What is kept for the Rust API and for what is folded away, so that a long table does not take it all.
const KEPT: usize = 12_000;

/// How many users of a type are named before the rest is counted.
const NAMED: usize = 4;

const HEADER: &str = "| change | rule | wire | source | behaviour | reaches | where |\n|---|---|---|---|---|---|---|\n";

/// The report for a pull request.
#[must_use]
pub fn markdown(report: &Report<'_>, context: &Context) -> String {
    let summary = report.summary;
    let mut out = String::from("### Spec review\n\n");
    if !context.base.is_empty() {
        _ = writeln!(out, "Compared: {} → {}\n", code(&context.base), code(&context.head));
    }
    if report.entries.is_empty() {
        out.push_str("The two specs say the same.\n");
        declared(&mut out, report, context);
        return out;
    }
    _ = writeln!(
        out,
        "**Wire: {}** · **source: {}** · **behaviour: {}**{} · next release: **{}**, {}\n",
        summary.wire.word(),
        summary.source.word(),
        summary.behaviour.word(),
        if summary.security { " · **SECURITY**" } else { "" },
        context.release_in_words(summary.semver),
        consequence(summary.semver)
    );
    let parts: Vec<String> = [
        (Level::Security, "about security"),
        (Level::Breaking, "breaking"),
        (Level::Ask, "to ask the platform about"),
        (Level::Behaviour, "that act differently"),
        (Level::Compatible, "compatible"),
        (Level::None, "without effect"),
    ]
    .into_iter()
    .map(|(level, words)| (report.count(level), words))
    .filter(|(many, _)| *many > 0)
    .map(|(many, words)| format!("{many} {words}"))
    .collect();
    _ = writeln!(out, "{}: {}.", count(report.entries.len(), "change"), parts.join(", "));
    declared(&mut out, report, context);

    let all = report.worst_first();
    let is_open = |entry: &&Entry| {
        entry.level() < Level::Compatible || (entry.level() == Level::Compatible && entry.is_weighty())
    };
    let open: Vec<&Entry> = all.iter().copied().filter(is_open).collect();
    if !open.is_empty() {
        out.push('\n');
        table(&mut out, &open, context, LIMIT - 2 * KEPT);
    }
    typed(&mut out, &all, LIMIT - 2 * KEPT);
    items(&mut out, &report.items, LIMIT - KEPT);
    for (level, title) in [(Level::Compatible, "compatible"), (Level::None, "without effect")] {
        let entries: Vec<&Entry> =
            all.iter().copied().filter(|entry| entry.level() == level && !is_open(entry)).collect();
        if !entries.is_empty() {
            _ = writeln!(out, "\n<details>\n<summary>{} {title}</summary>\n", entries.len());
            table(&mut out, &entries, context, LIMIT);
            out.push_str("\n</details>\n");
        }
    }
    out
}

const fn consequence(semver: Semver) -> &'static str {
    match semver {
        Semver::None => "since there is nothing to release",
        Semver::Patch => "since only what is said changes",
        Semver::Minor => "since the Rust API grows, and code keeps compiling",
        Semver::Major => "since something breaks, may break or acts differently",
    }
}

/// What was declared, why, and for how much; and what only looks like it.
fn declared(out: &mut String, report: &Report<'_>, context: &Context) {
    let Some(declarations) = &context.declared else { return };
    for one in &declarations.list {
        let many = report.entries.iter().filter(|entry| one.covers(&entry.change)).count();
        let for_what = if many == 0 { "nothing that this change does".to_owned() } else { count(many, "change") };
        _ = writeln!(out, "\n- declared for {for_what}: {}: {}", code(&one.what), cell(&one.reason));
    }
    for problem in &declarations.problems {
        _ = writeln!(out, "\n- **not a declaration**: {}", cell(problem));
    }
}

/// Rows until the text is full; then how many more there are, and how to see them.
fn table(out: &mut String, entries: &[&Entry], context: &Context, limit: usize) {
    out.push_str(HEADER);
    for (at, entry) in entries.iter().enumerate() {
        let row = row(entry, context);
        if out.len() + row.len() > limit {
            let more = entries.len() - at;
            _ = writeln!(out, "\n**{more} more are not shown here.** `{}` shows them all.", context.command());
            return;
        }
        out.push_str(&row);
    }
}

fn row(entry: &Entry, context: &Context) -> String {
    let change = &entry.change;
    let Verdict { wire, source, behaviour, security } = change.verdict;
    let security = if security { "**SECURITY** · " } else { "" };
    let mut what = format!("{security}{}", cell(&change.message));
    if change.before.is_some() || change.after.is_some() {
        let words = |text: &Option<String>| text.as_deref().map_or_else(|| "nothing".to_owned(), code);
        _ = write!(what, "<br>before: {}<br>after: {}", words(&change.before), words(&change.after));
    }
    if let Some(hint) = &change.hint {
        _ = write!(what, "<br>to do: {}", cell(hint));
    }
    if let Some(reason) = context.reason(&entry.change) {
        _ = write!(what, "<br>declared: {}", cell(reason));
    }
    let behaviour = if behaviour == Behaviour::Changed { "**changed**" } else { "none" };
    format!(
        "| {what} | `{}` | {} | {} | {behaviour} | {} | {}:{} |\n",
        change.rule.id,
        wire.word(),
        source.word(),
        reaches(&entry.used_by),
        cell(&entry.head.file),
        entry.head.line
    )
}

/// The operations and events, money first, each with the ways that the value travels there.
fn reaches(used_by: &[Use]) -> String {
    let mut ways: BTreeMap<(bool, &str), Vec<&Target>> = BTreeMap::new();
    for one in used_by {
        let is_money = one.target.effect() == Some(Effect::Money);
        ways.entry((!is_money, one.target.id())).or_default().push(&one.target);
    }
    let many = ways.len();
    let named = ways.into_iter().take(NAMED).map(|((_, id), targets)| {
        let mut directions: Vec<&str> = targets.iter().map(|target| target.direction().word()).collect();
        directions.dedup();
        let effect = match targets[0].effect() {
            Some(Effect::Money) => ", **moves money**",
            Some(Effect::Write) => ", write",
            Some(Effect::Read) => ", read",
            None => "",
        };
        format!("{} ({}{effect})", code(id), directions.join(" and "))
    });
    let named = named.collect::<Vec<_>>().join(", ");
    if many > NAMED { format!("{named} and {} more", many - NAMED) } else { named }
}

/// What there is to know of operations that became typed.
fn typed(out: &mut String, entries: &[&Entry], limit: usize) {
    let entries: Vec<&&Entry> = entries.iter().filter(|entry| !entry.detail.is_empty()).collect();
    for (at, entry) in entries.iter().enumerate() {
        let mut section = format!("\n**{}**\n\n", cell(&entry.change.message));
        for line in &entry.detail {
            _ = writeln!(section, "- {}", code(line));
        }
        if out.len() + section.len() > limit {
            _ = writeln!(out, "\n{} more operations are not shown in full here.", entries.len() - at);
            return;
        }
        out.push_str(&section);
    }
}

/// The Rust API as a difference.
fn items(out: &mut String, items: &Items, limit: usize) {
    if items.is_empty() {
        return;
    }
    let Items { added, changed, removed } = items;
    _ = write!(
        out,
        "\n<details>\n<summary>The Rust API: {} added, {} changed, {} removed</summary>\n\n```diff\n",
        added.len(),
        changed.len(),
        removed.len()
    );
    let lines = removed.iter().map(|line| format!("- {line}\n"));
    let lines = lines.chain(changed.iter().map(|(before, after)| format!("- {before}\n+ {after}\n")));
    let lines: Vec<String> = lines.chain(added.iter().map(|line| format!("+ {line}\n"))).collect();
    let mut left = 0;
    for line in &lines {
        if out.len() + line.len() > limit {
            left += 1;
        } else {
            out.push_str(&super::safe::plain_line(line));
        }
    }
    out.push_str("```\n");
    if left > 0 {
        _ = writeln!(out, "\n{left} more are not shown here.");
    }
    out.push_str("\n</details>\n");
}
