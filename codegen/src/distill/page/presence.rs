//! Whether a field has to be there, and the words for it.

use crate::text::fold::{fold, fold_without_brackets, starts_with_word};
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

/// Words that mean this in any table, also where cells have run together.
const WORDS: [(&str, Presence); 39] = [
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
    ("必要参数", Presence::Required),
    ("必填参数", Presence::Required),
    ("必要", Presence::Required),
    ("必输", Presence::Required),
    ("mandatory", Presence::Required),
    ("非必要参数", Presence::Optional),
    ("可选参数", Presence::Optional),
    ("非必要", Presence::Optional),
    ("非必输", Presence::Optional),
    ("条件必要", Presence::Conditional),
];

/// Words that mean this only as a whole cell: a name or a text can begin with them.
const CELLS: [(&str, Presence); 8] = [
    ("m", Presence::Required),
    ("o", Presence::Optional),
    ("c", Presence::Conditional),
    ("must", Presence::Required),
    ("compulsory", Presence::Required),
    ("有条件必填", Presence::Conditional),
    ("选传", Presence::Optional),
    ("条件", Presence::Conditional),
];

/// For messages: the words that are understood.
pub(super) const KNOWN: &str =
    "是/否, 必填/选填/可选/非必填, 必传, 必选, Y/N, M/O/C, true/false, required/optional, mandatory, 条件必填, -";

/// What a whole cell says. Brackets around the word, or behind it, add nothing.
pub(super) fn parse(cell: &str) -> Option<Presence> {
    let folded = fold(cell);
    let inner = folded.trim_matches(['[', ']', '(', ')']);
    let known =
        |wanted: &str| WORDS.iter().chain(&CELLS).find(|(word, _)| *word == wanted).map(|(_, presence)| *presence);
    known(&folded).or_else(|| known(inner)).or_else(|| known(&fold_without_brackets(cell)))
}

/// What a cell says in a column that asks whether a field may be left out: there 是 means optional.
pub(super) fn parse_inverted(cell: &str) -> Option<Presence> {
    let plain =
        matches!(fold(cell).as_str(), "是" | "否" | "y" | "n" | "yes" | "no" | "true" | "false" | "√" | "✓" | "✔");
    match parse(cell)? {
        Presence::Required if plain => Some(Presence::Optional),
        Presence::Optional if plain => Some(Presence::Required),
        other => Some(other),
    }
}

/// A dash, which says that there is nothing to say.
pub(super) fn is_unstated(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "-" | "–" | "—" | "--" | "/" | "n/a")
}

/// Whether a cell can only be about presence: 是 and 否 answer other questions too.
pub(super) fn is_telling(cell: &str) -> bool {
    let folded = fold(cell);
    let answer = matches!(folded.as_str(), "是" | "否" | "y" | "n" | "yes" | "no" | "true" | "false" | "√" | "✓" | "✔");
    !answer && parse(cell).is_some()
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
