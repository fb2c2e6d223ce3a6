//! A field's description: the glossary's words for what the page says, and its unit. The page's sentences are never copied.

use super::fields::Fact;
use super::mapper::{Mapper, with_term};

/// A description in English, and what has to be said about its unit.
pub(super) struct Described {
    pub(super) text: Option<String>,
    pub(super) note: Option<String>,
}

impl Mapper<'_> {
    pub(super) fn describe(&self, fact: &Fact<'_>) -> Described {
        let Some(term) = term(fact) else {
            return Described { text: None, note: None };
        };
        if let Some(text) = self.sentence(term) {
            return Described { text: Some(text), note: None };
        }
        let with_unit = term.split_once([',', '，']).and_then(|(term, unit)| {
            let unit = unit.trim().replace('：', ":");
            Some((term.trim(), self.glossary.units.get(&unit)?))
        });
        let Some((term, unit)) = with_unit else {
            return Described { text: None, note: None };
        };
        let words = self.glossary.words.get(term);
        let text = words.map(|words| with_term(&format!("{words}, {}", unit.words), term));
        Described { text, note: unit.note.clone() }
    }
}

/// What a description says before it lists codes.
pub(super) fn term<'p>(fact: &Fact<'p>) -> Option<&'p str> {
    let description = fact.description?;
    let listed = fact.codes.first().and_then(|first| description.find(&first.code.value.to_string()));
    let term = &description[..listed.unwrap_or(description.len())];
    let term = term.trim_matches(|each: char| each.is_whitespace() || ",，:：;；、(（".contains(each));
    (!term.is_empty()).then_some(term)
}
