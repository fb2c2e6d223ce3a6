//! How parts of an export are told of that are not read, or that stand twice.

use super::part::Part;
use super::reference;
use super::twice::Twice;
use crate::distill::page::finding::{Finding, FindingCode, Severity};
use crate::text::foreign;
use std::collections::BTreeSet;

/// A part for which the model has no place.
pub(super) fn unread(part: Part<'_>, what: &str) -> Finding {
    Finding::new(FindingCode::ExportUnread, part.span(), format!("{what} is not read"))
        .help("the profile has no place for it; see whether the operation can be called without it")
}

/// How much a key counts that stands twice with two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// What it is about cannot be relied on.
    Much,
    /// It is about nothing that is read.
    Little,
    /// It shows, and does not say.
    Example,
}

/// A key that stands twice.
pub(super) fn stands_twice(root: Part<'_>, twice: &Twice, counts: Counts) -> Finding {
    let part = |id| Part { id, ..root };
    let (first, second) = (part(twice.first), part(twice.second));
    if counts == Counts::Example {
        let message = "the example's object has this key twice; the first one is used";
        return Finding::new(FindingCode::ExampleDuplicateKey, second.span(), message);
    }
    let name = foreign::short(second.text().unwrap_or_default());
    let finding = if twice.agrees {
        Finding::new(
            FindingCode::KeyTwice,
            second.span(),
            format!("`{name}` stands twice; both agree and are read as one"),
        )
        .severity(Severity::Warning)
        .help("tell the documentation's author")
    } else {
        let message = format!("`{name}` stands twice, and the two contradict each other");
        let finding = Finding::new(FindingCode::KeyTwice, second.span(), message)
            .help("ask the platform which of the two is right, and take out the other one");
        if counts == Counts::Little { finding.severity(Severity::Warning) } else { finding }
    };
    finding.see(first.span(), "the first one")
}

/// What stands twice in a part of an export, and in what that refers to.
pub(super) fn twice_in(root: Part<'_>, part: Part<'_>, all: &[Twice]) -> Vec<(Twice, Counts)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut left = vec![(part, Counts::Much, false)];
    while let Some((at, counts, are_names)) = left.pop() {
        if all.is_empty() || !seen.insert(at.id) {
            continue;
        }
        found.extend(all.iter().filter(|twice| twice.map == at.id).map(|twice| (*twice, counts)));
        left.extend(at.elements().map(|element| (element, counts, false)));
        for (key, value) in at.entries() {
            let name = key.text().unwrap_or_default();
            let is_other = name.starts_with("x-") && !name.starts_with("x-apifox-");
            let counts = match name {
                _ if are_names || counts != Counts::Much => counts,
                "example" | "examples" | "default" => Counts::Example,
                _ if is_other => Counts::Little,
                _ => counts,
            };
            let are_names = !are_names && matches!(name, "properties" | "responses" | "content");
            left.push((value, counts, are_names));
            let named = value.text().filter(|_| name == "$ref").and_then(|name| reference::target(root, name));
            left.extend(named.map(|named| (named, counts, false)));
        }
    }
    found
}
