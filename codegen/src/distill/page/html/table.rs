//! A table with the borders that its cells have: a line a row, cells that span several repeated in each.

use super::out::{Out, Told};
use super::view::View;
use crate::distill::page::header::{self, Head};
use std::collections::BTreeSet;

/// No table of fields has more columns.
const MOST_COLUMNS: usize = 64;
const MOST_ROWS_SPANNED: usize = 1000;

/// A table's rows of cells; none for a table that only arranges the page: it has other tables, headings or code in it, and no header
/// that is known. What a reader does not see of a table is none of it, and is told.
pub(super) fn rows<'t>(table: View<'t>, out: &mut Out<'_>) -> Option<Vec<Vec<View<'t>>>> {
    let mut unseen = Vec::new();
    let all = table.seen(|name| name != "table", &mut unseen);
    let arranges = |one: &View<'_>| matches!(one.name(), "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre");
    if all.iter().skip(1).any(arranges) && !all.iter().find(|one| one.name() == "tr").is_some_and(|row| is_header(*row))
    {
        return None;
    }
    // What is hidden in a cell is come upon when that is written.
    let is_of_the_grid =
        |one: &&View<'_>| matches!(one.name(), "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption");
    for one in unseen.iter().filter(is_of_the_grid).filter(|one| one.hides_facts(true)) {
        out.tell(one.range(), Told::Unseen);
    }
    let mut rows = Vec::new();
    // What cells of earlier rows reach into the next ones, by column.
    let mut reaching: Vec<Option<(usize, View<'_>)>> = Vec::new();
    for row in all {
        match row.name() {
            "tr" => {}
            // No cell reaches out of its part of the table.
            "thead" | "tbody" | "tfoot" => {
                reaching.clear();
                continue;
            }
            _ => continue,
        }
        let mut cells = Vec::new();
        let mut own = row.children().filter(is_cell);
        while cells.len() < MOST_COLUMNS {
            let column = cells.len();
            if reaching.len() <= column {
                reaching.resize(column + 1, None);
            }
            if let Some((left, cell)) = reaching[column] {
                reaching[column] = (left > 1).then_some((left - 1, cell));
                cells.push(cell);
                continue;
            }
            let Some(cell) = own.next() else { break };
            let span = |name: &str, most: usize| {
                let span = cell.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
                // A cell of no height goes on to the end.
                if span == 0 && name == "rowspan" { most } else { span.clamp(1, most) }
            };
            let (wide, high): (usize, usize) = (span("colspan", MOST_COLUMNS), span("rowspan", MOST_ROWS_SPANNED));
            for _ in 0..wide.min(MOST_COLUMNS - column) {
                let column = cells.len();
                if reaching.len() <= column {
                    reaching.resize(column + 1, None);
                }
                reaching[column] = (high > 1).then_some((high - 1, cell));
                cells.push(cell);
            }
        }
        if !cells.is_empty() {
            rows.push(cells);
        }
    }
    (!rows.is_empty()).then_some(rows)
}

fn is_cell(one: &View<'_>) -> bool {
    matches!(one.name(), "td" | "th") && !one.is_hidden()
}

/// Whether a row says what the columns of a table of facts are.
fn is_header(row: View<'_>) -> bool {
    let head = |cell: View<'_>| Head { range: 0..0, column: header::column(&cell.text()), by_cells: false };
    let heads: Vec<Head> = row.children().filter(is_cell).map(head).collect();
    header::subject(&heads).is_some()
}

/// How far each row is moved in where it names a field: 0 for those that are not, and one more for each step. Pages show by it what is
/// nested in what, and write it as a style.
fn steps(rows: &[Vec<View<'_>>]) -> (usize, Vec<usize>) {
    let is_name = |cell: &View<'_>| header::column(&cell.text()) == Some(header::Column::Name);
    let name = rows.first().and_then(|heads| heads.iter().position(is_name)).unwrap_or(0);
    let moved: Vec<Option<usize>> = rows.iter().skip(1).map(|row| row.get(name).map(|cell| cell.moved_in())).collect();
    let known: BTreeSet<usize> = moved.iter().flatten().copied().collect();
    let step = |by: Option<usize>| by.map_or(0, |by| known.range(..by).count());
    (name, std::iter::once(0).chain(moved.into_iter().map(step)).collect())
}

/// Writes a table with pipes.
pub(super) fn write<'t>(rows: &[Vec<View<'t>>], out: &mut Out<'_>, mut cell: impl FnMut(View<'t>, &mut Out<'_>)) {
    let (name, steps) = steps(rows);
    for (number, row) in rows.iter().enumerate() {
        if out.is_full() {
            return;
        }
        for (column, one) in row.iter().enumerate() {
            let range = one.range();
            out.mark("| ", &range);
            if column == name {
                out.mark(&"\u{a0}".repeat(steps[number]), &range);
            }
            out.in_cell = true;
            cell(*one, out);
            out.in_cell = false;
            out.mark(" ", &range);
        }
        let range = row.last().map_or(0..0, |last| last.range());
        out.mark("|\n", &range);
        if number == 0 {
            out.mark("|", &range);
            for _ in row {
                out.mark("---|", &range);
            }
            out.mark("\n", &range);
        }
    }
}
