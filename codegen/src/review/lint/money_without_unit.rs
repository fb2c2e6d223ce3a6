//! Amounts whose description does not say of what.

use super::{Cx, Findings, Lint, words};
use crate::api::ir::Type;
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "money-without-unit",
    severity: Severity::Warning,
    why: "An amount without its unit is off by a factor of a hundred as soon as someone guesses cents.",
    example: "`\"amount\": {\"format\": \"decimal\", \"description\": \"The amount moved.\"}`: add \"in the major unit of `currency`\".",
    check,
};

/// One of these words tells what is counted.
const UNITS: &[&str] = &["unit", "units", "currency", "percent", "percentage", "rate", "ratio", "fraction", "multiple"];

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for (owner, field) in cx.fields().filter(|(_, field)| *field.ty.innermost() == Type::Decimal) {
        let Some(description) = &field.description else {
            // That it has no description is told by another lint.
            continue;
        };
        let says =
            description.contains(['%', '‰']) || words(description).iter().any(|word| UNITS.contains(&word.as_str()));
        if !says {
            findings.report(
                field.wire.span,
                format!("the amount `{}` of `{owner}` does not say its unit", field.wire.value),
                "name it in the description: the currency's major unit, a percentage, a rate",
            );
        }
    }
}
