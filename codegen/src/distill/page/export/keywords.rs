//! What a schema says that nobody reads: it is told, so that no fact is lost for the word that it stands under.
//! What the known keywords mean is read elsewhere.

use super::listed;
use super::part::Part;
use crate::distill::page::finding::{Finding, FindingCode, Severity};
use crate::distill::page::types::FieldType;
use crate::text::foreign;
use crate::text::lexicon::list;

/// Keywords that are read.
const READ: &[&str] =
    list!("$ref, type, nullable, properties, required, items, allOf, oneOf, anyOf, enum, const, title, description",);

/// Keywords that say nothing of what a value is.
const SILENT: &[&str] =
    list!("example, examples, xml, externalDocs, $comment, $id, $schema, $anchor, $defs, definitions");

/// What is kept of a schema beside what a table says, and is not in the spec.
pub(super) const KEPT: &[&str] = list!(
    "nullable, format, default, pattern, minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, \
     minItems, maxItems, uniqueItems, deprecated, readOnly, writeOnly",
);

/// Formats that are part of a type.
const FORMATS: &[&str] = list!("int32, int64, uint32, float, double, decimal, date, date-time");

/// Beside a reference, these are read too.
const BESIDE: &[&str] = list!("$ref, title, description, summary, nullable");

/// Whether a keyword that is read stands over something in which nothing can be found: `properties` over a list, `allOf` over a map.
fn is_misshapen(name: &str, value: Part<'_>) -> bool {
    let is_filled = value.is_filled() || value.words().is_some();
    let is_switch = value.is_plain() && matches!(value.text(), Some("true" | "false"));
    is_filled
        && match name {
            "properties" | "x-apifox-refs" => !value.is_map(),
            "items" => !value.is_map() && !is_switch,
            "allOf" | "oneOf" | "anyOf" | "enum" | "x-apifox-enum" => !value.is_list(),
            _ => false,
        }
}

/// Tells what of a schema is not read. `of` names what it describes, of which fields are read or are not.
pub(super) fn unread(schema: Part<'_>, of: &str, holds_fields: bool, found: &mut Vec<Finding>) {
    let is_typed = ["type", "properties", "items", "x-apifox-refs"].iter().any(|key| schema.get(key).is_some());
    let holds_more = schema.get("properties").is_some()
        || schema.get("type").and_then(Part::text).is_some_and(|word| matches!(word, "object" | "array"));
    let choices = listed::choices(schema).map(|(key, _)| key);
    // What names the codes before alternatives do.
    let is_named = schema.get("x-apifox-enum").is_some_and(Part::is_filled);
    for (key, value) in schema.entries() {
        let Some(name) = key.text() else { continue };
        // Alternatives are read where they are codes, or where nothing else says what the value is.
        let is_of_choices = choices == Some(name) && !holds_more && !is_named;
        let is_second = matches!(name, "oneOf" | "anyOf") && (is_typed || choices.is_some()) && !is_of_choices;
        // A list of values is read where they are codes.
        let is_of_codes = !matches!(name, "enum" | "const") || !holds_more;
        let is_of_fields = holds_fields || !matches!(name, "properties" | "items" | "required");
        let is_known = is_of_codes && is_of_fields && READ.contains(&name) || KEPT.contains(&name);
        if is_misshapen(name, value) || is_second || !is_known && says_something(name, value) {
            tell(key, &format!("`{}` of the schema of {}", foreign::short(name), foreign::short(of)), found);
        }
    }
}

/// Tells which words of a field's schema are kept and are not in the spec.
pub(super) fn kept(schema: Part<'_>, name: &str, field_type: Option<&FieldType>, found: &mut Vec<Finding>) {
    // A format that says how wide a number is, or that a text is a date, is part of the type; of a day and a time the example decides.
    let is_moment = field_type.is_some_and(|stated| *stated.innermost() == FieldType::DateTime);
    let is_read = |key: &str, value: &Part<'_>| {
        let is_of_type = |word: &str| FORMATS.contains(&word) && (word != "date-time" || is_moment);
        key == "format" && value.text().is_some_and(is_of_type)
    };
    let kept = schema.entries().filter_map(|(key, value)| {
        let word =
            key.text().filter(|word| *word != "nullable" && KEPT.contains(word) && says_something(word, value))?;
        (!is_read(word, &value)).then_some((key, word))
    });
    let kept: Vec<(Part<'_>, &str)> = kept.collect();
    let Some((first, _)) = kept.first() else { return };
    let words: Vec<String> = kept.iter().map(|(_, word)| format!("`{word}`")).collect();
    Finding::new(
        FindingCode::SchemaUnread,
        first.span(),
        format!("{} of `{name}` has no place in the spec", words.join(", ")),
    )
    .severity(Severity::Note)
    .push_to(found);
}

/// Tells what stands beside a reference and is not read.
pub(super) fn beside(part: Part<'_>, found: &mut Vec<Finding>) {
    for (key, value) in part.entries() {
        let Some(name) = key.text().filter(|name| !BESIDE.contains(name)) else { continue };
        if says_something(name, value) {
            tell(key, &format!("`{}` beside a reference", foreign::short(name)), found);
        }
    }
}

/// Whether a keyword restricts or describes anything: an empty one does not, and what is switched off or on as it is anyhow does not.
fn says_something(name: &str, value: Part<'_>) -> bool {
    let is_switch = value.is_plain() && matches!(value.text(), Some("true" | "false"));
    let is_on =
        value.is_true() && !matches!(name, "additionalProperties" | "unevaluatedProperties" | "additionalItems");
    !SILENT.contains(&name)
        && !name.starts_with("x-")
        && (value.is_filled() || if is_switch { is_on } else { value.words().is_some() })
}

fn tell(key: Part<'_>, what: &str, found: &mut Vec<Finding>) {
    let finding = Finding::new(FindingCode::SchemaUnread, key.span(), format!("{what} is not read"))
        .severity(Severity::Warning)
        .help("see whether it says more than the rest; if so, ask the platform for a page that says it in its table");
    // A schema that is shared is read wherever it is used, and told of once.
    if !found.contains(&finding) {
        found.push(finding);
    }
}
