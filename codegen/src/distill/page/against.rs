//! A table against a schema that speaks of the same message: where both speak they are compared, as a table is with an example; what
//! only one of them says is taken from it. The table is the author's own words and counts first.

use super::field_codes::agree as codes_agree;
use super::finding::{Finding, FindingCode};
use super::model::{FieldTable, Row};
use super::presence::Presence;
use super::types::FieldType;
use std::collections::{BTreeMap, BTreeSet};

/// The table with what the schema adds.
pub(super) fn hold(mut table: FieldTable, schema: FieldTable, what: &str, found: &mut Vec<Finding>) -> FieldTable {
    if table.rows.is_empty() && table.unread.is_empty() {
        return schema;
    }
    let inside: &[String] = if describes_data(&table, &schema) { &["data".to_owned()] } else { &[] };
    let mut order = Vec::new();
    let mut others: BTreeMap<Vec<String>, Row> = BTreeMap::new();
    for row in schema.rows {
        let names = row.path.value.names();
        if let Some(below) = names.strip_prefix(inside).filter(|below| !below.is_empty()) {
            let below = below.to_vec();
            order.push(below.clone());
            others.insert(below, row);
        }
    }
    for row in &mut table.rows {
        match others.remove(row.path.value.names()) {
            Some(other) => compare(row, other, what, found),
            None => Finding::new(
                FindingCode::SchemaLacksField,
                row.path.span,
                format!("the table of the {what} has `{}`, its schema does not", row.path.value),
            )
            .help("ask the platform whether the field is part of the interface")
            .see(schema.span, "the schema")
            .push_to(found),
        }
    }
    let rows = if table.unread.is_empty() { "the table" } else { "the part of the table that could be read" };
    for names in order {
        let Some(mut row) = others.remove(&names) else { continue };
        let message = format!("the schema of the {what} has `{}`, {rows} does not", names.join("."));
        Finding::new(FindingCode::TableLacksField, row.path.span, message)
            .help("ask the platform whether the field is part of the interface")
            .see(table.span, "the table")
            .push_to(found);
        row.path.value = super::names::FieldPath::new(names);
        table.rows.push(row);
    }
    table
}

/// Whether the table lists only what lies under `data` of what the schema describes.
fn describes_data(table: &FieldTable, schema: &FieldTable) -> bool {
    let listed: BTreeSet<&str> =
        table.rows.iter().filter_map(|row| row.path.value.names().first()).map(String::as_str).collect();
    let count = |depth: usize| {
        let below = |row: &&Row| {
            row.path.value.names().len() == depth + 1 && (depth == 0 || row.path.value.names()[0] == "data")
        };
        schema.rows.iter().filter(below).filter(|row| listed.contains(row.path.value.last())).count()
    };
    let wrapped = ["code", "data"].iter().all(|name| schema.rows.iter().any(|row| row.path.value.names() == [*name]));
    let (root, data) = (count(0), count(1));
    data > root || (root == 0 && wrapped && !listed.contains("data"))
}

fn compare(row: &mut Row, other: Row, what: &str, found: &mut Vec<Finding>) {
    let path = row.path.value.to_string();
    match (&row.field_type, &other.field_type) {
        (Some(table), Some(schema)) if !agree(&table.value, &schema.value) => Finding::new(
            FindingCode::TypeMismatch,
            schema.span,
            format!(
                "`{path}` is of type {} in the table; in the schema of the {what} it is {}",
                table.value, schema.value
            ),
        )
        .help("ask the platform which of the two is right")
        .see(table.span, "the type")
        .push_to(found),
        // A word that says no kind of JSON is made plain by the schema.
        (Some(table), Some(_)) if matches!(table.value, FieldType::Unclear(_)) => {
            row.field_type.clone_from(&other.field_type);
        }
        (None, Some(_)) => row.field_type.clone_from(&other.field_type),
        _ => {}
    }
    match (&row.presence, &other.presence) {
        (Some(table), Some(schema)) if table.value != Presence::Conditional && table.value != schema.value => found
            .push(
                Finding::new(
                    FindingCode::PresenceDiffers,
                    schema.span,
                    format!(
                        "`{path}` is {} in the table and {} in the schema of the {what}",
                        table.value, schema.value
                    ),
                )
                .help("the table counts; ask the platform which of the two is right")
                .see(row.path.span, "the field"),
            ),
        (None, Some(_)) => row.presence.clone_from(&other.presence),
        _ => {}
    }
    if row.codes.is_empty() {
        row.codes = other.codes;
    } else if let Some(first) = other.codes.first().filter(|_| !codes_agree(&row.codes, &other.codes)) {
        Finding::new(
            FindingCode::CodesDiffer,
            first.code.span,
            format!("the codes of `{path}` in the schema of the {what} are not those of the table, which are used"),
        )
        .help("ask the platform which of the two is right")
        .see(row.path.span, "the field")
        .push_to(found);
    }
    if row.description.is_none() {
        row.description = other.description;
    }
    if row.unit.is_none() {
        row.unit = other.unit;
    }
    if row.sensitive.is_none() {
        row.sensitive = other.sensitive;
    }
    row.extra.extend(other.extra);
}

/// Whether a schema says what a table says, as far as it can: JSON has one kind of text and one of numbers.
fn agree(table: &FieldType, schema: &FieldType) -> bool {
    use FieldType::{Array, Bool, Date, DateTime, Decimal, Double, Float, Int, Long, Number, Object, String, Unclear};
    match (table, schema) {
        (Array(Some(table)), Array(Some(schema))) => agree(table, schema),
        (Array(_), Array(_))
        | (String | Date | DateTime, String | Date | DateTime)
        | (Int | Long | Number, Int)
        | (Long | Number, Long)
        | (Float | Double | Decimal | Number, Float | Double | Decimal | Number)
        | (Unclear(_), Int | Long | Number | Float | Double | Decimal | String | Date | DateTime | Bool)
        | (Bool, Bool)
        | (Object, Object) => true,
        _ => false,
    }
}
