//! A page and its findings as text, for snapshots.

use super::model::{line, page};
use open_api_codegen::distill::page::model::{Body, Endpoint, Message, Value};
use open_api_codegen::distill::page::{Finding, Parsed};

/// Holds a text against the snapshot of that name in `tests/snapshots/page`.
pub(crate) fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
        snapshot_path => "../../../snapshots/page",
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Everything.
pub(crate) fn parsed(parsed: &Parsed) -> String {
    let mut out = String::new();
    match &parsed.page {
        Some(found) => page(&mut out, found),
        None => out.push_str("no page\n"),
    }
    out.push_str("\nfindings\n");
    for finding in &parsed.findings {
        self::finding(&mut out, finding);
    }
    out
}

fn finding(out: &mut String, finding: &Finding) {
    line(out, 1, &format!("{} {} @{}: {}", finding.severity, finding.code, finding.span, finding.message));
    if let Some(help) = &finding.help {
        line(out, 3, &format!("help: {help}"));
    }
    if let Some((span, label)) = &finding.related {
        line(out, 3, &format!("see @{span}: {label}"));
    }
}

/// The facts alone: no prose, no places.
pub(crate) fn facts(parsed: &Parsed) -> String {
    let mut out = String::new();
    if let Some(page) = &parsed.page {
        let names: Vec<&str> = page.section.iter().chain(&page.title).map(|part| part.value.as_str()).collect();
        line(&mut out, 0, &format!("{:?} {}", page.area, names.join(" / ")));
        match &page.body {
            Body::Operation(operation) => {
                endpoint_facts(&mut out, &operation.endpoint);
                message_facts(&mut out, "request", &operation.request);
                message_facts(&mut out, "response", &operation.response);
            }
            Body::Constant(constant) => value_facts(&mut out, &constant.values),
            Body::Webhook(webhook) => {
                for event in &webhook.events {
                    line(&mut out, 1, &format!("event {}", event.tag.value));
                }
                message_facts(&mut out, "payload", &webhook.payload);
            }
        }
        if let Some(id) = &page.id {
            line(&mut out, 1, &format!("id {}", id.value));
        }
        if let Some(revised) = &page.revised {
            line(&mut out, 1, &format!("revised {}", revised.value));
        }
    }
    for finding in &parsed.findings {
        line(&mut out, 0, &format!("{} {}: {}", finding.severity, finding.code, finding.message));
    }
    out
}

fn endpoint_facts(out: &mut String, endpoint: &Endpoint) {
    let method = endpoint.method.as_ref().map_or("?", |method| method.value.word());
    let path = endpoint.path.as_ref().map_or("?", |path| path.value.as_str());
    line(out, 1, &format!("{method} {path}"));
}

fn message_facts(out: &mut String, what: &str, message: &Message) {
    line(out, 1, &format!("{what}, level {:?}, examples {}", message.level, message.examples.len()));
    for row in message.table.iter().flat_map(|table| &table.rows) {
        let field_type = row.field_type.as_ref().map_or_else(|| "?".to_owned(), |found| found.value.to_string());
        let presence = row.presence.as_ref().map_or_else(|| "?".to_owned(), |found| found.value.to_string());
        line(out, 2, &format!("{} {field_type} {presence}", row.path.value));
        value_facts(out, &row.codes);
    }
}

fn value_facts(out: &mut String, values: &[Value]) {
    for value in values {
        line(out, 3, &format!("{} {}", value.code.value, value.meaning.value));
    }
}
