//! What is said of things: descriptions, examples, provenance, effects, the revision.

use super::{At, Cx, Found};
use crate::api::ir::{Api, Field, Operation, Shape, TypeDef, Webhook, Wrapper};
use crate::review::diff::change::Subject;
use crate::review::diff::locate::Texts;
use crate::review::diff::pointer;
use crate::review::diff::rules::{self, Rule};
use crate::spec::openapi::{Effect, Evidence, Provenance};
use crate::text::json::{self, Tree};
use crate::text::source::{FileId, Source, Span};
use std::collections::BTreeMap;

/// The document's own words, and those of its tags.
pub(super) fn document(cx: Cx<'_>, found: &mut Found) {
    let both = |pointer: &str| At::both(pointer.to_owned(), pointer.to_owned());
    let subject = Subject::Spec;
    if cx.base.revision.value != cx.head.revision.value {
        let message = format!("the revision was {} and is {}", cx.base.revision.value, cx.head.revision.value);
        found.push(&rules::REVISION_CHANGED, &both("/info/version"), &subject, message);
    }
    if cx.base.title != cx.head.title {
        let message = format!("the title was `{}` and is `{}`", cx.base.title, cx.head.title);
        found.push(&rules::DESCRIPTION_CHANGED, &both("/info/title"), &subject, message);
    }
    description(
        "the platform",
        (cx.base.description.as_deref(), cx.head.description.as_deref()),
        &both("/info"),
        &subject,
        found,
    );
    let (old, new) = (&cx.base.notices, &cx.head.notices);
    for (what, old, new) in [("contact", &old.contact, &new.contact), ("license", &old.license, &new.license)] {
        if old != new {
            let at = both(&format!("/info/{what}"));
            found.push(&rules::DESCRIPTION_CHANGED, &at, &subject, notice(what, old, new));
        }
    }
    if cx.base.servers != cx.head.servers {
        found.push(&rules::SERVERS_CHANGED, &both("/servers"), &subject, servers(cx));
    }
    let described: BTreeMap<&str, Option<&str>> = cx
        .base
        .resources
        .iter()
        .map(|resource| (resource.tag.value.as_str(), resource.description.as_deref()))
        .collect();
    for resource in &cx.head.resources {
        let tag = resource.tag.value.as_str();
        if let Some(old) = described.get(tag) {
            let place = |texts: &Texts<'_>| texts.tag(tag).map(|at| format!("/tags/{at}"));
            let at = At { base: place(cx.base_texts), head: place(cx.head_texts) };
            let subject = Subject::Resource(tag.to_owned());
            description(&format!("`{tag}`"), (*old, resource.description.as_deref()), &at, &subject, found);
        }
    }
}

/// What a contact or licence was and is.
fn notice(what: &str, old: &BTreeMap<&str, String>, new: &BTreeMap<&str, String>) -> String {
    let shown =
        |texts: &BTreeMap<&str, String>| texts.values().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ");
    match (shown(old).as_str(), shown(new).as_str()) {
        ("", new) => format!("the {what} is named, {new}"),
        (old, "") => format!("the {what} is named no more; it was {old}"),
        (old, new) => format!("the {what} was {old} and is {new}"),
    }
}

/// Which URLs there were and are, where those differ.
fn servers(cx: Cx<'_>) -> String {
    let urls = |api: &Api| api.servers.iter().map(|server| format!("`{}`", server.url)).collect::<Vec<_>>().join(", ");
    match (urls(cx.base).as_str(), urls(cx.head).as_str()) {
        ("", new) => format!("a server is shown, {new}"),
        (old, "") => format!("no server is shown any more; it was {old}"),
        (old, new) if old == new => format!("what is said of the server {new} changed"),
        (old, new) => format!("the server was {old} and is {new}"),
    }
}

pub(super) fn operation(cx: Cx<'_>, base: &Operation, head: &Operation, at: &At, subject: &Subject, found: &mut Found) {
    let what = format!("`{}`", head.id.value);
    summary(&what, (base.summary.as_deref(), head.summary.as_deref()), at, subject, found);
    description(&what, (base.description.as_deref(), head.description.as_deref()), at, subject, found);
    let request = (base.request_example, head.request_example);
    example(cx, &format!("the request of {what}"), request, || at.map(pointer::body_example), subject, found);
    let answer = (base.response_example, head.response_example);
    example(cx, &format!("the answer of {what}"), answer, || at.map(pointer::answer_example), subject, found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, subject, found);
}

pub(super) fn webhook(cx: Cx<'_>, base: &Webhook, head: &Webhook, at: &At, subject: &Subject, found: &mut Found) {
    let what = format!("`{}`", head.tag.value);
    summary(&what, (base.summary.as_deref(), head.summary.as_deref()), at, subject, found);
    description(&what, (base.description.as_deref(), head.description.as_deref()), at, subject, found);
    example(cx, &what, (base.example, head.example), || at.map(pointer::body_example), subject, found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, subject, found);
}

pub(super) fn ty(cx: Cx<'_>, base: &TypeDef, head: &TypeDef, at: &At, subject: &Subject, found: &mut Found) {
    let what = format!("`{}`", head.name.value);
    description(&what, (base.description.as_deref(), head.description.as_deref()), at, subject, found);
    let examples = |def: &TypeDef| match &def.shape {
        Shape::Text { examples, .. } | Shape::Integer { examples, .. } => *examples,
        _ => None,
    };
    example(cx, &what, (examples(base), examples(head)), || at.below("examples"), subject, found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, subject, found);
}

pub(super) fn wrapper(name: &str, base: &Wrapper, head: &Wrapper, at: &At, subject: &Subject, found: &mut Found) {
    let what = format!("`{name}`");
    description(&what, (base.description.as_deref(), head.description.as_deref()), at, subject, found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, subject, found);
}

pub(super) fn field(
    cx: Cx<'_>,
    what: &str,
    (base, head): (&Field, &Field),
    at: &At,
    subject: &Subject,
    found: &mut Found,
) {
    description(what, (base.description.as_deref(), head.description.as_deref()), at, subject, found);
    example(cx, what, (base.examples, head.examples), || at.below("examples"), subject, found);
    provenance(what, (base.provenance.as_deref(), head.provenance.as_deref()), at, subject, found);
}

fn summary(what: &str, texts: (Option<&str>, Option<&str>), at: &At, subject: &Subject, found: &mut Found) {
    if texts.0 != texts.1 {
        let message = format!("the summary of {what} changed");
        found.push(&rules::DESCRIPTION_CHANGED, &at.below("summary"), subject, message);
    }
}

pub(super) fn description(
    what: &str,
    texts: (Option<&str>, Option<&str>),
    at: &At,
    subject: &Subject,
    found: &mut Found,
) {
    if texts.0 != texts.1 {
        let message = format!("the description of {what} changed");
        found.push(&rules::DESCRIPTION_CHANGED, &at.below("description"), subject, message);
    }
}

fn provenance(
    what: &str,
    (base, head): (Option<&Provenance>, Option<&Provenance>),
    at: &At,
    subject: &Subject,
    found: &mut Found,
) {
    if base.map(told) != head.map(told) {
        let message = format!("the provenance of {what} changed");
        found.push(&rules::PROVENANCE_CHANGED, &at.below("x-provenance"), subject, message);
    }
}

/// What a provenance says, wherever it is written.
fn told(provenance: &Provenance) -> (&str, &str, Option<&str>, Evidence, Option<&str>) {
    let Provenance { page, title, revised, evidence, note, span: _ } = provenance;
    let (revised, note) = (revised.as_ref(), note.as_ref());
    (&page.value, &title.value, revised.map(|text| &*text.value), *evidence, note.map(|text| &*text.value))
}

/// An example says the same when its values are the same, however it is laid out.
fn example(
    cx: Cx<'_>,
    what: &str,
    (base, head): (Option<Span>, Option<Span>),
    at: impl FnOnce() -> At,
    subject: &Subject,
    found: &mut Found,
) {
    let old = base.map(|span| cx.base_texts.slice(span));
    let new = head.map(|span| cx.head_texts.slice(span));
    if old != new && old.map(value) != new.map(value) {
        let message = format!("the example of {what} changed");
        found.push(&rules::EXAMPLE_CHANGED, &at(), subject, message);
    }
}

/// A JSON text as a value whose keys have no order.
fn value(text: &str) -> Option<Tree> {
    let source = Source::new("", text);
    let mut tree = Tree::from(&json::parse(&source, FileId::Spec).ok()?);
    sort(&mut tree);
    Some(tree)
}

fn sort(tree: &mut Tree) {
    match tree {
        Tree::Object(entries) => {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            for (_, value) in entries {
                sort(value);
            }
        }
        Tree::Array(elements) => elements.iter_mut().for_each(sort),
        _ => {}
    }
}

/// The rule for an effect that changed, and what to say.
pub(super) fn effect(id: &str, base: Effect, head: Effect) -> Option<(&'static Rule, String)> {
    let rule = match base.cmp(&head) {
        std::cmp::Ordering::Less => &rules::EFFECT_STRENGTHENED,
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => &rules::EFFECT_WEAKENED,
    };
    Some((rule, format!("the effect of `{id}` was `{}` and is `{}`", base.word(), head.word())))
}
