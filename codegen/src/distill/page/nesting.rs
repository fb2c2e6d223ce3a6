//! Where each name of a table belongs: marked names find their parent above them, and every parent has to be a row.

use super::example::evidence::Evidence;
use super::finding::{Finding, FindingCode, Severity};
use super::model::Row;
use super::names::{FieldPath, WrittenName};
use super::place::Span;
use super::types::FieldType;
use std::collections::{BTreeMap, BTreeSet};

/// A row whose name is read and not yet placed.
pub(super) struct Named {
    pub(super) name: WrittenName,
    pub(super) row: Row,
}

/// Gives every row its whole path and reports rows that contradict each other. Of two rows with one path the first stays.
pub(super) fn resolve(named: Vec<Named>, evidence: &Evidence<'_>, found: &mut Vec<Finding>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(named.len());
    let mut seen: BTreeMap<FieldPath, (Span, Option<FieldType>)> = BTreeMap::new();
    let mut above: Vec<(usize, FieldPath)> = Vec::new();
    for Named { name, mut row } in named {
        while above.last().is_some_and(|(marks, _)| *marks >= name.marks) {
            above.pop();
        }
        let path = match above.last() {
            _ if name.marks == 0 => FieldPath::new(name.names.clone()),
            Some((_, parent)) => parent.child(&name.names),
            None => {
                found.push(orphan(&row, &name.names.join(".")));
                FieldPath::new(name.names.clone())
            }
        };
        above.push((name.marks, path.clone()));
        row.path.value = path.clone();
        if let Some((first, _)) = seen.get(&path) {
            found.push(
                Finding::new(FindingCode::RowDuplicate, row.path.span, format!("the table has `{path}` twice"))
                    .help("keep the row that is right; until then the first one counts")
                    .see(*first, "the first one"),
            );
            continue;
        }
        let own_list = name.lists.last() == Some(&true);
        if let Some(field_type) = row.field_type.as_ref().filter(|found| own_list && !is_list(&found.value)) {
            let message = format!("`{path}` is written as a list and has the type {}", field_type.value);
            found.push(
                Finding::new(FindingCode::TypeMismatch, row.path.span, message)
                    .help("ask the platform which of the two is right"),
            );
        }
        seen.insert(path, (row.path.span, row.field_type.as_ref().map(|found| found.value.clone())));
        rows.push(row);
    }
    let mut reported = BTreeSet::new();
    for row in &rows {
        check_parent(row, &seen, evidence, &mut reported, found);
    }
    rows
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
                found.push(
                    Finding::new(FindingCode::ParentNotContainer, row.path.span, message)
                        .help("a field that holds others is an object or an array")
                        .see(*span, "its type"),
                );
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
                found.push(
                    Finding::new(FindingCode::ParentMissing, row.path.span, message)
                        .severity(severity)
                        .help("look on the page whether the parent is an object or a list"),
                );
            }
        }
    }
}
