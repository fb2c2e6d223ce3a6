//! Where a table begins and ends, in each of its three layouts: pipes, tabs, and cells that have run together.
//! What its rows say is read in `rows` and `values`.

use super::cells;
use super::header::{self, Column, Head, Subject};
use super::marks;
use super::splits::{self, Empty, Split};
use crate::text::fold::trim;
use std::ops::Range;

/// A table before its rows are understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Whether its cells have borders.
    pub(super) borders: bool,
    pub(super) header: Range<usize>,
    pub(super) heads: Vec<Head>,
    /// None when the columns are not known.
    pub(super) subject: Option<Subject>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The columns of a table without borders: there every one of them is known.
    pub(super) fn columns(&self) -> Vec<Column> {
        self.heads.iter().filter_map(|head| head.column).collect()
    }
}

/// A row before it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// All of it, the lines that go on with it included.
    pub(super) range: Range<usize>,
    /// Its first line.
    pub(super) first: Range<usize>,
    /// Its cells, in a table with borders.
    pub(super) cells: Vec<Range<usize>>,
    /// Every way to divide it without empty cells, in a table of fields without borders.
    pub(super) splits: Vec<Split>,
}

/// The table whose header is the line of this number, and the number of the first line after it.
pub(super) fn at(text: &str, lines: &[Range<usize>], number: usize) -> Option<(Table, usize)> {
    let scan = Scan { text, lines };
    scan.piped(number).or_else(|| scan.tabbed(number)).or_else(|| scan.run_together(number))
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
            Table { borders: true, header: trim(self.text, line.clone()), heads, subject, rows: Vec::new() };
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
        let subject = header::subject(&heads)?;
        let header = trim(self.text, line.clone());
        let table = Table { borders: true, header, heads, subject: Some(subject), rows: Vec::new() };
        Some(self.rows(table, number + 1, |line, trimmed, _| {
            let given = cells::between_tabs(self.text, line)?;
            let row = Row { first: trimmed.clone(), range: trimmed.clone(), cells: given, splits: Vec::new() };
            Some(Found::Certain(row))
        }))
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
        let table = Table { borders: false, header, heads, subject: Some(subject), rows: Vec::new() };
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
