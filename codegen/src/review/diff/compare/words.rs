//! What is said of things: descriptions, examples, provenance, effects, the revision.

use super::worth::{self, Worth};
use super::{At, Cx, Found};
use crate::api::ir::{Api, Field, Operation, Shape, TypeDef, TypeId, Webhook, Wrapper};
use crate::review::diff::change::Subject;
use crate::review::diff::locate::Texts;
use crate::review::diff::pointer;
use crate::review::diff::rules::{self, Rule};
use crate::spec::openapi::{Effect, Evidence, Provenance, Server};
use crate::text::diag::listed;
use crate::text::json::{self, Tree};
use crate::text::source::{FileId, Source, Span};
use std::collections::BTreeMap;
use std::fmt::Display;

/// The document's own words, and those of its tags.
pub(super) fn document(cx: Cx<'_>, found: &mut Found) {
    let both = |pointer: &str| At::both(&Subject::Spec, pointer.to_owned(), pointer.to_owned());
    if cx.base.revision.value != cx.head.revision.value {
        let message = format!("the revision was {} and is {}", cx.base.revision.value, cx.head.revision.value);
        found.push(&rules::REVISION_CHANGED, &both("/info/version"), message);
    }
    if cx.base.title != cx.head.title {
        let message = "the platform's title changed".to_owned();
        let change = found.push(&rules::DESCRIPTION_CHANGED, &both("/info/title"), message);
        change.words(Some(&cx.base.title), Some(&cx.head.title));
    }
    description(
        &"the platform",
        (cx.base.description.as_deref(), cx.head.description.as_deref()),
        Worth::Words,
        &both("/info"),
        found,
    );
    let (old, new) = (&cx.base.notices, &cx.head.notices);
    for (what, old, new) in [("contact", &old.contact, &new.contact), ("license", &old.license, &new.license)] {
        if old != new {
            let at = both(&format!("/info/{what}"));
            found.push(&rules::DESCRIPTION_CHANGED, &at, notice(what, old, new));
        }
    }
    if cx.base.servers != cx.head.servers {
        let (case, message) = servers(cx);
        found.push_case(&rules::SERVERS_CHANGED, case, &both("/servers"), message);
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
            let subject = Subject::Resource(tag.to_owned());
            let at = At::new(&subject, place(cx.base_texts), place(cx.head_texts));
            let texts = (*old, resource.description.as_deref());
            description(&format!("`{tag}`"), texts, Worth::Words, &at, found);
        }
    }
}

/// What a contact or licence was and is.
fn notice(what: &str, old: &BTreeMap<&str, String>, new: &BTreeMap<&str, String>) -> String {
    match (listed(old.values()).as_str(), listed(new.values()).as_str()) {
        ("", new) => format!("the {what} is named, {new}"),
        (old, "") => format!("the {what} is named no more; it was {old}"),
        (old, new) => format!("the {what} was {old} and is {new}"),
    }
}

/// Which URLs there were and are, where those differ, and the rule's case.
fn servers(cx: Cx<'_>) -> (usize, String) {
    let addresses = |api: &Api| api.servers.iter().map(address).collect::<Vec<_>>();
    let urls = |api: &Api| api.servers.iter().map(|server| server.url.clone()).collect::<Vec<_>>();
    let (was, is) = (addresses(cx.base), addresses(cx.head));
    let is_plain = |url: &String| url.to_ascii_lowercase().starts_with("http://");
    let is_gone = was.iter().any(|url| !is.contains(url));
    let case = match (is_gone && !is.is_empty(), !was.iter().any(is_plain) && is.iter().any(is_plain)) {
        (true, true) => 1,
        (true, false) => 0,
        (false, _) => 2,
    };
    let spelled = (urls(cx.base), urls(cx.head));
    // As the pages spell them, unless that is the same.
    let (was, is) = if was == is || spelled.0 == spelled.1 { (was, is) } else { spelled };
    let message = match (listed(&was).as_str(), listed(&is).as_str()) {
        ("", new) => format!("a server is shown, {new}"),
        (old, "") => format!("no server is shown any more; it was {old}"),
        (old, new) if old == new => format!("what is said of the server {new} changed"),
        (old, new) => format!("the server was {old} and is {new}"),
    };
    (case, message)
}

/// Where a server is for whoever goes by the pages: its URL with what they put in the place of its variables.
fn address(server: &Server) -> String {
    let fill = |url: String, (name, (value, _)): (&String, &(String, Option<String>))| {
        url.replace(&format!("{{{name}}}"), value)
    };
    server.variables.iter().fold(server.url.clone(), fill)
}

pub(super) fn operation(cx: Cx<'_>, base: &Operation, head: &Operation, at: &At<'_>, found: &mut Found) {
    let what = format!("`{}`", head.id.value);
    summary(&what, (base.summary.as_deref(), head.summary.as_deref()), at, found);
    let texts = (base.description.as_deref(), head.description.as_deref());
    description(&what, texts, Worth::Words, at, found);
    let request = (base.request_example, head.request_example);
    example(cx, &format!("the request of {what}"), request, || at.map(pointer::body_example), found);
    let answer = (base.response_example, head.response_example);
    example(cx, &format!("the answer of {what}"), answer, || at.map(pointer::answer_example), found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, found);
}

pub(super) fn webhook(cx: Cx<'_>, base: &Webhook, head: &Webhook, at: &At<'_>, found: &mut Found) {
    let what = format!("`{}`", head.tag.value);
    summary(&what, (base.summary.as_deref(), head.summary.as_deref()), at, found);
    let texts = (base.description.as_deref(), head.description.as_deref());
    description(&what, texts, Worth::Words, at, found);
    example(cx, &what, (base.example, head.example), || at.map(pointer::body_example), found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, found);
}

pub(super) fn ty(cx: Cx<'_>, ids: (TypeId, TypeId), at: &At<'_>, found: &mut Found) {
    let (base, head) = (cx.base.ty(ids.0), cx.head.ty(ids.1));
    let what = format!("`{}`", head.name.value);
    let texts = (base.description.as_deref(), head.description.as_deref());
    description(&what, texts, worth::of_type(head, texts), at, found);
    let examples = |def: &TypeDef| match &def.shape {
        Shape::Text { examples, .. } | Shape::Integer { examples, .. } => *examples,
        _ => None,
    };
    example(cx, &what, (examples(base), examples(head)), || at.below("examples"), found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, found);
}

pub(super) fn wrapper(name: &str, base: &Wrapper, head: &Wrapper, at: &At<'_>, found: &mut Found) {
    let what = format!("`{name}`");
    let texts = (base.description.as_deref(), head.description.as_deref());
    description(&what, texts, Worth::Words, at, found);
    provenance(&what, (Some(&base.provenance), Some(&head.provenance)), at, found);
}

pub(super) fn field(cx: Cx<'_>, what: &dyn Display, (base, head): (&Field, &Field), at: &At<'_>, found: &mut Found) {
    let texts = (base.description.as_deref(), head.description.as_deref());
    description(what, texts, worth::of_field(cx.head, head, texts), at, found);
    example(cx, what, (base.examples, head.examples), || at.below("examples"), found);
    provenance(what, (base.provenance.as_deref(), head.provenance.as_deref()), at, found);
}

fn summary(what: &dyn Display, texts: (Option<&str>, Option<&str>), at: &At<'_>, found: &mut Found) {
    if texts.0 != texts.1 {
        let message = format!("the summary of {what} changed");
        found.push(&rules::DESCRIPTION_CHANGED, &at.below("summary"), message).words(texts.0, texts.1);
    }
}

pub(super) fn description(
    what: &dyn Display,
    texts: (Option<&str>, Option<&str>),
    worth: Worth,
    at: &At<'_>,
    found: &mut Found,
) {
    if texts.0 != texts.1 {
        let (case, message) = match worth {
            Worth::Words => (0, format!("the description of {what} changed")),
            Worth::Meaning => (1, format!("the description of {what} changed, which tells what its values mean")),
        };
        let at = at.below("description");
        let change = found.push_case(&rules::DESCRIPTION_CHANGED, case, &at, message);
        change.words(texts.0, texts.1);
    }
}

fn provenance(
    what: &dyn Display,
    (base, head): (Option<&Provenance>, Option<&Provenance>),
    at: &At<'_>,
    found: &mut Found,
) {
    if base.map(told) != head.map(told) {
        let message = format!("the provenance of {what} changed");
        found.push(&rules::PROVENANCE_CHANGED, &at.below("x-provenance"), message);
    }
}

/// What a provenance says, wherever it is written.
fn told(provenance: &Provenance) -> (&str, &str, Option<&str>, Evidence, Option<&str>) {
    let Provenance { page, title, revised, evidence, note, span: _ } = provenance;
    let (revised, note) = (revised.as_ref(), note.as_ref());
    (&page.value, &title.value, revised.map(|text| &*text.value), *evidence, note.map(|text| &*text.value))
}

/// An example says the same when its values are the same, however it is laid out.
fn example<'s>(
    cx: Cx<'_>,
    what: &dyn Display,
    (base, head): (Option<Span>, Option<Span>),
    at: impl FnOnce() -> At<'s>,
    found: &mut Found,
) {
    let old = base.map(|span| cx.base_texts.slice(span));
    let new = head.map(|span| cx.head_texts.slice(span));
    if old != new && old.map(value) != new.map(value) {
        let message = format!("the example of {what} changed");
        found.push(&rules::EXAMPLE_CHANGED, &at(), message);
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

/// The rule for an effect that changed, its case, and what to say.
pub(super) fn effect(id: &str, base: Effect, head: Effect) -> Option<(&'static Rule, usize, String)> {
    let (rule, case) = match (base, head) {
        (Effect::Money, Effect::Read) => (&rules::EFFECT_WEAKENED, 0),
        (Effect::Write, Effect::Read) => (&rules::EFFECT_WEAKENED, 1),
        (Effect::Money, Effect::Write) => (&rules::EFFECT_WEAKENED, 2),
        (Effect::Read, Effect::Money) => (&rules::EFFECT_STRENGTHENED, 0),
        (Effect::Read, Effect::Write) => (&rules::EFFECT_STRENGTHENED, 1),
        (Effect::Write, Effect::Money) => (&rules::EFFECT_STRENGTHENED, 2),
        (Effect::Read, Effect::Read) | (Effect::Write, Effect::Write) | (Effect::Money, Effect::Money) => return None,
    };
    let told = match (base, head) {
        (Effect::Read, Effect::Money) => ": deployed clients repeat a call that moves money",
        (Effect::Read, Effect::Write) => ": deployed clients repeat a call that changes something",
        (Effect::Money | Effect::Write, Effect::Read) => ": the next release repeats it",
        _ => "",
    };
    Some((rule, case, format!("the effect of `{id}` was `{}` and is `{}`{told}", base.word(), head.word())))
}
