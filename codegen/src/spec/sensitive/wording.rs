//! What a description says that its field holds, phrase by phrase: which thing the phrase is about at its head, whether the field
//! holds it or only says something of it (证件类型), and whose it is (商户地址). The words are in `vocabulary`.

use super::Holds;
use super::vocabulary::{self, Owner, Weight};
use crate::text::tokens::{self, Kind, Token};
use std::ops::Range;

/// What a phrase says of something that must not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// The field holds it.
    Holds(Holds),
    /// The phrase names it, and says that the field does not hold it, or that it is nobody's secret.
    Spares(Holds),
}

/// What a part of a text says that its field holds, and the phrase that says so. `is_text` is whether the field holds text.
pub(crate) fn of_text(text: &str, range: &Range<usize>, is_text: bool) -> Option<(Said, Range<usize>)> {
    let tokens = tokens::of(text, range);
    let mut weaker = None;
    for (at, phrase) in tokens.split(Token::ends_a_name).filter(|phrase| !phrase.is_empty()).enumerate() {
        let place = phrase[0].range.start..phrase[phrase.len() - 1].range.end;
        match of_phrase(phrase, at == 0, is_text) {
            Some(Said::Holds(holds)) if holds != Holds::Unclear => return Some((Said::Holds(holds), place)),
            Some(said) => weaker = weaker.or(Some((said, place))),
            None => {}
        }
    }
    weaker
}

/// A thing in a phrase.
struct Thing {
    at: usize,
    end: usize,
    holds: Holds,
    weight: Weight,
}

fn of_phrase(phrase: &[Token], is_first: bool, is_text: bool) -> Option<Said> {
    // Nearly all phrases name nothing of the kind, whoever it might belong to.
    if (0..phrase.len()).all(|at| vocabulary::thing(&phrase[at..]).is_none()) {
        return None;
    }
    let mut things = Vec::new();
    let mut at = 0;
    while at < phrase.len() {
        if let Some((taken, holds, weight)) = vocabulary::thing(&phrase[at..]) {
            things.push(Thing { at, end: at + taken, holds, weight });
            // A word that says little by itself may be the beginning of another one: 银行 and 卡面号.
            at += if weight == Weight::Strong { taken } else { 1 };
        } else {
            // 户名 is no part of 商户名称.
            at += vocabulary::owner(&phrase[at..]).unwrap_or(1);
        }
    }
    let said = |thing: &Thing| of_thing(thing, phrase, is_first, is_text);
    let heads: Vec<&Thing> = heads(&things, phrase);
    let mut all = heads.into_iter().filter_map(said);
    let first = all.next()?;
    Some(match first {
        // A sure word counts more than one that only hints: 加密的卡号.
        Said::Holds(Holds::Unclear) => {
            all.find(|said| matches!(said, Said::Holds(holds) if *holds != Holds::Unclear)).unwrap_or(first)
        }
        said => said,
    })
}

/// The things of a phrase, its head first: in Chinese that is the last one, in English the last of those that stand together.
fn heads<'t>(things: &'t [Thing], phrase: &[Token]) -> Vec<&'t Thing> {
    let is_chinese = |thing: &Thing| phrase[thing.at..thing.end].iter().any(|token| token.kind == Kind::Han);
    if things.iter().any(is_chinese) {
        return things.iter().rev().collect();
    }
    let together = 1 + things.windows(2).take_while(|pair| pair[0].end == pair[1].at).count();
    let (first, rest) = things.split_at(together.min(things.len()));
    first.iter().rev().chain(rest).collect()
}

fn of_thing(thing: &Thing, phrase: &[Token], is_first: bool, is_text: bool) -> Option<Said> {
    let (before, after) = (&phrase[..thing.at], &phrase[thing.end..]);
    let holds = thing.holds;
    let spares = Some(Said::Spares(holds));
    if vocabulary::NOT_HELD.is_in(phrase) || vocabulary::is_about(after) || vocabulary::is_about_before(before) {
        return spares;
    }
    let owner = match vocabulary::owner_before(before) {
        Owner::Unsaid => vocabulary::owner_after(after),
        owner => owner,
    };
    let is_held = match (thing.weight, holds) {
        (Weight::Head, Holds::PersonName) => is_first && before.is_empty() && after.is_empty(),
        (Weight::Head, _) => vocabulary::is_still(after),
        (Weight::Weak, _) => owner == Owner::Person && vocabulary::is_still(after) || is_alone(thing, phrase),
        (Weight::Strong, _) => true,
    };
    if !is_held {
        return (thing.weight == Weight::Weak && owner == Owner::Organisation).then_some(Said::Spares(holds));
    }
    match holds {
        Holds::PersonName | Holds::Phone | Holds::Email | Holds::Address | Holds::Contact
            if owner == Owner::Organisation =>
        {
            spares
        }
        Holds::Address if vocabulary::MACHINES.is_in(phrase) => spares,
        Holds::Biometric if vocabulary::DEVICES.ending(before).is_some() => spares,
        Holds::ExpiryDate => match vocabulary::expires(phrase, before) {
            Owner::Person if is_text || phrase.iter().any(|token| token.is("卡") || token.is("card")) => {
                Some(Said::Holds(holds))
            }
            Owner::Unsaid if is_text => Some(Said::Holds(Holds::Unclear)),
            _ => spares,
        },
        Holds::CardNumber | Holds::AccountNumber | Holds::Phone | Holds::IdentityNumber
            if vocabulary::PARTS.is_in(phrase) =>
        {
            Some(Said::Holds(Holds::Unclear))
        }
        holds => Some(Said::Holds(holds)),
    }
}

/// A phrase that is 姓 or 名 and nothing else. `name` and 名称 alone may be those of anything.
fn is_alone(thing: &Thing, phrase: &[Token]) -> bool {
    let [only] = phrase else { return false };
    thing.end - thing.at == 1 && (only.is("姓") || only.is("名"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Holds> {
        of_text(text, &(0..text.len()), true).and_then(|(said, _)| match said {
            Said::Holds(holds) => Some(holds),
            Said::Spares(_) => None,
        })
    }

    #[test]
    fn wording_says_what_a_field_holds() {
        use Holds::{
            AccountNumber, Address, Biometric, BirthDate, CardNumber, Contact, Email, ExpiryDate, IdentityNumber, Key,
            OneTimeCode, Password, PersonName, Phone, Pin, SecurityCode, TrackData, Unclear,
        };
        for (text, holds) in [
            ("卡号", CardNumber),
            ("银行卡号", CardNumber),
            ("卡号列表", CardNumber),
            ("卡号列表，逗号分隔", CardNumber),
            ("手机号数组", Phone),
            ("card number list", CardNumber),
            ("list of card numbers", CardNumber),
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
            ("出生年月", BirthDate),
            ("DOB", BirthDate),
            ("驾驶证号", IdentityNumber),
            ("社会保障号", IdentityNumber),
            ("SSN", IdentityNumber),
            ("统一社会信用代码", IdentityNumber),
            ("持卡人英文名", PersonName),
            ("姓", PersonName),
            ("名", PersonName),
            ("First name", PersonName),
            ("The last name of the customer", PersonName),
            ("name of the cardholder", PersonName),
            ("Card PAN", CardNumber),
            ("卡面号", CardNumber),
            ("银行卡", CardNumber),
            ("磁道信息", TrackData),
            ("指纹", Biometric),
            ("人脸照片", Biometric),
            ("收款人账户", AccountNumber),
            ("联系方式", Contact),
            ("微信号", Contact),
            ("邮政编码", Address),
            ("街道", Address),
            ("商户联系人电话", Phone),
            ("公司法人手机号", Phone),
            ("接收验证码的手机号", Phone),
            ("手机验证码", OneTimeCode),
            ("card PIN", Pin),
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
            "商户名称",
            "商户地址",
            "店铺地址",
            "有效期类型",
            "客服电话",
            "merchant address",
            "Address of the bank",
            "银行卡组织",
            "文件名",
            "设备指纹",
            "人脸识别结果",
            "手机号验证状态",
            "type of the card number",
            "company name",
            "订单有效期",
            "expanded details",
            "mapping table",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
