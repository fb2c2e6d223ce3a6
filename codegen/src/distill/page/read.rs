//! From a page's text to its model: clean, scan, outline, tables, cross-check. The order of the passes is here, their
//! work is in the other modules.

use super::blocks::{self, Block};
use super::clean::Clean;
use super::contents::{Contents, Stated};
use super::cut;
use super::endpoint;
use super::excerpt::Excerpt;
use super::export;
use super::html;
use super::location;
use super::origin::Origin;
use super::outline;
use super::parsed::Parsed;
use super::place::{Lines, Span};
use super::syntax::Ask;
use crate::text::fold::trim;

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

/// Reads a file that holds a page or, as an export of many operations does, several. `ask` is asked where YAML or HTML are to be read.
#[must_use]
pub fn read(text: &str, origin: &Origin, ask: &Ask<'_>) -> Vec<Parsed> {
    let lines = Lines::new(text);
    if let Some(pages) = export::pages(&lines, origin, ask) {
        return pages;
    }
    let mut found = Vec::new();
    vec![match html::page(&lines, ask, &mut found) {
        Ok(page) => excerpt(&page, origin).with(found),
        Err(finding) => Parsed::nothing(vec![*finding]),
    }]
}

/// Reads a page that is one text.
pub(super) fn excerpt(page: &Excerpt<'_>, origin: &Origin) -> Parsed {
    let is_whole = page.is_whole();
    let page = Clean::new(page);
    let start = page.span(&(0..0));
    let mut found = Vec::new();
    let blocks = blocks::scan(page.text());
    let mut location = location::read(&page, &blocks, &mut found);
    location.complete(origin, start);
    location.tell_missing(start, &mut found);
    let cut = if is_whole { None } else { cut::find(&page, &blocks, &mut found) };
    let mut outline = outline::read(&page, blocks, location.begins, &mut found);
    let contents = Contents::new(&page, &mut outline, &mut found);
    let endpoint = endpoint::read(&page, &outline.lines, &outline.stating, &mut found);
    let kind = contents.kind(location.area, &endpoint);
    if kind.is_none() {
        found.push(contents.not_understood(&page, &location, &endpoint, &outline));
    }
    let body = kind.map(|kind| contents.body(&page, kind, endpoint, Stated::default(), &mut found));
    if let Some(cut) = &cut {
        cut.explain(&mut found);
    }
    let mut parsed = Parsed::of(location, outline, body, found);
    if let (Some(cut), Some(page)) = (cut, &mut parsed.page) {
        cut.take_row(page);
    }
    parsed
}
