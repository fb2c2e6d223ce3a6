//! Words that come from a spec, made harmless for whoever shows them: on a terminal, and as Markdown on a platform where a mention
//! calls somebody, a link leads away and an image is fetched.

use crate::text::fold::shortened;
use std::borrow::Cow;

/// How many characters of a foreign text are shown.
const LONG: usize = 400;

/// For a terminal or a log: characters that are invisible or change the direction of text are shown as escapes.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        match each {
            '\n' | '\r' | '\t' => out.push(' '),
            each if is_unseen(each) => out.extend(each.escape_unicode()),
            each => out.push(each),
        }
    }
    Cow::Owned(out)
}

/// Lines inside a block of code: nothing in them ends it.
pub(super) fn plain_line(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len());
    for line in lines.lines() {
        out.extend([&*plain(&line.replace("```", "\u{2032}")), "\n"]);
    }
    out
}

/// A text that may not be there, in quotes.
pub(super) fn told(text: Option<&str>) -> String {
    text.map_or_else(|| "(nothing)".to_owned(), |text| format!("\"{}\"", plain(text)))
}

fn is_unseen(each: char) -> bool {
    each.is_control()
        || matches!(each, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// For a cell of a Markdown table: what stands between a pair of backticks stays code, all other markup is escaped.
pub(super) fn cell(text: &str) -> String {
    let text = shortened(text, LONG);
    let text = plain(&text);
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, behind)) = rest.split_once('`') {
        escape(&mut out, before);
        match behind.split_once('`') {
            Some((code, next)) if !code.is_empty() => {
                out.push('`');
                // A table is split into cells before code is looked for.
                out.push_str(&code.replace('\\', "\\\u{200b}").replace('|', "\\|"));
                out.push('`');
                rest = next;
            }
            _ => {
                out.push_str("\\`");
                rest = behind;
            }
        }
    }
    escape(&mut out, rest);
    out
}

/// A text as code, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = plain(&shortened(text, LONG)).replace('`', "'").replace('\\', "\\\u{200b}").replace('|', "\\|");
    if text.trim().is_empty() { "(nothing)".to_owned() } else { format!("`{text}`") }
}

fn escape(out: &mut String, text: &str) {
    let mut rest = text.char_indices().peekable();
    while let Some((at, each)) = rest.next() {
        let is_address = match each {
            ':' => rest.peek().is_some_and(|(_, next)| *next == '/'),
            '.' => text[..at].to_ascii_lowercase().ends_with("www"),
            '@' | '#' => true,
            _ => false,
        };
        match each {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '!' | '|' | '$' => out.extend(['\\', each]),
            each => out.push(each),
        }
        if is_address {
            // A space without width keeps a mention, a number of an issue and an address from being one.
            out.push('\u{200b}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_means_anything_but_itself() {
        assert_eq!(cell("[a](b) ![c](d) @me"), "\\[a\\](b) \\!\\[c\\](d) @\u{200b}me");
        assert_eq!(cell("<img> & |"), "&lt;img&gt; &amp; \\|");
        assert_eq!(cell("see https://x.y"), "see https:\u{200b}//x.y");
        assert_eq!(cell("`a|b` was `c`"), "`a\\|b` was `c`");
    }

    #[test]
    fn a_backtick_in_a_name_opens_no_way_out() {
        for hostile in ["`a` [x](y) `", "a`b", "``@me``", "`` ` @me"] {
            let shown = cell(&format!("the title `{hostile}` changed"));
            // A mention and a bracket mean something only outside code.
            let mut is_code = false;
            for (at, each) in shown.char_indices() {
                match each {
                    '`' if !shown[..at].ends_with('\\') => is_code = !is_code,
                    '@' if !is_code => assert!(shown[at..].starts_with("@\u{200b}"), "{shown}"),
                    '[' if !is_code => assert!(shown[..at].ends_with('\\'), "{shown}"),
                    _ => {}
                }
            }
            assert!(!is_code, "{shown}");
        }
    }

    #[test]
    fn a_terminal_gets_no_commands_and_no_text_that_runs_backwards() {
        assert_eq!(plain("a\u{1b}[31m\u{202e}b\nc"), "a\\u{1b}[31m\\u{202e}b c");
    }

    #[test]
    fn a_long_text_is_cut() {
        assert!(cell(&"x".repeat(100_000)).chars().count() < 500);
    }
}
