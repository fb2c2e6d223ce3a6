//! A schema as the table that it stands for: a row a field, nested ones by their paths. Schemas can name themselves and aliases can
//! multiply, so that there are limits to depth and number, which are told.

use super::codes;
use super::keywords::{self, KEPT};
use super::listed;
use super::part::Part;
use super::properties::{self, Property};
use super::reference;
use super::words;
use crate::distill::page::example::evidence::Evidence;
use crate::distill::page::fields;
use crate::distill::page::finding::{Finding, FindingCode, Severity};
use crate::distill::page::model::{DividedBy, FieldTable, Row};
use crate::distill::page::names::{self, FieldPath};
use crate::distill::page::presence::Presence;
use crate::distill::page::sensitive;
use crate::distill::page::types::FieldType;
use crate::text::foreign;
use std::collections::BTreeSet;

/// Objects inside objects are read this deep.
const DEEPEST: usize = 16;
/// No message has so many fields.
const MOST: usize = 4000;

/// The table of a schema; none for one that says nothing.
pub(super) fn table(
    root: Part<'_>,
    schema: Part<'_>,
    evidence: &Evidence<'_>,
    what: &str,
    found: &mut Vec<Finding>,
) -> Option<FieldTable> {
    let followed = reference::followed(root, schema, found);
    let mut reader = Reader {
        root,
        evidence,
        found,
        rows: Vec::new(),
        unread: Vec::new(),
        states_presence: false,
        is_full: false,
        open: Vec::new(),
    };
    let kind = reader.kind(followed);
    let span = schema.span();
    if let Some(
        field_type @ (FieldType::Array(_) | FieldType::String | FieldType::Int | FieldType::Bool | FieldType::Number),
    ) = kind.field_type
    {
        let message = format!("the schema of the {what} is of type {field_type}, not an object with fields");
        Finding::new(FindingCode::SchemaUnread, span, message)
            .help("the profile (spec/README.md) and the runtime have to learn it first")
            .push_to(reader.found);
        return None;
    }
    reader.fields(followed, &[]);
    if reader.is_full {
        let message = format!("the schema of the {what} has more than {MOST} fields, or is nested too deep");
        reader
            .found
            .push(Finding::new(FindingCode::SchemaTooLarge, span, message).help("check its references and aliases"));
    }
    let table = FieldTable { span, states_presence: reader.states_presence, rows: reader.rows, unread: reader.unread };
    (!table.rows.is_empty() || !table.unread.is_empty()).then_some(table)
}

struct Reader<'d, 'f> {
    root: Part<'d>,
    evidence: &'f Evidence<'f>,
    found: &'f mut Vec<Finding>,
    rows: Vec<Row>,
    unread: Vec<crate::distill::page::place::Span>,
    states_presence: bool,
    is_full: bool,
    /// The schemas that are being read, outermost first.
    open: Vec<usize>,
}

/// What a schema says of a value.
struct Kind<'d> {
    field_type: Option<FieldType>,
    /// Where it says so.
    place: Part<'d>,
    /// The schema of the innermost elements, in which fields may stand.
    inside: Part<'d>,
    is_nullable: bool,
}

impl<'d> Reader<'d, '_> {
    /// The fields of an object below a path.
    fn fields(&mut self, schema: Part<'d>, path: &[String]) {
        if self.open.contains(&schema.id) {
            Finding::new(
                FindingCode::ReferenceEndless,
                schema.span(),
                "this object holds itself; its fields are read once",
            )
            .help("the profile has no type without end; ask the platform how deep it goes")
            .push_to(self.found);
            return;
        }
        if path.len() >= DEEPEST {
            self.is_full = true;
            return;
        }
        self.open.push(schema.id);
        let properties = properties::of(self.root, schema, self.found);
        for key in &properties.twice {
            let message = format!(
                "the schema has the field `{}` twice; the first one is used",
                foreign::short(key.text().unwrap_or_default())
            );
            Finding::new(FindingCode::RowDuplicate, key.span(), message)
                .severity(Severity::Warning)
                .help("ask the platform which of the two is right")
                .push_to(self.found);
        }
        if properties.is_endless {
            Finding::new(
                FindingCode::ReferenceEndless,
                schema.span(),
                "a part of this schema refers back to it and is left out",
            )
            .help("tell the documentation's author")
            .push_to(self.found);
        }
        for name in &properties.nameless {
            let message = match name.text() {
                Some(text) if !name.is_true() => {
                    format!("`{}` is required, and the schema does not have it", foreign::short(text))
                }
                _ => "what this schema requires is not a list of names; it is not read".to_owned(),
            };
            Finding::new(FindingCode::SchemaUnread, name.span(), message)
                .severity(Severity::Warning)
                .help("ask the platform what has to be sent")
                .push_to(self.found);
        }
        let of = if path.is_empty() { "the message".to_owned() } else { format!("`{}`", path.join(".")) };
        for part in &properties.parts {
            keywords::unread(*part, &of, true, self.found);
        }
        for property in properties.all {
            if self.rows.len() >= MOST {
                self.is_full = true;
                break;
            }
            self.field(property, path);
        }
        self.open.pop();
    }

    fn field(&mut self, property: Property<'d>, path: &[String]) {
        let plain = |name: &names::WrittenName| name.marks == 0 && name.names.as_slice() == [property.name];
        if !names::parse(property.name).as_ref().is_some_and(plain) {
            let span = property.key.span();
            let message = format!("`{}` is not a field's name", foreign::short(property.name));
            Finding::new(FindingCode::NameInvalid, span, message)
                .help("ask the platform what the field is called")
                .push_to(self.found);
            self.unread.push(span);
            return;
        }
        let path: Vec<String> = path.iter().cloned().chain([property.name.to_owned()]).collect();
        let schema = reference::followed(self.root, property.schema, self.found);
        let dotted = path.join(".");
        let mut kind = self.kind(schema);
        kind.is_nullable |= property.schema.get("nullable").is_some_and(Part::is_true);
        let field_type = kind.field_type.map(|stated| self.dated(stated, schema, &dotted));
        if field_type.is_none() {
            let message = format!("the schema does not say what type `{dotted}` has");
            Finding::new(FindingCode::TypeMissing, property.key.span(), message)
                .severity(Severity::Warning)
                .help("ask the platform what the type is")
                .push_to(self.found);
        }
        self.states_presence |= property.required.is_some();
        let presence = property.required.filter(|required| !(*required && kind.is_nullable));
        let presence = presence.map(|required| if required { Presence::Required } else { Presence::Optional });
        let mut words = words::Words::default();
        for part in self.speaking(property.schema, schema, kind.inside) {
            words.add(words::read(part, field_type.as_ref(), &dotted, self.found), &dotted, self.found);
        }
        let holds_fields = field_type.as_ref().is_some_and(FieldType::holds_fields);
        for part in self.parts(kind.inside) {
            keywords::unread(part, &format!("`{dotted}`"), holds_fields, self.found);
        }
        if kind.inside.id != schema.id {
            keywords::unread(schema, &format!("`{dotted}`"), true, self.found);
        }
        let listing = self.coded(kind.inside, schema, property.schema);
        let codes = codes::read(listing, words.codes, field_type.as_ref(), &dotted, self.found);
        let entry = property.key.range().start..property.schema.range().end;
        let is_leaf = !holds_fields && property.schema.id == schema.id && entry.end >= entry.start;
        let sensitive =
            sensitive::of_words(words.said.into_iter(), &property.key.state(property.name), field_type.as_ref());
        keywords::kept(schema, &dotted, field_type.as_ref(), self.found);
        let extra = KEPT.iter().filter_map(|name| Some(((*name).to_owned(), schema.words_of(name)?)));
        let mut row = Row {
            // An object's own fields have places of their own.
            span: if is_leaf { property.key.lines.span(&entry) } else { property.key.span() },
            path: property.key.state(FieldPath::new(path.clone())),
            field_type: field_type.map(|stated| kind.place.state(stated)),
            presence: presence.map(|presence| property.key.state(presence)),
            description: words.description,
            codes,
            unit: words.unit,
            sensitive,
            extra: extra.collect(),
            divided_by: DividedBy::Schema,
        };
        fields::by_name_and_example(&mut row, self.evidence);
        self.rows.push(row);
        if holds_fields {
            self.fields(kind.inside, &path);
        }
    }

    /// A schema, and the parts of `allOf` that it consists of, each once.
    fn parts(&mut self, schema: Part<'d>) -> Vec<Part<'d>> {
        let mut parts = vec![schema];
        let mut seen = BTreeSet::from([schema.id]);
        let mut at = 0;
        while let Some(part) = parts.get(at).copied() {
            at += 1;
            for inner in part.get("allOf").into_iter().flat_map(Part::elements) {
                let inner = reference::followed(self.root, inner, self.found);
                if seen.insert(inner.id) {
                    parts.push(inner);
                }
            }
        }
        parts
    }

    /// The schemas that say in words what a field is: beside a reference, what it refers to, and the parts of that or of its elements.
    fn speaking(&mut self, stated: Part<'d>, schema: Part<'d>, inside: Part<'d>) -> Vec<Part<'d>> {
        let mut all = vec![stated, schema];
        all.extend(self.parts(schema));
        all.extend(self.parts(inside));
        let mut seen = BTreeSet::new();
        all.retain(|part| seen.insert(part.id));
        all
    }

    /// Which schema lists a field's codes: that of its value, a part of it, or what stands around it or beside a reference.
    fn coded(&mut self, inside: Part<'d>, schema: Part<'d>, stated: Part<'d>) -> Part<'d> {
        let parts = self.parts(inside);
        let around = [schema, stated];
        let all = || parts.iter().chain(&around);
        let named = all().find(|part| part.get("x-apifox-enum").is_some_and(Part::is_filled));
        let lists = |part: &&Part<'d>| {
            ["enum", "const"].iter().any(|key| part.get(key).is_some()) || listed::choices(**part).is_some()
        };
        let listed = || parts.iter().find(lists);
        named.or_else(listed).copied().unwrap_or(inside)
    }

    /// What type a schema states: by its own words, or by those of the parts of `allOf`.
    fn kind(&mut self, schema: Part<'d>) -> Kind<'d> {
        let mut kind = self.alone(schema);
        if kind.field_type.is_some() || schema.get("allOf").is_none() {
            return kind;
        }
        let mut stated: Option<Kind<'d>> = None;
        for part in self.parts(schema).into_iter().skip(1) {
            let of = self.alone(part);
            kind.is_nullable |= of.is_nullable;
            match &stated {
                _ if of.field_type.is_none() => {}
                Some(first) if first.field_type != of.field_type => {
                    self.alternatives(schema);
                    return kind;
                }
                Some(_) => {}
                None => stated = Some(of),
            }
        }
        let Some(stated) = stated else { return kind };
        // An object's fields stand in all of its parts, and so may a value's codes.
        let inside = if matches!(stated.field_type, Some(FieldType::Array(_))) { stated.inside } else { schema };
        Kind { is_nullable: kind.is_nullable, inside, ..stated }
    }

    /// What type a schema states without the parts of `allOf`.
    fn alone(&mut self, schema: Part<'d>) -> Kind<'d> {
        let mut kind = Kind {
            field_type: None,
            place: schema,
            inside: schema,
            is_nullable: schema.get("nullable").is_some_and(Part::is_true),
        };
        let words: Vec<Part<'d>> = match schema.get("type") {
            Some(part) if part.is_list() => part.elements().collect(),
            Some(part) => vec![part],
            None => Vec::new(),
        };
        let (null, words): (Vec<Part<'d>>, Vec<Part<'d>>) =
            words.into_iter().partition(|word| word.text() == Some("null"));
        kind.is_nullable |= !null.is_empty() && !words.is_empty();
        if words.len() > 1 {
            self.alternatives(words[0]);
            return kind;
        }
        let holds = ["properties", "items", "x-apifox-refs"].iter().any(|key| schema.get(key).is_some());
        if words.is_empty() && !holds {
            if let Some((key, choices)) = listed::choices(schema) {
                kind.is_nullable |= schema.get(key).into_iter().flat_map(Part::elements).any(listed::is_null);
                kind.field_type = codes::type_of(&choices);
                kind.place = choices[0];
                if kind.field_type.is_none() {
                    self.alternatives(choices[0]);
                }
                return kind;
            }
            for key in ["oneOf", "anyOf"] {
                let Some(choices) = schema.get(key) else { continue };
                let mut real = Vec::new();
                for choice in choices.elements() {
                    let choice = reference::followed(self.root, choice, self.found);
                    if listed::is_null(choice) {
                        kind.is_nullable = true;
                    } else {
                        real.push(choice);
                    }
                }
                if let [only] = real.as_slice() {
                    if self.open.len() < DEEPEST && only.id != schema.id {
                        self.open.push(schema.id);
                        let inner = if self.open.contains(&only.id) { None } else { Some(self.kind(*only)) };
                        self.open.pop();
                        if let Some(inner) = inner {
                            return Kind { is_nullable: kind.is_nullable || inner.is_nullable, ..inner };
                        }
                    }
                } else if real.len() > 1 {
                    self.alternatives(choices);
                }
                return kind;
            }
        }
        let word = words.first().copied();
        kind.place = word.unwrap_or(schema);
        let format = schema.get("format").and_then(Part::text);
        kind.field_type = match word.and_then(Part::text) {
            // What does not fit an int32 needs more.
            Some("integer") if matches!(format, Some("int64" | "uint32" | "uint64")) => Some(FieldType::Long),
            Some("integer") => Some(FieldType::Int),
            Some("number") => Some(match format {
                Some("float") => FieldType::Float,
                Some("double") => FieldType::Double,
                _ => FieldType::Number,
            }),
            Some("string") => Some(FieldType::String),
            Some("boolean") => Some(FieldType::Bool),
            Some("object") => Some(FieldType::Object),
            Some("array") => return self.list(schema, kind),
            Some(other) => {
                let message = format!("`{}` is not a known type", foreign::short(other));
                Finding::new(FindingCode::TypeUnknown, kind.place.span(), message)
                    .help("known types: integer, number, string, boolean, object, array")
                    .push_to(self.found);
                None
            }
            None if schema.get("items").is_some() => return self.list(schema, kind),
            None if holds => Some(FieldType::Object),
            None => None,
        };
        kind
    }

    fn list(&mut self, schema: Part<'d>, mut kind: Kind<'d>) -> Kind<'d> {
        let items = schema.get("items").map(|items| reference::followed(self.root, items, self.found));
        kind.field_type = Some(FieldType::Array(None));
        if let Some(items) = items.filter(|items| !self.open.contains(&items.id) && items.id != schema.id)
            && self.open.len() < DEEPEST
        {
            self.open.push(schema.id);
            let inner = self.kind(items);
            self.open.pop();
            if inner.is_nullable {
                Finding::new(FindingCode::SchemaUnread, items.span(), "elements that may be null are not read as such")
                    .severity(Severity::Warning)
                    .help("ask the platform whether it sends a list with nothing in its place")
                    .push_to(self.found);
            }
            kind.field_type = Some(FieldType::Array(inner.field_type.map(Box::new)));
            kind.inside = inner.inside;
        }
        kind
    }

    fn alternatives(&mut self, place: Part<'d>) {
        Finding::new(
            FindingCode::SchemaUnread,
            place.span(),
            "this allows values of several types, of which none is taken",
        )
        .severity(Severity::Warning)
        .help("ask the platform which of them it sends")
        .push_to(self.found);
    }

    /// `date-time` is RFC 3339; this platform's own form is told from it by the example alone.
    fn dated(&self, stated: FieldType, schema: Part<'_>, path: &str) -> FieldType {
        let format = schema.get("format").and_then(Part::text);
        match (&stated, format) {
            (FieldType::String, Some("date-time"))
                if self.evidence.speaks_for(path, &FieldType::DateTime) == Some(true) =>
            {
                FieldType::DateTime
            }
            (FieldType::String, Some("date")) => FieldType::Date,
            _ => stated,
        }
    }
}
