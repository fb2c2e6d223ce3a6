//! From a page's text to its model: clean, scan, outline, tables, cross-check. The order of the passes is here, their
//! work is in the other modules.

use super::blocks::{self, Block};
use super::clean::Clean;
use super::contents::Contents;
use super::cut;
use super::endpoint;
use super::excerpt::Excerpt;
use super::finding::{Finding, FindingCode, Severity};
use super::location;
use super::model::Page;
use super::origin::Origin;
use super::outline;
use super::place::{Lines, Span};
use crate::text::fold::trim;

/// What became of a page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The page; none when it could not be made out what it describes.
    pub page: Option<Page>,
    /// Everything noteworthy, in the order of the page.
    pub findings: Vec<Finding>,
}

impl Parsed {
    /// Whether a part of the page was not understood, so that nothing may be written from it.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Lets a page through that is cut inside a table: the errors that say so become warnings. Its facts may then be added
    /// to others, and nothing may be concluded from what it lacks.
    #[must_use]
    pub fn partial(mut self) -> Self {
        let cuts = self.findings.iter_mut().filter(|finding| finding.code == FindingCode::TableCutOff);
        cuts.for_each(|finding| finding.severity = Severity::Warning);
        self
    }
}

/// Reads a page. Any text is accepted; what is not understood is said in the findings.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    parse_from(text, &Origin::default())
}

/// Reads a page of which it is known where it comes from.
#[must_use]
pub fn parse_from(text: &str, origin: &Origin) -> Parsed {
    let lines = Lines::new(text);
    excerpt(&Excerpt::file(&lines), origin)
}

/// The place of every cell of every table of a text, the cells of headers aside: what a reading has to account for. Where cells
/// have run together, a row is one.
#[must_use]
pub fn cells(text: &str) -> Vec<Span> {
    let lines = Lines::new(text);
    let file = Excerpt::file(&lines);
    let page = Clean::new(&file);
    let mut cells = Vec::new();
    for block in blocks::scan(page.text()) {
        match block {
            Block::Table(table) => cells.extend(table.cells()),
            Block::Rows(range) => cells.push(range),
            _ => {}
        }
    }
    let filled = cells.into_iter().map(|cell| trim(page.text(), cell)).filter(|cell| !cell.is_empty());
    filled.map(|cell| page.span(&cell)).collect()
}

/// Reads a page that is one text.
pub(super) fn excerpt(page: &Excerpt<'_>, origin: &Origin) -> Parsed {
    let page = Clean::new(page);
    let start = page.span(&(0..0));
    let mut found = Vec::new();
    let blocks = blocks::scan(page.text());
    let mut location = location::read(&page, &blocks, &mut found);
    location.complete(origin, start);
    location.tell_missing(start, &mut found);
    let cut = cut::find(&page, &blocks, &mut found);
    let mut outline = outline::read(&page, blocks, location.begins, &mut found);
    let contents = Contents::new(&page, &mut outline, &mut found);
    let endpoint = endpoint::read(&page, &outline.lines, &outline.stating, &mut found);
    let kind = contents.kind(location.area, &endpoint);
    if kind.is_none() {
        found.push(contents.not_understood(&page, &location, &endpoint, &outline));
    }
    let body = kind.map(|kind| contents.body(&page, kind, endpoint, &mut found));
    if let Some(cut) = &cut {
        cut.explain(&mut found);
    }
    found.sort_by_key(|finding| (finding.span, finding.code));
    let mut page = body.map(|body| Page {
        id: location.id,
        area: location.area,
        section: location.section,
        title: location.title,
        revised: outline.revised,
        remarks: outline.remarks,
        body,
    });
    if let (Some(cut), Some(page)) = (cut, &mut page) {
        cut.take_row(page);
    }
    Parsed { page, findings: found }
}
