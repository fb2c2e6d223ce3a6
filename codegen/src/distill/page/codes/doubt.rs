//! What makes a list of codes none after all.

use super::{Kind, Pair, separates, token};
use crate::text::fold::{fold, narrow};
use crate::text::lexicon::list;
use std::collections::BTreeSet;
use std::ops::Range;

/// What numbered notes stand under.
const NOTES: &[&str] = list!(
    "注意, 注意事项, 说明, 备注, 规则, 要求, 步骤, 提示, 流程, 条件, 注, 限制, 约束, note, notes, rules, steps, \
     tips",
);

/// What codes stand under, though it ends as what notes stand under.
const OF_CODES: &[&str] = list!("状态说明, 类型说明, 枚举说明, 枚举值说明, 取值说明, 编码说明, 代码说明, 码值说明");

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
    let ends_with = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
    if ends_with(NOTES) && !ends_with(OF_CODES) || meanings.iter().any(|meaning| is_a_rule(meaning)) {
        return Some("it is a list of notes");
    }
    if are_steps(&meanings) {
        return Some("it is a list of steps");
    }
    let codes = || pairs.iter().map(|pair| text[pair.code.clone()].to_ascii_lowercase());
    if codes().any(|code| MEMBERS.contains(&code.as_str())) {
        return Some("its words may be names of members");
    }
    if is_json(text, range, pairs) {
        return Some("it is an example in JSON");
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

/// `先冻结`, `再销卡`: what is done one after the other.
fn are_steps(meanings: &[&str]) -> bool {
    const FIRST: [&str; 6] = ["先", "首先", "第一", "first", "begin", "start by"];
    const THEN: [&str; 12] =
        ["再", "然后", "接着", "随后", "之后", "最后", "其次", "第二", "then", "next", "finally", "after that"];
    let begins = |meaning: &str, words: &[&str]| words.iter().any(|word| meaning.to_lowercase().starts_with(word));
    let [first, others @ ..] = meanings else { return false };
    begins(first, &FIRST) && !others.is_empty() || others.iter().any(|other| begins(other, &THEN))
}

/// Words that name what an object has, and are no codes: `name:姓名 phone:手机号`.
const MEMBERS: &[&str] = list!(
    "address, amount, app_id, code, currency, data, date, desc, description, email, id, key, message, mobile, msg, \
     name, nonce, page, phone, secret, sign, size, status, time, timestamp, token, type, url",
);

/// `{"a":1,"b":2}`: an object with quoted names of Latin letters.
fn is_json(text: &str, range: &Range<usize>, pairs: &[Pair]) -> bool {
    let inside = &text[range.clone()];
    let object = inside.find('{').is_some_and(|at| inside[at + 1..].trim_start().starts_with(['"', '“']));
    let latin = |pair: &Pair| !text[pair.meaning.clone()].contains(super::wide);
    object && inside.contains('}') && pairs.iter().all(latin)
}

/// A number or a constant that a list of codes before their meanings leaves over at its end, and no other item has there:
/// `消费(1) 退款(2) 撤销(3)`, read as if 1 meant 退款.
pub(super) fn left_over(text: &str, range: &Range<usize>, pairs: &[Pair]) -> Option<Range<usize>> {
    let (last, others) = pairs.split_last().filter(|(_, others)| !others.is_empty())?;
    let ends_in_a_code = |meaning: &str, kind: Kind| {
        let end = meaning.trim_end_matches(|c: char| !narrow(c).is_ascii_alphanumeric());
        let closes =
            meaning[end.len()..].chars().all(|c| separates(c) || matches!(narrow(c), ')' | ']' | '}' | '"' | '`'));
        let word = end.len() - end.trim_end_matches(|c: char| narrow(c).is_ascii_alphanumeric() || c == '_').len();
        let word = &end[end.len() - word..];
        let before = end[..end.len() - word.len()].chars().next_back();
        let code = match kind {
            Kind::Number => !word.is_empty() && word.chars().all(|c| narrow(c).is_ascii_digit()),
            Kind::Word => token::is_constant(word),
        };
        code && closes && before.is_some_and(|c| !matches!(c, '.' | '+' | '%' | '#'))
    };
    let rest = &text[last.meaning.start..range.end];
    let whole: Vec<&str> = others.iter().map(|pair| &text[pair.meaning.clone()]).collect();
    let alike = whole.iter().any(|meaning| ends_in_a_code(meaning, last.kind));
    (ends_in_a_code(rest, last.kind) && !alike && !is_said(rest)).then_some(last.meaning.start..range.end)
}

/// `默认 1`, `最长 32`: a last number that says something else about the field.
fn is_said(rest: &str) -> bool {
    let before = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = before.trim_end_matches(|c: char| narrow(c).is_ascii_alphanumeric() || c == '_' || c == '-');
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let before = before.strip_suffix(['为', '是']).unwrap_or(&before);
    let word = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    super::last::is_label(before.get(word..).unwrap_or(before))
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
