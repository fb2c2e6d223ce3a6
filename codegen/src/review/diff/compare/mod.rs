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

/// A pointer on each side that has the thing.
#[derive(Debug, Clone)]
struct At {
    base: Option<String>,
    head: Option<String>,
}

impl At {
    const fn both(base: String, head: String) -> Self {
        Self { base: Some(base), head: Some(head) }
    }

    const fn base(base: String) -> Self {
        Self { base: Some(base), head: None }
    }

    const fn head(head: String) -> Self {
        Self { base: None, head: Some(head) }
    }

    /// The same key below both.
    fn below(&self, key: &str) -> Self {
        self.map(|pointer| pointer::below(pointer, key))
    }

    /// Where the marks of two values at these places stand.
    fn of_marks(&self, old: &Type, new: &Type) -> Self {
        let place = |pointer: &Option<String>, ty| pointer.as_deref().map(|pointer| pointer::mark(pointer, ty));
        Self { base: place(&self.base, old), head: place(&self.head, new) }
    }

    /// The same place relative to both.
    fn map(&self, path: impl Fn(&str) -> String) -> Self {
        Self { base: self.base.as_deref().map(&path), head: self.head.as_deref().map(&path) }
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

    /// Something in the spec, judged by a rule's first case.
    fn push(&mut self, rule: &'static Rule, at: &At, subject: &Subject, message: String) -> &mut Change {
        self.push_case(rule, 0, Travel::default(), at, subject, message)
    }

    /// Something in the spec.
    fn push_case(
        &mut self,
        rule: &'static Rule,
        case: usize,
        travel: Travel,
        at: &At,
        subject: &Subject,
        message: String,
    ) -> &mut Change {
        let place = |pointer: &Option<String>| pointer.clone().map(Place::spec);
        self.add(rule, case, travel, place(&at.base), place(&at.head), subject, message)
    }

    /// Something in the catalog.
    fn push_catalog(&mut self, rule: &'static Rule, case: usize, at: &At, message: String) -> &mut Change {
        let place = |pointer: &Option<String>| pointer.clone().map(Place::catalog);
        self.add(rule, case, Travel::default(), place(&at.base), place(&at.head), &Subject::Catalog, message)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a change, each of its own type")]
    fn add(
        &mut self,
        rule: &'static Rule,
        case: usize,
        travel: Travel,
        base: Option<Place>,
        head: Option<Place>,
        subject: &Subject,
        message: String,
    ) -> &mut Change {
        let verdict = rule.cases[case].verdict(travel);
        let subject = subject.clone();
        let change = Change {
            rule,
            case,
            verdict,
            message,
            before: None,
            after: None,
            hint: None,
            effect: None,
            is_card_data: false,
            base,
            head,
            subject,
        };
        let at = self.0.len();
        self.0.push(change);
        &mut self.0[at]
    }
}
