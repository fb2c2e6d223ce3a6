//! Amounts whose description does not say of what. A decimal is taken for one; a whole number if its name or description says so.

use super::{Cx, Findings, Lint, words};
use crate::api::ir::{Field, Type};
use crate::spec::money;
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

fn counts_money(field: &Field) -> bool {
    let term = |text: &String| money::is_termed_so(text);
    money::is_named_so(&field.wire.value)
        || !money::is_about(&field.wire.value) && field.description.as_ref().is_some_and(term)
}

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    let is_amount = |field: &Field| match field.ty.innermost() {
        Type::Decimal => true,
        Type::Integer(_) => counts_money(field),
        _ => false,
    };
    for (owner, field) in cx.fields().filter(|(_, field)| is_amount(field)) {
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
                "name it in the description: the currency's major unit, its minor unit, a percentage, a rate",
            );
        }
    }
}
