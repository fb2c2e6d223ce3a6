//! What can be a code by its look: a number, or a word of Latin letters, with the quotes or brackets right around it.

use super::Kind;
use crate::text::fold::narrow;
use crate::text::lexicon::list;
use std::ops::Range;

/// Something that can be a code.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) code: Range<usize>,
    /// With the quotes or brackets around it.
    pub(super) whole: Range<usize>,
    /// Whether brackets stand around it, which need no mark before the meaning.
    pub(super) bracketed: bool,
    pub(super) quoted: bool,
}

/// The token at the start of a range.
pub(super) fn at(text: &str, range: &Range<usize>) -> Option<Token> {
    let first = text[range.clone()].chars().next()?;
    if let Some(found) = emphasized(text, range) {
        return Some(found);
    }
    let close = match first {
        '"' => Some('"'),
        '\'' => Some('\''),
        '`' => Some('`'),
        '“' => Some('”'),
        '‘' => Some('’'),
        '「' => Some('」'),
        other => match narrow(other) {
            '(' => Some(')'),
            '[' => Some(']'),
            _ => None,
        },
    };
    let Some(close) = close else {
        let (kind, length) = bare(&text[range.clone()])?;
        let code = range.start..range.start + length;
        return Some(Token { kind, whole: code.clone(), code, bracketed: false, quoted: false });
    };
    let start = range.start + first.len_utf8();
    let (kind, length) = bare(&text[start..range.end])?;
    let end = start + length;
    let last = text[end..range.end].chars().next().filter(|last| *last == close || narrow(*last) == close)?;
    let bracketed = matches!(close, ')' | ']');
    let whole = range.start..end + last.len_utf8();
    Some(Token { kind, code: start..end, whole, bracketed, quoted: !bracketed })
}

/// `**1**`, `*ACTIVE*`: emphasis is one more kind of quotes.
fn emphasized(text: &str, range: &Range<usize>) -> Option<Token> {
    let inside = &text[range.clone()];
    let stars = inside.len() - inside.trim_start_matches('*').len();
    let (kind, length) = bare(&inside[stars..]).filter(|_| (1..=2).contains(&stars))?;
    let code = range.start + stars..range.start + stars + length;
    let closed = text[code.end..range.end].starts_with(&inside[..stars]);
    let whole = range.start..code.end + stars;
    closed.then_some(Token { kind, code, whole, bracketed: false, quoted: true })
}

/// A number or a word at the start of the text, and its length. What follows decides later whether it is a code.
fn bare(text: &str) -> Option<(Kind, usize)> {
    const LONGEST: usize = 48;
    let signed = text.starts_with(['-', '−', '－']);
    let sign = if signed { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
    let inside = |character: char| narrow(character).is_ascii_alphanumeric() || character == '_';
    // `ACTIVE_激活`: what a word ends in before another script is a mark.
    let run = |from: usize| {
        let word = &text[from..from + text[from..].find(|c| !inside(c)).unwrap_or(text.len() - from)];
        from + word.trim_end_matches('_').len()
    };
    let mut end = run(sign);
    if end == sign || end > LONGEST {
        return None;
    }
    let is_number = |word: &str| word.chars().all(|character| narrow(character).is_ascii_digit());
    if is_number(&text[sign..end]) {
        const MOST_DIGITS: usize = 18;
        return (text[sign..end].chars().count() <= MOST_DIGITS).then_some((Kind::Number, end));
    }
    if signed {
        return None;
    }
    // `card.open:` and `pre-paid:` are one word each, `A-Active` is not.
    while let Some(next) = text[end..].strip_prefix(['.', '-']) {
        let far = run(end + 1);
        let joined = next.starts_with(|c: char| c.is_ascii_alphanumeric()) && far <= LONGEST;
        let ends = text[far..].trim_start().chars().next().map(narrow);
        if !joined || !matches!(ends, Some(':' | '=' | '.' | '-' | '"' | '`')) || is_number(&text[end + 1..far]) {
            break;
        }
        end = far;
    }
    let word = &text[..end];
    let begins = word.starts_with(|first: char| first.is_ascii_alphabetic());
    // `2C` and `01A`: digits before capital letters.
    let numbered = word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    (begins || numbered).then_some((Kind::Word, end))
}

/// Words that look like constants and are only written that way.
const ABBREVIATIONS: [&str; 38] = [
    "AES", "DES", "HMAC", "ISO", "API", "APP", "BIN", "CVC", "CVV", "DNS", "EMAIL", "GET", "HTTP", "HTTPS", "ID", "IP",
    "JSON", "KYC", "MAC", "MD", "MD5", "OTP", "PIN", "POST", "RSA", "SDK", "SHA", "SIM", "SMS", "SSL", "TLS", "UID",
    "URL", "UTC", "UTF", "UUID", "VCC", "XML",
];

/// Whether a word is written as constants are: `ACTIVE`, `CARD_OPEN`, `I`.
pub(super) fn is_constant(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.'));
    plain && word.contains(|c: char| c.is_ascii_uppercase()) && !ABBREVIATIONS.contains(&word)
}

/// A code does not begin inside a word, a number, a time, a date or a path. A lower-case word after a Chinese one is part
/// of it.
pub(super) fn may_precede(before: &str, first: char) -> bool {
    let mut before = before.chars().rev().map(narrow);
    let Some(last) = before.next() else { return true };
    match last {
        '_' | '.' | '-' | '+' | '~' | '=' | '$' | '@' | '≥' | '≤' | '<' | '>' | '#' => false,
        ':' => !before.next().is_some_and(|earlier| earlier.is_ascii_alphanumeric()),
        letter if letter.is_ascii_alphanumeric() => false,
        letter if letter.is_alphanumeric() => !first.is_ascii_lowercase(),
        _ => true,
    }
}

/// What is counted and is no code: `3 天`, `2位小数`.
pub(super) fn is_measured(after: &str) -> bool {
    const MEASURES: [&str; 61] = [
        "天", "日", "月", "年", "周", "小时", "分钟", "分", "秒", "毫秒", "时", "点", "个", "位", "次", "种", "笔",
        "条", "张", "人", "倍", "级", "岁", "元", "美元", "角", "万", "千", "百", "亿", "期", "页", "行", "字", "字符",
        "字节", "号", "类", "项", "组", "家", "份", "单", "代", "折", "度", "台", "户", "成", "档", "至", "到", "以",
        "或", "和", "及", "步", "开头", "结尾", "开始", "起",
    ];
    MEASURES.iter().any(|measure| after.starts_with(measure)) && !WORDS.iter().any(|word| after.starts_with(word))
}

/// Words that begin like a measure and are meanings: `1成功`, `2代付`.
const WORDS: &[&str] = list!(
    "成功, 成交, 成员, 人民币, 人工, 人脸, 个人, 个体, 个性, 条码, 条形, 天猫, 天使, 代付, 代收, 代扣, 代发, 代理, \
     代销, 代缴, 到账, 到期, 到付, 到店, 单笔, 单次, 单币, 单人, 单卡, 单独, 单向, 单边, 月卡, 月结, 月付, 月度, \
     年卡, 年付, 年度, 年费, 日结, 日终, 日常, 日间, 周卡, 周期, 次卡, 项目, 组合, 组织, 家庭, 家人, 号码, 类目, \
     类型, 及时, 至尊, 和解, 分期, 分账, 分润, 分销, 期货, 期权, 页面, 行业, 行内, 级联, 折扣, 户外, 档案, 点卡, \
     点券, 百度, 万事达, 时尚, 以太, 字母, 字典",
);
