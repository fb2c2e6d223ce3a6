//! Which page this is: id, area, section and title, from a comment, the navigation, the breadcrumb and the headings.
//! What the page says is not looked at here.

use super::blocks::Block;
use super::clean::Clean;
use super::endpoint;
use super::finding::{Finding, FindingCode};
use super::model::Area;
use super::place::At;
use crate::text::fold::{fold, narrow, tidy, trim};
use std::ops::Range;

/// Which page this is, as far as it says.
#[derive(Debug, Default)]
pub(super) struct Location {
    pub(super) id: Option<At<String>>,
    pub(super) area: Option<Area>,
    pub(super) section: Vec<At<String>>,
    pub(super) title: Option<At<String>>,
    /// The first block that belongs to the page's own text.
    pub(super) begins: usize,
}

/// A title and the block that it stands in.
struct Title {
    block: usize,
    range: Range<usize>,
}

/// Looks in the places where a page names its id, section and title, the most reliable first.
pub(super) fn read(page: &Clean<'_>, blocks: &[Block], found: &mut Vec<Finding>) -> Location {
    let text = page.text();
    let mut location = Location::default();
    let crumbs = comment(page, blocks, &mut location);
    let trail = breadcrumb(text, blocks);
    let shown = heading_title(blocks)
        .or_else(|| title_over_endpoint(text, blocks))
        .or_else(|| title_after(blocks, trail.last().map(|(block, _)| *block)));
    location.begins = shown.as_ref().map_or(0, |title| title.block + 1);
    let title = match (crumbs.last().cloned(), shown) {
        (Some(said), Some(shown)) => {
            conflict(page, &said, &shown.range, found);
            Some(said)
        }
        (Some(said), None) => Some(said),
        (None, Some(shown)) => Some(shown.range),
        (None, None) => first_line(page, blocks, &mut location.begins, found),
    };
    let Some(title) = title else { return location };
    location.title = Some(page.said(&title));
    let path = match crumbs.split_last() {
        Some((_, path)) if !path.is_empty() => path.to_vec(),
        _ => {
            let trail: Vec<Range<usize>> = trail.into_iter().map(|(_, range)| range).collect();
            in_navigation(page, blocks, &title, &trail, found).unwrap_or(trail)
        }
    };
    location.place(path.into_iter().map(|range| page.said(&range)));
    location
}

/// The id and the path in brackets of a comment such as `page 430346213e0 (Api / Card / 卡列表)`.
fn comment(page: &Clean<'_>, blocks: &[Block], location: &mut Location) -> Vec<Range<usize>> {
    let text = page.text();
    for block in blocks {
        let Block::Comment { range, .. } = block else { continue };
        let inside = &text[range.clone()];
        let mut at = range.start;
        for word in inside.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            if location.id.is_none() && is_page_id(bare) {
                location.id = Some(page.at(bare.to_owned(), &(at..at + bare.len())));
            }
            at += word.len();
        }
        let mut open = None;
        for (offset, character) in inside.char_indices() {
            match (narrow(character), open) {
                ('(', _) => open = Some(offset + character.len_utf8()),
                (')', Some(from)) => {
                    let crumbs = crumbs(text, range.start + from..range.start + offset);
                    if crumbs.len() > 1 {
                        return crumbs;
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }
    Vec::new()
}

/// Ids look like `430346213e0`: digits, a letter, a digit.
fn is_page_id(word: &str) -> bool {
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let rest = word.as_bytes().get(digits..).unwrap_or_default();
    digits >= 6 && matches!(rest, [letter, digit] if letter.is_ascii_lowercase() && digit.is_ascii_digit())
}

fn crumbs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    text[range]
        .split('/')
        .map(|part| {
            let crumb = trim(text, at..at + part.len());
            at += part.len() + 1;
            crumb
        })
        .filter(|crumb| !crumb.is_empty())
        .collect()
}

/// A heading of Markdown before anything else of substance, if it announces nothing: one of the two highest levels, else the
/// first of any level that stands before every heading that announces something.
fn heading_title(blocks: &[Block]) -> Option<Title> {
    let before_contents =
        || blocks.iter().enumerate().take_while(|(_, block)| !matches!(block, Block::Table(_) | Block::Example(_)));
    let title = |index: usize, range: &Range<usize>| Title { block: index, range: range.clone() };
    let high = before_contents().find_map(|(index, block)| match block {
        Block::Heading { range, word: None, level: Some(1 | 2) } => Some(title(index, range)),
        _ => None,
    });
    high.or_else(|| {
        let mut headings = before_contents().filter(|(_, block)| matches!(block, Block::Heading { .. }));
        match headings.next()? {
            (index, Block::Heading { range, word: None, level: Some(_) }) => Some(title(index, range)),
            _ => None,
        }
    })
}

/// The line over the first line that states a method, if a path follows there.
fn title_over_endpoint(text: &str, blocks: &[Block]) -> Option<Title> {
    let stated = |index: usize| match blocks.get(index) {
        Some(Block::Text(range)) => endpoint::statement(text, range),
        _ => endpoint::Statement::default(),
    };
    let at = (1..blocks.len()).find(|at| {
        let here = stated(*at);
        here.method.is_some() && (here.path.is_some() || stated(at + 1).path.is_some())
    })?;
    match &blocks[at - 1] {
        Block::Text(range) => Some(Title { block: at - 1, range: range.clone() }),
        _ => None,
    }
}

/// The numbered lines of a breadcrumb: right behind the navigation, or at the very top.
fn breadcrumb(text: &str, blocks: &[Block]) -> Vec<(usize, Range<usize>)> {
    let last_entry = blocks.iter().rposition(|block| matches!(block, Block::Entry { .. }));
    let from = last_entry.map_or(0, |last| last + 1);
    blocks
        .iter()
        .enumerate()
        .skip(from)
        .skip_while(|(_, block)| match block {
            Block::Text(range) => endpoint::statement(text, range).method.is_some(),
            Block::Comment { .. } => true,
            _ => false,
        })
        .map_while(|(index, block)| match block {
            Block::Text(range) => numbered(text, range).map(|crumb| (index, crumb)),
            _ => None,
        })
        .collect()
}

fn numbered(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let line = &text[range.clone()];
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=2).contains(digits))?;
    let rest = line[digits..].strip_prefix('.')?;
    let crumb = trim(text, range.end - rest.len()..range.end);
    (rest.starts_with(char::is_whitespace) && !crumb.is_empty()).then_some(crumb)
}

/// The first line after the breadcrumb.
fn title_after(blocks: &[Block], trail: Option<usize>) -> Option<Title> {
    let block = trail? + 1;
    match blocks.get(block) {
        Some(Block::Text(range)) => Some(Title { block, range: range.clone() }),
        _ => None,
    }
}

/// The first line of all, if it is short and no sentence.
fn first_line(
    page: &Clean<'_>,
    blocks: &[Block],
    begins: &mut usize,
    found: &mut Vec<Finding>,
) -> Option<Range<usize>> {
    const LONGEST: usize = 30;
    let block = blocks.iter().position(|block| !matches!(block, Block::Comment { .. } | Block::Entry { .. }))?;
    let Block::Text(range) = &blocks[block] else { return None };
    let line = &page.text()[range.clone()];
    let sentence = line.ends_with(['。', '.', ';', '；', '，', ',']) || line.chars().count() > LONGEST;
    if sentence || endpoint::statement(page.text(), range) != endpoint::Statement::default() {
        return None;
    }
    *begins = block + 1;
    Finding::new(
        FindingCode::TitleFromFirstLine,
        page.span(range),
        "nothing marks the title; the first line is taken for it",
    )
    .push_to(found);
    Some(range.clone())
}

fn conflict(page: &Clean<'_>, said: &Range<usize>, shown: &Range<usize>, found: &mut Vec<Finding>) {
    let text = page.text();
    if fold(&text[said.clone()]) != fold(&text[shown.clone()]) {
        let message = format!(
            "the page is titled `{}` here, and its comment says `{}`, which is used",
            tidy(&text[shown.clone()]),
            tidy(&text[said.clone()])
        );
        Finding::new(FindingCode::TitleConflict, page.span(shown), message)
            .help("correct the one that is wrong")
            .see(page.span(said), "the comment")
            .push_to(found);
    }
}

/// The headings over the title in the site's navigation; the breadcrumb tells entries of one name apart.
fn in_navigation(
    page: &Clean<'_>,
    blocks: &[Block],
    title: &Range<usize>,
    trail: &[Range<usize>],
    found: &mut Vec<Finding>,
) -> Option<Vec<Range<usize>>> {
    let text = page.text();
    let name = |range: &Range<usize>| fold(&text[range.clone()]);
    let (wanted, parent) = (name(title), trail.last().map(name));
    let mut above: Vec<(usize, Range<usize>)> = Vec::new();
    let mut places: Vec<Vec<Range<usize>>> = Vec::new();
    for block in blocks {
        let Block::Entry { range, indent } = block else { continue };
        while above.last().is_some_and(|(outer, _)| outer >= indent) {
            above.pop();
        }
        let under = above.last().map(|(_, range)| name(range));
        if name(range) == wanted && (parent.is_none() || under == parent) {
            places.push(above.iter().map(|(_, range)| range.clone()).collect());
        }
        above.push((*indent, range.clone()));
    }
    if places.len() > 1 {
        let span = page.span(title);
        let message = format!("the navigation has `{}` in {} places", tidy(&text[title.clone()]), places.len());
        Finding::new(FindingCode::SectionAmbiguous, span, message)
            .help("copy the breadcrumb over the title too, or put `<!-- page ID (Area / Section / Title) -->` on top")
            .push_to(found);
        return None;
    }
    places.pop()
}
