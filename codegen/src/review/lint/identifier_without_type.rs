//! Identifiers that are plain strings or numbers.

use super::{Cx, Findings, Lint, words};
use crate::api::ir::Type;
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "identifier-without-type",
    severity: Severity::Warning,
    why: "A card's id that is a plain string can be passed where a BIN's id belongs, and the compiler says nothing.",
    example: "`\"card_id\": {\"type\": \"string\"}`: add a schema `CardId` and write `{\"$ref\": \"#/components/schemas/CardId\"}`.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for (owner, field) in cx.fields() {
        let is_plain = matches!(field.ty.innermost(), Type::Text | Type::Integer(_));
        let names_an_id = words(&field.wire.value).last().is_some_and(|word| word == "id" || word == "ids");
        if is_plain && names_an_id {
            findings.report(
                field.wire.span,
                format!("`{}` of `{owner}` is an identifier without a type of its own", field.wire.value),
                "add a schema for it to `components.schemas` and refer to it",
            );
        }
    }
}
