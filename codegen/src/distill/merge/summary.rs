//! What came of all pages, in a line: how many facts were taken, how many are left open, and what could not be read.

use super::Distilled;
use crate::distill::page::{FindingCode, Severity, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The line. `names` are the pages' files, `open` is how many to-dos there are.
#[must_use]
pub fn summary(distilled: &Distilled, names: &[&str], open: usize) -> String {
    let mut line = String::new();
    let taken = distilled.pages.iter().filter(|page| !page.has_errors()).filter_map(|page| page.mapped.as_ref());
    let facts: usize = taken.map(|mapped| mapped.facts).sum();
    let _ = write!(line, "{} taken, {open} left open; not read: ", counted(facts, "fact"));
    let mut unread: BTreeMap<&str, (usize, (&str, Span))> = BTreeMap::new();
    let mut failed = Vec::new();
    for (page, name) in distilled.pages.iter().zip(names) {
        if page.has_errors() {
            failed.push(format!("the page {name}"));
        }
        for finding in page.findings.iter().filter(|finding| is_unread(finding.code, finding.severity)) {
            unread.entry(finding.code.id()).or_insert((0, (name, finding.span))).0 += 1;
        }
    }
    let parts = unread.into_iter().map(|(kind, (number, (name, span)))| {
        let more = if number > 1 { " and on" } else { "" };
        format!("{number} {kind} ({name}:{span}{more})")
    });
    let parts: Vec<String> = failed.into_iter().chain(parts).collect();
    let _ = writeln!(line, "{}", if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") });
    line
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Findings that say that something stands on the page which is not in the model, in whole or in part.
fn is_unread(code: FindingCode, severity: Severity) -> bool {
    let left_out = matches!(
        code,
        FindingCode::CodesLookalike
            | FindingCode::CodesMisplaced
            | FindingCode::CodesWithoutMeaning
            | FindingCode::ColumnUnread
            | FindingCode::CommentOpen
            | FindingCode::ExampleBroken
            | FindingCode::ExampleCutOff
            | FindingCode::ExampleSideUnknown
            | FindingCode::ExportUnread
            | FindingCode::FenceUnread
            | FindingCode::HtmlUnseen
            | FindingCode::SchemaUnread
            | FindingCode::TableUnused
    );
    left_out || severity == Severity::Error
}
