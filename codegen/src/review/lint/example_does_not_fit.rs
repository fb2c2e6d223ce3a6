//! Examples that the types they are examples of cannot hold.

use super::examples::{Kind, misfits};
use super::{Cx, Findings, Lint};
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "example-does-not-fit",
    severity: Severity::Error,
    why: "A documented answer that the client cannot read shows that a type is wrong, or that the page contradicts itself.",
    example: "`\"total\": {\"type\": \"integer\"}` and `\"total\": \"two\"` in the example: follow the example or mend it, with a `note` in `x-provenance`.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for misfit in misfits(cx) {
        let of = &misfit.of;
        match &misfit.kind {
            Kind::Other { is, wanted } => findings.report(
                misfit.span,
                format!("the example of {of} is {is}; {wanted} belongs there"),
                "change the type to what the platform sends, or the example to what the type says",
            ),
            Kind::Missing => findings.report(
                misfit.span,
                format!("the example has no {of}, which is required"),
                "remove the field from `required`, or add it to the example",
            ),
            Kind::EmptyDate | Kind::UnlistedField | Kind::UnlistedCode(_) => {}
        }
    }
}
