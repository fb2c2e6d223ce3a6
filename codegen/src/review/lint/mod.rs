//! What is allowed and still not good: one lint a file, each with an id, why it matters, and an example.
//! A lint that is an error stops `codegen` too; a warning does not.

mod date_without_empty_rule;
mod description_repeats_name;
mod enum_in_description;
mod example_does_not_fit;
mod example_shows_more;
mod examples;
mod identifier_without_type;
mod money_without_unit;
mod paging_without_pagination;
mod sensitive_name_without_mark;
mod undocumented;
mod unused_schema;

use crate::api::ir::{Api, Field};
use crate::spec::sensitive::words;
use crate::text::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::source::{Source, Span};

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
    /// Looks through a spec.
    check: fn(Cx<'_>, &mut Findings<'_>),
}

/// Every lint, by id.
pub const ALL: &[Lint] = &[
    date_without_empty_rule::LINT,
    description_repeats_name::LINT,
    enum_in_description::LINT,
    example_does_not_fit::LINT,
    example_shows_more::LINT,
    identifier_without_type::LINT,
    money_without_unit::LINT,
    paging_without_pagination::LINT,
    sensitive_name_without_mark::LINT,
    undocumented::LINT,
    unused_schema::LINT,
];

/// What a lint looks through.
#[derive(Debug, Clone, Copy)]
struct Cx<'a> {
    api: &'a Api,
    /// The spec's own text, for its examples.
    spec: &'a Source,
}

impl<'a> Cx<'a> {
    /// Every field with the name of the schema that it stands in, the runtime's two schemas included.
    fn fields(self) -> impl Iterator<Item = (&'a str, &'a Field)> {
        let types = self.api.types.iter().filter_map(|def| Some((def.name.value.as_str(), def.shape.object()?)));
        let credentials = self.api.credentials.iter().map(|wrapper| ("Credentials", &wrapper.object));
        let envelope = self.api.envelope.iter().map(|wrapper| ("Envelope", &wrapper.object));
        let objects = types.chain(credentials).chain(envelope);
        objects.flat_map(|(owner, object)| object.fields.iter().map(move |field| (owner, field)))
    }
}

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

/// Runs every lint over an API and the text of the spec that it was read from.
#[must_use]
pub fn run(api: &Api, spec: &Source) -> Diagnostics {
    run_those(api, spec, |_| true)
}

/// Runs the lints that are errors.
#[must_use]
pub fn run_errors(api: &Api, spec: &Source) -> Diagnostics {
    run_those(api, spec, |lint| lint.severity == Severity::Error)
}

fn run_those(api: &Api, spec: &Source, wanted: fn(&Lint) -> bool) -> Diagnostics {
    let mut found = Diagnostics::new();
    for lint in ALL.iter().filter(|lint| wanted(lint)) {
        (lint.check)(Cx { api, spec }, &mut Findings { lint: *lint, found: &mut found });
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
