//! What a reader sees of a page, element by element: headings with their marks, lists with theirs, code in fences, the rest in lines.
//! Tables are written in `table`.

use super::out::{Out, Told};
use super::table;
use super::view::View;
use crate::distill::page::model::Method;
use crate::text::lexicon::list;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = list!(
    "address, article, aside, blockquote, body, caption, dd, details, div, dl, dt, fieldset, figcaption, figure, \
     footer, form, h1, h2, h3, h4, h5, h6, header, hr, legend, main, nav, p, section, summary, td, th, tr, tbody",
);

/// The frame of a site, whose headings are not the page's.
const FRAME: [&str; 4] = ["nav", "header", "aside", "footer"];

/// A page deeper than the parser makes it is none.
const DEEPEST: usize = 400;

/// What has been gone into.
#[derive(Clone, Copy, Default)]
struct Inside {
    depth: usize,
    lists: usize,
    frame: bool,
    /// Inside what the page is about: its own header is no frame.
    own: bool,
    /// Inside a site's header, of which only the navigation is read.
    muted: bool,
    /// How many cells of tables it is inside of.
    cells: usize,
}

/// Writes a page.
pub(super) fn page(root: View<'_>, out: &mut Out<'_>) {
    if let Some((id, range)) = address(root) {
        out.mark(&format!("<!-- page {id} -->"), &range);
        out.mark("\n", &range);
    }
    if let Some(title) = title(root) {
        out.mark("# ", &title.range());
        let pieces: Vec<_> = title.children().flat_map(View::words).cloned().collect();
        out.words(&first_part(&pieces));
        out.mark("\n", &title.range());
    }
    element(root, Inside::default(), out);
}

/// The last part of the address that whoever saved the page wrote down, or that the site calls the page's own: its id is in it.
fn address(root: View<'_>) -> Option<(String, std::ops::Range<usize>)> {
    let last = |url: &str| {
        let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_plain = |each: char| each.is_ascii_alphanumeric() || each == '-';
        let name: String = name.split('.').next().unwrap_or_default().chars().filter(|each| is_plain(*each)).collect();
        (!name.is_empty()).then_some(name)
    };
    let all = root.within(|name| matches!(name, "" | "html" | "head"));
    let comments = all.iter().filter_map(|one| {
        let text = one.comment()?;
        let url = &text[text.find("http")?..];
        Some((last(&url[..url.find(char::is_whitespace).unwrap_or(url.len())])?, one.range()))
    });
    let own = all.iter().filter_map(|one| {
        let url = match one.name() {
            "link" if one.attribute("rel") == Some("canonical") => one.attribute("href"),
            "meta" if one.attribute("property") == Some("og:url") => one.attribute("content"),
            _ => None,
        };
        Some((last(url?)?, one.range()))
    });
    comments.chain(own).next()
}

/// The title of the window, where nothing in it is a title.
fn title(root: View<'_>) -> Option<View<'_>> {
    let shown = root.within(|name| !FRAME.contains(&name));
    let is_title = |one: &&View<'_>| matches!(one.name(), "h1" | "h2") && !one.text().is_empty();
    if shown.iter().any(|one| is_title(&one)) {
        return None;
    }
    let head = root.within(|name| matches!(name, "" | "html" | "head"));
    head.into_iter().find(|one| one.name() == "title")
}

/// A window's title has the site's name behind the page's.
fn first_part(pieces: &[(std::ops::Range<usize>, String)]) -> Vec<(std::ops::Range<usize>, String)> {
    let mut kept = Vec::new();
    for (range, words) in pieces {
        let end = [" - ", " | ", " – ", " — "].iter().filter_map(|mark| words.find(mark)).min();
        match end {
            Some(end) => {
                let is_same_length = range.len() == words.len();
                kept.push((
                    range.start..if is_same_length { range.start + end } else { range.end },
                    words[..end].to_owned(),
                ));
                break;
            }
            None => kept.push((range.clone(), words.clone())),
        }
    }
    kept
}

fn children(of: View<'_>, inside: Inside, out: &mut Out<'_>) {
    for child in of.children() {
        element(child, inside, out);
    }
}

fn element(one: View<'_>, inside: Inside, out: &mut Out<'_>) {
    if out.is_full() || inside.depth > DEEPEST {
        return;
    }
    let range = one.range();
    if one.is_hidden() {
        if one.hides_facts(inside.cells > 0) {
            out.tell(range, Told::Unseen);
        }
        return;
    }
    let name = one.name();
    let own = inside.own || matches!(name, "main" | "article");
    let frame = inside.frame || (FRAME.contains(&name) && !(own && matches!(name, "header" | "footer")));
    let muted = (inside.muted || (name == "header" && !own)) && name != "nav";
    let inside = Inside { depth: inside.depth + 1, frame, own, muted, ..inside };
    match name {
        "" => {
            if !inside.muted {
                out.words(one.words());
            }
            children(one, inside, out);
        }
        "br" => out.newline(&range),
        // What is struck out is not said any more; Markdown's marks for it keep it from being read as if it were.
        "del" | "s" | "strike" if !out.in_code && !one.text().is_empty() => {
            out.mark("~~", &range);
            children(one, inside, out);
            out.mark("~~", &range);
        }
        // A small mark that points to a note is no part of the word before it.
        "sup" | "sub" if inside.cells > 0 && one.text().contains(char::is_alphanumeric) => {
            out.mark("^", &range);
            children(one, inside, out);
        }
        "pre" if !out.in_cell => code(one, inside, out),
        "table" if inside.cells > 0 => {
            out.newline(&range);
            if !one.text().is_empty() {
                out.tell(range.clone(), Told::InCell);
            }
            children(one, inside, out);
            out.newline(&range);
        }
        "table" if !out.in_cell => {
            out.newline(&range);
            match table::rows(one, out) {
                Some(rows) => {
                    let within = Inside { cells: inside.cells + 1, ..inside };
                    table::write(&rows, out, |cell, out| children(cell, within, out));
                }
                None => children(one, inside, out),
            }
            out.newline(&range);
            // What follows is not of this table.
            out.mark("\n", &range);
        }
        "ul" | "ol" | "menu" => list(one, inside, out),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !out.in_cell && !inside.frame => {
            if !one.text().is_empty() {
                out.newline(&range);
                let level = usize::from(name.as_bytes()[1] - b'0');
                out.mark(&"#".repeat(level), &range);
                out.mark(" ", &range);
                // A heading is one line.
                out.in_cell = true;
                children(one, inside, out);
                out.in_cell = false;
                out.newline(&range);
            }
        }
        _ if BLOCKS.contains(&name) || is_method(one, inside) => {
            out.newline(&range);
            children(one, inside, out);
            out.newline(&range);
        }
        _ => children(one, inside, out),
    }
}

/// A navigation shows methods beside its entries.
fn is_method(one: View<'_>, inside: Inside) -> bool {
    inside.lists > 0 && one.name() != "a" && Method::read(&one.text()).is_some()
}

fn list(one: View<'_>, inside: Inside, out: &mut Out<'_>) {
    let inside = Inside { lists: inside.lists + 1, ..inside };
    let mut number = 0;
    for child in one.children() {
        if child.name() != "li" {
            element(child, inside, out);
            continue;
        }
        let range = child.range();
        number += 1;
        out.newline(&range);
        if !out.in_cell {
            let mark = if one.name() == "ol" { format!("{number}. ") } else { "  ".repeat(inside.lists) + "• " };
            out.mark(&mark, &range);
        }
        children(child, inside, out);
        out.newline(&range);
    }
}

/// Code keeps its blanks. The fence is longer than any in it.
fn code(one: View<'_>, inside: Inside, out: &mut Out<'_>) {
    let range = one.range();
    let text: String =
        one.within(|_| true).iter().flat_map(|part| part.words()).map(|(_, words)| words.as_str()).collect();
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    out.newline(&range);
    out.mark(&fence, &range);
    out.mark("\n", &range);
    out.in_code = true;
    children(one, inside, out);
    out.in_code = false;
    out.newline(&range);
    out.mark(&fence, &range);
    out.mark("\n", &range);
}
