//! What is allowed and still not good: one lint a file, each with an id, why it matters, and an example.
//! A lint that is an error stops `codegen` too; a warning does not.

mod description_repeats_name;
mod unused_schema;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;
use crate::source::Span;

/// One lint.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// Its name, which messages show.
    pub id: &'static str,
    /// How bad a finding is.
    pub severity: Severity,
    /// Why it matters, in a sentence or two.
    pub why: &'static str,
    /// What it finds, and what to write instead.
    pub example: &'static str,
    /// Looks through an API.
    check: fn(&Api, &mut Findings<'_>),
}

/// Every lint, by id.
pub const ALL: &[Lint] = &[description_repeats_name::LINT, unused_schema::LINT];

/// Where a lint puts what it finds.
#[derive(Debug)]
struct Findings<'f> {
    lint: Lint,
    found: &'f mut Diagnostics,
}

impl Findings<'_> {
    fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let mut diagnostic = Diagnostic::error(Code::Lint(self.lint.id), span, message, help);
        diagnostic.severity = self.lint.severity;
        self.found.push(diagnostic);
    }
}

/// Runs every lint.
#[must_use]
pub fn run(api: &Api) -> Diagnostics {
    let mut found = Diagnostics::new();
    for lint in ALL {
        (lint.check)(api, &mut Findings { lint: *lint, found: &mut found });
    }
    found
}

/// The lint with an id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Lint> {
    ALL.iter().find(|lint| lint.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lints_are_sorted_by_id_and_each_says_why_and_shows_an_example() {
        assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
        for lint in ALL {
            assert!(!lint.why.is_empty() && !lint.example.is_empty(), "{}", lint.id);
        }
    }
}
