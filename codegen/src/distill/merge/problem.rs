//! Problems of bringing a page into the spec, as values: name, severity, place in the page, place in the spec, message, help.
//! How a terminal shows them is decided in `show`.

use crate::distill::page::{Severity, Span};

/// No page has shown the envelope so far; one that is brought in later may.
pub(super) const ENVELOPE_UNKNOWN: &str = "envelope-unknown";

/// Another page says something else, and the spec has what that one says.
pub const SAID_OTHERWISE: &str = "said-otherwise";

/// One problem of bringing a page into the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its kind, under a name that stays.
    pub id: &'static str,
    /// How much it weighs; nothing is written when there is an error.
    pub severity: Severity,
    /// Where it is in the page.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The keys that lead to the other side of it in the spec, as it was before.
    pub spec: Vec<String>,
    /// The page that says otherwise: its number among those that were brought in together, and where it begins.
    pub other: Option<(usize, Span)>,
}

impl Problem {
    pub(super) fn error(id: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { id, severity: Severity::Error, span, message, help, spec: Vec::new(), other: None }
    }

    pub(super) fn warning(id: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(id, span, message, help) }
    }

    /// Whether it is still true when another page has been brought in since. What one page lacks another may have shown.
    pub(super) fn outlasts_its_pass(&self) -> bool {
        self.severity == Severity::Warning && self.id != ENVELOPE_UNKNOWN
    }

    pub(super) fn beside(mut self, page: usize, start: Span) -> Self {
        self.other = Some((page, start));
        self
    }

    pub(super) fn in_schema(mut self, name: &str) -> Self {
        self.spec = ["components", "schemas", name].map(str::to_owned).to_vec();
        self
    }
}

/// What becomes of facts of the spec that came from a page and that it no longer states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unstated {
    /// They stay, and each is named for a person to confirm.
    #[default]
    Named,
    /// They go, because that was asked for.
    Pruned,
    /// They stay and nothing is concluded: the copy may be cut, so what it lacks says nothing. Facts are added, none is
    /// removed, none is weakened.
    Kept,
}

/// Something of the spec that came from this page and is no longer on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// What it is, in words.
    pub what: String,
    /// Whether it is gone already, because that was asked for.
    pub done: bool,
    /// The field that it is, by schema and name.
    pub(super) field: Option<(String, String)>,
}
