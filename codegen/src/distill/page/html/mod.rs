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
use out::{Out, Told, Written};
use view::View;

/// The file as a page's text.
pub(super) fn page<'a>(
    lines: &'a Lines<'a>,
    ask: &Ask<'_>,
    found: &mut Vec<Finding>,
) -> Result<Excerpt<'a>, Box<Finding>> {
    let text = lines.raw();
    if !find::is_page(text) {
        return with_tables(Excerpt::file(lines), ask, found);
    }
    let refused = |broken: &Broken| broken_at(broken, lines.span(&(broken.at..broken.at)));
    let tree = syntax::read(ask, Syntax::Html, text, 0).map_err(|broken| refused(&broken))?;
    let mut out = Out::new(text, 0);
    render::page(View::root(&tree), &mut out);
    let Written { text, map, told } = out.finish().map_err(|broken| refused(&broken))?;
    found.extend(told.into_iter().map(|(range, what)| told_at(what, lines.span(&range))));
    Ok(Excerpt::made(lines, 0, text, map, Writing::Shown))
}

/// The text with its tables in HTML as tables with pipes.
pub(super) fn with_tables<'a>(
    page: Excerpt<'a>,
    ask: &Ask<'_>,
    found: &mut Vec<Finding>,
) -> Result<Excerpt<'a>, Box<Finding>> {
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
        let Written { text: rendered, map: pieces, told } = out.finish().map_err(|broken| refused(&broken))?;
        found.extend(told.into_iter().map(|(range, what)| told_at(what, page.lines().span(&page.raw(range)))));
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

/// What is told of a part of a page that is read otherwise than it is written.
fn told_at(what: Told, span: super::place::Span) -> Finding {
    let (code, message, help) = match what {
        Told::Unseen => (
            FindingCode::HtmlUnseen,
            "the page hides this part of a table from whoever looks at it, and it is not read",
            "ask the platform whether it counts; if so, take out what hides it, and bring the page in again",
        ),
        Told::InCell => (
            FindingCode::TableInCell,
            "a table inside a cell is read as words of that cell, not as rows",
            "see what it says of the field, and ask the platform for a page that says it in its table",
        ),
    };
    Finding::new(code, span, message).help(help)
}

fn broken_at(broken: &Broken, span: super::place::Span) -> Box<Finding> {
    let message = format!("the HTML cannot be read: {}", foreign::short(&broken.why));
    Box::new(Finding::new(FindingCode::HtmlBroken, span, message).help("save the page again, or copy its text"))
}
