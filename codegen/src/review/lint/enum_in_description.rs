//! Numbers and strings whose description lists codes.

use super::{Cx, Findings, Lint};
use crate::api::ir::Type;
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "enum-in-description",
    severity: Severity::Warning,
    why: "Codes that stand in prose are typed in by hand wherever they are used; a schema makes names of them.",
    example: "`\"status\": {\"type\": \"integer\", \"description\": \"1: active, 2: frozen\"}`: add a schema with `oneOf` and refer to it.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for (owner, field) in cx.fields() {
        let is_bare = matches!(field.ty.innermost(), Type::Integer(_) | Type::Text);
        if is_bare && field.description.as_deref().is_some_and(|text| codes(text) > 1) {
            findings.report(
                field.wire.span,
                format!("the description of `{}` in `{owner}` lists codes", field.wire.value),
                "move them to a schema of their own: `oneOf: [{\"const\": …, \"title\": …, \"description\": …}]`",
            );
        }
    }
}

/// How many codes a text lists: a number that begins a word, then a sign that gives it a meaning, then the meaning.
fn codes(text: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let number = rest.len() - rest.trim_start_matches(is_digit).len();
        if number > 0 && !before.is_ascii_alphanumeric() && !matches!(before, '.' | ':' | '-' | '/') {
            count += usize::from(gives_meaning(&rest[number..]));
        }
        let step = number.max(first.len_utf8());
        before = rest[..step].chars().last().unwrap_or(' ');
        rest = &rest[step..];
    }
    count
}

/// Full-width digits too.
fn is_digit(each: char) -> bool {
    each.is_ascii_digit() || ('０'..='９').contains(&each)
}

fn gives_meaning(after: &str) -> bool {
    let after = after.trim_start();
    let Some(meaning) = after.strip_prefix([':', '：', '=', '＝', '-', '–', '—', '－', '、']) else {
        return false;
    };
    // A clock's 10:30, a date's 2024-01 and a range's 1-5 go on with a digit.
    meaning.trim_start().starts_with(|next: char| next.is_alphabetic() || next == '`' || next == '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_dates_times_and_ranges() {
        for (text, wanted) in [
            ("1: active, 2: frozen", 2),
            ("１：未激活 ２：已激活 ３：已冻结", 3),
            ("状态 1:收入 2:支出", 2),
            ("1=yes;0=no", 2),
            ("1 - open, 2 - closed", 2),
            ("1、active 2、closed", 2),
            ("at 2024-01-01 10:30:00 or so", 0),
            ("1-5 of 10", 0),
            ("v2: the second", 0),
            ("a number from 1 to 10", 0),
        ] {
            assert_eq!(codes(text), wanted, "{text}");
        }
    }
}
