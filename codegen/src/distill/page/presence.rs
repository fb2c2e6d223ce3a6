//! Whether a field has to be there, and the words for it.

use crate::text::fold::{fold, fold_without_brackets, starts_with_word};
use crate::text::lexicon::meanings;
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
static WORDS: &[(&str, &Presence)] = meanings!(
    Presence,
    [
        (
            Presence::Required,
            "是, 必填, 必传, 必选, 必须, 必需, y, yes, true, required, √, ✓, ✔, 必要参数, 必填参数, 必要, 必输, \
         mandatory",
        ),
        (
            Presence::Optional,
            "否, 可选, 选填, 非必填, 非必传, 非必选, 非必须, 非必需, n, no, false, optional, 非必要参数, 可选参数, \
         非必要, 非必输",
        ),
        (Presence::Conditional, "条件必填, 条件必传, 条件必选, conditional, 条件必要"),
    ]
);

/// Words that mean this only as a whole cell: a name or a text can begin with them.
static CELLS: &[(&str, &Presence)] = meanings!(
    Presence,
    [
        (Presence::Required, "m, must, compulsory"),
        (Presence::Optional, "o, 选传"),
        (Presence::Conditional, "c, 有条件必填, 条件"),
    ]
);

/// For messages: the words that are understood.
pub(super) const KNOWN: &str =
    "是/否, 必填/选填/可选/非必填, 必传, 必选, Y/N, M/O/C, true/false, required/optional, mandatory, 条件必填, -";

/// What a whole cell says. Brackets around the word, or behind it, add nothing.
pub(super) fn parse(cell: &str) -> Option<Presence> {
    let folded = fold(cell);
    let inner = folded.trim_matches(['[', ']', '(', ')']);
    let known =
        |wanted: &str| WORDS.iter().chain(CELLS).find(|(word, _)| *word == wanted).map(|(_, presence)| **presence);
    known(&folded).or_else(|| known(inner)).or_else(|| known(&fold_without_brackets(cell)))
}

/// What a cell says in a column that asks whether a field may be left out: there 是 means optional.
pub(super) fn parse_inverted(cell: &str) -> Option<Presence> {
    match parse(cell)? {
        Presence::Required if is_answer(cell) => Some(Presence::Optional),
        Presence::Optional if is_answer(cell) => Some(Presence::Required),
        other => Some(other),
    }
}

/// A dash, which says that there is nothing to say.
pub(super) fn is_unstated(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "-" | "–" | "—" | "--" | "/" | "n/a")
}

/// Whether a cell can only be about presence: 是 and 否 answer other questions too.
pub(super) fn is_telling(cell: &str) -> bool {
    !is_answer(cell) && parse(cell).is_some()
}

fn is_answer(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "是" | "否" | "y" | "n" | "yes" | "no" | "true" | "false" | "√" | "✓" | "✔")
}

/// Every way to read a presence word at the start of the text, with the word's length there.
pub(super) fn prefixes(text: &str) -> Vec<(usize, Presence)> {
    WORDS.iter().filter_map(|(word, presence)| Some((starts_with_word(text, word)?, **presence))).collect()
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
