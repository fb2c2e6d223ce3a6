//! Where an operation is sent: method, path and host, from the page's own lines, its tables of such facts, its sample calls,
//! and, for the method alone, from its sentences. Lines that contradict each other are an error; a sample that contradicts
//! the page is a warning. A method that the page nowhere says is not known: nothing here assumes one.

use super::clean::Clean;
use super::finding::{Finding, FindingCode, Severity};
use super::model::{Endpoint, Method};
use super::place::At;
use super::table::Table;
use crate::text::fold::{fold, trim};
use crate::text::lexicon::list;
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
    /// All that it says, where it names several paths: none of them is the path then.
    pub(super) several: Option<Range<usize>>,
}

/// Collects what all lines and all tables of labels and values state.
pub(super) fn read(page: &Clean<'_>, lines: &[Line], tables: &[Table], found: &mut Vec<Finding>) -> Endpoint {
    let mut endpoint = Endpoint::default();
    for (label, value) in tables.iter().flat_map(|table| labels(page.text(), table)) {
        if is_label(&page.text()[label]) {
            add(page, of_words(page.text(), &value, true), &mut endpoint, Severity::Error, found);
        }
    }
    for line in lines.iter().filter(|line| !line.sample) {
        let stated = statement(page.text(), &line.range);
        add(page, stated, &mut endpoint, Severity::Error, found);
    }
    for line in lines.iter().filter(|line| line.sample) {
        let stated = sample(page.text(), &line.range);
        add(page, stated, &mut endpoint, Severity::Warning, found);
    }
    if endpoint.method.is_none() {
        endpoint.method = mentioned(page, lines);
    }
    endpoint
}

/// The one method that the page's sentences name, in capitals: `使用 POST 方式提交`. None when they name several.
fn mentioned(page: &Clean<'_>, lines: &[Line]) -> Option<At<Method>> {
    let text = page.text();
    let mut found: Option<At<Method>> = None;
    for line in lines.iter().filter(|line| !line.sample) {
        let inside = &text[line.range.clone()];
        for method in Method::ALL.iter().copied() {
            for (at, name) in inside.match_indices(method.word()) {
                let joins =
                    |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '.'));
                let after = inside[at + name.len()..].chars().next();
                if joins(inside[..at].chars().next_back()) || joins(after.filter(|c| *c != '.' && *c != '/')) {
                    continue;
                }
                match &found {
                    Some(known) if known.value != method => return None,
                    Some(_) => {}
                    None => {
                        let start = line.range.start + at;
                        found = Some(page.at(method, &(start..start + name.len())));
                    }
                }
            }
        }
    }
    found
}

/// A table of two columns, or of two lines, that labels facts: `| 请求方式 | POST |`. Each label with its value.
pub(super) fn labels(text: &str, table: &Table) -> Vec<(Range<usize>, Range<usize>)> {
    let header: Vec<Range<usize>> = table.heads.iter().map(|head| head.range.clone()).collect();
    let labelled = |cell: &Range<usize>| is_label(&text[cell.clone()]);
    if let [row] = table.rows.as_slice()
        && header.iter().any(labelled)
        && (header.len() != 2 || labelled(&header[1]))
    {
        return header.into_iter().zip(row.cells.iter().cloned()).collect();
    }
    let rows = std::iter::once(header.as_slice()).chain(table.rows.iter().map(|row| row.cells.as_slice()));
    rows.filter_map(|cells| match cells {
        [label, value] => Some((label.clone(), value.clone())),
        _ => None,
    })
    .collect()
}

/// Whether a table's labels state something of the endpoint.
pub(super) fn is_stated_in(text: &str, table: &Table) -> bool {
    let states = |(label, value): &(Range<usize>, Range<usize>)| {
        is_label(&text[label.clone()]) && of_words(text, value, true) != Statement::default()
    };
    labels(text, table).iter().any(states)
}

fn add(page: &Clean<'_>, stated: Statement, endpoint: &mut Endpoint, conflict: Severity, found: &mut Vec<Finding>) {
    if let Some((method, range)) = stated.method {
        keep(page.at(method, &range), &mut endpoint.method, "method", conflict, |one, other| one == other, found);
    }
    if let Some(range) = stated.path {
        let path = page.text()[range.clone()].to_owned();
        // A slash at the end is a matter of spelling.
        let same = |one: &String, other: &String| one.trim_end_matches('/') == other.trim_end_matches('/');
        keep(page.at(path, &range), &mut endpoint.path, "path", conflict, same, found);
    }
    if let Some(range) = stated.server.filter(|_| endpoint.server.is_none()) {
        endpoint.server = Some(page.at(page.text()[range.clone()].to_owned(), &range));
    }
    if let Some(range) = stated.several.filter(|_| endpoint.several.is_none()) {
        endpoint.several = Some(page.span(&range));
    }
}

/// Keeps the first statement and reports a later one that differs.
fn keep<T: std::fmt::Display>(
    stated: At<T>,
    kept: &mut Option<At<T>>,
    what: &str,
    conflict: Severity,
    same: impl Fn(&T, &T) -> bool,
    found: &mut Vec<Finding>,
) {
    match kept {
        Some(first) if !same(&first.value, &stated.value) => {
            let message = format!("the page states the {what} `{}` here and `{}` elsewhere", stated.value, first.value);
            Finding::new(FindingCode::EndpointConflict, stated.span, message)
                .severity(conflict)
                .help("keep the one that is right; the platform can tell which")
                .see(first.span, format!("the other {what}"))
                .push_to(found);
        }
        Some(_) => {}
        None => *kept = Some(stated),
    }
}

/// What a line of the page's own states: `POST`, `/path`, `POST /path`, `- GET`, `请求地址：/path`, `Http Post Application/json`.
pub(super) fn statement(text: &str, line: &Range<usize>) -> Statement {
    const LONGEST: usize = 300;
    if line.len() > LONGEST {
        return Statement::default();
    }
    let (label, value) = labelled(text, &item(text, line));
    of_words(text, &value, label)
}

/// A list's item without its bullet or number.
fn item(text: &str, line: &Range<usize>) -> Range<usize> {
    let inside = &text[line.clone()];
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (rest.len() < inside.len()).then(|| rest.strip_prefix(['.', ')', '、'])).flatten();
    let bullet =
        inside.strip_prefix(['-', '*', '+', '•', '·', '>']).filter(|rest| rest.starts_with(char::is_whitespace));
    let rest = bullet.or(numbered.filter(|rest| rest.starts_with(char::is_whitespace))).unwrap_or(inside);
    trim(text, line.end - rest.len()..line.end)
}

/// What the words of a line state, or of the value behind a label.
fn of_words(text: &str, value: &Range<usize>, label: bool) -> Statement {
    let mut stated = Statement::default();
    let words: Vec<Range<usize>> = words(text, value);
    let is_kind = |word: &Range<usize>| fold(&text[word.clone()]).starts_with("application/");
    let leading = words.first().and_then(|first| if label { method_before(text, first) } else { method(text, first) });
    if (label || leading.is_some()) && has_several_paths(text, value) {
        return Statement { method: leading, several: Some(value.clone()), ..Statement::default() };
    }
    match words.as_slice() {
        [only] => {
            stated.method = method(text, only).or_else(|| if label { method_before(text, only) } else { None });
            if stated.method.is_none() && (label || !text[only.clone()].starts_with("http")) {
                place(text, only, &mut stated);
            }
        }
        [http, second, ..] if fold(&text[http.clone()]) == "http" && words.len() < 4 => {
            stated.method = method(text, second);
        }
        [first, second] if is_label(&text[first.clone()]) && !label => return of_words(text, second, true),
        [first, second, rest @ ..] if method(text, first).is_some() && rest.len() < 2 => {
            let version = rest.iter().all(|word| text[word.clone()].starts_with("HTTP/") || is_kind(word));
            if version {
                place(text, second, &mut stated);
            }
            if stated.path.is_some() || label || (version && is_kind(second)) {
                stated.method = method(text, first);
            }
        }
        [first, ..] if label => {
            stated.method = method_before(text, first);
            if stated.method.is_none() {
                place(text, first, &mut stated);
            }
        }
        _ => {}
    }
    stated
}

/// Whether a text names two paths that differ: `/a/b 或 /a/c`.
fn has_several_paths(text: &str, value: &Range<usize>) -> bool {
    let between = |c: char| c.is_whitespace() || "、，,；;|（）()或和及与".contains(c);
    let mut at = value.start;
    let mut paths = text[value.clone()].split_inclusive(between).filter_map(|part| {
        let bare = trim(text, at..at + part.trim_end_matches(between).len());
        at += part.len();
        let mut stated = Statement::default();
        place(text, &bare, &mut stated);
        stated.path.map(|path| text[path].trim_end_matches('/'))
    });
    let first = paths.next();
    paths.any(|path| Some(path) != first)
}

/// The method that a word begins with, if no letter goes on with it: `POST请求`, `POST/JSON`.
fn method_before(text: &str, word: &Range<usize>) -> Option<(Method, Range<usize>)> {
    let letters = text[word.clone()].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    method(text, &(word.start..word.start + letters))
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
    if let Some(called) = called(text, line) {
        stated.method = stated.method.or(Some(called));
    }
    let is_call = words.first().is_some_and(|first| &text[first.clone()] == "curl") || stated.method.is_some();
    if let Some(url) = url.filter(|_| is_call) {
        place(text, url, &mut stated);
    }
    stated
}

/// `requests.post(…)`, `axios.get(…)`: the method that a program's call names.
fn called(text: &str, line: &Range<usize>) -> Option<(Method, Range<usize>)> {
    let inside = &text[line.clone()];
    ["requests.", "axios.", "http.", "client.", "Unirest."].iter().find_map(|owner| {
        let start = line.start + inside.find(owner)? + owner.len();
        let length = text[start..line.end].find('(')?;
        method(text, &(start..start + length))
    })
}

/// Labels of the method, the path or the host, folded.
const LABELS: &[&str] = list!(
    "请求方式, 请求方法, 请求类型, 请求形式, 请求协议, 提交方式, 调用方式, 访问方式, 接口方式, http方法, http方式, \
     http请求方式, http请求方法, 接口请求方式, 方法, 方式, method, methods, httpmethod, requestmethod, requesttype, \
     verb, httpverb, type, 请求地址, 请求路径, 请求url, 接口地址, 接口路径, 接口url, 地址, 路径, url, uri, path, \
     endpoint, requesturl, requestpath, apiurl, api",
);

fn is_label(word: &str) -> bool {
    let folded = fold(word);
    LABELS.contains(&folded.trim_end_matches(':'))
}

/// Whether a line begins with a word such as 请求地址 and a colon, and the rest of it.
fn labelled(text: &str, line: &Range<usize>) -> (bool, Range<usize>) {
    let inside = &text[line.clone()];
    let colon = inside.char_indices().find(|(_, character)| matches!(character, ':' | '：'));
    if let Some((at, colon)) = colon
        && is_label(inside[..at].trim_start_matches(['-', '>', '+', '#', ' ']))
    {
        return (true, trim(text, line.start + at + colon.len_utf8()..line.end));
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
    Some((Method::read(&text[word.clone()])?, word.clone()))
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
            ("- GET", "GET||"),
            ("* `GET` /a/b", "GET||/a/b"),
            ("1. DELETE", "DELETE||"),
            ("Type: GET", "GET||"),
            ("**Method:** GET", "GET||"),
            ("请求方式 GET", "GET||"),
            ("请求方式：POST请求", "POST||"),
            ("GET /a/b HTTP/1.1", "GET||/a/b"),
            ("HTTP POST", "POST||"),
            ("POST application/json", "POST||"),
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
