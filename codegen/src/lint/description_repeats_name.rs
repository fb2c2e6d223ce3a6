//! Descriptions that say no more than the name does.

use super::{Findings, Lint};
use crate::diag::Severity;
use crate::ir::Api;

pub(super) const LINT: Lint = Lint {
    id: "description-repeats-name",
    severity: Severity::Warning,
    why: "A description that only repeats the name costs a reader time and tells nothing: not the meaning, not the unit.",
    example: "`\"card_id\": {\"description\": \"Card id.\"}`: say whose id it is, or where it comes from.",
    check,
};

fn check(api: &Api, findings: &mut Findings<'_>) {
    for def in &api.types {
        for field in def.shape.object().iter().flat_map(|object| &object.fields) {
            if field.description.as_deref().is_some_and(|text| words(text) == words(&field.wire.value)) {
                findings.report(
                    field.wire.span,
                    format!("the description of `{}` in `{}` only repeats its name", field.wire.value, def.name.value),
                    "say what it means: whose it is, its unit, when it is absent",
                );
            }
        }
    }
}

/// The words of a text, whatever their case and whatever is between them.
fn words(text: &str) -> Vec<String> {
    let ignored = ["a", "an", "the"];
    text.split(|each: char| !each.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && !ignored.contains(&word.as_str()))
        .collect()
}
