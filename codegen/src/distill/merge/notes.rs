//! Findings of the page to notes of the spec: each warning is recorded once, at the field it is about or else at the whole.
//! The words are the finding's own; they never hold an example's value.

use crate::distill::page::{Finding, FindingCode, Severity, Span};
use std::collections::BTreeMap;

/// The page's warnings by their places, and which of them are recorded already.
pub(super) struct Notes<'a> {
    findings: Vec<&'a Finding>,
    by_start: BTreeMap<usize, Vec<usize>>,
    recorded: Vec<bool>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(findings: &'a [Finding]) -> Self {
        // A copy that is cut off says nothing about the page.
        let is_of_the_copy = |code| matches!(code, FindingCode::ExampleCutOff | FindingCode::TableCutOff);
        let is_of_the_page =
            |finding: &&Finding| finding.severity == Severity::Warning && !is_of_the_copy(finding.code);
        let findings: Vec<&Finding> = findings.iter().filter(is_of_the_page).collect();
        let mut by_start: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, finding) in findings.iter().enumerate() {
            by_start.entry(finding.span.start).or_default().push(at);
            if let Some((span, _)) = &finding.related {
                by_start.entry(span.start).or_default().push(at);
            }
        }
        let recorded = vec![false; findings.len()];
        Self { findings, by_start, recorded }
    }

    /// The warnings about a stretch of the page that are not recorded yet. `told` are those that the caller tells in its own words.
    pub(super) fn claim(&mut self, span: Span, told: &[FindingCode]) -> Vec<String> {
        let mut notes = Vec::new();
        for at in self.by_start.range(span.start..span.end).flat_map(|(_, found)| found) {
            let finding = self.findings[*at];
            if !std::mem::replace(&mut self.recorded[*at], true) && !told.contains(&finding.code) {
                notes.push(sentence(&finding.message));
            }
        }
        notes
    }

    /// The warnings that are about no field, beside those that need no words.
    pub(super) fn rest(&mut self, told: &[FindingCode]) -> Vec<String> {
        let mut notes = Vec::new();
        for (finding, recorded) in self.findings.iter().zip(&mut self.recorded) {
            if !std::mem::replace(recorded, true) && !told.contains(&finding.code) {
                notes.push(sentence(&finding.message));
            }
        }
        notes
    }
}

/// A message as a sentence.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if message.ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}
