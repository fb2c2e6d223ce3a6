//! The words of a foreign text that may be shown: those that speak of payments, cards, calls and their faults, and those that hold a
//! sentence together. No name of a person is among them, no month, and no number in words; what is not listed is not shown.

/// Whether a run of letters is a known word, or several (`invalidParameter`).
pub(super) fn is_known(word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    if is_listed(&small) {
        // As a name, or at the beginning of a sentence, which nobody can tell apart.
        return word == small || !contains(NAMES_TOO, &small);
    }
    let mut parts = humps(word).peekable();
    let several = parts.peek().is_some_and(|first| first.len() < word.len());
    several && parts.all(|part| part.len() > 1 && is_known(part))
}

fn is_listed(small: &str) -> bool {
    let stem = |end: &str| small.strip_suffix(end).filter(|stem| stem.len() > 2);
    contains(ENGLISH, small) || stem("s").is_some_and(|stem| contains(ENGLISH, stem)) || contains(NAMES_TOO, small)
}

fn contains(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|listed| listed == word)
}

/// The parts of a word that begin with a capital behind a small letter.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let ends = |pair: &(usize, char)| pair.1.is_uppercase() && rest[..pair.0].ends_with(char::is_lowercase);
        let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
        let (part, behind) = rest.split_at(end);
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

/// Whether a sign is of the script in which words stand without spaces.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// The parts of a run of Chinese, and whether each is known. A sign that is a word by itself may be part of a name, too: beside what is
/// not known it is not known, either.
pub(super) fn han_parts(run: &str) -> Vec<(&str, bool)> {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let listed = CHINESE.split_whitespace().filter(|word| rest.starts_with(word)).max_by_key(|word| word.len());
        let (part, behind) = rest.split_at(listed.map_or(first.len_utf8(), str::len));
        parts.push((part, listed.is_some()));
        rest = behind;
    }
    let spreads = |parts: &mut [(&str, bool)]| {
        for at in 1..parts.len() {
            if !parts[at - 1].1 && parts[at].0.chars().count() == 1 {
                parts[at].1 = false;
            }
        }
    };
    spreads(&mut parts);
    parts.reverse();
    spreads(&mut parts);
    parts.reverse();
    parts
}

/// Small letters, in the singular where that is the plural without its `s`.
const ENGLISH: &str = "
abnormal backend boom bug cooldown crash crashed dear embossed exploded frozen hello hi incident insolvent internally issues kindly nonexistent
nope okay oops outage overdue panic patience rebooting regards respond responded restart retrying shortly somewhere somehow spike stuck
teapot thank thanks throttling undelivered unfortunately unissued unlikely unprocessed upgrade welcome
aren couldn didn doesn hadn hasn haven isn shouldn wasn weren wouldn
a able abort aborted about above absent accept accepted access accessible according account acquirer action activate activated
activation active activity actual add added addition additional address adjust adjusted after again against agent aged agreement
algorithm alias all allow allowed alphanumeric already also altered always am amount an and another any anymore anything api app
appear append applicable applicant application applied apply approval approve approved are argument array as ask asked aspect assign
assigned associated at ate attempt attempted audit auth authenticate authenticated authentication authorisation authorise authorised
authorities authority authorization authorize authorized auto automatic automatically availability available await awaiting bad balance
bank base basic batch be because been before begin behind being below benefit beneficiaries beneficiary best better between beyond
bigger bin bit blacklist blacklisted blank block blocked body bool boolean both bound brand broke broken browser bucket budget busy but
buy by byte cache call callback called caller can cancel canceled cancellation cancelled cannot cap capacity caps captcha capture
captured card cardholder care carrier category cause caused certificate change changed channel char character charge charged chargeback
check checked checksum choose chosen client close closed code combination come commission common compliance complete completed
condition config configuration configured confirm confirmation confirmed conflict conflicting connect connected connection consumer
contact contain contained content context continue contract control convert converted copy correct corresponding could count counter
counterparties counterparty countries country create created creation credential credit cross csv currencies currency current currently
customer cvc cvv daily data database date day deactivated deadline debit decimal decision declined decline decode decrypt decryption
default defined delay delayed delete deleted delivered delivery denied deny deposit description destination destroyed detail details
detected determine developer device did different digit digits direct direction disable disabled disallowed discarded dispute disputed
do document documentation does doing domain done down download dropped due duplicate duplicated duplication during each earlier
early edit eligible else email empty enable enabled encode encoded encoding encrypt encrypted encryption end ended endpoint enough ensure
enter entered entities entity entries entry enum environment equal err error errors escaped every everything exact exactly example exceed
exceeded exceeding exceeds except exception exceptional exchange exclude excluded execute executed execution exist existed existing
exists expected expiration expire expired expires expiry explain explicit extension external extra fail failed failing fails failure
false fault feature fee fees few field file fill filled filter final finally find finish finished firewall fix fixed flag flow
follow following for forbidden forced foreign form format formatted forward found fraud free freeze freezing frequency frequent
frequently from front froze frozen full function fund funded funding funds further gateway general generate generated generic get
getting give given go goes gone good got greater group had handle handled handler handling happened has hash have having he header
help here high higher hint hit hold holder holding host hour hours how however html http https id identical identification identifier
identities identity idempotency idempotent if ignore ignored ill illegal image immediately implement implemented in inactive include included
includes including incoming incomplete inconsistent incorrect incorrectly indicate individual info information initial initiate initiated
inner input insert inside instead institution insufficient int integer intended interface internal interrupted into invalid invalidated
inventory ip is issue issued issuer issuing it item its itself job json just keep kept key kind known kyc kyb language large larger last
late later latest lead least left legal length less level limit limitation limited line link linked list listed load loaded local
location lock locked log logged login logout longer look lost low lower machine made main maintenance make malformed manager mandatory
manual many mask match matched matching max maximal maximum mcc mean media member memory merchant message meta method
middle might min minimal minimum minor minute mismatch mismatched missing mistake mobile mode model modified modify module moment
money month monthly more most move moved much multiple must name named near necessary need needed negative neither network never new newer
next no node nonce none nor normal not note nothing notice notification notified notify now null number numeric object obtain occur
occurred of off offline offset old older on once ongoing online only open opened opening operate operation operator option
optional or order ordinary org organisation organization origin original other otherwise our out outdated outgoing outside over
overdraft overdrawn overflow overlap overload overloaded own owner package page pan paid pair panel param parameter parent parse parsed
parsing part partial partially participant parties partner party passed password past path pause paused pay payable payee payer paying
payload payment payout pem pending per percent perform performed period permanent permanently permission permissions permit permitted
person personal phone physical pin place plan platform please plus point policies policy port portal portion positive possible
post posted postal precision prefix present previous previously primary prior private privilege problem procedure proceed process
processed processing processor product production profile program progress prohibited project proof properly properties property
protected protection protocol provide provided provider province proxy public purchase purpose push put quantity queries query queue
queued quota raise random range rate rates raw re reach reached read readable reading ready real reason receipt receive received receiver
recently recharge recipient recognised recognized record recurring redirect reduce refer reference refresh refund refunded refused region
register registered registration regulation reject rejected rejection related relation release released remain remaining remark remote
remove removed renew repeat repeated replace replaced replay replayed report request requested require required requires res reserve
reserved reset resolve resolved resource response rest restricted restriction result resume retried retries retry return returned reversal
reverse reversed review revise revoke revoked risk role route row rule run running safe same sandbox save saved say schedule scheduled
schema scheme scope script search secret section secure security see seem segment select selected self send sender sending sensitive
sent separate sequence serial series server service session set setting setup several share she shop should show shown shut sign signature
signed signing similar simple simply since single site situation size skip slow slower small smaller smallest sms so soft software some
something sometimes soon sorry source spaces special specific specified specify spend spending spent split sql ssl staff stage stale
standard start started state statement static status step still stock stolen stop stopped storage store stored street string submit
submitted subscription succeed succeeded success successful successfully such suffix suggest sum summary supplied supply support
supported surpassed suspend suspended suspicious switch sync syntax system table tag take taken target task tax temporarily temporary
terminal terminate terminated test text than that the their them then there these they thing this those though threshold throttled
through thus ticket till time timed timeout times timestamp timezone title tls to today together token tomorrow too took tool top topup
total town trace tracking trade traffic transaction transfer transferred transient transit transport tried trigger trouble true
truncated try trying turn turned type typed unable unacceptable unauthenticated unauthorised unauthorized unavailable unblock
unblocked under undefined unexpected unfreeze unfrozen uninitialized unique unit unknown unless unlock unmatched unpaid unprocessable
unreachable unreadable unrecognised unrecognized unregistered unresolved unsigned unspecified unsuccessful unsupported until unusable unused
unverified up update updated upload upper upstream url usable usage use used useful user using utc utf uuid valid validate validated
validation validity value variable various vendor verification verified verify version very via view violate violated violation virtual
visible void wait waiting wallet want warning was way we web webhook week weekly well were what when where whether which while whitelist
whitelisted who whole whose why width window with withdraw withdrawal withdrawn within without word work working would write written wrong
xml year yearly yes yesterday yet you your zip zone

aed amex aud brl btc cad chf cny dkk eth eur gbp hkd huf idr inr jcb jpy krw mastercard maestro mxn myr nok nzd pci php pln rub sek sgd
sms thb trc try twd unionpay usd usdc usdt visa vnd zar

aml apikey appid appkey atm avs bic cors cpu csrf dns dto eof fifo gmt grpc hmac iban iso jwt kms mac md nginx npe oauth openapi otp pdf pid pos
rpc rsa sdk sha sid soap socket ssh ssn stderr stdout swift sys tcp ttl udp ui uid uri vpn xss";

/// Words that are names of people, too: shown only in small letters, as a name hardly ever is.
const NAMES_TOO: &str = "art bill case cash child day dean don drew field frank grace grant hope hunt joy law long main may mark page park pat
power price rate read rich rob rose s said short small story street sue t temple town wait wells west will wise word young";

/// Longest first is found, so a word may begin another.
const CHINESE: &str = "
不存在 不支持 不允许 不匹配 不一致 不正确 不可用 不合法 不完整 不足 不能 不可 不是 不在 不得 不符 不对 不明
卡号 卡片 卡段 卡头 卡种 卡类型 持卡人 虚拟卡 实体卡 银行卡 信用卡 借记卡 开卡 销卡 冻卡 发卡 卡组织
余额 金额 限额 额度 最大 最小 最多 最少 大于 小于 等于 高于 低于 超出 超过 超限 上限 下限 手续费 费用 费率 汇率 单笔 每日 每月 每年 累计 总额
账户 帐户 账号 帐号 钱包 商户 客户 用户 会员 应用 收款人 收款方 付款人 付款方 受益人 银行 渠道 平台 系统 机构 代理
交易 订单 支付 付款 收款 充值 提现 转账 转帐 退款 扣款 入账 出账 结算 清算 消费 授权 预授权 撤销 冲正 代付 代收 汇款 币种 货币 人民币 美元 欧元 港币
存在 已存在 已有 没有 未找到 找不到 查不到 无法 无效 无权 无权限 有效 失效 有效期 过期 已过期 到期 超时 失败 成功 错误 异常 繁忙 故障 维护 中断 拒绝
状态 冻结 已冻结 解冻 激活 未激活 已激活 注销 已注销 关闭 已关闭 开通 未开通 已开通 停用 禁用 已禁用 启用 锁定 已锁定 暂停 正常 限制 受限 禁止 风控 风险 黑名单 白名单
申请 审核 审批 审核中 处理 处理中 已处理 待处理 通过 未通过 完成 已完成 未完成 取消 已取消 提交 重复提交 重复 频繁 过于频繁 次数 过多 过长 过短 过大 过小
参数 字段 必填 必传 缺少 缺失 不能为空 为空 空值 格式 长度 类型 数值 数字 字符 字符串 整数 小数 范围 内容 数据 记录 信息 结果 列表 编号 序号 标识 名称 姓名 证件 地址 邮箱 手机 手机号 电话 号码
验证 验证码 校验 校验失败 签名 验签 密钥 秘钥 令牌 密码 权限 认证 登录 未登录 身份 加密 解密 证书
请求 响应 返回 接口 服务 服务器 网络 连接 地址 网关 上游 回调 通知 版本 方法 路径 协议 配置 环境 测试 生产
请稍后 稍后 重试 再试 请重试 请检查 检查 请联系 联系 管理员 客服 请先 请求参数 重新 尝试 查询 创建 新增 添加 更新 修改 删除 绑定 解绑 已绑定 未绑定 使用 已使用 未使用 可用 当前 操作 执行 访问
时间 日期 今天 今日 昨天 明天 之前 之后 以上 以下 以内 其他 其它 该卡 此卡 本次 原因 国家 地区 城市 允许 支持 需要 必须 应该 可以 可能 或者 以及 并且 但是 因为 所以 如果 已经 尚未 正在
不 未 已 无 的 了 是 或 与 及 在 被 可 该 此 请 为 中 卡 和 后 前 内 外 号 码 非 有 没 到 从 把 对 将 等";

#[cfg(test)]
mod tests {
    use super::{CHINESE, ENGLISH, NAMES_TOO, han_parts, is_known};

    #[test]
    fn a_word_is_known_in_its_usual_forms() {
        for word in ["balance", "Balance", "BALANCE", "cards", "ERR", "invalidParameter", "CardNotFound", "mark", "isn"]
        {
            assert!(is_known(word), "{word}");
        }
        for name in [
            "Ann",
            "ann",
            "LEE",
            "Mark",
            "GRANT",
            "AnnLee",
            "cardAnn",
            "wei",
            "Balances2",
            "",
            "x",
            "cAnn",
            "cardA",
            "ats",
        ] {
            assert!(!is_known(name), "{name}");
        }
    }

    #[test]
    fn no_month_and_no_number_is_listed() {
        let months = "january february march april june july september october november december jan feb mar apr jun jul aug sep oct nov dec";
        let numbers = "zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand";
        for word in months.split(' ').chain(numbers.split(' ')) {
            assert!(!is_known(word), "{word}");
        }
        let digits = "一二三四五六七八九十零〇两百千万";
        let holds_one = |word: &&str| word.contains(|c| digits.contains(c)) && *word != "不一致";
        assert_eq!(CHINESE.split_whitespace().find(holds_one), None);
        assert!(ENGLISH.split_whitespace().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        assert!(NAMES_TOO.split_whitespace().all(|word| !is_known(&word.to_ascii_uppercase())));
    }

    #[test]
    fn chinese_is_taken_apart_and_a_name_stays_unknown_with_what_it_touches() {
        let shown =
            |run| han_parts(run).into_iter().map(|(part, known)| if known { part } else { "*" }).collect::<String>();
        assert_eq!(shown("卡不存在"), "卡不存在");
        assert_eq!(shown("余额不足请稍后重试"), "余额不足请稍后重试");
        assert_eq!(shown("持卡人张伟不存在"), "持卡人**不存在");
        assert_eq!(shown("张为中的卡"), "*****");
    }
}
