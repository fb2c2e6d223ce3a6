//! What a page holds, by kind: its tables and examples put to their places in the model.
//! Which of the examples and tables stand where was read from the headings in `outline`; here the rest is inferred.

use super::against;
use super::check;
use super::clean::Clean;
use super::endpoint;
use super::example::evidence::Evidence;
use super::example::{self, Json};
use super::finding::{Finding, FindingCode, Severity};
use super::header::{self, Subject};
use super::location::Location;
use super::model::{Area, Body, Constant, Endpoint, FieldTable, Message, Operation, Webhook};
use super::outline::{Outline, Side, Standing};
use super::place::{At, Span};
use super::rows;
use super::table::Table;
use super::values;
use crate::text::diag::listed;
use crate::text::fold::tidy;

/// What a page describes, before its tables are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Operation,
    Constant,
    Webhook,
}

/// What is known of an operation's messages beside the page's text.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) request: Schema,
    pub(super) response: Schema,
}

/// What an export's schema and examples say of a message.
#[derive(Default)]
pub(super) struct Schema {
    pub(super) table: Option<FieldTable>,
    pub(super) examples: Vec<Json>,
}

/// A table with unknown columns. One that may be of fields holds the page up; versions, limits and addresses do not.
fn unread(page: &Clean<'_>, table: &Table) -> Finding {
    let (columns, header) = (headers(page, table), page.span(&table.header));
    let finding = if values::may_be_of_fields(page.text(), table) {
        let message = format!("the columns of this table are not known: {columns}");
        Finding::new(FindingCode::TableUnknown, header, message).help(format!("known headers: {}", header::KNOWN))
    } else {
        let message = format!("a table without names of fields is not read; its columns: {columns}");
        Finding::new(FindingCode::TableUnused, header, message)
            .help("look whether it says something of a field; if so, ask the platform for a page that says it there")
    };
    finding.whole(page.span(&table.whole()))
}

/// Where a page ends without what it should have: behind whatever may be the reason.
fn end(page: &Clean<'_>) -> Span {
    let end = page.text().trim_end().len();
    page.span(&(end..end))
}

/// The tables by what they are about, and the examples as trees.
pub(super) struct Contents {
    fields: Vec<(Standing, Table)>,
    values: Vec<Table>,
    events: Vec<Table>,
    examples: Vec<(Standing, Json)>,
    nothing: Vec<(Side, At<String>)>,
    unknown: usize,
}

impl Contents {
    pub(super) fn new(page: &Clean<'_>, outline: &mut Outline, found: &mut Vec<Finding>) -> Self {
        let mut contents = Self {
            fields: Vec::new(),
            values: Vec::new(),
            events: Vec::new(),
            examples: Vec::new(),
            nothing: std::mem::take(&mut outline.nothing),
            unknown: outline.unread,
        };
        for (standing, table) in std::mem::take(&mut outline.tables) {
            let table = match table.with_one_key(page.text()) {
                Ok(table) => table,
                Err(refused) => {
                    let (table, what) = *refused;
                    contents.unknown += 1;
                    let message = format!("two columns of this table may hold {what}: {}", headers(page, &table));
                    Finding::new(FindingCode::TableUnknown, page.span(&table.header), message)
                        .whole(page.span(&table.whole()))
                        .help("ask the platform which of them is sent; of two halves side by side, put the second below the first")
                        .push_to(found);
                    continue;
                }
            };
            match values::subject(page.text(), &table) {
                Some(Subject::Fields) => contents.fields.push((standing, table)),
                Some(Subject::Values) => contents.values.push(table),
                Some(Subject::Events) => contents.events.push(table),
                None if endpoint::is_stated_in(page.text(), &table) => {
                    // What else such a table labels is a remark of the page.
                    let cells =
                        table.rows.iter().flat_map(|row| &row.cells).chain(table.heads.iter().map(|head| &head.range));
                    let cells = cells.filter(|cell| !page.text()[(*cell).clone()].trim().is_empty());
                    outline.remarks.extend(cells.map(|cell| page.said(cell)));
                    outline.stating.push(table);
                }
                None => {
                    contents.unknown += 1;
                    found.push(unread(page, &table));
                }
            }
        }
        for (standing, fragment) in std::mem::take(&mut outline.examples) {
            if let Some(json) = example::parse(page, &fragment, found) {
                contents.examples.push((standing, json));
            }
        }
        contents
    }

    /// By the part of the documentation that the page says it belongs to, if its tables fit there; else by its tables.
    pub(super) fn kind(&self, area: Option<Area>, endpoint: &Endpoint) -> Option<Kind> {
        let operation = !self.fields.is_empty() || endpoint.path.is_some();
        let (fits, kind) = match area {
            Some(Area::Webhooks) => (!self.fields.is_empty() || !self.events.is_empty(), Kind::Webhook),
            Some(Area::Constants) => (!self.values.is_empty(), Kind::Constant),
            Some(Area::Api) => (operation, Kind::Operation),
            None => return self.kind_by_tables(operation),
        };
        fits.then_some(kind)
    }

    fn kind_by_tables(&self, operation: bool) -> Option<Kind> {
        if !self.events.is_empty() {
            Some(Kind::Webhook)
        } else if operation {
            Some(Kind::Operation)
        } else {
            (!self.values.is_empty()).then_some(Kind::Constant)
        }
    }

    /// `stated` is what is known of an operation's messages beside the page's text.
    pub(super) fn body(
        mut self,
        page: &Clean<'_>,
        kind: Kind,
        endpoint: Endpoint,
        stated: Stated,
        found: &mut Vec<Finding>,
    ) -> Body {
        match kind {
            Kind::Operation => {
                self.unused(page, "an operation", &[Subject::Values, Subject::Events], found);
                Body::Operation(Box::new(self.operation(page, endpoint, stated, found)))
            }
            Kind::Constant => {
                self.unused(page, "a constant", &[Subject::Fields, Subject::Events], found);
                extra(page, self.values.iter().skip(1), "a constant has one list of codes", found);
                let table = self.values.first();
                Body::Constant(Constant {
                    values: table.map_or_else(Vec::new, |table| values::read_values(page, table, found)),
                })
            }
            Kind::Webhook => {
                self.unused(page, "a webhook", &[Subject::Values], found);
                Body::Webhook(self.webhook(page, found))
            }
        }
    }

    fn operation(
        &mut self,
        page: &Clean<'_>,
        endpoint: Endpoint,
        stated: Stated,
        found: &mut Vec<Finding>,
    ) -> Operation {
        let start = page.span(&(0..0));
        if endpoint.path.is_none() {
            let (span, message, help) = match endpoint.several {
                Some(several) => (
                    several,
                    "several paths stand here, and an operation has one; none of them is taken",
                    "leave the one that is right in a copy of the page; the platform can tell which, and whether the other is an operation too",
                ),
                None => (
                    start,
                    "the page does not state the operation's path",
                    "copy the lines with method and path under the title too; without them the operation has no path",
                ),
            };
            Finding::new(FindingCode::PathMissing, span, message).help(help).push_to(found);
        }
        if let (Some(path), Some(several)) = (&endpoint.path, endpoint.several) {
            let message = format!("several paths stand here; `{}`, which stands alone elsewhere, is taken", path.value);
            Finding::new(FindingCode::EndpointConflict, several, message)
                .severity(Severity::Warning)
                .help("ask the platform whether the others are operations too")
                .see(path.span, "the path that is taken")
                .push_to(found);
        }
        if endpoint.method.is_none() {
            Finding::new(FindingCode::MethodMissing, start, "the page does not state the operation's HTTP method")
                .help("copy the lines with method and path under the title too")
                .push_to(found);
        }
        let sides = self.sides(page, found);
        let mut message = |side: Side, what: &str, schema: Schema| {
            let heading = if side == Side::Request { "请求参数" } else { "响应内容" };
            let table = sides.iter().position(|found| *found == Some(side));
            let mut examples = Vec::new();
            for (standing, json) in &self.examples {
                let own =
                    match standing {
                        Standing::Under(named) => *named == side,
                        Standing::Beside(number) => self.fields.iter().zip(&sides).any(|((standing, _), found)| {
                            *standing == Standing::Beside(*number) && *found == Some(side)
                        }),
                        Standing::Alone => by_shape(json) == Some(side),
                    };
                if own {
                    examples.push(json.clone());
                }
            }
            let table = table.map(|index| &self.fields[index].1);
            let nothing = self.nothing.iter().find(|(of, _)| *of == side).map(|(_, said)| said.clone());
            examples.extend(schema.examples);
            if table.is_none() && schema.table.is_none() && nothing.is_none() {
                let known = !examples.is_empty();
                Finding::new(
                        FindingCode::TableMissing,
                        end(page),
                        format!("no table of the {what}'s fields was found"),
                    )
                    .severity(if known { Severity::Warning } else { Severity::Error })
                    .help(format!(
                        "copy the page again, to its end; an example alone does not say what is required. If the page has no \
                         such table because nothing is sent, write `无` under a heading such as {heading}"
                    )).push_to(found);
            }
            Message { nothing, ..read_message(page, table, schema.table, examples, what, found) }
        };
        let request = message(Side::Request, "request", stated.request);
        let response = message(Side::Response, "response", stated.response);
        for (standing, json) in &self.examples {
            let beside_none = match standing {
                Standing::Alone => by_shape(json).is_none(),
                Standing::Beside(number) => !self.fields.iter().any(|(found, _)| *found == Standing::Beside(*number)),
                Standing::Under(_) => false,
            };
            if beside_none && !json.is_empty() {
                Finding::new(
                    FindingCode::ExampleSideUnknown,
                    json.span,
                    "nothing says whether this example is the request's or the response's; it is not used",
                )
                .help("copy the headings over the examples too")
                .push_to(found);
            }
        }
        Operation { endpoint, request, response }
    }

    /// Which side each table of fields is: by its heading; without one, the one with the credentials is the request's,
    /// and with two tables the other is the response's.
    fn sides(&self, page: &Clean<'_>, found: &mut Vec<Finding>) -> Vec<Option<Side>> {
        let text = page.text();
        let mut sides: Vec<Option<Side>> = Vec::with_capacity(self.fields.len());
        for (standing, table) in &self.fields {
            let side = match standing {
                Standing::Under(side) => Some(*side),
                _ if rows::names_credentials(text, table) => Some(Side::Request),
                _ if sides.contains(&Some(Side::Request)) => Some(Side::Response),
                _ => None,
            };
            let span = page.span(&table.header);
            if side.is_none() {
                Finding::new(
                    FindingCode::TableSideUnknown,
                    span,
                    "nothing says whether this table is the request's or the response's",
                )
                .whole(page.span(&table.whole()))
                .help("put a heading over it: `## 请求参数` or `## 响应内容`")
                .push_to(found);
            }
            if side.is_some() && sides.contains(&side) {
                let what = if side == Some(Side::Request) { "request" } else { "response" };
                extra(page, [table], &format!("the {what} has a table already"), found);
                sides.push(None);
            } else {
                sides.push(side);
            }
        }
        sides
    }

    fn webhook(&mut self, page: &Clean<'_>, found: &mut Vec<Finding>) -> Webhook {
        if self.events.is_empty() {
            Finding::new(
                    FindingCode::TableMissing,
                    end(page),
                    "no table of event tags was found, and the spec files a payload under its tags",
                )
                .help(
                    "copy the page again, from its top; if it names its tags in another way, write them into the copied page \
                     as a table: `| eventTag | 描述 |`",
                ).push_to(found);
        }
        if self.fields.is_empty() {
            Finding::new(FindingCode::TableMissing, end(page), "the page has no table of the payload's fields")
                .help("copy the page again, to its end")
                .push_to(found);
        }
        extra(page, self.events.iter().skip(1), "a webhook has one table of events", found);
        extra(page, self.fields.iter().skip(1).map(|(_, table)| table), "a webhook has one table of fields", found);
        let events = self.events.first().map_or_else(Vec::new, |table| values::read_events(page, table, found));
        let examples = std::mem::take(&mut self.examples).into_iter().map(|(_, json)| json).collect();
        let table = self.fields.first().map(|(_, table)| table);
        Webhook { events, payload: read_message(page, table, None, examples, "payload", found) }
    }

    fn unused(&self, page: &Clean<'_>, kind: &str, subjects: &[Subject], found: &mut Vec<Finding>) {
        for subject in subjects {
            let (tables, what): (Vec<&Table>, &str) = match subject {
                Subject::Fields => (self.fields.iter().map(|(_, table)| table).collect(), "fields"),
                Subject::Values => (self.values.iter().collect(), "codes"),
                Subject::Events => (self.events.iter().collect(), "events"),
            };
            for table in tables {
                // Numbers beside names may be lengths as well as codes.
                if table.subject.is_none() && values::may_be_of_fields(page.text(), table) {
                    found.push(unread(page, table));
                    continue;
                }
                let message = format!("a table of {what} on the page of {kind} is not used");
                Finding::new(FindingCode::TableUnused, page.span(&table.header), message)
                    .whole(page.span(&table.whole()))
                    .help("if it belongs to a page of its own, distill that page")
                    .push_to(found);
            }
        }
    }

    /// What was found and what is missing.
    pub(super) fn not_understood(
        &self,
        page: &Clean<'_>,
        location: &Location,
        endpoint: &Endpoint,
        outline: &Outline,
    ) -> Finding {
        let mut parts: Vec<String> = Vec::new();
        if let Some(title) = &location.title {
            parts.push(format!("the title `{}`", title.value));
        }
        if let Some(method) = &endpoint.method {
            parts.push(format!("the method {}", method.value));
        }
        if let Some(path) = &endpoint.path {
            parts.push(format!("the path `{}`", path.value));
        }
        for (number, what) in [
            (self.fields.len(), "table of fields"),
            (self.values.len(), "table of codes"),
            (self.events.len(), "table of events"),
            (self.unknown, "table with unknown columns"),
            (self.examples.len(), "example"),
            (outline.remarks.len(), "line of prose"),
        ] {
            match number {
                0 => {}
                1 => parts.push(format!("1 {what}")),
                many => parts.push(format!("{many} × {what}")),
            }
        }
        let missing = match location.area {
            Some(Area::Api) => "a path or a table of fields, as a page of the API has",
            Some(Area::Constants) => "a table of codes and what they mean, as a page of a constant has",
            Some(Area::Webhooks) => "a table of event tags or of fields, as a page of a webhook has",
            None => "a path, a table of fields, a table of codes or a table of event tags",
        };
        let parts = if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
        Finding::new(
            FindingCode::PageNotUnderstood,
            page.span(&(0..0)),
            format!("the page is not understood. Found: {parts}. Missing: {missing}"),
        )
        .help(format!("copy the whole page, tables and their headers included; known headers: {}", header::KNOWN))
    }
}

fn read_message(
    page: &Clean<'_>,
    table: Option<&Table>,
    schema: Option<FieldTable>,
    examples: Vec<Json>,
    what: &str,
    found: &mut Vec<Finding>,
) -> Message {
    let table = table.map(|table| {
        let evidence = Evidence::new(&examples);
        rows::read(page, table, &evidence, found)
    });
    let table = match (table, schema) {
        (Some(table), Some(schema)) => Some(against::hold(table, schema, what, found)),
        (table, schema) => table.or(schema),
    };
    let mut message = Message { table, examples, ..Message::default() };
    check::check(&mut message, what, found);
    message
}

/// An answer has a code and data; a request has the credentials.
fn by_shape(json: &Json) -> Option<Side> {
    if json.get("app_id").is_some() && json.get("key").is_some() {
        Some(Side::Request)
    } else if json.get("code").is_some() && json.get("data").is_some() {
        Some(Side::Response)
    } else {
        None
    }
}

fn extra<'a>(page: &Clean<'_>, tables: impl IntoIterator<Item = &'a Table>, why: &str, found: &mut Vec<Finding>) {
    for table in tables {
        Finding::new(FindingCode::TableExtra, page.span(&table.header), format!("this table is not read: {why}"))
            .whole(page.span(&table.whole()))
            .help("nest a field's own fields into the table with dots, or distill the pages one by one")
            .push_to(found);
    }
}

fn headers(page: &Clean<'_>, table: &Table) -> String {
    listed(table.heads.iter().map(|head| tidy(&page.text()[head.range.clone()])))
}
