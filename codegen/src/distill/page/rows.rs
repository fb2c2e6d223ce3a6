//! From a table of fields to its rows: divides them into cells, and reports what it cannot divide.
//! What the cells say is read in `fields`, where nested names belong is decided in `nesting`.

use super::cells;
use super::clean::Clean;
use super::decide::{self, Decision};
use super::example::evidence::Evidence;
use super::fields::{self, Cells};
use super::finding::{Finding, FindingCode, Severity};
use super::header::{Column, Head};
use super::model::{DividedBy, FieldTable};
use super::nesting::{self, Named};
use super::place::Span;
use super::splits::{self, Empty, Split};
use super::table::{Layout, Row as TableRow, Table};
use super::types;
use crate::text::diag::listed;
use crate::text::fold::{shortened, tidy};
use std::ops::Range;

/// Reads a table of fields.
pub(super) fn read(page: &Clean<'_>, table: &Table, evidence: &Evidence<'_>, found: &mut Vec<Finding>) -> FieldTable {
    if table.rows.is_empty() {
        Finding::new(FindingCode::TableEmpty, page.span(&table.header), "the table has no rows")
            .help("copy the page again, to its end")
            .push_to(found);
    }
    let mut reader = Reader { page, text: page.text(), table, found, unread: Vec::new() };
    reader.columns();
    let rows = if table.borders() { reader.bordered() } else { reader.run_together(evidence) };
    let unread = reader.unread;
    let mut rows = nesting::resolve(rows, evidence, found);
    for row in &mut rows {
        fields::by_name_and_example(row, evidence);
    }
    FieldTable { span: page.span(&table.header), states_presence: states_presence(table), rows, unread }
}

/// Whether the table has a column about presence.
fn states_presence(table: &Table) -> bool {
    table.heads.iter().any(|head| matches!(head.column, Some(Column::Presence | Column::Absence)))
}

/// Whether a row of a table with pipes ends in one, as the first row of its kind does; other rows end with their line.
fn is_closed(text: &str, row: &TableRow) -> bool {
    let line = &text[row.first.clone()];
    !line.starts_with('|') || line.ends_with('|')
}

struct Reader<'a, 'p> {
    page: &'a Clean<'p>,
    text: &'a str,
    table: &'a Table,
    found: &'a mut Vec<Finding>,
    unread: Vec<Span>,
}

impl Reader<'_, '_> {
    /// What is worth saying about the columns, once for the table.
    fn columns(&mut self) {
        let heads = &self.table.heads;
        let header = self.page.span(&self.table.header);
        let word = |head: &Head| tidy(&self.text[head.range.clone()]);
        if !states_presence(self.table) {
            let unknown = listed(heads.iter().filter(|head| head.column.is_none()).map(word));
            let message = if unknown.is_empty() {
                "the table does not say which fields are required".to_owned()
            } else {
                format!("no column is known to say which fields are required; not known: {unknown}")
            };
            let help = if unknown.is_empty() {
                "look whether the page says so elsewhere; until then no field of it is known to be required"
            } else {
                "if one of them does, write `是否必传` over it in the copied page"
            };
            Finding::new(FindingCode::ColumnMissing, header, message).help(help).push_to(self.found);
        }
        if self.table.place(Column::Type).is_none() {
            Finding::new(FindingCode::TypeMissing, header, "the table does not say what types its fields have")
                .help("copy the page again, all columns of the table included")
                .push_to(self.found);
        }
        for head in heads {
            let span = self.page.span(&head.range);
            let word = word(head);
            let is_extra = !matches!(
                head.column,
                Some(Column::Name | Column::Type | Column::Presence | Column::Absence | Column::Description)
            );
            if head.by_cells {
                let message =
                    format!("the column `{word}` is taken to say which fields are required, because its cells do");
                Finding::new(FindingCode::ColumnByCells, span, message).push_to(self.found);
            } else if is_extra && !self.table.borders() {
                let message = format!("the cells of the column `{word}` cannot be told from their neighbours' text");
                Finding::new(FindingCode::ColumnInseparable, span, message)
                    .help("export the page as Markdown: there the table keeps its borders")
                    .push_to(self.found);
            } else if is_extra && head.column != Some(Column::Remark) {
                let message = format!(
                    "the column `{word}` is kept as text; only lists of codes, units and what must not be shown are read in it"
                );
                Finding::new(FindingCode::ColumnUnread, span, message).push_to(self.found);
            }
        }
    }

    fn bordered(&mut self) -> Vec<Named> {
        let mut rows = Vec::new();
        for row in &self.table.rows {
            let mut cells = row.cells.clone();
            if row.range.end > row.first.end
                && let Some(last) = cells.last_mut()
            {
                if self.table.layout != Layout::Lines {
                    row.tell_of_more(self.page, self.found);
                }
                last.end = row.range.end;
            }
            if cells.len() != self.table.heads.len() && !self.evened(row, &mut cells) {
                continue;
            }
            let Some(cells) = self.by_column(&cells) else { continue };
            rows.extend(self.row(row, &cells, DividedBy::Borders));
        }
        rows
    }

    /// Brings a row to the header's number of cells, where it is plain how: cells that are missing at its end are empty, and
    /// what is over belongs to the description, whose text has a bare pipe.
    fn evened(&mut self, row: &TableRow, cells: &mut Vec<Range<usize>>) -> bool {
        let (given, expected) = (cells.len(), self.table.heads.len());
        let place = |column| self.table.place(column);
        let needed = [Column::Name, Column::Type, Column::Presence, Column::Absence];
        let last_needed = needed.into_iter().filter_map(place).max().unwrap_or(0);
        if given < expected && given > last_needed && is_closed(self.text, row) {
            let message = format!(
                "the row has {given} cells where the header has {expected}; the missing ones are read as empty"
            );
            Finding::new(FindingCode::RowShort, self.page.span(&row.range), message)
                .severity(Severity::Warning)
                .help("look on the page whether something belongs there")
                .push_to(self.found);
            let end = cells.last().map_or(row.first.end, |last| last.end);
            cells.resize(expected, end..end);
            return true;
        }
        if given > expected && expected > 0 && place(Column::Description) == Some(expected - 1) {
            let message = format!(
                "the row has {given} cells where the header has {expected}; what is over is read as the description's"
            );
            Finding::new(FindingCode::RowLong, self.page.span(&row.range), message)
                .severity(Severity::Warning)
                .help("write a pipe inside a cell as `\\|`")
                .push_to(self.found);
            let end = cells.last().map_or(row.first.end, |last| last.end);
            cells.truncate(expected);
            if let Some(last) = cells.last_mut() {
                last.end = end;
            }
            return true;
        }
        self.miscounted(row, given, expected);
        false
    }

    fn by_column(&self, ranges: &[Range<usize>]) -> Option<Cells> {
        // A row of empty cells separates groups in some tables and says nothing.
        if ranges.iter().all(|range| self.text[range.clone()].trim().is_empty()) {
            return None;
        }
        let mut cells = Cells::default();
        for (head, range) in self.table.heads.iter().zip(ranges) {
            let range = range.clone();
            match head.column {
                Some(Column::Name) => cells.name = cells::with_indent(self.text, &range),
                Some(Column::Type) => cells.field_type = Some(range),
                Some(Column::Presence) => cells.presence = Some(range),
                Some(Column::Absence) if cells.presence.is_none() => {
                    cells.presence = Some(range);
                    cells.inverted = true;
                }
                Some(Column::Description) => cells.description = Some(range),
                _ => cells.extra.push((tidy(&self.text[head.range.clone()]), range)),
            }
        }
        Some(cells)
    }

    fn run_together(&mut self, evidence: &Evidence<'_>) -> Vec<Named> {
        let columns = self.table.columns();
        if columns.contains(&Column::Extra) || columns.contains(&Column::Remark) {
            self.unread = self.table.rows.iter().map(|row| self.page.span(&row.range)).collect();
            return Vec::new();
        }
        let full = self.table.rows.iter().map(|row| row.splits.clone()).collect();
        let partly = |index: usize| {
            let row: Option<&TableRow> = self.table.rows.get(index);
            row.map_or_else(Vec::new, |row| splits::every(self.text, &row.first, &columns, Empty::One))
        };
        let decisions = decide::decide(self.text, full, partly, evidence);
        let states_presence = columns.contains(&Column::Presence);
        let mut rows = Vec::new();
        for (row, decision) in self.table.rows.iter().zip(decisions) {
            if row.range.end > row.first.end {
                row.tell_of_more(self.page, self.found);
            }
            match decision {
                Decision::Row(split, by) => {
                    if let DividedBy::Rule(rule) = by
                        && rule != decide::FULL_WORD
                    {
                        self.divided_by_rule(row, &split, rule);
                    }
                    let cells = with_continuation(split, row, states_presence, &columns);
                    rows.extend(self.row(row, &cells, by));
                }
                Decision::Ambiguous(ways) => self.ambiguous(row, &ways),
                Decision::NotARow => self.not_a_row(row),
            }
        }
        rows
    }

    fn row(&mut self, row: &TableRow, cells: &Cells, divided_by: DividedBy) -> Option<Named> {
        let named = fields::read(self.page, &row.range, cells, divided_by, self.found);
        if named.is_none() {
            self.unread.push(self.page.span(&row.range));
        }
        named
    }

    fn refuse(&mut self, row: &TableRow, finding: Finding) {
        self.unread.push(self.page.span(&row.range));
        self.found.push(finding);
    }

    fn miscounted(&mut self, row: &TableRow, given: usize, expected: usize) {
        let (code, help) = if given < expected {
            (FindingCode::RowShort, "copy the page again, to its end; an empty cell keeps its borders")
        } else {
            (FindingCode::RowLong, "write a pipe inside a cell as `\\|`")
        };
        let message = format!("the row has {given} cells where the header has {expected}");
        self.refuse(row, Finding::new(code, self.page.span(&row.range), message).help(help));
    }

    fn not_a_row(&mut self, row: &TableRow) {
        let message =
            format!("`{}` cannot be divided into the table's columns", shorten(&self.text[row.range.clone()]));
        let finding = Finding::new(FindingCode::RowNotUnderstood, self.page.span(&row.range), message)
            .help(format!(
                "the row needs a name, a known type and, where the column exists, a presence word; known types: {}",
                types::KNOWN
            ))
            .see(self.page.span(&self.table.header), "the columns");
        self.refuse(row, finding);
    }

    fn ambiguous(&mut self, row: &TableRow, ways: &[Split]) {
        const MOST_SHOWN: usize = 4;
        let mut shown: Vec<String> = ways.iter().take(MOST_SHOWN).map(|split| self.shown(split)).collect();
        if ways.len() > MOST_SHOWN {
            shown.push(format!("{} more", ways.len() - MOST_SHOWN));
        }
        let message = format!("the row can be divided in {} ways: {}", ways.len(), shown.join("; "));
        let finding = Finding::new(FindingCode::RowAmbiguous, self.page.span(&row.range), message)
            .help("export the page as Markdown, put tabs between this row's cells and its header's, or add the field to the example")
            .see(self.page.span(&self.table.header), "the columns");
        self.refuse(row, finding);
    }

    fn divided_by_rule(&mut self, row: &TableRow, split: &Split, rule: &str) {
        let message = format!("the row is read as {}, because {rule}", self.shown(split));
        Finding::new(FindingCode::RowSplitByRule, self.page.span(&row.range), message)
            .help("check the row; a field that the example shows is divided without such a rule")
            .push_to(self.found);
    }

    fn shown(&self, split: &Split) -> String {
        let cell = |range: &Range<usize>| shorten(&self.text[range.clone()]);
        let optional = |range: Option<&Range<usize>>| range.map_or_else(String::new, cell);
        let cells = [
            cell(&split.name),
            optional(split.field_type.as_ref().map(|(range, _)| range)),
            optional(split.presence.as_ref().map(|(range, _)| range)),
            cell(&split.description),
        ];
        format!("`{}`", cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("` + `"))
    }
}

/// The cells of a divided row; lines that go on with it belong to its description.
fn with_continuation(split: Split, row: &TableRow, states_presence: bool, columns: &[Column]) -> Cells {
    let mut description = split.description;
    if row.range.end > row.first.end && columns.last() == Some(&Column::Description) {
        description =
            if description.is_empty() { row.first.end..row.range.end } else { description.start..row.range.end };
    }
    let nothing = || split.name.end..split.name.end;
    Cells {
        name: split.name.clone(),
        field_type: columns.contains(&Column::Type).then(|| split.field_type.map_or_else(nothing, |(range, _)| range)),
        presence: states_presence.then(|| split.presence.map_or_else(nothing, |(range, _)| range)),
        description: Some(description),
        ..Cells::default()
    }
}

/// The beginning of a text, for messages.
fn shorten(text: &str) -> String {
    shortened(&tidy(text), 40)
}

/// Whether a table has rows for the three credentials, which only a request carries.
pub(super) fn names_credentials(text: &str, table: &Table) -> bool {
    let name = table.place(Column::Name);
    ["customer_id", "app_id", "key"].iter().all(|wanted| {
        table.rows.iter().any(|row| {
            let cell = name.and_then(|name| row.cells.get(name));
            cell.is_some_and(|range| text[range.clone()].trim_matches(['`', ' ']) == *wanted)
                || row.splits.iter().any(|split| text[split.name.clone()].trim() == *wanted)
        })
    })
}
