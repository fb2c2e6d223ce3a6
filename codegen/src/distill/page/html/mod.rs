//! Pages that a browser saved, and tables in HTML inside Markdown: written as the text that a reader sees, tables with borders, so that
//! the same readers read them. Every character keeps its way back to the file.

mod find;
mod out;
mod render;
mod table;
mod view;

use super::excerpt::{Excerpt, Map, Writing};
use super::finding::{Finding, FindingCode};
use super::place::Lines;
use super::syntax::{self, Ask, Broken, Syntax};
use crate::text::foreign;
use out::Out;
use view::View;

/// The file as a page's text.
pub(super) fn page<'a>(lines: &'a Lines<'a>, ask: &Ask<'_>) -> Result<Excerpt<'a>, Box<Finding>> {
    let text = lines.raw();
    if !find::is_page(text) {
        return with_tables(Excerpt::file(lines), ask);
    }
    let refused = |broken: &Broken| broken_at(broken, lines.span(&(broken.at..broken.at)));
    let tree = syntax::read(ask, Syntax::Html, text, 0).map_err(|broken| refused(&broken))?;
    let mut out = Out::new(text, 0);
    render::page(View::root(&tree), &mut out);
    let (text, map) = out.finish().map_err(|broken| refused(&broken))?;
    Ok(Excerpt::made(lines, 0, text, map, Writing::Shown))
}

/// The text with its tables in HTML as tables with pipes.
pub(super) fn with_tables<'a>(page: Excerpt<'a>, ask: &Ask<'_>) -> Result<Excerpt<'a>, Box<Finding>> {
    let tables = find::tables(page.text());
    if tables.is_empty() {
        return Ok(page);
    }
    let mut text = String::with_capacity(page.text().len());
    let mut map = Map::default();
    let mut at = 0;
    for range in tables {
        copy(&page, at..range.start, &mut text, &mut map);
        at = range.end;
        let refused = |broken: &Broken| broken_at(broken, page.lines().span(&page.raw(broken.at..broken.at)));
        let table = &page.text()[range.clone()];
        let tree = syntax::read(ask, Syntax::Html, table, range.start).map_err(|broken| refused(&broken))?;
        let mut out = Out::new(page.text(), range.start);
        render::page(View::root(&tree), &mut out);
        let (rendered, pieces) = out.finish().map_err(|broken| refused(&broken))?;
        text.push('\n');
        for (place, character) in rendered.char_indices() {
            let end = place + character.len_utf8();
            map.instead(text.len(), page.raw(pieces.start(place)..pieces.end(end).max(pieces.start(place))));
            text.push(character);
        }
        text.push('\n');
    }
    copy(&page, at..page.text().len(), &mut text, &mut map);
    Ok(Excerpt::made(page.lines(), page.raw(0..0).start, text, map, page.writing()))
}

fn copy(page: &Excerpt<'_>, range: std::ops::Range<usize>, text: &mut String, map: &mut Map) {
    for (offset, character) in page.text()[range.clone()].char_indices() {
        let start = range.start + offset;
        let raw = page.raw(start..start + character.len_utf8());
        if raw.len() == character.len_utf8() {
            map.verbatim(text.len(), raw);
        } else {
            map.instead(text.len(), raw);
        }
        text.push(character);
    }
}

fn broken_at(broken: &Broken, span: super::place::Span) -> Box<Finding> {
    let message = format!("the HTML cannot be read: {}", foreign::short(&broken.why));
    Box::new(Finding::new(FindingCode::HtmlBroken, span, message).help("save the page again, or copy its text"))
}
