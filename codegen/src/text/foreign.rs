//! Texts from outside, made safe to show in one line: no control characters, nothing invisible, no change of direction.

use super::json::is_hidden;
use std::fmt::Write as _;

/// The text with what cannot be seen written out, such as `\u{202e}`.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        if is_hidden(each) {
            // Writing to a string does not fail.
            let _ = write!(out, "{}", each.escape_unicode());
        } else {
            out.push(each);
        }
    }
    out
}

/// The same, cut off where it gets long.
#[must_use]
pub fn short(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => shown(&text[..end]) + "…",
        None => shown(text),
    }
}

/// A name without what cannot be seen: what is left is what a person reads.
#[must_use]
pub fn name(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|each| if each.is_whitespace() { ' ' } else { each })
        .filter(|each| !is_hidden(*each))
        .collect();
    visible.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_hidden_or_endless() {
        assert_eq!(shown("a\u{1b}[31m\n\u{202e}卡"), "a\\u{1b}[31m\\u{a}\\u{202e}卡");
        assert_eq!(short(&"卡".repeat(1000)).chars().count(), 121);
        assert_eq!(name(" a\u{202e}b\tc\u{0} "), "ab c");
    }
}
