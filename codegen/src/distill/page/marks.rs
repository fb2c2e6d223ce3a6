//! What a single line is by its marks alone: a fence, a heading, the start of JSON, a rule between table rows.

use super::words;
use crate::text::fold::trim;
use std::ops::Range;

/// The fence that a line opens or closes with.
pub(super) fn fence(word: &str) -> Option<&str> {
    let first = word.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = word.len() - word.trim_start_matches(first).len();
    (length >= 3 && !word[length..].contains('`')).then(|| &word[..length])
}

/// Whether a line is part of a table in HTML.
pub(super) fn is_html_table(word: &str) -> bool {
    let Some(tag) = word.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = tag.find(|c: char| !c.is_ascii_alphabetic()).map_or(tag, |end| &tag[..end]);
    ["table", "thead", "tbody", "tr", "td", "th"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A bracket that JSON can go on after; not `{{version}}`, not a link.
pub(super) fn begins_json(word: &str) -> bool {
    let next = || word[1..].trim_start().chars().next();
    match word.as_bytes().first() {
        Some(b'{') => matches!(next(), None | Some('"' | '}' | '/' | '.' | '…' | '“' | '”' | '‘' | '’' | '\'')),
        Some(b'[') => matches!(next(), None | Some('{' | '"' | ']' | '“' | '‘' | '\'')),
        _ => false,
    }
}

/// The rest of an example whose beginning stands elsewhere.
pub(super) fn is_scrap_of_json(word: &str) -> bool {
    word.starts_with(['"', '}', ']'])
}

/// A heading by its marks: `## text`, `text#`, `**text**`. The text and, where the marks say so, the level.
pub(super) fn heading(text: &str, line: &Range<usize>) -> Option<(Range<usize>, Option<usize>)> {
    let word = &text[line.clone()];
    let hashes = word.len() - word.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && word[hashes..].starts_with(char::is_whitespace) {
        let inner = trim(text, line.start + hashes..line.end);
        return (!inner.is_empty()).then_some((inner, Some(hashes)));
    }
    if let Some(inner) = word.strip_suffix('#').filter(|inner| !inner.is_empty() && !inner.contains('#')) {
        // `C#` is a language's name, not a heading.
        return (inner.chars().count() > 1).then(|| (trim(text, line.start..line.start + inner.len()), None));
    }
    let inner = word.strip_prefix("**")?.strip_suffix("**")?;
    (!inner.is_empty() && !inner.contains('*')).then(|| (line.start + 2..line.end - 2, None))
}

/// A rule between header and rows: `|---|:-:|`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':') || c.is_whitespace())
}

/// Whether a line begins something that no table goes on over. The line is trimmed.
pub(super) fn ends_table(text: &str, line: &Range<usize>) -> bool {
    let word = &text[line.clone()];
    word.starts_with("<!--")
        || word.starts_with(['|', '•'])
        || is_scrap_of_json(word)
        || fence(word).is_some()
        || begins_json(word)
        || is_html_table(word)
        || heading(text, line).is_some()
        || words::heading(word).is_some()
        || words::is_furniture(word)
        || words::is_revision(word)
        || words::starts_remark(word)
}
