//! Which of the ways to divide a row is meant: the example decides, then the other rows, then rules of plausibility.
//! When more than one way is left, none is taken: an ambiguous row is an error of the page's copy, not a guess.

use super::example::evidence::Evidence;
use super::model::DividedBy;
use super::names;
use super::splits::{self, Split};
use super::types;
use std::collections::BTreeSet;
use std::ops::Range;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// Divided this way.
    Row(Split, DividedBy),
    /// Each of these is as likely as the others.
    Ambiguous(Vec<Split>),
    /// There is no way to divide it.
    NotARow,
}

/// A rule that tells a plausible division from an implausible one.
struct Rule {
    /// Said of rows that it decided.
    says: &'static str,
    /// Whether a division is plausible, seen beside all that are left.
    keeps: fn(text: &str, split: &Split, others: &[Split]) -> bool,
}

/// In the order in which they are applied. A rule that no division satisfies is skipped.
const RULES: [Rule; 3] = [
    Rule { says: FULL_WORD, keeps: spells_in_full },
    Rule {
        says: "a name does not end in an underscore",
        keeps: |text, split, _| !text[split.name.clone()].ends_with('_'),
    },
    Rule { says: "a description does not begin with a type word or a closing mark", keeps: begins_a_description },
];

/// The one rule that is not mentioned in the findings: `datetime` is never `date` before a text that begins with `time`.
pub(super) const FULL_WORD: &str = "a type or presence word is read in full";

/// Decides every row of a table. `full` are the divisions without empty cells; `partly` gives those with one.
pub(super) fn decide(
    text: &str,
    full: Vec<Vec<Split>>,
    partly: impl Fn(usize) -> Vec<Split>,
    evidence: &Evidence<'_>,
) -> Vec<Decision> {
    let mut names = BTreeSet::new();
    let mut rows: Vec<(Vec<Split>, DividedBy)> = Vec::with_capacity(full.len());
    for (index, splits) in full.into_iter().enumerate() {
        let (mut splits, by) = ask_the_example(text, splits, || partly(index), evidence);
        if splits.iter().any(|split| splits::may_cut_a_word(text, split)) {
            splits.extend(partly(index).into_iter().filter(|split| split.field_type.is_some()));
            rows.push((splits, by));
            continue;
        }
        if let [only] = splits.as_slice() {
            names.insert(text[only.name.clone()].to_owned());
        }
        rows.push((splits, by));
    }
    rows.into_iter()
        .map(|(splits, by)| match splits.len() {
            0 => Decision::NotARow,
            1 => only(splits, by),
            _ if splits.iter().any(|split| splits::may_cut_a_word(text, split)) => Decision::Ambiguous(splits),
            _ => {
                let decision = ask_the_rows_and_rules(text, splits, &names);
                // What a rule decided is too weak to decide other rows.
                if let Decision::Row(split, DividedBy::Rows) = &decision {
                    names.insert(text[split.name.clone()].to_owned());
                }
                decision
            }
        })
        .collect()
}

fn only(splits: Vec<Split>, by: DividedBy) -> Decision {
    splits.into_iter().next().map_or(Decision::NotARow, |split| Decision::Row(split, by))
}

/// Keeps the divisions whose name the example has and whose type its value fits, if there are such.
fn ask_the_example(
    text: &str,
    full: Vec<Split>,
    partly: impl Fn() -> Vec<Split>,
    evidence: &Evidence<'_>,
) -> (Vec<Split>, DividedBy) {
    let named = |splits: &[Split]| -> Vec<Split> {
        splits.iter().filter(|split| is_named(text, split, evidence)).cloned().collect()
    };
    let mut left = named(&full);
    let by = if full.len() == 1 && !left.is_empty() { DividedBy::Only } else { DividedBy::Example };
    if left.is_empty() && !evidence.is_empty() {
        left = named(&partly());
        // A name that a full division has is no reason to take one with an empty cell; nor is half a word.
        left.retain(|split| full.iter().all(|other| other.name != split.name) && ends_its_presence(text, split));
    }
    if left.is_empty() {
        if full.is_empty() {
            // Without an example, only a missing presence word can be told for sure: name and type stand in full.
            let typed: Vec<Split> = partly().into_iter().filter(|split| split.field_type.is_some()).collect();
            return (typed, DividedBy::Only);
        }
        return (full, DividedBy::Only);
    }
    if left.len() > 1 {
        let fits: Vec<Split> =
            left.iter().filter(|split| type_fits(text, split, evidence) != Some(false)).cloned().collect();
        if !fits.is_empty() {
            left = fits;
        }
    }
    (left, by)
}

fn is_named(text: &str, split: &Split, evidence: &Evidence<'_>) -> bool {
    names::parse(&text[split.name.clone()]).is_some_and(|name| match name.names.as_slice() {
        [key] if name.marks > 0 => evidence.has_key(key),
        names => evidence.has_path(&names.join(".")),
    })
}

/// Whether the presence word is a word: `status` and `N` are not what `statusName` begins with.
fn ends_its_presence(text: &str, split: &Split) -> bool {
    split.presence.as_ref().is_none_or(|(range, _)| {
        let last = text[range.clone()].chars().next_back();
        let next = text[range.end..].chars().next();
        !(last.is_some_and(|last| last.is_ascii()) && next.is_some_and(|next| next.is_ascii_alphanumeric()))
    })
}

fn type_fits(text: &str, split: &Split, evidence: &Evidence<'_>) -> Option<bool> {
    let name = names::parse(&text[split.name.clone()])?;
    let (_, field_type) = split.field_type.as_ref()?;
    evidence.speaks_for(&name.names.join("."), field_type)
}

fn ask_the_rows_and_rules(text: &str, mut left: Vec<Split>, names: &BTreeSet<String>) -> Decision {
    for keeps in [parent_exists, name_is_free] {
        let kept: Vec<Split> = left.iter().filter(|split| keeps(text, split, names)).cloned().collect();
        match kept.len() {
            0 => {}
            1 => return only(kept, DividedBy::Rows),
            _ => left = kept,
        }
    }
    for rule in RULES {
        let kept: Vec<Split> = left.iter().filter(|split| (rule.keeps)(text, split, &left)).cloned().collect();
        match kept.len() {
            0 => {}
            1 => return only(kept, DividedBy::Rule(rule.says)),
            _ => left = kept,
        }
    }
    Decision::Ambiguous(left)
}

/// A nested name stands under a row that exists; a name that is not nested needs none.
fn parent_exists(text: &str, split: &Split, names: &BTreeSet<String>) -> bool {
    let name = &text[split.name.clone()];
    name.rsplit_once('.')
        .is_none_or(|(parent, _)| names.contains(parent) || names.contains(parent.trim_end_matches("[]")))
}

/// A table does not have a name twice.
fn name_is_free(text: &str, split: &Split, names: &BTreeSet<String>) -> bool {
    !names.contains(&text[split.name.clone()])
}

/// No other division has a longer type or presence word at the same place.
fn spells_in_full(_: &str, split: &Split, others: &[Split]) -> bool {
    let word = |split: &Split, presence: bool| {
        if presence {
            split.presence.as_ref().map(|(range, _)| range.clone())
        } else {
            split.field_type.as_ref().map(|(range, _)| range.clone())
        }
    };
    let longer = |one: Option<Range<usize>>, other: Option<Range<usize>>| match (one, other) {
        (Some(one), Some(other)) => one.start == other.start && other.len() > one.len(),
        _ => false,
    };
    others
        .iter()
        .all(|other| [false, true].iter().all(|presence| !longer(word(split, *presence), word(other, *presence))))
}

fn begins_a_description(text: &str, split: &Split, _: &[Split]) -> bool {
    let description = &text[split.description.clone()];
    !description.starts_with(['_', '.', ']', ')', '>']) && types::prefixes(description).is_empty()
}
