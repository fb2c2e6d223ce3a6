//! The table of rules for a reader: what counts as a change, how it is judged, and why.

use crate::review::diff::rules::{ALL, Case, Rule, Scope, by_id};
use crate::review::diff::verdict::{Behaviour, Direction, Verdict};
use std::fmt::Write as _;

/// Every rule with its verdicts, its reason and its example.
#[must_use]
pub fn rules() -> String {
    let mut out = String::new();
    for rule in ALL.iter() {
        one(&mut out, rule);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// One rule with its verdicts, its reason and its example, if there is one with the id.
#[must_use]
pub fn rule(id: &str) -> Option<String> {
    let rule = by_id(id)?;
    let mut out = String::new();
    one(&mut out, rule);
    out.truncate(out.trim_end().len());
    out.push('\n');
    Some(out)
}

fn one(out: &mut String, rule: &Rule) {
    let security = if rule.cases.iter().any(|case| case.security) { " · SECURITY" } else { "" };
    _ = writeln!(out, "{}{security}\n  {}", rule.id, rule.title);
    for case in rule.cases {
        verdicts(out, case);
    }
    for line in wrap(rule.why) {
        _ = writeln!(out, "    {line}");
    }
    _ = writeln!(out, "    before: {}\n    after:  {}\n", example(rule.before), example(rule.after));
}

const fn example(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}

fn verdicts(out: &mut String, case: &Case) {
    let words = |verdict: Verdict| {
        let Verdict { wire, source, behaviour, .. } = verdict;
        let behaviour = if behaviour == Behaviour::Changed { ", behaviour changed" } else { "" };
        let security = if case.security { ", SECURITY" } else { "" };
        format!("wire {}, source {}{behaviour}{security}", wire.word(), source.word())
    };
    let mut indent = "    ";
    if !case.when.is_empty() {
        _ = writeln!(out, "    {}:", case.when);
        indent = "      ";
    }
    match case.scope {
        Scope::Everywhere(verdict) => _ = writeln!(out, "{indent}{}", words(verdict)),
        Scope::Travelling { .. } => {
            for direction in Direction::ALL {
                let verdict = case.scope.in_direction(*direction);
                _ = writeln!(out, "{indent}{:<9} {}", format!("{}:", direction.word()), words(verdict));
            }
        }
    }
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= 100 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
