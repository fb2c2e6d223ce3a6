//! Field names and the notations for nesting: `a.b`, `a[].b`, `a>b`, `└ b`, `-- b`, indentation.
//! A marked name means nothing alone; `nesting` finds its parent among the rows above it.

use super::clean::HARD_SPACE;
use crate::text::fold::narrow;
use std::fmt;

/// A field's place in the object: the names from the outermost one to its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath(Vec<String>);

impl FieldPath {
    pub(super) fn new(names: Vec<String>) -> Self {
        Self(names)
    }

    /// The names, outermost first; at least one.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The field's own name.
    #[must_use]
    pub fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// The path of the object that holds the field; none at the top.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, outer) = self.0.split_last()?;
        (!outer.is_empty()).then(|| Self(outer.to_vec()))
    }

    pub(super) fn child(&self, names: &[String]) -> Self {
        Self(self.0.iter().chain(names).cloned().collect())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

/// A name as a cell writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenName {
    /// How many marks stand before it; 0 for a name that says its whole path.
    pub(super) marks: usize,
    pub(super) names: Vec<String>,
    /// Which of the names are written as lists, `a[]`.
    pub(super) lists: Vec<bool>,
}

/// The longest name that is looked at, in bytes.
pub(super) const LONGEST: usize = 160;

/// Reads a whole cell as a name.
pub(super) fn parse(cell: &str) -> Option<WrittenName> {
    if cell.len() > LONGEST {
        return None;
    }
    let cell = cell.trim_end();
    // Markup does not indent.
    let unindented = cell.trim_start_matches([' ', '\t']);
    let cell = if unindented.starts_with(['`', '*']) { unindented } else { cell }.trim_matches('`');
    let cell = cell.strip_prefix("**").and_then(|bold| bold.strip_suffix("**")).unwrap_or(cell);
    // `_id_` is `id` to whoever looks at the page, and `_id_` to a program: nobody can tell.
    if unindented.len() > 2 && unindented.starts_with('_') && unindented.ends_with('_') {
        return None;
    }
    let (marks, mut rest) = marks(cell);
    let mut name = WrittenName { marks, names: Vec::new(), lists: Vec::new() };
    loop {
        let length = identifier(rest)?;
        name.names.push(rest[..length].to_owned());
        rest = &rest[length..];
        let brackets = list_brackets(rest);
        name.lists.push(brackets > 0);
        rest = &rest[brackets..];
        if rest.is_empty() {
            return Some(name);
        }
        rest = &rest[separator(rest)?..];
    }
}

/// How far a name could reach from the start of the text, in bytes.
pub(super) fn reach(text: &str) -> usize {
    let outside = |character: char| {
        !(character.is_ascii_alphanumeric()
            || matches!(narrow(character), '_' | '$' | '.' | '>' | '[' | ']' | '-' | '*'))
    };
    let (_, rest) = marks(text);
    let start = text.len() - rest.len();
    let length = rest.find(outside).unwrap_or(rest.len());
    let mut end = (start + length).min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// Whether a run-together cell could end in this name as it stands.
pub(super) fn is_well_formed(name: &str) -> bool {
    parse(name).is_some()
}

/// The marks before a nested name, counted, and the text after them. Spaces before the first mark are indentation.
fn marks(text: &str) -> (usize, &str) {
    let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
    let (count, rest) = marks_alone(text);
    (if count > 0 { count + indent } else { 0 }, rest)
}

fn marks_alone(text: &str) -> (usize, &str) {
    let mut count = 0;
    for (at, character) in text.char_indices() {
        match narrow(character) {
            '└' | '├' | '│' | '┗' | '┣' | '┃' | '╰' | '-' | '–' | '—' | '>' | '»' | '↳' | HARD_SPACE =>
            {
                count += 1;
            }
            // The line that a corner runs out into, and what aligns it.
            '─' | '━' | ' ' | '\t' => {}
            _ => return (count, &text[at..]),
        }
    }
    (count, "")
}

/// A name that the platform chose and no programming language would: `3ds_status`, `card-no`, `备注`. Only where cells have
/// borders is it sure where such a name ends.
pub(super) fn parse_foreign(cell: &str) -> Option<WrittenName> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    let is_name = |part: &str| {
        let words = part.trim_start_matches('@');
        !words.is_empty() && words.starts_with(char::is_alphanumeric) && part.chars().all(inside)
    };
    let cell = cell.trim().trim_matches('`');
    let names: Vec<String> = cell.split('.').map(str::to_owned).collect();
    (cell.len() <= LONGEST && names.iter().all(|name| is_name(name))).then(|| WrittenName {
        marks: 0,
        lists: vec![false; names.len()],
        names,
    })
}

fn identifier(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if !(first.is_ascii_alphabetic() || matches!(first, '_' | '$')) {
        return None;
    }
    let inside = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '$');
    Some(text.find(|character| !inside(character)).unwrap_or(text.len()))
}

/// The length of `[]`, `[0]`, `[n]` or `[*]`.
fn list_brackets(text: &str) -> usize {
    let mut length = 0;
    for (at, character) in text.chars().take(4).enumerate() {
        length += character.len_utf8();
        match narrow(character) {
            '[' if at == 0 => {}
            ']' if at > 0 => return length,
            '0'..='9' | 'n' | 'i' | '*' if at > 0 => {}
            _ => return 0,
        }
    }
    0
}

/// The length of what stands between two names of a path.
fn separator(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match narrow(first) {
        '.' | '>' => Some(first.len_utf8()),
        '-' if text[first.len_utf8()..].starts_with('>') => Some(first.len_utf8() + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Option<(usize, String)> {
        parse(cell).map(|name| (name.marks, name.names.join("/")))
    }

    #[test]
    fn every_notation_of_nesting_is_read() {
        for cell in ["a.b_c", "a[].b_c", "a[0].b_c", "a>b_c", "a->b_c", "`a.b_c`", "a［］．b_c", "a.b_c[]"] {
            assert_eq!(read(cell), Some((0, "a/b_c".to_owned())), "{cell}");
        }
        for (cell, marks) in [("└ b", 1), ("└─b", 1), ("-b", 1), ("--b", 2), ("- - b", 2), ("│ ├── b", 2), (">>b", 2)]
        {
            assert_eq!(read(cell), Some((marks, "b".to_owned())), "{cell}");
        }
        assert_eq!(read("\u{a0}\u{a0}└ b"), Some((3, "b".to_owned())));
    }

    #[test]
    fn what_is_no_name_is_none() {
        for cell in ["", "-", "a.", "a..b", ".a", "1a", "余额", "a b", "a[b]", "a/b", "a-b"] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
