//! Whether a field has to be there, and the words for it.

use crate::text::fold::{fold, starts_with_word};
use std::fmt;

/// Whether a field has to be there, as a table states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Always.
    Required,
    /// Not necessarily.
    Optional,
    /// Under conditions that the description may state.
    Conditional,
}

impl fmt::Display for Presence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Conditional => "conditional",
        })
    }
}

const WORDS: [(&str, Presence); 29] = [
    ("是", Presence::Required),
    ("必填", Presence::Required),
    ("必传", Presence::Required),
    ("必选", Presence::Required),
    ("必须", Presence::Required),
    ("必需", Presence::Required),
    ("y", Presence::Required),
    ("yes", Presence::Required),
    ("true", Presence::Required),
    ("required", Presence::Required),
    ("√", Presence::Required),
    ("✓", Presence::Required),
    ("✔", Presence::Required),
    ("否", Presence::Optional),
    ("可选", Presence::Optional),
    ("选填", Presence::Optional),
    ("非必填", Presence::Optional),
    ("非必传", Presence::Optional),
    ("非必选", Presence::Optional),
    ("非必须", Presence::Optional),
    ("非必需", Presence::Optional),
    ("n", Presence::Optional),
    ("no", Presence::Optional),
    ("false", Presence::Optional),
    ("optional", Presence::Optional),
    ("条件必填", Presence::Conditional),
    ("条件必传", Presence::Conditional),
    ("条件必选", Presence::Conditional),
    ("conditional", Presence::Conditional),
];

/// For messages: the words that are understood.
pub(super) const KNOWN: &str = "是/否, 必填/选填/可选/非必填, 必传, 必选, Y/N, true/false, required/optional, 条件必填";

/// What a whole cell says.
pub(super) fn parse(cell: &str) -> Option<Presence> {
    let folded = fold(cell);
    WORDS.iter().find(|(word, _)| *word == folded).map(|(_, presence)| *presence)
}

/// Every way to read a presence word at the start of the text, with the word's length there.
pub(super) fn prefixes(text: &str) -> Vec<(usize, Presence)> {
    WORDS.iter().filter_map(|(word, presence)| Some((starts_with_word(text, word)?, *presence))).collect()
}

/// Every way to read a presence word at the end of the text, with the place where the word begins.
pub(super) fn suffixes(text: &str) -> Vec<(usize, Presence)> {
    const LONGEST: usize = 33;
    let mut found = Vec::new();
    let earliest = text.len().saturating_sub(LONGEST);
    for (start, _) in text.char_indices().rev().take_while(|(start, _)| *start >= earliest) {
        let fits = |(length, presence)| (start + length == text.len()).then_some((start, presence));
        found.extend(prefixes(&text[start..]).into_iter().filter_map(fits));
    }
    found
}
