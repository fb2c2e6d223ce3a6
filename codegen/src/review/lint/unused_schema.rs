//! Schemas that nothing refers to.

use super::{Cx, Findings, Lint};
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "unused-schema",
    severity: Severity::Warning,
    why: "A schema that no operation and no event reaches becomes a type that nobody can receive or send.",
    example: "`BinFee` stands in `components.schemas` and no `$ref` leads to it: remove it, or refer to it.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for def in cx.api.types.iter().filter(|def| def.usage.is_unused()) {
        findings.report(
            def.name.span,
            format!("nothing refers to the schema `{}`", def.name.value),
            "remove it, or refer to it from an operation or an event",
        );
    }
}
