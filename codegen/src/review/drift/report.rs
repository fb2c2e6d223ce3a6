//! The summary for a terminal, for a wiki or an issue, and for a program. Each contradiction comes with what to ask the platform.

use super::place::Place;
use super::seen::{Deviation, Subject};
use super::sum::{Row, Summary};
use crate::text::json::Tree;
use crate::text::source::Source;
use std::fmt::Write as _;

/// For a terminal.
#[must_use]
pub fn text(summaries: &[Summary], spec: &Source) -> String {
    let mut out = String::new();
    for summary in summaries {
        let page = summary.page.as_deref().map(|page| format!("  {page}")).unwrap_or_default();
        let _ = writeln!(out, "{} {}{page}", summary.subject.word(), summary.subject.name());
        let _ = writeln!(out, "  {}, {}", counted(summary.answers, "answer"), between(&summary.seen));
        for row in summary.rows.iter().filter(|row| !row.deviation.is_shape()) {
            let _ = writeln!(out, "  {}", what(&row.deviation));
            let _ = writeln!(out, "      seen {}, {}", counted(row.count, "time"), between(&row.seen));
            if let Some(place) = &row.place {
                let _ = writeln!(out, "      {}: {}", at(place, spec), place.says);
            }
            let _ = writeln!(out, "      ask: {}", question(summary, row));
        }
        let shapes: Vec<&Row> = summary.rows.iter().filter(|row| row.deviation.is_shape()).collect();
        if !shapes.is_empty() {
            out.push_str("  no type says what comes; this came:\n");
            let width = shapes.iter().map(|row| row.deviation.path.chars().count()).max().unwrap_or(0);
            for row in shapes {
                let found = row.deviation.found.as_deref().unwrap_or_default();
                let path = &row.deviation.path;
                let _ = writeln!(out, "      {path:<width$}  {found:<8}{:>8}", row.count);
            }
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}", sentence(summaries));
    out
}

/// A table a subject, for a wiki, an issue or a pull request.
#[must_use]
pub fn markdown(summaries: &[Summary], spec: &Source) -> String {
    let mut out = format!("{}\n", sentence(summaries));
    for summary in summaries {
        let page = summary.page.as_deref().map(|page| format!(", {}", cell(page))).unwrap_or_default();
        let _ = writeln!(out, "\n### {} {}{page}\n", summary.subject.word(), code(summary.subject.name()));
        let _ = writeln!(out, "{}, {}\n", counted(summary.answers, "answer"), between(&summary.seen));
        out.push_str("| what | seen | spec | ask the platform |\n|---|---|---|---|\n");
        for row in &summary.rows {
            let place = row.place.as_ref().map(|place| format!("{}: {}", at(place, spec), cell(&place.says)));
            let ask = if row.deviation.is_shape() { String::new() } else { cell(&question(summary, row)) };
            let _ = writeln!(
                out,
                "| {} | {}, {} | {} | {ask} |",
                cell(&what(&row.deviation)),
                counted(row.count, "time"),
                between(&row.seen),
                place.unwrap_or_default(),
            );
        }
    }
    out
}

/// For a program.
#[must_use]
pub fn json(summaries: &[Summary], spec: &Source) -> String {
    let seen = |(first, last): &(String, String)| Tree::object([("first", first.into()), ("last", last.into())]);
    let row = |summary: &Summary, row: &Row| {
        let one = &row.deviation;
        let question = (!one.is_shape()).then(|| question(summary, row));
        Tree::object([
            ("kind", (&one.kind).into()),
            ("path", (&one.path).into()),
            ("found", one.found.as_ref().into()),
            ("code", one.code.as_ref().into()),
            ("form", one.form.as_ref().into()),
            ("count", row.count.into()),
            ("seen", seen(&row.seen)),
            ("spec", row.place.as_ref().map(|place| at(place, spec)).into()),
            ("says", row.place.as_ref().map(|place| &place.says).into()),
            ("ask", question.into()),
        ])
    };
    let subjects = summaries.iter().map(|summary| {
        Tree::object([
            (summary.subject.word(), summary.subject.name().into()),
            ("page", summary.page.as_ref().into()),
            ("answers", summary.answers.into()),
            ("seen", seen(&summary.seen)),
            ("rows", summary.rows.iter().map(|one| row(summary, one)).collect()),
        ])
    });
    let drift = drift(summaries).into();
    Tree::object([("drift", drift), ("subjects", subjects.collect())]).pretty() + "\n"
}

/// How many things contradict the spec.
fn drift(summaries: &[Summary]) -> u64 {
    summaries.iter().flat_map(|summary| &summary.rows).filter(|row| !row.deviation.is_shape()).count() as u64
}

fn sentence(summaries: &[Summary]) -> String {
    let subjects = counted(summaries.len() as u64, "subject");
    match drift(summaries) {
        0 => format!("{subjects}, and nothing that the spec does not say"),
        count => format!("{} that the spec does not say, in {subjects}", counted(count, "thing")),
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn between((first, last): &(String, String)) -> String {
    let day = |at: &str| at.chars().take(10).collect::<String>();
    if day(first) == day(last) { format!("on {}", day(first)) } else { format!("from {} to {}", day(first), day(last)) }
}

fn at(place: &Place, spec: &Source) -> String {
    let position = spec.position(place.span.start());
    format!("{}:{}:{}", spec.name(), position.line, position.column)
}

/// A deviation in a few words.
fn what(one: &Deviation) -> String {
    let mut out = one.kind.replace('-', " ");
    if !one.path.is_empty() {
        let _ = write!(out, " at `{}`", one.path);
    }
    if let Some(code) = &one.code {
        let _ = write!(out, ": {code}");
    }
    match (&one.form, &one.found) {
        (Some(form), _) => _ = write!(out, " ({form})"),
        (None, Some(found)) if one.code.is_none() => _ = write!(out, " ({found})"),
        _ => {}
    }
    out
}

/// What the platform can be asked.
fn question(summary: &Summary, row: &Row) -> String {
    let one = &row.deviation;
    let name = one.path.rsplit('.').next().unwrap_or_default();
    let page = summary
        .page
        .as_deref()
        .map_or_else(|| format!("the page of {} `{}`", summary.subject.word(), summary.subject.name()), str::to_owned);
    let asked = match one.kind.as_str() {
        "unknown-code" => match &one.code {
            Some(code) => format!("what does {code} in `{name}` mean, and which other codes are there?"),
            None => format!("which codes does `{name}` have? One came that is not listed"),
        },
        "unknown-field" => format!("what is `{name}`, and is it part of the interface?"),
        "missing" => format!("when is `{name}` left out?"),
        "null" | "empty" => format!("when has `{name}` no value, and how is that written?"),
        "date-form" => format!("in which form does `{name}` come, and in which zone?"),
        "number-form" => format!("is `{name}` a number or a text?"),
        "wrong-type" => format!("which type has `{name}`?"),
        "repeated" => format!("why does `{name}` stand twice in one object, and which of the two counts?"),
        "total" => "what does the total count? It does not agree with the entries that come".to_owned(),
        "envelope" => "which members does the envelope of every answer have?".to_owned(),
        "http-status" => match &one.code {
            Some(code) => format!("when does the interface answer with HTTP status {code}?"),
            None => "when does the interface answer with another HTTP status than 200?".to_owned(),
        },
        "unknown-event" => "what does this event say, and what does it deliver?".to_owned(),
        _ => format!("is this part of the interface: {}?", what(one)),
    };
    match &summary.subject {
        Subject::Path(_) if summary.page.is_none() => asked,
        _ => format!("{page}: {asked}"),
    }
}

/// A text in a cell of a table. Between backticks only a bar has a meaning.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for each in text.chars() {
        in_code ^= each == '`';
        let has_meaning = matches!(each, '\\' | '<' | '>' | '[' | ']' | '*' | '_' | '@' | '#' | '!');
        if each == '|' || has_meaning && !in_code {
            out.push('\\');
        }
        out.push(if each == '\n' { ' ' } else { each });
    }
    out
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
