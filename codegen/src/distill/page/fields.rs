//! From the cells of a row to a field of the model: its name, type, presence, words, codes, unit and what it must not show.
//! A cell that cannot be read is reported here; which cell is which was decided in `rows`.

use super::clean::Clean;
use super::example::evidence::Evidence;
use super::field_codes;
use super::finding::{Finding, FindingCode, Severity};
use super::model::{DividedBy, Row, Value};
use super::names;
use super::nesting::Named;
use super::place::At;
use super::presence::{self, Presence};
use super::sensitive;
use super::types::{self, FieldType};
use super::unit::{self, Unit};
use crate::text::fold::{fold, narrow, tidy, trim};
use std::ops::Range;

/// The cells of a row, by column.
#[derive(Default)]
pub(super) struct Cells {
    /// With the spaces that indent it.
    pub(super) name: Range<usize>,
    pub(super) field_type: Option<Range<usize>>,
    pub(super) presence: Option<Range<usize>>,
    /// Whether the column asks if the field may be left out.
    pub(super) inverted: bool,
    pub(super) description: Option<Range<usize>>,
    /// Every other cell, under its column's header.
    pub(super) extra: Vec<(String, Range<usize>)>,
}

/// Reads a row. None when it has no name that could be one.
pub(super) fn read(
    page: &Clean<'_>,
    row: &Range<usize>,
    cells: &Cells,
    divided_by: DividedBy,
    found: &mut Vec<Finding>,
) -> Option<Named> {
    let text = page.text();
    let place = trim(text, cells.name.clone());
    let cell = &text[cells.name.clone()];
    let is_typed = || cells.field_type.as_ref().is_some_and(|range| types::parse(&text[range.clone()]).is_some());
    let foreign = || (divided_by == DividedBy::Borders && is_typed()).then(|| names::parse_foreign(cell)).flatten();
    let Some(name) = names::parse(cell).or_else(foreign) else {
        let message = format!("`{}` is not a field's name", tidy(&text[place.clone()]));
        Finding::new(FindingCode::NameInvalid, page.span(&place), message)
            .help("names are ASCII letters, digits and underscores, nested by `.`, `[]`, `>`, `└` or leading dashes")
            .push_to(found);
        return None;
    };
    let mut reader = Reader { page, text, row, name: name.names.join("."), found };
    let field_type = cells.field_type.as_ref().and_then(|range| reader.field_type(range));
    let presence = cells.presence.as_ref().and_then(|range| reader.presence(range, cells.inverted));
    let known = field_type.as_ref().map(|found| &found.value);
    let words = cells.description.iter().chain(cells.extra.iter().map(|(_, range)| range));
    let listed = cells.field_type.iter().find_map(|range| {
        let inside = types::enumerated(&text[range.clone()])?;
        Some(range.start + inside.start..range.start + inside.end)
    });
    let codes = reader.codes(words.clone().chain(&listed), known);
    if let Some(listed) = &listed {
        reader.tell_of_the_meaningless(listed, &codes);
    }
    let own = name.names.last().map_or("", String::as_str);
    let of_money = words.clone().any(|range| unit::may_be_money(own, &text[range.clone()]));
    // 1:元 2:分 lists what a field says, and not what it counts.
    let unit = if codes.is_empty() { reader.unit(words.clone(), of_money) } else { None };
    let unit = unit.filter(|unit| unit::can_count(known, &unit.value));
    // What a code means is not what the field holds.
    let described = words.filter(|_| codes.is_empty()).filter_map(|range| {
        let (said, place) = sensitive::of_description(text, range, known)?;
        Some(page.at(said, &place))
    });
    let sensitive = sensitive::of_words(described, &page.at(own, &place), known);
    let extra = cells.extra.iter().map(|(head, range)| (head.clone(), page.said(range)));
    let row = Row {
        span: page.span(row),
        path: At { value: names::FieldPath::new(name.names.clone()), span: page.span(&place) },
        presence,
        description: cells.description.as_ref().map(|cell| page.said(cell)).filter(|text| !text.value.is_empty()),
        codes,
        unit,
        sensitive,
        extra: extra.filter(|(_, text)| !text.value.is_empty()).collect(),
        divided_by,
        field_type,
    };
    Some(Named { name, row })
}

/// What the name and the example say of a unit and of secrets, where the description does not.
pub(super) fn by_name_and_example(row: &mut Row, evidence: &Evidence<'_>) {
    let path = &row.path.value;
    let named = unit::of_name(path.last());
    // 精确到分 does not contradict `amount_fen`.
    row.unit = unit::either(row.unit.take(), named.map(|value| At { value, span: row.path.span }));
    row.sensitive = sensitive::with_value(row.sensitive.take(), evidence.value(&path.to_string()));
}

struct Reader<'a, 'p> {
    page: &'a Clean<'p>,
    text: &'a str,
    row: &'a Range<usize>,
    name: String,
    found: &'a mut Vec<Finding>,
}

impl Reader<'_, '_> {
    fn field_type(&mut self, range: &Range<usize>) -> Option<At<FieldType>> {
        let word = &self.text[range.clone()];
        if fold(word).is_empty() {
            let message = format!("`{}` has no type", self.name);
            Finding::new(FindingCode::TypeMissing, self.page.span(self.row), message)
                .help("copy the page again, or ask the platform what the type is")
                .push_to(self.found);
            return None;
        }
        let parsed = types::parse(word);
        if parsed.is_none() {
            let message = format!("`{}` is not a known type", tidy(word));
            Finding::new(FindingCode::TypeUnknown, self.page.span(range), message)
                .help(format!("known types: {}", types::KNOWN))
                .push_to(self.found);
        }
        parsed.map(|parsed| self.page.at(parsed, range))
    }

    fn presence(&mut self, range: &Range<usize>, inverted: bool) -> Option<At<Presence>> {
        let word = &self.text[range.clone()];
        if fold(word).is_empty() {
            let message = format!("the row does not say whether `{}` is required", self.name);
            Finding::new(FindingCode::PresenceMissing, self.page.span(self.row), message)
                .help("copy the page again, or ask the platform whether the field is required")
                .push_to(self.found);
            return None;
        }
        if presence::is_unstated(word) {
            let message = format!("the dash leaves open whether `{}` is required; it is taken as optional", self.name);
            Finding::new(FindingCode::PresenceMissing, self.page.span(range), message)
                .severity(Severity::Note)
                .help("ask the platform whether the field is required")
                .push_to(self.found);
            return None;
        }
        let parsed = if inverted { presence::parse_inverted(word) } else { presence::parse(word) };
        let parsed = parsed.or_else(|| presence::in_words(word));
        if parsed.is_none() {
            let message = format!("`{}` does not say whether the field is required", tidy(word));
            Finding::new(FindingCode::PresenceUnknown, self.page.span(range), message)
                .help(format!("known words: {}", presence::KNOWN))
                .push_to(self.found);
        }
        if parsed == Some(Presence::Conditional) && presence::has_condition(word) {
            let message = format!("`{}` says when `{}` is required; it is taken as optional", tidy(word), self.name);
            Finding::new(FindingCode::PresenceConditional, self.page.span(range), message)
                .help("the profile cannot say so; whoever calls the platform has to know it")
                .push_to(self.found);
        }
        parsed.map(|parsed| self.page.at(parsed, range))
    }

    /// The codes of the first cell that lists any. A second list is one only if it says the same.
    fn codes<'r>(&mut self, words: impl Iterator<Item = &'r Range<usize>>, ty: Option<&FieldType>) -> Vec<Value> {
        let mut codes: Vec<Value> = Vec::new();
        for range in words {
            let listed = field_codes::read(self.page, range, ty, &self.name, self.found);
            let Some(first) = listed.first() else { continue };
            if codes.is_empty() {
                codes = listed;
                continue;
            }
            let same = codes.len() == listed.len()
                && codes
                    .iter()
                    .zip(&listed)
                    .all(|(one, other)| one.code.value == other.code.value && one.meaning.value == other.meaning.value);
            if !same {
                let message = format!("`{}` has two lists of codes that differ; the first one is read", self.name);
                Finding::new(FindingCode::CodesTwice, first.code.span, message)
                    .help("ask the platform which of the two is right")
                    .see(codes[0].code.span, "the first list")
                    .push_to(self.found);
            }
        }
        codes
    }

    /// Tells of a list in the type's cell whose codes get no meaning elsewhere. One word alone is the enum's name.
    fn tell_of_the_meaningless(&mut self, listed: &Range<usize>, codes: &[Value]) {
        let parts = |each: char| {
            matches!(narrow(each), ',' | '|' | '/' | ';' | '、' | '\'' | '"' | '`') || each.is_whitespace()
        };
        let all: Vec<&str> = self.text[listed.clone()].split(parts).filter(|part| !part.is_empty()).collect();
        let is_known = |code: &&str| codes.iter().any(|known| known.code.value.to_string() == **code);
        let says_more = all.len() > 1 || all.iter().any(|code| code.contains(|each: char| each.is_ascii_digit()));
        let place = self.page.span(listed);
        let is_read = codes.iter().any(|code| (place.start..place.end).contains(&code.code.span.start));
        if is_read || !says_more || all.iter().all(is_known) {
            return;
        }
        let message = format!("the type of `{}` lists codes and does not say what each of them means", self.name);
        Finding::new(FindingCode::CodesWithoutMeaning, place, message)
            .help("ask the platform what the codes mean, or look for the constant's own page")
            .push_to(self.found);
    }

    /// The unit of the first cell that names one. A second one has to be the same.
    fn unit<'r>(&mut self, words: impl Iterator<Item = &'r Range<usize>>, of_money: bool) -> Option<At<Unit>> {
        let mut first: Option<At<Unit>> = None;
        for range in words {
            let Some((unit, place)) = unit::read(self.text, range, of_money) else { continue };
            match &first {
                Some(known) if !matches!(known.value, Unit::Unclear(_)) && matches!(unit, Unit::Unclear(_)) => {}
                None | Some(At { value: Unit::Unclear(_), .. }) => first = Some(self.page.at(unit, &place)),
                Some(known) if known.value == unit => {}
                Some(known) => {
                    let message = format!("`{}` is counted in two units: {} and {unit}", self.name, known.value);
                    Finding::new(FindingCode::UnitTwice, self.page.span(&place), message)
                        .help("ask the platform which of the two is right")
                        .see(known.span, "the other one")
                        .push_to(self.found);
                }
            }
        }
        first
    }
}
