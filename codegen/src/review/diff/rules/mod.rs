//! What counts as a change and what it does, as data: one table, in parts by subject. The engine points into it and decides
//! nothing by itself; `cargo xtask diff --rules` prints it.

/// The rules of one subject, in the order of the reports.
macro_rules! rules {
    ($($name:ident { $($body:tt)+ })+) => {
        $(pub(in crate::review::diff) static $name: Rule = Rule { $($body)+ };)+

        pub(super) const ALL: &[&Rule] = &[$(&$name),+];
    };
}

mod enums;
mod events;
mod fields;
mod marks;
mod operations;
mod types;
mod words;

pub(super) use enums::*;
pub(super) use events::*;
pub(super) use fields::*;
pub(super) use marks::*;
pub(super) use operations::*;
pub(super) use types::*;
pub(super) use words::*;

use super::verdict::{Behaviour, Direction, Impact, Verdict};
use crate::api::ir::Usage;
use std::sync::LazyLock;

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which reports show and which never changes its meaning.
    pub id: &'static str,
    /// What happened, in a few words.
    pub title: &'static str,
    /// Why it is judged as it is.
    pub why: &'static str,
    /// An example: the spec before.
    pub before: &'static str,
    /// The example's spec after.
    pub after: &'static str,
    /// The verdicts; where there are several, each says when it holds.
    pub cases: &'static [Case],
}

/// A verdict, and when it holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Case {
    /// When; empty for a rule's only case.
    pub when: &'static str,
    /// The verdict.
    pub scope: Scope,
    /// Whether card data, keys or money are less protected afterwards.
    pub security: bool,
}

impl Case {
    /// What the case says of a value that travels so.
    pub(super) fn verdict(&self, travel: Travel) -> Verdict {
        Verdict { security: self.security, ..self.scope.verdict(travel) }
    }

    /// Something is less protected afterwards.
    const fn exposes(self) -> Self {
        Self { security: true, ..self }
    }

    /// Code that compiles as before does something else.
    const fn acts(self) -> Self {
        let scope = match self.scope {
            Scope::Everywhere(verdict) => Scope::Everywhere(acting(verdict)),
            Scope::Travelling { request, response, webhook } => {
                Scope::Travelling { request: acting(request), response: acting(response), webhook: acting(webhook) }
            }
        };
        Self { scope, ..self }
    }

    /// Deliveries get another `dedup_key`.
    const fn rekeys(self) -> Self {
        match self.scope {
            Scope::Travelling { request, response, webhook } => {
                Self { scope: Scope::Travelling { request, response, webhook: acting(webhook) }, ..self }
            }
            Scope::Everywhere(verdict) => {
                let scope = Scope::Travelling { request: verdict, response: verdict, webhook: acting(verdict) };
                Self { scope, ..self }
            }
        }
    }
}

const fn acting(verdict: Verdict) -> Verdict {
    Verdict { behaviour: Behaviour::Changed, ..verdict }
}

/// Whether the verdict depends on which way values travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It does not.
    Everywhere(Verdict),
    /// It does; the worst of the directions that the value travels in counts.
    Travelling {
        /// For what a client sends.
        request: Verdict,
        /// For what an answer holds.
        response: Verdict,
        /// For what a delivery holds.
        webhook: Verdict,
    },
}

/// Which ways a value travels on both sides of a change, and how Rust code comes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Travel {
    pub(super) ways: Usage,
    /// Whether it is part of what callers make with `new`, rather than of a type that is only received.
    pub(super) is_made: bool,
    /// Whether it takes part in a delivery's `dedup_key`: what is sensitive does not.
    pub(super) is_keyed: bool,
}

impl Scope {
    /// What a rule says of a value that travels so. The source follows how the Rust type is made, wherever it travels.
    fn verdict(self, travel: Travel) -> Verdict {
        match self {
            Self::Everywhere(verdict) => verdict,
            Self::Travelling { request, response, webhook } => {
                let Usage { request: is_sent, response: is_answered, webhook: is_delivered } = travel.ways;
                let ways = [(is_sent, request), (is_answered, response), (is_delivered, webhook)];
                let wire = ways.iter().filter(|(travels, _)| *travels).map(|(_, verdict)| verdict.wire).max();
                let acts = [(is_sent, request), (is_answered, response), (is_delivered && travel.is_keyed, webhook)];
                let behaviour = acts.iter().filter(|(travels, _)| *travels).map(|(_, verdict)| verdict.behaviour).max();
                Verdict {
                    wire: wire.unwrap_or_default(),
                    source: if travel.is_made { request.source } else { response.source },
                    behaviour: behaviour.unwrap_or_default(),
                    security: false,
                }
            }
        }
    }

    /// What the rule says of one direction.
    #[must_use]
    pub const fn in_direction(self, direction: Direction) -> Verdict {
        match (self, direction) {
            (Self::Everywhere(verdict), _) => verdict,
            (Self::Travelling { request, .. }, Direction::Request) => request,
            (Self::Travelling { response, .. }, Direction::Response) => response,
            (Self::Travelling { webhook, .. }, Direction::Webhook) => webhook,
        }
    }
}

const N: Impact = Impact::None;
const C: Impact = Impact::Compatible;
const A: Impact = Impact::Ask;
const B: Impact = Impact::Breaking;

const fn verdict((wire, source): (Impact, Impact)) -> Verdict {
    Verdict { wire, source, behaviour: Behaviour::None, security: false }
}

const fn everywhere(wire: Impact, source: Impact) -> Scope {
    Scope::Everywhere(verdict((wire, source)))
}

/// One verdict for what is sent, and one for what is received in answers and deliveries.
const fn sent_received(sent: (Impact, Impact), received: (Impact, Impact)) -> Scope {
    Scope::Travelling { request: verdict(sent), response: verdict(received), webhook: verdict(received) }
}

const fn always(scope: Scope) -> Case {
    when("", scope)
}

const fn when(when: &'static str, scope: Scope) -> Case {
    Case { when, scope, security: false }
}

/// Every rule, by subject.
pub static ALL: LazyLock<Vec<&Rule>> = LazyLock::new(|| {
    [operations::ALL, events::ALL, types::ALL, fields::ALL, marks::ALL, enums::ALL, words::ALL].concat()
});

/// The rule with an id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_says_why_and_shows_an_example() {
        for rule in ALL.iter() {
            assert!(!rule.title.is_empty() && !rule.why.is_empty(), "{}", rule.id);
            assert_ne!(rule.before, rule.after, "{}", rule.id);
        }
    }

    #[test]
    fn ids_are_unique_and_read_like_those_of_lints() {
        let ids: BTreeSet<_> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    }

    #[test]
    fn a_rule_with_several_cases_says_when_each_holds() {
        for rule in ALL.iter() {
            assert!(!rule.cases.is_empty(), "{}", rule.id);
            assert!(rule.cases.len() == 1 || rule.cases.iter().all(|case| !case.when.is_empty()), "{}", rule.id);
        }
    }
}
