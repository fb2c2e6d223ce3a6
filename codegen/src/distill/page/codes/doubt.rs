//! What makes a list of codes none after all, and what looks like codes in a text that was not read as a list.

use super::{Pair, bare, separates, token};
use crate::text::fold::{fold, narrow};
use std::collections::BTreeSet;
use std::ops::Range;

/// What numbered notes stand under.
const NOTES: [&str; 18] = [
    "注意",
    "注意事项",
    "说明",
    "备注",
    "规则",
    "要求",
    "步骤",
    "提示",
    "流程",
    "条件",
    "注",
    "限制",
    "约束",
    "note",
    "notes",
    "rules",
    "steps",
    "tips",
];

/// What is written of rules and not of states.
const RULES: [&str; 22] = [
    "不可为",
    "不可重",
    "不可超",
    "不能",
    "不得",
    "不要",
    "不允许",
    "必须",
    "请",
    "如果",
    "否则",
    "应为",
    "不超过",
    "不少于",
    "不大于",
    "不小于",
    "为必填",
    "必传",
    "可为空",
    "must ",
    "should ",
    "please ",
];

/// Why pairs that were found are no list of codes.
pub(super) fn of(text: &str, range: &Range<usize>, pairs: &[Pair]) -> Option<&'static str> {
    const LONGEST_MEANING: usize = 40;
    let first = pairs.iter().map(|pair| pair.code.start.min(pair.meaning.start)).min().unwrap_or(range.start);
    let lead = fold(&text[range.start..first]);
    let lead = lead.trim_end_matches(|c: char| !c.is_alphanumeric());
    let meanings: Vec<&str> = pairs.iter().map(|pair| &text[pair.meaning.clone()]).collect();
    if NOTES.iter().any(|word| lead.ends_with(word)) || meanings.iter().any(|meaning| is_a_rule(meaning)) {
        return Some("it is a list of notes");
    }
    if meanings.iter().any(|meaning| meaning.is_empty()) {
        return Some("one of its codes has no meaning");
    }
    if meanings.iter().collect::<BTreeSet<_>>().len() == 1 {
        return Some("its codes all mean the same");
    }
    meanings
        .iter()
        .any(|meaning| meaning.chars().count() > LONGEST_MEANING)
        .then_some("its meanings are whole sentences")
}

fn is_a_rule(meaning: &str) -> bool {
    let meaning = meaning.to_lowercase();
    RULES.iter().any(|word| meaning.starts_with(word)) || meaning.contains("不可为空") || meaning.contains("不能为空")
}

/// `yyyy:年 MM:月`: letters that stand for the digits of a date.
pub(super) fn is_a_format(text: &str, pairs: &[Pair]) -> bool {
    pairs.iter().all(|pair| is_pattern(&text[pair.code.clone()]))
}

fn is_pattern(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    // One capital alone is a code as likely: `Y:是`.
    let patterned =
        first.is_some_and(|first| "yMdDHhmsSY".contains(first) && letters.clone().all(|next| next == first));
    patterned && word.len() > 1
}

/// Text with two or more tokens that look like codes, which nothing read: where, and why it was not.
pub(super) fn unread(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    circled(text, range)
        .or_else(|| without_meanings(text, range))
        .or_else(|| spaced(text, range))
        .or_else(|| behind(text, range))
}

/// `①刷卡②扫码`.
fn circled(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let mut marks = text[range.clone()].char_indices().filter(|(_, c)| ('①'..='⑳').contains(c));
    let (first, _) = marks.next()?;
    marks.next()?;
    Some((range.start + first..range.end, "its numbers may only count its items"))
}

/// `0 success 1 failure`: a number may as well belong to the words before it.
fn spaced(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    const MEASURES: [&str; 12] =
        ["day", "hour", "minute", "second", "month", "year", "digit", "char", "byte", "item", "time", "of "];
    let inside = &text[range.clone()];
    let mut numbers = inside.split_whitespace().zip(inside.split_whitespace().skip(1)).filter(|(number, word)| {
        let number = number.trim_start_matches(|c: char| matches!(narrow(c), '(' | '[' | ','));
        !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && !MEASURES.iter().any(|measure| word.to_ascii_lowercase().starts_with(measure))
    });
    let (first, _) = numbers.next()?;
    numbers.next()?;
    let at = inside.find(first)?;
    let leads = inside[..at].trim_end().chars().next_back().is_none_or(|c| matches!(narrow(c), ':' | '.' | ','));
    leads.then_some((range.start + at..range.end, "nothing parts its codes from their meanings"))
}

/// `退款 - 0 充值 - 10`: numbers behind a mark and a word, which are no items parted from each other.
fn behind(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let inside = &text[range.clone()];
    let mut found = inside.char_indices().filter(|(at, mark)| {
        let before = inside[..*at].trim_end();
        let after = inside[at + mark.len_utf8()..].trim_start();
        let after = after.strip_prefix('-').unwrap_or(after);
        let digits = after.len() - after.trim_start_matches(|c: char| narrow(c).is_ascii_digit()).len();
        let ends =
            after[digits..].chars().next().is_none_or(|c| !matches!(c, '.' | '-' | ':') && !c.is_ascii_alphanumeric());
        let word = before.ends_with(super::wide) && !super::last::LABELS.iter().any(|label| before.ends_with(label));
        matches!(narrow(*mark), ':' | '=' | '-') && word && digits > 0 && ends
    });
    let (first, _) = found.next()?;
    found.next()?;
    let start = inside[..first].trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
    Some((range.start + start..range.end, "nothing parts its items from each other"))
}

/// `可选值: VISA/MASTER`, `取值：0、1、2`, `ACTIVE/CLOSED`.
fn without_meanings(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    const LEADS: [&str; 13] = [
        "可选值",
        "可选",
        "取值",
        "枚举",
        "枚举值",
        "值为",
        "值",
        "oneof",
        "enum",
        "values",
        "options",
        "allowed",
        "有",
    ];
    let inside = &text[range.clone()];
    let colon = inside.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
    let (led, start) = match colon {
        Some((at, mark)) => {
            let lead = fold(&inside[..at]);
            (LEADS.iter().any(|word| lead.ends_with(word)), range.start + at + mark.len_utf8())
        }
        None => (false, range.start),
    };
    let list = bare(text, start..range.end);
    let tokens: Vec<&str> = text[list.clone()]
        .split(|c: char| separates(c) && !c.is_whitespace())
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\'')))
        .collect();
    let code = |word: &&str| {
        let plain = word.chars().all(|c| narrow(c).is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let pattern = word.chars().all(|c| "yMdDHhmsSY-".contains(c));
        !word.is_empty() && plain && !pattern && (led || token::is_constant(word) && word.len() > 1)
    };
    (tokens.len() > 1 && tokens.iter().all(code)).then_some((list, "its codes have no meanings"))
}
