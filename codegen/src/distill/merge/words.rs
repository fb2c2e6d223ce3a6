//! A field's description: the glossary's words for what the page says, and its unit. The page's sentences are never copied.

use super::fields::Fact;
use super::mapper::{Mapper, with_term};
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

impl Mapper<'_> {
    pub(super) fn describe(&self, fact: &Fact<'_>) -> Described {
        let whole = term(fact);
        if let Some(text) = whole.and_then(|term| self.sentence(term))
            && fact.unit.as_ref().is_none_or(|(unit, _)| matches!(unit, Unit::Unclear(_)))
        {
            return Described { text: Some(text), note: None };
        }
        let Some((unit, term)) = &fact.unit else {
            return Described::default();
        };
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
            // What a hundredth of it would be taken for is never left to a reader who skips notes.
            (None, Some(unit_words)) if **unit == Unit::Minor => {
                let text = format!("TODO: say what it is ({shown}), {unit_words}.");
                Described { text: Some(text), note: told.note }
            }
            (None, Some(unit_words)) => Described {
                text: None,
                note: Some(told.note.unwrap_or_else(|| format!("The page gives it {unit_words}."))),
            },
            (_, None) => {
                let text = format!(
                    "TODO: say what it is ({shown}), and in which unit ({unit}); `units` of glossary.json knows none such."
                );
                Described { text: Some(text), note: told.note }
            }
        }
    }

    /// The glossary's words for a unit, else those for the units that every page means alike.
    fn unit(&self, unit: &Unit, description: &str) -> Told {
        let (key, words, note) = match unit {
            Unit::Major => ("元", Some("in the currency's major unit"), None),
            Unit::Minor => (
                "分",
                Some("in the currency's minor unit"),
                Some(
                    "Counted in the currency's minor unit: where that is a hundredth, 100 stands for 1 of the major unit.",
                ),
            ),
            Unit::Percent => ("%", Some("in percent"), None),
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
