//! Which fields count money, by their names and by the words of their descriptions: one vocabulary for what brings pages into the
//! spec and for what looks over the spec.

use super::sensitive::words;
use crate::text::lexicon::list;

/// Further words of a name, or of a description in English, that tell that money is counted.
const MORE_MONEY: &[&str] = list!(
    "amt, commission, total, subtotal, payout, deposit, deposits, debit, credit, tax, tip, rebate, discount, \
     salary, rent, fine, penalty, premium, principal, interest, funds, cash, turnover, spend, spending, topup, \
     revenue",
);

/// The ones that nothing but an amount is called.
const SURELY_MONEY: &[&str] = list!(
    "amount, amounts, balance, balances, charge, charges, cost, costs, fee, fees, money, price, prices, refund, \
     refunds, surcharge, surcharges",
);

/// The same in the documents' own terms, which descriptions of the spec keep in brackets.
const TERMS: &[&str] = &["金额", "余额", "手续费", "费用", "价格", "单价", "总价", "服务费"];

/// Further ones, that only a page's description is looked through for.
const MORE_TERMS: &[&str] = list!(
    "额度, 限额, 总额, 差额, 面额, 税额, 年费, 月费, 会费, 运费, 费率, 汇率, 利率, 售价, 报价, 票价, 款项, 退款, \
     付款, 收款, 货款, 贷款, 尾款, 佣金, 押金, 资金, 本金, 奖金, 租金, 罚金, 定金, 保证金, 税费, 充值, 提现, 消费, \
     支出, 收入, 成本, 利润",
);

/// Words that tell that something about the money is counted: `fee_type`, `amount_count`.
const ABOUT: &[&str] = &["code", "codes", "count", "id", "mode", "number", "status", "times", "type"];

/// Whether a name says that its field tells something about money, and is none: `fee_type`.
pub(crate) fn is_about(name: &str) -> bool {
    words(name).last().is_some_and(|last| ABOUT.contains(&last.as_str()))
}

/// Whether a name says surely that its field is an amount.
pub(crate) fn is_named_so(name: &str) -> bool {
    names(name, SURELY_MONEY)
}

/// Whether a description of the spec keeps a term for an amount.
pub(crate) fn is_termed_so(description: &str) -> bool {
    TERMS.iter().any(|term| description.contains(term))
}

/// Whether a name may be that of an amount or a rate.
pub(crate) fn may_be_named_so(name: &str) -> bool {
    is_named_so(name) || names(name, MORE_MONEY) || names(name, &["rate", "rates", "limit", "quota"])
}

/// Whether a page's words may be about an amount or a rate.
pub(crate) fn may_be_about(text: &str) -> bool {
    is_termed_so(text)
        || MORE_TERMS.iter().any(|term| text.contains(term))
        || words(text).iter().any(|word| is_money(word) || word == "rate")
}

fn is_money(word: &str) -> bool {
    SURELY_MONEY.contains(&word) || MORE_MONEY.contains(&word)
}

fn names(name: &str, wanted: &[&str]) -> bool {
    !is_about(name) && words(name).iter().any(|word| wanted.contains(&word.as_str()))
}
