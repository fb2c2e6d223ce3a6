//! The words for units, in Chinese and in English, and the words that only look like one: 积分, 部分, 单位名称.

use crate::text::lexicon::{Lexicon, lexicon};
use crate::text::tokens::{self, Kind, Token};

/// What a word for a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A currency's minor unit.
    Minor,
    /// 分: a minor unit of money; of time a minute, of a score a point.
    Fen,
    /// A currency's major unit.
    Major,
    /// A currency, which says its major unit as long as nothing else is said.
    Currency,
    /// Hundredths of a whole.
    Percent,
    /// Another unit of amounts and rates: 万元, bps.
    OfMoney,
    /// A unit of something else: 秒.
    Other,
}

static WORDS: Lexicon<Class> = lexicon!(
    Class,
    [
        (
            Class::Minor,
            "人民币分, 美分, 欧分, 港分, 澳分, 分钱, 分币, 辅币单位, 辅币, cent, cents, eurocent, eurocents, pence, \
         penny, pennies, fen, sub unit, sub units, subunit, subunits",
        ),
        (Class::Fen, "分"),
        (Class::Major, "元, 人民币元, 块钱, 主单位, 主币单位, 货币主单位, yuan, dollar, dollars, euro, euros"),
        (Class::Currency, "人民币, 美元, 港元, 港币, 欧元, 日元, 英镑, 美金, 澳元, 加元, 新币"),
        (Class::Percent, "%, 百分比, 百分点, 百分之, 百分数, percent, per cent, percentage, percentages, pct"),
        (
            Class::OfMoney,
            "角, 厘, 毫, 万元, 千元, 百元, 亿元, ‰, 千分之, 千分比, 万分之, 万分比, 基点, bp, bps, basis point, \
         basis points, permille, per mille, per mil",
        ),
        (Class::Other, "万, 秒, 毫秒, 分钟, 小时, 天, 月, 年, s, ms, second, seconds, minute, minutes, hours, days"),
    ]
);

/// Codes of currencies, which pages write in capitals.
const CURRENCIES: &[&str] = &["CNY", "RMB", "USD", "HKD", "EUR", "GBP", "JPY", "SGD", "AUD", "CAD", "CHF", "USDT"];

/// Words in which a unit's character is none.
static LOOKALIKES: Lexicon = lexicon!(
    "部分, 积分, 评分, 得分, 总分, 满分, 学分, 打分, 扣分, 加分, 平分, 均分, 拆分, 区分, 划分, 细分, 充分, 成分, \
     处分, 身分, 信用分, 风险分, 百分, 千分, 万分, 十分, 几分, 过分, 比分, 计分, 时分, 瓜分, 大部分, 单元, 多元, \
     公元, 纪元, 主角, 视角, 直角",
);

/// What goes on after a unit and leaves it one: 以分为单位, 分的, 元整.
const GOES_ON: &str = "为计表作做来的等或和及与且不是整以起后左内而均保精";

/// What goes before a unit, so that what follows is no part of the word: 由分换算. Unless it is one of those that 分 begins: 按分期.
const GOES_BEFORE: &str = "由以按用到至为成";
const BEGUN: &str =
    "期行类组页支公店账帐摊润成配段批别红销担析隔割布钟数享散离机级区发次笔户录流值子母辨拆素件首宵月日年";

/// What `最小…单位` and `smallest … unit` may hold in their middle.
static BETWEEN: Lexicon = lexicon!(
    "currency, monetary, money, cash, accounting, possible, indivisible, local, transaction, billing, settlement, \
     card, payment, account, the, available, fiat, of, that, your, s, base, this, denomination",
);

/// The unit's word that stands at these tokens: how many it takes, and what it counts. The longest counts.
pub(super) fn at(text: &str, tokens: &[Token]) -> Option<(usize, Class)> {
    let (taken, class) = plain(text, tokens)?;
    if class != Class::Currency {
        return Some((taken, class));
    }
    // 人民币的分, `CNY fen`: the currency only says whose unit it is.
    let begins = taken + usize::from(tokens.get(taken).is_some_and(|token| token.is("的")));
    let of_it = tokens.get(begins..).and_then(|rest| plain(text, rest)).map(|(more, class)| (begins + more, class));
    let of_it = of_it.filter(|(end, _)| !tokens[begins].parts() && !is_piece(tokens, begins, *end));
    Some(match of_it {
        Some((end, Class::Minor | Class::Fen)) => (end, Class::Minor),
        Some((end, Class::Major)) => (end, Class::Major),
        _ => (taken, class),
    })
}

fn plain(text: &str, tokens: &[Token]) -> Option<(usize, Class)> {
    let first = tokens.first()?;
    if first.kind == Kind::Latin && CURRENCIES.contains(&&text[first.range.clone()]) {
        return Some((1, Class::Currency));
    }
    WORDS.starting(tokens).into_iter().chain(family(tokens)).max_by_key(|(taken, _)| *taken)
}

/// `最小货币单位`, `货币的最小单位`, `smallest currency unit`, `lowest denomination`, `major unit`.
fn family(tokens: &[Token]) -> Option<(usize, Class)> {
    const MOST: usize = 6;
    let of = ["货币", "货币的", "币种", "币种的", "该币种", "该币种的", "本币", "本币的", ""];
    let taken = |of: &str| {
        let taken = if of.is_empty() { 0 } else { tokens::starts(tokens, of)? };
        ["最小", "最小的"]
            .iter()
            .filter_map(|word| tokens::starts(&tokens[taken..], word))
            .max()
            .map(|more| taken + more)
    };
    if let Some(first) = of.into_iter().filter_map(taken).max() {
        let inner = tokens[first..].iter().take(MOST).take_while(|token| token.kind == Kind::Han && !token.is("为"));
        let ends = ["单位", "面额", "面值"];
        return (0..=inner.count()).find_map(|more| {
            let rest = &tokens[first + more..];
            ends.iter().find_map(|end| Some((first + more + tokens::starts(rest, end)?, Class::Minor)))
        });
    }
    let class = match tokens.first()?.word.as_str() {
        "smallest" | "lowest" | "minor" | "minimum" | "least" | "fractional" => Class::Minor,
        "major" | "main" | "largest" => Class::Major,
        _ => return None,
    };
    let middle = tokens[1..].iter().take(4).take_while(|token| BETWEEN.has(token)).count();
    let is_unit =
        |token: &Token| matches!(token.word.as_str(), "unit" | "units" | "denomination" | "denominations" | "subunit");
    let unit = (0..=middle).rev().find(|more| tokens.get(1 + more).is_some_and(is_unit)).map(|more| 2 + more)?;
    // `of the currency`, `of its own currency`.
    let owner = tokens[unit..].iter().take(5).position(|token| token.is("currency"));
    let owner = owner.filter(|_| tokens[unit].is("of")).map_or(0, |at| at + 1);
    Some((unit + owner, class))
}

/// Whether the word at `at..end` is only a piece of another word: 部分, 分行, 单元.
pub(super) fn is_piece(tokens: &[Token], at: usize, end: usize) -> bool {
    if end - at > 1 || tokens[at].kind != Kind::Han {
        return false;
    }
    let next = tokens.get(end).filter(|next| next.kind == Kind::Han && !next.spaced);
    let led = at > 0 && GOES_BEFORE.contains(tokens[at - 1].word.as_str());
    let goes_on = next.is_none_or(|next| {
        let word = next.word.as_str();
        GOES_ON.contains(word) || unit_label(&tokens[end..]) || led && !BEGUN.contains(word)
    });
    !goes_on || !tokens[at].spaced && LOOKALIKES.ending(&tokens[..end]).is_some()
}

fn unit_label(tokens: &[Token]) -> bool {
    tokens::starts(tokens, "单位").is_some()
}

/// Names of organisations, in which 单位 is an employer.
static EMPLOYERS: Lexicon =
    lexicon!("工作, 收款, 付款, 开户, 所属, 任职, 就职, 开票, 用人, 事业, 行政, 缴费, 发卡, 参保");

static OF_EMPLOYERS: Lexicon = lexicon!(
    "名, 地址, 编号, 编码, 代码, 类, 性质, 电, 联系, 人员, 账, 帐, 卡, 证, 号, 职, 员工, 所, 负责, 全称, 简称, 章, \
     部门",
);

/// Words beside `unit` that make it something else: `unit price`, `per unit`, `business unit`.
static OTHER_UNITS: Lexicon = lexicon!(
    "price, prices, cost, name, id, code, type, number, no, per, each, business, org, organization, organizational, \
     a, one, test",
);

/// Whether the tokens at `at` are a label for a unit, `单位` or `unit`: how many they are.
pub(super) fn label(tokens: &[Token], at: usize) -> Option<usize> {
    let rest = &tokens[at..];
    if let Some(taken) = tokens::starts(rest, "单位") {
        let goes_on = tokens.get(at + taken).is_some_and(|next| !next.spaced);
        let of_employer = goes_on && OF_EMPLOYERS.starting(&tokens[at + taken..]).is_some();
        let employer = EMPLOYERS.ending(&tokens[..at]).is_some();
        return (!of_employer && !employer).then_some(taken);
    }
    let is_unit = matches!(rest.first()?.word.as_str(), "unit" | "units");
    let near = |token: Option<&Token>| token.is_some_and(|token| OTHER_UNITS.has(token));
    (is_unit && !near(rest.get(1)) && !near(at.checked_sub(1).map(|before| &tokens[before]))).then_some(1)
}
