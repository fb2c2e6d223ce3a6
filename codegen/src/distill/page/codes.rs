//! Lists of codes inside a description: `1:未激活 2:已激活`, `0：否，1：是`, `1-消费/2-退款`, `USD: 美元 CNY: 人民币`.
//! What only resembles one (a time, a range, a format, a unit) is refused; when in doubt the text is reported, not read.

use crate::text::fold::{narrow, tidy, trim};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// A code as the platform sends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeValue {
    /// A number.
    Int(i64),
    /// A word.
    Text(String),
}

impl fmt::Display for CodeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(code) => write!(f, "{code}"),
            Self::Text(code) => f.write_str(code),
        }
    }
}

/// A code and what it means, by their places in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodeItem {
    pub(super) value: CodeValue,
    pub(super) code: Range<usize>,
    pub(super) meaning: Range<usize>,
}

/// What a description says about codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing.
    None,
    /// A list of at least two.
    List(Vec<CodeItem>),
    /// Something that resembles a list and is none for sure: where, and why it is not read.
    Lookalike(Range<usize>, &'static str),
}

/// Reads the codes of a description that stands at a range of the text.
pub(super) fn read(text: &str, range: &Range<usize>) -> Reading {
    let (items, refused) = scan(text, range);
    let Some(first) = items.first() else { return Reading::None };
    let whole = first.code.start..range.end;
    if items.len() == 1 {
        return match first.kind {
            Kind::Number => Reading::Lookalike(whole, "a list of codes has at least two"),
            Kind::Word => Reading::None,
        };
    }
    if items.iter().any(|item| item.kind != first.kind || item.mark != first.mark) {
        return Reading::Lookalike(whole, "its items are not written in one way");
    }
    if let Some(refused) = refused {
        return Reading::Lookalike(refused, "a part of it is no code with a meaning");
    }
    Reading::List(with_meanings(text, range, &items))
}

/// The value of a code by itself, as a table of values has it.
pub(super) fn value(code: &str) -> Option<CodeValue> {
    let code = tidy(code);
    let digits = code.strip_prefix('-').unwrap_or(&code);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return code.parse().ok().map(CodeValue::Int);
    }
    let word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-');
    (!code.is_empty() && code.chars().all(word)).then_some(CodeValue::Text(code))
}

/// The first code that a list has twice.
pub(super) fn first_twice<'a>(mut values: impl Iterator<Item = &'a CodeValue>) -> Option<&'a CodeValue> {
    let mut seen = BTreeSet::new();
    values.find(|value| !seen.insert(*value))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
}

/// A code with its mark, before its meaning's end is known.
struct Start {
    kind: Kind,
    /// The mark between code and meaning, in its plain form.
    mark: char,
    code: Range<usize>,
    meaning: usize,
}

/// Every place where a code, a mark and the beginning of a meaning stand, and the first that is almost one.
fn scan(text: &str, range: &Range<usize>) -> (Vec<Start>, Option<Range<usize>>) {
    let mut items: Vec<Start> = Vec::new();
    let mut refused = None;
    let mut at = range.start;
    while let Some(character) = text[at..range.end].chars().next() {
        let token = token(&text[at..range.end]).filter(|_| may_precede(&text[range.start..at], character));
        let Some((kind, length)) = token else {
            at += character.len_utf8();
            continue;
        };
        let code = at..at + length;
        at = code.end;
        let Some((mark, meaning)) = mark(text, code.end..range.end) else { continue };
        match plausible(kind, mark, &text[meaning..range.end]) {
            Verdict::Meaning => items.push(Start { kind, mark, code, meaning }),
            Verdict::AlmostMeaning => refused = refused.or(Some(code)),
            Verdict::SomethingElse => {}
        }
    }
    (items, refused)
}

/// A number or a word at the start of the text, and its length. The mark decides later whether it is a code.
fn token(text: &str) -> Option<(Kind, usize)> {
    const LONGEST: usize = 40;
    let inside = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let sign = usize::from(text.starts_with('-'));
    let length = text[sign..].find(|character| !inside(character)).unwrap_or(text.len() - sign);
    let word = &text[sign..sign + length];
    if word.is_empty() || length > LONGEST {
        None
    } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
        (length <= 9).then_some((Kind::Number, sign + length))
    } else {
        (sign == 0 && word.starts_with(|first: char| first.is_ascii_alphabetic())).then_some((Kind::Word, length))
    }
}

/// A code does not begin inside a word, a number, a time, a date or a path. A lower-case word after a Chinese one is part
/// of it.
fn may_precede(before: &str, first: char) -> bool {
    let mut before = before.chars().rev().map(narrow);
    let Some(last) = before.next() else { return true };
    match last {
        '_' | '.' | '-' | '+' | '~' | '=' | '$' | '@' | '≥' | '≤' | '<' | '>' => false,
        ':' => !before.next().is_some_and(|earlier| earlier.is_ascii_alphanumeric()),
        letter if letter.is_ascii_alphanumeric() => false,
        letter if letter.is_alphanumeric() => !first.is_ascii_lowercase(),
        _ => true,
    }
}

/// The mark between a code and its meaning, in its plain form, and where the meaning begins.
fn mark(text: &str, after: Range<usize>) -> Option<(char, usize)> {
    let rest = &text[after.clone()];
    let spaces = rest.len() - rest.trim_start().len();
    let first = rest[spaces..].chars().next()?;
    let plain = match narrow(first) {
        '–' | '—' => '-',
        other => other,
    };
    if !matches!(plain, ':' | '=' | '-' | '、' | '.') || (spaces > 0 && plain == '.') {
        return None;
    }
    let mut meaning = after.start + spaces + first.len_utf8();
    if text[meaning..after.end].starts_with('>') {
        meaning += 1;
    }
    let gap = &text[meaning..after.end];
    Some((plain, meaning + (gap.len() - gap.trim_start().len())))
}

enum Verdict {
    Meaning,
    /// Might have been meant as one: worth a report when it stands in a list.
    AlmostMeaning,
    SomethingElse,
}

/// Whether a text can be what a code means: it begins with a letter, and for a word's meaning a Chinese one follows soon.
fn plausible(kind: Kind, mark: char, meaning: &str) -> Verdict {
    let mut chars = meaning.chars();
    let Some(first) = chars.next() else { return Verdict::SomethingElse };
    let wide = |character: char| !character.is_ascii() && character.is_alphabetic();
    let separates = |character: char| character.is_whitespace() || matches!(narrow(character), ',' | ';' | '/' | '、');
    let wide_soon = meaning.chars().take(24).take_while(|character| !separates(*character)).any(wide);
    match (kind, mark) {
        (Kind::Number, ':' | '=') if first.is_alphabetic() => Verdict::Meaning,
        (Kind::Number, ':' | '=') if first.is_ascii_digit() && !wide_soon => Verdict::SomethingElse,
        (Kind::Number, ':' | '=') => Verdict::AlmostMeaning,
        (Kind::Word, ':' | '=') if wide_soon && first.is_alphanumeric() => Verdict::Meaning,
        (_, '-') | (Kind::Number, '、' | '.') if wide(first) => Verdict::Meaning,
        _ => Verdict::SomethingElse,
    }
}

fn with_meanings(text: &str, range: &Range<usize>, items: &[Start]) -> Vec<CodeItem> {
    let ends: Vec<usize> = items.iter().skip(1).map(|next| next.code.start).chain([range.end]).collect();
    let mut meanings: Vec<Range<usize>> = Vec::with_capacity(items.len());
    for (item, end) in items.iter().zip(ends) {
        let end = closing_bracket(text, item.meaning..end);
        meanings.push(without_separators(text, item.meaning..end));
    }
    let spaced = |meaning: &Range<usize>| text[meaning.clone()].contains(char::is_whitespace);
    let others_spaced = meanings.split_last().is_some_and(|(_, others)| others.iter().any(spaced));
    if let Some(last) = meanings.last_mut() {
        *last = until_list_ends(text, last.clone(), others_spaced);
    }
    items
        .iter()
        .zip(meanings)
        .map(|(item, meaning)| {
            let code = &text[item.code.clone()];
            let value = match (item.kind, code.parse()) {
                (Kind::Number, Ok(number)) => CodeValue::Int(number),
                _ => CodeValue::Text(code.to_owned()),
            };
            CodeItem { value, code: item.code.clone(), meaning }
        })
        .collect()
}

/// Where a bracket closes that was opened before the range; its end if none does.
fn closing_bracket(text: &str, range: Range<usize>) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text[range.clone()].char_indices() {
        match narrow(character) {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => return range.start + at,
            ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    range.end
}

/// Without what separates one item from the next.
fn without_separators(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let separates =
        |character: char| character.is_whitespace() || matches!(narrow(character), ',' | ';' | '/' | '|' | '、' | '。');
    range.start..range.start + inside.trim_end_matches(separates).len()
}

/// The last meaning ends where the list does: at a comma or full stop, and at a space unless meanings have spaces.
fn until_list_ends(text: &str, range: Range<usize>, spaced: bool) -> Range<usize> {
    let ends = |character: char| {
        matches!(narrow(character), ',' | ';' | '。' | '\n') || (!spaced && character.is_whitespace())
    };
    let inside = &text[range.clone()];
    let end = range.start + inside.find(ends).unwrap_or(inside.len());
    trim(text, range.start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text, &(0..text.len())) {
            Reading::None => "none".to_owned(),
            Reading::Lookalike(range, why) => format!("? {}: {why}", &text[range]),
            Reading::List(items) => items
                .iter()
                .map(|item| format!("{}={}", item.value, &text[item.meaning.clone()]))
                .collect::<Vec<_>>()
                .join("|"),
        }
    }

    #[test]
    fn every_notation_is_read() {
        for text in [
            "方式 1:刷卡 2:扫码",
            "1-刷卡 2-扫码",
            "1=刷卡;2=扫码",
            "1、刷卡 2、扫码",
            "方式：1、刷卡 2、扫码。",
            "方式1：刷卡，2：扫码",
            "1:刷卡2:扫码",
            "方式(1:刷卡,2:扫码),可空",
            "1 - 刷卡 / 2 - 扫码",
            "1.刷卡 2.扫码",
            "1->刷卡，2->扫码",
            "1:刷卡 2:扫码 默认 1",
            "0001:刷卡,2:扫码。其他值无效",
        ] {
            assert_eq!(shown(text).replace("0001", "1"), "1=刷卡|2=扫码", "{text}");
        }
        assert_eq!(shown("币种 USD: 美元 CNY: 人民币"), "USD=美元|CNY=人民币");
        assert_eq!(shown("-1:失败 0:未知"), "-1=失败|0=未知");
        assert_eq!(shown("1:Visa card 2:Master card"), "1=Visa card|2=Master card");
    }

    #[test]
    fn what_only_resembles_a_list_is_none() {
        for text in [
            "格式: MM/YY",
            "单位:元",
            "如: 10:30",
            "取值 1-100",
            "如 2024-01-02 10:30:00",
            "格式 yyyy-MM-dd HH:mm:ss",
            "比例 1:1",
            "见 https://example.com",
            "记录id: 甲id / 乙id",
            "每 1、2、3 天",
            "版本 1.2",
            "余额,单位:元",
            "pre-paid 预付, post-paid 后付",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
    }

    #[test]
    fn doubt_is_reported() {
        assert_eq!(shown("1:正常"), "? 1:正常: a list of codes has at least two");
        assert_eq!(shown("1:刷卡 2-扫码"), "? 1:刷卡 2-扫码: its items are not written in one way");
        assert_eq!(shown("1:刷卡 2:扫码 3:7天内"), "? 3: a part of it is no code with a meaning");
    }
}
