//! Meanings before their codes: `刷卡:1`, `刷卡(1)`, `收入:I(income)`. Every part of the text between two separators has to be
//! such an item, but for what stands before the first and behind the last.

use super::token::{self, Token};
use super::{Kind, Pair, bare, separates};
use crate::text::fold::narrow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Labels whose number is a measure, a limit or a sample and no code.
const LABELS: [&str; 42] = [
    "页码", "每页", "条数", "数量", "金额", "高度", "宽度", "次数", "天数", "个数", "编号", "序号", "长度", "精度",
    "最大", "最小", "最长", "最短", "最多", "最少", "默认", "示例", "例如", "例", "如", "单位", "至少", "范围", "版本",
    "第", "上限", "下限", "大小", "位数", "超时", "固定", "default", "max", "min", "length", "e.g", "version",
];

/// Labels that other words may begin with: 每日:5000 is a limit, 高级卡:1 is none.
const LAST_LABELS: [&str; 26] = [
    "限额", "额度", "单笔", "单日", "单月", "每日", "每月", "每天", "每次", "每笔", "日限", "月限", "累计", "最高",
    "最低", "附录", "附件", "见表", "见图", "条款", "比例", "汇率", "区间", "返回", "limit", "page",
];

/// Labels only by themselves.
const WHOLE_LABELS: [&str; 7] = ["宽", "高", "重", "长", "表", "图", "见"];

/// Whether the number behind such words is no code.
pub(super) fn is_label(words: &str) -> bool {
    let words = words.to_lowercase();
    LABELS.iter().any(|known| words.starts_with(known) || words.ends_with(known))
        || LAST_LABELS.iter().any(|known| words.ends_with(known))
        || WHOLE_LABELS.contains(&words.as_str())
}

/// What stands between a meaning and its code in a sentence: `激活为ACTIVE`.
const WORD: char = '为';
const OPENS: [char; 5] = ['(', '（', '[', '［', '【'];
const CLOSES: [char; 5] = [')', '）', ']', '］', '】'];

/// A list whose codes carry a remark in brackets.
pub(super) fn with_remarks(text: &str, range: &Range<usize>) -> Option<Vec<Pair>> {
    read(text, range).filter(|pairs| pairs.iter().all(|pair| pair.note.is_some()))
}

/// Reads the items of a description, parted in the way that leaves nothing over.
pub(super) fn read(text: &str, range: &Range<usize>) -> Option<Vec<Pair>> {
    const SEPARATORS: [&[char]; 7] =
        [&['\n'], &['。'], &[';', '；'], &[',', '，'], &['、'], &['/', '／', '|'], &[' ', '\t', '\u{a0}']];
    let parted = |separators| {
        parted(text, range, separators, Dash::Mark).or_else(|| {
            // `失败-1；处理中0`: where only some have a dash, it is a sign. Where all have one, nobody can tell.
            parted(text, range, separators, Dash::Sign)
                .filter(|pairs| !pairs.iter().all(|pair| text[pair.code.clone()].starts_with(SIGNS)))
        })
    };
    SEPARATORS.iter().find_map(|separators| parted(separators))
}

/// What a dash right before digits is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dash {
    Mark,
    Sign,
}

const SIGNS: [char; 3] = ['-', '−', '－'];

fn parted(text: &str, range: &Range<usize>, separators: &[char], dash: Dash) -> Option<Vec<Pair>> {
    let mut at = range.start;
    let mut parts = Vec::new();
    for part in text[range.clone()].split(|c| separators.contains(&c)) {
        parts.push(at..at + part.len());
        at += part.len() + text[at + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    let parts: Vec<Range<usize>> =
        parts.into_iter().map(|part| bare(text, part)).filter(|part| !part.is_empty()).collect();
    let spaced = separators.contains(&' ');
    let items: Vec<Option<(Pair, Apart)>> = parts.iter().map(|part| item(text, part, !spaced, dash)).collect();
    let first = items.iter().position(Option::is_some)?;
    let last = items.iter().rposition(Option::is_some)?;
    // A text may come before and after the items, but nothing that looks like a code.
    let beside = parts[..first].iter().chain(&parts[last + 1..]);
    let mut outside = beside.map(|part| &text[part.clone()]);
    let coded = |part: &str| part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).any(token::is_constant);
    let words = items[first].as_ref().is_some_and(|(pair, _)| pair.kind == Kind::Word);
    if outside.any(|part| part.contains(|c: char| c.is_ascii_digit()) || words && coded(part)) {
        return None;
    }
    let items = items[first..=last].iter().cloned().collect::<Option<Vec<_>>>()?;
    // `类型：ACTIVE、激活 FROZEN、冻结`: items that are not written alike are none.
    let apart = items.first()?.1;
    if items.iter().any(|item| item.1 != apart) || apart == Apart::Loosely && last + 1 < parts.len() {
        return None;
    }
    let mut pairs: Vec<Pair> = items.into_iter().map(|(pair, _)| pair).collect();
    // `方式 刷卡:1/扫码:2`: where no other meaning has a space, a word before the first one leads into the list.
    if let [first, others @ ..] = pairs.as_mut_slice() {
        let space = |pair: &Pair| text[pair.meaning.clone()].rfind(char::is_whitespace);
        if let Some(at) = space(first).filter(|_| !others.is_empty() && others.iter().all(|pair| space(pair).is_none()))
        {
            first.meaning = bare(text, first.meaning.start + at..first.meaning.end);
        }
    }
    let same_kind = pairs.iter().all(|pair| pair.kind == pairs[0].kind);
    // `地址1、地址2` are two of one thing.
    let meanings: BTreeSet<&str> = pairs.iter().map(|pair| &text[pair.meaning.clone()]).collect();
    (pairs.len() > 1 && same_kind && meanings.len() > 1).then_some(pairs)
}

/// What stands between a meaning and its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// A mark, a bracket, or nothing.
    Closely,
    /// A dash.
    Dashed,
    /// White space or a word.
    Loosely,
}

/// `刷卡:1`, `刷卡(1)`, `收入:I(income)`, `刷卡1`, `激活 ACTIVE`.
fn item(text: &str, part: &Range<usize>, may_be_glued: bool, dash: Dash) -> Option<(Pair, Apart)> {
    let closely = |pair: Option<Pair>| pair.map(|pair| (pair, Apart::Closely));
    let inside = text[part.clone()].trim_end_matches(['。', '.', ';']);
    let inside = unclosed(inside);
    let end = part.start + inside.len();
    let (body, note) = match inside.strip_suffix(CLOSES) {
        Some(open) => {
            let from = open.rfind(OPENS)?;
            let width = open[from..].chars().next().map_or(1, char::len_utf8);
            let bracket = part.start + from + width..part.start + open.len();
            // `刷卡(1)`: the bracket holds the code.
            if let Some(code) = whole(text, &bracket) {
                return closely(pair(text, part.start..part.start + from, code, None));
            }
            (part.start..part.start + from, Some(bracket))
        }
        None => (part.start..end, None),
    };
    let marked = text[body.clone()].char_indices().rev().find(|(at, c)| {
        let before = text[body.start..body.start + at].trim_end_matches([' ', '`', '"', '“', '*']);
        let digit = || text[body.start + at + c.len_utf8()..body.end].starts_with(|c: char| narrow(c).is_ascii_digit());
        let negative = SIGNS.contains(c) && (before.ends_with([':', '：', '=', '-']) || dash == Dash::Sign && digit());
        matches!(narrow(*c), ':' | '=' | '-' | '→' | '–' | '—' | '>') && !negative
    });
    if let Some((at, mark)) = marked {
        let code = bare(text, body.start + at + mark.len_utf8()..body.end);
        let meaning = text[body.start..body.start + at]
            .trim_end_matches(|c: char| matches!(narrow(c), '-' | '=' | ':' | '–' | '—'));
        if let Some(code) = whole(text, &code) {
            let apart = if SIGNS.contains(&mark) { Apart::Dashed } else { Apart::Closely };
            return pair(text, body.start..body.start + meaning.len(), code, note).map(|pair| (pair, apart));
        }
    }
    if !may_be_glued {
        return None;
    }
    // `刷卡 1`, `激活 ACTIVE`, `激活为ACTIVE`.
    let words = text[body.clone()].rfind(char::is_whitespace).map(|at| body.start + at);
    let worded = text[body.clone()].rfind(WORD).map(|at| body.start + at + WORD.len_utf8());
    if let Some((code, start)) = [words, worded]
        .into_iter()
        .flatten()
        .find_map(|start| Some((whole(text, &bare(text, start..body.end))?, start)))
    {
        let before = text[body.start..start].trim_end();
        let before = before.strip_suffix(WORD).unwrap_or(before);
        return pair(text, body.start..body.start + before.len(), code, note).map(|pair| (pair, Apart::Loosely));
    }
    let before = text[body.clone()].trim_end_matches(|c: char| narrow(c).is_ascii_digit());
    let before = before.strip_suffix(SIGNS).filter(|_| dash == Dash::Sign).unwrap_or(before);
    let code = body.start + before.len()..body.end;
    closely(pair(text, body.start..code.start, whole(text, &code)?, note))
}

/// Without a closing bracket that nothing in the part opens.
fn unclosed(part: &str) -> &str {
    let mut part = part;
    while let Some(rest) = part.strip_suffix([')', '）', ']', '】', '}']) {
        let opens = rest.chars().filter(|c| matches!(narrow(*c), '(' | '[' | '{')).count();
        let closes = rest.chars().filter(|c| matches!(narrow(*c), ')' | ']' | '}')).count();
        if opens > closes {
            break;
        }
        part = rest;
    }
    part
}

/// The code that a range holds and nothing else: a number, or a word that is written as constants are.
fn whole(text: &str, range: &Range<usize>) -> Option<Token> {
    let token = token::at(text, range).filter(|token| token.whole == *range)?;
    let word = &text[token.code.clone()];
    (token.kind == Kind::Number || token.quoted || token::is_constant(word)).then_some(token)
}

fn pair(text: &str, before: Range<usize>, code: Token, note: Option<Range<usize>>) -> Option<Pair> {
    const LONGEST: usize = 60;
    // What leads into the list stands before a colon or a bracket: `方式：刷卡1`, `方式（刷卡:1`.
    let lead = text[before.clone()].rfind([':', '：', '(', '（', '[', '【', '{']);
    let width = |at: usize| text[before.start + at..].chars().next().map_or(1, char::len_utf8);
    let meaning = bare(text, lead.map_or(before.start, |at| before.start + at + width(at))..before.end);
    let words = &text[meaning.clone()];
    let sensible =
        words.contains(char::is_alphabetic) && words.starts_with(char::is_alphabetic) && words.len() <= LONGEST;
    let inner =
        words.contains(|c: char| separates(c) && !c.is_whitespace()) || words.contains(|c: char| c.is_ascii_digit());
    (sensible && !is_label(words) && !inner).then_some(Pair { kind: code.kind, code: code.code, meaning, note })
}
