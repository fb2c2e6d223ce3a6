//! A table against its examples: fields that only one of them has, types that do not fit, required fields that are empty.
//! Everything is reported and nothing resolved; each kind of disagreement once a field, with the number of places.

use super::codes::CodeValue;
use super::example::fit::{Fit, fit};
use super::example::{Json, JsonValue};
use super::finding::{Finding, FindingCode, Severity};
use super::model::{FieldTable, Level, Message, Row};
use super::place::Span;
use super::presence::Presence;
use std::collections::{BTreeMap, BTreeSet};

/// Compares a message's table with its examples, and finds out which level of them the table describes.
pub(super) fn check(message: &mut Message, what: &str, found: &mut Vec<Finding>) {
    let Some(table) = &message.table else { return };
    let shown: Vec<&Json> = message.examples.iter().filter(|example| !example.is_empty()).collect();
    if shown.is_empty() {
        found.push(match message.examples.first() {
            Some(empty) => Finding::new(
                FindingCode::ExampleEmpty,
                empty.span,
                format!("the example of the {what} is empty, so its table is not compared with anything"),
            ),
            None => Finding::new(
                FindingCode::ExampleMissing,
                table.span,
                format!("the page has no example of the {what}, so its table is not compared with anything"),
            ),
        });
        return;
    }
    let tree = Tree::new(&table.rows);
    message.level = level(&tree, &shown);
    let mut tally = Tally {
        rows: &table.rows,
        tree: &tree,
        seen: table.rows.iter().map(|_| Seen::default()).collect(),
        unlisted: Vec::new(),
        known: BTreeMap::new(),
    };
    for example in shown {
        match message.level {
            Some(Level::Root) | None => tally.objects(0, example, ""),
            Some(Level::Data) => {
                tally.envelope(example);
                if let Some(data) = example.get("data") {
                    tally.objects(0, data, "");
                }
            }
        }
    }
    tally.report(table, what, found);
}

/// The table describes the level of the examples where more of its outermost names occur. Where none occurs at all, an
/// answer's envelope still tells.
fn level(tree: &Tree<'_>, examples: &[&Json]) -> Option<Level> {
    let names = &tree.nodes[0].children;
    let count = |json: &Json| {
        let first = json.objects().into_iter().next();
        first.map_or(0, |object| {
            object.members().iter().filter(|member| names.contains_key(member.name.value.as_str())).count()
        })
    };
    let root: usize = examples.iter().map(|example| count(example)).sum();
    let data: usize = examples.iter().filter_map(|example| example.get("data")).map(count).sum();
    let wrapped = |example: &&Json| example.get("code").is_some() && example.get("data").is_some();
    if data > root || (root == 0 && examples.iter().all(wrapped)) {
        Some(Level::Data)
    } else {
        (root > 0).then_some(Level::Root)
    }
}

/// The rows by their names; node 0 is the table itself.
struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

#[derive(Default)]
struct Node<'a> {
    row: Option<usize>,
    children: BTreeMap<&'a str, usize>,
}

impl<'a> Tree<'a> {
    fn new(rows: &'a [Row]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()] };
        for (index, row) in rows.iter().enumerate() {
            let mut at = 0;
            for name in row.path.value.names() {
                at = if let Some(child) = tree.nodes[at].children.get(name.as_str()) {
                    *child
                } else {
                    tree.nodes.push(Node::default());
                    let child = tree.nodes.len() - 1;
                    tree.nodes[at].children.insert(name, child);
                    child
                };
            }
            tree.nodes[at].row = Some(index);
        }
        tree
    }
}

/// Something that occurred: first where, and how often.
#[derive(Default)]
struct Count {
    first: Option<Span>,
    times: usize,
}

impl Count {
    fn add(&mut self, span: Span) {
        self.first.get_or_insert(span);
        self.times += 1;
    }
}

/// What the examples show of a row.
#[derive(Default)]
struct Seen {
    /// Objects that should hold it and do not.
    absent: Count,
    present: Count,
    empty: Count,
    misfit: Count,
    /// What is there instead of a value that fits.
    instead: String,
    unknown_code: Count,
}

struct Tally<'a, 't> {
    rows: &'a [Row],
    tree: &'a Tree<'t>,
    seen: Vec<Seen>,
    /// Keys that the table does not list, by their paths, in the order in which they are met.
    unlisted: Vec<(String, Count)>,
    known: BTreeMap<String, usize>,
}

impl Tally<'_, '_> {
    fn objects(&mut self, node: usize, value: &Json, path: &str) {
        for object in value.objects() {
            self.object(node, object, path);
        }
    }

    fn object(&mut self, node: usize, object: &Json, path: &str) {
        let JsonValue::Object { members, complete } = &object.value else { return };
        let node = &self.tree.nodes[node];
        let shown: BTreeSet<&str> = members.iter().map(|member| member.name.value.as_str()).collect();
        for (name, child) in &node.children {
            let absent = *complete && !shown.contains(name);
            if let Some(row) = self.tree.nodes[*child].row.filter(|_| absent) {
                self.seen[row].absent.add(object.span);
            }
        }
        for member in members {
            let name = member.name.value.as_str();
            let own = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let Some(child) = node.children.get(name).copied() else {
                self.unlisted(own, member.name.span);
                continue;
            };
            if let Some(row) = self.tree.nodes[child].row {
                self.seen[row].compare(&self.rows[row], &member.value);
            }
            if !self.tree.nodes[child].children.is_empty() {
                self.objects(child, &member.value, &own);
            }
        }
    }

    /// Beside the data, an answer has a code and a message; anything else there is in no table.
    fn envelope(&mut self, example: &Json) {
        for member in example.members() {
            let name = member.name.value.as_str();
            if !matches!(name, "code" | "message" | "msg" | "data") {
                self.unlisted(name.to_owned(), member.name.span);
            }
        }
    }

    fn unlisted(&mut self, path: String, span: Span) {
        let next = self.unlisted.len();
        let index = *self.known.entry(path.clone()).or_insert(next);
        if index == next {
            self.unlisted.push((path, Count::default()));
        }
        if let Some((_, count)) = self.unlisted.get_mut(index) {
            count.add(span);
        }
    }

    fn report(self, table: &FieldTable, what: &str, found: &mut Vec<Finding>) {
        for (row, seen) in self.rows.iter().zip(&self.seen) {
            seen.report(row, what, found);
        }
        for (path, count) in &self.unlisted {
            if let Some(span) = count.first {
                let rows =
                    if table.unread.is_empty() { "the table" } else { "the part of the table that could be read" };
                let message = format!("the example of the {what} has `{path}`{}, {rows} does not", count.places());
                Finding::new(FindingCode::TableLacksField, span, message)
                    .help("ask the platform whether the field is part of the interface")
                    .see(table.span, "the table")
                    .push_to(found);
            }
        }
    }
}

impl Seen {
    fn compare(&mut self, row: &Row, value: &Json) {
        self.present.add(value.span);
        match row.field_type.as_ref().map(|expected| fit(&expected.value, value)) {
            Some(Fit::Misfit(instead)) => {
                if self.misfit.times == 0 {
                    self.instead = instead;
                }
                self.misfit.add(value.span);
            }
            Some(Fit::Empty) => self.empty.add(value.span),
            Some(Fit::Fits) => self.code(row, value),
            None => {}
        }
    }

    fn code(&mut self, row: &Row, value: &Json) {
        let listed = |code: &CodeValue| row.codes.iter().any(|known| known.code.value == *code);
        let known = match &value.value {
            _ if row.codes.is_empty() => true,
            JsonValue::Array(elements) => return elements.iter().for_each(|element| self.code(row, element)),
            JsonValue::Number(number) => number.parse().is_ok_and(|number| listed(&CodeValue::Int(number))),
            JsonValue::String(text) => text.is_empty() || listed(&CodeValue::Text(text.clone())),
            _ => true,
        };
        if !known {
            self.unknown_code.add(value.span);
        }
    }

    fn report(&self, row: &Row, what: &str, found: &mut Vec<Finding>) {
        let path = &row.path.value;
        let required = row.presence.as_ref().is_some_and(|presence| presence.value == Presence::Required);
        if let Some(span) = self.absent.first {
            let severity = if required { Severity::Warning } else { Severity::Note };
            let expected = row.presence.as_ref().map_or_else(String::new, |presence| format!("{} ", presence.value));
            let message = if self.present.times > 0 {
                format!("the example of the {what} lacks the {expected}field `{path}`{}", self.absent.places())
            } else {
                format!("the example of the {what} does not show the {expected}field `{path}`")
            };
            Finding::new(FindingCode::ExampleLacksField, row.path.span, message)
                .severity(severity)
                .see(span, "the example")
                .push_to(found);
        }
        let Some(field_type) = &row.field_type else { return };
        if let Some(span) = self.misfit.first {
            let message = format!(
                "`{path}` is of type {}; in the example of the {what} it is {}{}",
                field_type.value,
                self.instead,
                self.misfit.places()
            );
            Finding::new(FindingCode::TypeMismatch, span, message)
                .help("ask the platform which of the two is right")
                .see(field_type.span, "the type")
                .push_to(found);
        }
        if let Some(span) = self.empty.first.filter(|_| required) {
            let message = format!("`{path}` is required and empty in the example of the {what}{}", self.empty.places());
            Finding::new(FindingCode::RequiredEmpty, span, message)
                .help("read an empty value as absent, and ask the platform whether that is meant")
                .see(row.path.span, "the field")
                .push_to(found);
        }
        if let Some(span) = self.unknown_code.first {
            let message = format!(
                "the example of the {what} has a value of `{path}` that its list of codes does not have{}",
                self.unknown_code.places()
            );
            Finding::new(FindingCode::CodeNotListed, span, message)
                .help("ask the platform for the whole list")
                .see(row.path.span, "the field")
                .push_to(found);
        }
    }
}

impl Count {
    /// Said when it occurred more than once.
    fn places(&self) -> String {
        match self.times {
            0 | 1 => String::new(),
            times => format!(" in {times} places"),
        }
    }
}
