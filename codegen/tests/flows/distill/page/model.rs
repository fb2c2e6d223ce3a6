//! A page's model as text, one fact a line, each with its place.

use open_api_codegen::distill::page::At;
use open_api_codegen::distill::page::model::{Body, DividedBy, Endpoint, Level, Message, Page, Value};
use std::fmt::Write as _;

/// A line, indented.
pub(crate) fn line(out: &mut String, indent: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{}", "", text.trim_end(), indent = indent * 2);
}

fn stated<T: std::fmt::Display>(value: &At<T>) -> String {
    format!("{} @{}", value.value, value.span)
}

/// The whole model.
pub(crate) fn page(out: &mut String, page: &Page) {
    let kind = match &page.body {
        Body::Operation(_) => "operation",
        Body::Constant(_) => "constant",
        Body::Webhook(_) => "webhook",
    };
    line(out, 0, kind);
    if let Some(id) = &page.id {
        line(out, 1, &format!("id {}", stated(id)));
    }
    if let Some(area) = page.area {
        line(out, 1, &format!("area {area:?}"));
    }
    for section in &page.section {
        line(out, 1, &format!("section {}", stated(section)));
    }
    if let Some(title) = &page.title {
        line(out, 1, &format!("title {}", stated(title)));
    }
    if let Some(revised) = &page.revised {
        line(out, 1, &format!("revised {}", stated(revised)));
    }
    for remark in &page.remarks {
        line(out, 1, &format!("remark {}", stated(remark)));
    }
    match &page.body {
        Body::Operation(operation) => {
            endpoint(out, &operation.endpoint);
            message(out, "request", &operation.request);
            message(out, "response", &operation.response);
        }
        Body::Constant(constant) => values(out, 1, &constant.values),
        Body::Webhook(webhook) => {
            for event in &webhook.events {
                line(out, 1, &format!("event {}: {}", stated(&event.tag), stated(&event.description)));
            }
            message(out, "payload", &webhook.payload);
        }
    }
}

fn endpoint(out: &mut String, endpoint: &Endpoint) {
    if let Some(method) = &endpoint.method {
        line(out, 1, &format!("method {}", stated(method)));
    }
    if let Some(path) = &endpoint.path {
        line(out, 1, &format!("path {}", stated(path)));
    }
    if let Some(server) = &endpoint.server {
        line(out, 1, &format!("server {}", stated(server)));
    }
}

fn message(out: &mut String, what: &str, message: &Message) {
    line(out, 1, what);
    for example in &message.examples {
        line(out, 2, &format!("example @{} {example:?}", example.span));
    }
    if let Some(nothing) = &message.nothing {
        line(out, 2, &format!("nothing: {}", stated(nothing)));
    }
    let Some(table) = &message.table else { return };
    let level = match message.level {
        Some(Level::Root) => ", of the example's root",
        Some(Level::Data) => ", of the example's data",
        None => "",
    };
    let presence = if table.states_presence { "" } else { ", no presence column" };
    line(out, 2, &format!("table @{}{level}{presence}", table.span));
    for row in &table.rows {
        let field_type = row.field_type.as_ref().map_or_else(|| "?".to_owned(), stated);
        let presence = row.presence.as_ref().map_or_else(|| "?".to_owned(), stated);
        let by = match row.divided_by {
            DividedBy::Borders => String::new(),
            by => format!(" [{by:?}]"),
        };
        line(out, 3, &format!("{} · {field_type} · {presence}{by}", stated(&row.path)));
        if let Some(description) = &row.description {
            line(out, 5, &stated(description));
        }
        for (column, text) in &row.extra {
            line(out, 5, &format!("({column}) {}", stated(text)));
        }
        if let Some(unit) = &row.unit {
            line(out, 5, &format!("in {}", stated(unit)));
        }
        if let Some(sensitive) = &row.sensitive {
            let (holds, by) = (sensitive.value.holds, sensitive.value.by);
            line(out, 5, &format!("holds {holds} @{} by its {by:?}", sensitive.span));
        }
        values(out, 5, &row.codes);
    }
    for unread in &table.unread {
        line(out, 3, &format!("unread @{unread}"));
    }
}

fn values(out: &mut String, indent: usize, values: &[Value]) {
    for value in values {
        let note = value.note.as_ref().map_or_else(String::new, |note| format!(" ({})", stated(note)));
        line(out, indent, &format!("{} = {}{note}", stated(&value.code), stated(&value.meaning)));
    }
}
