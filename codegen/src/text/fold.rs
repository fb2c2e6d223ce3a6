//! How words of a page are compared: without case, width, spaces, markup or remarks in brackets.
//! Only for comparing; what the model keeps is the page's own spelling, tidied.

use std::ops::Range;

/// The plain form of a character that pages also write in full width.
pub(crate) fn narrow(character: char) -> char {
    const SHIFT: u32 = '！' as u32 - '!' as u32;
    match character {
        '！'..='～' => char::from_u32(character as u32 - SHIFT).unwrap_or(character),
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        other => other,
    }
}

/// Lower case, half width, without white space and markup.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|character| !character.is_whitespace() && !matches!(character, '*' | '`'))
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Lower case, without white space: how titles are compared.
pub(crate) fn without_space(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

/// Whether two titles are the same.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    without_space(a) == without_space(b)
}

/// Whether the text has the pattern's shape, in which 0 stands for any digit.
pub(crate) fn has_shape(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
}

/// The beginning of a text, so many characters of it.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Folded, and without remarks in brackets: `eventTag(事件标识)` is `eventtag`.
pub(crate) fn fold_without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    fold(text)
        .chars()
        .filter(|character| {
            match character {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    let inside = depth > 0;
                    depth = depth.saturating_sub(1);
                    return !inside;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// Whether the text begins with the word, case and width aside; the number of bytes that the word takes there.
pub(crate) fn starts_with_word(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for expected in word.chars() {
        let (_, found) = rest.next()?;
        if narrow(found).to_ascii_lowercase() != expected {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

/// Runs of white space become one space; markup around the whole text goes, an escaped pipe is a pipe.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.contains("\\|") {
        out = out.replace("\\|", "|");
    }
    let inner = out.strip_prefix('`').and_then(|code| code.strip_suffix('`')).unwrap_or(&out);
    let inner = inner.strip_prefix("**").and_then(|bold| bold.strip_suffix("**")).unwrap_or(inner).trim();
    if inner.len() == out.len() { out } else { inner.to_owned() }
}

/// The range without the white space at both its ends.
pub(crate) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    let end = start + inside.trim().len();
    start..end
}

/// The length of the white space that the text begins with, line ends not counted as such.
pub(crate) fn blank_prefix(text: &str) -> usize {
    let end = text.find(|character: char| character == '\n' || !character.is_whitespace());
    end.unwrap_or(text.len())
}
