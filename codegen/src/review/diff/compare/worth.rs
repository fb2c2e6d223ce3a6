//! What a description is worth: most of them are documentation, and some are all that tells an amount's unit or what an id
//! stands for.

use crate::api::ir::{Api, Field, Shape, Type, TypeDef};
use crate::spec::sensitive::words as words_of;
use std::collections::BTreeSet;

/// What a change of a description can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// Documentation.
    Words,
    /// The same JSON may mean something else.
    Meaning,
}

/// The words of both sides.
pub(super) type Texts<'t> = (Option<&'t str>, Option<&'t str>);

/// Of a field: all the words of an amount or an id, and the units of anything else.
pub(super) fn of_field(api: &Api, field: &Field, texts: Texts<'_>) -> Worth {
    // Nearly every text is the same on both sides.
    if texts.0 == texts.1 {
        return Worth::Words;
    }
    let is_weighty = is_amount(api, field) || is_id(api, field);
    worth(if is_weighty { differs(texts) } else { has_other_unit(texts) })
}

/// Of a named type.
pub(super) fn of_type(def: &TypeDef, texts: Texts<'_>) -> Worth {
    if texts.0 == texts.1 {
        return Worth::Words;
    }
    let is_scalar = matches!(def.shape, Shape::Text { .. } | Shape::Integer { .. });
    let is_id = is_scalar && words_of(&def.name.value).last().is_some_and(|word| word == "id");
    worth(if is_id { differs(texts) } else { has_other_unit(texts) })
}

/// Of a code: if the documents' own term, which stands in brackets, changed, the code's meaning did.
pub(super) fn of_code(texts: Texts<'_>) -> Worth {
    let (Some(old), Some(new)) = texts else { return Worth::Words };
    worth(matches!((term(old), term(new)), (Some(old), Some(new)) if old != new))
}

const fn worth(is_meaning: bool) -> Worth {
    if is_meaning { Worth::Meaning } else { Worth::Words }
}

/// What is written in brackets and not in Latin letters.
fn term(text: &str) -> Option<&str> {
    let inside = text.rsplit_once(['(', '（'])?.1.split([')', '）']).next()?.trim();
    (!inside.is_empty() && !inside.is_ascii()).then_some(inside)
}

fn is_amount(api: &Api, field: &Field) -> bool {
    const NAMES: &[&str] = &["amount", "amt", "balance", "cost", "fee", "fees", "money", "price", "quota", "sum"];
    let can_count = match field.ty.innermost() {
        Type::Decimal => return true,
        Type::Integer(_) | Type::Text => true,
        Type::Named(id) => matches!(api.ty(*id).shape, Shape::Integer { .. }),
        _ => false,
    };
    can_count && words_of(&field.wire.value).iter().any(|word| NAMES.contains(&word.as_str()))
}

fn is_id(api: &Api, field: &Field) -> bool {
    let is_scalar = match field.ty.innermost() {
        Type::Text | Type::Integer(_) => true,
        Type::Named(id) => matches!(api.ty(*id).shape, Shape::Text { .. } | Shape::Integer { .. }),
        _ => false,
    };
    let ends_so = |name: &str| words_of(name).last().is_some_and(|word| word == "id" || word == "ids");
    is_scalar && (ends_so(&field.wire.value) || field.ty.named().is_some_and(|id| ends_so(&api.ty(id).name.value)))
}

/// Whether texts say something else: case, spaces and marks between words do not count.
fn differs((old, new): Texts<'_>) -> bool {
    let words = |text: Option<&str>| -> Vec<String> {
        let words = text.unwrap_or_default().split(|each: char| !each.is_alphanumeric() && !"%‰".contains(each));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    words(old) != words(new)
}

/// Whether both texts name a unit, and not the same.
fn has_other_unit((old, new): Texts<'_>) -> bool {
    let old = units(old.unwrap_or_default());
    if old.is_empty() {
        return false;
    }
    let new = units(new.unwrap_or_default());
    !new.is_empty() && old != new
}

/// The units that a text names, each by its first spelling.
fn units(text: &str) -> BTreeSet<&'static str> {
    /// A unit, by all that it is written as.
    const UNITS: &[&[&str]] = &[
        &["major", "yuan", "元"],
        &["minor", "cent", "cents", "penny", "pence", "分", "fen"],
        &["percent", "percentage", "%", "百分"],
        &["permille", "‰", "千分"],
        &["basis", "bps", "万分"],
        &["fraction", "ratio"],
        &["millisecond", "milliseconds", "ms", "毫秒"],
        &["second", "seconds", "秒"],
        &["minute", "minutes"],
        &["hour", "hours", "小时"],
        &["day", "days", "天"],
        &["month", "months", "个月"],
        &["year", "years"],
        &["utc", "gmt"],
        &["beijing", "cst", "北京时间"],
        &["byte", "bytes"],
        &["kilobyte", "kilobytes", "kb"],
        &["megabyte", "megabytes", "mb"],
    ];
    // 分钟 (minute) is not 分 (a hundredth).
    let lower = text.to_lowercase().replace("分钟", " minute ");
    let by_word = |word: &str| UNITS.iter().find(|unit| unit.contains(&word));
    let words = lower.split(|each: char| !each.is_alphanumeric()).filter_map(by_word);
    // A spelling that is no separate word, such as 元, is looked for anywhere.
    let is_anywhere = |spelling: &&str| (!spelling.is_ascii() || *spelling == "%") && lower.contains(*spelling);
    let is_unspaced = !lower.is_ascii() || lower.contains('%');
    let unspaced = UNITS.iter().filter(|unit| is_unspaced && unit.iter().any(is_anywhere));
    words.chain(unspaced).map(|unit| unit[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_unit_is_seen_whatever_it_is_called() {
        for (old, new, is_other) in [
            ("Seconds until it ends.", "Milliseconds until it ends.", true),
            ("How long, in seconds.", "How many seconds it takes.", false),
            ("How long.", "How long, in seconds.", false),
            ("有效期（分钟）", "有效期（秒）", true),
            ("The share, in percent.", "The share, as a fraction.", true),
            ("In minor units.", "In cents.", false),
            ("单位：分", "单位：元", true),
            ("有效期（分钟）", "有效期, in minutes", false),
            ("30分钟", "30分", true),
            ("The fee, as 5%.", "The fee, in percent.", false),
            ("The fee, as 5%.", "The fee, in cents.", true),
        ] {
            assert_eq!(has_other_unit((Some(old), Some(new))), is_other, "{old} {new}");
        }
    }

    #[test]
    fn words_are_compared_and_not_how_they_are_set() {
        assert!(!differs((Some("The fee, in the major unit."), Some("The fee in the major unit"))));
        assert!(differs((Some("The fee, in the major unit."), Some("The fee, in cents."))));
        assert!(differs((None, Some("The fee."))));
    }

    #[test]
    fn a_codes_own_term_decides() {
        assert_eq!(of_code((Some("Frozen (已冻结)."), Some("It is frozen (已冻结)."))), Worth::Words);
        assert_eq!(of_code((Some("Frozen (已冻结)."), Some("Frozen (已关闭)."))), Worth::Meaning);
        assert_eq!(of_code((Some("Frozen."), Some("Frozen (已冻结)."))), Worth::Words);
    }
}
