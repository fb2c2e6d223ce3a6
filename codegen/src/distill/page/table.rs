//! A table before its rows are understood: its header, its rows' cells, and what its columns are by their words or their cells.
//! Where one begins and ends is found in `tables` and `lines`.

use super::clean::Clean;
use super::finding::{Finding, FindingCode};
use super::header::{self, Column, Head, Subject};
use super::names;
use super::presence;
use super::splits::Split;
use crate::text::fold::trim;
use std::ops::Range;

/// How a table's cells are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Pipes,
    Tabs,
    /// Each cell is a line.
    Lines,
    /// Not at all: the cells of a row have run together.
    RunTogether,
}

/// A table before its rows are understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) layout: Layout,
    pub(super) header: Range<usize>,
    pub(super) heads: Vec<Head>,
    /// None when the columns are not known.
    pub(super) subject: Option<Subject>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Whether its cells have borders.
    pub(super) fn borders(&self) -> bool {
        self.layout != Layout::RunTogether
    }

    /// Its header and all its rows.
    pub(super) fn whole(&self) -> Range<usize> {
        self.header.start..self.rows.last().map_or(self.header.end, |row| row.range.end)
    }

    /// Its rows' cells; in a table without borders, its rows.
    pub(super) fn cells(&self) -> Vec<Range<usize>> {
        let of_row = |row: &Row| {
            let rest = row.first.end..row.range.end;
            match self.layout {
                Layout::RunTogether => vec![row.range.clone()],
                Layout::Lines => row.cells.clone(),
                Layout::Pipes | Layout::Tabs => row.cells.iter().cloned().chain([rest]).collect(),
            }
        };
        self.rows.iter().flat_map(of_row).collect()
    }

    /// A column under an unknown header that asks for presence, or whose cells can be about nothing else, is about that.
    pub(super) fn with_columns_by_cells(mut self, text: &str) -> Self {
        let known = |column| self.place(column).is_some();
        if known(Column::Presence) || known(Column::Absence) || !known(Column::Name) {
            return self;
        }
        let rows: Vec<&Row> = self.rows.iter().filter(|row| row.cells.len() == self.heads.len()).collect();
        let is_presence = |at: usize| {
            let cells = || rows.iter().map(|row| text[row.cells[at].clone()].trim()).filter(|cell| !cell.is_empty());
            let asked = header::asks_for_presence(&text[self.heads[at].range.clone()]);
            cells().next().is_some()
                && cells().all(|cell| presence::parse(cell).is_some())
                && (asked || cells().all(presence::is_telling))
        };
        let found: Vec<usize> =
            (0..self.heads.len()).filter(|at| self.heads[*at].column.is_none() && is_presence(*at)).collect();
        if let [only] = found[..] {
            self.heads[only].column = Some(Column::Presence);
            self.heads[only].by_cells = true;
            self.subject = header::subject(&self.heads);
        }
        self
    }

    /// With one column that says what each row is about, where several may. An error says of what there are two: two halves side by side,
    /// or two kinds of names.
    pub(super) fn with_one_key(mut self, text: &str) -> Result<Self, Box<(Self, &'static str)>> {
        let (key, what) = match self.subject {
            Some(Subject::Fields) => (Column::Name, "the names of fields"),
            Some(Subject::Values) => (Column::Value, "codes"),
            Some(Subject::Events) => (Column::EventTag, "events"),
            None => return Ok(self),
        };
        let word = |at: usize| text[self.heads[at].range.clone()].trim();
        let keys: Vec<usize> = (0..self.heads.len()).filter(|at| header::column(word(*at)) == Some(key)).collect();
        let [first, others @ ..] = keys.as_slice() else { return Ok(self) };
        if others.is_empty() || !self.borders() {
            return Ok(self);
        }
        if others.iter().any(|at| header::is_same(word(*at), word(*first))) {
            return Err(Box::new((self, what)));
        }
        if key != Column::Name {
            return Ok(self);
        }
        let is_of_names = |at: &usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(*at)).map(|cell| text[cell.clone()].trim());
            cells.all(|cell| cell.is_empty() || names::parse(cell).is_some())
        };
        let of_names: Vec<usize> = keys.iter().copied().filter(is_of_names).collect();
        let is_strong = |at: &usize| !header::may_be_a_label(word(*at));
        let strong: Vec<usize> = of_names.iter().copied().filter(is_strong).collect();
        match (of_names.as_slice(), strong.as_slice()) {
            ([only], _) | (_, [only]) => {
                for at in keys.iter().filter(|at| *at != only) {
                    self.heads[*at].column = Some(Column::Extra);
                }
                self.heads[*only].column = Some(Column::Name);
                Ok(self)
            }
            _ => Err(Box::new((self, what))),
        }
    }

    /// Where a column stands.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.heads.iter().position(|head| head.column == Some(column))
    }

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

impl Row {
    /// Says of the lines that go on with the row, if there are any, that they are read as its rest.
    pub(super) fn tell_of_more(&self, page: &Clean<'_>, found: &mut Vec<Finding>) {
        let rest = trim(page.text(), self.first.end..self.range.end);
        let message = "this line has no cells of its own and is read as the rest of the row above it";
        Finding::new(FindingCode::RowContinued, page.span(&rest), message).push_to(found);
    }
}
