//! Every way to divide a run-together row into its cells: `card_idstring是卡 id` is a name, a type, a presence word, a text.
//! All of them are listed here; which one is meant is decided in `decide`.

use super::header::Column;
use super::names;
use super::presence::{self, Presence};
use super::types::{self, FieldType};
use crate::text::fold::{blank_prefix, trim};
use std::ops::Range;

/// One way to divide a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) name: Range<usize>,
    pub(super) field_type: Option<(Range<usize>, FieldType)>,
    pub(super) presence: Option<(Range<usize>, Presence)>,
    /// Trimmed; empty when nothing is left for it.
    pub(super) description: Range<usize>,
}

/// How many cells of a row may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// None but the description.
    None,
    /// The type or the presence word.
    One,
}

/// Lists every way to divide a line whose columns come in this order.
///
/// What stands before the description is matched from the line's start and what stands after it from the line's end, so
/// that the number of ways grows with the length of the line and not faster.
pub(super) fn every(text: &str, line: &Range<usize>, columns: &[Column], empty: Empty) -> Vec<Split> {
    let described = columns.iter().position(|column| *column == Column::Description);
    let (before, after) = match described {
        Some(at) => (&columns[..at], &columns[at + 1..]),
        None => (columns, &columns[columns.len()..]),
    };
    let budget = usize::from(empty == Empty::One);
    let mut heads = Vec::new();
    from_start(text, line.clone(), before, budget, &Partial::at(line.start), &mut heads);
    let mut tails = Vec::new();
    from_end(text, line.clone(), after, budget, &Partial::at(line.end), &mut tails);
    let mut found = Vec::new();
    for head in &heads {
        for tail in &tails {
            let between = head.at..tail.at.max(head.at);
            let room = head.at <= tail.at && (described.is_some() || text[between.clone()].trim().is_empty());
            let filled = head.empty + tail.empty == budget;
            if !room || !filled {
                continue;
            }
            let Some(name) = head.name.clone().or_else(|| tail.name.clone()) else { continue };
            found.push(Split {
                name,
                field_type: head.field_type.clone().or_else(|| tail.field_type.clone()),
                presence: head.presence.clone().or_else(|| tail.presence.clone()),
                description: trim(text, between),
            });
        }
    }
    found
}

/// 是否 is one word: a presence word 是 whose description begins with 否 may have been cut out of it.
pub(super) fn may_cut_a_word(text: &str, split: &Split) -> bool {
    split.presence.as_ref().is_some_and(|(range, _)| {
        range.end == split.description.start
            && text[range.clone()].ends_with('是')
            && text[split.description.clone()].starts_with('否')
    })
}

/// Some cells of a row, matched from one side up to `at`.
#[derive(Debug, Clone)]
struct Partial {
    at: usize,
    empty: usize,
    name: Option<Range<usize>>,
    field_type: Option<(Range<usize>, FieldType)>,
    presence: Option<(Range<usize>, Presence)>,
}

impl Partial {
    const fn at(at: usize) -> Self {
        Self { at, empty: 0, name: None, field_type: None, presence: None }
    }

    fn with_type(&self, range: Range<usize>, at: usize, parsed: FieldType) -> Self {
        Self { at, field_type: Some((range, parsed)), ..self.clone() }
    }

    fn with_presence(&self, range: Range<usize>, at: usize, parsed: Presence) -> Self {
        Self { at, presence: Some((range, parsed)), ..self.clone() }
    }

    fn with_name(&self, range: Range<usize>, at: usize) -> Self {
        Self { at, name: Some(range), ..self.clone() }
    }

    fn with_nothing(&self) -> Self {
        Self { empty: self.empty + 1, ..self.clone() }
    }
}

fn from_start(
    text: &str,
    line: Range<usize>,
    columns: &[Column],
    budget: usize,
    so_far: &Partial,
    found: &mut Vec<Partial>,
) {
    let Some((column, rest)) = columns.split_first() else {
        found.push(so_far.clone());
        return;
    };
    let mut go_on = |next: &Partial| from_start(text, line.clone(), rest, budget, next, found);
    if *column == Column::Name {
        let length = names::reach(&text[so_far.at..line.end]);
        for end in (1..=length).map(|length| so_far.at + length).filter(|end| text.is_char_boundary(*end)) {
            let could_go_on = rest.is_empty() || begins(text, end..line.end, rest, budget > so_far.empty);
            if could_go_on && names::is_well_formed(&text[so_far.at..end]) {
                go_on(&so_far.with_name(so_far.at..end, end));
            }
        }
        return;
    }
    let start = so_far.at + blank_prefix(&text[so_far.at..line.end]);
    let cell = &text[start..line.end];
    match column {
        Column::Type => {
            for (length, parsed) in types::prefixes(cell) {
                go_on(&so_far.with_type(start..start + length, start + length, parsed));
            }
        }
        Column::Presence => {
            for (length, parsed) in presence::prefixes(cell) {
                go_on(&so_far.with_presence(start..start + length, start + length, parsed));
            }
        }
        _ => return,
    }
    if so_far.empty < budget {
        go_on(&so_far.with_nothing());
    }
}

/// A quick look whether the next column can begin here, so that most ends of a name are passed over cheaply.
fn begins(text: &str, rest: Range<usize>, columns: &[Column], may_be_empty: bool) -> bool {
    let cell = &text[rest];
    let cell = &cell[blank_prefix(cell)..];
    may_be_empty
        || match columns.first() {
            Some(Column::Type) => !types::prefixes(cell).is_empty(),
            Some(Column::Presence) => !presence::prefixes(cell).is_empty(),
            _ => true,
        }
}

fn from_end(
    text: &str,
    line: Range<usize>,
    columns: &[Column],
    budget: usize,
    so_far: &Partial,
    found: &mut Vec<Partial>,
) {
    let Some((column, rest)) = columns.split_last() else {
        found.push(so_far.clone());
        return;
    };
    let cell = text[line.start..so_far.at].trim_end();
    let end = line.start + cell.len();
    let mut go_on = |next: &Partial| from_end(text, line.clone(), rest, budget, next, found);
    match column {
        Column::Type => {
            for (start, parsed) in types::suffixes(cell) {
                go_on(&so_far.with_type(line.start + start..end, line.start + start, parsed));
            }
        }
        Column::Presence => {
            for (start, parsed) in presence::suffixes(cell) {
                go_on(&so_far.with_presence(line.start + start..end, line.start + start, parsed));
            }
        }
        Column::Name => {
            let earliest = cell.len().saturating_sub(names::LONGEST);
            let starts = cell.char_indices().rev().map(|(start, _)| start).take_while(|start| *start >= earliest);
            for start in starts.filter(|start| names::is_well_formed(&cell[*start..])) {
                go_on(&so_far.with_name(line.start + start..end, line.start + start));
            }
            return;
        }
        _ => return,
    }
    if so_far.empty < budget {
        go_on(&so_far.with_nothing());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Description, Name, Presence, Type};

    fn shown(line: &str, columns: &[Column], empty: Empty) -> Vec<String> {
        every(line, &(0..line.len()), columns, empty)
            .iter()
            .map(|split| {
                let cell = |range: &Range<usize>| line[range.clone()].to_owned();
                [
                    cell(&split.name),
                    split.field_type.as_ref().map(|(range, _)| cell(range)).unwrap_or_default(),
                    split.presence.as_ref().map(|(range, _)| cell(range)).unwrap_or_default(),
                    cell(&split.description),
                ]
                .join("/")
            })
            .collect()
    }

    #[test]
    fn a_presence_word_makes_most_rows_unambiguous() {
        let columns = [Name, Type, Presence, Description];
        for (line, expected) in [
            ("printint是份数", "print/int/是/份数"),
            ("account_stringstring否账户string", "account_string/string/否/账户string"),
            ("a.listarray[object]是列表", "a.list/array[object]/是/列表"),
            ("at datetime\t是 时间 x", "at/datetime/是/时间 x"),
        ] {
            assert_eq!(shown(line, &columns, Empty::None), [expected], "{line}");
        }
    }

    #[test]
    fn every_way_is_listed() {
        assert_eq!(
            shown("xintYintN数", &[Name, Type, Presence, Description], Empty::None),
            ["x/int/Y/intN数", "xintY/int/N/数"]
        );
        assert_eq!(shown("mintint数", &[Name, Type, Description], Empty::None), ["m/int//int数", "mint/int//数"]);
        assert_eq!(
            shown("atdatetime时", &[Name, Type, Description], Empty::None),
            ["at/date//time时", "at/datetime//时"]
        );
    }

    #[test]
    fn columns_may_come_in_another_order() {
        assert_eq!(
            shown("是客户编号stringcustomer_id", &[Presence, Description, Type, Name], Empty::None),
            ["customer_id/string/是/客户编号"]
        );
        assert_eq!(
            shown("longid编号是", &[Type, Name, Description, Presence], Empty::None),
            ["i/long/是/d编号", "id/long/是/编号"]
        );
    }

    #[test]
    fn a_missing_word_is_found_when_asked_for() {
        let columns = [Name, Type, Presence, Description];
        assert_eq!(shown("flag是启用", &columns, Empty::None), [""; 0]);
        assert_eq!(shown("flag是启用", &columns, Empty::One), ["flag//是/启用"]);
        assert_eq!(shown("flagbool是否启用", &columns, Empty::None), ["flag/bool/是/否启用"]);
        assert_eq!(shown("flagbool是否启用", &columns, Empty::One), ["flag/bool//是否启用", "flagbool//是/否启用"]);
    }
}
