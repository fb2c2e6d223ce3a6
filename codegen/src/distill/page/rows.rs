//! From a table of fields to rows of the model: divides, reads every cell, and reports what it cannot read.
//! Where nested names belong is decided in `nesting`.

use super::clean::Clean;
use super::decide::{self, Decision};
use super::example::evidence::Evidence;
use super::field_codes;
use super::finding::{Finding, FindingCode};
use super::header::Column;
use super::model::{DividedBy, FieldTable, Row};
use super::names;
use super::nesting::{self, Named};
use super::place::{At, Span};
use super::presence::{self, Presence};
use super::sensitive::{self, Sensitivity, Sign};
use super::splits::{self, Empty, Split};
use super::tables::{self, Table};
use super::types::{self, FieldType};
use super::unit;
use crate::text::fold::{fold, tidy};
use std::ops::Range;

/// Reads a table of fields.
pub(super) fn read(page: &Clean<'_>, table: &Table, evidence: &Evidence<'_>, found: &mut Vec<Finding>) -> FieldTable {
    if table.rows.is_empty() {
        found.push(
            Finding::new(FindingCode::TableEmpty, page.span(&table.header), "the table has no rows")
                .help("copy the page again, to its end"),
        );
    }
    let mut reader = Reader { page, text: page.text(), table, found, unread: Vec::new() };
    reader.columns();
    let rows = if table.borders { reader.bordered() } else { reader.run_together(evidence) };
    let unread = reader.unread;
    let mut rows = nesting::resolve(rows, evidence, found);
    for row in &mut rows {
        by_name_and_example(row, evidence);
    }
    FieldTable {
        span: page.span(&table.header),
        states_presence: table.heads.iter().any(|head| head.column == Some(Column::Presence)),
        rows,
        unread,
    }
}

/// What the name and the example say of a unit and of secrets, where the description does not.
fn by_name_and_example(row: &mut Row, evidence: &Evidence<'_>) {
    let path = &row.path.value;
    let field_type = row.field_type.as_ref().map(|stated| &stated.value);
    if row.unit.is_none() {
        row.unit = unit::of_name(path.last()).map(|value| At { value, span: row.path.span });
    }
    let described = row.sensitive.take().map(|found| At { value: found.value.holds, span: found.span });
    let named = sensitive::of_name(path.last(), field_type).map(|holds| (holds, row.path.span));
    let value = evidence.value(&path.to_string());
    let shown = value.and_then(|value| Some((sensitive::of_value(value)?, value.span)));
    row.sensitive = sensitive::loudest(described, named, shown);
}

struct Reader<'a, 'p> {
    page: &'a Clean<'p>,
    text: &'a str,
    table: &'a Table,
    found: &'a mut Vec<Finding>,
    unread: Vec<Span>,
}

/// The cells of a row, by column.
#[derive(Default)]
struct Cells {
    name: Range<usize>,
    field_type: Option<Range<usize>>,
    presence: Option<Range<usize>>,
    description: Option<Range<usize>>,
    extra: Vec<(String, Range<usize>)>,
}

impl Reader<'_, '_> {
    /// What is worth saying about the columns, once for the table.
    fn columns(&mut self) {
        let heads = &self.table.heads;
        let header = self.page.span(&self.table.header);
        if !heads.iter().any(|head| head.column == Some(Column::Presence)) {
            self.found.push(
                Finding::new(FindingCode::ColumnMissing, header, "the table does not say which fields are required")
                    .help("look whether the page says so elsewhere; until then no field of it is known to be required"),
            );
        }
        if !heads.iter().any(|head| head.column == Some(Column::Type)) {
            self.found.push(
                Finding::new(FindingCode::TypeMissing, header, "the table does not say what types its fields have")
                    .help("copy the page again, all columns of the table included"),
            );
        }
        for head in heads.iter().filter(|head| matches!(head.column, None | Some(Column::Extra))) {
            let span = self.page.span(&head.range);
            let word = tidy(&self.text[head.range.clone()]);
            if self.table.borders {
                let message = format!("the column `{word}` is kept as text and not interpreted");
                self.found.push(Finding::new(FindingCode::ColumnUnread, span, message));
            } else {
                let message = format!("the cells of the column `{word}` cannot be told from their neighbours' text");
                self.found.push(
                    Finding::new(FindingCode::ColumnInseparable, span, message)
                        .help("export the page as Markdown: there the table keeps its borders"),
                );
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
                self.continued(row);
                last.end = row.range.end;
            }
            let (given, expected) = (cells.len(), self.table.heads.len());
            if given != expected {
                self.miscounted(row, given, expected);
                continue;
            }
            let Some(cells) = self.by_column(&cells) else { continue };
            rows.extend(self.row(row, cells, DividedBy::Borders));
        }
        rows
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
                Some(Column::Name) => cells.name = range,
                Some(Column::Type) => cells.field_type = Some(range),
                Some(Column::Presence) => cells.presence = Some(range),
                Some(Column::Description) => cells.description = Some(range),
                _ => cells.extra.push((tidy(&self.text[head.range.clone()]), range)),
            }
        }
        Some(cells)
    }

    fn run_together(&mut self, evidence: &Evidence<'_>) -> Vec<Named> {
        let columns = self.table.columns();
        if columns.contains(&Column::Extra) {
            self.unread = self.table.rows.iter().map(|row| self.page.span(&row.range)).collect();
            return Vec::new();
        }
        let full = self.table.rows.iter().map(|row| row.splits.clone()).collect();
        let partly = |index: usize| {
            let row: Option<&tables::Row> = self.table.rows.get(index);
            row.map_or_else(Vec::new, |row| splits::every(self.text, &row.first, &columns, Empty::One))
        };
        let decisions = decide::decide(self.text, full, partly, evidence);
        let states_presence = columns.contains(&Column::Presence);
        let mut rows = Vec::new();
        for (row, decision) in self.table.rows.iter().zip(decisions) {
            if row.range.end > row.first.end {
                self.continued(row);
            }
            match decision {
                Decision::Row(split, by) => {
                    if let DividedBy::Rule(rule) = by
                        && rule != decide::FULL_WORD
                    {
                        self.divided_by_rule(row, &split, rule);
                    }
                    let cells = with_continuation(split, row, states_presence, &columns);
                    rows.extend(self.row(row, cells, by));
                }
                Decision::Ambiguous(ways) => self.ambiguous(row, &ways),
                Decision::NotARow => self.not_a_row(row),
            }
        }
        rows
    }

    fn row(&mut self, row: &tables::Row, cells: Cells, divided_by: DividedBy) -> Option<Named> {
        let written = &self.text[cells.name.clone()];
        let Some(name) = names::parse(written) else {
            let message = format!("`{}` is not a field's name", tidy(written));
            self.refuse(
                row,
                Finding::new(FindingCode::NameInvalid, self.page.span(&cells.name), message).help(
                    "names are ASCII letters, digits and underscores, nested by `.`, `[]`, `>`, `└` or leading dashes",
                ),
            );
            return None;
        };
        let field_type = self.field_type(row, &cells);
        let presence = self.presence(row, &cells);
        let description = cells.description.as_ref().map(|range| self.page.at(tidy(&self.text[range.clone()]), range));
        let codes = match &cells.description {
            Some(range) => {
                let known = field_type.as_ref().map(|found| &found.value);
                field_codes::read(self.page, range, known, &name.names.join("."), self.found)
            }
            None => Vec::new(),
        };
        let of_words = |range: &Range<usize>| {
            let (holds, place) = sensitive::of_description(self.text, range, field_type.as_ref().map(|ty| &ty.value))?;
            Some(self.page.at(Sensitivity { holds, by: Sign::Description }, &place))
        };
        let sensitive = cells.description.as_ref().and_then(of_words);
        let unit = cells.description.as_ref().and_then(|range| unit::read(self.text, range));
        let unit = unit.map(|(unit, place)| self.page.at(unit, &place));
        let extra = cells
            .extra
            .into_iter()
            .map(|(head, range)| (head, self.page.at(tidy(&self.text[range.clone()]), &range)))
            .filter(|(_, text)| !text.value.is_empty())
            .collect();
        let own = names::FieldPath::new(name.names.clone());
        let row = Row {
            span: self.page.span(&row.range),
            path: At { value: own, span: self.page.span(&cells.name) },
            field_type,
            presence,
            description: description.filter(|text| !text.value.is_empty()),
            codes,
            unit,
            sensitive,
            extra,
            divided_by,
        };
        Some(Named { name, row })
    }

    fn field_type(&mut self, row: &tables::Row, cells: &Cells) -> Option<At<FieldType>> {
        let range = cells.field_type.as_ref()?;
        let word = &self.text[range.clone()];
        if fold(word).is_empty() {
            let span = self.page.span(&row.range);
            let message = format!("`{}` has no type", tidy(&self.text[cells.name.clone()]));
            self.found.push(
                Finding::new(FindingCode::TypeMissing, span, message)
                    .help("copy the page again, or ask the platform what the type is"),
            );
            return None;
        }
        let parsed = types::parse(word);
        if parsed.is_none() {
            let message = format!("`{}` is not a known type", tidy(word));
            self.found.push(
                Finding::new(FindingCode::TypeUnknown, self.page.span(range), message)
                    .help(format!("known types: {}", types::KNOWN)),
            );
        }
        parsed.map(|parsed| self.page.at(parsed, range))
    }

    fn presence(&mut self, row: &tables::Row, cells: &Cells) -> Option<At<Presence>> {
        let range = cells.presence.as_ref()?;
        let word = &self.text[range.clone()];
        if fold(word).is_empty() {
            let span = self.page.span(&row.range);
            let name = tidy(&self.text[cells.name.clone()]);
            self.found.push(
                Finding::new(
                    FindingCode::PresenceMissing,
                    span,
                    format!("the row does not say whether `{name}` is required"),
                )
                .help("copy the page again, or ask the platform whether the field is required"),
            );
            return None;
        }
        let parsed = presence::parse(word);
        if parsed.is_none() {
            let message = format!("`{}` does not say whether the field is required", tidy(word));
            self.found.push(
                Finding::new(FindingCode::PresenceUnknown, self.page.span(range), message)
                    .help(format!("known words: {}", presence::KNOWN)),
            );
        }
        parsed.map(|parsed| self.page.at(parsed, range))
    }

    fn refuse(&mut self, row: &tables::Row, finding: Finding) {
        self.unread.push(self.page.span(&row.range));
        self.found.push(finding);
    }

    fn continued(&mut self, row: &tables::Row) {
        let rest = row.first.end..row.range.end;
        let message = "this line has no cells of its own and is read as the rest of the row above it";
        self.found.push(Finding::new(
            FindingCode::RowContinued,
            self.page.span(&crate::text::fold::trim(self.text, rest)),
            message,
        ));
    }

    fn miscounted(&mut self, row: &tables::Row, given: usize, expected: usize) {
        let (code, help) = if given < expected {
            (FindingCode::RowShort, "copy the page again, to its end; an empty cell keeps its borders")
        } else {
            (FindingCode::RowLong, "write a pipe inside a cell as `\\|`")
        };
        let message = format!("the row has {given} cells where the header has {expected}");
        self.refuse(row, Finding::new(code, self.page.span(&row.range), message).help(help));
    }

    fn not_a_row(&mut self, row: &tables::Row) {
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

    fn ambiguous(&mut self, row: &tables::Row, ways: &[Split]) {
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

    fn divided_by_rule(&mut self, row: &tables::Row, split: &Split, rule: &str) {
        let message = format!("the row is read as {}, because {rule}", self.shown(split));
        self.found.push(
            Finding::new(FindingCode::RowSplitByRule, self.page.span(&row.range), message)
                .help("check the row; a field that the example shows is divided without such a rule"),
        );
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
fn with_continuation(split: Split, row: &tables::Row, states_presence: bool, columns: &[Column]) -> Cells {
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
        extra: Vec::new(),
    }
}

/// The beginning of a text, for messages.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = tidy(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Whether a table has rows for the three credentials, which only a request carries.
pub(super) fn names_credentials(text: &str, table: &Table) -> bool {
    let name = table.heads.iter().position(|head| head.column == Some(Column::Name));
    ["customer_id", "app_id", "key"].iter().all(|wanted| {
        table.rows.iter().any(|row| {
            let cell = name.and_then(|name| row.cells.get(name));
            cell.is_some_and(|range| text[range.clone()].trim_matches(['`', ' ']) == *wanted)
                || row.splits.iter().any(|split| text[split.name.clone()].trim() == *wanted)
        })
    })
}
