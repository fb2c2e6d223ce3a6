//! Where in a file `OpenAPI` documents stand: the file itself, or the fenced blocks of an exported page.
//! What the documents say is not looked at.

use crate::distill::page::blocks::lines;
use crate::distill::page::marks;
use std::ops::Range;

/// A document and the heading over it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) body: Range<usize>,
    pub(super) is_json: bool,
    /// The heading of the page around it.
    pub(super) title: Option<Range<usize>>,
    /// The first line around it that is more than its frame.
    pub(super) beside: Option<Range<usize>>,
    /// Whether the block that it stands in ends.
    pub(super) is_closed: bool,
}

/// The documents of a file, in its order; none for a page of another kind.
pub(super) fn documents(text: &str) -> Vec<Found> {
    let start = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    if let Some(is_json) = is_document(&text[start..]) {
        return vec![Found { body: start..text.len(), is_json, title: None, beside: None, is_closed: true }];
    }
    fenced(text)
}

/// Whether a text is a document, and whether that is in JSON.
fn is_document(text: &str) -> Option<bool> {
    if text.starts_with('{') {
        let says =
            |key: &str| text.match_indices(key).any(|(at, key)| text[at + key.len()..].trim_start().starts_with(':'));
        return (says("\"openapi\"") || says("\"swagger\"")).then_some(true);
    }
    let lines = || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '%']));
    let mut lines = lines().skip_while(|line| line.trim_end() == "---").peekable();
    let first = lines.peek()?;
    let indent = first.len() - first.trim_start().len();
    is_key(&first[indent..]).then_some(())?;
    // A document has many lines, and its version stands at its edge.
    let at_edge =
        |line: &str| line.get(..indent).is_some_and(|edge| edge.trim().is_empty()).then(|| line[indent..].to_owned());
    lines.filter_map(at_edge).any(|line| states_version(&line)).then_some(false)
}

/// `openapi: 3.0.1`, and nothing more but a remark.
fn states_version(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let quotes = |each: char| matches!(each, '\'' | '"');
    let value = value.split(" #").next().unwrap_or_default();
    // A tag or an anchor may stand in front of it.
    let mut words = value.split_whitespace().skip_while(|word| word.starts_with(['!', '&']));
    let (Some(value), None) = (words.next(), words.next()) else { return false };
    let value = value.trim_matches(quotes);
    matches!(key.trim_matches(quotes), "openapi" | "swagger")
        && value.starts_with(|first: char| first.is_ascii_digit())
        && value.chars().all(|each| each.is_ascii_digit() || each == '.')
}

/// Whether a line begins as `key:` does.
fn is_key(line: &str) -> bool {
    let word = line.trim_start_matches(['\'', '"']);
    let end = word.find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_')));
    end.is_some_and(|end| end > 0 && word[end..].trim_start_matches(['\'', '"']).starts_with(':'))
}

/// Goes through the lines once: a fence ends with a line of its own marks that is indented no deeper than it, so that the fences
/// inside the document, which are, do not end it.
fn fenced(text: &str) -> Vec<Found> {
    let lines = lines(text);
    let mut found: Vec<Found> = Vec::new();
    let (mut title, mut beside) = (None, None);
    // A byte order mark is no part of the first line.
    let first = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let line = &(line.start.max(first)..line.end.max(first));
        let word = text[line.clone()].trim();
        if let Some(mark) = marks::fence(word) {
            let closing = closing(text, &lines, at, line, mark);
            let end = closing.map_or(text.len(), |closing| lines[closing].start);
            let body = lines.get(at).map_or(text.len(), |next| next.start).min(end)..end;
            if let Some(is_json) = is_document(text[body.clone()].trim_start_matches(['\r', '\n'])) {
                let is_closed = closing.is_some();
                found.push(Found { body, is_json, title: title.take(), beside: beside.take(), is_closed });
                at = closing.map_or(lines.len(), |closing| closing + 1);
                continue;
            }
            // Another block: its lines are no headings.
            at = closing.map_or(at, |closing| closing + 1);
            beside.get_or_insert(line.clone());
            continue;
        }
        match word.strip_prefix("# ").map(str::trim) {
            Some(heading) if !heading.is_empty() => {
                let start = line.end - text[line.clone()].trim_start().len() + 1;
                title = Some(crate::text::fold::trim(text, start..line.end));
            }
            _ if is_frame(word) => {}
            _ => _ = beside.get_or_insert(line.clone()),
        }
    }
    if let (Some(last), Some(line)) = (found.last_mut(), beside) {
        last.beside.get_or_insert(line);
    }
    found
}

/// What an exported page has around its document, and what holds a page that somebody stored.
fn is_frame(word: &str) -> bool {
    let tag = word.trim_start_matches('<').trim_start_matches('/').to_ascii_lowercase();
    word.is_empty()
        || word.trim_start_matches('#').trim().eq_ignore_ascii_case("openapi specification")
        || (word.starts_with('<') && (tag.starts_with("details") || tag.starts_with("summary")))
        || word.starts_with("<!--")
}

fn closing(text: &str, lines: &[Range<usize>], from: usize, opening: &Range<usize>, mark: &str) -> Option<usize> {
    let indent = |line: &Range<usize>| line.len() - text[line.clone()].trim_start().len();
    let most = indent(opening);
    let first = mark.chars().next()?;
    (from..lines.len()).find(|at| {
        let word = text[lines[*at].clone()].trim();
        word.len() >= mark.len() && indent(&lines[*at]) <= most && word.chars().all(|other| other == first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, Option<String>, bool)> {
        documents(text)
            .into_iter()
            .map(|found| {
                (text[found.body].to_owned(), found.title.map(|title| text[title].to_owned()), found.is_closed)
            })
            .collect()
    }

    #[test]
    fn a_fence_inside_the_document_does_not_end_it() {
        let body = "openapi: 3.0.1\ninfo:\n  description: |\n    ```json\n    {}\n    ```\n  x: 1\n";
        for (before, after) in [("", ""), ("<details>\n<summary>S</summary>\n\n", "\n</details>\n")] {
            let page = format!("# 卡 \r\n\n## OpenAPI Specification\n\n{before}```yaml\n{body}```\n{after}");
            assert_eq!(shown(&page), [(body.to_owned(), Some("卡".to_owned()), true)], "{page}");
        }
    }

    #[test]
    fn a_file_is_a_document_in_either_language() {
        for text in [
            "openapi: 3.1.0\npaths: {}\n",
            "---\n# c\ninfo:\n  title: x\nopenapi: '3.0.1'\n",
            "openapi: !!str 3.0.1 # as a text\npaths: {}\n",
            "openapi: &version \"3.0.1\"\npaths: {}\n",
            "\u{feff}{\"info\": {}, \"openapi\" : \"3.0.1\"}",
        ] {
            assert_eq!(documents(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_page_that_only_speaks_of_it_is_none() {
        for text in [
            "# a\n\nopenapi: 3.0.1 is used\n",
            "{\"openapi-version\": 1}",
            "```yaml\na: openapi\n```\n",
            "",
            "title: x\nthe openapi: y",
        ] {
            assert_eq!(documents(text), [], "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_stands_beside_nothing_and_hides_no_title() {
        let text = "\u{feff}# 卡\r\n\r\n```yaml\r\nopenapi: 3.0.1\r\n```\r\n";
        let found = documents(text);
        assert!(found.len() == 1 && found[0].beside.is_none(), "{found:?}");
        assert_eq!(found[0].title.as_ref().map(|title| &text[title.clone()]), Some("卡"));
    }

    #[test]
    fn a_block_that_never_ends_goes_to_the_end() {
        assert_eq!(shown("```yaml\nopenapi: 3.0.1\npaths:"), [("openapi: 3.0.1\npaths:".to_owned(), None, false)]);
    }

    #[test]
    fn several_pages_in_one_file_have_their_own_titles() {
        let page = |name: &str| format!("# {name}\n\n```yaml\nopenapi: 3.0.1\n```\n\n");
        let found = shown(&(page("a") + &page("b")));
        assert_eq!(found.iter().filter_map(|(_, title, _)| title.as_deref()).collect::<Vec<_>>(), ["a", "b"]);
    }
}
