//! Operations: whether they are there, what they are called, where they are, what they do, what they take and give.

use super::{At, Cx, Found, words};
use crate::api::ir::{Api, Field, Operation, Paging, Type, TypeId};
use crate::review::diff::change::Subject;
use crate::review::diff::pointer;
use crate::review::diff::relation::Relation;
use crate::review::diff::rules::{self, Travel};

pub(super) fn compare(cx: Cx<'_>, found: &mut Found) {
    for pair in &cx.pairs.operations {
        match *pair {
            (Some(base), Some(head)) => both(cx, base, head, found),
            (Some(base), None) => removed(cx, base, found),
            (None, Some(head)) => added(cx, head, found),
            (None, None) => {}
        }
    }
}

fn removed(cx: Cx<'_>, base: &Operation, found: &mut Found) {
    let id = &base.id.value;
    let rest = if cx.head.catalog.operation(id).is_some() { "; the catalog still names it" } else { "" };
    let at = At::base(pointer::operation(base));
    found.push(
        &rules::OPERATION_REMOVED,
        &at,
        &Subject::Resource(base.tag.clone()),
        format!("the operation `{id}` was removed{rest}"),
    );
}

fn added(cx: Cx<'_>, head: &Operation, found: &mut Found) {
    let id = &head.id.value;
    let at = At::head(pointer::operation(head));
    let subject = Subject::Resource(head.tag.clone());
    if cx.base.catalog.operation(id).is_some() {
        let but = if head.path.is_some() { "" } else { ", without its path" };
        found.push(&rules::OPERATION_TYPED, &at, &subject, format!("the operation `{id}` became typed{but}"));
    } else {
        found.push(&rules::OPERATION_ADDED, &at, &subject, format!("the operation `{id}` was added"));
    }
}

fn both(cx: Cx<'_>, base: &Operation, head: &Operation, found: &mut Found) {
    let id = &head.id.value;
    let at = At::both(pointer::operation(base), pointer::operation(head));
    let subject = Subject::Resource(head.tag.clone());
    if base.id.value != *id {
        let case = usize::from((&base.variant, &base.method) == (&head.variant, &head.method));
        let message = format!("the operation `{}` is called `{id}`", base.id.value);
        found.push_case(
            &rules::OPERATION_RENAMED,
            case,
            Travel::default(),
            &at.below("operationId"),
            &subject,
            message,
        );
    }
    match (&base.path, &head.path) {
        (Some(old), Some(new)) if old.value != new.value => {
            let message = format!("`{id}` moved from {} to {}", old.value, new.value);
            found.push(&rules::OPERATION_MOVED, &at, &subject, message);
        }
        (None, Some(new)) => {
            let message = format!("`{id}` was given its path, {}", new.value);
            found.push(&rules::OPERATION_PATH_STATED, &at, &subject, message);
        }
        (Some(old), None) => {
            let message = format!("`{id}` lost its path, {}", old.value);
            found.push(&rules::OPERATION_PATH_WITHDRAWN, &at, &subject, message);
        }
        _ => {}
    }
    if let Some((rule, message)) = words::effect(id, base.effect.value, head.effect.value) {
        found.push(rule, &at.below("x-effect"), &subject, message);
    }
    let request = at.map(pointer::body);
    payload(cx, &format!("the request of `{id}`"), (base.request, head.request), &request, &subject, found);
    let answer = at.map(pointer::answer);
    payload(cx, &format!("the answer of `{id}`"), (base.response, head.response), &answer, &subject, found);
    paging(cx, base, head, &at.below("x-pagination"), &subject, found);
    words::operation(cx, base, head, &at, &subject, found);
}

/// What an operation or an event refers to.
pub(super) fn payload(
    cx: Cx<'_>,
    what: &str,
    (base, head): (TypeId, TypeId),
    at: &At,
    subject: &Subject,
    found: &mut Found,
) {
    if cx.pairs.same(base, head) {
        return;
    }
    let case = usize::from(cx.relations().of_named(base, head) != Relation::Same);
    let message = format!("{what} was `{}` and is `{}`", cx.base.ty(base).name.value, cx.head.ty(head).name.value);
    found.push_case(&rules::PAYLOAD_CHANGED, case, Travel::default(), at, subject, message);
    super::values::marks_inside(cx, base, head, subject, found);
}

fn paging(cx: Cx<'_>, base: &Operation, head: &Operation, at: &At, subject: &Subject, found: &mut Found) {
    let id = &head.id.value;
    match (base.paging, head.paging) {
        (None, Some(paging)) => {
            let sent = fields(cx.head, head.request);
            let was_argument = |at: usize| {
                let old = fields(cx.base, base.request).iter().find(|field| field.wire.value == sent[at].wire.value);
                old.is_some_and(|field| !field.presence.is_option())
            };
            let case = usize::from(!(was_argument(paging.page) || was_argument(paging.size)));
            let at = At { base: None, head: at.head.clone() };
            found.push_case(
                &rules::PAGING_ADDED,
                case,
                Travel::default(),
                &at,
                subject,
                format!("`{id}` became paged"),
            );
        }
        (Some(_), None) => {
            let at = At { base: at.base.clone(), head: None };
            found.push(&rules::PAGING_REMOVED, &at, subject, format!("`{id}` is no longer paged"));
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
                found.push_case(&rules::PAGING_CHANGED, case, Travel::default(), at, subject, message);
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
