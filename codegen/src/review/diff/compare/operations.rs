//! Operations: whether they are there, what they are called, where they are, what they do, what they take and give.

use super::catalog::in_words;
use super::{At, Cx, Found, words};
use crate::api::ir::{Api, Field, Operation, Paging, Type, TypeId, Usage};
use crate::review::diff::change::Subject;
use crate::review::diff::pointer;
use crate::review::diff::relation::Relation;
use crate::review::diff::rules::{self, Travel};
use crate::review::diff::verdict::Direction;

pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    for pair in &cx.pairs.operations {
        let begun = found.0.len();
        match *pair {
            (Some(base), Some(head)) => both(cx, base, head, found),
            (Some(base), None) => removed(cx, base, found),
            (None, Some(head)) => added(cx, head, found),
            (None, None) => {}
        }
        let effect = |operation: Option<&Operation>| operation.map(|operation| operation.effect.value);
        let effect = effect(pair.0).max(effect(pair.1));
        found.since(begun, |change| change.effect = effect);
    }
}

fn removed(cx: Cx<'_>, base: &Operation, found: &mut Found) {
    let id = &base.id.value;
    let is_named = cx.head.catalog.operation(id).is_some();
    let rest = if is_named { "; the catalog still names it" } else { "" };
    let subject = Subject::Resource(base.tag.clone());
    let at = At::base(&subject, pointer::operation(base));
    if replaced(cx, base, None, found) {
        return;
    }
    let case = usize::from(is_named && base.path.is_some());
    let message = format!("the operation `{id}` was removed{rest}");
    found.push_case(&rules::OPERATION_REMOVED, case, &at, message);
}

/// Whether another operation has the path that this one had: a deployed client that calls this one runs the other.
fn replaced(cx: Cx<'_>, base: &Operation, moved: Option<&Operation>, found: &mut Found) -> bool {
    let path = |operation: &Operation| operation.path.as_ref().map(|path| path.value.clone());
    let Some(path) = path(base).filter(|_| moved.is_none_or(|moved| path(moved) != path(base))) else { return false };
    let Some(other) = cx.head.operations.iter().find(|other| other.path.as_ref().is_some_and(|at| at.value == path))
    else {
        return false;
    };
    let (id, other_id) = (&base.id.value, &other.id.value);
    let there = pointer::operation(other);
    let subject = Subject::Resource(base.tag.clone());
    let effects = At::both(&subject, there.clone(), there.clone()).below("x-effect");
    let head = moved.is_some().then(|| there.clone());
    let at = At::new(&subject, Some(there), head);
    let message = format!("{path} was `{id}` and is `{other_id}`: a client that calls the one runs the other");
    let case = usize::from(moved.is_some());
    found.push_case(&rules::OPERATION_REPLACED, case, &at, message);
    if let Some((rule, case, message)) = words::effect(&path, base.effect.value, other.effect.value) {
        found.push_case(rule, case, &effects, message);
    }
    true
}

fn added(cx: Cx<'_>, head: &Operation, found: &mut Found) {
    let id = &head.id.value;
    let effect = in_words(head.effect.value);
    let subject = Subject::Resource(head.tag.clone());
    let at = At::head(&subject, pointer::operation(head));
    if cx.base.catalog.operation(id).is_some() {
        let but = if head.path.is_some() { "" } else { ", without its path" };
        let message = format!("the operation `{id}`, which {effect}, became typed{but}");
        found.push(&rules::OPERATION_TYPED, &at, message);
    } else {
        let message = format!("the operation `{id}`, which {effect}, was added");
        found.push(&rules::OPERATION_ADDED, &at, message);
    }
}

fn both(cx: Cx<'_>, base: &Operation, head: &Operation, found: &mut Found) {
    let id = &head.id.value;
    let subject = Subject::Resource(head.tag.clone());
    let at = At::both(&subject, pointer::operation(base), pointer::operation(head));
    if base.id.value != *id {
        let case = usize::from((&base.variant, &base.method) == (&head.variant, &head.method));
        let message = format!("the operation `{}` is called `{id}`", base.id.value);
        found.push_case(&rules::OPERATION_RENAMED, case, &at.below("operationId"), message);
    }
    if base.id.value == *id && (&base.variant, &base.method) != (&head.variant, &head.method) {
        let message = format!("`{id}` was `{}` in Rust and is `{}`", base.method, head.method);
        found.push(&rules::RUST_NAME_CHANGED, &at, message);
    }
    replaced(cx, base, Some(head), found);
    match (&base.path, &head.path) {
        (Some(old), Some(new)) if old.value != new.value => {
            let message = format!("`{id}` moved from {} to {}", old.value, new.value);
            found.push(&rules::OPERATION_MOVED, &at, message);
        }
        (None, Some(new)) => {
            let message = format!("`{id}` was given its path, {}", new.value);
            found.push(&rules::OPERATION_PATH_STATED, &at, message);
        }
        (Some(old), None) => {
            let message = format!("`{id}` lost its path, {}", old.value);
            found.push(&rules::OPERATION_PATH_WITHDRAWN, &at, message);
        }
        _ => {}
    }
    if let Some((rule, case, message)) = words::effect(id, base.effect.value, head.effect.value) {
        found.push_case(rule, case, &at.below("x-effect"), message);
    }
    let request = at.map(pointer::body);
    let requests = (base.request, head.request);
    payload(cx, &format!("the request of `{id}`"), requests, Direction::Request, &request, found);
    let answer = at.map(pointer::answer);
    let answers = (base.response, head.response);
    payload(cx, &format!("the answer of `{id}`"), answers, Direction::Response, &answer, found);
    paging(cx, base, head, &at.below("x-pagination"), found);
    words::operation(cx, base, head, &at, found);
}

/// What an operation or an event refers to.
pub(super) fn payload(
    cx: Cx<'_>,
    what: &str,
    (base, head): (TypeId, TypeId),
    direction: Direction,
    at: &At<'_>,
    found: &mut Found,
) {
    if cx.pairs.same(base, head) {
        return;
    }
    let case = match (cx.relations().of_named(base, head), direction) {
        (Relation::Same, _) => 0,
        (Relation::Fitting, _)
        | (Relation::Wider, Direction::Request)
        | (Relation::Narrower | Relation::Readable, Direction::Response | Direction::Webhook) => 2,
        _ => 1,
    };
    let message = format!("{what} was `{}` and is `{}`", cx.base.ty(base).name.value, cx.head.ty(head).name.value);
    let travel = Travel {
        ways: Usage {
            request: direction == Direction::Request,
            response: direction == Direction::Response,
            webhook: direction == Direction::Webhook,
        },
        is_made: direction == Direction::Request,
        is_keyed: true,
    };
    let at = at.clone().travelling(travel);
    found.push_case(&rules::PAYLOAD_CHANGED, case, &at, message);
    super::inside::compare(cx, (base, head), &at, found);
}

fn paging(cx: Cx<'_>, base: &Operation, head: &Operation, at: &At<'_>, found: &mut Found) {
    let id = &head.id.value;
    match (base.paging, head.paging) {
        (None, Some(paging)) => {
            let sent = fields(cx.head, head.request);
            let was_argument = |at: usize| {
                let old = fields(cx.base, base.request).iter().find(|field| field.wire.value == sent[at].wire.value);
                old.is_some_and(|field| !field.is_option())
            };
            let case = usize::from(!(was_argument(paging.page) || was_argument(paging.size)));
            let at = At { base: None, ..at.clone() };
            found.push_case(&rules::PAGING_ADDED, case, &at, format!("`{id}` became paged"));
        }
        (Some(_), None) => {
            let at = At { head: None, ..at.clone() };
            found.push(&rules::PAGING_REMOVED, &at, format!("`{id}` is no longer paged"));
        }
        (Some(old), Some(new)) => {
            let (was, is) = (Parts::of(cx.base, base, old), Parts::of(cx.head, head, new));
            if was.names() != is.names() {
                let is_same_item = match (was.items, is.items) {
                    (Type::Named(old), Type::Named(new)) => cx.pairs.same(*old, *new),
                    (old, new) => old == new,
                };
                let case = usize::from((was.page, was.size) == (is.page, is.size) && is_same_item);
                let message = format!("the paging of `{id}` was carried by {was} and is carried by {is}");
                found.push_case(&rules::PAGING_CHANGED, case, at, message);
            }
        }
        (None, None) => {}
    }
}

/// The fields that carry the paging.
struct Parts<'a> {
    page: &'a str,
    size: &'a str,
    total: &'a str,
    list: &'a str,
    items: &'a Type,
}

impl<'a> Parts<'a> {
    fn of(api: &'a Api, operation: &Operation, paging: Paging) -> Self {
        let (sent, answer) = (fields(api, operation.request), fields(api, operation.response));
        let list = &answer[paging.items];
        let items = match &list.ty {
            Type::List(inner) => inner,
            other => other,
        };
        Self {
            page: &sent[paging.page].wire.value,
            size: &sent[paging.size].wire.value,
            total: &answer[paging.total].wire.value,
            list: &list.wire.value,
            items,
        }
    }

    const fn names(&self) -> [&str; 4] {
        [self.page, self.size, self.total, self.list]
    }
}

impl std::fmt::Display for Parts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}`", self.names().join("`, `"))
    }
}

fn fields(api: &Api, id: TypeId) -> &[Field] {
    api.ty(id).shape.object().map_or(&[], |object| &object.fields)
}
