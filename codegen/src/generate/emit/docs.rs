//! Doc comments: the spec's words as Markdown that rustdoc and clippy read without complaint, wrapped, one attribute a line.

use crate::spec::openapi::{Evidence, Provenance};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The widest a line of documentation may become, without its indentation.
const WIDTH: usize = 110;

/// The paragraphs of one item's documentation.
#[derive(Debug, Default)]
pub(super) struct Docs(Vec<String>);

impl Docs {
    /// Starts with a paragraph of the spec's words.
    pub(super) fn new(text: &str) -> Self {
        Self::default().text(text)
    }

    /// The spec's words, or others where it has none.
    pub(super) fn or(text: Option<&str>, fallback: &str) -> Self {
        Self::new(text.unwrap_or(fallback))
    }

    /// Adds a paragraph of the spec's words.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.0.extend(text.split("\n\n").map(markdown).filter(|paragraph| !paragraph.is_empty()));
        self
    }

    /// Adds a paragraph of the spec's words, if there are any.
    pub(super) fn maybe(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self,
        }
    }

    /// Adds a paragraph that is Markdown already.
    pub(super) fn raw(mut self, markdown: impl Into<String>) -> Self {
        self.0.push(markdown.into());
        self
    }

    /// Adds words to the last paragraph, as Markdown.
    pub(super) fn then(mut self, markdown: &str) -> Self {
        match self.0.last_mut() {
            Some(last) => {
                last.push(' ');
                last.push_str(markdown);
            }
            None => self.0.push(markdown.to_owned()),
        }
        self
    }

    /// The spec's words, or others where it has none, and the page that says so.
    pub(super) fn of(text: Option<&str>, fallback: &str, provenance: &Provenance) -> Self {
        Self::or(text, fallback).provenance(provenance)
    }

    /// Adds where the page is at odds with itself, and which page it is.
    pub(super) fn provenance(self, provenance: &Provenance) -> Self {
        let page =
            format!("Documented on {} (page {})", inline(&provenance.title.value), inline(&provenance.page.value));
        let revised = provenance.revised.as_ref().map_or(String::new(), |date| format!(", revised {}", date.value));
        let by_example = match provenance.evidence {
            Evidence::Example => ", by its example only",
            Evidence::Table | Evidence::Text => "",
        };
        self.maybe(provenance.note.as_ref().map(|note| note.value.as_str()))
            .raw(format!("{page}{revised}{by_example}."))
    }
}

/// One `#[doc]` attribute a line.
impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.0.iter().enumerate().flat_map(|(at, paragraph)| {
            let gap = (at > 0).then(String::new);
            gap.into_iter().chain(wrap(paragraph))
        });
        tokens.extend(lines.map(|line| quote!(#[doc = #line])));
    }
}

/// The spec's plain words as Markdown: what rustdoc would read as a link or a tag is escaped, and what looks like code is
/// marked as such.
fn markdown(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { unlisted(inline(text)) }
}

/// The same for words that stand inside a paragraph, never at its beginning.
pub(super) fn inline(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { marked_up(text) }
}

/// Whether words need no escaping, as nearly all do: a quick check in one pass.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let mut uppercase = 0;
    for byte in text.bytes() {
        match byte {
            b' ' if before == b' ' => return false,
            b' ' => uppercase = 0,
            b'a'..=b'z' | b'0'..=b'9' | b',' | b'.' | b';' | b'\'' | b'"' | b'(' | b')' | b'?' | b'!' | b'-' | b'/' => {
            }
            b'A'..=b'Z' if uppercase == 0 => uppercase = 1,
            _ => return false,
        }
        before = byte;
    }
    before != b' ' && !begins_like_a_list(text.split(' ').next().unwrap_or_default())
}

fn marked_up(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // Backticks mark code only in pairs with something between them.
    let is_sound = parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.trim().is_empty());
    let mut out = String::with_capacity(text.len());
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            // Clippy takes an escaped backtick for an opening one without its end.
            out.push(if is_sound { '`' } else { '\'' });
        }
        if is_sound && at % 2 == 1 {
            out.push_str(part);
        } else {
            part.split_inclusive(char::is_whitespace).for_each(|word| push_word(&mut out, word));
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as code; in quotes where its first and last character, or one that ends a line, would not be seen.
pub(super) fn code(value: &str) -> String {
    let is_seen = value.trim() == value && !value.is_empty() && !value.contains(char::is_control);
    let shown = if is_seen { value.to_owned() } else { format!("{value:?}") };
    let longest = shown.split(|each| each != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let gap = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{shown}{gap}{fence}")
}

/// A paragraph that begins like an item of a list, escaped so that it does not become one.
fn unlisted(paragraph: String) -> String {
    let first = paragraph.split(' ').next().unwrap_or_default();
    match first.char_indices().last() {
        Some((at, _)) if begins_like_a_list(first) && !first.starts_with('\\') => {
            format!("{}\\{}", &paragraph[..at], &paragraph[at..])
        }
        _ => paragraph,
    }
}

fn push_word(out: &mut String, word: &str) {
    let is_edge = |each: char| !(each.is_alphanumeric() || each == '_');
    let core = word.trim_matches(is_edge);
    if core.is_ascii() && looks_like_code(core) {
        let start = word.find(core).unwrap_or(0);
        push_escaped(out, &word[..start]);
        out.push('`');
        out.push_str(core);
        out.push('`');
        push_escaped(out, &word[start + core.len()..]);
    } else {
        push_escaped(out, word);
    }
}

/// What clippy's `doc_markdown` would want backticks around.
fn looks_like_code(word: &str) -> bool {
    let uppercase = word.chars().filter(char::is_ascii_uppercase).count();
    let lowercase = word.trim_end_matches('s').chars().filter(char::is_ascii_lowercase).count();
    let is_name = word.chars().all(|each| each.is_ascii_alphanumeric());
    let is_joined = word.contains(':') && (word.contains("::") || word.contains("://"));
    word.contains('_') || is_joined || (is_name && uppercase > 1 && lowercase > 0)
}

fn push_escaped(out: &mut String, text: &str) {
    for each in text.chars() {
        if matches!(each, '[' | ']' | '<' | '>' | '*' | '_' | '\\' | '#' | '~' | '&' | '|') {
            out.push('\\');
        }
        out.push(each);
    }
}

/// Breaks a paragraph between words, never so that a line begins like a list or a heading. Each line has the space that
/// stands behind the slashes.
fn wrap(paragraph: &str) -> Vec<String> {
    // No character is wider than its bytes are many.
    if paragraph.len() <= WIDTH {
        return vec![format!(" {paragraph}")];
    }
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for word in paragraph.split(' ') {
        let wide = word.chars().map(|each| if each.is_ascii() { 1 } else { 2 }).sum::<usize>();
        match lines.last_mut() {
            Some(line) if width + 1 + wide <= WIDTH || begins_like_a_list(word) => {
                line.push(' ');
                line.push_str(word);
                width += 1 + wide;
            }
            _ => {
                lines.push(format!(" {word}"));
                width = wide;
            }
        }
    }
    lines
}

fn begins_like_a_list(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    // A list, a line across, a heading of what stands above.
    (!word.is_empty() && word.bytes().all(|byte| matches!(byte, b'-' | b'+' | b'*' | b'=' | b'_')))
        || word.starts_with('#')
        || (number.len() < word.len() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_specs_words_become_harmless_markdown() {
        assert_eq!(markdown("as transaction_type tells."), "as `transaction_type` tells.");
        assert_eq!(markdown("of `currency` (金额)."), "of `currency` (金额).");
        assert_eq!(markdown("an [index] or <T>"), "an \\[index\\] or \\<T\\>");
        assert_eq!(markdown("PAN, BINs and CardStatus"), "PAN, BINs and `CardStatus`");
        assert_eq!(markdown("an `open tick"), "an 'open tick");
        assert_eq!(markdown("`a` and `b_c"), "'a' and '`b_c`");
        assert_eq!(markdown("```rust"), "'''rust");
        assert_eq!(markdown("~~~rust"), "\\~\\~\\~rust");
        assert_eq!(markdown("a &amp; b | c"), "a \\&amp; b \\| c");
        assert_eq!(markdown("a\r\n    b\tc"), "a b c");
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\rb"), "`\"a\\rb\"`");
        assert_eq!(code(" "), "`\" \"`");
        assert_eq!(markdown("---"), "--\\-");
        assert_eq!(markdown("- a dash"), "\\- a dash");
        assert_eq!(markdown("1. a number"), "1\\. a number");
        assert_eq!(markdown("* a star"), "\\* a star");
    }

    #[test]
    fn no_wrapped_line_begins_like_a_list() {
        let text = format!("{} 1. and - more", "word ".repeat(21).trim());
        for line in wrap(&text) {
            assert!(!line.starts_with(" 1.") && !line.starts_with(" - "), "{line}");
        }
    }

    #[test]
    fn ordinary_words_are_told_to_be_plain() {
        for text in ["One movement of money.", "A; b, c (d) e-f/g? H!", "Card", "don't \"quote\"", "2 of them"] {
            assert!(is_plain(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn plain_words_are_what_marking_up_would_make_of_them(text in "([a-zA-Z0-9,.()#:/_`卡-]{0,5}[ \\t]?){0,4}") {
            prop_assert!(!is_plain(&text) || unlisted(marked_up(&text)) == text);
        }
    }
}
