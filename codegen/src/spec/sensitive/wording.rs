//! What a description says that its field holds, in Chinese and in English. Words that only say what the field is about hold
//! nothing: 证件类型 is no document's number.

use super::Holds;
use crate::text::fold::{fold, narrow, trim};
use std::ops::Range;

/// Words of descriptions, folded; of two that fit at one place the earlier one counts.
const WORDING: [(&str, Holds); 92] = [
    ("cvv2", Holds::SecurityCode),
    ("cvv", Holds::SecurityCode),
    ("cvc", Holds::SecurityCode),
    ("安全码", Holds::SecurityCode),
    ("校验码", Holds::SecurityCode),
    ("securitycode", Holds::SecurityCode),
    ("verificationvalue", Holds::SecurityCode),
    ("短信验证码", Holds::OneTimeCode),
    ("动态码", Holds::OneTimeCode),
    ("动态密码", Holds::OneTimeCode),
    ("动态口令", Holds::OneTimeCode),
    ("验证码", Holds::OneTimeCode),
    ("otp", Holds::OneTimeCode),
    ("one-timecode", Holds::OneTimeCode),
    ("onetimecode", Holds::OneTimeCode),
    ("one-timepassword", Holds::OneTimeCode),
    ("verificationcode", Holds::OneTimeCode),
    ("smscode", Holds::OneTimeCode),
    ("pin码", Holds::Pin),
    ("pincode", Holds::Pin),
    ("卡密码", Holds::Pin),
    ("交易密码", Holds::Pin),
    ("取款密码", Holds::Pin),
    ("pin", Holds::Pin),
    ("密码", Holds::Password),
    ("口令", Holds::Password),
    ("password", Holds::Password),
    ("passwd", Holds::Password),
    ("passcode", Holds::Password),
    ("密钥", Holds::Key),
    ("秘钥", Holds::Key),
    ("私钥", Holds::Key),
    ("授权key", Holds::Key),
    ("授权码", Holds::Key),
    ("令牌", Holds::Key),
    ("secret", Holds::Key),
    ("apikey", Holds::Key),
    ("accesskey", Holds::Key),
    ("privatekey", Holds::Key),
    ("accesstoken", Holds::Key),
    ("token", Holds::Key),
    ("银行账号", Holds::AccountNumber),
    ("银行帐号", Holds::AccountNumber),
    ("银行账户号", Holds::AccountNumber),
    ("收款账号", Holds::AccountNumber),
    ("收款帐号", Holds::AccountNumber),
    ("付款账号", Holds::AccountNumber),
    ("账户号码", Holds::AccountNumber),
    ("账号", Holds::AccountNumber),
    ("帐号", Holds::AccountNumber),
    ("bankaccount", Holds::AccountNumber),
    ("accountnumber", Holds::AccountNumber),
    ("accountno", Holds::AccountNumber),
    ("iban", Holds::AccountNumber),
    ("银行卡号", Holds::CardNumber),
    ("卡号", Holds::CardNumber),
    ("卡片号码", Holds::CardNumber),
    ("cardnumber", Holds::CardNumber),
    ("cardno", Holds::CardNumber),
    ("primaryaccountnumber", Holds::CardNumber),
    ("身份证", Holds::IdentityNumber),
    ("证件号", Holds::IdentityNumber),
    ("护照", Holds::IdentityNumber),
    ("驾照", Holds::IdentityNumber),
    ("社保号", Holds::IdentityNumber),
    ("税号", Holds::IdentityNumber),
    ("passport", Holds::IdentityNumber),
    ("idnumber", Holds::IdentityNumber),
    ("idcard", Holds::IdentityNumber),
    ("identitynumber", Holds::IdentityNumber),
    ("documentnumber", Holds::IdentityNumber),
    ("taxid", Holds::IdentityNumber),
    ("姓名", Holds::PersonName),
    ("户名", Holds::PersonName),
    ("真实名字", Holds::PersonName),
    ("cardholdername", Holds::PersonName),
    ("nameofthecardholder", Holds::PersonName),
    ("fullname", Holds::PersonName),
    ("手机", Holds::Phone),
    ("电话", Holds::Phone),
    ("phone", Holds::Phone),
    ("mobile", Holds::Phone),
    ("telephone", Holds::Phone),
    ("邮箱", Holds::Email),
    ("电子邮件", Holds::Email),
    ("email", Holds::Email),
    ("e-mail", Holds::Email),
    ("住址", Holds::Address),
    ("出生日期", Holds::BirthDate),
    ("生日", Holds::BirthDate),
    ("dateofbirth", Holds::BirthDate),
    ("birthday", Holds::BirthDate),
];

/// Where a postal address is meant, and not that of a page or a server.
const ADDRESSES: [&str; 12] = [
    "地址",
    "账单地址",
    "居住地址",
    "家庭地址",
    "联系地址",
    "通讯地址",
    "邮寄地址",
    "收货地址",
    "详细地址",
    "街道地址",
    "billingaddress",
    "address",
];

const NO_ADDRESSES: [&str; 16] = [
    "回调", "通知", "跳转", "页面", "图片", "下载", "链接", "接口", "文件", "服务", "网络", "返回", "钱包", "url",
    "ip", "mac",
];

/// When a card expires, in the words of a text.
const EXPIRIES: [&str; 8] = ["有效期", "过期时间", "过期日", "到期日", "到期时间", "失效日期", "expir", "validthru"];

/// What the page calls confidential without saying what it is.
const HINTS: [&str; 11] =
    ["敏感", "保密", "隐私", "机密", "加密", "脱敏", "掩码", "confidential", "sensitive", "encrypted", "masked"];

/// What follows such a word when the field is about it and does not hold it: 证件类型, 卡号数量, password length.
const ABOUT: [&str; 34] = [
    "类型", "种类", "类别", "数量", "个数", "总数", "状态", "是否", "次数", "长度", "规则", "格式", "错误", "列表",
    "数组", "归属", "国家", "区号", "国别", "id", "序号", "校验", "前缀", "系统", "运营", "型号", "type", "status",
    "count", "length", "format", "list", "规范", "开关",
];

/// What comes before such a word when the field does not hold it: 是否需要密码.
const NOT_HELD: [&str; 8] = ["是否", "不含", "无需", "不需要", "不返回", "没有", "whether", "without"];

/// What a part of a text says that its field holds, and the phrase that says so. `is_text` is whether the field holds text.
pub(crate) fn of_text(text: &str, range: &Range<usize>, is_text: bool) -> Option<(Holds, Range<usize>)> {
    let mut hint = None;
    for phrase in phrases(text, range) {
        let folded = fold(&text[phrase.clone()]);
        match of_phrase(&folded, is_text) {
            Some(Holds::Unclear) => hint = hint.or(Some((Holds::Unclear, phrase))),
            Some(holds) => return Some((holds, phrase)),
            None => {}
        }
    }
    hint
}

fn phrases<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 't {
    let mut start = range.start;
    let ends = |c: char| matches!(narrow(c), ',' | ';' | '。' | '(' | ')' | '[' | ']' | ':' | '、' | '\n');
    let pieces: Vec<Range<usize>> = text[range.clone()]
        .split_inclusive(ends)
        .map(|piece| {
            let phrase = start..start + piece.trim_end_matches(ends).len();
            start += piece.len();
            trim(text, phrase)
        })
        .filter(|phrase| !phrase.is_empty())
        .collect();
    pieces.into_iter()
}

fn of_phrase(phrase: &str, is_text: bool) -> Option<Holds> {
    if NOT_HELD.iter().any(|word| phrase.contains(word)) {
        return None;
    }
    for (word, holds) in WORDING {
        let Some(at) = find_word(phrase, word) else { continue };
        let after = &phrase[at + word.len()..];
        let of_part = ["后四位", "后4位", "末四位", "尾号", "last4", "last四"].iter().any(|part| phrase.contains(part));
        if ABOUT.iter().any(|about| after.starts_with(about)) {
            return None;
        }
        return Some(if of_part { Holds::Unclear } else { holds });
    }
    let address = ADDRESSES.iter().find_map(|word| Some((find_word(phrase, word)?, word.len())));
    if let Some((at, length)) = address {
        let about = ABOUT.iter().any(|about| phrase[at + length..].starts_with(about));
        let of_a_machine = NO_ADDRESSES.iter().any(|word| phrase.contains(word));
        return (!about && !of_a_machine).then_some(Holds::Address);
    }
    // Other things expire too; of a card only a text says when, or a phrase that names the card.
    let of_a_card = phrase.contains('卡') || phrase.contains("card");
    let can_expire = of_a_card || is_text;
    let other = ["验证码", "链接", "订单", "优惠", "二维码", "会话", "签名"].iter().any(|word| phrase.contains(word));
    if can_expire && !other && EXPIRIES.iter().any(|word| phrase.contains(word)) {
        return Some(Holds::ExpiryDate);
    }
    HINTS.iter().any(|word| phrase.contains(word)).then_some(Holds::Unclear)
}

/// Where a word stands in a phrase; a Latin word not inside another one.
fn find_word(phrase: &str, word: &str) -> Option<usize> {
    let latin = word.starts_with(|c: char| c.is_ascii_alphanumeric());
    let outside = |at: usize| {
        let before = phrase[..at].chars().next_back();
        let after = phrase[at + word.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // White space is folded away, so that of long words the neighbours say nothing.
        !latin || word.len() > 5 || !(joins(before) || (word.is_ascii() && joins(after)))
    };
    phrase.match_indices(word).map(|(at, _)| at).find(|at| outside(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Holds> {
        of_text(text, &(0..text.len()), true).map(|(holds, _)| holds)
    }

    #[test]
    fn wording_says_what_a_field_holds() {
        use Holds::{
            AccountNumber, Address, BirthDate, CardNumber, Email, ExpiryDate, IdentityNumber, Key, OneTimeCode,
            Password, PersonName, Phone, Pin, SecurityCode, Unclear,
        };
        for (text, holds) in [
            ("卡号", CardNumber),
            ("银行卡号", CardNumber),
            ("The full card number", CardNumber),
            ("收款账号", AccountNumber),
            ("持卡人姓名", PersonName),
            ("身份证号", IdentityNumber),
            ("证件号码", IdentityNumber),
            ("支付密码", Password),
            ("安全码", SecurityCode),
            ("cvv", SecurityCode),
            ("pin码", Pin),
            ("有效期", ExpiryDate),
            ("过期时间, 月/年", ExpiryDate),
            ("短信验证码", OneTimeCode),
            ("密钥", Key),
            ("授权key", Key),
            ("手机号", Phone),
            ("联系邮箱", Email),
            ("账单地址", Address),
            ("出生日期", BirthDate),
            ("加密后的内容", Unclear),
            ("卡号后四位", Unclear),
        ] {
            assert_eq!(said(text), Some(holds), "{text}");
        }
    }

    #[test]
    fn what_is_only_about_it_is_not_held() {
        for text in [
            "证件类型",
            "卡号数量",
            "是否设置密码",
            "回调地址",
            "卡 id",
            "持卡人 id",
            "卡备注",
            "开卡数量",
            "shipping",
            "验证码有效期",
            "手机型号",
            "IP地址",
        ] {
            assert_eq!(
                said(text).filter(|holds| text != "验证码有效期" || *holds == Holds::ExpiryDate),
                None,
                "{text}"
            );
        }
    }
}
