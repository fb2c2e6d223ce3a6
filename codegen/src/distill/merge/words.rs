//! A field's description: the glossary's words for what the page says, and its unit. The page's sentences are never copied.

use super::fields::Fact;
use super::mapper::{Mapper, with_term};
use super::said;
use crate::distill::page::Unit;

/// A description in English, and what has to be said about its unit.
#[derive(Default)]
pub(super) struct Described {
    pub(super) text: Option<String>,
    pub(super) note: Option<String>,
}

/// What a unit is called, and what a reader has to know of it.
struct Told {
    words: Option<String>,
    note: Option<String>,
}

const MAJOR: &str = "in the currency's major unit";
const MINOR: &str = "in the currency's minor unit";
const PERCENT: &str = "in percent";

/// What a reader has to know of a minor unit.
const COUNTED: &str =
    "Counted in the currency's minor unit: where that is a hundredth, 100 stands for 1 of the major unit.";

impl Mapper<'_> {
    pub(super) fn describe(&self, fact: &Fact<'_>) -> Described {
        let whole = term(fact);
        if let Some(text) = whole.and_then(|term| self.sentence(term))
            && fact.unit.as_ref().is_none_or(|(unit, _)| matches!(unit, Unit::Unclear(_)))
        {
            return Described { text: Some(text), note: None };
        }
        let Some((unit, term)) = &fact.unit else { return Described::default() };
        let term = without_codes(term, fact);
        if let Unit::Unclear(word) = unit {
            let shown = fact.description.filter(|text| !text.is_empty()).unwrap_or(&fact.name);
            let text = format!(
                "TODO: say what it is ({shown}), and in which unit; the page names one ({word}) and does not say plainly that it counts in it."
            );
            return Described { text: Some(text), note: None };
        }
        let told = self.unit(unit, fact.description.unwrap_or_default());
        let words = self.glossary.words.get(term).or_else(|| self.glossary.words.get(whole.unwrap_or_default()));
        let shown = if term.is_empty() { fact.name.as_str() } else { term };
        match (words, told.words) {
            (Some(words), Some(unit)) => {
                let text = with_term(&format!("{words}, {unit}"), term);
                Described { text: Some(text), note: told.note }
            }
            // A unit that is a hundredth of another is said in the description, since a reader may skip notes.
            (None, Some(unit_words)) if **unit == Unit::Minor => {
                let text = format!("TODO: say what it is ({shown}), {unit_words}.");
                Described { text: Some(text), note: told.note }
            }
            (None, Some(unit_words)) => {
                Described { text: None, note: Some(told.note.unwrap_or_else(|| given(&unit_words))) }
            }
            (_, None) => {
                let text = format!(
                    "TODO: say what it is ({shown}), and in which unit ({unit}); `units` of glossary.json does not list it."
                );
                Described { text: Some(text), note: told.note }
            }
        }
    }

    /// The words of every unit that can be told.
    pub(super) fn units(&self) -> impl Iterator<Item = &str> {
        let known = self.glossary.units.values().map(|unit| unit.words.as_str());
        known.chain([MAJOR, MINOR, PERCENT])
    }

    /// Everything that is noted of units.
    pub(super) fn unit_notes(&self) -> Vec<String> {
        let known = self.glossary.units.values().filter_map(|unit| unit.note.clone());
        known.chain(self.units().map(given)).chain([COUNTED.to_owned()]).collect()
    }

    /// The unit of a field in words, where its page states one plainly and the glossary has words for it.
    pub(super) fn unit_of(&self, fact: &Fact<'_>) -> Option<String> {
        let (unit, _) = fact.unit.as_ref()?;
        self.unit(unit, fact.description.unwrap_or_default()).words
    }

    /// Whether somebody has noted more of a field than the sentences that every page's fields are told of in.
    pub(super) fn is_noted_of_field(&self, note: &str) -> bool {
        let mut rest = said::without_open_type(note).unwrap_or_else(|| note.to_owned());
        let of_units = self.unit_notes();
        let fixed = said::OF_FIELDS.iter().copied();
        for sentence in fixed.chain(of_units.iter().map(String::as_str)) {
            rest = rest.replace(sentence, "");
        }
        !rest.trim().is_empty()
    }

    /// Whether a description consists of the glossary's words only.
    pub(super) fn is_by_glossary(&self, text: &str) -> bool {
        self.glossary.words.iter().chain(&self.glossary.constants).any(|(term, words)| {
            let Some(rest) = text.strip_prefix(words.as_str()) else { return false };
            let end = with_term("", term);
            let unit = rest.strip_suffix(&end).and_then(|unit| unit.strip_prefix(", "));
            rest == end || unit.is_some_and(|unit| self.units().any(|known| known == unit))
        })
    }

    /// Whether a code's words are made of the glossary's.
    pub(super) fn is_code_by_glossary(&self, title: &str, description: &str) -> bool {
        self.glossary.terms.iter().any(|(key, term)| {
            let meaning = key.split_once('.').map_or(key.as_str(), |(_, meaning)| meaning);
            term.name == title
                && [key, meaning].into_iter().any(|meaning| description == with_term(&term.words, meaning))
        })
    }

    /// Whether a description says in which unit it counts.
    pub(super) fn says_unit(&self, text: &str) -> bool {
        self.units().any(|unit| text.contains(unit))
    }

    /// The glossary's words for a unit, else those for the units that every page means alike.
    fn unit(&self, unit: &Unit, description: &str) -> Told {
        let (key, words, note) = match unit {
            Unit::Major => ("元", Some(MAJOR), None),
            Unit::Minor => ("分", Some(MINOR), Some(COUNTED)),
            Unit::Percent => ("%", Some(PERCENT), None),
            Unit::Other(word) | Unit::Unclear(word) => (word.as_str(), None, None),
        };
        let known = self.glossary.units.get(key).or_else(|| self.glossary.units.get(&format!("单位:{key}")));
        Told {
            words: known.map(|unit| unit.words.clone()).or_else(|| words.map(str::to_owned)),
            // What the glossary notes is about the page's own word.
            note: known
                .and_then(|unit| unit.note.clone())
                .filter(|_| description.contains(key))
                .or_else(|| note.map(str::to_owned)),
        }
    }
}

fn given(unit: &str) -> String {
    format!("The page gives it {unit}.")
}

/// What a description says before it lists codes.
pub(super) fn term<'p>(fact: &Fact<'p>) -> Option<&'p str> {
    let term = without_codes(fact.description?, fact);
    (!term.is_empty()).then_some(term)
}

fn without_codes<'t>(description: &'t str, fact: &Fact<'_>) -> &'t str {
    let listed = fact.codes.first().and_then(|first| description.find(&first.code.value.to_string()));
    let term = &description[..listed.unwrap_or(description.len())];
    term.trim_matches(|each: char| each.is_whitespace() || ",，:：;；、(（)）".contains(each))
}
