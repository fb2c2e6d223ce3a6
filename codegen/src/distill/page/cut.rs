//! Whether a page ends where it should go on: inside a table, or where its layout has an example or the page's foot.
//! What a copy lacks may only be missing from the copy, so that nothing may be concluded from it.

use super::blocks::Block;
use super::clean::Clean;
use super::finding::{Finding, FindingCode, Severity};
use super::model::{Body, Message, Page, Row};
use super::place::Span;
use super::table::{Layout, Row as TableRow, Table};
use super::words::Heading;
use crate::text::fold::trim;
use std::ops::Range;

/// A page that ends in its last table.
#[derive(Debug)]
pub(super) struct Cut {
    /// The last line of it.
    last: Span,
    /// Whether that line may be cut too.
    in_line: bool,
}

/// Looks at how the page ends.
pub(super) fn find(page: &Clean<'_>, blocks: &[Block], found: &mut Vec<Finding>) -> Option<Cut> {
    let last = blocks.iter().rev().find(|block| !matches!(block, Block::Comment { .. }))?;
    let text = page.text();
    let from_the_browser = blocks.iter().any(|block| matches!(block, Block::Entry { .. }));
    match last {
        Block::Table(table)
            if from_the_browser
                || is_torn(text, table)
                || table.layout != Layout::Pipes && has_example_after_table(blocks) =>
        {
            let row = table.rows.last().map_or(table.header.clone(), |row| row.range.clone());
            let line = page
                .span(&trim(text, text[..row.end].rfind('\n').map_or(row.start, |at| row.start.max(at + 1))..row.end));
            let in_line = !text[row.end..].contains('\n') || is_torn(text, table);
            let message = if in_line && !table.rows.is_empty() {
                "the page ends here, inside a table; the last row may be cut too and is not read"
            } else {
                "the page ends here, with a table: its last rows may be missing"
            };
            Finding::new(FindingCode::TableCutOff, line, message)
                    .whole(page.span(&row))
                    .help(
                        "copy the page again, to its foot; with `--partial` its facts are added to the spec, and none is removed",
                    )
                    .see(page.span(&table.header), "the table").push_to(found);
            Some(Cut { last: page.span(&row), in_line: in_line && !table.rows.is_empty() })
        }
        Block::Heading {
            range,
            word: Some(Heading::Example | Heading::RequestExample | Heading::ResponseExample),
            ..
        } if from_the_browser => {
            Finding::new(
                FindingCode::ExampleCutOff,
                page.span(range),
                "the page ends here, where an example should follow",
            )
            .help("copy the page again, to its end")
            .push_to(found);
            None
        }
        _ => None,
    }
}

/// Whether the page has an example behind a table, as a page of that layout has behind each.
fn has_example_after_table(blocks: &[Block]) -> bool {
    let table = blocks.iter().position(|block| matches!(block, Block::Table(_)));
    table.is_some_and(|table| blocks[table..].iter().any(|block| matches!(block, Block::Example(_))))
}

/// Whether the last row of a table with pipes lacks cells and the closing pipe that the header has.
fn is_torn(text: &str, table: &Table) -> bool {
    let closed = |line: &Range<usize>| text[line.clone()].trim_end().ends_with('|');
    let torn = |row: &TableRow| {
        !closed(&row.first) && (text[row.first.clone()].starts_with('|') || row.cells.len() < table.heads.len())
    };
    table.layout == Layout::Pipes && closed(&table.header) && table.rows.last().is_some_and(torn)
}

impl Cut {
    /// Marks findings on the last row, or on a table without rows, as caused by the cut.
    pub(super) fn explain(&self, found: &mut Vec<Finding>) {
        found.retain(|finding| finding.code != FindingCode::TableEmpty || finding.span.start < self.last.start);
        let of_the_cut = |finding: &&mut Finding| {
            finding.severity == Severity::Error
                && finding.span.start >= self.last.start
                && match finding.code {
                    FindingCode::RowShort
                    | FindingCode::RowNotUnderstood
                    | FindingCode::TypeMissing
                    | FindingCode::PresenceMissing => true,
                    FindingCode::RowAmbiguous
                    | FindingCode::NameInvalid
                    | FindingCode::TypeUnknown
                    | FindingCode::PresenceUnknown => self.in_line,
                    _ => false,
                }
        };
        for finding in found.iter_mut().filter(of_the_cut) {
            finding.code = FindingCode::TableCutOff;
        }
    }

    /// Takes the last row out of the model if its line may be cut, or if the fields that it holds should follow.
    pub(super) fn take_row(&self, page: &mut Page) {
        let is_open = |row: &Row| row.field_type.as_ref().is_some_and(|ty| ty.value.holds_fields());
        let take = |message: &mut Message| {
            let Some(table) = &mut message.table else { return };
            let last = table.rows.last().filter(|row| row.span.start >= self.last.start);
            if last.is_some_and(|row| self.in_line || is_open(row)) {
                table.unread.extend(table.rows.pop().map(|row| row.span));
            }
        };
        match &mut page.body {
            Body::Operation(operation) => {
                take(&mut operation.request);
                take(&mut operation.response);
            }
            Body::Webhook(webhook) => {
                take(&mut webhook.payload);
                webhook.events.retain(|event| !self.in_line || event.tag.span.start < self.last.start);
            }
            Body::Constant(constant) => {
                constant.values.retain(|value| !self.in_line || value.code.span.start < self.last.start);
            }
        }
    }
}
