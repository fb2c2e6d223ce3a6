//! Dates that are empty strings in an example, and have no rule for it.

use super::examples::{Kind, misfits};
use super::{Cx, Findings, Lint};
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "date-without-empty-rule",
    severity: Severity::Error,
    why: "The platform writes an empty string for what has not happened yet; without the rule, reading such an answer fails.",
    example: "`\"close_at\": \"\"` in an example: add `\"x-empty\": \"none\"` to the field.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for misfit in misfits(cx) {
        if matches!(misfit.kind, Kind::EmptyDate) {
            findings.report(
                misfit.span,
                format!("the date {} is empty in the example, and nothing says what that means", misfit.of),
                "add `\"x-empty\": \"none\"` to the field",
            );
        }
    }
}
