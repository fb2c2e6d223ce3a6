//! A page's lines gathered into blocks: headings, tables, examples, fences, comments, navigation entries, text.
//! Blocks know their kind and their extent; what they mean on this page is decided in `outline`.

use super::example::{Fragment, extent};
use super::fold::trim;
use super::header::{self, Column, Head, Subject};
use super::splits::{self, Empty, Split};
use super::words;
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Comment {
        range: Range<usize>,
        closed: bool,
    },
    /// An entry of the site's navigation and how far it is indented.
    Entry {
        range: Range<usize>,
        indent: usize,
    },
    Heading {
        range: Range<usize>,
        word: Option<words::Heading>,
        level: Option<usize>,
    },
    Table(Table),
    Example(Fragment),
    /// A fenced block that is not JSON.
    Fence {
        range: Range<usize>,
        body: Range<usize>,
    },
    /// A table in HTML tags, of which only the fact is kept.
    Html(Range<usize>),
    Text(Range<usize>),
}

/// A table before its rows are understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) borders: bool,
    pub(super) header: Range<usize>,
    pub(super) heads: Vec<Head>,
    /// None when the columns are not known.
    pub(super) subject: Option<Subject>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The columns of a table without borders: there every one of them is known.
    pub(super) fn columns(&self) -> Vec<Column> {
        self.heads.iter().filter_map(|head| head.column).collect()
    }
}

/// A row before it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// All of it, the lines that go on with it included.
    pub(super) range: Range<usize>,
    /// Its first line.
    pub(super) first: Range<usize>,
    /// Its cells, in a table with borders.
    pub(super) cells: Vec<Range<usize>>,
    /// Every way to divide it without empty cells, in a table of fields without borders.
    pub(super) splits: Vec<Split>,
}

/// Gathers the blocks of a text.
pub(super) fn scan(text: &str) -> Vec<Block> {
    let mut scanner = Scanner {
        text,
        lines: lines(text),
        at: 0,
        blocks: Vec::new(),
        comments_end: true,
        unclosed_fences: BTreeMap::new(),
    };
    while scanner.at < scanner.lines.len() {
        scanner.step();
    }
    scanner.blocks
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        })
        .collect()
}

struct Scanner<'a> {
    text: &'a str,
    lines: Vec<Range<usize>>,
    at: usize,
    blocks: Vec<Block>,
    /// False once a comment was met that has no end: then no later one has, and the page need not be searched again.
    comments_end: bool,
    /// For the same reason: by its character, the shortest fence that was met and is never closed.
    unclosed_fences: BTreeMap<char, usize>,
}

impl Scanner<'_> {
    fn line(&self, at: usize) -> Option<&str> {
        self.lines.get(at).map(|line| &self.text[line.clone()])
    }

    /// Takes the block that begins on the current line. Always moves on by at least a line.
    fn step(&mut self) {
        let range = self.lines[self.at].clone();
        let line = &self.text[range.clone()];
        let trimmed = trim(self.text, range.clone());
        let word = &self.text[trimmed.clone()];
        if word.is_empty() {
            self.at += 1;
        } else if word.starts_with("<!--") {
            self.comment(trimmed.start);
        } else if let Some(fence) = fence(word) {
            self.fence(fence, trimmed);
        } else if is_html(word) {
            self.take(Block::Html(trimmed));
        } else if begins_json(word) {
            self.example(trimmed.start);
        } else if let Some(table) = self.table(&range) {
            self.blocks.push(Block::Table(table));
        } else if let Some(entry) = word.strip_prefix('•') {
            let indent = line.chars().take_while(|character| *character != '•').count();
            let entry = trimmed.end - entry.len()..trimmed.end;
            self.take(Block::Entry { range: trim(self.text, entry), indent });
        } else if let Some((inner, level)) = marked_heading(self.text, &trimmed) {
            self.take(Block::Heading { word: words::heading(&self.text[inner.clone()]), range: inner, level });
        } else if let Some(known) = words::heading(word) {
            self.take(Block::Heading { range: trimmed, word: Some(known), level: None });
        } else {
            self.take(Block::Text(trimmed));
        }
    }

    fn take(&mut self, block: Block) {
        self.blocks.push(block);
        self.at += 1;
    }

    /// Goes on with the first line that begins at or after the place.
    fn go_to(&mut self, place: usize) {
        self.at = self.lines.partition_point(|line| line.start < place).max(self.at + 1);
    }

    /// A comment that does not end covers its first line only: the page below it is not lost.
    fn comment(&mut self, start: usize) {
        let end = if self.comments_end { self.text[start..].find("-->") } else { None };
        let end = end.map(|end| start + end + "-->".len());
        self.comments_end = end.is_some();
        let range = start..end.unwrap_or(self.lines[self.at].end);
        self.blocks.push(Block::Comment { range: range.clone(), closed: end.is_some() });
        self.go_to(range.end);
    }

    fn fence(&mut self, mark: &str, opening: Range<usize>) {
        let closing = self.closing_fence(mark);
        let body_start = (self.lines[self.at].end + 1).min(self.text.len());
        let body_end = closing.map_or(self.text.len(), |at| self.lines[at].start);
        let body = trim(self.text, body_start..body_end.max(body_start));
        match (begins_json(&self.text[body.clone()]), closing) {
            (true, Some(closing)) => {
                self.blocks.push(Block::Example(Fragment { range: body }));
                self.at = closing + 1;
            }
            (true, None) => {
                self.go_to(body.start);
                self.example(body.start);
            }
            (false, Some(closing)) => {
                self.blocks.push(Block::Fence { range: opening, body });
                self.at = closing + 1;
            }
            // What follows a fence that is never closed may as well be the page's text.
            (false, None) => self.take(Block::Fence { range: opening, body: body_start..body_start }),
        }
    }

    fn closing_fence(&mut self, mark: &str) -> Option<usize> {
        let character = mark.chars().next()?;
        if self.unclosed_fences.get(&character).is_some_and(|shortest| *shortest <= mark.len()) {
            return None;
        }
        let closing = (self.at + 1..self.lines.len()).find(|at| {
            self.line(*at).is_some_and(|line| {
                let line = line.trim();
                line.len() >= mark.len() && line.chars().all(|found| found == character)
            })
        });
        if closing.is_none() {
            self.unclosed_fences.insert(character, mark.len());
        }
        closing
    }

    /// An example goes on for as long as it is JSON; of a broken one, the lines that can only be its rest are passed over.
    fn example(&mut self, start: usize) {
        let range = start..self.text.len();
        let extent = extent::walk(self.text, &range);
        self.blocks.push(Block::Example(Fragment { range }));
        let stopped = self.lines.partition_point(|line| line.start <= extent.end).saturating_sub(1);
        let fresh = extent.ending == extent::Ending::CutOff && extent.end < self.text.len();
        self.at = if fresh { stopped } else { stopped + 1 }.max(self.at + 1);
        if extent.ending != extent::Ending::Closed {
            while self.line(self.at).is_some_and(|line| line.trim_start().starts_with(['"', '}', ']', ','])) {
                self.at += 1;
            }
        }
    }

    fn table(&mut self, line: &Range<usize>) -> Option<Table> {
        self.piped_table(line).or_else(|| self.tabbed_table(line)).or_else(|| self.run_together_table(line))
    }

    fn piped_table(&mut self, line: &Range<usize>) -> Option<Table> {
        let cells = pipe_cells(self.text, line)?;
        let ruled = self.line(self.at + 1).is_some_and(is_rule);
        let heads = header::from_cells(self.text, &cells);
        let subject = header::subject(&heads);
        let outer = self.text[line.clone()].trim_start().starts_with('|');
        if !ruled && (subject.is_none() && !outer || is_rule(&self.text[line.clone()])) {
            return None;
        }
        let mut table =
            Table { borders: true, header: trim(self.text, line.clone()), heads, subject, rows: Vec::new() };
        self.at += if ruled { 2 } else { 1 };
        while let Some(range) = self.lines.get(self.at).cloned() {
            let Some(cells) = pipe_cells(self.text, &range) else { break };
            self.at += 1;
            if !is_rule(&self.text[range.clone()]) {
                let range = trim(self.text, range);
                table.rows.push(Row { first: range.clone(), range, cells, splits: Vec::new() });
            }
        }
        Some(table)
    }

    fn tabbed_table(&mut self, line: &Range<usize>) -> Option<Table> {
        let cells = tab_cells(self.text, line)?;
        let heads = header::from_cells(self.text, &cells);
        let subject = header::subject(&heads)?;
        let header = trim(self.text, line.clone());
        let mut table = Table { borders: true, header, heads, subject: Some(subject), rows: Vec::new() };
        self.at += 1;
        let mut blank = false;
        while let Some(range) = self.lines.get(self.at).cloned() {
            let first = trim(self.text, range.clone());
            let word = &self.text[first.clone()];
            if self.ends_table(word, &range) {
                break;
            }
            if word.is_empty() {
                // A blank line between rows ends the row above it and not the table.
            } else if let Some(cells) = tab_cells(self.text, &range) {
                table.rows.push(Row { first: first.clone(), range: first, cells, splits: Vec::new() });
            } else if let Some(last) = table.rows.last_mut().filter(|_| !blank && !words::starts_remark(word)) {
                last.range.end = first.end;
            } else {
                break;
            }
            blank = word.is_empty();
            self.at += 1;
        }
        Some(table)
    }

    fn run_together_table(&mut self, line: &Range<usize>) -> Option<Table> {
        let heads = header::from_line(self.text, line)?;
        let subject = header::subject(&heads)?;
        let header = trim(self.text, line.clone());
        let mut table = Table { borders: false, header, heads, subject: Some(subject), rows: Vec::new() };
        let columns = table.columns();
        // A heading such as 编码说明 reads like the header of a table of values; only a row below it makes it one.
        let next = self.lines[self.at + 1..].iter().find(|line| !self.text[(*line).clone()].trim().is_empty());
        let confirmed = next.is_some_and(|next| self.begins_row(subject, next));
        if !confirmed && subject != Subject::Fields {
            return None;
        }
        self.at += 1;
        let mut blank = false;
        while let Some(range) = self.lines.get(self.at).cloned() {
            let first = trim(self.text, range.clone());
            let word = &self.text[first.clone()];
            if word.is_empty() {
                blank = true;
                self.at += 1;
                continue;
            }
            if self.ends_table(word, &range) {
                break;
            }
            let splits = match subject {
                Subject::Fields => splits::every(self.text, &(range.start..first.end), &columns, Empty::None),
                _ => Vec::new(),
            };
            let whole = !splits.is_empty() || (subject != Subject::Fields && self.begins_row(subject, &first));
            if whole || (!blank && self.begins_row(subject, &first) && !words::starts_remark(word)) {
                table.rows.push(Row { range: first.clone(), first: range.start..first.end, cells: Vec::new(), splits });
            } else if let Some(last) = table.rows.last_mut().filter(|_| !blank && !words::starts_remark(word)) {
                last.range.end = first.end;
            } else {
                break;
            }
            blank = false;
            self.at += 1;
        }
        Some(table)
    }

    fn ends_table(&self, word: &str, range: &Range<usize>) -> bool {
        word.starts_with("<!--")
            || fence(word).is_some()
            || begins_json(word)
            || word.starts_with(['|', '•'])
            || words::heading(word).is_some()
            || words::is_furniture(word)
            || word.ends_with('#')
            || word.starts_with("# ")
            || word.starts_with("##")
            || header::from_line(self.text, range).is_some()
    }

    /// Whether a line can be a row at all. A line such as `USD: 美元` goes on with the row above it.
    fn begins_row(&self, subject: Subject, range: &Range<usize>) -> bool {
        let word = self.text[range.clone()].trim_start();
        let code = word.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']'));
        let length = word.len() - code.len();
        let colon = code.trim_start().starts_with([':', '：', '=', '-', '、']);
        match subject {
            Subject::Fields => {
                let marks = ['└', '├', '│', '-', '>'];
                length > 0 && !colon && !word.starts_with(|c: char| c.is_ascii_digit()) || word.starts_with(marks)
            }
            Subject::Values => length > 0 && !code.is_empty(),
            Subject::Events => word[..length].contains(['.', '_']),
        }
    }
}

/// The fence that a line opens or closes with.
fn fence(word: &str) -> Option<&str> {
    let first = word.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = word.len() - word.trim_start_matches(first).len();
    (length >= 3 && !word[length..].contains('`')).then(|| &word[..length])
}

fn is_html(word: &str) -> bool {
    ["<table", "<thead", "<tbody", "<tr", "<td", "<th"]
        .iter()
        .any(|tag| word.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// A bracket that JSON can go on after; not `{{version}}`, not a link.
fn begins_json(word: &str) -> bool {
    let next = || word[1..].trim_start().chars().next();
    match word.as_bytes().first() {
        Some(b'{') => matches!(next(), None | Some('"' | '}' | '/' | '.' | '…')),
        Some(b'[') => matches!(next(), None | Some('{' | '"' | ']')),
        _ => false,
    }
}

/// A heading by its marks: `## text`, `text#`, `**text**`. The text and, where the marks say so, the level.
fn marked_heading(text: &str, line: &Range<usize>) -> Option<(Range<usize>, Option<usize>)> {
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
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':') || c.is_whitespace())
}

/// The cells between a line's pipes, trimmed; at least two, or one between outer pipes.
fn pipe_cells(text: &str, line: &Range<usize>) -> Option<Vec<Range<usize>>> {
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

/// The cells between a line's tabs.
fn tab_cells(text: &str, line: &Range<usize>) -> Option<Vec<Range<usize>>> {
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
