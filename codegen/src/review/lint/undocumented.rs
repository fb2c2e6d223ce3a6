//! Schemas, fields, operations, events and resources without a word.

use super::{Cx, Findings, Lint};
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "undocumented",
    severity: Severity::Warning,
    why: "What has no description has only its name for documentation, in the spec, in the crate's docs and in an editor.",
    example: "`\"mark\": {\"type\": \"string\"}`: add a `description` in words of your own.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    let help = "add a `description`: what it means, its unit, when it is absent";
    for (owner, field) in cx.fields().filter(|(_, field)| field.description.is_none()) {
        findings.report(
            field.wire.span,
            format!("the field `{}` of `{owner}` has no description", field.wire.value),
            help,
        );
    }
    for def in cx.api.types.iter().filter(|def| def.description.is_none()) {
        findings.report(
            def.name.span,
            format!("the schema `{}` has no description", def.name.value),
            "add a `description`: what one of them is",
        );
    }
    for operation in cx.api.operations.iter().filter(|operation| operation.description.is_none()) {
        findings.report(
            operation.id.span,
            format!("the operation `{}` has no description", operation.id.value),
            "add a `description`: what it does, and what to know before calling it",
        );
    }
    for webhook in cx.api.webhooks.iter().filter(|webhook| webhook.description.is_none()) {
        findings.report(
            webhook.tag.span,
            format!("the event `{}` has no description", webhook.tag.value),
            "add a `description`: what has happened when it is delivered",
        );
    }
    for resource in cx.api.resources.iter().filter(|resource| resource.description.is_none()) {
        findings.report(
            resource.tag.span,
            format!("the resource `{}` has no description", resource.tag.value),
            "add a `description` to its entry in `tags`",
        );
    }
}
