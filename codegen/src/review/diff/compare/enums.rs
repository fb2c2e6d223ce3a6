//! Enums: their codes, what those are called, and the order they are listed in.

use super::{At, Cx, Found, words, worth};
use crate::api::ir::{Enum, TypeId, Variant};
use crate::review::diff::pointer::below;
use crate::review::diff::rules;
use crate::spec::openapi::CodeValue;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(cx: Cx<'_>, ids: (TypeId, TypeId), (old, new): (&Enum, &Enum), at: &At<'_>, found: &mut Found) {
    let name = &cx.head.ty(ids.1).name.value;
    let at = at.below("oneOf");
    let (was, is) = (by_code(old), by_code(new));
    let (old_idents, new_idents) = (idents(old), idents(new));
    let codes: BTreeSet<&CodeValue> = was.keys().chain(is.keys()).copied().collect();
    for code in codes {
        let place = |side: &Option<String>, entry: Option<&(usize, &Variant)>| {
            side.as_deref().zip(entry).map(|(pointer, (index, _))| below(pointer, &index.to_string()))
        };
        let at = At { base: place(&at.base, was.get(code)), head: place(&at.head, is.get(code)), ..at };
        match (was.get(code), is.get(code)) {
            (Some((_, old)), None) => {
                let case = usize::from(new_idents.contains(old.ident.as_str()));
                let message = format!("`{name}` lost the code {}, `{}`", shown(code), old.title.value);
                found.push_case(&rules::ENUM_CODE_REMOVED, case, &at, message);
            }
            (None, Some((_, new))) => {
                let case = usize::from(old_idents.contains(new.ident.as_str()));
                let message = format!("`{name}` got the code {}, `{}`", shown(code), new.title.value);
                found.push_case(&rules::ENUM_CODE_ADDED, case, &at, message);
            }
            (Some((_, old)), Some((_, new))) => {
                let knows = (new_idents.contains(old.ident.as_str()), old_idents.contains(new.ident.as_str()));
                title(name, (old, new), knows, &at, found);
                let what = format!("the code {} of `{name}`", shown(code));
                let texts = (old.description.as_deref(), new.description.as_deref());
                words::description(&what, texts, worth::of_code(texts), &at, found);
            }
            (None, None) => {}
        }
    }
    reordered(name, (old, new), &at, found);
}

/// A title that is not what it was. `knows` tells whether the old one is still a variant, and whether the new one was.
fn title(name: &str, (old, new): (&Variant, &Variant), knows: (bool, bool), at: &At<'_>, found: &mut Found) {
    if old.title.value == new.title.value {
        if old.ident != new.ident {
            let message = format!("`{name}::{}` is called `{name}::{}` in Rust", old.ident, new.ident);
            found.push(&rules::RUST_NAME_CHANGED, at, message);
        }
        return;
    }
    let at = at.below("title");
    let message = format!(
        "the code {} of `{name}` was `{}` and is `{}`",
        shown(&new.code.value),
        old.title.value,
        new.title.value
    );
    let is_same_name = old.ident == new.ident;
    if is_same_name || knows == (false, false) {
        let case = usize::from(is_same_name);
        let change = found.push_case(&rules::ENUM_CODE_RENAMED, case, &at, message);
        if !is_same_name {
            change.hint = Some(format!(
                "write `{name}::{}` in place of `{name}::{}`, if they mean the same",
                new.ident, old.ident
            ));
        }
        return;
    }
    let case = match knows {
        (true, true) => 0,
        (false, _) => 1,
        (true, false) => 2,
    };
    found.push_case(&rules::ENUM_CODE_REASSIGNED, case, &at, message);
}

/// Only the codes that are on both sides have an order to compare.
fn reordered(name: &str, (old, new): (&Enum, &Enum), at: &At<'_>, found: &mut Found) {
    let (was, is) = (by_code(old), by_code(new));
    let common = |list: &Enum, other: &BTreeMap<&CodeValue, (usize, &Variant)>| {
        let codes = list.variants.iter().map(|variant| variant.code.value.clone());
        codes.filter(|code| other.contains_key(code)).collect::<Vec<_>>()
    };
    if common(old, &is) != common(new, &was) {
        let message = format!("the codes of `{name}` are listed in another order");
        found.push(&rules::ENUM_CODES_REORDERED, at, message);
    }
}

fn by_code(list: &Enum) -> BTreeMap<&CodeValue, (usize, &Variant)> {
    list.variants.iter().enumerate().map(|(at, variant)| (&variant.code.value, (at, variant))).collect()
}

fn idents(list: &Enum) -> BTreeSet<&str> {
    list.variants.iter().map(|variant| variant.ident.as_str()).collect()
}

pub(super) fn shown(code: &CodeValue) -> String {
    match code {
        CodeValue::Integer(code) => code.to_string(),
        CodeValue::Text(code) => format!("\"{code}\""),
    }
}
