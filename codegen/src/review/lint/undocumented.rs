//! Schemas, fields, operations, events and resources without a word.

use super::{Cx, Findings, Lint};
use crate::spec::openapi::Text;
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "undocumented",
    severity: Severity::Warning,
    why: "What has no description has only its name for documentation, in the spec, in the crate's docs and in an editor.",
    example: "`\"mark\": {\"type\": \"string\"}`: add a `description` in words of your own.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    let mut ask = |text: Option<&str>, name: &Text, what: &str, owner: Option<&str>, help: &str| {
        if text.is_none() {
            let owner = owner.map_or(String::new(), |owner| format!(" of `{owner}`"));
            findings.report(name.span, format!("the {what} `{}`{owner} has no description", name.value), help);
        }
    };
    for (owner, field) in cx.fields() {
        let help = "add a `description`: what it means, its unit, when it is absent";
        ask(field.description.as_deref(), &field.wire, "field", Some(owner), help);
    }
    for def in &cx.api.types {
        ask(def.description.as_deref(), &def.name, "schema", None, "add a `description`: what one of them is");
    }
    for operation in &cx.api.operations {
        let help = "add a `description`: what it does, and what to know before calling it";
        ask(operation.description.as_deref(), &operation.id, "operation", None, help);
    }
    for webhook in &cx.api.webhooks {
        let help = "add a `description`: what has happened when it is delivered";
        ask(webhook.description.as_deref(), &webhook.tag, "event", None, help);
    }
    for resource in &cx.api.resources {
        let help = "add a `description` to its entry in `tags`";
        ask(resource.description.as_deref(), &resource.tag, "resource", None, help);
    }
}
