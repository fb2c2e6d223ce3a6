//! An operation page: where the operation stands, what it sends and gets, how it is paged, and what the catalog says of it.

use super::credentials;
use super::entry::start;
use super::examples;
use super::fields::{self, Fields};
use super::mapper::{Mapper, written};
use super::objects::{self, About, Kind};
use super::paging;
use super::place::Map;
use super::problem::Problem;
use super::references::{Place, reference_tree, referred};
use crate::distill::page::model::{Endpoint, Message, Method, Operation};
use crate::distill::page::{At, FindingCode, Span};
use crate::spec::catalog::CatalogOperation;
use crate::spec::names;
use crate::spec::openapi::{Evidence, is_plain_path};
use crate::text::json::Tree;

/// What stands in front of every path, for the client to fill in.
const VERSION: &str = "/{{version}}";

/// How the to-do for a missing method begins and ends.
const ASKS_FOR_METHOD: &str = "TODO: find out the method";
const ENDS_METHOD: &str = "until then it is called by hand.";

impl Mapper<'_> {
    pub(super) fn operation(&mut self, operation: &Operation, known: &CatalogOperation) {
        let id = known.entry.id.value.as_str();
        let (place, old) = match self.spec.operation(id) {
            Some((place, old)) => (Some(place), Some(old.clone())),
            None => (None, None),
        };
        self.check_method(&operation.endpoint, known);
        let stated = self.path(&operation.endpoint, id);
        // Without a method a path is half of what a call needs; the other half is not guessed.
        let has_method = operation.endpoint.method.is_some() || matches!(place, Some(Place::Path(_)));
        let path = stated.clone().filter(|_| has_method);
        let endpoint = &operation.endpoint;
        self.mapped.facts += usize::from(endpoint.method.is_some()) + usize::from(endpoint.path.is_some());
        let examples = [&operation.request, &operation.response].map(|message| examples::first(message).is_some());
        self.mapped.facts += examples.into_iter().map(usize::from).sum::<usize>();
        let noted = self.credentials(&operation.request);
        let request = fields::read(&operation.request, &credentials::FIELDS, false, &mut self.notes);
        let linked = |key: &str| old.as_ref().and_then(|old| schema_of(old, key)).map(str::to_owned);
        let variant = names::variant(id);
        let request_name = linked("requestBody").unwrap_or_else(|| format!("{variant}Request"));
        let response_name = linked("responses").unwrap_or_else(|| format!("{variant}Response"));
        let response = self.answer(&operation.response, &response_name, start());
        let weaker =
            (self.is_weaker(&request_name, &operation.request), self.is_weaker(&response_name, &operation.response));
        self.message(&request_name, Kind::Request, &request, noted, table_span(&operation.request));
        self.message(&response_name, Kind::Object, &response, Vec::new(), table_span(&operation.response));
        let mut merged = old.clone().unwrap_or_else(|| Tree::object([]));
        merged.set("tags", Tree::Array(vec![Tree::from(self.resource.as_str())]));
        let words = &self.glossary.operations;
        let words = words.get(id).or_else(|| words.get(&known.entry.title));
        if let (None, Some(summary)) = (written(old.as_ref(), "summary"), words) {
            merged.set("summary", summary);
        }
        let example = examples::first(&operation.request).map(|(_, tree)| tree);
        let shown = old.as_ref().and_then(|old| media(old, "requestBody"));
        let example = if weaker.0 { kept_example(shown) } else { self.example(id, "request", shown, example) };
        merged.set("requestBody", request_body(reference_tree(&request_name), example));
        let example =
            examples::first(&operation.response).map(|(_, tree)| tree).filter(|tree| tree.get("code").is_some());
        let shown = old.as_ref().and_then(|old| media(old, "responses"));
        let example = if weaker.1 { kept_example(shown) } else { self.example(id, "response", shown, example) };
        let is_empty = response.nothing && self.spec.schema(&response_name).is_some_and(objects::is_empty);
        merged.set("responses", responses(old.as_ref(), &response_name, is_empty, example));
        if old.as_ref().and_then(|old| old.get("x-effect")).is_none() {
            merged.set("x-effect", known.effect.word());
        }
        if weaker == (false, false) {
            self.put_paging(id, &mut merged, &request, &response);
        }
        let mut provenance = self.provenance_of_operation(
            merged.get("x-provenance"),
            place.as_ref(),
            path.is_some(),
            stated.is_some() && path.is_none(),
            weaker.0 || weaker.1,
        );
        if let Some(stated) = stated.filter(|_| path.is_none()) {
            self.ask_for_the_method(&mut provenance, &stated);
        }
        merged.set("x-provenance", provenance);
        self.put_tag();
        self.put_operation(id, merged, place.as_ref(), path.as_ref());
    }

    fn message(&mut self, name: &str, kind: Kind, fields: &Fields<'_>, credentials: Vec<String>, span: Option<Span>) {
        // What a table once said is required stays so; see `objects`.
        let is_new = self.spec.schema(name).is_none();
        let notes = fields.notes.iter().filter(|_| is_new).cloned().chain(credentials).collect();
        let evidence = match span {
            Some(_) => Evidence::Table,
            None if fields.is_told => Evidence::Text,
            None => Evidence::Example,
        };
        let is_empty = self.spec.schema(name).is_none_or(objects::is_empty);
        let description = (fields.nothing && is_empty).then(|| objects::NOTHING.to_owned());
        let about = About { kind, description, evidence, notes };
        self.put_object(name, &fields.facts, about, span.unwrap_or(start()));
    }

    /// A path without a method: a to-do, until a page states the method or the note says in other words what is so.
    fn ask_for_the_method(&mut self, provenance: &mut Tree, path: &At<String>) {
        let old = provenance.text_at("note").unwrap_or_default();
        if old.contains(&format!("`{}`", path.value)) && !old.starts_with(ASKS_FOR_METHOD) {
            return;
        }
        let question = format!(
            "{ASKS_FOR_METHOD}, which the page does not state beside its path `{}`. If the platform says POST, move the operation \
             below that path; until then it is called by hand.",
            path.value
        );
        let rest = old.split_once(ENDS_METHOD).filter(|_| old.starts_with(ASKS_FOR_METHOD));
        let rest = rest.map_or(old, |(_, rest)| rest.trim_start());
        let note = if rest.is_empty() { question } else { format!("{question} {rest}") };
        self.mapped.origins.insert(note.clone(), path.span);
        provenance.set("note", note);
    }

    /// Every known operation is a POST; another method is nothing that the client could send.
    fn check_method(&mut self, endpoint: &Endpoint, known: &CatalogOperation) {
        let Some(method) = endpoint.method.as_ref().filter(|method| method.value != Method::Post) else { return };
        let cataloged = known.method.as_deref().unwrap_or("no method");
        self.problem(Problem::error(
            "method-is-not-post",
            method.span,
            format!(
                "the page says {}, the catalog has {cataloged}, and the profile has one POST a path: sent as a POST, the call would \
                 be another one",
                method.value
            ),
            "check the page; if it is right, leave the page out and call the operation by hand, over HTTP of your own: the profile \
             (spec/README.md) and the runtime have to learn the method first",
        ));
    }

    /// The path below the version, if the page states one and no other operation has it.
    fn path(&mut self, endpoint: &Endpoint, id: &str) -> Option<At<String>> {
        let stated = endpoint.path.as_ref()?;
        let path = stated.value.strip_prefix(VERSION).unwrap_or(&stated.value).to_owned();
        if !is_plain_path(&path) {
            let message = format!("the page's path {} is not `{VERSION}` and plain names", stated.value);
            let help =
                "check the line that was copied; a path with other placeholders is nothing that the profile can say";
            self.problem(Problem::error("path-not-plain", stated.span, message, help));
            return None;
        }
        if let Some(other) = self.spec.operation_at(&path).filter(|other| *other != id) {
            let message = format!("the page's path {path} is already that of `{other}`");
            let help = "one of the two pages was copied wrongly, or shows the other's path: check both";
            let mut problem = Problem::error("path-taken", stated.span, message, help);
            problem.spec = ["paths", path.as_str()].map(str::to_owned).to_vec();
            self.problem(problem);
            return None;
        }
        Some(At { value: path, span: stated.span })
    }

    /// Removes the note about a missing path once there is a path.
    fn provenance_of_operation(
        &mut self,
        old: Option<&Tree>,
        place: Option<&Place>,
        states_path: bool,
        lacks_method: bool,
        is_weaker: bool,
    ) -> Tree {
        let has_path = states_path || matches!(place, Some(Place::Path(_)));
        let mut told = Vec::new();
        // A missing method beside a path is a to-do of its own.
        if has_path || lacks_method {
            told.extend([FindingCode::PathMissing, FindingCode::MethodMissing]);
        }
        // What a copy lacks is no news of an operation whose tables are known.
        if is_weaker {
            told.push(FindingCode::TableMissing);
        }
        if old.is_some() {
            told.push(FindingCode::ColumnMissing);
        }
        let notes = self.notes.rest(&told);
        let arrives = states_path && place == Some(&Place::Pathless);
        if arrives && self.page.states(old) {
            return self.page.new_provenance(Evidence::Table, &notes);
        }
        self.page.merged(old, Evidence::Table, &notes)
    }

    /// Whether a message has no table where the spec has its schema from one: then it replaces nothing and takes nothing away.
    pub(super) fn is_weaker(&self, name: &str, message: &Message) -> bool {
        message.table.is_none() && self.spec.schema(name).is_some_and(objects::is_from_a_table)
    }

    /// The page's example, else the old one: that it is gone is a removal to confirm.
    pub(super) fn example(&mut self, of: &str, side: &str, old: Option<&Tree>, new: Option<Tree>) -> Option<Tree> {
        let old = old.and_then(|media| media.get("example")).cloned();
        match (old, new) {
            (_, Some(new)) => Some(new),
            (Some(old), None) => (!self.removal(format!("the example of the {side} of `{of}`"))).then_some(old),
            (None, None) => None,
        }
    }

    fn put_paging(&mut self, id: &str, merged: &mut Tree, request: &Fields<'_>, response: &Fields<'_>) {
        let old = merged.get("x-pagination");
        let lost = old.is_some_and(|old| !paging::holds(old, &request.facts, &response.facts));
        match paging::of(&request.facts, &response.facts) {
            Some(paging) if old.is_none() => merged.set("x-pagination", paging),
            None if lost && self.removal(format!("the paging of `{id}`")) => drop(merged.remove("x-pagination")),
            _ => {}
        }
    }

    /// The resource among the document's tags, in the order of the alphabet.
    fn put_tag(&mut self) {
        let name = self.resource.as_str();
        if self.spec.get(Map::Tags, name).is_none() {
            self.spec.put(Map::Tags, name, Tree::object([("name", Tree::from(name))]));
        }
    }

    /// Puts the operation where it belongs: below its path once a page states one.
    fn put_operation(&mut self, id: &str, mut operation: Tree, place: Option<&Place>, path: Option<&At<String>>) {
        let path = path.map(|path| path.value.clone());
        let old_path = match place {
            Some(Place::Path(old)) => Some(old.clone()),
            _ => None,
        };
        let Some(path) = path.or_else(|| old_path.clone()) else {
            self.spec.put(Map::Pathless, id, operation);
            return;
        };
        if place == Some(&Place::Pathless) {
            self.spec.remove(Map::Pathless, id);
        }
        operation.set("operationId", id);
        let item = Tree::object([("post", operation)]);
        match old_path.filter(|old| *old != path) {
            Some(old) => self.spec.put_instead(Map::Paths, &old, &path, item),
            None => self.spec.put(Map::Paths, &path, item),
        }
    }
}

pub(super) fn kept_example(old: Option<&Tree>) -> Option<Tree> {
    old?.get("example").cloned()
}

fn table_span(message: &Message) -> Option<Span> {
    message.table.as_ref().map(|table| table.span)
}

/// The media type below `requestBody` or below the answer to status 200.
pub(super) fn media<'t>(operation: &'t Tree, key: &str) -> Option<&'t Tree> {
    let body = operation.get(key)?;
    let body = if key == "responses" { body.get("200")? } else { body };
    body.get("content")?.get("application/json")
}

/// The schema of the request, or of the answer's `data`.
pub(super) fn schema_of<'t>(operation: &'t Tree, key: &str) -> Option<&'t str> {
    let schema = media(operation, key)?.get("schema")?;
    if key == "requestBody" {
        return referred(schema);
    }
    referred(schema.get("allOf")?.elements().get(1)?.get("properties")?.get("data")?)
}

fn content(schema: Tree, example: Option<Tree>) -> Tree {
    let mut media = Tree::object([("schema", schema)]);
    if let Some(example) = example {
        media.set("example", example);
    }
    Tree::object([("application/json", media)])
}

/// `requestBody` of an operation or an event.
pub(super) fn request_body(schema: Tree, example: Option<Tree>) -> Tree {
    Tree::object([("required", Tree::Boolean(true)), ("content", content(schema, example))])
}

/// An answer without content may have no `data` at all.
fn responses(old: Option<&Tree>, data: &str, is_empty: bool, example: Option<Tree>) -> Tree {
    let required = if is_empty { Vec::new() } else { vec![Tree::from("data")] };
    let described = old.and_then(|old| old.get("responses")?.get("200")?.text_at("description"));
    let description = described.unwrap_or("The envelope, with the operation's answer in data.");
    let own = Tree::object([
        ("type", Tree::from("object")),
        ("required", Tree::Array(required)),
        ("properties", Tree::object([("data", reference_tree(data))])),
    ]);
    let schema = Tree::object([("allOf", Tree::Array(vec![reference_tree(super::envelope::NAME), own]))]);
    let ok = Tree::object([("description", Tree::from(description)), ("content", content(schema, example))]);
    Tree::object([("200", ok)])
}
