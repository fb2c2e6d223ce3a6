//! What sentences outside the tables may say of a field: units and codes. They are told of and never taken, since which field they are
//! about, only a person can say.

use super::codes::{self, Reading};
use super::finding::{Finding, FindingCode};
use super::place::At;
use super::unit::{self, Unit};

/// Tells of all that may be about a field.
pub(super) fn tell(remarks: &[At<String>], found: &mut Vec<Finding>) {
    for remark in remarks {
        tell_of_units(remark, found);
        tell_of_codes(remark, found);
    }
}

fn tell_of_units(remark: &At<String>, found: &mut Vec<Finding>) {
    let text = remark.value.as_str();
    // A unit that is only named may be anything (`部分`) where the sentence does not speak of money.
    let is_of_money = unit::may_be_money("", text);
    let read = unit::read(text, &(0..text.len()), true);
    let Some((_, place)) = read.filter(|(unit, _)| is_of_money || *unit == Unit::Major || *unit == Unit::Minor) else {
        return;
    };
    let message =
        format!("a sentence outside the tables speaks of a unit ({}); no field gets it from there", &text[place]);
    Finding::new(FindingCode::UnitBeside, remark.span, message)
        .help("write it into the description of each amount that it is about")
        .push_to(found);
}

fn tell_of_codes(remark: &At<String>, found: &mut Vec<Finding>) {
    let text = remark.value.as_str();
    // A list may be labelled with its field: `kind：1:...`.
    let labelled = text.find([':', '：']).map(|at| at + if text[at..].starts_with(':') { 1 } else { '：'.len_utf8() });
    let lists = [Some(0), labelled].into_iter().flatten().map(|start| codes::read(text, &(start..text.len())));
    let Some(items) = lists.into_iter().find_map(|reading| match reading {
        Reading::List(items) => Some(items),
        _ => None,
    }) else {
        return;
    };
    // How many, and not which: a comment of an example may speak of the values that it shows.
    let message = format!("a sentence outside the tables lists {} codes; no field gets them from there", items.len());
    Finding::new(FindingCode::CodesLookalike, remark.span, message)
        .help("write them into the description of the field that they are about")
        .push_to(found);
}
