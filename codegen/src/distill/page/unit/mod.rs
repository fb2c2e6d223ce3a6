//! What an amount is counted in, as far as the page's words say so: `单位:元`, `手续费（分）`, `in cents`, `amount_fen`.
//! Only wording is read here; what the spec makes of a unit is decided when the page is merged.

mod vocabulary;
mod wording;

use super::place::At;
use super::types::FieldType;
use crate::spec::{money, sensitive};
use crate::text::lexicon::list;
use std::fmt;
use std::ops::Range;
use vocabulary::Class;
use wording::{Form, Mention};

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
    /// The page names a unit of an amount and does not say plainly that it is what is counted: 精确到分. A person has to say.
    Unclear(String),
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Major => "major unit",
            Self::Minor => "minor unit",
            Self::Percent => "percent",
            Self::Other(word) => word,
            Self::Unclear(word) => return write!(f, "{word}?"),
        })
    }
}

/// Whether a field may count money, by its name and its words.
pub(in crate::distill) fn may_be_money(name: &str, words: &str) -> bool {
    money::may_be_named_so(name) || money::may_be_about(words)
}

/// Whether a field of this type can count in such a unit.
pub(super) fn can_count(ty: Option<&FieldType>, unit: &Unit) -> bool {
    let ty = ty.map(FieldType::innermost);
    let is_no_amount = matches!(
        ty,
        Some(FieldType::Bool | FieldType::Object | FieldType::Array(None) | FieldType::Date | FieldType::DateTime)
    );
    !(is_no_amount && matches!(unit, Unit::Unclear(_)))
}

/// The unit that a description states, and the words that do. Of an amount also one that it only names.
pub(super) fn read(text: &str, range: &Range<usize>, of_money: bool) -> Option<(Unit, Range<usize>)> {
    let mentions = wording::mentions(text, range);
    let word = |mention: &Mention| text[mention.word.clone()].trim().to_owned();
    let stated = stated(&mentions, text, of_money);
    if let Some(first) = stated.iter().min_by_key(|mention| mention.form) {
        let unit = unit(first, text, of_money);
        // Cents that are named beside yuan, and not only as what is rounded to, may be what is meant.
        let is_smaller = |other: &&Mention| matches!(other.class, Class::Minor | Class::Fen);
        let doubt = mentions.iter().filter(|other| other.form == Form::Named && !other.hedged).find(is_smaller);
        if let Some(other) = doubt.filter(|_| of_money && unit == Unit::Major) {
            return Some((Unit::Unclear(format!("{}, {}", word(first), word(other))), first.place.clone()));
        }
        if stated.iter().all(|other| self::unit(other, text, of_money) == unit) {
            return Some((unit, first.place.clone()));
        }
        let words: Vec<String> = stated.iter().map(|mention| word(mention)).collect();
        return Some((Unit::Unclear(words.join(", ")), first.place.clone()));
    }
    let labelled = wording::labelled(text, range);
    if let Some((place, Some(value))) = &labelled {
        return Some((Unit::Other(text[value.clone()].trim().to_owned()), place.clone()));
    }
    let named = mentions.iter().find(|mention| !matches!(mention.class, Class::Other | Class::Currency));
    let named = named.map(|mention| (word(mention), mention.place.clone()));
    let named = named.or_else(|| labelled.map(|(place, _)| (text[place.clone()].to_owned(), place)));
    let is_all = |place: &Range<usize>| text[place.clone()].trim() == text[range.clone()].trim();
    named.filter(|(_, place)| of_money || is_all(place)).map(|(word, place)| (Unit::Unclear(word), place))
}

/// What two statements about one amount say together. Two that differ are for a person; one that is only named gives way.
pub(super) fn either(one: Option<At<Unit>>, other: Option<At<Unit>>) -> Option<At<Unit>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(match (&one.value, &other.value) {
            (_, Unit::Unclear(_)) => one,
            (Unit::Unclear(_), _) => other,
            (a, b) if a == b => one,
            (a, b) => At { value: Unit::Unclear(format!("{a}, {b}")), span: one.span },
        }),
        (one, other) => one.or(other),
    }
}

/// A description without the words that state its unit, and without the marks that led to them.
pub(in crate::distill) fn without(text: &str, of_money: bool) -> String {
    let mentions = wording::mentions(text, &(0..text.len()));
    let is_stated = !stated(&mentions, text, of_money).is_empty();
    // A currency beside its unit goes with it: （人民币，分）.
    let goes = mentions.iter().filter(|mention| is_stated && mention.form != Form::Named);
    let mut places: Vec<Range<usize>> = goes.map(|mention| mention.place.clone()).collect();
    if places.is_empty() {
        places.extend(
            wording::labelled(text, &(0..text.len())).filter(|(_, value)| value.is_some()).map(|(place, _)| place),
        );
    }
    let mut left = text.to_owned();
    for place in places.iter().rev() {
        left = joined(&left[..place.start], &left[place.end..]);
    }
    left
}

/// What was before a unit and what was after it, with a mark between them at most.
fn joined(before: &str, after: &str) -> String {
    let is_mark = |c: char| c.is_whitespace() || ",，:：;；、/／|·=—–-".contains(c);
    let mut before = before.trim_end_matches(is_mark);
    let mut after = after.trim_start();
    while let Some((open, close)) = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')]
        .into_iter()
        .find_map(|(open, close)| Some((before.strip_suffix(open)?, after.strip_prefix(close)?)))
    {
        before = open.trim_end_matches(is_mark);
        after = close.trim_start();
    }
    if before.is_empty() {
        return after.trim_start_matches(|c: char| is_mark(c) || c == '的').to_owned();
    }
    let gap = if after.is_empty() || after.starts_with(is_mark) || !after.is_ascii() { "" } else { " " };
    format!("{before}{gap}{after}")
}

/// The mentions that state a unit. A currency's name does only where nothing else does: 人民币（分） are 分.
fn stated<'m>(mentions: &'m [Mention], text: &str, of_money: bool) -> Vec<&'m Mention> {
    // Of a field that says which currency, a currency is a value.
    let says_currency = text.contains("币种") || text.to_ascii_lowercase().contains("currency");
    let can_be = |mention: &&Mention| match mention.form {
        Form::Bracketed | Form::Alone if mention.class == Class::Currency => of_money && !says_currency,
        Form::Alone => of_money || matches!(mention.class, Class::Major | Class::Minor | Class::Percent),
        Form::Worded | Form::Bracketed => true,
        Form::Named => false,
    };
    let all: Vec<&Mention> = mentions.iter().filter(can_be).collect();
    let closer: Vec<&Mention> = all.iter().copied().filter(|mention| mention.class != Class::Currency).collect();
    if closer.is_empty() { all } else { closer }
}

fn unit(mention: &Mention, text: &str, of_money: bool) -> Unit {
    match mention.class {
        Class::Minor => Unit::Minor,
        Class::Fen if of_money || !is_of_time_or_points(text) => Unit::Minor,
        Class::Major | Class::Currency => Unit::Major,
        Class::Percent => Unit::Percent,
        Class::Fen | Class::OfMoney | Class::Other => Unit::Other(text[mention.word.clone()].trim().to_owned()),
    }
}

/// 分 of a length of time are minutes, and those of an exam are points.
fn is_of_time_or_points(description: &str) -> bool {
    const OTHERS: &[&str] = list!(
        "时长, 时间, 间隔, 周期, 时效, 有效期, 超时, 期限, 耗时, 时刻, 评分, 得分, 分数, 分值, 成绩, 打分, 积分, \
         信用, 风险, 等级, 满分, score",
    );
    OTHERS.iter().any(|word| description.contains(word))
}

/// The unit that a field's own name ends in, or says beside an amount: `amount_fen`, `feeCents`, `amount_minor`, `fee_bps`.
pub(super) fn of_name(name: &str) -> Option<Unit> {
    let words = sensitive::words(name);
    let last = words.last().filter(|_| words.len() > 1)?.as_str();
    let unit = match last {
        "fen" | "cent" | "cents" | "pence" | "pennies" => Unit::Minor,
        "minor" if money::may_be_named_so(name) => Unit::Minor,
        "bps" | "bp" | "permille" => Unit::Other(last.to_owned()),
        "pct" | "percent" | "percentage" => Unit::Percent,
        "unit" | "units" if words.iter().any(|word| word == "minor" || word == "smallest") => Unit::Minor,
        _ => return None,
    };
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let read = read(text, &(0..text.len()), may_be_money("x", text));
        read.map_or_else(|| "-".to_owned(), |(unit, range)| format!("{unit}: {}", &text[range]))
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
            ("金额 单位分", "minor unit: 单位分"),
            ("金额，以分计", "minor unit: 以分计"),
            ("价格:分", "minor unit: 分"),
            ("The fee in US cents", "minor unit: in US cents"),
            ("金额，单位：人民币（分）", "minor unit: （分）"),
            ("金额，单位是人民币的分", "minor unit: 单位是人民币的分"),
            ("总费用 单位/分", "minor unit: 单位/分"),
            ("金额 RMB", "major unit: RMB"),
            ("金额，单位:元，精确到分", "major unit: 单位:元"),
            ("fee, in basis points", "basis points: in basis points"),
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
            "退款部分金额",
            "付款分行",
            "费用分期数",
            "消费年份",
            "收款单位",
            "分润金额",
            "MM/YY",
            "是否(是)",
            "used in calls",
            "最多 3 天",
            "yyyy:年 MM:月 dd:日 HH:时 mm:分 ss:秒",
            "Unit price",
            "Recent fee centre",
            "信用评分",
        ] {
            assert_eq!(shown(text), "-", "{text}");
        }
        assert_eq!(of_name("amount_fen"), Some(Unit::Minor));
        assert_eq!(of_name("feeCents"), Some(Unit::Minor));
        assert_eq!(of_name("amount_minor"), Some(Unit::Minor));
        assert_eq!(of_name("percent"), None);
        assert_eq!(of_name("is_minor"), None);
    }

    #[test]
    fn what_only_names_a_unit_of_an_amount_is_for_a_person() {
        for (text, expected) in [
            ("金额，精确到分", "分?: 分"),
            ("Amount, rounded to the nearest cent", "cent?: cent"),
            ("Amount, not in cents", "cents?: cents"),
            ("金额，100 表示 1 元", "元?: 元"),
            ("金额(元/分)", "元, 分?: 元"),
            ("Price in dollars or cents", "dollars?: dollars"),
            ("金额，以最小货币单位上报渠道", "最小货币单位?: 最小货币单位"),
            ("金额，单位是人民币，分的写法见附录", "人民币, 分?: 单位是人民币"),
            ("金额，单位见币种", "单位?: 单位"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(read("最小单位", &(0..0), false), None);
    }

    /// The label, each way to say a unit, and what may follow it: the label is left, whole and with nothing beside it.
    #[test]
    fn what_is_left_of_a_description_is_its_label() {
        let chinese = [
            "{l},单位:{u}",
            "{l}，单位为{u}",
            "{l} 单位{u}",
            "{l}（{u}）",
            "{l}(单位:{u})",
            "{l}，以{u}计",
            "{l}，以{u}为单位",
            "{l}/{u}",
            "{l}:{u}",
            "{l}，{u}",
            "{l} {u}",
            "{l}-{u}",
            "{l}【{u}】",
            "以{u}为单位的{l}",
            "{l}，用{u}表示",
            "{l}；{u}为单位",
            "{l}，单位以{u}计",
        ];
        let english = [
            "{l} in {u}",
            "{l} (in {u})",
            "{l}, in {u}",
            "{l} ({u})",
            "{l}, {u}",
            "{l}: {u}",
            "{l} - {u}",
            "{l} in the {u}",
            "{l}, unit: {u}",
            "{l} [{u}]",
            "{l}/{u}",
            "{l}; unit is {u}",
            "{l} (unit: {u})",
            "{l} as {u}",
            "{l} in US {u}",
        ];
        let cases = [
            (&chinese[..], &["金额", "手续费", "订单 退款金额"][..], &["分", "美分", "最小货币单位", "人民币分"][..]),
            (
                &english[..],
                &["Amount", "The refund fee"][..],
                &["cents", "pennies", "smallest currency unit", "minor units"][..],
            ),
        ];
        for (forms, labels, units) in cases {
            for (form, label, unit) in forms
                .iter()
                .flat_map(|form| labels.iter().flat_map(move |label| units.iter().map(move |unit| (form, label, unit))))
            {
                let text = form.replace("{l}", label).replace("{u}", unit);
                assert_eq!(read(&text, &(0..text.len()), true).map(|(unit, _)| unit), Some(Unit::Minor), "{text}");
                assert_eq!(without(&text, true), **label, "{text}");
                for tail in ["，必须大于 0", ", never negative"] {
                    let text = format!("{text}{tail}");
                    assert_eq!(read(&text, &(0..text.len()), true).map(|(unit, _)| unit), Some(Unit::Minor), "{text}");
                }
            }
        }
    }
}
