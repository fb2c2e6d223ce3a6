//! What a field holds that must not be shown is told by what its description is about, what it says of it, and whose it is: in
//! any combination of these.

use crate::drawn;
use open_api_codegen::distill::page::model::Body;
use open_api_codegen::distill::page::{self, Holds};
use proptest::prelude::*;
use proptest::sample::select;

/// What a text field of this name and description holds.
fn holds(name: &str, description: &str) -> Option<Holds> {
    let text = format!(
        "# 标题\n\nPOST /a/b\n\n## 响应内容\n\n| 字段 | 类型 | 必填 | 描述 |\n|---|---|---|---|\n| {name} | string | 是 | {description} |\n"
    );
    let Some(Body::Operation(operation)) = page::parse(&text).page.map(|page| page.body) else { return None };
    operation.response.table?.rows.pop()?.sensitive.map(|sensitive| sensitive.value.holds)
}

/// Things that are secret whoever's they are.
const ALWAYS: &[(&str, Holds)] = &[
    ("卡号", Holds::CardNumber),
    ("银行卡号", Holds::CardNumber),
    ("卡面号", Holds::CardNumber),
    ("信用卡卡号", Holds::CardNumber),
    ("磁道信息", Holds::TrackData),
    ("安全码", Holds::SecurityCode),
    ("CVV2", Holds::SecurityCode),
    ("支付密码", Holds::Password),
    ("交易密码", Holds::Pin),
    ("短信验证码", Holds::OneTimeCode),
    ("密钥", Holds::Key),
    ("身份证号", Holds::IdentityNumber),
    ("证件号码", Holds::IdentityNumber),
    ("驾驶证号", Holds::IdentityNumber),
    ("社会保障号", Holds::IdentityNumber),
    ("护照号码", Holds::IdentityNumber),
    ("出生年月", Holds::BirthDate),
    ("生日", Holds::BirthDate),
    ("银行账号", Holds::AccountNumber),
    ("人脸照片", Holds::Biometric),
];

/// Things that an organisation has, too, and shows.
const OF_SOMEBODY: &[(&str, Holds)] = &[
    ("电话", Holds::Phone),
    ("联系电话", Holds::Phone),
    ("邮箱", Holds::Email),
    ("地址", Holds::Address),
    ("详细地址", Holds::Address),
    ("邮政编码", Holds::Address),
    ("微信号", Holds::Contact),
    ("联系方式", Holds::Contact),
];

const PERSONS: &[&str] =
    &["", "持卡人", "收款人", "客户", "本人", "法人", "紧急联系人", "商户联系人", "公司负责人", "用户的"];
const ORGANISATIONS: &[&str] =
    &["商户", "店铺", "门店", "公司", "银行", "开户行", "平台", "客服", "收款银行", "发卡机构", "供应商的", "商户注册"];
const STILL: &[&str] = &["", "列表", "，必填", "（加密传输）", "。", "，如有", "：最长64位"];
const ABOUT: &[&str] =
    &["类型", "状态", "数量", "长度", "格式", "验证状态", "的类型", "是否必填", "国家", "校验规则", "序号"];

const ENGLISH: &[(&str, Holds)] = &[
    ("card number", Holds::CardNumber),
    ("Card PAN", Holds::CardNumber),
    ("PAN", Holds::CardNumber),
    ("first name", Holds::PersonName),
    ("Last name", Holds::PersonName),
    ("name of the cardholder", Holds::PersonName),
    ("cardholder's name", Holds::PersonName),
    ("beneficiary name", Holds::PersonName),
    ("SSN", Holds::IdentityNumber),
    ("passport number", Holds::IdentityNumber),
    ("driver's license number", Holds::IdentityNumber),
    ("date of birth", Holds::BirthDate),
    ("DOB", Holds::BirthDate),
    ("billing address", Holds::Address),
    ("zip code", Holds::Address),
    ("phone number", Holds::Phone),
    ("e-mail", Holds::Email),
    ("CVV", Holds::SecurityCode),
    ("security code", Holds::SecurityCode),
    ("PIN", Holds::Pin),
    ("one-time password", Holds::OneTimeCode),
    ("bank account number", Holds::AccountNumber),
    ("track 2 data", Holds::TrackData),
];

proptest! {
    #![proptest_config(drawn::config(400))]

    #[test]
    fn what_is_secret_is_held_whoever_it_is_of(
        (thing, meant) in select(ALWAYS),
        owner in select([PERSONS, ORGANISATIONS].concat()),
        still in select(STILL),
    ) {
        let text = format!("{owner}{thing}{still}");
        prop_assert_eq!(holds("x", &text), Some(meant), "{}", text);
    }

    #[test]
    fn what_is_a_persons_is_held_and_what_is_an_organisations_is_not(
        (thing, meant) in select(OF_SOMEBODY),
        person in select(PERSONS),
        organisation in select(ORGANISATIONS),
        still in select(STILL),
        of_person in any::<bool>(),
    ) {
        let text = format!("{}{thing}{still}", if of_person { person } else { organisation });
        // 加密传输 hints at something by itself.
        prop_assume!(of_person || !still.contains("加密"));
        prop_assert_eq!(holds("x", &text), of_person.then_some(meant), "{}", text);
    }

    #[test]
    fn what_is_only_said_of_it_is_not_held(
        (thing, meant) in select([ALWAYS, OF_SOMEBODY].concat()),
        owner in select([PERSONS, ORGANISATIONS].concat()),
        about in select(ABOUT),
    ) {
        let text = format!("{owner}{thing}{about}");
        let read = holds("x", &text);
        prop_assert!(read.is_none(), "{} ({}): {:?}", text, meant, read);
    }

    #[test]
    fn english_words_say_the_same(
        (thing, meant) in select(ENGLISH),
        lead in select(vec!["", "The ", "Full ", "Your "]),
        still in select(vec!["", ".", ", required", " (optional)", " of the customer", " as printed on the card"]),
        about in select(vec![" type", " status", " length", " format", " verification status", " is required"]),
        is_about in any::<bool>(),
    ) {
        prop_assume!(!(is_about && thing.contains(" of the ")));
        let text = format!("{lead}{thing}{}", if is_about { about } else { still });
        prop_assert_eq!(holds("x", &text), (!is_about).then_some(meant), "{}", text);
    }

    #[test]
    fn persons_have_names_and_others_have_too(
        name in select(vec!["姓名", "名称", "名字", "英文名", "的英文名", "中文名称"]),
        person in select(vec!["持卡人", "收款人", "受益人", "客户", "法人", "付款方", "开户人"]),
        other in select(vec!["商户", "公司", "银行", "产品", "文件", "活动", "币种", "国家", "门店", "渠道"]),
    ) {
        prop_assert_eq!(holds("x", &format!("{person}{name}")), Some(Holds::PersonName), "{}{}", person, name);
        if name != "姓名" {
            prop_assert_eq!(holds("x", &format!("{other}{name}")), None, "{}{}", other, name);
        }
    }

    #[test]
    fn what_has_nothing_to_do_with_it_is_not_marked(
        text in select(vec![
            "交易类型", "订单编号", "卡 id", "bin id", "页码", "每页记录数", "备注", "创建时间", "卡片名称", "卡组织", "卡片状态", "渠道编码", "开卡数量",
            "商品名称", "回调地址", "图片地址", "交易地点", "签名类型", "收货状态", "订单有效期", "审核意见", "拒绝原因", "卡类型名称", "地区", "支付方式", "Company",
            "expanded view", "mapping", "Shipping method", "Order name", "the page", "Opinion", "spinner", "tokenised flag", "keyword", "emailed at?",
        ]),
    ) {
        prop_assert_eq!(holds("x", text), None, "{}", text);
    }

    #[test]
    fn a_description_that_spares_the_thing_settles_what_the_name_hints_at(
        (name, text) in select(vec![
            ("address", "商户地址"), ("expiry", "有效期类型"), ("email", "客服邮箱"), ("phone", "商户电话"), ("id_number", "证件号类型"),
        ]),
    ) {
        prop_assert_eq!(holds(name, text), None, "{}: {}", name, text);
    }

    #[test]
    fn a_secret_by_name_that_the_description_spares_is_for_a_person(
        (name, text) in select(vec![("card_no", "卡号类型"), ("cvv", "安全码长度"), ("password", "是否设置密码")]),
    ) {
        prop_assert_eq!(holds(name, text), Some(Holds::Unclear), "{}: {}", name, text);
    }
}
