//! Which names say that a value is an amount: those of fields, and those of types. What follows from it is up to `guard`.

/// What fields and types of amounts are called, by the last word: as the documents have it, and as the trade does.
const AMOUNTS: [&str; 9] = ["amount", "balance", "cost", "decimal", "fee", "limit", "money", "price", "sum"];

/// Whether a field's or a type's name says that it is an amount.
pub(super) fn is_amount(name: &str) -> bool {
    let word = last_word(name).to_lowercase();
    AMOUNTS.iter().any(|amount| word.strip_prefix(amount).is_some_and(|rest| matches!(rest, "" | "s")))
}

/// The last word of a name such as `before_balance`, `beforeBalance` or `BEFORE-BALANCE`, without a number behind it.
fn last_word(name: &str) -> &str {
    let name = name.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let (mut start, mut is_small) = (name.len(), false);
    for (at, c) in name.char_indices().rev().take_while(|(_, c)| c.is_ascii_alphanumeric()) {
        start = at;
        if is_small && c.is_uppercase() {
            break;
        }
        is_small |= c.is_lowercase();
    }
    &name[start..]
}

/// Whether a type's name, as the compiler gives it, is one of amounts or of something around one: `&rust_decimal::decimal::Decimal`.
pub(super) fn is_amount_type(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':'))
        .filter_map(|path| path.rsplit(':').next())
        .any(is_amount)
}

#[cfg(test)]
mod tests {
    use std::any::type_name;

    use super::{is_amount, is_amount_type};
    use crate::{CardId, Decimal};

    #[test]
    fn an_amount_is_known_by_the_last_word_of_its_name() {
        for name in ["amount", "before_balance", "beforeBalance", "AMOUNT", "Fees", "pay-limit", "amount1", "总amount"]
        {
            assert!(is_amount(name), "{name}");
        }
        for name in ["", "card_no", "amount_type", "coffee", "unlimited", "Limited", "mark", "总额"] {
            assert!(!is_amount(name), "{name}");
        }
    }

    #[test]
    fn a_type_of_amounts_is_known_by_its_name_and_within_others() {
        struct Money;
        for name in [
            type_name::<Decimal>(),
            type_name::<&&Decimal>(),
            type_name::<Box<Decimal>>(),
            type_name::<std::borrow::Cow<'_, Decimal>>(),
            type_name::<Money>(),
        ] {
            assert!(is_amount_type(name), "{name}");
        }
        for name in [type_name::<CardId>(), type_name::<str>(), type_name::<&String>(), "my::amount::Kind"] {
            assert!(!is_amount_type(name), "{name}");
        }
    }
}
