//! Finds the changes: pair by pair, each of them judged by a rule. One kind of thing a file.

mod catalog;
mod enums;
mod events;
mod fields;
mod inside;
mod operations;
mod presence;
mod protection;
mod runtime;
mod types;
mod values;
mod words;
mod worth;

pub(super) use catalog::in_words;

use super::change::{Change, Place, Subject};
use super::locate::Texts;
use super::pairs::Pairs;
use super::pointer;
use super::relation::{Relations, sensitive};
use super::rules::{Rule, Travel};
use crate::api::ir::{Api, Operation, Type, TypeId, Usage};
use crate::text::source::FileId;
use std::collections::BTreeMap;

/// Every change, in no particular order.
pub(super) fn compare(
    base: &Api,
    head: &Api,
    base_texts: &Texts<'_>,
    head_texts: &Texts<'_>,
    pairs: &Pairs<'_>,
) -> Vec<Change> {
    let cx = Cx {
        base,
        head,
        base_texts,
        head_texts,
        pairs,
        base_requests: &requests(base),
        head_requests: &requests(head),
    };
    let mut found = Found::default();
    operations::compare(cx, &mut found);
    events::compare(cx, &mut found);
    types::compare(cx, &mut found);
    runtime::compare(cx, &mut found);
    catalog::compare(cx, &mut found);
    protection::compare(cx, &mut found);
    words::document(cx, &mut found);
    found.0
}

fn requests(api: &Api) -> BTreeMap<TypeId, &Operation> {
    api.operations.iter().map(|operation| (operation.request, operation)).collect()
}

/// Both sides, and what belongs together.
#[derive(Clone, Copy)]
struct Cx<'a> {
    base: &'a Api,
    head: &'a Api,
    base_texts: &'a Texts<'a>,
    head_texts: &'a Texts<'a>,
    pairs: &'a Pairs<'a>,
    /// Whose request a type is.
    base_requests: &'a BTreeMap<TypeId, &'a Operation>,
    head_requests: &'a BTreeMap<TypeId, &'a Operation>,
}

impl<'a> Cx<'a> {
    const fn relations(self) -> Relations<'a> {
        Relations { base: self.base, head: self.head, pairs: self.pairs }
    }

    /// The ways that a type travels on both sides: where it travels on one side only, the way there is a change of its own.
    fn travel(self, base: TypeId, head: TypeId) -> Travel {
        let (base, head) = (self.base.ty(base), self.head.ty(head));
        Travel {
            ways: Usage {
                request: base.usage.request && head.usage.request,
                response: base.usage.response && head.usage.response,
                webhook: base.usage.webhook && head.usage.webhook,
            },
            is_made: base.is_made() && head.is_made(),
            is_keyed: true,
        }
    }

    /// How a field travels of what travels so, with the types that it has: a delivery's key is made of what is not hidden.
    fn field(self, travel: Travel, base: Option<&Type>, head: Option<&Type>) -> Travel {
        let is_shown = |api: &Api, ty: &Type| sensitive(api, ty).is_none() && *ty.innermost() != Type::Any;
        let is_keyed = base.is_some_and(|ty| is_shown(self.base, ty)) || head.is_some_and(|ty| is_shown(self.head, ty));
        Travel { is_keyed, ..travel }
    }
}

/// The case of what is called otherwise in Rust: whether its old name lives on as that of another one of the same type, so that
/// code which uses it compiles, and whether its new name was such a one's.
const fn renamed_in_rust(lives_on: bool, was_anothers: bool) -> usize {
    match (lives_on, was_anothers) {
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    }
}

/// A pointer on each side that has the thing, what it belongs to, and how its values travel.
#[derive(Debug, Clone)]
struct At<'s> {
    base: Option<String>,
    head: Option<String>,
    subject: &'s Subject,
    travel: Travel,
}

impl<'s> At<'s> {
    fn new(subject: &'s Subject, base: Option<String>, head: Option<String>) -> Self {
        Self { base, head, subject, travel: Travel::default() }
    }

    fn both(subject: &'s Subject, base: String, head: String) -> Self {
        Self::new(subject, Some(base), Some(head))
    }

    fn base(subject: &'s Subject, base: String) -> Self {
        Self::new(subject, Some(base), None)
    }

    fn head(subject: &'s Subject, head: String) -> Self {
        Self::new(subject, None, Some(head))
    }

    /// The same place of values that travel so.
    fn travelling(self, travel: Travel) -> Self {
        Self { travel, ..self }
    }

    /// The same place of a value that takes part in a delivery's key, or does not.
    fn keyed(&self, is_keyed: bool) -> Self {
        self.clone().travelling(Travel { is_keyed, ..self.travel })
    }

    /// The same key below both.
    fn below(&self, key: &str) -> Self {
        self.map(|pointer| pointer::below(pointer, key))
    }

    /// Where the marks of two values at these places stand.
    fn of_marks(&self, old: &Type, new: &Type) -> Self {
        let place = |pointer: &Option<String>, ty| pointer.as_deref().map(|pointer| pointer::mark(pointer, ty));
        Self { base: place(&self.base, old), head: place(&self.head, new), ..*self }
    }

    /// The same place relative to both.
    fn map(&self, path: impl Fn(&str) -> String) -> Self {
        Self { base: self.base.as_deref().map(&path), head: self.head.as_deref().map(&path), ..*self }
    }
}

/// What was found so far.
#[derive(Default)]
struct Found(Vec<Change>);

impl Found {
    /// Says something of all that was found from a place on.
    fn since(&mut self, begun: usize, say: impl Fn(&mut Change)) {
        self.0[begun..].iter_mut().for_each(say);
    }

    /// A change, judged by a rule's first case.
    fn push(&mut self, rule: &'static Rule, at: &At<'_>, message: String) -> &mut Change {
        self.push_case(rule, 0, at, message)
    }

    /// A change, judged by one of a rule's cases.
    fn push_case(&mut self, rule: &'static Rule, case: usize, at: &At<'_>, message: String) -> &mut Change {
        let subject = at.subject.clone();
        let file = if subject == Subject::Catalog { FileId::Catalog } else { FileId::Spec };
        let place = |pointer: &Option<String>| pointer.clone().map(|pointer| Place { file, pointer });
        let change = Change {
            rule,
            case,
            verdict: rule.cases[case].verdict(at.travel),
            message,
            before: None,
            after: None,
            hint: None,
            effect: None,
            is_card_data: false,
            base: place(&at.base),
            head: place(&at.head),
            subject,
        };
        let number = self.0.len();
        self.0.push(change);
        &mut self.0[number]
    }
}
