//! What an amount is counted in, as far as the page's words say so: `单位:元`, `手续费（分）`, `in cents`, `amount_fen`.
//! Only wording is read here; what the spec makes of a unit is decided when the page is merged.

use crate::text::fold::{fold, narrow, starts_with_word, trim};
use std::fmt;
use std::ops::Range;

/// What a number counts, as the page words it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A currency's major unit: 元, dollars.
    Major,
    /// A currency's minor unit: 分, cents. A whole number of them is a hundredth of what it looks like.
    Minor,
    /// Hundredths of a whole: %.
    Percent,
    /// Another one, in the page's own word: 万元, 角, 秒.
    Other(String),
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Major => "major unit",
            Self::Minor => "minor unit",
            Self::Percent => "percent",
            Self::Other(word) => word,
        })
    }
}

const MAJOR: [&str; 15] = [
    "元",
    "人民币",
    "人民币元",
    "美元",
    "港元",
    "欧元",
    "日元",
    "美金",
    "主单位",
    "yuan",
    "dollar",
    "dollars",
    "euro",
    "majorunit",
    "majorunits",
];

const MINOR: [&str; 19] = [
    "分",
    "人民币分",
    "美分",
    "欧分",
    "港分",
    "最小单位",
    "最小货币单位",
    "最小币种单位",
    "货币最小单位",
    "币种最小单位",
    "辅币单位",
    "cent",
    "cents",
    "fen",
    "pence",
    "minorunit",
    "minorunits",
    "smallestunit",
    "smallestcurrencyunit",
];

const PERCENT: [&str; 5] = ["%", "百分比", "百分点", "百分之", "percent"];

/// Words that are units and no money.
const OTHER: [&str; 24] = [
    "角",
    "厘",
    "毫",
    "万元",
    "千元",
    "百元",
    "亿元",
    "万",
    "‰",
    "千分之",
    "bp",
    "bps",
    "秒",
    "毫秒",
    "分钟",
    "小时",
    "天",
    "月",
    "年",
    "s",
    "ms",
    "seconds",
    "minutes",
    "days",
];

/// The unit that a description states, and the words that do.
pub(super) fn read(text: &str, range: &Range<usize>) -> Option<(Unit, Range<usize>)> {
    labelled(text, range)
        .or_else(|| bracketed(text, range))
        .or_else(|| in_english(text, range))
        .or_else(|| last_phrase(text, range))
        .map(|(unit, place)| (minutes(&text[range.clone()], unit), place))
}

/// The unit that a field's own name ends in: `amount_fen`, `feeCents`.
pub(super) fn of_name(name: &str) -> Option<Unit> {
    let words = crate::spec::sensitive::words(name);
    let last = words.last().filter(|_| words.len() > 1)?;
    matches!(last.as_str(), "fen" | "cent" | "cents").then_some(Unit::Minor)
}

/// 分 of a length of time are minutes.
fn minutes(description: &str, unit: Unit) -> Unit {
    let of_time = ["时长", "时间", "间隔", "周期", "时效", "有效期"].iter().any(|word| description.contains(word));
    if unit == Unit::Minor && of_time && !description.contains("金额") { Unit::Other("分".to_owned()) } else { unit }
}

fn known(word: &str) -> Option<Unit> {
    let folded = fold(word);
    let folded = folded.trim_end_matches(['。', '.', ')', ']']);
    let has = |words: &[&str]| words.contains(&folded);
    if has(&MAJOR) || is_currency(word.trim()) {
        Some(Unit::Major)
    } else if has(&MINOR) {
        Some(Unit::Minor)
    } else if has(&PERCENT) {
        Some(Unit::Percent)
    } else {
        has(&OTHER).then(|| Unit::Other(word.trim().to_owned()))
    }
}

fn is_currency(word: &str) -> bool {
    ["CNY", "RMB", "USD", "HKD", "EUR", "GBP", "JPY", "SGD"].contains(&word)
}

/// `单位:元`, `单位为分`, `以分为单位`, `Unit: cents`.
fn labelled(text: &str, range: &Range<usize>) -> Option<(Unit, Range<usize>)> {
    let inside = &text[range.clone()];
    for (at, _) in inside.char_indices() {
        let start = range.start + at;
        for label in ["单位", "units", "unit"] {
            let Some(length) = starts_with_word(&text[start..range.end], label) else { continue };
            if let Some(found) = counted_in(text, range, start) {
                return Some(found);
            }
            let after = start + length;
            let rest = &text[after..range.end];
            let value =
                rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(narrow(c), ':' | '=' | '为' | '是'));
            let marked = rest.len() - value.len();
            let word = range.end - value.len()..range.end;
            let end = value.find(ends_word).map_or(range.end, |end| word.start + end);
            let word = trim(text, word.start..end);
            let plain = &text[word.clone()];
            let unit = known(plain).or_else(|| {
                const LONGEST: usize = 24;
                let colon = rest[..marked].contains([':', '：']);
                (colon && !plain.is_empty() && plain.len() <= LONGEST).then(|| Unit::Other(plain.to_owned()))
            });
            if let Some(unit) = unit.filter(|_| marked > 0) {
                return Some((unit, start..word.end));
            }
            break;
        }
    }
    None
}

/// `以分为单位`, seen from the word 单位.
fn counted_in(text: &str, range: &Range<usize>, label: usize) -> Option<(Unit, Range<usize>)> {
    let before = text[range.start..label].strip_suffix('为')?;
    let from = before.rfind('以')? + '以'.len_utf8();
    let unit = known(&before[from..])?;
    Some((unit, range.start + from - '以'.len_utf8()..label + "单位".len()))
}

fn ends_word(character: char) -> bool {
    matches!(narrow(character), ',' | ';' | '。' | '、' | ')' | ']' | '(' | '[' | '\n') || character.is_whitespace()
}

/// `手续费（分）`, `rate(%)`.
fn bracketed(text: &str, range: &Range<usize>) -> Option<(Unit, Range<usize>)> {
    let mut open = None;
    for (at, character) in text[range.clone()].char_indices() {
        let at = range.start + at;
        match (narrow(character), open) {
            ('(' | '[', _) => open = Some((at, at + character.len_utf8())),
            (')' | ']', Some((start, inner))) => {
                if let Some(unit) = known(&text[inner..at]) {
                    return Some((unit, start..at + character.len_utf8()));
                }
                open = None;
            }
            _ => {}
        }
    }
    None
}

/// `in cents`, `in the smallest currency unit`.
fn in_english(text: &str, range: &Range<usize>) -> Option<(Unit, Range<usize>)> {
    let inside = text[range.clone()].trim_end_matches(['.', '。']).to_ascii_lowercase();
    let from = inside.find("in ").filter(|at| *at == 0 || !inside.as_bytes()[at - 1].is_ascii_alphanumeric())?;
    let words = inside[from + "in ".len()..].trim_start_matches("the ");
    let start = inside.len() - words.len();
    let mut ends: Vec<usize> = words.match_indices([' ', ',', '.', ';', ')']).map(|(at, _)| at).collect();
    ends.push(words.len());
    let longest = ends.iter().rev().find_map(|end| Some((known(&words[..*end])?, *end)));
    longest.map(|(unit, end)| (unit, range.start + from..range.start + start + end))
}

/// A last phrase that is a unit and nothing else: `金额，分`, `费用/元`.
fn last_phrase(text: &str, range: &Range<usize>) -> Option<(Unit, Range<usize>)> {
    let inside = text[range.clone()].trim_end_matches(['。', '.']);
    let (at, mark) = inside.char_indices().rev().find(|(_, c)| ends_word(*c) || *c == '/' || *c == '／')?;
    let word = trim(text, range.start + at + mark.len_utf8()..range.start + inside.len());
    let money = |unit: &Unit| !matches!(unit, Unit::Other(_)) && !inside[..at].trim().is_empty();
    let unit = known(&text[word.clone()]).filter(money)?;
    Some((unit, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text, &(0..text.len())).map_or_else(|| "-".to_owned(), |(unit, range)| format!("{unit}: {}", &text[range]))
    }

    #[test]
    fn every_way_to_name_a_unit_is_read() {
        for (text, expected) in [
            ("金额,单位:分", "minor unit: 单位:分"),
            ("手续费（分）", "minor unit: （分）"),
            ("余额,单位:元", "major unit: 单位:元"),
            ("金额，单位为分，必须大于 0", "minor unit: 单位为分"),
            ("金额,以分为单位", "minor unit: 以分为单位"),
            ("费率,单位:%", "percent: 单位:%"),
            ("Amount in cents", "minor unit: in cents"),
            ("the fee, in the smallest currency unit.", "minor unit: in the smallest currency unit"),
            ("额度(万元)", "万元: (万元)"),
            ("金额/元", "major unit: 元"),
            ("时长(分)", "分: (分)"),
            ("Unit: USD", "major unit: Unit: USD"),
            ("数量,单位:箱", "箱: 单位:箱"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_names_no_unit_is_none() {
        for text in [
            "工作单位",
            "单位名称",
            "金额",
            "积分",
            "部分退款",
            "精确到分",
            "MM/YY",
            "是否(是)",
            "used in calls",
            "最多 3 天",
        ] {
            assert_eq!(shown(text), "-", "{text}");
        }
        assert_eq!(of_name("amount_fen"), Some(Unit::Minor));
        assert_eq!(of_name("feeCents"), Some(Unit::Minor));
        assert_eq!(of_name("percent"), None);
    }
}
