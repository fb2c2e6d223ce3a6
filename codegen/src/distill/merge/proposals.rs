//! Equal names and equal codes: a to-do that names both candidates, never a fact. It is asked of the whole spec as it stands, so
//! that it does not matter which page came first, and goes by itself once the spec or the glossary says what is so.

use super::enums::own_name;
use super::parts::{fields_of, fields_of_mut, innermost, is_textual, without_note};
use super::references::{all, referred};
use super::said::{BEGINS_QUESTION, ENDS_QUESTION, question_in, without_question};
use super::working::{Working, code, term};
use crate::spec::glossary::Glossary;
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// A place of the spec: a schema and its field, or a schema and nothing.
type At = (String, String);

/// The most candidates that a question names.
const MOST_NAMED: usize = 6;

/// Asks what is open, and takes back what is answered. Gives the notes that ask.
pub(super) fn ask(spec: &mut Working, glossary: &Glossary) -> BTreeMap<At, String> {
    let asked = questions(spec, glossary);
    let changed: Vec<(String, Tree)> =
        spec.schemas().filter_map(|(name, schema)| asked_of(name, schema, &asked)).collect();
    for (name, schema) in changed {
        spec.put_schema(&name, schema);
    }
    let note = |(owner, field): &At| {
        let schema = spec.schema(owner)?;
        let place = if field.is_empty() { schema } else { field_of(schema, field)? };
        place.get("x-provenance")?.text_at("note").map(str::to_owned)
    };
    asked.keys().filter_map(|at| Some((at.clone(), note(at)?))).collect()
}

/// A schema with what is asked of it and of its fields, if that is another than before.
fn asked_of(name: &str, schema: &Tree, asked: &BTreeMap<At, String>) -> Option<(String, Tree)> {
    let question = |field: &str| asked.get(&(name.to_owned(), field.to_owned()));
    let is_of_it = |tree: &Tree, field: &str| {
        question(field).map(String::as_str) == tree.get("x-provenance").and_then(question_of)
    };
    if is_of_it(schema, "") && fields_of(Some(schema)).iter().all(|(field, tree)| is_of_it(tree, field)) {
        return None;
    }
    let mut schema = schema.clone();
    let around = schema.get("x-provenance").map(without_note);
    if let Some(provenance) = schema.get_mut("x-provenance") {
        put_question(provenance, question(""));
    }
    let fields = fields_of_mut(&mut schema).map_or(&mut [][..], Tree::entries_mut);
    for (name, field) in fields.iter_mut().filter(|(name, field)| !is_of_it(field, name)) {
        if field.get("x-provenance").is_none()
            && let Some(around) = around.clone()
        {
            field.set("x-provenance", around);
        }
        let Some(provenance) = field.get_mut("x-provenance") else { continue };
        put_question(provenance, question(name));
        // What says nothing beyond its schema needs no provenance of its own.
        if provenance.get("note").is_none() && around.as_ref() == Some(&*provenance) {
            field.remove("x-provenance");
        }
    }
    Some((name.to_owned(), schema))
}

/// Puts a question in front of the note, in the place of an older one.
fn put_question(provenance: &mut Tree, question: Option<&String>) {
    let note = provenance.text_at("note").unwrap_or_default();
    let rest = without_question(note).to_owned();
    let parts = question.map(String::as_str).into_iter().chain(Some(rest.as_str()).filter(|rest| !rest.is_empty()));
    let note = parts.collect::<Vec<_>>().join(" ");
    if note.is_empty() {
        provenance.remove("note");
    } else {
        provenance.set("note", note);
    }
}

fn question_of(provenance: &Tree) -> Option<&str> {
    question_in(provenance.text_at("note")?)
}

/// Every open question by schema and field; by schema and nothing where it is about an enum.
fn questions(spec: &Working, glossary: &Glossary) -> BTreeMap<At, String> {
    let uses = Uses::of(spec);
    let mut asked = BTreeMap::new();
    plain_fields(spec, glossary, &uses, &mut asked);
    for group in equal_enums(spec) {
        for name in &group {
            let of_fields = uses.of_enum.get(name).map_or(&[][..], Vec::as_slice);
            let [(owner, field)] = of_fields else { continue };
            let is_open = *name == own_name(owner, field) && glossary.enum_of(owner, field).is_none();
            let Some(schema) = spec.schema(name).filter(|_| is_open) else { continue };
            let others = group.iter().copied().filter(|other| other != name);
            if let Some(others) = candidates(schema, others) {
                let text = format!(
                    "{BEGINS_QUESTION}`{field}` of `{owner}` holds: {others}, which are equal, or codes of its own, `{name}`. \
                     Write the enum's name as `{owner}.{field}`{ENDS_QUESTION}",
                );
                asked.insert(((*name).to_owned(), String::new()), text);
            }
        }
    }
    asked
}

/// Asks of fields without codes whose namesakes have some.
fn plain_fields(spec: &Working, glossary: &Glossary, uses: &Uses<'_>, asked: &mut BTreeMap<At, String>) {
    let resources = resources(spec);
    let none = BTreeSet::new();
    // What the runtime knows has no codes to ask about.
    let is_ours = |owner: &str| ![super::credentials::NAME, super::envelope::NAME].contains(&owner);
    for (owner, schema) in spec.schemas().filter(|(owner, _)| is_ours(owner)) {
        for (name, field) in fields_of(Some(schema)) {
            let Some(textual) = is_plain(field).filter(|_| glossary.enum_of(owner, name).is_none()) else { continue };
            let of = resources.get(owner).unwrap_or(&none).iter().copied();
            let told = glossary.proposed_enums(of, name).filter(|told| is_enum(spec, told, textual));
            let alike = uses.by_field.get(&(name.as_str(), textual));
            let told: BTreeSet<&str> = told.filter(|told| alike.is_none_or(|alike| !alike.contains(told))).collect();
            let all = merged(told.into_iter(), alike.into_iter().flatten().copied());
            if let Some(all) = candidates(field, all) {
                let text = format!(
                    "{BEGINS_QUESTION}`{name}` of `{owner}` holds, of which the table lists none: {all}, as a like name suggests, \
                     or codes of its own. Write the enum's name, or `none`, as `{owner}.{name}`{ENDS_QUESTION}",
                );
                asked.insert((owner.to_owned(), name.clone()), text);
            }
        }
    }
}

/// Two rows of names, each in its order, as one.
fn merged<'n>(
    one: impl Iterator<Item = &'n str>,
    other: impl Iterator<Item = &'n str>,
) -> impl Iterator<Item = &'n str> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if a > b => other.next(),
        (None, _) => other.next(),
        _ => one.next(),
    })
}

/// Which fields have which enum.
struct Uses<'s> {
    /// By the field's name; true for enums of strings.
    by_field: BTreeMap<(&'s str, bool), BTreeSet<&'s str>>,
    of_enum: BTreeMap<&'s str, Vec<(&'s str, &'s str)>>,
}

impl<'s> Uses<'s> {
    fn of(spec: &'s Working) -> Self {
        let mut uses = Self { by_field: BTreeMap::new(), of_enum: BTreeMap::new() };
        for (owner, schema) in spec.schemas() {
            for (name, field) in fields_of(Some(schema)) {
                let Some(target) = referred(innermost(field)) else { continue };
                if let Some(textual) = spec.schema(target).and_then(is_textual) {
                    uses.by_field.entry((name, textual)).or_default().insert(target);
                    uses.of_enum.entry(target).or_default().push((owner, name));
                }
            }
        }
        uses
    }
}

/// The resources and webhook groups whose calls reach a schema.
fn resources(spec: &Working) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (resource, call) in spec.calls() {
        let mut work = all(call);
        while let Some(name) = work.pop_first() {
            if reached.entry(name).or_default().insert(resource)
                && let Some(schema) = spec.schema(name)
            {
                work.append(&mut all(schema));
            }
        }
    }
    reached
}

/// A code as an enum has it: what it is called, and the page's own word for it.
#[derive(PartialEq, Eq)]
struct Meaning<'s> {
    title: Option<&'s str>,
    word: Option<&'s str>,
}

impl<'s> Meaning<'s> {
    fn of(code: &'s Tree) -> Self {
        Self { title: code.text_at("title"), word: code.text_at("description").map(term) }
    }

    fn is_that_of(&self, other: &Self) -> bool {
        self.title == other.title || self.word == other.word
    }
}

/// Enums that have the same codes with the same meanings, several at a time.
fn equal_enums(spec: &Working) -> Vec<Vec<&str>> {
    // By their type and codes; then each with what its codes mean.
    let mut by_codes: BTreeMap<_, Vec<(&str, Vec<Meaning<'_>>)>> = BTreeMap::new();
    for (name, schema) in spec.schemas() {
        let Some(codes) = schema.get("oneOf").map(Tree::elements) else { continue };
        let codes: BTreeMap<String, Meaning<'_>> =
            codes.iter().filter_map(|entry| Some((code(entry)?, Meaning::of(entry)))).collect();
        let (codes, meanings): (Vec<_>, Vec<_>) = codes.into_iter().unzip();
        by_codes.entry((codes, schema.text_at("type"))).or_default().push((name, meanings));
    }
    let mut groups = Vec::new();
    for mut enums in by_codes.into_values().filter(|enums| enums.len() > 1) {
        while let Some((first, meanings)) = enums.pop() {
            let is_equal = |other: &[Meaning<'_>]| meanings.iter().zip(other).all(|(one, other)| one.is_that_of(other));
            let (equal, other): (Vec<_>, Vec<_>) = enums.into_iter().partition(|(_, other)| is_equal(other));
            enums = other;
            let mut group = vec![first];
            group.extend(equal.into_iter().map(|(name, _)| name));
            group.sort_unstable();
            if group.len() > 1 {
                groups.push(group);
            }
        }
    }
    groups
}

/// Whether a field is a plain number or string that could be a code; true for a string.
fn is_plain(field: &Tree) -> Option<bool> {
    let is_marked = field.get("x-sensitive").is_some_and(|mark| mark.text() != Some("none"));
    match (field.text_at("type")?, field.text_at("format")) {
        ("integer", _) => Some(false),
        ("string", None) if !is_marked => Some(true),
        _ => None,
    }
}

fn is_enum(spec: &Working, name: &str, textual: bool) -> bool {
    spec.schema(name).and_then(is_textual) == Some(textual)
}

/// The candidates in words, without those that somebody has written about already: a note that names one settles it.
fn candidates<'n>(of: &Tree, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let note = of.get("x-provenance").and_then(|provenance| provenance.text_at("note")).unwrap_or_default();
    let written = question_in(note).map_or(note, |question| &note[question.len()..]);
    let mut open = names.filter(|name| written.is_empty() || !written.contains(&format!("`{name}`")));
    let shown: Vec<String> = open.by_ref().take(MOST_NAMED).map(|name| format!("those of `{name}`")).collect();
    let more = open.count();
    let more = if more == 0 { String::new() } else { format!(" or of {more} more") };
    (!shown.is_empty()).then(|| format!("{}{more}", shown.join(", ")))
}

fn field_of<'s>(schema: &'s Tree, name: &str) -> Option<&'s Tree> {
    fields_of(Some(schema)).iter().find(|(field, _)| field == name).map(|(_, field)| field)
}
