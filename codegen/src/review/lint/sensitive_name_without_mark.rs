//! Fields that are called like something that must not be shown, and are not marked.

use super::{Cx, Findings, Lint, words};
use crate::api::ir::{Field, Shape, Type};
use crate::spec::openapi::Sensitive;
use crate::text::diag::Severity;
use std::collections::BTreeMap;

pub(super) const LINT: Lint = Lint {
    id: "sensitive-name-without-mark",
    severity: Severity::Error,
    why: "Only a mark keeps a value out of Debug texts, errors and logs; a card number that nobody marked is written to all of them.",
    example: "`\"card_no\": {\"type\": \"string\"}`: add `\"x-sensitive\": \"pan\"`, or `\"x-sensitive\": \"none\"` if it only sounds like one.",
    check,
};

/// What is carried under which names; the words of an entry stand beside each other in the field's name.
const NAMES: &[(Sensitive, &[&[&str]])] = &[
    (
        Sensitive::Pan,
        &[
            &["pan"],
            &["card", "no"],
            &["card", "num"],
            &["card", "number"],
            &["cardno"],
            &["cardnumber"],
            &["primary", "account"],
            &["track", "data"],
            &["track1"],
            &["track2"],
        ],
    ),
    (
        Sensitive::Cvv,
        &[
            &["cvv"],
            &["cvv2"],
            &["cvc"],
            &["cvc2"],
            &["csc"],
            &["cid", "code"],
            &["security", "code"],
            &["verification", "value"],
        ],
    ),
    (Sensitive::Pin, &[&["pin"], &["pincode"], &["pinblock"]]),
    (
        Sensitive::Secret,
        &[
            &["secret"],
            &["password"],
            &["passwd"],
            &["pwd"],
            &["passcode"],
            &["passphrase"],
            &["otp"],
            &["credential"],
            &["credentials"],
            &["apikey"],
            &["private", "key"],
            &["auth", "code"],
            &["verification", "code"],
            &["verify", "code"],
            &["sms", "code"],
        ],
    ),
    (
        Sensitive::Pii,
        &[
            &["expiry"],
            &["expiration"],
            &["exp", "month"],
            &["exp", "year"],
            &["exp", "date"],
            &["expire", "month"],
            &["expire", "year"],
            &["id", "number"],
            &["id", "no"],
            &["id", "num"],
            &["id", "card"],
            &["identity"],
            &["identification"],
            &["document", "number"],
            &["document", "no"],
            &["passport"],
            &["license", "number"],
            &["ssn"],
            &["tax", "id"],
            &["tax", "number"],
            &["tin"],
            &["birth"],
            &["birthday"],
            &["birthdate"],
            &["dob"],
            &["first", "name"],
            &["middle", "name"],
            &["last", "name"],
            &["full", "name"],
            &["given", "name"],
            &["family", "name"],
            &["holder", "name"],
            &["cardholder"],
            &["legal", "name"],
            &["surname"],
            &["phone"],
            &["mobile"],
            &["telephone"],
            &["email"],
            &["mail"],
            &["address"],
            &["street"],
            &["postcode"],
            &["postal", "code"],
            &["zip"],
            &["account", "no"],
            &["account", "num"],
            &["account", "number"],
            &["bank", "account"],
            &["iban"],
            &["selfie"],
            &["signature"],
        ],
    ),
];

/// Words that are too common to mean a secret anywhere but at the end: `app_key` is one, `key_word` is not.
const LAST_WORDS: &[&str] = &["key", "token"];

/// A last word that tells something about the value and not the value: `pin_status`.
const ABOUT: &[&str] = &[
    "count", "enabled", "flag", "length", "limit", "mode", "required", "set", "state", "status", "type", "verified",
    "version",
];

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    // A large spec has few names, each of them often.
    let mut kinds: BTreeMap<&str, Option<Sensitive>> = BTreeMap::new();
    for (owner, field) in cx.fields().filter(|(_, field)| is_shown(cx, field)) {
        let name = field.wire.value.as_str();
        let Some(kind) = *kinds.entry(name).or_insert_with(|| kind(&words(name))) else {
            continue;
        };
        let mark = format!("`\"x-sensitive\": \"{}\"`", kind.word());
        let help = match &field.ty {
            Type::Text => format!("write {mark}"),
            Type::List(inner) if **inner == Type::Text => format!("write {mark} in its `items`"),
            other => match other.named() {
                Some(id) => format!("write {mark} in the schema `{}`", cx.api.ty(id).name.value),
                None => format!("make it a string with {mark}: nothing but strings can be hidden"),
            },
        };
        findings.report(
            field.wire.span,
            format!("`{}` of `{owner}` sounds sensitive and is not marked", field.wire.value),
            format!("{help}; if it only sounds like it, say so: `\"x-sensitive\": \"none\"`"),
        );
    }
}

/// Whether values of the field are shown, and nobody has said that they may be.
fn is_shown(cx: Cx<'_>, field: &Field) -> bool {
    match field.ty.innermost() {
        Type::Text | Type::Integer(_) | Type::CivilDateTime => !field.harmless,
        Type::Named(id) => {
            let def = cx.api.ty(*id);
            matches!(def.shape, Shape::Text { sensitive: None, .. } | Shape::Integer { .. }) && !def.harmless
        }
        _ => false,
    }
}

fn kind(words: &[String]) -> Option<Sensitive> {
    let last = words.last()?.as_str();
    if ABOUT.contains(&last) {
        return None;
    }
    if LAST_WORDS.iter().any(|word| is(last, word)) {
        return Some(Sensitive::Secret);
    }
    let has =
        |name: &[&str]| words.windows(name.len()).any(|some| some.iter().zip(name).all(|(one, other)| is(one, other)));
    NAMES.iter().find(|(_, names)| names.iter().any(|name| has(name))).map(|(kind, _)| *kind)
}

/// Whether a word is the wanted one, or several of it.
fn is(word: &str, wanted: &str) -> bool {
    word.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest == "s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_matched_by_their_words() {
        let kind = |name: &str| kind(&words(name)).map(Sensitive::word);
        for (name, wanted) in [
            ("card_no", Some("pan")),
            ("cardNo", Some("pan")),
            ("new_card_number", Some("pan")),
            ("cvv2", Some("cvv")),
            ("pin", Some("pin")),
            ("newPin", Some("pin")),
            ("app_key", Some("secret")),
            ("access_token", Some("secret")),
            ("id_number", Some("pii")),
            ("first_name", Some("pii")),
            ("backup_codes", None),
            ("old_passwords", Some("secret")),
            ("card_numbers", Some("pan")),
            ("pinned", None),
            ("keyword", None),
            ("key_word", None),
            ("company", None),
            ("expanded", None),
            ("pin_status", None),
            ("token_type", None),
            ("name", None),
            ("card_id", None),
            ("discard_notes", None),
        ] {
            assert_eq!(kind(name), wanted, "{name}");
        }
    }
}
