//! Tables that are not about fields: a constant's codes and what they mean, a webhook's events.
//! How run-together rows of such tables are divided is `pairs`' business.

use super::clean::Clean;
use super::codes;
use super::finding::{Finding, FindingCode};
use super::header::{self, Column, Subject};
use super::model::{Event, Value};
use super::names;
use super::pairs;
use super::place::{At, Span};
use super::table::{Row as TableRow, Table};
use crate::text::fold::{narrow, tidy};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a table is about: by its header, or, for a header that is not known, by a column of whole numbers.
pub(super) fn subject(text: &str, table: &Table) -> Option<Subject> {
    table.subject.or_else(|| number_column(text, table).map(|_| Subject::Values))
}

/// Whether a table with unknown columns may be one of fields: a column has names for at least half of its cells, or its cells
/// cannot be told apart. The headers of HTTP are no fields.
pub(super) fn may_be_of_fields(text: &str, table: &Table) -> bool {
    let of_names = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| text[cell.clone()].trim());
        let (names, others): (Vec<&str>, Vec<&str>) =
            cells.filter(|cell| !cell.is_empty()).partition(|cell| may_be_name(cell));
        !names.is_empty() && names.len() >= others.len()
    };
    if table.heads.iter().any(|head| header::is_of_headers(&text[head.range.clone()])) {
        return false;
    }
    !table.borders() || table.rows.is_empty() || (0..table.heads.len()).any(of_names)
}

/// `isbn`, `book.isbn`, `isbn (string)`: one word with small letters, and perhaps its type.
fn may_be_name(cell: &str) -> bool {
    let opens = |each: char| matches!(narrow(each), '(' | '[' | '<');
    let end = cell.find(|each: char| each.is_whitespace() || opens(each)).unwrap_or(cell.len());
    let (word, rest) = (&cell[..end], cell[end..].trim_start());
    let is_name = names::parse(word).is_some() || names::parse_foreign(word).is_some();
    is_name && word.contains(|each: char| each.is_ascii_lowercase()) && (rest.is_empty() || rest.starts_with(opens))
}

/// The one column whose every cell is a whole number, in a table that has words beside it.
fn number_column(text: &str, table: &Table) -> Option<usize> {
    if table.heads.len() < 2 || table.rows.is_empty() {
        return None;
    }
    let numbers = |column: usize| {
        table.rows.iter().all(|row| {
            let cell = row.cells.get(column).map(|range| text[range.clone()].trim());
            cell.is_some_and(codes::is_of_digits)
        })
    };
    let mut columns = (0..table.heads.len()).filter(|column| numbers(*column));
    let first = columns.next()?;
    columns.next().is_none().then_some(first)
}

/// Reads a table of codes.
pub(super) fn read_values(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<Value> {
    let values: Vec<Value> = if table.borders() {
        bordered_values(page, table, found)
    } else {
        pairs::divide(page, table, found)
            .into_iter()
            .filter_map(|(code, meaning)| value(page, &(code.start..meaning.end), (&code, &meaning), None, found))
            .collect()
    };
    if let Some(twice) = codes::first_twice(values.iter().map(|value| &value.code.value)).cloned() {
        let second = values.iter().filter(|value| value.code.value == twice).nth(1);
        let span = second.map_or_else(|| page.span(&table.header), |value| value.code.span);
        Finding::new(FindingCode::CodesDuplicate, span, format!("the table has the code {twice} twice"))
            .help("ask the platform which of the two is right")
            .push_to(found);
    }
    values
}

fn bordered_values(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<Value> {
    let text = page.text();
    let code = table.place(Column::Value).or_else(|| number_column(text, table)).or_else(|| table.place(Column::Type));
    let called = table.place(Column::Name).filter(|name| Some(*name) != code);
    let described = table.place(Column::Description);
    let first_other = (0..table.heads.len()).find(|column| Some(*column) != code);
    let meaning = called.or(described).or(first_other);
    let (Some(code), Some(meaning)) = (code, meaning) else { return Vec::new() };
    // Every further column is a note of its row.
    let notes: Vec<usize> = (0..table.heads.len()).filter(|column| ![code, meaning].contains(column)).collect();
    for column in &notes {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(*column));
        if cells().any(|cell| !text[cell.clone()].trim().is_empty()) {
            let head = &table.heads[*column].range;
            let message = format!(
                "the column `{}` has no place in the spec but where the glossary knows its words",
                tidy(&text[head.clone()])
            );
            Finding::new(FindingCode::ColumnUnread, page.span(head), message).push_to(found);
        }
    }
    let mut values = Vec::new();
    for row in &table.rows {
        let Some(cells) = whole(page, table, row, found) else { continue };
        let filled =
            notes.iter().map(|column| cells[*column].clone()).filter(|cell| !text[cell.clone()].trim().is_empty());
        let note = note_of(page, &filled.collect::<Vec<_>>());
        values.extend(value(page, &row.range, (&cells[code], &cells[meaning]), note, found));
    }
    values
}

/// Several cells as one note; its place reaches from the first to the last.
fn note_of(page: &Clean<'_>, cells: &[Range<usize>]) -> Option<At<String>> {
    let (first, last) = (cells.first()?, cells.last()?);
    let place = first.start..last.end.max(first.end);
    let texts: Vec<String> = cells.iter().map(|cell| tidy(&page.text()[cell.clone()])).collect();
    Some(page.at(texts.join("; "), &place))
}

/// The cells of a row, if there are as many as columns; lines that go on with the row belong to its last cell.
fn whole(page: &Clean<'_>, table: &Table, row: &TableRow, found: &mut Vec<Finding>) -> Option<Vec<Range<usize>>> {
    let (given, expected) = (row.cells.len(), table.heads.len());
    if given != expected {
        let code = if given < expected { FindingCode::RowShort } else { FindingCode::RowLong };
        let message = format!("the row has {given} cells where the header has {expected}");
        Finding::new(code, page.span(&row.range), message).help("copy the page again, to its end").push_to(found);
        return None;
    }
    let mut cells = row.cells.clone();
    if row.range.end > row.first.end
        && let Some(last) = cells.last_mut()
    {
        row.tell_of_more(page, found);
        last.end = row.range.end;
    }
    Some(cells)
}

fn value(
    page: &Clean<'_>,
    row: &Range<usize>,
    (code, meaning): (&Range<usize>, &Range<usize>),
    note: Option<At<String>>,
    found: &mut Vec<Finding>,
) -> Option<Value> {
    let text = page.text();
    let Some(parsed) = codes::value(&text[code.clone()]) else {
        let message = format!("`{}` is not a code", tidy(&text[code.clone()]));
        Finding::new(FindingCode::RowNotUnderstood, page.span(code), message)
            .whole(page.span(row))
            .help("a code is a whole number or a word of ASCII letters, digits, `_`, `.` and `-`")
            .push_to(found);
        return None;
    };
    Some(Value { code: page.at(parsed, code), meaning: page.said(meaning), note })
}

/// Reads a table of events.
pub(super) fn read_events(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<Event> {
    let text = page.text();
    let mut pairs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    if table.borders() {
        let described = table.place(Column::Description).or_else(|| table.place(Column::Name));
        let Some(tag) = table.place(Column::EventTag) else { return Vec::new() };
        for row in &table.rows {
            let Some(cells) = whole(page, table, row, found) else { continue };
            for (column, cell) in cells.iter().enumerate() {
                if column != tag && Some(column) != described && !text[cell.clone()].trim().is_empty() {
                    let message = "this cell is not interpreted: of an event, its tag and its description are read";
                    Finding::new(FindingCode::ColumnUnread, page.span(cell), message).push_to(found);
                }
            }
            let described = described.map_or_else(|| cells[tag].end..cells[tag].end, |column| cells[column].clone());
            pairs.push((cells[tag].clone(), described));
        }
    } else {
        pairs = pairs::divide(page, table, found);
    }
    let mut events: Vec<Event> = Vec::with_capacity(pairs.len());
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (tag, description) in pairs {
        let word: At<String> = page.said(&tag);
        let fits = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
        if word.value.is_empty() || !word.value.chars().all(fits) {
            let message = format!("`{}` is not an event's tag", word.value);
            Finding::new(FindingCode::RowNotUnderstood, word.span, message)
                .whole(page.span(&(tag.start.min(description.start)..tag.end.max(description.end))))
                .help("a tag is a word of ASCII letters, digits, `.`, `_` and `-`")
                .push_to(found);
            continue;
        }
        if let Some(first) = seen.get(&word.value) {
            Finding::new(
                FindingCode::RowDuplicate,
                word.span,
                format!("the table has the event `{}` twice", word.value),
            )
            .whole(page.span(&(tag.start.min(description.start)..tag.end.max(description.end))))
            .help("keep the row that is right; until then the first one counts")
            .see(*first, "the first one")
            .push_to(found);
            continue;
        }
        seen.insert(word.value.clone(), word.span);
        events.push(Event { tag: word, description: page.said(&description) });
    }
    events
}
