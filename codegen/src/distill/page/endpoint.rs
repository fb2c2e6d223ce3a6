//! Where an operation is sent: method, path and host, from the page's own lines and from its sample calls.
//! Lines that contradict each other are an error; a sample that contradicts the page is a warning.

use super::clean::Clean;
use super::finding::{Finding, FindingCode, Severity};
use super::model::{Endpoint, Method};
use super::place::At;
use crate::text::fold::{fold, trim};
use std::ops::Range;

/// A line that may state something about the endpoint.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// Part of a ready-made call rather than of the page's own words.
    pub(super) sample: bool,
}

/// What one line states.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) method: Option<(Method, Range<usize>)>,
    pub(super) path: Option<Range<usize>>,
    pub(super) server: Option<Range<usize>>,
}

/// Collects what all lines state.
pub(super) fn read(page: &Clean<'_>, lines: &[Line], found: &mut Vec<Finding>) -> Endpoint {
    let mut endpoint = Endpoint::default();
    for line in lines.iter().filter(|line| !line.sample) {
        let stated = statement(page.text(), &line.range);
        add(page, stated, &mut endpoint, Severity::Error, found);
    }
    for line in lines.iter().filter(|line| line.sample) {
        let stated = sample(page.text(), &line.range);
        add(page, stated, &mut endpoint, Severity::Warning, found);
    }
    endpoint
}

fn add(page: &Clean<'_>, stated: Statement, endpoint: &mut Endpoint, conflict: Severity, found: &mut Vec<Finding>) {
    if let Some((method, range)) = stated.method {
        keep(page.at(method, &range), &mut endpoint.method, "method", conflict, found);
    }
    if let Some(range) = stated.path {
        let path = page.text()[range.clone()].to_owned();
        keep(page.at(path, &range), &mut endpoint.path, "path", conflict, found);
    }
    if let Some(range) = stated.server.filter(|_| endpoint.server.is_none()) {
        endpoint.server = Some(page.at(page.text()[range.clone()].to_owned(), &range));
    }
}

/// Keeps the first statement and reports a later one that differs.
fn keep<T: PartialEq + std::fmt::Display>(
    stated: At<T>,
    kept: &mut Option<At<T>>,
    what: &str,
    conflict: Severity,
    found: &mut Vec<Finding>,
) {
    match kept {
        Some(first) if first.value != stated.value => {
            let message = format!("the page states the {what} `{}` here and `{}` elsewhere", stated.value, first.value);
            found.push(
                Finding::new(FindingCode::EndpointConflict, stated.span, message)
                    .severity(conflict)
                    .help("keep the one that is right; the platform can tell which")
                    .see(first.span, format!("the other {what}")),
            );
        }
        Some(_) => {}
        None => *kept = Some(stated),
    }
}

/// What a line of the page's own states: `POST`, `/path`, `POST /path`, `请求地址：/path`, `Http Post Application/json`.
pub(super) fn statement(text: &str, line: &Range<usize>) -> Statement {
    const LONGEST: usize = 300;
    let mut stated = Statement::default();
    if line.len() > LONGEST {
        return stated;
    }
    let (label, value) = labelled(text, line);
    let words: Vec<Range<usize>> = words(text, &value);
    match words.as_slice() {
        [only] => {
            stated.method = method(text, only);
            if stated.method.is_none() && (label || !text[only.clone()].starts_with("http")) {
                place(text, only, &mut stated);
            }
        }
        [first, second] if method(text, first).is_some() => {
            place(text, second, &mut stated);
            if stated.path.is_some() || label {
                stated.method = method(text, first);
            }
        }
        [http, second, kind]
            if fold(&text[http.clone()]) == "http" && fold(&text[kind.clone()]) == "application/json" =>
        {
            stated.method = method(text, second);
        }
        _ => {}
    }
    stated
}

/// What a line of a sample call states.
fn sample(text: &str, line: &Range<usize>) -> Statement {
    let mut stated = Statement::default();
    let words = words(text, line);
    for pair in words.windows(2) {
        if matches!(&text[pair[0].clone()], "-X" | "--request") {
            stated.method = method(text, &pair[1]);
        }
    }
    let url = words.iter().find(|word| {
        let word = &text[(*word).clone()];
        word.starts_with("http://") || word.starts_with("https://")
    });
    let is_call = words.first().is_some_and(|first| &text[first.clone()] == "curl") || stated.method.is_some();
    if let Some(url) = url.filter(|_| is_call) {
        place(text, url, &mut stated);
    }
    stated
}

/// Whether a line begins with a word such as 请求地址 and a colon, and the rest of it.
fn labelled(text: &str, line: &Range<usize>) -> (bool, Range<usize>) {
    const LABELS: [&str; 18] = [
        "请求方式",
        "请求方法",
        "请求类型",
        "方法",
        "method",
        "httpmethod",
        "请求地址",
        "请求路径",
        "请求url",
        "接口地址",
        "接口路径",
        "接口url",
        "地址",
        "路径",
        "url",
        "uri",
        "path",
        "endpoint",
    ];
    let inside = &text[line.clone()];
    let colon = inside.char_indices().find(|(_, character)| matches!(character, ':' | '：'));
    if let Some((at, colon)) = colon {
        let label = fold(inside[..at].trim_start_matches(['-', '>', '+', ' ']));
        if LABELS.contains(&label.as_str()) {
            return (true, trim(text, line.start + at + colon.len_utf8()..line.end));
        }
    }
    (false, line.clone())
}

/// The words of a line without the quotes and markup around them.
fn words(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let around = |c: char| matches!(c, '`' | '*' | '\'' | '"' | '“' | '”' | '，' | '。' | ',' | ';');
    let mut found = Vec::new();
    let inside = &text[line.clone()];
    let mut at = 0;
    for word in inside.split_inclusive(char::is_whitespace) {
        let start = at + (word.len() - word.trim_start_matches(around).len());
        let bare = word.trim().trim_start_matches(around).trim_end_matches(around);
        if !bare.is_empty() {
            found.push(line.start + start..line.start + start + bare.len());
        }
        at += word.len();
    }
    found
}

fn method(text: &str, word: &Range<usize>) -> Option<(Method, Range<usize>)> {
    let found = Method::ALL.into_iter().find(|method| text[word.clone()].eq_ignore_ascii_case(method.name()))?;
    Some((found, word.clone()))
}

/// Takes a path or a URL apart. A placeholder for the host, as in `{{host}}/a/b`, counts as the host.
fn place(text: &str, word: &Range<usize>, stated: &mut Statement) {
    let inside = &text[word.clone()];
    let after_scheme = inside.find("://").map_or(0, |at| at + 3);
    if after_scheme == 0 && !inside.starts_with(['/', '{']) {
        return;
    }
    let Some(slash) = inside[after_scheme..].find('/').map(|at| after_scheme + at) else { return };
    let end = inside.find(['?', '#']).filter(|end| *end >= slash).unwrap_or(inside.len());
    let path = &inside[slash..end];
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | '{' | '}' | '~' | '%' | ':');
    if path.len() < 2
        || path.starts_with("//")
        || !path.chars().all(allowed)
        || !path.contains(|c: char| c.is_ascii_alphabetic())
    {
        return;
    }
    stated.path = Some(word.start + slash..word.start + end);
    if slash > 0 {
        stated.server = Some(word.start..word.start + slash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, read: fn(&str, &Range<usize>) -> Statement) -> String {
        let stated = read(line, &(0..line.len()));
        [
            stated.method.map(|(method, _)| method.to_string()),
            stated.server.map(|range| line[range].to_owned()),
            stated.path.map(|range| line[range].to_owned()),
        ]
        .map(Option::unwrap_or_default)
        .join("|")
    }

    #[test]
    fn every_way_to_state_an_endpoint_is_read() {
        for (line, expected) in [
            ("POST", "POST||"),
            ("/{{version}}/a/b", "||/{{version}}/a/b"),
            ("`POST` **/a/b**", "POST||/a/b"),
            ("POST http://h.example/a/b?c=1", "POST|http://h.example|/a/b"),
            ("请求方式：Post", "POST||"),
            ("- 请求地址: {{host}}/a/b", "|{{host}}|/a/b"),
            ("URL: POST https://h.example/a", "POST|https://h.example|/a"),
            ("Http Post Application/json", "POST||"),
        ] {
            assert_eq!(shown(line, statement), expected, "{line}");
        }
        assert_eq!(
            shown("curl --location -g --request POST 'http://h.example/{{v}}/a' \\", sample),
            "POST|http://h.example|/{{v}}/a"
        );
    }

    #[test]
    fn what_states_no_endpoint_says_nothing() {
        for line in ["", "POST 请求", "https://h.example/help", "是/否", "/", "//a", "/卡", "a/b", "MM/YY", "{}"] {
            assert_eq!(shown(line, statement), "||", "{line}");
        }
    }
}
