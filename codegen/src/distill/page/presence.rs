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

/// Words that make a cell one of presence, whatever else is in it.
const TELLING: [&str; 9] = ["必填", "必传", "必选", "必须", "必需", "必输", "必要", "required", "mandatory"];

/// One of several fields has to be there.
const CHOICES: [&str; 5] = ["二选一", "三选一", "多选一", "任选其一", "选其一"];

/// What a whole cell says. Brackets around the word add nothing; those beside it may say when it holds.
pub(super) fn parse(cell: &str) -> Option<Presence> {
    word(cell).map(|(presence, _)| with_remark(presence, cell))
}

/// `是*`: a star that closes no emphasis refers to a note.
fn has_star(cell: &str) -> bool {
    let cell = cell.trim_end_matches(|each: char| each.is_whitespace() || each == '`');
    cell.ends_with(['*', '＊', '※']) && !cell.trim_start().trim_start_matches('`').starts_with('*')
}

/// What a cell says in a column that asks whether a field may be left out: there 是 means optional.
pub(super) fn parse_inverted(cell: &str) -> Option<Presence> {
    let (presence, is_answer) = word(cell)?;
    let presence = match presence {
        Presence::Required if is_answer => Presence::Optional,
        Presence::Optional if is_answer => Presence::Required,
        other => other,
    };
    Some(with_remark(presence, cell))
}

/// What a cell with borders says in more words than one: `kind=1时必填`, `二选一`.
pub(super) fn in_words(cell: &str) -> Option<Presence> {
    let folded = fold(cell);
    let is_negated = |at: usize| ["非", "不", "not", "无需", "无须"].iter().any(|no| folded[..at].ends_with(no));
    let mut told = TELLING.iter().flat_map(|word| folded.match_indices(word)).map(|(at, word)| (is_negated(at), word));
    let is_whole = |word: &str| ["不", "not"].iter().any(|no| folded.strip_prefix(no) == Some(word));
    match told.clone().find(|(negated, _)| !negated) {
        Some(_) => Some(Presence::Conditional),
        None if told.any(|(_, word)| is_whole(word)) => Some(Presence::Optional),
        None => CHOICES.iter().any(|choice| folded.contains(choice)).then_some(Presence::Conditional),
    }
}

/// The word of a cell, and whether it is an answer to what the column asks.
fn word(cell: &str) -> Option<(Presence, bool)> {
    let folded = fold(cell);
    let inner = folded.trim_matches(['[', ']', '(', ')']);
    let outside = fold_without_brackets(cell);
    [folded.as_str(), inner, &outside].into_iter().find_map(|text| {
        let (_, presence) = WORDS.iter().chain(CELLS).find(|(word, _)| *word == text)?;
        Some((**presence, is_answer(text)))
    })
}

/// What a word means with what stands behind it in brackets: 是（对公） is asked for in that case alone, and nobody says of the others.
fn with_remark(presence: Presence, cell: &str) -> Presence {
    if has_star(cell) && presence == Presence::Required {
        return Presence::Conditional;
    }
    let folded = fold(cell);
    let outside = fold_without_brackets(cell);
    let beside = folded.strip_prefix(&outside).or_else(|| folded.strip_suffix(&outside));
    let Some(remark) = beside.filter(|remark| !outside.is_empty() && !remark.is_empty()) else { return presence };
    let remark = remark.trim_matches(['[', ']', '(', ')']);
    let is_note = remark.trim_start_matches(['注', '*', '#']).bytes().all(|byte| byte.is_ascii_digit());
    let says_the_same = word(remark).is_some_and(|(same, _)| same == presence);
    match presence {
        _ if is_note || says_the_same => presence,
        Presence::Required => Presence::Conditional,
        Presence::Optional if TELLING.iter().any(|word| remark.contains(word)) => Presence::Conditional,
        other => other,
    }
}

/// Whether a word alone says it, or a condition stands beside it.
pub(super) fn has_condition(cell: &str) -> bool {
    word(cell).is_none_or(|(presence, _)| presence != Presence::Conditional)
}

/// A dash, which says that there is nothing to say.
pub(super) fn is_unstated(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "-" | "–" | "—" | "--" | "/" | "n/a")
}

/// Whether a cell can only be about presence: 是 and 否 answer other questions too.
pub(super) fn is_telling(cell: &str) -> bool {
    word(cell).is_some_and(|(_, is_answer)| !is_answer)
}

fn is_answer(folded: &str) -> bool {
    matches!(folded, "是" | "否" | "y" | "n" | "yes" | "no" | "true" | "false" | "√" | "✓" | "✔")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_word_in_brackets_may_say_when_it_holds() {
        for (cells, meant) in [
            (&["是", "（是）", "必填（是）", "Y [required]", "是（注1）", "是(*)", "必填[2]"][..], Presence::Required),
            (
                &[
                    "是（kind=1时）",
                    "必填(个人)",
                    "Y (if kind is 1)",
                    "否（对公必填）",
                    "N [required for cards]",
                    "（对公）必填",
                ],
                Presence::Conditional,
            ),
            (&["否", "否（默认1）", "可选(optional)", "N (unless asked)"], Presence::Optional),
        ] {
            for cell in cells {
                assert_eq!(parse(cell), Some(meant), "{cell}");
            }
        }
    }

    #[test]
    fn the_other_way_round_an_answer_is_turned_with_what_stands_behind_it() {
        assert_eq!(parse_inverted("是（注1）"), Some(Presence::Optional));
        assert_eq!(parse_inverted("否（对公）"), Some(Presence::Conditional));
        assert_eq!(parse_inverted("必填"), Some(Presence::Required));
    }

    #[test]
    fn a_cell_with_more_words_than_one_is_never_plainly_required() {
        for cell in
            ["kind=1时必填", "个人必填，企业选填", "Required if kind is 1", "与email二选一", "非个人时不必填，个人必填"]
        {
            assert_eq!(in_words(cell), Some(Presence::Conditional), "{cell}");
        }
        assert_eq!(in_words("不必填"), Some(Presence::Optional));
        assert_eq!(in_words("Not required"), Some(Presence::Optional));
        for cell in ["也许", "见备注", "kind=1时非必填", ""] {
            assert_eq!(in_words(cell), None, "{cell}");
        }
    }
}
