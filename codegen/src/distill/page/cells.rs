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
    let outer = text[inside.clone()].starts_with('|');
    if outer {
        cells.remove(0);
    }
    if start < inside.end || !outer {
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

/// Trimmed of plain spaces; hard ones before a name are how a page indents it.
fn cell(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let plain = |character: char| matches!(character, ' ' | '\t');
    let start = range.start + (inside.len() - inside.trim_start_matches(plain).len());
    let end = range.start + inside.trim_end().len();
    start..end.max(start)
}
