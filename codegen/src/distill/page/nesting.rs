//! Where each name of a table belongs: marked names find their parent above them, the example settles what the marks leave
//! open or get wrong, and every parent has to be a row. What the example neither shows nor rules out stays where it is.

use super::example::evidence::Evidence;
use super::finding::{Finding, FindingCode, Severity};
use super::model::{DividedBy, Level, Row};
use super::names::{FieldPath, WrittenName};
use super::place::{At, Span};
use super::types::FieldType;
use std::collections::{BTreeMap, BTreeSet};

/// A row whose name is read and not yet placed.
pub(super) struct Named {
    pub(super) name: WrittenName,
    pub(super) row: Row,
}

/// Gives every row its whole path and reports rows that contradict each other. Of two rows with one path the first stays.
pub(super) fn resolve(named: Vec<Named>, evidence: &Evidence<'_>, found: &mut Vec<Finding>) -> Vec<Row> {
    let mut placing = Placing {
        level: level(&named, evidence),
        evidence,
        found,
        rows: Vec::with_capacity(named.len()),
        seen: BTreeMap::new(),
        moved: None,
    };
    placing.answer_without_data(&named);
    let mut above: Vec<(usize, FieldPath)> = Vec::new();
    for Named { name, row } in named {
        while above.last().is_some_and(|(marks, _)| *marks >= name.marks) {
            above.pop();
        }
        let written = match above.last() {
            _ if name.marks == 0 => FieldPath::new(name.names.clone()),
            Some((_, parent)) => parent.child(&name.names),
            None => {
                placing.found.push(orphan(&row, &name.names.join(".")));
                FieldPath::new(name.names.clone())
            }
        };
        let path = placing.settle(&row, &name, written);
        above.push((name.marks, path.clone()));
        placing.put(&name, row, path);
    }
    let Placing { rows, seen, found, .. } = placing;
    let mut reported = BTreeSet::new();
    for row in &rows {
        check_parent(row, &seen, evidence, &mut reported, found);
    }
    fields_of_an_empty_list(&rows, evidence, found);
    rows
}

/// The level of the examples that the table's outermost names are on: the root as soon as one name is only there.
fn level(named: &[Named], evidence: &Evidence<'_>) -> Level {
    let outermost = named.iter().filter(|named| named.name.marks == 0).map(|named| named.name.names[0].as_str());
    let (mut root, mut data) = (0, 0);
    for name in outermost {
        match (evidence.is_at(Level::Root, name), evidence.is_at(Level::Data, name)) {
            (true, false) => root += 1,
            (false, true) => data += 1,
            _ => {}
        }
    }
    if root == 0 && data > 0 { Level::Data } else { Level::Root }
}

struct Placing<'a, 'e, 'f> {
    level: Level,
    evidence: &'a Evidence<'e>,
    found: &'f mut Vec<Finding>,
    rows: Vec<Row>,
    seen: BTreeMap<FieldPath, (Span, Option<FieldType>)>,
    /// Where the example has the row above, if it decided that row's place.
    moved: Option<Span>,
}

impl Placing<'_, '_, '_> {
    /// Where the example has the row, if it does not have it where it is written.
    fn settle(&mut self, row: &Row, name: &WrittenName, written: FieldPath) -> FieldPath {
        let moved = self.moved.take();
        let is_free = !self.seen.contains_key(&written);
        if self.evidence.is_at(self.level, &written.to_string()) && is_free || self.evidence.is_empty() {
            return written;
        }
        // An object that the example does not show disproves nothing.
        let parent = written.parent().map(|parent| self.evidence.at(self.level, &parent.to_string()));
        if parent.is_some_and(|shown| shown.is_none_or(|shown| shown.objects().is_empty())) && is_free {
            self.moved = moved;
            return written;
        }
        let ends = self.evidence.ending_in(self.level, &name.names);
        let places: Vec<(FieldPath, Span)> =
            ends.into_iter().filter(|(path, _)| *path != written && !self.seen.contains_key(path)).collect();
        let holds = |path: &FieldPath| {
            let object = (0..name.names.len()).try_fold(path.clone(), |path, _| path.parent());
            object.is_none_or(|object| matches!(self.seen.get(&object), Some((_, Some(ty))) if ty.holds_fields()))
        };
        let fitting: Vec<&(FieldPath, Span)> = places.iter().filter(|(path, _)| holds(path)).collect();
        match (fitting.as_slice(), places.as_slice()) {
            ([(path, shown)], _) => {
                let message = format!("`{written}` is read as `{path}`, where the example has it");
                Finding::new(FindingCode::NestingByExample, row.path.span, message)
                    .see(*shown, "the example")
                    .push_to(self.found);
                self.moved = Some(*shown);
                path.clone()
            }
            ([], []) => {
                // Behind a field that is nested against its look, one that the example does not show may be nested too.
                if let Some(shown) = moved.filter(|_| is_free && name.marks == 0 && name.names.len() == 1) {
                    let message = format!(
                        "`{written}` stands behind a field that the example nests, and the example does not show it: it is open where it belongs"
                    );
                    self.unclear(row, message, shown);
                    self.moved = Some(shown);
                }
                written
            }
            (_, [(_, shown), ..]) if is_free || !fitting.is_empty() => {
                let shown_as: Vec<String> = places.iter().map(|(path, _)| format!("`{path}`")).collect();
                let message = format!("the table has `{written}`, the example has it as {}", shown_as.join(" and "));
                self.unclear(row, message, *shown);
                written
            }
            _ => written,
        }
    }

    fn unclear(&mut self, row: &Row, message: String, shown: Span) {
        Finding::new(FindingCode::NestingUnclear, row.path.span, message)
                .help("write the names in the copied page with their parents: `list.card_id`; ask the platform where the page does not tell")
                .see(shown, "the example").push_to(self.found);
    }

    fn put(&mut self, name: &WrittenName, mut row: Row, path: FieldPath) {
        row.path.value = path.clone();
        if let Some((first, _)) = self.seen.get(&path) {
            Finding::new(FindingCode::RowDuplicate, row.path.span, format!("the table has `{path}` twice"))
                .whole(row.span)
                .help("keep the row that is right; until then the first one counts")
                .see(*first, "the first one")
                .push_to(self.found);
            return;
        }
        let own_list = name.lists.last() == Some(&true);
        if let Some(field_type) = row.field_type.as_ref().filter(|found| own_list && !is_list(&found.value)) {
            let message = format!("`{path}` is written as a list and has the type {}", field_type.value);
            Finding::new(FindingCode::TypeMismatch, row.path.span, message)
                .help("ask the platform which of the two is right")
                .push_to(self.found);
        }
        self.seen.insert(path, (row.path.span, row.field_type.as_ref().map(|found| found.value.clone())));
        self.rows.push(row);
    }

    /// A table that lists the answer's code beside fields of its own and has no `data`: where the example has them in `data`,
    /// that object is a row too; where no example tells, it is open where they belong.
    fn answer_without_data(&mut self, named: &[Named]) {
        let flat = |names: &[&str]| {
            named.iter().find(|row| {
                row.name.marks == 0 && row.name.names.len() == 1 && names.contains(&row.name.names[0].as_str())
            })
        };
        let other = named.iter().find(|row| {
            row.name.marks == 0
                && !matches!(row.name.names[0].as_str(), "code" | "msg" | "message" | "data" | "success")
        });
        let has_data = named.iter().any(|row| row.name.names[0] == "data");
        let (Some(code), Some(_), Some(other)) = (flat(&["code"]), flat(&["msg", "message"]), other) else { return };
        if has_data {
            return;
        }
        let first = other.name.names[0].as_str();
        if let Some(data) = self.evidence.at(Level::Root, "data").filter(|data| !data.objects().is_empty()) {
            if self.evidence.is_at(Level::Root, first) {
                return;
            }
            let field_type = if data.members().is_empty() { FieldType::Array(None) } else { FieldType::Object };
            let path = FieldPath::new(vec!["data".to_owned()]);
            self.seen.insert(path.clone(), (data.span, Some(field_type.clone())));
            self.rows.push(Row {
                span: data.span,
                path: At { value: path, span: data.span },
                field_type: Some(At { value: field_type, span: data.span }),
                presence: None,
                description: None,
                codes: Vec::new(),
                unit: None,
                sensitive: None,
                extra: Vec::new(),
                divided_by: DividedBy::Example,
            });
        } else if !self.evidence.is_at(Level::Root, first) {
            let message = format!(
                "the table lists `{first}` beside the answer's code and no `data`, and no example tells whether it stands in `data`"
            );
            Finding::new(FindingCode::NestingUnclear, other.row.path.span, message)
                    .help("look on the page for an example; write the names in the copied page as `data.…` if they stand there")
                    .see(code.row.path.span, "the answer's code").push_to(self.found);
        }
    }
}

/// A list without fields that the example shows empty, and behind it a field that the whole example lacks: it may be the
/// list's.
fn fields_of_an_empty_list(rows: &[Row], evidence: &Evidence<'_>, found: &mut Vec<Finding>) {
    for pair in rows.windows(2) {
        let [list, next] = pair else { continue };
        let holds = list.field_type.as_ref().is_some_and(|ty| ty.value.holds_fields());
        let empty = evidence.value(&list.path.value.to_string()).filter(|value| value.is_empty());
        let beside = list.path.value.parent() == next.path.value.parent();
        let lacks = !evidence.has_path(&next.path.value.to_string());
        if let Some(empty) = empty.filter(|_| holds && beside && lacks) {
            let message = format!(
                "`{}` stands behind `{}`, which the example shows empty, and the example does not show it: it is open where it belongs",
                next.path.value, list.path.value
            );
            Finding::new(FindingCode::NestingUnclear, next.path.span, message)
                .help(format!(
                    "write it in the copied page as `{}.{}` if it stands there, or show it in the example",
                    list.path.value,
                    next.path.value.last()
                ))
                .see(empty.span, "the example")
                .push_to(found);
        }
    }
}

fn is_list(field_type: &FieldType) -> bool {
    matches!(field_type, FieldType::Array(_))
}

fn orphan(row: &Row, name: &str) -> Finding {
    let message = format!("`{name}` is marked as nested, and no row above it can be its parent");
    Finding::new(FindingCode::ParentMissing, row.path.span, message).help("copy the table again, from its first row on")
}

fn check_parent(
    row: &Row,
    seen: &BTreeMap<FieldPath, (Span, Option<FieldType>)>,
    evidence: &Evidence<'_>,
    reported: &mut BTreeSet<FieldPath>,
    found: &mut Vec<Finding>,
) {
    let Some(parent) = row.path.value.parent() else { return };
    match seen.get(&parent) {
        Some((span, Some(field_type))) if !field_type.holds_fields() => {
            if reported.insert(parent.clone()) {
                let message = format!("`{}` is nested in `{parent}`, which is of type {field_type}", row.path.value);
                Finding::new(FindingCode::ParentNotContainer, row.path.span, message)
                    .help("a field that holds others is an object or an array")
                    .see(*span, "its type")
                    .push_to(found);
            }
        }
        Some(_) => {}
        None => {
            if reported.insert(parent.clone()) {
                let shown = evidence.has_path(&parent.to_string());
                let (severity, what) = if shown {
                    (Severity::Warning, "the example shows it")
                } else {
                    (Severity::Error, "the example does not show it either")
                };
                let message =
                    format!("`{}` is nested in `{parent}`, which has no row of its own; {what}", row.path.value);
                Finding::new(FindingCode::ParentMissing, row.path.span, message)
                    .severity(severity)
                    .help("look on the page whether the parent is an object or a list")
                    .push_to(found);
            }
        }
    }
}
