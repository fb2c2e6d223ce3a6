//! Every place that a reading names.

use open_api_codegen::distill::page::model::{Body, Message, Value};
use open_api_codegen::distill::page::{Json, JsonValue, Parsed, Span};
use std::collections::BTreeSet;

/// The spans of what was read of the page's tables, piece by piece, and of what the findings are about. A whole row or table is
/// in it only where it was refused.
pub(crate) fn accounted(parsed: &Parsed) -> Vec<Span> {
    let mut spans = all(parsed);
    spans.extend(parsed.findings.iter().filter_map(|finding| finding.whole));
    let Some(page) = &parsed.page else { return spans };
    let mut rows: BTreeSet<Span> = BTreeSet::new();
    let mut of = |message: &Message| {
        let table = message.table.iter();
        rows.extend(table.flat_map(|table| table.rows.iter().map(|row| row.span).chain([table.span])));
    };
    match &page.body {
        Body::Operation(operation) => {
            of(&operation.request);
            of(&operation.response);
        }
        Body::Webhook(webhook) => of(&webhook.payload),
        Body::Constant(_) => {}
    }
    let told: BTreeSet<Span> =
        parsed.findings.iter().flat_map(|finding| [Some(finding.span), finding.whole]).flatten().collect();
    spans.retain(|span| !rows.contains(span) || told.contains(span));
    spans
}

/// All spans of the page and of its findings.
pub(crate) fn all(parsed: &Parsed) -> Vec<Span> {
    let mut spans = Vec::new();
    for finding in &parsed.findings {
        spans.push(finding.span);
        spans.extend(finding.related.iter().map(|(span, _)| *span));
    }
    let Some(page) = &parsed.page else { return spans };
    let stated = page.section.iter().chain(&page.remarks).chain(&page.title).chain(&page.id).chain(&page.revised);
    spans.extend(stated.map(|at| at.span));
    match &page.body {
        Body::Operation(operation) => {
            spans.extend(operation.endpoint.method.iter().map(|at| at.span));
            spans.extend(operation.endpoint.path.iter().chain(&operation.endpoint.server).map(|at| at.span));
            message(&operation.request, &mut spans);
            message(&operation.response, &mut spans);
        }
        Body::Constant(constant) => values(&constant.values, &mut spans),
        Body::Webhook(webhook) => {
            for event in &webhook.events {
                spans.extend([event.tag.span, event.description.span]);
            }
            message(&webhook.payload, &mut spans);
        }
    }
    spans
}

fn message(message: &Message, spans: &mut Vec<Span>) {
    for example in &message.examples {
        json(example, spans);
    }
    spans.extend(message.nothing.iter().map(|at| at.span));
    let Some(table) = &message.table else { return };
    spans.push(table.span);
    spans.extend(&table.unread);
    for row in &table.rows {
        spans.extend([row.span, row.path.span]);
        spans.extend(row.field_type.iter().map(|at| at.span));
        spans.extend(row.presence.iter().map(|at| at.span));
        spans.extend(row.description.iter().map(|at| at.span));
        spans.extend(row.unit.iter().map(|at| at.span));
        spans.extend(row.sensitive.iter().map(|at| at.span));
        spans.extend(row.extra.iter().map(|(_, at)| at.span));
        values(&row.codes, spans);
    }
}

fn values(values: &[Value], spans: &mut Vec<Span>) {
    for value in values {
        spans.extend([value.code.span, value.meaning.span]);
        spans.extend(value.note.iter().map(|at| at.span));
    }
}

fn json(value: &Json, spans: &mut Vec<Span>) {
    spans.push(value.span);
    match &value.value {
        JsonValue::Array(elements) => elements.iter().for_each(|element| json(element, spans)),
        JsonValue::Object { members, .. } => {
            for member in members {
                spans.push(member.name.span);
                json(&member.value, spans);
            }
        }
        _ => {}
    }
}
