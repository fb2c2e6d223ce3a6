//! Codes before their meanings: `1:刷卡`, `1-刷卡`, `1(刷卡)`, `【1】刷卡`, `1刷卡`. A code with a mark begins an item wherever it
//! stands; one without, only behind a separator, and only beside others that are written alike.

use super::token::{self, Token};
use super::{Kind, Pair, bare, separates, wide};
use crate::text::fold::{narrow, trim};
use std::ops::Range;

/// What was found of such a list.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) pairs: Vec<Pair>,
    /// The first part that keeps it from being one, and why.
    pub(super) refused: Option<(Range<usize>, &'static str)>,
    /// Whether the first item is a number with a mark, as a list begins.
    pub(super) is_marked_number: bool,
}

/// A code and where its meaning begins.
struct Start {
    token: Token,
    meaning: usize,
    /// Where the meaning ends at the latest, when it stands in brackets of its own.
    closed: Option<usize>,
    /// Whether a mark stands between the two.
    marked: bool,
    /// Whether that mark says by itself that a code ends here, as a colon does.
    explicit: bool,
}

/// What follows a token.
enum After {
    Mark(char, usize),
    /// A bracket that holds the meaning.
    Bracket(Range<usize>),
    /// The meaning itself.
    Meaning(usize),
}

/// Reads the items of a description.
pub(super) fn read(text: &str, range: &Range<usize>) -> Found {
    let (mut starts, mut refused, measured) = scan(text, range);
    let marked = starts.iter().filter(|start| start.marked).count();
    if marked > 0 && marked < starts.len() {
        let left_out = mixed(text, &mut starts);
        refused = refused.or_else(|| Some((left_out?, "one of its codes has no mark")));
    }
    // `1刷卡 2扫码 3天`: without marks nobody can tell whether the last one counts.
    let counts = |measured: &&Range<usize>| starts.first().is_some_and(|first| first.meaning < measured.start);
    if marked == 0
        && let Some(number) = measured.iter().find(counts)
    {
        refused = refused.or_else(|| Some((number.clone(), "one of its numbers may count what follows")));
    }
    let bare_run = marked == 0 && starts.windows(2).any(|pair| !parted(text, &pair[0], &pair[1]));
    if bare_run {
        starts.clear();
    }
    if let Some(first) = starts.first()
        && let Some(other) = starts.iter().find(|start| start.token.kind != first.token.kind)
    {
        refused = refused.or_else(|| Some((other.token.code.clone(), "its codes are numbers and words")));
    }
    // `失败 - 0 提现 - 2 开卡`: a mark before the number says that it may as well be the code of the word before.
    let behind_a_mark = |start: &&Start| {
        !start.marked
            && text[range.start..start.token.whole.start].trim_end().ends_with([':', '：', '=', '-', '–', '—'])
    };
    if let Some(open) = starts.iter().skip(1).find(behind_a_mark) {
        refused = refused.or_else(|| Some((open.token.code.clone(), "its codes stand between two words each")));
    }
    let is_marked_number = starts.first().is_some_and(|first| first.explicit && first.token.kind == Kind::Number);
    Found { pairs: pairs(text, range, &starts), refused, is_marked_number }
}

/// Beside items with a mark, one without counts only behind a comma or the like, and before one if it is the first. The
/// first that is left out.
fn mixed(text: &str, starts: &mut Vec<Start>) -> Option<Range<usize>> {
    let parted: Vec<bool> = starts
        .iter()
        .map(|start| {
            let before = text[..start.token.whole.start].trim_end();
            before.ends_with(|c: char| matches!(narrow(c), ',' | ';' | '/' | '|' | '、'))
        })
        .collect();
    let mut left_out = None;
    let mut index = 0;
    starts.retain(|start| {
        let counts = start.marked || if index == 0 { parted.get(1) == Some(&true) } else { parted[index] };
        // Before the list, a number may belong to another sentence.
        if !counts && index > 0 {
            left_out.get_or_insert(start.token.code.clone());
        }
        index += 1;
        counts
    });
    left_out
}

/// Whether something parts two items without marks.
fn parted(text: &str, one: &Start, next: &Start) -> bool {
    text[one.meaning..next.token.whole.start].ends_with(|c: char| separates(c) || matches!(narrow(c), '(' | '['))
}

type Refused = Option<(Range<usize>, &'static str)>;

/// Every place where a code and the beginning of a meaning stand, the first that is almost one, and the numbers that count.
fn scan(text: &str, range: &Range<usize>) -> (Vec<Start>, Refused, Vec<Range<usize>>) {
    let mut starts: Vec<Start> = Vec::new();
    let mut refused = None;
    let mut measured = Vec::new();
    let mut at = range.start;
    while let Some(character) = text[at..range.end].chars().next() {
        let before = &text[range.start..at];
        let found = token::at(text, &(at..range.end));
        let first = found.as_ref().and_then(|found| text[found.code.clone()].chars().next()).unwrap_or(character);
        let Some(found) = found.filter(|_| token::may_precede(before, first)) else {
            at += character.len_utf8();
            continue;
        };
        let end = found.whole.end;
        match start(text, range, found) {
            // `VIP：VIP卡`: what a meaning begins with is no code without a mark.
            Ok(start) if !start.marked && starts.last().is_some_and(|last| last.meaning == start.token.whole.start) => {
                at = end;
            }
            Ok(start) => {
                at = start.closed.unwrap_or(start.token.whole.end);
                starts.push(start);
            }
            Err(No::Code) => at = end,
            Err(No::Measure(number)) => {
                measured.push(number);
                at = end;
            }
            Err(No::Almost(code)) => {
                refused = refused.or(Some((code, "a part of it is no code with a meaning")));
                at = end;
            }
        }
    }
    (starts, refused, measured)
}

/// Why a token begins no item.
enum No {
    Code,
    /// It is almost one.
    Almost(Range<usize>),
    /// It counts what follows.
    Measure(Range<usize>),
}

/// A token as the beginning of an item.
fn start(text: &str, range: &Range<usize>, token: Token) -> Result<Start, No> {
    let word = &text[token.code.clone()];
    let plain = token.quoted || token.kind == Kind::Number || token::is_constant(word);
    let Some(after) = after(text, range, &token, plain) else { return Err(No::Code) };
    match after {
        After::Mark(mark, meaning) => match plausible(&token, plain, mark, &text[meaning..range.end]) {
            Verdict::Meaning => {
                Ok(Start { token, meaning, closed: None, marked: true, explicit: matches!(mark, ':' | '=' | '-') })
            }
            Verdict::AlmostMeaning => Err(No::Almost(token.code)),
            Verdict::SomethingElse => Err(No::Code),
        },
        After::Bracket(inside) => {
            let meaning = &text[inside.clone()];
            let sensible = meaning.starts_with(char::is_alphabetic) && (plain || meaning.contains(wide));
            let measured = token.kind == Kind::Number && is_about_length(meaning);
            let closed = inside.end + text[inside.end..].chars().next().map_or(0, char::len_utf8);
            let start = Start { token, meaning: inside.start, closed: Some(closed), marked: true, explicit: false };
            (sensible && !measured).then_some(start).ok_or(No::Code)
        }
        After::Meaning(meaning) => {
            let before = text[range.start..token.whole.start].chars().next_back();
            let apart = before.is_none_or(|c| separates(c) || matches!(narrow(c), ':' | '(' | '[' | '{' | '-'));
            let marked = token.bracketed;
            let measured = token.kind == Kind::Number && token::is_measured(&text[meaning..range.end]);
            if apart && measured && !marked {
                return Err(No::Measure(token.code));
            }
            let start = Start { token, meaning, closed: None, marked, explicit: false };
            (apart || marked).then_some(start).ok_or(No::Code)
        }
    }
}

fn is_about_length(meaning: &str) -> bool {
    ["字符", "字节", "位", "天", "个", "次", "characters", "chars", "bytes", "days", "digits", "最大", "max"]
        .iter()
        .any(|word| meaning.to_ascii_lowercase().starts_with(word))
}

/// What stands between a token and its meaning.
fn after(text: &str, range: &Range<usize>, token: &Token, plain: bool) -> Option<After> {
    let from = token.whole.end;
    let rest = &text[from..range.end];
    let spaces = rest.len() - rest.trim_start().len();
    let first = rest[spaces..].chars().next()?;
    let at = from + spaces;
    let mark = match narrow(first) {
        '–' | '—' | '→' | '－' => '-',
        other => other,
    };
    match mark {
        ':' | '=' | '-' | '、' | '.' | ')' | '|' | '_' | '~' if !(spaces > 0 && matches!(mark, '.' | ')')) => {
            let meaning = text[at..range.end].trim_start_matches(|c: char| match narrow(c) {
                '–' | '—' | '→' => mark == '-',
                '>' => matches!(mark, '-' | '='),
                other => other == mark && matches!(mark, '-' | '=' | ':'),
            });
            let meaning = if matches!(mark, '、' | '.' | ')' | '|' | '_' | '~') {
                &text[at + first.len_utf8()..range.end]
            } else {
                meaning
            };
            Some(After::Mark(mark, range.end - meaning.trim_start().len()))
        }
        '(' if !token.bracketed => {
            let start = at + first.len_utf8();
            let end = text[start..range.end].find([')', '）']).map(|end| start + end)?;
            Some(After::Bracket(trim(text, start..end)))
        }
        _ if wide(first) && plain => {
            // `Y是 N否`: behind a space, 是 is the meaning.
            let long = ["代表", "表示"].iter().find_map(|word| Some(rest.strip_prefix(word)?.trim_start()));
            let worded = long.or_else(|| rest.strip_prefix(['为', '是']));
            let worded = worded.filter(|meaning| meaning.starts_with(char::is_alphabetic));
            if let Some(meaning) = worded {
                return Some(After::Mark(':', range.end - meaning.len()));
            }
            Some(After::Meaning(at))
        }
        _ if token.bracketed && first.is_alphabetic() => Some(After::Meaning(at)),
        _ => None,
    }
}

enum Verdict {
    Meaning,
    /// Might have been meant as one: worth a report when it stands in a list.
    AlmostMeaning,
    SomethingElse,
}

/// Whether a text can be what a code means: it begins with a letter, and for a word's meaning a Chinese one follows soon,
/// unless the word is written as constants are.
fn plausible(token: &Token, plain: bool, mark: char, meaning: &str) -> Verdict {
    const MOST_WORDS: usize = 2;
    let meaning = meaning.trim_start_matches(['"', '\'', '“', '‘', '`', '「']);
    let Some(first) = meaning.chars().next() else { return Verdict::SomethingElse };
    let wide_soon = meaning.chars().take(24).take_while(|character| !separates(*character)).any(wide);
    let lower = |text: &str| text.chars().take(24).any(|c| c.is_ascii_lowercase());
    let number = token.kind == Kind::Number;
    match mark {
        ':' | '=' if number && first.is_alphabetic() => Verdict::Meaning,
        // `3DS验证` begins with a digit; `7天内` is a length of time.
        ':' | '=' if number && first.is_ascii_digit() && wide_soon => {
            let after = meaning.trim_start_matches(|c: char| c.is_ascii_digit());
            if after.starts_with(|c: char| c.is_ascii_alphabetic()) { Verdict::Meaning } else { Verdict::AlmostMeaning }
        }
        ':' | '=' if number && first.is_ascii_digit() => Verdict::SomethingElse,
        ':' | '=' if number => Verdict::AlmostMeaning,
        ':' | '=' if wide_soon && first.is_alphanumeric() => Verdict::Meaning,
        ':' | '=' if plain && first.is_alphabetic() && lower(meaning) => Verdict::Meaning,
        '-' if wide(first) => Verdict::Meaning,
        '-' if plain && first.is_ascii_alphabetic() && lower(meaning) => Verdict::Meaning,
        '、' | '.' | ')' | '|' | '_' | '~' if number && wide(first) => Verdict::Meaning,
        '.' | ')' | '|' | '_' | '~' if plain && wide(first) => Verdict::Meaning,
        // `1. Freeze the card` is an item of a numbered list as likely.
        '、' | '.' | ')' | '|' if number && first.is_ascii_alphabetic() => {
            let item = meaning.split(|c: char| separates(c) && !c.is_whitespace() || c.is_ascii_digit()).next();
            let words = item.map_or(0, |item| item.split_whitespace().count());
            if words <= MOST_WORDS { Verdict::Meaning } else { Verdict::AlmostMeaning }
        }
        _ => Verdict::SomethingElse,
    }
}

fn pairs(text: &str, range: &Range<usize>, starts: &[Start]) -> Vec<Pair> {
    let ends: Vec<usize> = starts.iter().skip(1).map(|next| next.token.whole.start).chain([range.end]).collect();
    let mut meanings: Vec<Range<usize>> = Vec::with_capacity(starts.len());
    for (start, end) in starts.iter().zip(ends) {
        let end = start.closed.map_or(end, |closed| end.min(closed));
        let end = closing_bracket(text, start.meaning..end);
        meanings.push(bare(text, start.meaning..end));
    }
    let spaced = |meaning: &Range<usize>| text[meaning.clone()].contains(char::is_whitespace);
    let others_spaced = meanings.split_last().is_some_and(|(_, others)| others.iter().any(spaced));
    let latin = |meaning: &Range<usize>| !text[meaning.clone()].contains(wide);
    let all_latin = meanings.iter().all(latin);
    if let Some(last) = meanings.last_mut() {
        *last = until_list_ends(text, last.clone(), others_spaced || all_latin);
    }
    starts
        .iter()
        .zip(meanings)
        .map(|(start, meaning)| Pair { kind: start.token.kind, code: start.token.code.clone(), meaning, note: None })
        .collect()
}

/// Where a bracket closes that was opened before the range; its end if none does.
fn closing_bracket(text: &str, range: Range<usize>) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text[range.clone()].char_indices() {
        match narrow(character) {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return range.start + at,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    range.end
}

/// The last meaning ends where the list does: at a comma or full stop, and at a space unless meanings have spaces.
fn until_list_ends(text: &str, range: Range<usize>, spaced: bool) -> Range<usize> {
    let ends = |character: char| {
        matches!(narrow(character), ',' | ';' | '。' | '\n') || (!spaced && character.is_whitespace())
    };
    let inside = &text[range.clone()];
    let end = range.start + inside.find(ends).unwrap_or(inside.len());
    bare(text, range.start..end)
}

/// Items with nothing at all between them, `1刷卡2扫码`: only where every number of the text counts up by one.
pub(super) fn counted(text: &str, range: &Range<usize>) -> Option<Vec<Pair>> {
    let inside = &text[range.clone()];
    let mut numbers: Vec<Range<usize>> = Vec::new();
    for (at, character) in inside.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match numbers.last_mut() {
            Some(last) if last.end == range.start + at => last.end += character.len_utf8(),
            _ => numbers.push(range.start + at..range.start + at + 1),
        }
    }
    let value = |number: &Range<usize>| text[number.clone()].parse::<u64>().ok();
    let counts = numbers.windows(2).all(|pair| match (value(&pair[0]), value(&pair[1])) {
        (Some(one), Some(next)) => one.checked_add(1) == Some(next),
        _ => false,
    });
    let begins = numbers.first().and_then(value).is_some_and(|first| first <= 1);
    if numbers.len() < 2 || !counts || !begins {
        return None;
    }
    let ends = numbers.iter().skip(1).map(|next| next.start).chain([range.end]);
    let pairs: Vec<Pair> = numbers
        .iter()
        .zip(ends)
        .map(|(number, end)| Pair {
            kind: Kind::Number,
            code: number.clone(),
            meaning: bare(text, number.end..closing_bracket(text, number.end..end)),
            note: None,
        })
        .collect();
    let words = |pair: &Pair| {
        let meaning = &text[pair.meaning.clone()];
        !meaning.is_empty() && meaning.chars().all(wide) && !token::is_measured(meaning)
    };
    let glued = pairs.iter().all(|pair| pair.meaning.start == pair.code.end && words(pair));
    glued.then_some(pairs)
}
