//! Fields that are called, or described, like something that must not be shown, and are not marked. The vocabulary is
//! `spec::sensitive`, which what brings pages into the spec judges by too.

use super::{Cx, Findings, Lint};
use crate::api::ir::{Field, Shape, Type};
use crate::spec::sensitive::{self, Holds, Said};
use crate::text::diag::Severity;
use std::collections::BTreeMap;

pub(super) const LINT: Lint = Lint {
    id: "sensitive-name-without-mark",
    severity: Severity::Error,
    why: "Only a mark keeps a value out of Debug texts, errors and logs; a card number that nobody marked is written to all of them.",
    example: "`\"card_no\": {\"type\": \"string\"}`: add `\"x-sensitive\": \"pan\"`, or `\"x-sensitive\": \"none\"` if it only sounds like one.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    // A large spec has few names and few descriptions, each of them often.
    let mut by_name: BTreeMap<&str, Option<Holds>> = BTreeMap::new();
    let mut by_words: BTreeMap<&str, Option<Said>> = BTreeMap::new();
    for (owner, field) in cx.fields().filter(|(_, field)| is_shown(cx, field)) {
        let name = field.wire.value.as_str();
        let named = *by_name.entry(name).or_insert_with(|| sensitive::of_name(name));
        let described = field.description.as_deref().and_then(|text| {
            *by_words.entry(text).or_insert_with(|| Some(sensitive::of_text(text, &(0..text.len()), true)?.0))
        });
        let holds = |hint: bool| match described {
            Some(Said::Holds(holds)) if (holds == Holds::Unclear) == hint => Some(holds),
            _ => None,
        };
        let Some(holds) = holds(false).or_else(|| sensitive::beside(described, named)).or_else(|| holds(true)) else {
            continue;
        };
        let mark = match holds.mark() {
            Some(kind) => format!("`\"x-sensitive\": \"{}\"`", kind.word()),
            None => "`x-sensitive`".to_owned(),
        };
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
            format!("`{}` of `{owner}` sounds like {holds} and is not marked", field.wire.value),
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
