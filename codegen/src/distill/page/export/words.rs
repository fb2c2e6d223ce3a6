//! What the words of a field say: its title and its description, which are read as a table's cell is.

use super::part::Part;
use crate::distill::page::clean::Clean;
use crate::distill::page::field_codes;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::model::Value;
use crate::distill::page::place::At;
use crate::distill::page::sensitive;
use crate::distill::page::types::FieldType;
use crate::distill::page::unit::{self, Unit};
use crate::spec::sensitive::Said;
use crate::text::fold::tidy;

/// What was read of them.
#[derive(Default)]
pub(super) struct Words {
    pub(super) description: Option<At<String>>,
    pub(super) codes: Vec<Value>,
    pub(super) unit: Option<At<Unit>>,
    pub(super) said: Vec<At<Said>>,
}

impl Words {
    /// Adds what a further schema says of the same field: a part of it, its elements, or what it refers to.
    pub(super) fn add(&mut self, other: Self, name: &str, found: &mut Vec<Finding>) {
        if self.description.is_none() {
            self.description = other.description;
        }
        self.add_codes(other.codes, name, found);
        self.unit = unit::either(self.unit.take(), other.unit);
        self.said.extend(other.said);
    }

    fn add_codes(&mut self, codes: Vec<Value>, name: &str, found: &mut Vec<Finding>) {
        let Some(first) = codes.first() else { return };
        match self.codes.first() {
            None => self.codes = codes,
            Some(known) if !field_codes::agree(&self.codes, &codes) => {
                let message = format!("`{name}` has two lists of codes that differ; the first one is read");
                Finding::new(FindingCode::CodesTwice, first.code.span, message)
                    .help("ask the platform which of the two is right")
                    .see(known.code.span, "the first list")
                    .push_to(found);
            }
            Some(_) => {}
        }
    }
}

/// Reads the words of the field of this name and type.
pub(super) fn read(schema: Part<'_>, field_type: Option<&FieldType>, name: &str, found: &mut Vec<Finding>) -> Words {
    let mut words = Words::default();
    for part in
        ["title", "description"].into_iter().filter_map(|key| schema.get(key)).filter(|part| part.words().is_some())
    {
        let page = part.excerpt();
        let text = Clean::new(&page);
        let all = 0..text.text().len();
        let said = tidy(text.text());
        words.description = match words.description.take() {
            // Apifox shows the title before the description.
            Some(title) if !said.starts_with(&title.value) => {
                Some(At { value: format!("{} {said}", title.value), span: part.span() })
            }
            _ => Some(part.state(said)),
        };
        let codes = field_codes::read(&text, &all, field_type, name, found);
        let is_of_codes = !codes.is_empty();
        words.add_codes(codes, name, found);
        if !is_of_codes {
            let of_money = unit::may_be_money(name.rsplit('.').next().unwrap_or(name), text.text());
            let unit = unit::read(text.text(), &all, of_money).map(|(unit, place)| text.at(unit, &place));
            let unit = unit.filter(|unit| unit::can_count(field_type, &unit.value));
            words.unit = unit::either(words.unit.take(), unit);
            let said = sensitive::of_description(text.text(), &all, field_type);
            words.said.extend(said.map(|(said, place)| text.at(said, &place)));
        }
    }
    words.description = words.description.filter(|said| !said.value.is_empty());
    words
}
