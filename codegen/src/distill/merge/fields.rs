//! A table and its examples to a tree of fields: names, types, presence, codes, and what the examples add.
//! What the fields are called in the spec is decided later.

use super::notes::Notes;
use super::said::{CONDITIONAL, EMPTY_DATES, EMPTY_IS_NONE, REQUIRED_AND_EMPTY, UNLISTED};
use super::wire::{self, Closeness, Wire, is_nothing};
use crate::distill::page::model::{DividedBy, FieldTable, Level, Message, Row, Value};
use crate::distill::page::{self, FindingCode, Holds, Json, JsonValue, Presence, Span, Unit};
use crate::spec::openapi::Evidence;
use crate::spec::openapi::keywords::is_to_do;
use crate::spec::sensitive;
use std::collections::{BTreeMap, BTreeSet};

/// One field and the fields inside it.
#[derive(Debug, Clone)]
pub(super) struct Fact<'p> {
    pub(super) name: String,
    pub(super) wire: Wire,
    pub(super) required: bool,
    /// Whether the page says if it is required.
    pub(super) states_presence: bool,
    pub(super) codes: &'p [Value],
    pub(super) description: Option<&'p str>,
    /// What its amount is counted in, and what is left of the description without the words that say so.
    pub(super) unit: Option<(&'p Unit, String)>,
    /// What it holds that must not be shown.
    pub(super) holds: Option<Holds>,
    pub(super) evidence: Evidence,
    pub(super) notes: Vec<String>,
    /// Whether an empty string has to be read as no value.
    pub(super) empty: bool,
    /// How closely its type is stated: what the spec knows closer than a schema stays.
    pub(super) stated: Closeness,
    pub(super) span: Span,
    pub(super) fields: Vec<Fact<'p>>,
}

/// A message's fields, outermost first.
#[derive(Debug, Clone)]
pub(super) struct Fields<'p> {
    pub(super) facts: Vec<Fact<'p>>,
    /// What is true of all of them and has to be said once.
    pub(super) notes: Vec<String>,
    /// Whether the page says, or shows, that there are none.
    pub(super) nothing: bool,
    /// Whether it says so in words.
    pub(super) is_told: bool,
}

/// Reads a message. `skipped` are fields of the outermost level that belong elsewhere; `received` says that the platform
/// sends it, so that an empty string has a meaning.
pub(super) fn read<'p>(message: &'p Message, skipped: &[&str], received: bool, notes: &mut Notes<'_>) -> Fields<'p> {
    let rows = message.table.as_ref().map_or(&[][..], |table| &table.rows);
    let mut reader = Reader { rows: BTreeMap::new(), received, notes };
    for row in rows {
        let names = row.path.value.names();
        let (_, above) = names.split_last().unwrap_or((&EMPTY, &[]));
        reader.rows.entry(above).or_default().push(row);
    }
    let objects = level(message);
    let facts = reader.fields(&[], &objects, skipped);
    Fields { facts, notes: presence_note(message.table.as_ref()), nothing: false, is_told: false }
}

static EMPTY: String = String::new();

/// The objects of the examples that the table describes.
fn level(message: &Message) -> Vec<&Json> {
    let examples = message.examples.iter();
    match message.level {
        Some(Level::Root) => examples.flat_map(Json::objects).collect(),
        Some(Level::Data) => examples.filter_map(|example| example.get("data")).flat_map(Json::objects).collect(),
        None if message.table.is_some() => Vec::new(),
        // Without a table, an answer's envelope is known by its look.
        None => examples
            .map(|example| match (example.get("code"), example.get("data")) {
                (Some(_), Some(data)) => data,
                _ => example,
            })
            .flat_map(Json::objects)
            .collect(),
    }
}

fn presence_note(table: Option<&FieldTable>) -> Vec<String> {
    let silent = table.is_some_and(|table| !table.states_presence && !table.rows.is_empty());
    silent
        .then(|| "The table does not say which fields are required: all of them are taken as optional.".to_owned())
        .into_iter()
        .collect()
}

struct Reader<'p, 'n, 'f> {
    /// The rows by the path of the object that they are fields of.
    rows: BTreeMap<&'p [String], Vec<&'p Row>>,
    received: bool,
    notes: &'n mut Notes<'f>,
}

/// A key of some objects: where it is first, and its values.
struct Shown<'p> {
    span: Span,
    values: Vec<&'p Json>,
}

impl<'p> Reader<'p, '_, '_> {
    fn fields(&mut self, path: &[String], objects: &[&'p Json], skipped: &[&str]) -> Vec<Fact<'p>> {
        let (shown, order) = index(objects);
        let rows = self.rows.get(path).cloned().unwrap_or_default();
        let mut listed = BTreeSet::new();
        let mut facts = Vec::new();
        for row in rows {
            let name = row.path.value.last();
            listed.insert(name);
            if !skipped.contains(&name) {
                let values = shown.get(name).map_or(&[][..], |shown| &shown.values);
                facts.push(self.row(row, values));
            }
        }
        for name in order {
            if !listed.contains(name) && !skipped.contains(&name) {
                facts.push(self.unlisted(name, &shown[name]));
            }
        }
        if self.received {
            dates_are_empty_together(&mut facts, &shown);
        }
        facts
    }

    fn row(&mut self, row: &'p Row, values: &[&'p Json]) -> Fact<'p> {
        let has_fields = self.rows.contains_key(row.path.value.names());
        let (wire, type_note) = match &row.field_type {
            Some(ty) => {
                let described = row.description.as_ref().map_or("", |description| description.value.as_str());
                let stated = wire::stated(row.path.value.last(), &ty.value, has_fields, values);
                let counted = wire::counted(&ty.value, described).filter(|_| stated.0 == Wire::Any);
                wire::with_codes(counted.unwrap_or(stated), &ty.value, &row.codes, values)
            }
            None => (Wire::Any, None),
        };
        let (question, type_note): (Option<String>, Option<String>) =
            if type_note.as_deref().is_some_and(is_to_do) { (type_note, None) } else { (None, type_note) };
        let stated = if question.is_some() { Closeness::Open } else { closeness(row, values) };
        let inside: Vec<&Json> = values.iter().flat_map(|json| json.objects()).collect();
        let fields = match wire.innermost() {
            Wire::Object => self.fields(row.path.value.names(), &inside, &[]),
            _ => Vec::new(),
        };
        let required = row.presence.as_ref().is_some_and(|presence| presence.value == Presence::Required);
        // An optional text can hold "" as it is; everything else that is empty has no value.
        let empty = self.received
            && wire.may_be_empty()
            && (required || wire != Wire::Text)
            && values.iter().any(|value| is_nothing(value));
        // A question comes first in the note, so that it is seen.
        let mut notes: Vec<String> = question.into_iter().collect();
        if empty && required {
            notes.push(REQUIRED_AND_EMPTY.to_owned());
        } else if empty {
            notes.push(EMPTY_IS_NONE.to_owned());
        }
        notes.extend(type_note);
        if row.presence.as_ref().is_some_and(|presence| presence.value == Presence::Conditional) {
            notes.push(CONDITIONAL.to_owned());
        }
        // Whether a field is ever empty is nothing to note while its type is asked for.
        let told: &[FindingCode] = if empty || stated == Closeness::Open { &[FindingCode::RequiredEmpty] } else { &[] };
        notes.extend(self.notes.claim(row.span, told));
        Fact {
            name: row.path.value.last().to_owned(),
            wire,
            required,
            states_presence: row.presence.is_some(),
            codes: &row.codes,
            description: row.description.as_ref().map(|description| description.value.as_str()),
            unit: row.unit.as_ref().map(|unit| (&unit.value, without_unit(row, &unit.value))),
            holds: row.sensitive.as_ref().map(|sensitive| sensitive.value.holds),
            evidence: Evidence::Table,
            notes,
            empty,
            stated,
            span: row.span,
            fields,
        }
    }

    fn unlisted(&mut self, name: &str, shown: &Shown<'p>) -> Fact<'p> {
        let wire = wire::shown_only(&shown.values);
        let empty = self.received && wire.may_be_empty() && shown.values.iter().any(|value| is_nothing(value));
        let holds = shown_secret(name, &wire, &shown.values);
        let mut notes = vec![UNLISTED.to_owned()];
        if empty {
            notes.push(EMPTY_IS_NONE.to_owned());
        }
        notes.extend(self.notes.claim(shown.span, &[FindingCode::TableLacksField]));
        Fact {
            name: name.to_owned(),
            wire,
            required: false,
            states_presence: false,
            codes: &[],
            description: None,
            unit: None,
            holds,
            evidence: Evidence::Example,
            notes,
            empty,
            stated: Closeness::Exact,
            span: shown.span,
            fields: Vec::new(),
        }
    }
}

/// A description without the words for its unit; all of it where they do not say plainly that they are.
fn without_unit(row: &Row, unit: &Unit) -> String {
    let Some(description) = &row.description else { return String::new() };
    let text = description.value.as_str();
    match unit {
        Unit::Unclear(_) => text.to_owned(),
        _ => page::without_unit(text, page::may_be_money(row.path.value.last(), text)),
    }
}

/// What a field that no table lists holds, by its name or the shape of its values.
fn shown_secret(name: &str, wire: &Wire, values: &[&Json]) -> Option<Holds> {
    let of_value = |json: &&Json| match &json.value {
        JsonValue::String(text) => sensitive::of_value(text),
        _ => None,
    };
    sensitive::of_name(name).or_else(|| values.iter().find_map(of_value)).filter(|_| *wire != Wire::Boolean)
}

/// The table's type counts more than a schema's, which often names only the kind of JSON.
fn closeness(row: &Row, shown: &[&Json]) -> Closeness {
    match &row.field_type {
        Some(ty) if row.divided_by == DividedBy::Schema => wire::closeness(&ty.value, shown),
        _ => Closeness::Exact,
    }
}

/// The members of some objects by name, and the names in the order in which they are met.
fn index<'p>(objects: &[&'p Json]) -> (BTreeMap<&'p str, Shown<'p>>, Vec<&'p str>) {
    let mut shown: BTreeMap<&str, Shown<'_>> = BTreeMap::new();
    let mut order = Vec::new();
    for member in objects.iter().flat_map(|object| object.members()) {
        let name = member.name.value.as_str();
        let entry = shown.entry(name).or_insert_with(|| {
            order.push(name);
            Shown { span: member.name.span, values: Vec::new() }
        });
        entry.values.push(&member.value);
    }
    (shown, order)
}

/// Where one date of an object is empty, its other dates can be.
fn dates_are_empty_together(facts: &mut [Fact<'_>], shown: &BTreeMap<&str, Shown<'_>>) {
    let is_date = |fact: &Fact<'_>| fact.wire == Wire::DateTime;
    if !facts.iter().any(|fact| is_date(fact) && fact.empty) {
        return;
    }
    for fact in facts.iter_mut().filter(|fact| is_date(fact) && !fact.empty) {
        if shown.contains_key(fact.name.as_str()) {
            fact.empty = true;
            fact.notes.insert(0, EMPTY_DATES.to_owned());
        }
    }
}
