//! Descriptions that say no more than the name does.

use super::{Cx, Findings, Lint, words};
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "description-repeats-name",
    severity: Severity::Warning,
    why: "A description that only repeats the name costs a reader time and tells nothing: not the meaning, not the unit.",
    example: "`\"card_id\": {\"description\": \"Card id.\"}`: say whose id it is, or where it comes from.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for (owner, field) in cx.fields() {
        let name = &field.wire.value;
        if field.description.as_deref().is_some_and(|text| telling(text) == telling(name)) {
            findings.report(
                field.wire.span,
                format!("the description of `{name}` in `{owner}` only repeats its name"),
                "say what it means: whose it is, its unit, when it is absent",
            );
        }
    }
}

/// The words but the articles.
fn telling(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| !["a", "an", "the"].contains(&word.as_str())).collect()
}
