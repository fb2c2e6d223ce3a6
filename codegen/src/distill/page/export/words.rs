//! What the words of a field say: its title and its description, which are read as a table's cell is.

use super::part::Part;
use crate::distill::page::clean::Clean;
use crate::distill::page::field_codes;
use crate::distill::page::finding::Finding;
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
        if words.codes.is_empty() {
            words.codes = field_codes::read(&text, &all, field_type, name, found);
        }
        if words.codes.is_empty() && !words.unit.as_ref().is_some_and(|unit| !matches!(unit.value, Unit::Unclear(_))) {
            let of_money = unit::may_be_money(name.rsplit('.').next().unwrap_or(name), text.text());
            let unit = unit::read(text.text(), &all, of_money).map(|(unit, place)| text.at(unit, &place));
            words.unit = unit.filter(|unit| unit::can_count(field_type, &unit.value)).or(words.unit);
        }
        if words.codes.is_empty() {
            let said = sensitive::of_description(text.text(), &all, field_type);
            words.said.extend(said.map(|(said, place)| text.at(said, &place)));
        }
    }
    words.description = words.description.filter(|said| !said.value.is_empty());
    words
}
