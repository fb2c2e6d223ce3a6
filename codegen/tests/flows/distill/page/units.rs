//! A unit of an amount is read, or a person is asked: it is never passed over, and never taken for another one.

use crate::drawn;
use open_api_codegen::distill::page::model::Body;
use open_api_codegen::distill::page::{self, Unit};
use proptest::prelude::*;
use proptest::sample::select;

/// The unit that is read of a field of this name, type and description.
fn unit(name: &str, ty: &str, description: &str) -> Option<Unit> {
    let text = format!(
        "# 标题\n\nPOST /a/b\n\n## 响应内容\n\n| 字段 | 类型 | 必填 | 描述 |\n|---|---|---|---|\n| {name} | {ty} | 是 | {description} |\n"
    );
    let Some(Body::Operation(operation)) = page::parse(&text).page.map(|page| page.body) else { return None };
    operation.response.table?.rows.pop()?.unit.map(|unit| unit.value)
}

fn label(english: bool) -> impl Strategy<Value = &'static str> {
    select(if english {
        vec![
            "Amount",
            "The fee",
            "Refund amount",
            "Available balance",
            "Unit price",
            "Total cost of the order",
            "Top-up amount",
        ]
    } else {
        vec![
            "金额",
            "手续费",
            "账户余额",
            "退款金额",
            "订单总额",
            "单价",
            "充值金额",
            "分润金额",
            "部分退款金额",
            "分期手续费",
        ]
    })
}

fn name() -> impl Strategy<Value = &'static str> {
    select(vec!["x", "amount", "fee", "beforeBalance", "order_sum", "value"])
}

fn ty() -> impl Strategy<Value = &'static str> {
    select(vec!["int", "long", "string", "float", "number"])
}

/// Words that may stand behind a statement and change nothing of it.
fn tail(english: bool) -> impl Strategy<Value = &'static str> {
    select(if english {
        vec!["", ".", ", never negative", "; required", " (optional)", ". See the order."]
    } else {
        vec!["", "。", "，必须大于0", ",不能为负", "；必填", "（选填）", "。见订单"]
    })
}

const MINOR: [&str; 9] = [
    "分",
    "人民币分",
    "美分",
    "最小货币单位",
    "货币最小单位",
    "币种的最小单位",
    "最小单位",
    "cents",
    "smallest currency unit",
];
const MAJOR: [&str; 4] = ["元", "人民币元", "美元", "yuan"];
const ENGLISH_MINOR: [&str; 10] = [
    "cents",
    "pennies",
    "pence",
    "US cents",
    "minor units",
    "the smallest currency unit",
    "the minor unit of the currency",
    "lowest denomination",
    "CNY fen",
    "the currency's smallest unit",
];
const ENGLISH_MAJOR: [&str; 4] = ["dollars", "euros", "the major unit", "USD"];

/// The words for a unit, and what they count.
fn word(english: bool) -> impl Strategy<Value = (&'static str, Unit)> {
    let (minor, major) = if english { (&ENGLISH_MINOR[..], &ENGLISH_MAJOR[..]) } else { (&MINOR[..], &MAJOR[..]) };
    let minor = minor.iter().map(|word| (*word, Unit::Minor));
    select(minor.chain(major.iter().map(|word| (*word, Unit::Major))).collect::<Vec<_>>())
}

fn stating(english: bool) -> impl Strategy<Value = &'static str> {
    select(if english {
        vec![
            "{l} in {u}",
            "{l} ({u})",
            "{l} (in {u})",
            "{l}, {u}",
            "{l}: {u}",
            "{l}; unit: {u}",
            "{l}, unit is {u}",
            "{l} expressed in {u}",
            "{l} / {u}",
            "{l} – {u}",
            "{l} denominated in {u}",
            "In {u}, {l}",
            "**{l}** in `{u}`",
            "{l} as {u}",
            "{l}, an integer in {u}",
            "{l}. In {u}",
        ]
    } else {
        vec![
            "{l},单位:{u}",
            "{l}（{u}）",
            "{l} 单位{u}",
            "{l}，以{u}计",
            "{l}，以{u}为单位",
            "{l}，按{u}计算",
            "{l}(单位：{u})",
            "{l}，单位是{u}",
            "{l}：{u}",
            "{l}/{u}",
            "{l}、{u}",
            "{l}<br>{u}",
            "{l} - {u}",
            "{l}。单位：{u}",
            "以{u}为单位的{l}",
            "{l}，用{u}表示",
            "{l}【{u}】",
            "**{l}**，`{u}`",
            "{l}(以{u}计)",
            "{l}，单位 = {u}",
            "{l}；计价单位:{u}",
            "{l}，{u}为单位",
        ]
    })
}

/// Ways to name a unit without saying that it is what is counted.
fn naming(english: bool) -> impl Strategy<Value = &'static str> {
    select(if english {
        vec![
            "{l}, not in {u}",
            "{l}, rounded to {u}",
            "{l} accurate to the nearest {u}",
            "{l}, e.g. 100 {u}",
            "{l} {u} value",
            "{l} without {u}",
            "{l}, {u} or whole numbers",
            "{l} which we convert to {u} later",
        ]
    } else {
        vec![
            "{l}，精确到{u}",
            "{l}，保留到{u}",
            "{l}，非{u}",
            "{l}，不是以{u}为单位",
            "{l}，例如100{u}",
            "{l}（四舍五入到{u}）",
            "{l}精度：{u}",
            "{l}，由{u}换算",
            "{l}，最低 10 {u}",
        ]
    })
}

proptest! {
    #![proptest_config(drawn::config(500))]

    #[test]
    fn every_statement_of_a_unit_is_read(
        (statement, label, (word, unit_meant), tail) in any::<bool>().prop_flat_map(|english| (stating(english), label(english), word(english), tail(english))),
        name in name(),
        ty in ty(),
    ) {
        let text = statement.replace("{l}", label).replace("{u}", word) + tail;
        prop_assert_eq!(unit(name, ty, &text), Some(unit_meant), "{}", text);
    }

    #[test]
    fn a_unit_that_is_only_named_is_for_a_person(
        (naming, label, (word, _), tail) in any::<bool>().prop_flat_map(|english| (naming(english), label(english), word(english), tail(english))),
        name in name(),
        ty in ty(),
    ) {
        // A currency is no unit by itself, and may be named anywhere.
        prop_assume!(!["USD", "美元"].contains(&word));
        let text = naming.replace("{l}", label).replace("{u}", word) + tail;
        let read = unit(name, ty, &text);
        prop_assert!(matches!(read, Some(Unit::Unclear(_))), "{}: {:?}", text, read);
    }

    #[test]
    fn two_units_are_for_a_person(
        first in select(vec!["单位:分", "（分）", "以分计", "in cents"]),
        second in select(vec!["单位:元", "（元）", "以元为单位", "in dollars"]),
        turned in any::<bool>(),
        name in name(),
    ) {
        let (first, second) = if turned { (second, first) } else { (first, second) };
        let text = format!("金额 {first}，手续费 {second}");
        let read = unit(name, "int", &text);
        prop_assert!(matches!(read, Some(Unit::Unclear(_))), "{}: {:?}", text, read);
    }

    #[test]
    fn what_only_looks_like_a_unit_is_none(
        label in label(false),
        other in select(vec![
            "积分", "部分", "分行", "年份", "分期", "单位名称", "工作单位", "分类", "评分", "分账方", "元素", "单元", "分页", "分别统计", "区分正负",
            "分摊方式", "元数据", "收款单位", "角色", "unit price", "recent", "center", "percentile", "分公司", "百分制", "分批", "成分", "分店",
        ]),
        mark in select(vec!["", "，", " ", "(", "："]),
        first in any::<bool>(),
        ty in ty(),
    ) {
        let close = if mark == "(" { ")" } else { "" };
        let text = if first { format!("{other}{mark}{label}{close}") } else { format!("{label}{mark}{other}{close}") };
        prop_assert_eq!(unit("x", ty, &text), None, "{}", text);
    }

    #[test]
    fn minutes_and_points_are_no_money(
        label in select(vec!["时长", "有效时间", "间隔", "考试成绩", "信用评分", "风险分值", "超时"]),
        statement in stating(false),
        ty in ty(),
    ) {
        let text = statement.replace("{l}", label).replace("{u}", "分");
        let read = unit("x", ty, &text);
        prop_assert!(!matches!(read, Some(Unit::Minor | Unit::Major)), "{}: {:?}", text, read);
    }
}
