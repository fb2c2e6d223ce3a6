//! Whether a file is a saved page, and where in a text tables in HTML stand. What they say is not looked at.

use crate::distill::page::marks;
use std::ops::Range;

/// Whether a file begins as pages in HTML do. Markdown may begin with a tag too, but not with these.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else { return false };
        rest = comment[end + 3..].trim_start();
    }
    if begins(rest, "<!doctype html") || begins(rest, "<?xml") {
        return true;
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let name = &tag[..tag.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(tag.len())];
    let is_frame = ["html", "head", "body", "meta", "title"].iter().any(|known| name.eq_ignore_ascii_case(known));
    // A part of a page that was saved alone.
    let holds_a_page = ["main", "article", "section", "div", "h1"].iter().any(|known| name.eq_ignore_ascii_case(known))
        && !text.lines().any(|line| line.starts_with("# ") || line.starts_with("## "));
    is_frame || holds_a_page
}

fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The tables in HTML of a text, from `<table` to the end of the tag that closes it. In fences and comments there are none.
pub(super) fn tables(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if find(text, "<table").is_none() {
        return found;
    }
    let mut at = 0;
    let mut fence: Option<&str> = None;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let word = text[at..end].trim();
        match fence {
            Some(open) => {
                if word.starts_with(open) && word.trim_start_matches(&open[..1]).is_empty() {
                    fence = None;
                }
            }
            None => {
                if let Some(mark) = marks::fence(word) {
                    fence = Some(mark);
                } else if word.starts_with("<!--") {
                    at = text[at..].find("-->").map_or(end, |close| at + close + 3);
                    continue;
                } else if let Some(start) = opening(&text[at..end])
                    && let Some(length) = extent(&text[at + start..])
                {
                    found.push(at + start..at + start + length);
                    at += start + length;
                    continue;
                }
            }
        }
        at = end;
    }
    found
}

/// Where a table begins in a line that has nothing but tags before it.
fn opening(line: &str) -> Option<usize> {
    let at = find(line, "<table")?;
    let before = line[..at].trim();
    let is_tag = line[at + 6..].starts_with(|next: char| next == '>' || next == '/' || next.is_whitespace())
        || line.len() == at + 6;
    (is_tag && (before.is_empty() || before.ends_with('>'))).then_some(at)
}

/// How far the table that begins here goes; none if it has no end.
fn extent(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        if begins(tag, "table") {
            depth += 1;
        } else if begins(tag, "/table") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at + 1 + tag.find('>')? + 1);
            }
        }
    }
    None
}

fn find(text: &str, word: &str) -> Option<usize> {
    text.match_indices('<').map(|(at, _)| at).find(|at| begins(&text[*at..], word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_html_is_told_from_markdown_with_tags() {
        for text in [
            "<!DOCTYPE html>\n<html>",
            "\u{feff}<!-- saved from url=(0014)about -->\n<HTML lang=zh>",
            "<body>x",
            "<div><p>x</p></div>",
        ] {
            assert!(is_page(text), "{text}");
        }
        for text in [
            "# a\n<table></table>",
            "<details>\n\n# x",
            "<!-- page 1e0 -->\n# x",
            "<table><tr></table>",
            "",
            "<",
            "<div>\n\n# x\n\ny",
        ] {
            assert!(!is_page(text), "{text}");
        }
    }

    #[test]
    fn tables_are_found_whole_and_only_where_they_are_tables() {
        let text = "a\n<div><TABLE class=x><tr><td><table></table></td></tr></table></div>\n```\n<table></table>\n```\n{\"a\": \"<table>\"}\n<!-- <table>\n</table> -->\n<table>";
        let shown: Vec<&str> = tables(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, ["<TABLE class=x><tr><td><table></table></td></tr></table>"]);
    }
}
