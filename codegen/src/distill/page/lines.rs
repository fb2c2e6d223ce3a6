//! Tables whose every cell is a line, as schema views and some sites copy: the header's cells one below the other, then those
//! of each row in the same order. A row begins where lines fit all columns before the description; what comes between two
//! such places is the description of the row above.

use super::codes;
use super::header::{self, Column, Head, Subject};
use super::marks;
use super::names;
use super::presence;
use super::table::{Layout, Row, Table};
use super::types;
use super::words::{self, Heading};
use crate::text::fold::trim;
use std::ops::Range;

/// The table whose header begins with the line of this number, and the number of the first line after it.
pub(super) fn at(text: &str, lines: &[Range<usize>], number: usize) -> Option<(Table, usize)> {
    let scan = Scan { text, lines };
    // The longest run of header words is tried first; the last of them may be a heading below an empty table.
    let most = scan.header_words(number);
    (2..=most.len()).rev().find_map(|length| scan.table(&most[..length]))
}

/// Whether lines look like such rows under a header that is not known: name, type and presence, one below the other, twice.
pub(super) fn unread(text: &str, lines: &[Range<usize>], number: usize) -> Option<usize> {
    const LONGEST_ROW: usize = 6;
    let scan = Scan { text, lines };
    let columns = [Column::Name, Column::Type, Column::Presence];
    let (_, mut end) = scan.begins(number, &columns)?;
    let mut rows = 1;
    let mut at = end;
    while at < lines.len() && at < end + LONGEST_ROW {
        if let Some((_, after)) = scan.begins(at, &columns) {
            rows += 1;
            end = after;
        }
        at = end.max(at + 1);
    }
    (rows > 1).then_some(end)
}

struct Scan<'a> {
    text: &'a str,
    lines: &'a [Range<usize>],
}

impl Scan<'_> {
    fn trimmed(&self, number: usize) -> Range<usize> {
        self.lines.get(number).map_or(0..0, |line| trim(self.text, line.clone()))
    }

    /// The first line from this number on that is not blank.
    fn next(&self, mut number: usize) -> Option<usize> {
        while number < self.lines.len() {
            if !self.trimmed(number).is_empty() {
                return Some(number);
            }
            number += 1;
        }
        None
    }

    /// The numbers of the lines from this one on that are header words, one each.
    fn header_words(&self, number: usize) -> Vec<usize> {
        const MOST_COLUMNS: usize = 10;
        let mut found = Vec::new();
        let mut at = Some(number);
        while let Some(line) = at.filter(|_| found.len() < MOST_COLUMNS) {
            let word = &self.text[self.trimmed(line)];
            if header::column(word).is_none() {
                break;
            }
            found.push(line);
            at = self.next(line + 1);
        }
        found
    }

    fn table(&self, header: &[usize]) -> Option<(Table, usize)> {
        let cells: Vec<Range<usize>> = header.iter().map(|line| self.trimmed(*line)).collect();
        let heads = header::from_cells(self.text, &cells);
        let subject = header::subject(&heads)?;
        let (first, last) = (header.first()?, header.last()?);
        let range = self.trimmed(*first).start..self.trimmed(*last).end;
        let mut table = Table { layout: Layout::Lines, header: range, heads, subject: Some(subject), rows: Vec::new() };
        let columns: Vec<Column> = table.heads.iter().filter_map(|head| head.column).collect();
        let next = match (subject, columns.iter().position(|column| *column == Column::Description)) {
            (Subject::Fields, Some(described)) if described + 1 == columns.len() => {
                self.described(*last + 1, &columns[..described], &mut table)
            }
            _ => self.counted(*last + 1, subject, &mut table),
        };
        let fewest = if subject == Subject::Fields { 1 } else { 2 };
        (table.rows.len() >= fewest).then_some((table, next))
    }

    /// Whether lines from this one on fit these columns, one each; where they are, and the number of the line after them.
    fn begins(&self, number: usize, columns: &[Column]) -> Option<(Vec<Range<usize>>, usize)> {
        let mut cells = Vec::with_capacity(columns.len());
        let mut at = number;
        for column in columns {
            let line = self.next(at)?;
            let cell = self.trimmed(line);
            if !fits(&self.text[cell.clone()], *column) {
                return None;
            }
            cells.push(cell);
            at = line + 1;
        }
        Some((cells, at))
    }

    /// Rows that end in a description, which may be empty or go on over several lines.
    fn described(&self, from: usize, columns: &[Column], table: &mut Table) -> usize {
        let mut at = from;
        let mut next = from;
        while let Some((mut cells, after)) = self.next(at).and_then(|line| self.begins(line, columns)) {
            let range = cells[0].start..cells.last().map_or(0, |cell| cell.end);
            let (described, end) = self.description(after, columns);
            let description = described.unwrap_or(range.end..range.end);
            let first = range.start..range.end.max(description.end);
            cells.push(description);
            table.rows.push(Row { range: first.clone(), first, cells, splits: Vec::new() });
            at = end;
            next = end;
            // What stands between a description and the next row, and looks like a row that lacks a cell, is one.
            if let Some((row, end)) = self.incomplete(at, columns) {
                table.rows.push(row);
                at = end;
                next = end;
            }
        }
        next
    }

    /// The lines of a description, and the number of the line after them.
    fn description(&self, from: usize, columns: &[Column]) -> (Option<Range<usize>>, usize) {
        let mut found: Option<Range<usize>> = None;
        let mut at = from;
        while at < self.lines.len() {
            let line = self.trimmed(at);
            if line.is_empty() {
                // A blank line parts cells as well as a table from what follows.
                let more = self.next(at).is_some_and(|next| found.is_none() && self.begins(next, columns).is_none());
                if !more {
                    break;
                }
                at += 1;
                continue;
            }
            let over = if found.is_none() { self.is_over(&line) } else { marks::ends_table(self.text, &line) };
            if over || self.begins(at, columns).is_some() || self.incomplete(at, columns).is_some() {
                break;
            }
            found = Some(found.map_or(line.clone(), |found| found.start..line.end));
            at += 1;
        }
        (found, at)
    }

    /// Whether a line where a description should begin ends the table: 备注 is a field's description as likely as a heading.
    fn is_over(&self, line: &Range<usize>) -> bool {
        let word = &self.text[line.clone()];
        let prose = words::heading(word) == Some(Heading::Prose) && marks::heading(self.text, line).is_none();
        marks::ends_table(self.text, line) && !prose && !words::starts_remark(word)
    }

    /// A row whose presence word or type is not there: a name and one of the two, and then another row or the end.
    fn incomplete(&self, number: usize, columns: &[Column]) -> Option<(Row, usize)> {
        let number = self.next(number)?;
        if columns.len() < 3 || self.begins(number, columns).is_some() {
            return None;
        }
        let name = self.trimmed(number);
        let second = self.next(number + 1)?;
        let cell = self.trimmed(second);
        let word = &self.text[cell.clone()];
        let is_type = types::parse(word).is_some() && !word.is_empty();
        let is_presence = presence::parse(word).is_some() && !word.is_ascii();
        let is_name = columns.first() == Some(&Column::Name) && names::parse(&self.text[name.clone()]).is_some();
        (is_name && (is_type || is_presence)).then(|| {
            let range = name.start..cell.end;
            let row = Row { range: range.clone(), first: range, cells: vec![name, cell], splits: Vec::new() };
            (row, second + 1)
        })
    }

    /// Rows of exactly as many lines as the header has.
    fn counted(&self, from: usize, subject: Subject, table: &mut Table) -> usize {
        let columns: Vec<Option<Column>> = table.heads.iter().map(|head: &Head| head.column).collect();
        let mut next = from;
        let mut at = from;
        loop {
            let mut cells = Vec::with_capacity(columns.len());
            for column in &columns {
                let Some(line) = self.next(at) else { return next };
                let cell = self.trimmed(line);
                let word = &self.text[cell.clone()];
                let is_first = cells.is_empty();
                let over =
                    marks::ends_table(self.text, &cell) && (is_first || words::heading(word) != Some(Heading::Prose));
                if over || !fits_counted(word, *column, subject) {
                    return next;
                }
                cells.push(cell);
                at = line + 1;
            }
            let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return next };
            let range = first.start..last.end;
            table.rows.push(Row { range: range.clone(), first: range, cells, splits: Vec::new() });
            next = at;
        }
    }
}

/// Whether a line can be a cell of a column of fields.
fn fits(word: &str, column: Column) -> bool {
    match column {
        Column::Name => names::parse(word).is_some(),
        Column::Type => types::parse(word).is_some(),
        Column::Presence | Column::Absence => presence::parse(word).is_some() || presence::is_unstated(word),
        _ => !word.is_empty(),
    }
}

fn fits_counted(word: &str, column: Option<Column>, subject: Subject) -> bool {
    match (subject, column) {
        (Subject::Fields, Some(column)) => fits(word, column),
        (Subject::Values, Some(Column::Value)) => codes::value(word).is_some(),
        (Subject::Events, Some(Column::EventTag)) => {
            word.is_ascii() && word.contains(['.', '_']) && !word.contains(' ')
        }
        _ => !word.is_empty(),
    }
}
