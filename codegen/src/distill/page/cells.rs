//! A line cut into cells at its borders: pipes or tabs.

use crate::text::fold::trim;
use std::ops::Range;

/// The cells between a line's pipes; none for a line without pipes.
pub(super) fn between_pipes(text: &str, line: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let inside = trim(text, line.clone());
    let mut cells = Vec::new();
    let mut start = inside.start;
    let (mut escaped, mut code) = (false, false);
    for (at, byte) in text[inside.clone()].bytes().enumerate() {
        match byte {
            b'`' => code = !code,
            b'|' if !escaped && !code => {
                cells.push(cell(text, start..inside.start + at));
                start = inside.start + at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    if cells.is_empty() {
        return None;
    }
    if text[inside.clone()].starts_with('|') {
        cells.remove(0);
    }
    // What follows the last pipe is a cell unless nothing follows it: that pipe closes the row.
    if start < inside.end {
        cells.push(cell(text, start..inside.end));
    }
    (!cells.is_empty()).then_some(cells)
}

/// The cells between a line's tabs; none for a line without tabs.
pub(super) fn between_tabs(text: &str, line: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let inside = &text[line.clone()];
    if !inside.contains('\t') {
        return None;
    }
    let mut start = line.start;
    let mut cells = Vec::new();
    for part in inside.split('\t') {
        cells.push(cell(text, start..start + part.len()));
        start += part.len() + 1;
    }
    Some(cells)
}

/// With the plain spaces before it, which indent a nested name, up to the border of the cell.
pub(super) fn with_indent(text: &str, cell: &Range<usize>) -> Range<usize> {
    let before = &text[..cell.start];
    before.trim_end_matches(' ').len()..cell.end
}

/// Trimmed of plain spaces; hard ones before a name are how a page indents it.
fn cell(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let plain = |character: char| matches!(character, ' ' | '\t');
    let start = range.start + (inside.len() - inside.trim_start_matches(plain).len());
    let end = range.start + inside.trim_end().len();
    start..end.max(start)
}
