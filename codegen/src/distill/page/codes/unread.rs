//! What looks like codes in a text that was not read as a list: two or more tokens that are written alike. When in doubt
//! they are told of; that a text has none is said only of what counts, measures, dates or numbers its parts.

use super::{bare, separates, token, wide};
use crate::text::fold::{fold, narrow};
use crate::text::lexicon::list;
use std::collections::BTreeMap;
use std::ops::Range;

/// Text with two or more tokens that look like codes, which nothing read: where, and why it was not.
pub(super) fn find(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    circled(text, range)
        .or_else(|| without_meanings(text, range))
        .or_else(|| enumerated(text, range))
        .or_else(|| alike(text, range))
}

/// `①刷卡②扫码`.
fn circled(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let mut marks = text[range.clone()].char_indices().filter(|(_, c)| ('①'..='⑳').contains(c));
    let (first, _) = marks.next()?;
    marks.next()?;
    Some((range.start + first..range.end, "its numbers may only count its items"))
}

/// What stands on one side of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// The end of the text, or of an item.
    Edge,
    /// A letter right beside it.
    Glued,
    /// A letter behind a space.
    Spaced,
    /// A mark such as a colon, and a letter behind it.
    Mark,
    /// A bracket.
    Bracket,
}

/// Two or more numbers or constants, each in the same place beside a word: `激活ACTIVE 冻结FROZEN`, `退款 - 0 充值 - 10`.
fn alike(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let tokens = tokens(text, range);
    let mut groups: BTreeMap<Beside, Group<'_>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let group = Group::of(text, at, token);
        for beside in token.beside() {
            groups.entry(beside).and_modify(|others| *others = others.and(group)).or_insert(group);
        }
    }
    tokens.iter().find_map(|one| {
        let group = one.beside().filter_map(|beside| groups.get(&beside).copied()).reduce(Group::and)?;
        let of_one_thing = !group.has_stems && !group.stem.is_empty();
        let (first, last) = (&tokens[group.first], &tokens[group.last]);
        let end = range
            .end
            .min(text[last.place.end..range.end].find(['\n', '。']).map_or(range.end, |at| last.place.end + at));
        let start = item_start(text, range, first);
        (group.has_words && !of_one_thing).then_some((start..end, "it is not clear which code means what"))
    })
}

/// What tokens that are written alike share: whether they are numbers, whether it is on their left, and what stands there.
type Beside = (bool, bool, Side);

/// Tokens that are written alike, as far as it matters.
#[derive(Debug, Clone, Copy)]
struct Group<'t> {
    first: usize,
    last: usize,
    /// The first one's text and stem, and whether another one has others.
    word: &'t str,
    has_words: bool,
    stem: &'t str,
    has_stems: bool,
}

impl<'t> Group<'t> {
    fn of(text: &'t str, at: usize, token: &Alike<'t>) -> Self {
        let word = &text[token.place.clone()];
        Self { first: at, last: at, word, has_words: false, stem: token.stem, has_stems: false }
    }

    fn and(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            has_words: self.has_words || other.has_words || self.word != other.word,
            has_stems: self.has_stems || other.has_stems || self.stem != other.stem,
            ..self
        }
    }
}

struct Alike<'t> {
    is_number: bool,
    place: Range<usize>,
    sides: (Side, Side),
    /// The word that a number is glued to: `Address1` and `Address2` are two of one thing.
    stem: &'t str,
}

impl Alike<'_> {
    /// What others may share with it; the end of a text or an item is nothing to share.
    fn beside(&self) -> impl Iterator<Item = Beside> {
        let (before, after) = self.sides;
        let of = [(self.is_number, true, before), (self.is_number, false, after)];
        of.into_iter().filter(|(_, _, side)| *side != Side::Edge)
    }
}

/// Where the item of a token begins: at the word before it, when that belongs to it.
fn item_start(text: &str, range: &Range<usize>, token: &Alike<'_>) -> usize {
    let before = &text[range.start..token.place.start];
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let from = word
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + word[at..].chars().next().map_or(1, char::len_utf8));
    if token.sides.0 == Side::Edge { token.place.start } else { range.start + from }
}

/// Every token of a text that could be a code beside its meaning.
fn tokens<'t>(text: &'t str, range: &Range<usize>) -> Vec<Alike<'t>> {
    let mut found = Vec::new();
    let mut at = range.start;
    let inside = |c: char| narrow(c).is_ascii_alphanumeric() || c == '_';
    while let Some(character) = text[at..range.end].chars().next() {
        if !inside(character) {
            at += character.len_utf8();
            continue;
        }
        let rest = &text[at..range.end];
        let end = rest.find(|c: char| !inside(c)).map_or(range.end, |end| at + end);
        // What stands in an address of the web is no code.
        if text[end..range.end].starts_with("://") {
            at += rest.find(char::is_whitespace).unwrap_or(rest.len());
            continue;
        }
        found.extend(token(text, range, at..end));
        at = end;
    }
    found
}

fn token<'t>(text: &'t str, range: &Range<usize>, run: Range<usize>) -> Option<Alike<'t>> {
    let word = &text[run.clone()];
    let numeral = |c: char| narrow(c).is_ascii_digit();
    let digits = word.len() - word.trim_start_matches(numeral).len();
    let stem = word.trim_end_matches(numeral);
    // `0Pending`, `0_Pending`, `Pending0`: a number glued to a meaning that is written as names are.
    let (is_number, place, stem) = match digits {
        _ if is_hex(word) => (true, run.clone(), ""),
        _ if digits == word.len() => {
            let before = &text[range.start..run.start];
            let glued = before.trim_end_matches(['为', '是']).len() == before.len();
            (true, run.clone(), if glued { &before[before.trim_end_matches(wide).len()..] } else { "" })
        }
        0 if stem.len() < word.len() && is_named(stem) => (true, run.start + stem.len()..run.end, stem),
        1.. if is_named(&word[digits..]) || word[digits..].starts_with('_') => {
            (true, run.start..run.start + digits, "")
        }
        _ => (false, run.clone(), ""),
    };
    let (before, after) = (&text[range.start..place.start], &text[place.end..range.end]);
    let may_be = if is_number {
        is_free(before, after) && !token::is_measured(after.trim_start()) && !counts_words(before, after)
    } else {
        // `Y是N否`; `Y年` and `H时` are the patterns of dates.
        let lettered =
            word.len() == 1 && after.starts_with(wide) && !after.starts_with(['年', '月', '日', '时', '分', '秒']);
        token::is_constant(word)
            && (lettered || !is_pattern(word))
            && (lettered || word.len() > 1 || marked_after(after))
            && !numbered(after)
    };
    // `已激活-1 失败0`: a dash may be a sign, and then -1 is another code than 1.
    let before = if is_number { before.strip_suffix(['-', '−', '－']).unwrap_or(before) } else { before };
    let place = range.start + before.len()..place.end;
    // `ACTIVE、激活`: what parts the items of a list may stand between a code and its meaning.
    let behind = after.strip_prefix('、').filter(|meaning| meaning.starts_with(wide));
    let sides = (side(before.chars().rev()), behind.map_or_else(|| side(after.chars()), |_| Side::Mark));
    let beside_a_word = sides != (Side::Edge, Side::Edge);
    (may_be && beside_a_word).then_some(Alike { is_number, place, sides, stem })
}

/// `Pending`: a capital letter and small ones.
fn is_named(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) && word.contains(|c: char| c.is_ascii_lowercase())
}

/// `0x1F`.
fn is_hex(word: &str) -> bool {
    let digits = word.strip_prefix("0x").or(word.strip_prefix("0X"));
    digits.is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit()))
}

/// `YYYY`, `DD`: the pattern of a date.
fn is_pattern(word: &str) -> bool {
    word.chars().all(|c| "YMDHSymdhs".contains(c))
}

/// `ISO 8601`: the number of a standard.
fn numbered(after: &str) -> bool {
    after.trim_start_matches([' ', '-']).starts_with(|c: char| c.is_ascii_digit())
}

fn marked_after(after: &str) -> bool {
    after.trim_start().starts_with([':', '：', '=', '-', '(', '（'])
}

/// No part of a date, a time, a range, an amount or a version.
fn is_free(before: &str, after: &str) -> bool {
    let joins = |c: char| matches!(narrow(c), '.' | ':' | '/' | '-' | '~' | '+' | '*' | '^' | '至' | '到' | '–');
    let digit = |c: Option<char>| c.is_some_and(|c| narrow(c).is_ascii_digit());
    let mut earlier = before.chars().rev();
    let mut later = after.chars();
    let (last, next) = (earlier.next(), later.next());
    let joined_before = last.is_some_and(|c| {
        joins(c) && digit(earlier.next())
            || matches!(narrow(c), '#' | '$' | '第' | '+' | '≥' | '≤' | '<' | '>' | '%' | '_' | '.' | '@')
    });
    let joined_after =
        next.is_some_and(|c| joins(c) && digit(later.next()) || matches!(narrow(c), '%' | '‰' | '°' | '@'));
    !joined_before && !joined_after
}

/// `Up to 3 cards`, `Max 32`, `RFC 3339`, `每日限额5000`, `32 chars`.
fn counts_words(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 20] = [
        "to", "of", "per", "and", "or", "between", "from", "than", "least", "most", "page", "in", "for", "is", "by",
        "max", "min", "up", "every", "at",
    ];
    const AFTER: [&str; 15] = [
        "day", "hour", "minute", "second", "month", "year", "digit", "char", "byte", "item", "time", "of ", "to ",
        "and ", "card",
    ];
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let apart = before.len() > word.len();
    let word = &word[word
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + word[at..].chars().next().map_or(1, char::len_utf8))..];
    let latin = word.chars().all(|c| c.is_ascii_alphanumeric());
    let standard = apart && word.len() > 1 && latin && word.chars().all(|c| !c.is_ascii_lowercase());
    let counting = latin && BEFORE.contains(&word.to_lowercase().as_str());
    let after = after.trim_start();
    let begins = |measure: &str| after.get(..measure.len()).is_some_and(|word| word.eq_ignore_ascii_case(measure));
    standard || counting || super::last::is_label(word) || AFTER.iter().any(|measure| begins(measure))
}

/// What the characters beside a token begin with, seen from the token.
fn side(mut away: impl Iterator<Item = char>) -> Side {
    let Some(first) = away.next() else { return Side::Edge };
    let mark = |c: char| matches!(narrow(c), ':' | '=' | '-' | '~' | '>' | '→' | '–' | '—' | '_' | '.' | '为');
    if wide(first) && first != '为' || first.is_ascii_alphabetic() {
        return Side::Glued;
    }
    match narrow(first) {
        '(' | ')' | '[' | ']' | '{' | '}' => return Side::Bracket,
        '、' | ',' | ';' | '/' | '|' | '。' | '\n' | '"' | '\'' => return Side::Edge,
        _ => {}
    }
    let mut last = first;
    let spaced = first.is_whitespace();
    let mut seen_mark = mark(first);
    for next in away.by_ref() {
        if mark(next) {
            seen_mark = true;
        } else if !next.is_whitespace() {
            last = next;
            break;
        }
    }
    match (seen_mark, last.is_alphabetic()) {
        (true, true) => Side::Mark,
        (false, true) if spaced => Side::Spaced,
        _ => Side::Edge,
    }
}

/// `可选值: VISA/MASTER`, `取值：0、1、2`, `ACTIVE/CLOSED`.
fn without_meanings(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    const LEADS: &[&str] =
        list!("可选值, 可选, 取值, 枚举, 枚举值, 值为, 值, oneof, enum, values, options, allowed, 有");
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

/// `支持 VISA、MASTER 或 AMEX`: constants one after the other inside a sentence.
fn enumerated(text: &str, range: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let between = |c: char| matches!(narrow(c), '、' | ',' | '/' | '|' | '或' | '和');
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let word = &rest[..length];
        if token::is_constant(word) && word.len() > 1 && !is_pattern(word) {
            let parted = |last: &Range<usize>| {
                let gap = text[last.end..at].trim();
                !gap.is_empty() && gap.chars().all(|c| between(c) || c.is_whitespace())
            };
            if !run.last().is_some_and(parted) {
                run.clear();
            }
            run.push(at..at + length);
            let (first, last) = (run[0].clone(), run[run.len() - 1].clone());
            if run.len() > 1 && text[first.clone()] != text[last.clone()] {
                return Some((first.start..range.end, "its codes have no meanings"));
            }
        }
        at += length.max(rest.chars().next().map_or(1, char::len_utf8).max(length));
    }
    None
}
