//! Lists of codes inside a description: `1:未激活 2:已激活`, `成功-1，失败-0`, `1支付成功、-1失败`, `USD: 美元 CNY: 人民币`.
//! What only resembles one (a time, a range, a format, a unit, numbered notes) is refused; when in doubt the text is
//! reported, not read. `first` reads codes before their meanings, `last` behind them; `doubt` says what makes a list none,
//! and `unread` what looks like codes in a text that nobody read.

mod doubt;
mod first;
mod last;
mod token;
mod unread;

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
    /// A remark in brackets behind the code: `收入:I(income)`.
    pub(super) note: Option<Range<usize>>,
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

/// A code and its meaning before anything is held against them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pair {
    kind: Kind,
    code: Range<usize>,
    meaning: Range<usize>,
    note: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
}

/// Reads the codes of a description that stands at a range of the text.
pub(super) fn read(text: &str, range: &Range<usize>) -> Reading {
    // `收入:I(income)` says the meaning before the code; read the other way round, the remark would be the meaning.
    if let Some(pairs) = last::with_remarks(text, range) {
        return settled(text, range, &pairs);
    }
    let mut found = first::read(text, range);
    // `消费(1) 退款(2)` read the other way round gives each code its neighbour's meaning, and leaves the last one over.
    if found.refused.is_none()
        && let Some(over) = doubt::left_over(text, range, &found.pairs)
    {
        found.refused = Some((over, "one of its codes is left without a meaning"));
    }
    if found.pairs.len() > 1 && found.refused.is_none() {
        return settled(text, range, &found.pairs);
    }
    if let Some(pairs) = last::read(text, range).or_else(|| first::counted(text, range)) {
        return settled(text, range, &pairs);
    }
    let first = found.pairs.first().map(|pair| pair.code.start);
    match (first, found.refused) {
        (Some(start), Some((refused, why))) if found.pairs.len() > 1 => {
            // What is refused may stand before the list.
            Reading::Lookalike(refused.start.min(start.max(refused.start))..refused.end, why)
        }
        (Some(start), _) if found.is_marked_number => {
            Reading::Lookalike(start..range.end, "a list of codes has at least two")
        }
        _ => unread::find(text, range).map_or(Reading::None, |(place, why)| Reading::Lookalike(place, why)),
    }
}

/// A list that is one, or why it is none.
fn settled(text: &str, range: &Range<usize>, pairs: &[Pair]) -> Reading {
    let start = pairs.iter().map(|pair| pair.code.start.min(pair.meaning.start)).min().unwrap_or(range.start);
    if doubt::is_a_format(text, pairs) {
        return Reading::Lookalike(start..range.end, "it explains a format");
    }
    if let Some(why) = doubt::of(text, range, pairs) {
        return Reading::Lookalike(start..range.end, why);
    }
    Reading::List(pairs.iter().map(|pair| item(text, pair)).collect())
}

fn item(text: &str, pair: &Pair) -> CodeItem {
    let code = plain(&text[pair.code.clone()]);
    let value = match pair.kind {
        Kind::Number => number(code),
        Kind::Word => CodeValue::Text(code),
    };
    CodeItem { value, code: pair.code.clone(), meaning: pair.meaning.clone(), note: pair.note.clone() }
}

/// A code in half width.
pub(super) fn plain(code: &str) -> String {
    code.chars().map(|character| if character == '−' { '-' } else { narrow(character) }).collect()
}

/// The value of a code by itself, as a table of values has it.
pub(super) fn value(code: &str) -> Option<CodeValue> {
    let code = plain(tidy(code).trim_matches(['"', '\'', '“', '”']));
    let digits = code.strip_prefix('-').unwrap_or(&code);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(number(code));
    }
    let word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-');
    (!code.is_empty() && code.chars().all(word)).then_some(CodeValue::Text(code))
}

/// Whether a cell is a code of digits, whatever zeros stand in front.
pub(super) fn is_of_digits(cell: &str) -> bool {
    let code = value(cell).map(|code| code.to_string()).unwrap_or_default();
    let digits = code.strip_prefix('-').unwrap_or(&code);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A code of digits. No number is written with a zero in front: `01` is a text.
fn number(code: String) -> CodeValue {
    let digits = code.strip_prefix('-').unwrap_or(&code);
    let is_padded = digits.len() > 1 && digits.starts_with('0');
    match code.parse() {
        Ok(number) if !is_padded => CodeValue::Int(number),
        _ => CodeValue::Text(code),
    }
}

/// The first code that a list has twice.
pub(super) fn first_twice<'a>(mut values: impl Iterator<Item = &'a CodeValue>) -> Option<&'a CodeValue> {
    let mut seen = BTreeSet::new();
    values.find(|value| !seen.insert(*value))
}

/// A letter of a script that is not Latin.
fn wide(character: char) -> bool {
    !character.is_ascii() && narrow(character) == character && character.is_alphabetic()
}

/// What stands between one item of a list and the next.
fn separates(character: char) -> bool {
    character.is_whitespace() || matches!(narrow(character), ',' | ';' | '/' | '|' | '、' | '。')
}

/// Without separators, bullets and quotes around it.
fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let quotes = |c: char| matches!(c, '\\' | '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '「' | '」' | '*');
    let inside = &text[range.clone()];
    let cut = inside.trim_start_matches(|c: char| separates(c) || quotes(c) || c == '•' || c == '·');
    let start = range.start + inside.len() - cut.len();
    let mut cut = cut.trim_end_matches(|c: char| separates(c) || quotes(c) || c == '•' || c == '·');
    // The bullet of the next item.
    while let Some(rest) = cut.strip_suffix(['-', '+']).filter(|rest| rest.ends_with(separates)) {
        cut = rest.trim_end_matches(separates);
    }
    trim(text, start..start + cut.trim_end_matches(quotes).len())
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
    fn codes_before_their_meanings_are_read_in_every_notation() {
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
            "1=>刷卡；2=>扫码",
            "1→刷卡 2→扫码",
            "1——刷卡，2——扫码",
            "1:刷卡 2:扫码 默认 1",
            "0001:刷卡,2:扫码。其他值无效",
            "1刷卡、2扫码",
            "1刷卡，2扫码",
            "1刷卡;2扫码",
            "1刷卡/2扫码",
            "1 刷卡 2 扫码",
            "方式：1刷卡 2扫码",
            "方式（1刷卡，2扫码）",
            "１：刷卡，２：扫码",
            "1:刷卡 2-扫码",
            "1:刷卡、2扫码",
            "1刷卡、2:扫码",
            "方式[1:刷卡|2:扫码]",
            "{1:刷卡,2:扫码}",
            "【1】刷卡【2】扫码",
            "(1)刷卡 (2)扫码",
            "1)刷卡 2)扫码",
            "1(刷卡) 2(扫码)",
            "1（刷卡）、2（扫码）",
            "\"1\":\"刷卡\",\"2\":\"扫码\"",
            "'1'-刷卡 '2'-扫码",
            "- `1`：刷卡 - `2`：扫码",
            "1代表刷卡，2代表扫码",
            "1表示刷卡 2表示扫码",
            "1为刷卡,2为扫码",
            "1是刷卡,2是扫码",
            "1刷卡2扫码",
            "方式1刷卡2扫码",
            "1: 刷卡; 2: 扫码",
            "1|刷卡 2|扫码",
            "**1**：刷卡 **2**：扫码",
            "1_刷卡 2_扫码",
            "1~刷卡；2~扫码",
            "1:刷卡\\|2:扫码",
            "- 1: 刷卡;- 2: 扫码",
        ] {
            assert_eq!(shown(text).replace("0001", "1"), "1=刷卡|2=扫码", "{text}");
        }
        assert_eq!(shown("-1:失败 0:未知"), "-1=失败|0=未知");
        assert_eq!(shown("1支付成功、-1失败"), "1=支付成功|-1=失败");
        assert_eq!(shown("1:Visa card 2:Master card"), "1=Visa card|2=Master card");
        assert_eq!(shown("1 - Inactive, 2 - Active"), "1=Inactive|2=Active");
        assert_eq!(shown("0 = Pending; 1 = Approved"), "0=Pending|1=Approved");
        assert_eq!(shown("类型 150:预授权、151支付、100:充值、110提现"), "150=预授权|151=支付|100=充值|110=提现");
        assert_eq!(shown("0否 1是"), "0=否|1=是");
        assert_eq!(shown("-1 失败 0 处理中 1 成功"), "-1=失败|0=处理中|1=成功");
        assert_eq!(shown("1个人 2代付 3万事达"), "1=个人|2=代付|3=万事达");
        assert_eq!(shown("0.Pending 1.Success"), "0=Pending|1=Success");
        assert_eq!(shown("1:刷卡 2:3DS验证"), "1=刷卡|2=3DS验证");
        assert_eq!(shown("4294967296:大 4294967297:更大"), "4294967296=大|4294967297=更大");
    }

    #[test]
    fn words_are_codes_too() {
        for text in [
            "币种 USD: 美元 CNY: 人民币",
            "USD美元、CNY人民币",
            "USD-美元/CNY-人民币",
            "USD(美元)，CNY(人民币)",
            "`USD`：美元 `CNY`：人民币",
            "USD=美元;CNY=人民币",
            "美元:USD，人民币:CNY",
            "美元(USD)、人民币(CNY)",
        ] {
            assert_eq!(shown(text), "USD=美元|CNY=人民币", "{text}");
        }
        assert_eq!(shown("ACTIVE: Activated; CLOSED: Closed for good"), "ACTIVE=Activated|CLOSED=Closed for good");
        assert_eq!(shown("APPROVED交易成功，DECLINED交易失败"), "APPROVED=交易成功|DECLINED=交易失败");
        assert_eq!(shown("收入:I(income) 支出:O(expense)"), "I=收入|O=支出");
        assert_eq!(shown("- `VIP`：VIP卡 - `SVIP`：SVIP卡"), "VIP=VIP卡|SVIP=SVIP卡");
        assert_eq!(shown("virtual: 虚拟卡, physical: 实体卡"), "virtual=虚拟卡|physical=实体卡");
        assert_eq!(shown("card.open: 开卡 card.close: 销卡"), "card.open=开卡|card.close=销卡");
        assert_eq!(shown("pre-paid:预付，post-paid:后付"), "pre-paid=预付|post-paid=后付");
        assert_eq!(shown("Y是 N否"), "Y=是|N=否");
    }

    #[test]
    fn meanings_before_their_codes_are_read_in_every_notation() {
        for text in [
            "刷卡:1 扫码:2",
            "刷卡-1，扫码-2",
            "刷卡=1;扫码=2",
            "刷卡(1)、扫码(2)",
            "刷卡（1）/扫码（2）",
            "方式：刷卡1，扫码2",
            "方式 刷卡:1/扫码:2",
            "方式（刷卡:1，扫码:2）",
            "刷卡->1 扫码->2",
            "刷卡：１，扫码：２",
            "刷卡(1) 扫码(2)",
            "刷卡[1]；扫码[2]",
            "刷卡【1】 扫码【2】",
            "刷卡1、扫码2",
            "刷卡:1、扫码:2",
            "刷卡为1，扫码为2",
            "刷卡 1；扫码 2",
            "刷卡=`1`\\|扫码=`2`",
            "刷卡(1)。扫码(2)",
        ] {
            assert_eq!(shown(text), "1=刷卡|2=扫码", "{text}");
        }
        assert_eq!(shown("Active(1), Closed(2)"), "1=Active|2=Closed");
        for text in ["成功:1 失败:-1", "成功1；失败-1", "成功为1，失败为-1", "成功=`1`，失败=`-1`"]
        {
            assert_eq!(shown(text), "1=成功|-1=失败", "{text}");
        }
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
            "最近 7 天, 最长 30 天",
            "4位数字 6位字母",
            "APP名称、URL地址",
            "长度:32, 精度:2",
            "地址1、地址2",
            "支持VISA卡",
            "总数",
            "2023年01月02日",
            "32(字符)",
            "Amount: the total, Fee: the fee",
            "宽:200 高:100",
            "每日限额5000，每月限额10000",
            "见附录1、附录2",
            "RFC 3339 和 ISO 8601",
            "https://a.b:8080/c 或 http://d.e:80",
            "Address1, Address2",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
    }

    #[test]
    fn a_code_of_digits_has_digits() {
        for cell in ["1", "-1", "007", "０1", "\"12\""] {
            assert!(is_of_digits(cell), "{cell}");
        }
        for cell in ["-", "--", "", "1a", "1-2", "A"] {
            assert!(!is_of_digits(cell), "{cell}");
        }
    }

    #[test]
    fn doubt_is_reported() {
        for (text, expected) in [
            ("1:正常", "? 1:正常: a list of codes has at least two"),
            ("1:刷卡 2:扫码 3:7天内", "? 3: a part of it is no code with a meaning"),
            ("注意:1-不可为空 2-不可重复", "? 1-不可为空 2-不可重复: it is a list of notes"),
            ("规则：1、不能为空；2、必须唯一", "? 1、不能为空；2、必须唯一: it is a list of notes"),
            ("yyyy:年 MM:月 dd:日", "? yyyy:年 MM:月 dd:日: it explains a format"),
            ("1:是 2:是", "? 1:是 2:是: its codes all mean the same"),
            ("可选值: VISA/MASTER", "? VISA/MASTER: its codes have no meanings"),
            ("取值：0、1、2", "? 0、1、2: its codes have no meanings"),
            ("One of: active, closed", "? active, closed: its codes have no meanings"),
            ("0 success 1 failure", "? 0 success 1 failure: it is not clear which code means what"),
            ("1:刷卡 2:扫码 3 现金", "? 3: one of its codes has no mark"),
            (
                "类型 ACTIVE、激活 CLOSED、销户",
                "? 类型 ACTIVE、激活 CLOSED、销户: it is not clear which code means what",
            ),
            ("支持 VISA、MASTER", "? VISA、MASTER: its codes have no meanings"),
            ("开卡: -1 收入: 1", "? 开卡: -1 收入: 1: it is not clear which code means what"),
            ("0Pending 1Success", "? 0Pending 1Success: it is not clear which code means what"),
            ("1刷卡 2扫码 3天", "? 3: one of its numbers may count what follows"),
            ("1.先冻结 2.再销卡", "? 1.先冻结 2.再销卡: it is a list of steps"),
            ("name:姓名 phone:手机号", "? name:姓名 phone:手机号: its words may be names of members"),
            ("{\"a\":1,\"b\":2}", "? a\":1,\"b\":2}: it is an example in JSON"),
            ("①刷卡②扫码", "? ①刷卡②扫码: its numbers may only count its items"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
