//! Examples that show a field or a code that nothing describes.

use super::examples::{Kind, misfits};
use super::{Cx, Findings, Lint};
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "example-shows-more",
    severity: Severity::Warning,
    why: "What an example shows and no table lists is read past by the client, though the platform sends it.",
    example: "`\"mark\"` in an example and not in the schema: describe it, with `\"evidence\": \"example\"` in its `x-provenance`.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for misfit in misfits(cx) {
        let of = &misfit.of;
        match &misfit.kind {
            Kind::UnlistedField => findings.report(
                misfit.span,
                format!("the example holds {of}, which no schema describes"),
                "describe the field, with `\"evidence\": \"example\"` in its `x-provenance`",
            ),
            Kind::UnlistedCode(code) => findings.report(
                misfit.span,
                format!("the example of {of} is {code}, a code that its schema does not list"),
                "add the code if its meaning is documented; the client passes it on as unknown until then",
            ),
            Kind::EmptyDate | Kind::Other { .. } | Kind::Missing => {}
        }
    }
}
