//! Tables that are not about fields: a constant's codes and what they mean, a webhook's events.
//! How run-together rows of such tables are divided is `pairs`' business.

use super::clean::Clean;
use super::codes::{self, CodeValue};
use super::finding::{Finding, FindingCode};
use super::header::{Column, Subject};
use super::model::{Event, Value};
use super::pairs;
use super::place::{At, Span};
use super::tables::{self, Table};
use crate::text::fold::tidy;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a table is about: by its header, or, for a header that is not known, by a column of whole numbers.
pub(super) fn subject(text: &str, table: &Table) -> Option<Subject> {
    table.subject.or_else(|| number_column(text, table).map(|_| Subject::Values))
}

/// The one column whose every cell is a whole number, in a table that has words beside it.
fn number_column(text: &str, table: &Table) -> Option<usize> {
    if table.heads.len() < 2 || table.rows.is_empty() {
        return None;
    }
    let numbers = |column: usize| {
        table.rows.iter().all(|row| {
            let cell = row.cells.get(column).map(|range| text[range.clone()].trim());
            cell.is_some_and(|cell| matches!(codes::value(cell), Some(CodeValue::Int(_))))
        })
    };
    let mut columns = (0..table.heads.len()).filter(|column| numbers(*column));
    let first = columns.next()?;
    columns.next().is_none().then_some(first)
}

/// Reads a table of codes.
pub(super) fn read_values(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<Value> {
    let values: Vec<Value> = if table.borders {
        bordered_values(page, table, found)
    } else {
        pairs::divide(page, table, found)
            .into_iter()
            .filter_map(|(code, meaning)| value(page, &code, &meaning, None, found))
            .collect()
    };
    if let Some(twice) = codes::first_twice(values.iter().map(|value| &value.code.value)).cloned() {
        let second = values.iter().filter(|value| value.code.value == twice).nth(1);
        let span = second.map_or_else(|| page.span(&table.header), |value| value.code.span);
        found.push(
            Finding::new(FindingCode::CodesDuplicate, span, format!("the table has the code {twice} twice"))
                .help("ask the platform which of the two is right"),
        );
    }
    values
}

fn bordered_values(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<Value> {
    let text = page.text();
    let place = |column| table.heads.iter().position(|head| head.column == Some(column));
    let code = place(Column::Value).or_else(|| number_column(text, table)).or_else(|| place(Column::Type));
    let called = place(Column::Name).filter(|name| Some(*name) != code);
    let described = place(Column::Description);
    let first_other = (0..table.heads.len()).find(|column| Some(*column) != code);
    let meaning = called.or(described).or(first_other);
    let note = described.filter(|note| Some(*note) != meaning);
    let (Some(code), Some(meaning)) = (code, meaning) else { return Vec::new() };
    for (index, head) in table.heads.iter().enumerate() {
        if ![Some(code), Some(meaning), note].contains(&Some(index)) {
            let message = format!("the column `{}` is not interpreted", tidy(&text[head.range.clone()]));
            found.push(Finding::new(FindingCode::ColumnUnread, page.span(&head.range), message));
        }
    }
    let mut values = Vec::new();
    for row in &table.rows {
        if let Some(cells) = whole(page, table, row, found) {
            let note = note.map(|column| cells[column].clone());
            values.extend(value(page, &cells[code], &cells[meaning], note.as_ref(), found));
        }
    }
    values
}

/// The cells of a row, if there are as many as columns.
fn whole<'a>(
    page: &Clean<'_>,
    table: &Table,
    row: &'a tables::Row,
    found: &mut Vec<Finding>,
) -> Option<&'a [Range<usize>]> {
    let (given, expected) = (row.cells.len(), table.heads.len());
    if given == expected {
        return Some(&row.cells);
    }
    let code = if given < expected { FindingCode::RowShort } else { FindingCode::RowLong };
    let message = format!("the row has {given} cells where the header has {expected}");
    found.push(Finding::new(code, page.span(&row.range), message).help("copy the page again, to its end"));
    None
}

fn value(
    page: &Clean<'_>,
    code: &Range<usize>,
    meaning: &Range<usize>,
    note: Option<&Range<usize>>,
    found: &mut Vec<Finding>,
) -> Option<Value> {
    let text = page.text();
    let Some(parsed) = codes::value(&text[code.clone()]) else {
        let message = format!("`{}` is not a code", tidy(&text[code.clone()]));
        found.push(
            Finding::new(FindingCode::RowNotUnderstood, page.span(code), message)
                .help("a code is a whole number or a word of ASCII letters, digits, `_`, `.` and `-`"),
        );
        return None;
    };
    let said = |range: &Range<usize>| page.at(tidy(&text[range.clone()]), range);
    let note = note.map(said).filter(|note| !note.value.is_empty());
    Some(Value { code: page.at(parsed, code), meaning: said(meaning), note })
}

/// Reads a table of events.
pub(super) fn read_events(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<Event> {
    let text = page.text();
    let mut pairs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    if table.borders {
        let place = |column| table.heads.iter().position(|head| head.column == Some(column));
        let described = place(Column::Description).or_else(|| place(Column::Name));
        let Some(tag) = place(Column::EventTag) else { return Vec::new() };
        for row in &table.rows {
            let Some(cells) = whole(page, table, row, found) else { continue };
            let described = described.map_or_else(|| cells[tag].end..cells[tag].end, |column| cells[column].clone());
            pairs.push((cells[tag].clone(), described));
        }
    } else {
        pairs = pairs::divide(page, table, found);
    }
    let mut events: Vec<Event> = Vec::with_capacity(pairs.len());
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (tag, description) in pairs {
        let word: At<String> = page.at(tidy(&text[tag.clone()]), &tag);
        let fits = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
        if word.value.is_empty() || !word.value.chars().all(fits) {
            let message = format!("`{}` is not an event's tag", word.value);
            found.push(
                Finding::new(FindingCode::RowNotUnderstood, word.span, message)
                    .help("a tag is a word of ASCII letters, digits, `.`, `_` and `-`"),
            );
            continue;
        }
        if let Some(first) = seen.get(&word.value) {
            found.push(
                Finding::new(
                    FindingCode::RowDuplicate,
                    word.span,
                    format!("the table has the event `{}` twice", word.value),
                )
                .help("keep the row that is right; until then the first one counts")
                .see(*first, "the first one"),
            );
            continue;
        }
        seen.insert(word.value.clone(), word.span);
        events.push(Event { tag: word, description: page.at(tidy(&text[description.clone()]), &description) });
    }
    events
}
