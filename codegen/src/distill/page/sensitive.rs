//! What a field's description, name and example say it holds, where that must not be shown: card numbers, codes, persons.
//! The sign that speaks loudest wins: the description, then the name, then the value's shape. What only hints is `Unclear`.

use super::example::{Json, JsonValue};
use super::fold::{fold, narrow};
use super::place::{At, Span};
use super::types::FieldType;
use std::fmt;
use std::ops::Range;

/// What a field holds that must not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// The number of a payment card.
    CardNumber,
    /// The number of an account at a bank.
    AccountNumber,
    /// The verification value of a card.
    SecurityCode,
    /// The PIN of a card.
    Pin,
    /// A password.
    Password,
    /// A code that is good for one use, as sent by SMS.
    OneTimeCode,
    /// A key or a token that authorises calls.
    Key,
    /// When a card expires.
    ExpiryDate,
    /// The number of a person's document.
    IdentityNumber,
    /// What a person is called.
    PersonName,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Where a person lives.
    Address,
    /// When a person was born.
    BirthDate,
    /// Something that the page calls confidential, without saying what it is.
    Unclear,
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CardNumber => "a card number",
            Self::AccountNumber => "an account number",
            Self::SecurityCode => "a card's security code",
            Self::Pin => "a PIN",
            Self::Password => "a password",
            Self::OneTimeCode => "a one-time code",
            Self::Key => "a key",
            Self::ExpiryDate => "a card's expiry date",
            Self::IdentityNumber => "the number of a document",
            Self::PersonName => "a person's name",
            Self::Phone => "a telephone number",
            Self::Email => "an e-mail address",
            Self::Address => "a person's address",
            Self::BirthDate => "a date of birth",
            Self::Unclear => "something confidential",
        })
    }
}

/// What says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The description's words.
    Description,
    /// The field's own name.
    Name,
    /// The shape of the example's value.
    Example,
}

/// What a field holds, and what says so. Its place is the words, the name, or the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sensitivity {
    /// What it holds.
    pub holds: Holds,
    /// What says so.
    pub by: Sign,
}

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

/// Names of fields, in words joined by `_`.
const NAMES: [(&str, Holds); 63] = [
    ("card_no", Holds::CardNumber),
    ("card_num", Holds::CardNumber),
    ("card_number", Holds::CardNumber),
    ("cardno", Holds::CardNumber),
    ("cardnumber", Holds::CardNumber),
    ("bank_card", Holds::CardNumber),
    ("bank_card_no", Holds::CardNumber),
    ("pan", Holds::CardNumber),
    ("bank_no", Holds::AccountNumber),
    ("account_no", Holds::AccountNumber),
    ("account_number", Holds::AccountNumber),
    ("bank_account", Holds::AccountNumber),
    ("iban", Holds::AccountNumber),
    ("cvv", Holds::SecurityCode),
    ("cvv2", Holds::SecurityCode),
    ("cvc", Holds::SecurityCode),
    ("cvn", Holds::SecurityCode),
    ("security_code", Holds::SecurityCode),
    ("pin", Holds::Pin),
    ("pin_code", Holds::Pin),
    ("password", Holds::Password),
    ("passwd", Holds::Password),
    ("pwd", Holds::Password),
    ("pay_password", Holds::Password),
    ("passcode", Holds::Password),
    ("otp", Holds::OneTimeCode),
    ("vcode", Holds::OneTimeCode),
    ("sms_code", Holds::OneTimeCode),
    ("verify_code", Holds::OneTimeCode),
    ("verification_code", Holds::OneTimeCode),
    ("captcha", Holds::OneTimeCode),
    ("secret", Holds::Key),
    ("secret_key", Holds::Key),
    ("api_key", Holds::Key),
    ("private_key", Holds::Key),
    ("access_token", Holds::Key),
    ("token", Holds::Key),
    ("expiry", Holds::ExpiryDate),
    ("expiry_date", Holds::ExpiryDate),
    ("exp_date", Holds::ExpiryDate),
    ("valid_date", Holds::ExpiryDate),
    ("valid_thru", Holds::ExpiryDate),
    ("id_card", Holds::IdentityNumber),
    ("idcard", Holds::IdentityNumber),
    ("id_no", Holds::IdentityNumber),
    ("id_number", Holds::IdentityNumber),
    ("cert_no", Holds::IdentityNumber),
    ("passport_no", Holds::IdentityNumber),
    ("first_name", Holds::PersonName),
    ("last_name", Holds::PersonName),
    ("full_name", Holds::PersonName),
    ("real_name", Holds::PersonName),
    ("holder_name", Holds::PersonName),
    ("account_name", Holds::PersonName),
    ("cardholder_name", Holds::PersonName),
    ("tel", Holds::Phone),
    ("phone", Holds::Phone),
    ("mobile", Holds::Phone),
    ("phone_number", Holds::Phone),
    ("email", Holds::Email),
    ("birthday", Holds::BirthDate),
    ("birth_date", Holds::BirthDate),
    ("date_of_birth", Holds::BirthDate),
];

/// The words of a field's name, in lower case: `cardNo` and `card_no` are the same two.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut before_was_lower = false;
    for character in name.chars() {
        if !character.is_ascii_alphanumeric() {
            fresh = true;
            continue;
        }
        if fresh || (character.is_ascii_uppercase() && before_was_lower) {
            words.push(String::new());
        }
        fresh = false;
        before_was_lower = !character.is_ascii_uppercase();
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
    }
    words
}

/// What a description says that its field holds, and the phrase that says so.
pub(super) fn of_description(
    text: &str,
    range: &Range<usize>,
    ty: Option<&FieldType>,
) -> Option<(Holds, Range<usize>)> {
    if !can_be_secret(ty) {
        return None;
    }
    let mut hint = None;
    for phrase in phrases(text, range) {
        let folded = fold(&text[phrase.clone()]);
        match of_phrase(&folded, ty) {
            Some(Holds::Unclear) => hint = hint.or(Some((Holds::Unclear, phrase))),
            Some(holds) => return Some((holds, phrase)),
            None => {}
        }
    }
    hint
}

/// What a field's name says that it holds.
pub(super) fn of_name(name: &str, ty: Option<&FieldType>) -> Option<Holds> {
    let joined = words_of(name).join("_");
    let found = NAMES.iter().find(|(known, _)| *known == joined).map(|(_, holds)| *holds);
    found.filter(|_| can_be_secret(ty))
}

/// What the shape of an example's value says, by checks that few other values pass.
pub(super) fn of_value(value: &Json) -> Option<Holds> {
    match &value.value {
        JsonValue::String(text) if is_card_number(text) => Some(Holds::CardNumber),
        JsonValue::String(text) if is_resident_number(text) => Some(Holds::IdentityNumber),
        JsonValue::String(text) if is_email(text) => Some(Holds::Email),
        JsonValue::Array(elements) => elements.iter().find_map(of_value),
        _ => None,
    }
}

/// The loudest sign: the description's, else the name's, else the example's.
pub(super) fn loudest(
    described: Option<At<Holds>>,
    named: Option<(Holds, Span)>,
    shown: Option<(Holds, Span)>,
) -> Option<At<Sensitivity>> {
    let sign = |holds, span, by| At { value: Sensitivity { holds, by }, span };
    let sure = described.as_ref().filter(|found| found.value != Holds::Unclear);
    let sure = sure.map(|found| sign(found.value, found.span, Sign::Description));
    sure.or_else(|| named.map(|(holds, span)| sign(holds, span, Sign::Name)))
        .or_else(|| shown.map(|(holds, span)| sign(holds, span, Sign::Example)))
        .or_else(|| described.map(|found| sign(found.value, found.span, Sign::Description)))
}

/// A truth value and an object hold no secret of their own.
fn can_be_secret(ty: Option<&FieldType>) -> bool {
    !ty.is_some_and(|ty| matches!(ty.innermost(), FieldType::Bool | FieldType::Object | FieldType::Array(None)))
}

fn phrases<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 't {
    let mut start = range.start;
    let ends = |c: char| matches!(narrow(c), ',' | ';' | '。' | '(' | ')' | '[' | ']' | ':' | '、' | '\n');
    let pieces: Vec<Range<usize>> = text[range.clone()]
        .split_inclusive(ends)
        .map(|piece| {
            let phrase = start..start + piece.trim_end_matches(ends).len();
            start += piece.len();
            super::fold::trim(text, phrase)
        })
        .filter(|phrase| !phrase.is_empty())
        .collect();
    pieces.into_iter()
}

fn of_phrase(phrase: &str, ty: Option<&FieldType>) -> Option<Holds> {
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
    let can_expire = of_a_card || matches!(ty, None | Some(FieldType::String));
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

/// 13 to 19 digits of a card scheme's range whose check digit is right.
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter(|c| !matches!(c, ' ' | '-')).map_while(|c| c.to_digit(10)).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let of_a_scheme = matches!(digits.first(), Some(3..=6));
    if !plain || !of_a_scheme || !(13..=19).contains(&digits.len()) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// 17 digits and the check character of a resident identity card.
fn is_resident_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let characters: Vec<char> = text.chars().collect();
    let Some((last, digits)) = characters.split_last().filter(|(_, digits)| digits.len() == WEIGHTS.len()) else {
        return false;
    };
    let digits: Vec<u32> = digits.iter().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.len() == WEIGHTS.len()
        && CHECK.get(sum as usize % 11).is_some_and(|check| *check == last.to_ascii_uppercase())
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || ".-_+".contains(c));
    part(name) && part(host) && host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Holds> {
        of_description(text, &(0..text.len()), Some(&FieldType::String)).map(|(holds, _)| holds)
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
        assert_eq!(of_description("卡号", &(0.."卡号".len()), Some(&FieldType::Bool)), None);
    }

    #[test]
    fn a_name_speaks_in_either_style() {
        assert_eq!(of_name("cardNo", None), Some(Holds::CardNumber));
        assert_eq!(of_name("card_no", None), Some(Holds::CardNumber));
        assert_eq!(of_name("CVV", None), Some(Holds::SecurityCode));
        assert_eq!(of_name("card_id", None), None);
    }

    #[test]
    fn a_values_shape_speaks_only_by_its_check_digit() {
        for (text, is) in [("4111111111111111", true), ("4111 1111 1111 1111", true), ("4111111111111112", false)] {
            assert_eq!(is_card_number(text), is, "{text}");
        }
        assert!(is_resident_number("11010519491231002X") && !is_resident_number("110105194912310021"));
        assert!(is_email("a.b@example.com") && !is_email("a@b") && !is_email("@"));
    }
}
