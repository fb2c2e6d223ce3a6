//! The words of descriptions for what must not be shown, in Chinese and in English, and the words beside them that decide whether
//! the field holds it: whose it is, and what of it is said.

use super::Holds;
use crate::text::lexicon::{Lexicon, lexicon};
use crate::text::tokens::Token;

/// How much a word says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// The field holds it, unless the words say otherwise.
    Strong,
    /// Only where the phrase ends with it: 银行卡, and not 银行卡组织.
    Head,
    /// Only beside a person: 持卡人英文名, and not 文件名.
    Weak,
}

static THINGS: Lexicon<(Holds, Weight)> = lexicon!(
    (Holds, Weight),
    [
        (
            (Holds::SecurityCode, Weight::Strong),
            "安全码, 校验码, 卡背三码, 后三码, cvv, cvv2, cvc, cvc2, cvn, cvn2, csc, security code, verification value, \
         card verification code",
        ),
        (
            (Holds::OneTimeCode, Weight::Strong),
            "验证码, 动态码, 动态密码, 动态口令, 一次性密码, 激活码, otp, one time code, one time password, \
         one time passcode, one time pin, onetimecode, verification code, sms code, vcode",
        ),
        (
            (Holds::Pin, Weight::Strong),
            "pin, pin码, pin code, pin block, pincode, 卡密码, 卡密, 交易密码, 取款密码, 消费密码",
        ),
        ((Holds::Password, Weight::Strong), "密码, 口令, password, passwd, passcode, passphrase, pwd"),
        (
            (Holds::Key, Weight::Strong),
            "密钥, 秘钥, 私钥, 授权key, 授权码, 令牌, 助记词, secret, api key, apikey, access key, accesskey, \
         private key, privatekey, secret key, access token, accesstoken, refresh token, token, credential, \
         appsecret, app secret",
        ),
        (
            (Holds::TrackData, Weight::Strong),
            "磁道, 磁条信息, 磁条数据, 二磁, 三磁, 芯片数据, track data, track 1, track 2, track1, track2, track3, \
         magnetic stripe, emv data, chip data",
        ),
        (
            (Holds::AccountNumber, Weight::Strong),
            "账号, 帐号, 银行账号, 银行帐号, 银行账户号, 账户号, 帐户号, 账户号码, bank account number, account number, \
         account no, accountno, iban",
        ),
        (
            (Holds::AccountNumber, Weight::Head),
            "银行账户, 银行帐户, 收款账户, 付款账户, 收款人账户, 付款人账户, 收款方账户, 付款方账户, 对方账户, \
         对公账户, 结算账户, 提现账户, 入账账户, 出账账户, 受益人账户, 开户账户, bank account, beneficiary account, \
         payee account, recipient account",
        ),
        (
            (Holds::CardNumber, Weight::Strong),
            "卡号, 卡片号, 卡面号, 主账号, 卡号码, pan, card number, card no, card num, cardnumber, cardno, card pan, \
         primary account number, debit card number, credit card number",
        ),
        ((Holds::CardNumber, Weight::Head), "银行卡, 信用卡, 借记卡, 储蓄卡, 收款卡, 付款卡, 绑定卡"),
        (
            (Holds::IdentityNumber, Weight::Strong),
            "身份证, 身份号码, 身份证明号, 证件号, 证件编号, 证照号, 护照号, 驾驶证号, 驾照号, 社保号, 社保卡号, \
         社会保障号, 社会保障卡号, 社会保险号, 社会安全号, 社会安全码, 统一社会信用代码, 社会信用代码, \
         组织机构代码, 营业执照号, 营业执照注册号, 税号, 税务登记号, 税务识别号, 纳税人识别号, 通行证号, 居住证号, \
         军官证号, 户口簿号, passport number, passport no, id number, id no, idnumber, id card, idcard, \
         identity card, identity number, identification number, national id, document number, document no, tax id, \
         taxid, tax number, tin, ein, ssn, social security number, social security no, social insurance number, \
         license number, licence number, driver license, driver licence, drivers license, driving licence, \
         driving license, unified social credit code, social credit code, identity document number",
        ),
        (
            (Holds::IdentityNumber, Weight::Head),
            "护照, 驾照, 驾驶证, 证件, 通行证, 居住证, 军官证, 户口簿, 户口本, 回乡证, 台胞证, 港澳台通行证, 社保卡, \
         营业执照, passport",
        ),
        (
            (Holds::PersonName, Weight::Strong),
            "姓名, 姓氏, 英文姓, 中文姓, 姓拼音, 名拼音, 户名, 账户名, 帐户名, 账户名称, 真实名字, 真名, 曾用名, \
         开户名, first name, firstname, last name, lastname, middle name, full name, fullname, given name, \
         family name, maiden name, surname, legal name, real name, name on card, name on the card, account name, \
         account holder, cardholder name, holder name",
        ),
        (
            (Holds::PersonName, Weight::Head),
            "持卡人, 收款人, 付款人, 受益人, 法人, 法定代表人, 联系人, 负责人, 经办人, 紧急联系人, 收件人, 申请人, \
         cardholder",
        ),
        ((Holds::PersonName, Weight::Weak), "名称, 名字, 名, 姓, 英文名, 中文名, 拼音, name"),
        (
            (Holds::Phone, Weight::Strong),
            "手机, 电话, 手机号, 座机, 传真, phone, mobile, telephone, cellphone, cell phone, fax number",
        ),
        (
            (Holds::Contact, Weight::Strong),
            "联系方式, 微信号, 微信账号, qq号, qq, whatsapp, telegram号, contact information, contact details, \
         wechat id",
        ),
        ((Holds::Email, Weight::Strong), "邮箱, 电子邮件, email, e mail, mail address, 电邮"),
        (
            (Holds::Address, Weight::Strong),
            "地址, 住址, 住所, 街道, 门牌号, 邮编, 邮政编码, 户籍所在地, address, street, zip code, zipcode, \
         postal code, postcode, post code, zip",
        ),
        (
            (Holds::BirthDate, Weight::Strong),
            "出生日期, 出生年月, 出生年月日, 出生年, 出生时间, 生日, date of birth, birth date, birthdate, birthday, \
         dob, year of birth, birth year, birth month",
        ),
        (
            (Holds::Biometric, Weight::Strong),
            "指纹, 人脸, 面部, 虹膜, 声纹, 掌纹, 自拍, 手持身份证, 手持证件, 证件照, 证件正面, 证件反面, 证件图片, \
         证件影像, 护照照片, 大头照, 本人照片, 生物特征, fingerprint, face image, face photo, facial image, \
         facial photo, selfie, iris, voiceprint, id photo, passport photo, biometric, biometrics",
        ),
        (
            (Holds::Unclear, Weight::Strong),
            "敏感, 保密, 隐私, 机密, 加密, 脱敏, 掩码, 密文, 实名, 个人信息, 个人资料, 用户名, 登录名, 昵称, 头像, \
         电子签名, 手写签名, 籍贯, 出生地, 民族, 婚姻, 性别, 国籍, confidential, sensitive, encrypted, masked, \
         personal, username, user name, login name, nickname, avatar, nationality, gender, place of birth, \
         birthplace",
        ),
        (
            (Holds::ExpiryDate, Weight::Strong),
            "有效期, 有效期限, 有效日期, 有效年月, 有效月, 有效年, 过期时间, 过期日, 过期日期, 到期日, 到期时间, \
         到期年月, 失效日期, 失效时间, expiry, expiry date, expiration, expiration date, expire date, expire, \
         exp date, valid thru, valid through, good thru",
        ),
    ]
);

/// Words for what is no person: its name, address and telephone may be shown.
static ORGANISATIONS: Lexicon = lexicon!(
    "商户, 商家, 店铺, 门店, 商店, 店面, 网店, 公司, 企业, 机构, 银行, 开户行, 支行, 分行, 总行, 网点, 平台, 客服, \
     官方, 渠道, 供应商, 厂商, 服务商, 仓库, 物流, 快递, 学校, 医院, 单位, 部门, 集团, 组织, 收单行, 发卡行, \
     代理行, 酒店, 站点, 卡组织, 经营, 办公, 营业, merchant, store, shop, company, corporate, corporation, \
     enterprise, bank, branch, platform, support, service, business, vendor, supplier, institution, organization, \
     organisation, website, site, issuer, acquirer, office, headquarters, dealer, agency, product, file, country, \
     currency",
);

/// Machines have addresses, too.
pub(super) static MACHINES: Lexicon = lexicon!(
    "回调, 通知, 跳转, 页面, 图片, 下载, 链接, 接口, 文件, 服务, 服务器, 网络, 返回, 钱包, 链上, 合约, 充币, 提币, \
     请求, 推送, 域名, 网站, 主机, 代理, 存储, 访问, url, ip, mac, callback, notify, notification, wallet, web, \
     server, host, endpoint, contract, blockchain, deposit, memory, return",
);

/// Words for a person, whose name, address and telephone must not be shown.
static PERSONS: Lexicon = lexicon!(
    "持卡人, 收款人, 收款方, 付款人, 付款方, 受益人, 受益所有人, 客户, 用户, 会员, 本人, 个人, 联系人, 法人, \
     法定代表人, 代表人, 负责人, 经办人, 店主, 股东, 董事, 员工, 老板, 业主, 申请人, 代理人, 监护人, 父亲, 母亲, \
     配偶, 家属, 收件人, 寄件人, 收货人, 发件人, 司机, 乘客, 旅客, 学生, 患者, 买家, 卖家, 户主, 持有人, 开户人, \
     预留, 借款人, 担保人, 操作员, 推荐人, cardholder, holder, payee, payer, beneficiary, recipient, sender, \
     receiver, remitter, customer, client, member, contact, owner, director, shareholder, representative, employee, \
     applicant, guardian, spouse, father, mother, buyer, seller, person, individual, signatory, emergency, user, \
     payor, debtor, creditor",
);

/// What may stand between an owner and the thing.
static BETWEEN: Lexicon = lexicon!(
    "的, 英文, 中文, 拼音, 全, 真实, 法定, 证件, 联系, 注册, 详细, 所在, 总部, s, full, english, legal, registered, \
     的联系, 完整, contact, postal, mailing, 所在地",
);

/// What follows such a word when the field is about it and does not hold it: 证件类型, 卡号数量, password length.
static ABOUT: Lexicon = lexicon!(
    "类型, 种类, 类别, 数量, 个数, 总数, 状态, 是否, 次数, 长度, 规则, 格式, 错误, 归属, 所属, 国家, \
     区号, 国别, id, 序号, 校验, 前缀, 系统, 运营, 型号, 规范, 开关, 验证, 认证, 绑定, 识别, 比对, 核验, 检测, \
     签发, 颁发, 发行, 有效期, 到期, 品牌, 余额, 位数, 策略, 等级, 级别, 结果, 编码方式, 方式, 算法, 版本, 标识位, \
     标志, 重试, 支付, 设置时间, 更新时间, 变更, 登录, 模板, 渠道, 场景, 费, type, types, status, count, length, \
     format, rule, rules, flag, brand, issuer, scheme, network, verified, verification, required, enabled, \
     country, app, payment, os, device, carrier, operator, model, version, prefix, policy, retry, retries, \
     attempts, algorithm, mode, level, validity, expiry, expires, ttl, currency, balance, state, code type, kind, \
     is",
);

/// What may stand between a thing and what is said of it: 磁道信息的类型.
static FORMS: Lexicon = lexicon!("的, 号, 号码, 码, 信息, 数据, 照, 照片, 图片, 图像, 内容, number, information, data");

/// What may follow and leaves the thing what the field holds: 银行卡号码, 护照信息.
static STILL: Lexicon = lexicon!(
    "号, 号码, 码, 信息, 数据, 内容, 明文, 原文, 全称, 正面, 反面, 照, 照片, 列表, 数组, 集合, 清单, no, number, \
     information, info, data, list, of, for, used, to, in, with, as, must, that, which, on, 用于, 为, 必, 如, 例, 需, 须, 不, 请, 由, 即, 和, 或, \
     及, 与, 当, 仅, 支持",
);

/// Words of a phrase for which the field does not hold the thing: 是否需要密码.
pub(super) static NOT_HELD: Lexicon =
    lexicon!("是否, 不含, 无需, 不需要, 不返回, 没有, 免密, whether, without, has, if");

/// What names a part of a number.
pub(super) static PARTS: Lexicon = lexicon!(
    "后四位, 后4位, 末四位, 末4位, 尾号, 前六位, 前6位, 后几位, 部分, last4, last 4, last four, first six, first 6, \
     bin",
);

/// The thing that is named at these tokens: how many they are. The longest word counts.
pub(super) fn thing(tokens: &[Token]) -> Option<(usize, Holds, Weight)> {
    THINGS.starting(tokens).map(|(taken, (holds, weight))| (taken, holds, weight))
}

/// The owner that is named at these tokens: how many they are.
pub(super) fn owner(tokens: &[Token]) -> Option<usize> {
    starting(tokens, &ORGANISATIONS).max(starting(tokens, &PERSONS))
}

fn starting(tokens: &[Token], words: &Lexicon<()>) -> Option<usize> {
    words.starting(tokens).map(|(taken, ())| taken)
}

/// Whose a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Person,
    Organisation,
    Unsaid,
}

/// Whose the thing is that comes after these tokens, by the owner right before it.
pub(super) fn owner_before(tokens: &[Token]) -> Owner {
    let mut before = tokens;
    while let Some(taken) = BETWEEN.ending(before).filter(|taken| *taken < before.len()) {
        before = &before[..before.len() - taken];
    }
    let person = PERSONS.ending(before).or_else(|| PERSONS.ending(tokens)).unwrap_or(0);
    let organisation = ORGANISATIONS.ending(before).unwrap_or(0);
    match person.cmp(&organisation) {
        _ if person == 0 && organisation == 0 => Owner::Unsaid,
        std::cmp::Ordering::Less => Owner::Organisation,
        _ => Owner::Person,
    }
}

/// Whose the thing is that comes before these tokens: `name of the cardholder`.
pub(super) fn owner_after(tokens: &[Token]) -> Owner {
    const NEAR: usize = 5;
    let near = &tokens[..tokens.len().min(NEAR)];
    if !near.first().is_some_and(|first| matches!(first.word.as_str(), "of" | "for" | "on")) {
        Owner::Unsaid
    } else if PERSONS.is_in(near) || near.iter().any(|token| token.is("card") || token.is("account")) {
        Owner::Person
    } else if ORGANISATIONS.is_in(near) {
        Owner::Organisation
    } else {
        Owner::Unsaid
    }
}

/// Whether what follows a thing says that the field is only about it.
pub(super) fn is_about(after: &[Token]) -> bool {
    let mut after = after;
    while let Some(taken) = starting(after, &FORMS) {
        after = &after[taken..];
    }
    starting(after, &ABOUT).is_some()
}

/// `type of`, `length of the`: what comes before a thing and says the same.
pub(super) fn is_about_before(before: &[Token]) -> bool {
    let articles = before.iter().rev().take_while(|token| matches!(token.word.as_str(), "the" | "a" | "an")).count();
    let before = &before[..before.len() - articles];
    let Some((last, before)) = before.split_last() else { return false };
    last.is("about") || last.is("of") && ABOUT.ending(before).is_some()
}

/// Whether what follows leaves the thing what the field holds.
pub(super) fn is_still(after: &[Token]) -> bool {
    after.is_empty() || starting(after, &STILL).is_some()
}

/// Other things that expire.
static EXPIRING: Lexicon = lexicon!(
    "验证码, 链接, 订单, 优惠, 优惠券, 二维码, 会话, 签名, 令牌, token, 授权, 活动, 报价, 汇率, 合同, 协议, 密钥, \
     证书, 请求, 支付, 账单, 还款, 商品, 额度, 会员, session, link, order, coupon, quote, offer, rate, contract, \
     request, payment, certificate, signature, qr, code, invoice, bill, key",
);

/// What expires by these words: a card, something else, or nothing that is named.
pub(super) fn expires(phrase: &[Token], before: &[Token]) -> Owner {
    if phrase.iter().any(|token| token.is("卡") || token.is("card")) {
        Owner::Person
    } else if EXPIRING.is_in(phrase) {
        Owner::Organisation
    } else if before.iter().all(|token| matches!(token.word.as_str(), "的" | "the" | "该" | "its" | "in" | "of")) {
        Owner::Person
    } else {
        Owner::Unsaid
    }
}

/// Words beside `fingerprint` with which it is not a person's.
pub(super) static DEVICES: Lexicon =
    lexicon!("设备, 证书, 公钥, 密钥, 浏览器, 数字, 文件, device, certificate, key, browser, digital, file");
