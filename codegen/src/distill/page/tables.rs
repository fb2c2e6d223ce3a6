//! Where a table begins and ends, in each of its layouts: pipes, tabs, a line a cell, and cells that have run together.
//! What its rows say is read in `rows` and `values`; a line a cell is walked in `lines`.

use super::cells;
use super::header::{self, Column, Subject};
use super::marks;
use super::splits::{self, Empty};
use super::table::{Layout, Row, Table};
use super::types;
use crate::text::fold::trim;
use std::ops::Range;

/// The table whose header is the line of this number, and the number of the first line after it.
pub(super) fn at(text: &str, lines: &[Range<usize>], number: usize) -> Option<(Table, usize)> {
    let scan = Scan { text, lines };
    let found = scan.piped(number).or_else(|| scan.tabbed(number)).or_else(|| scan.run_together(number));
    let found = found.or_else(|| super::lines::at(text, lines, number));
    found.map(|(table, next)| (table.with_columns_by_cells(text), next))
}

/// How many lines from this number on look like rows of a table of fields whose header is not there or not known; with what
/// their columns are.
pub(super) fn unread(text: &str, lines: &[Range<usize>], number: usize) -> Option<usize> {
    use Column::{Description, Name, Presence, Type};
    let told = |line: &Range<usize>| {
        let whole = line.start..trim(text, line.clone()).end;
        splits::every(text, &whole, &[Name, Type, Presence, Description], Empty::None).iter().any(|split| {
            // `update no more` is a sentence: a row's presence word is Chinese, or right behind its type.
            let glued = split.field_type.as_ref().zip(split.presence.as_ref());
            glued.is_some_and(|((ty, _), (word, _))| {
                !text[word.clone()].is_ascii() || ty.end == word.start && split.name.end == ty.start
            })
        })
    };
    let count = lines[number..].iter().take_while(|line| told(line)).count();
    if count > 1 || (count == 1 && is_certain(text, &lines[number])) {
        return Some(number + count);
    }
    super::lines::unread(text, lines, number)
}

/// Whether one line alone can only be a row: its cells have borders and its type is a whole one, or all of them have run together.
fn is_certain(text: &str, line: &Range<usize>) -> bool {
    use Column::{Description, Name, Presence, Type};
    if let Some(cells) = cells::between_pipes(text, line).or_else(|| cells::between_tabs(text, line)) {
        return cells.len() > 2 && cells.iter().skip(1).any(|cell| types::parse(&text[cell.clone()]).is_some());
    }
    let whole = line.start..trim(text, line.clone()).end;
    splits::every(text, &whole, &[Name, Type, Presence, Description], Empty::None).iter().any(|split| {
        let glued = split.field_type.as_ref().zip(split.presence.as_ref());
        glued.is_some_and(|((ty, _), (word, _))| ty.end == word.start && split.name.end == ty.start)
    })
}

/// A line as a row.
enum Found {
    /// It can be nothing else.
    Certain(Row),
    /// It can be one, unless something else on the page looks the same.
    Likely(Row),
}

/// What stands above a line of a table.
#[derive(Clone, Copy)]
enum Above {
    Header,
    Row,
    Blank,
}

struct Scan<'a> {
    text: &'a str,
    lines: &'a [Range<usize>],
}

impl Scan<'_> {
    fn piped(&self, number: usize) -> Option<(Table, usize)> {
        let line = self.lines.get(number)?;
        let given = cells::between_pipes(self.text, line)?;
        let ruled = self.lines.get(number + 1).is_some_and(|next| marks::is_rule(&self.text[next.clone()]));
        let heads = header::from_cells(self.text, &given);
        let subject = header::subject(&heads);
        let word = self.text[line.clone()].trim_start();
        if !ruled && (marks::is_rule(word) || (subject.is_none() && !word.starts_with('|'))) {
            return None;
        }
        let mut table =
            Table { layout: Layout::Pipes, header: trim(self.text, line.clone()), heads, subject, rows: Vec::new() };
        let mut next = number + if ruled { 2 } else { 1 };
        while let Some(line) = self.lines.get(next) {
            let Some(given) = cells::between_pipes(self.text, line) else { break };
            next += 1;
            if !marks::is_rule(&self.text[line.clone()]) {
                let range = trim(self.text, line.clone());
                table.rows.push(Row { first: range.clone(), range, cells: given, splits: Vec::new() });
            }
        }
        Some((table, next))
    }

    fn tabbed(&self, number: usize) -> Option<(Table, usize)> {
        let line = self.lines.get(number)?;
        let heads = header::from_cells(self.text, &cells::between_tabs(self.text, line)?);
        let subject = header::subject(&heads);
        if subject.is_none() && !self.looks_tabbed(number) {
            return None;
        }
        let header = trim(self.text, line.clone());
        let table = Table { layout: Layout::Tabs, header, heads, subject, rows: Vec::new() };
        Some(self.rows(table, number + 1, |line, trimmed, _| {
            let given = cells::between_tabs(self.text, line)?;
            let row = Row { first: trimmed.clone(), range: trimmed.clone(), cells: given, splits: Vec::new() };
            Some(Found::Certain(row))
        }))
    }

    /// A line of three and more cells over one of as many: a table, whatever its header says.
    fn looks_tabbed(&self, number: usize) -> bool {
        const LEAST: usize = 3;
        let cells = |number: usize| {
            let given = cells::between_tabs(self.text, self.lines.get(number)?)?;
            let filled = given.iter().filter(|cell| !cell.is_empty()).count();
            given.first().is_some_and(|first| !first.is_empty()).then_some((given.len(), filled))
        };
        match (cells(number), cells(number + 1)) {
            (Some((columns, filled)), Some((below, _))) => columns == below && filled >= LEAST,
            _ => false,
        }
    }

    fn run_together(&self, number: usize) -> Option<(Table, usize)> {
        let line = self.lines.get(number)?;
        let heads = header::from_line(self.text, line)?;
        let subject = header::subject(&heads)?;
        // A heading such as 编码说明 reads like the header of a table of values; only a row below it makes it one.
        let below = self.lines[number + 1..].iter().find(|line| !self.text[(*line).clone()].trim().is_empty());
        if subject != Subject::Fields && !below.is_some_and(|below| self.begins_row(subject, below)) {
            return None;
        }
        let header = trim(self.text, line.clone());
        let table = Table { layout: Layout::RunTogether, header, heads, subject: Some(subject), rows: Vec::new() };
        let columns = table.columns();
        Some(self.rows(table, number + 1, |line, trimmed, above| {
            // Hard spaces before a name are its indentation.
            let first = line.start..trimmed.end;
            let splits = match subject {
                Subject::Fields => splits::every(self.text, &first, &columns, Empty::None),
                Subject::Values | Subject::Events => Vec::new(),
            };
            let row = Row { first, range: trimmed.clone(), cells: Vec::new(), splits };
            if !row.splits.is_empty() {
                return Some(Found::Certain(row));
            }
            let likely = match subject {
                Subject::Values | Subject::Events => self.begins_row(subject, trimmed),
                Subject::Fields => match above {
                    Above::Blank => false,
                    Above::Header => true,
                    Above::Row => {
                        let splits = || splits::every(self.text, &row.first, &columns, Empty::One);
                        self.begins_row(subject, trimmed) || !splits().is_empty()
                    }
                },
            };
            likely.then_some(Found::Likely(row))
        }))
    }

    /// Takes rows for as long as there are any. A line that is none goes on with the row above it, unless a blank line
    /// or a mark says that the table is over.
    fn rows(
        &self,
        mut table: Table,
        mut next: usize,
        read: impl Fn(&Range<usize>, &Range<usize>, Above) -> Option<Found>,
    ) -> (Table, usize) {
        let mut after_blank = false;
        let mut end = next;
        while let Some(line) = self.lines.get(next) {
            let trimmed = trim(self.text, line.clone());
            next += 1;
            if trimmed.is_empty() {
                after_blank = true;
                continue;
            }
            let above = match table.rows.len() {
                _ if after_blank => Above::Blank,
                0 => Above::Header,
                _ => Above::Row,
            };
            match read(line, &trimmed, above) {
                Some(Found::Certain(row)) => table.rows.push(row),
                _ if marks::ends_table(self.text, &trimmed) || header::from_line(self.text, &trimmed).is_some() => {
                    break;
                }
                Some(Found::Likely(row)) => table.rows.push(row),
                None => match table.rows.last_mut() {
                    Some(last) if !after_blank => last.range.end = trimmed.end,
                    _ => break,
                },
            }
            after_blank = false;
            end = next;
        }
        (table, end)
    }

    /// Whether a line can be a row at all. A line such as `USD: 美元` goes on with the row above it.
    fn begins_row(&self, subject: Subject, range: &Range<usize>) -> bool {
        let word = self.text[range.clone()].trim_start();
        let after = word.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']'));
        let length = word.len() - after.len();
        match subject {
            Subject::Fields => {
                let item = after.trim_start().starts_with([':', '：', '=', '-', '、']);
                let number = word.starts_with(|c: char| c.is_ascii_digit());
                (length > 0 && !item && !number) || word.starts_with(['└', '├', '│', '-', '>'])
            }
            Subject::Values => length > 0 && !after.is_empty(),
            Subject::Events => word[..length].contains(['.', '_']),
        }
    }
}
