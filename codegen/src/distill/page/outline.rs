//! The order of a page: which tables and examples stand under which heading, and which lines are prose.
//! Whether a table is the request's or the response's is settled here only where a heading says so.

use super::blocks::Block;
use super::clean::Clean;
use super::endpoint::{self, Line};
use super::example::Fragment;
use super::finding::{Finding, FindingCode};
use super::header;
use super::marks;
use super::place::At;
use super::table::Table;
use super::words::{self, Heading};
use crate::text::fold::{fold, tidy};
use std::collections::BTreeSet;
use std::ops::Range;

/// Which way a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Request,
    Response,
}

/// Where a table or an example stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Under a heading that names a side.
    Under(Side),
    /// With the table of this number, no heading between them.
    Beside(usize),
    /// Nowhere in particular.
    Alone,
}

/// The page in order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) tables: Vec<(Standing, Table)>,
    pub(super) examples: Vec<(Standing, Fragment)>,
    /// Lines that may state the endpoint.
    pub(super) lines: Vec<Line>,
    pub(super) remarks: Vec<At<String>>,
    pub(super) revised: Option<At<String>>,
    /// The words by which a side is said to be empty.
    pub(super) nothing: Vec<(Side, At<String>)>,
    /// Tables that label facts of the endpoint.
    pub(super) stating: Vec<Table>,
    /// How many runs of lines look like rows of a table and were not read.
    pub(super) unread: usize,
}

/// Goes through the blocks once.
pub(super) fn read(page: &Clean<'_>, blocks: Vec<Block>, begins: usize, found: &mut Vec<Finding>) -> Outline {
    let mut walk = Walk {
        page,
        found,
        outline: Outline::default(),
        side: None,
        example: None,
        table: None,
        part: Part::Text,
        announced: false,
        reported: BTreeSet::new(),
    };
    let mut after_entry = false;
    for (index, block) in blocks.into_iter().enumerate() {
        let entry = matches!(block, Block::Entry { .. });
        // An entry of the navigation shows its method on the next line; a table there is one all the same.
        let of_navigation = after_entry && index < begins && matches!(block, Block::Text(_));
        after_entry = entry;
        if !of_navigation {
            walk.take(block, index >= begins);
        }
    }
    walk.outline
}

/// Where in the page the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    /// Ready-made calls in programming languages.
    Samples,
    /// The page's foot.
    Foot,
}

struct Walk<'a, 'p> {
    page: &'a Clean<'p>,
    found: &'a mut Vec<Finding>,
    outline: Outline,
    /// The side that the headings name, and the level of the one that did.
    side: Option<(Side, Option<usize>)>,
    /// The side that the last heading names for examples alone.
    example: Option<Side>,
    /// The last table under the present heading.
    table: Option<usize>,
    part: Part,
    /// Whether the last block was a heading that names a side.
    announced: bool,
    /// What is said once for the whole page.
    reported: BTreeSet<FindingCode>,
}

impl Walk<'_, '_> {
    fn take(&mut self, block: Block, own: bool) {
        let announced = std::mem::take(&mut self.announced);
        if let (Block::Text(range), Some((side, _)), true) = (&block, self.side, announced)
            && words::says_nothing(&self.page.text()[range.clone()])
        {
            let said = self.page.said(range);
            self.outline.nothing.push((side, said));
            return;
        }
        match block {
            Block::Heading { range, word, level } => self.heading(&range, word, level, own),
            Block::Table(table) if self.part != Part::Text => {
                let message = "a table among the samples or in the foot of the page is not read";
                Finding::new(FindingCode::TableUnused, self.page.span(&table.header), message)
                    .whole(self.page.span(&table.whole()))
                    .help("put a heading over it in the copied page if it belongs to the request or the response")
                    .push_to(self.found);
            }
            Block::Example(_) if self.part != Part::Text => {}
            Block::Table(table) => {
                let number = self.outline.tables.len();
                self.table = Some(number);
                let standing = self.side.map_or(Standing::Beside(number), |(side, _)| Standing::Under(side));
                self.outline.tables.push((standing, table));
            }
            Block::Example(fragment) => {
                let side = self.example.or(self.side.map(|(side, _)| side));
                let standing = match (side, self.table) {
                    (Some(side), _) => Standing::Under(side),
                    (None, Some(table)) => Standing::Beside(table),
                    (None, None) => Standing::Alone,
                };
                self.outline.examples.push((standing, fragment));
            }
            Block::Text(range) => self.text(range, own),
            Block::Rows(range) => self.rows(&range),
            Block::Entry { range, .. } if own && self.part == Part::Text => self.text(range, own),
            Block::Entry { .. } => {}
            Block::Comment { range, closed } => {
                if !closed {
                    let message = "the comment has no end; only its first line is taken for one";
                    Finding::new(FindingCode::CommentOpen, self.page.span(&range), message)
                        .help("close it with `-->`")
                        .push_to(self.found);
                }
            }
            Block::Fence { range, body } => self.fence(&range, &body),
            Block::Html(range) => {
                if self.reported.insert(FindingCode::TableHtml) {
                    let message = "a table in HTML tags is not read";
                    Finding::new(FindingCode::TableHtml, self.page.span(&range), message)
                        .help("copy the page from the browser, or export it as Markdown with pipe tables")
                        .push_to(self.found);
                }
            }
        }
    }

    /// Lines that look like rows of a table: what they say is lost, and that is said.
    fn rows(&mut self, range: &Range<usize>) {
        self.outline.unread += 1;
        let first = range.start..range.start + self.page.text()[range.clone()].find('\n').unwrap_or(range.len());
        let message = "these lines look like rows of a table, and no header that is known stands over them";
        Finding::new(FindingCode::TableUnknown, self.page.span(&first), message)
            .whole(self.page.span(range))
            .help(format!(
                "write a known header over them in the copied page, its cells in the rows' order; known headers: {}",
                header::KNOWN
            ))
            .push_to(self.found);
    }

    fn heading(&mut self, range: &Range<usize>, word: Option<Heading>, level: Option<usize>, own: bool) {
        if self.part == Part::Foot {
            return;
        }
        self.announced = matches!(word, Some(Heading::Request | Heading::Response));
        match word {
            Some(Heading::Request) => self.enter(Some(Side::Request), level),
            Some(Heading::Response) => self.enter(Some(Side::Response), level),
            Some(Heading::Payload | Heading::Events | Heading::Prose) => self.enter(None, level),
            Some(Heading::RequestExample) => self.example = Some(Side::Request),
            Some(Heading::ResponseExample) => self.example = Some(Side::Response),
            Some(Heading::Example) => self.example = None,
            Some(Heading::CodeSamples) => {
                self.enter(None, level);
                self.part = Part::Samples;
            }
            Some(Heading::End) => self.part = Part::Foot,
            None => {
                let line = self.page.text()[range.clone()].to_owned();
                if self.part == Part::Text {
                    self.outline.lines.push(Line { range: range.clone(), sample: false });
                }
                self.revised(&line, range);
                let deeper = matches!((level, self.side), (Some(level), Some((_, Some(outer)))) if level > outer);
                if own && !deeper && self.part == Part::Text {
                    self.enter(None, level);
                }
            }
        }
    }

    fn enter(&mut self, side: Option<Side>, level: Option<usize>) {
        self.side = side.map(|side| (side, level));
        self.example = None;
        self.table = None;
        self.part = Part::Text;
    }

    fn text(&mut self, range: Range<usize>, own: bool) {
        let line = &self.page.text()[range.clone()];
        if self.revised(line, &range) {
            self.part = Part::Foot;
            return;
        }
        if self.part == Part::Foot {
            return;
        }
        if line.starts_with("curl ") {
            self.part = Part::Samples;
        }
        let sample = self.part == Part::Samples;
        if !sample && marks::is_scrap_of_json(line) {
            self.scrap(&range);
            return;
        }
        let states = !sample && endpoint::statement(self.page.text(), &range) != endpoint::Statement::default();
        if own && !sample && !states && !words::is_furniture(line) {
            self.remark(&range);
        }
        self.outline.lines.push(Line { range, sample });
    }

    /// Never a remark: what an example holds can be card data or a secret.
    fn scrap(&mut self, range: &Range<usize>) {
        if self.reported.insert(FindingCode::ExampleBroken) {
            let message =
                "this line seems to belong to an example whose beginning is not here; such lines are not used";
            Finding::new(FindingCode::ExampleBroken, self.page.span(range), message)
                .help("copy the page again, from its top")
                .push_to(self.found);
        }
    }

    fn remark(&mut self, range: &Range<usize>) {
        let quoted = &self.page.text()[range.clone()];
        let text = tidy(quoted.trim_start_matches(['>', ' ']));
        self.outline.remarks.push(self.page.at(text, range));
    }

    /// A sample call in a fence may show the URL; the rest of it is no fact.
    fn fence(&mut self, range: &Range<usize>, body: &Range<usize>) {
        let text = self.page.text();
        let label = fold(text[range.clone()].trim_matches(['`', '~']));
        if label.starts_with("json") {
            let message = "this block is marked as JSON and does not begin as JSON does; it is not used";
            Finding::new(FindingCode::ExampleBroken, self.page.span(range), message)
                .help("correct the example in the copied page")
                .push_to(self.found);
            return;
        }
        let mut at = body.start;
        let mut call = false;
        for line in text[body.clone()].split_inclusive('\n') {
            call |= line.trim_start().starts_with("curl ");
            self.outline.lines.push(Line { range: at..at + line.trim_end().len(), sample: true });
            at += line.len();
        }
        if !call && self.part == Part::Text {
            Finding::new(FindingCode::FenceUnread, self.page.span(range), "this block is not JSON and is not read")
                .push_to(self.found);
        }
    }

    /// Takes the date of a line such as `修改于 2026-03-19 06:16:48`.
    fn revised(&mut self, line: &str, range: &Range<usize>) -> bool {
        if !words::is_revision(line) {
            return false;
        }
        let Some((place, date)) = date(line) else { return false };
        if self.outline.revised.is_none() {
            self.outline.revised = Some(self.page.at(date, &(range.start + place.start..range.start + place.end)));
        }
        true
    }
}

/// The first `YYYY-MM-DD` of a line, also with slashes, dots or 年月日; in the plain form.
fn date(line: &str) -> Option<(Range<usize>, String)> {
    let digits: Vec<Range<usize>> = {
        let mut found = Vec::new();
        let mut at = 0;
        for part in line.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let length = part.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
            if length > 0 {
                found.push(at..at + length);
            }
            at += part.len();
        }
        found
    };
    digits.windows(3).find_map(|window| {
        let number = |part: &Range<usize>| line[part.clone()].parse::<u32>().ok();
        let [year, month, day] = window else { return None };
        let (y, m, d) = (number(year)?, number(month)?, number(day)?);
        let apart = |one: &Range<usize>, next: &Range<usize>| line[one.end..next.start].chars().count() == 1;
        let sensible = (1990..2200).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
        (sensible && apart(year, month) && apart(month, day))
            .then(|| (year.start..day.end, format!("{y:04}-{m:02}-{d:02}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_every_dress() {
        for line in ["修改于 2026-03-09 06:16:48", "2026/3/9", "更新于2026年03月09日", "x 2026.03.09"] {
            assert_eq!(date(line).map(|(_, date)| date).as_deref(), Some("2026-03-09"), "{line}");
        }
        for line in ["", "2026-13-01", "12-03-09", "2026-03", "2026 - 03 - 09"] {
            assert_eq!(date(line), None, "{line}");
        }
    }
}
