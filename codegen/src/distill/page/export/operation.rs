//! One operation of an export as a page: what its keywords say, what the Markdown in its description says, and what its schemas say.

use super::part::Part;
use super::tell::unread;
use super::{example, reference, schema};
use crate::distill::page::blocks;
use crate::distill::page::clean::Clean;
use crate::distill::page::contents::{Contents, Kind, Stated as Schemas};
use crate::distill::page::endpoint;
use crate::distill::page::example::evidence::Evidence;
use crate::distill::page::finding::{Finding, FindingCode, Severity};
use crate::distill::page::html;
use crate::distill::page::location::Location;
use crate::distill::page::model::{Endpoint, FieldTable, Method};
use crate::distill::page::origin::Origin;
use crate::distill::page::outline;
use crate::distill::page::parsed::Parsed;
use crate::distill::page::place::At;
use crate::distill::page::syntax::Ask;
use crate::text::fold::fold;
use crate::text::foreign;

/// Where an operation stands in its document.
pub(super) struct Stated<'d> {
    pub(super) root: Part<'d>,
    pub(super) path: Part<'d>,
    pub(super) method: At<Method>,
    pub(super) operation: Part<'d>,
}

/// The operation as a page.
pub(super) fn page(stated: &Stated<'_>, title: Option<&At<String>>, origin: &Origin, ask: &Ask<'_>) -> Parsed {
    let operation = stated.operation;
    let start = stated.method.span;
    let mut found = Vec::new();
    let mut location =
        Location { id: page_id(operation), title: titled(operation, title, &mut found), ..Location::default() };
    location.place(folder(operation));
    location.complete(origin, start);
    location.tell_missing(start, &mut found);
    standing(stated.root, operation, &mut found);

    let description = operation.get("description").filter(|text| !text.is_null()).unwrap_or(operation);
    let description = html::with_tables(description.excerpt(), ask, &mut found).unwrap_or_else(|finding| {
        found.push(*finding);
        operation.excerpt()
    });
    let text = Clean::new(&description);
    let mut outline = outline::read(&text, blocks::scan(text.text()), 0, &mut found);
    let mut schemas = Schemas::default();
    request(stated, &mut schemas, &mut found);
    response(stated, &mut schemas, &mut found);
    let contents = Contents::new(&text, &mut outline, &mut found);
    let endpoint = placed(stated, endpoint::read(&text, &outline.lines, &outline.stating, &mut found), &mut found);
    let body = contents.body(&text, Kind::Operation, endpoint, schemas, &mut found);
    Parsed::of(location, outline, Some(body), found)
}

/// `…/apis/api-430346213-run` belongs to the page `430346213e0`.
fn page_id(operation: Part<'_>) -> Option<At<String>> {
    let link = operation.get("x-run-in-apifox")?;
    let last = link.text()?.trim_end_matches('/').rsplit('/').next()?;
    let digits = last.strip_prefix("api-")?.strip_suffix("-run")?;
    let is_id = (1..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then(|| link.state(format!("{digits}e0")))
}

/// The operation's summary; what stands over the document if there is none.
fn titled(operation: Part<'_>, over: Option<&At<String>>, found: &mut Vec<Finding>) -> Option<At<String>> {
    let Some(summary) = operation.words_of("summary") else { return over.cloned() };
    if let Some(over) = over.filter(|over| fold(&over.value) != fold(&summary.value)) {
        let message = format!(
            "the page is titled `{}` here, and its export says `{}`, which is used",
            foreign::short(&over.value),
            foreign::short(&summary.value)
        );
        Finding::new(FindingCode::TitleConflict, over.span, message)
            .help("correct the one that is wrong")
            .see(summary.span, "the export")
            .push_to(found);
    }
    Some(summary)
}

/// The folders that the operation stands in, outermost first. A slash in a name is written `\/`.
fn folder(operation: Part<'_>) -> Vec<At<String>> {
    let tag = || operation.get("tags").and_then(|tags| tags.elements().next());
    let Some((part, text)) = operation.get("x-apifox-folder").or_else(tag).and_then(|part| Some((part, part.words()?)))
    else {
        return Vec::new();
    };
    let mut levels = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(each) = rest.next() {
        match (each, rest.peek()) {
            ('\\', Some('/')) => {
                rest.next();
                if let Some(last) = levels.last_mut() {
                    last.push('/');
                }
            }
            ('/', _) => levels.push(String::new()),
            _ => {
                if let Some(last) = levels.last_mut() {
                    last.push(each);
                }
            }
        }
    }
    levels
        .iter()
        .map(|level| level.trim())
        .filter(|level| !level.is_empty())
        .map(|level| part.state(foreign::name(level)))
        .collect()
}

/// Whether the operation may be relied on, as far as its page says so.
fn standing(root: Part<'_>, operation: Part<'_>, found: &mut Vec<Finding>) {
    let mut tell = |part: Part<'_>, message: String| {
        Finding::new(FindingCode::PageStatus, part.span(), message)
            .help("ask the platform whether the operation may be relied on")
            .push_to(found);
    };
    let deprecated = operation.get("deprecated").filter(|part| part.is_true());
    if let Some(part) = deprecated {
        tell(part, "the page calls the operation deprecated".to_owned());
    }
    if let Some((part, status)) = operation.get("x-apifox-status").and_then(|part| Some((part, part.words()?))) {
        let is_told = deprecated.is_some() && status == "deprecated";
        if status != "released" && !is_told {
            tell(part, format!("the page's status is `{}`, not released", foreign::short(status)));
        }
    }
    for (key, value) in operation.entries().filter(|(_, value)| value.is_filled()) {
        match key.text() {
            Some("parameters") => {
                for parameter in value.elements() {
                    // One that refers to nothing could not be read either.
                    let parameter = reference::followed(root, parameter, &mut Vec::new());
                    let name = parameter.get("name").and_then(Part::text).unwrap_or("a parameter");
                    let place = parameter.get("in").and_then(Part::text).unwrap_or("request");
                    found.push(unread(
                        parameter,
                        &format!("the parameter `{}` of the {}", foreign::short(name), foreign::short(place)),
                    ));
                }
            }
            Some(name @ ("callbacks" | "servers")) => found.push(unread(key, &format!("`{name}`"))),
            Some("security") if is_asked(value) => found.push(unread(key, "what the call has to prove (`security`)")),
            _ => {}
        }
    }
}

/// Whether a call has to prove anything: an empty requirement asks for nothing.
pub(super) fn is_asked(security: Part<'_>) -> bool {
    security.elements().any(Part::is_filled)
}

/// The endpoint, and what the description says otherwise.
fn placed(stated: &Stated<'_>, described: Endpoint, found: &mut Vec<Finding>) -> Endpoint {
    let path = stated.path.words().map(|path| stated.path.state(foreign::name(path)));
    let mut differs = |what: &str, said: &str, here: &str, span, of| {
        if said != here {
            let message = format!(
                "the description states the {what} `{}`, and the export `{}`",
                foreign::short(said),
                foreign::short(here)
            );
            Finding::new(FindingCode::EndpointConflict, span, message)
                .severity(Severity::Warning)
                .help("the export's counts; the platform can tell which is right")
                .see(of, format!("the {what}"))
                .push_to(found);
        }
    };
    if let Some(said) = &described.method {
        differs("method", said.value.word(), stated.method.value.word(), said.span, stated.method.span);
    }
    if let (Some(said), Some(path)) = (&described.path, &path) {
        differs("path", &said.value, &path.value, said.span, path.span);
    }
    let server = || stated.root.get("servers")?.elements().next()?.words_of("url");
    Endpoint { method: Some(stated.method.clone()), path, server: described.server.or_else(server), several: None }
}

fn request(stated: &Stated<'_>, schemas: &mut Schemas, found: &mut Vec<Finding>) {
    let Some(body) = stated.operation.get("requestBody") else { return };
    let body = reference::followed(stated.root, body, found);
    (schemas.request.table, schemas.request.examples) = content(stated.root, body, "request", found);
}

/// The answer of a call that went well; the others have no place in the profile.
fn response(stated: &Stated<'_>, schemas: &mut Schemas, found: &mut Vec<Finding>) {
    let Some(responses) = stated.operation.get("responses") else { return };
    let all: Vec<(Part<'_>, Part<'_>)> = responses.entries().collect();
    let well = |key: &Part<'_>| key.text().is_some_and(|code| code.starts_with('2'));
    let known = |code: &str| all.iter().find(|(key, _)| key.text() == Some(code));
    let Some((chosen, answer)) =
        known("200").or_else(|| all.iter().find(|(key, _)| well(key))).or_else(|| known("default"))
    else {
        return;
    };
    for (key, other) in all.iter().filter(|(key, _)| key.id != chosen.id) {
        let other = reference::followed(stated.root, *other, found);
        if other.get("content").is_some_and(Part::is_filled) {
            let finding = unread(*key, &format!("the answer `{}`", foreign::short(key.text().unwrap_or("?"))));
            found.push(finding.severity(Severity::Note));
        }
    }
    let answer = reference::followed(stated.root, *answer, found);
    for (key, _) in answer.entries().filter(|(_, value)| value.is_filled()) {
        if let Some(name @ ("headers" | "links")) = key.text() {
            found.push(unread(key, &format!("`{name}` of the answer")));
        }
    }
    (schemas.response.table, schemas.response.examples) = content(stated.root, answer, "response", found);
}

/// The schema and the examples of a body in JSON.
fn content(
    root: Part<'_>,
    body: Part<'_>,
    what: &str,
    found: &mut Vec<Finding>,
) -> (Option<FieldTable>, Vec<crate::distill::page::example::Json>) {
    let kinds: Vec<(Part<'_>, Part<'_>)> = body.get("content").into_iter().flat_map(Part::entries).collect();
    let is_json = |kind: &Part<'_>| kind.text().is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
    let chosen = kinds.iter().find(|(kind, _)| kind.text() == Some("application/json"));
    let chosen = chosen.or_else(|| kinds.iter().find(|(kind, _)| is_json(kind)));
    let chosen = chosen.or_else(|| kinds.iter().find(|(kind, _)| kind.text() == Some("*/*")));
    for (kind, media) in &kinds {
        let is_read = chosen.is_some_and(|(chosen, _)| chosen.id == kind.id);
        if !is_read && media.is_filled() {
            found.push(unread(*kind, &format!("the {what} as `{}`", foreign::short(kind.text().unwrap_or("?")))));
        }
    }
    let Some((_, media)) = chosen else { return (None, Vec::new()) };
    let examples = example::of_media(root, *media, found);
    let table = media.get("schema").and_then(|schema| {
        let evidence = Evidence::new(&examples);
        schema::table(root, schema, &evidence, what, found)
    });
    (table, examples)
}
