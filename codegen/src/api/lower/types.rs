//! Named schemas to named types: references, field types, presence, and the names of types, fields and variants.

use crate::api::ir::{
    Api, Enum, Field, Object, Paging, Presence, Shape, Type, TypeDef, TypeId, Usage, Variant, Wrapper,
};
use crate::cores;
use crate::spec::names::{self, Scope};
use crate::spec::openapi::reader::nearest;
use crate::spec::openapi::{self, FieldType, Schema};
use crate::text::diag::{Code, Diagnostic, Diagnostics};
use crate::text::source::Spanned;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A bit for each field has to fit into the runtime's set of fields seen.
const MOST_FIELDS: usize = 128;

/// The schemas that the runtime owns.
const CREDENTIALS: &str = "Credentials";
const ENVELOPE: &str = "Envelope";

/// The types, and how to find them.
pub(super) struct Types {
    pub(super) defs: Vec<TypeDef>,
    ids: BTreeMap<String, TypeId>,
    broken: BTreeSet<String>,
    pub(super) credentials: Option<Wrapper>,
    pub(super) envelope: Option<Wrapper>,
}

impl Types {
    /// The type that a reference names, or an error at the reference.
    pub(super) fn resolve(&self, name: &Spanned<String>, found: &mut Diagnostics) -> Option<TypeId> {
        Names { ids: &self.ids, broken: &self.broken }.resolve(name, found)
    }

    /// Whether problems were found in the schema already.
    pub(super) fn is_broken(&self, id: TypeId) -> bool {
        self.broken.contains(&self.get(id).name.value)
    }

    pub(super) fn get(&self, id: TypeId) -> &TypeDef {
        &self.defs[id.0 as usize]
    }
}

/// What references can name.
#[derive(Clone, Copy)]
struct Names<'n> {
    ids: &'n BTreeMap<String, TypeId>,
    broken: &'n BTreeSet<String>,
}

impl Names<'_> {
    fn resolve(self, name: &Spanned<String>, found: &mut Diagnostics) -> Option<TypeId> {
        if let Some(id) = self.ids.get(&name.value) {
            return Some(*id);
        }
        if self.broken.contains(&name.value) {
            return None;
        }
        if name.value == CREDENTIALS || name.value == ENVELOPE {
            found.error(
                Code::UnsupportedStructure,
                name.span,
                format!("`{}` belongs to the runtime and cannot be used here", name.value),
                "refer to a schema of your own",
            );
            return None;
        }
        let known: Vec<&str> = self.ids.keys().map(String::as_str).collect();
        let help = match nearest(&name.value, &known) {
            Some(near) => format!("did you mean `#/components/schemas/{near}`?"),
            None => "add the schema to `components.schemas`, or refer to another".to_owned(),
        };
        found.error(Code::DanglingRef, name.span, format!("there is no schema `{}`", name.value), help);
        None
    }
}

pub(super) fn lower(mut schemas: Vec<Schema>, broken: BTreeSet<String>, found: &mut Diagnostics) -> Types {
    schemas.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    let is_owned = |schema: &mut Schema| [CREDENTIALS, ENVELOPE].contains(&schema.name.value.as_str());
    let owned: Vec<Schema> = schemas.extract_if(.., is_owned).collect();
    let ids: BTreeMap<String, TypeId> =
        (0..).map(TypeId).zip(&schemas).map(|(id, schema)| (schema.name.value.clone(), id)).collect();
    let known = Names { ids: &ids, broken: &broken };
    let mut idents = Scope::new("the schemas");
    let mut modules = Scope::new("the files of the schemas");
    let mut defs = Vec::with_capacity(schemas.len());
    let lowered =
        cores::shared(schemas, |share| share.into_iter().map(|schema| type_def(schema, known)).collect::<Vec<_>>());
    for (def, problems) in lowered.into_iter().flatten() {
        let (name, before) = (&def.name, found.counts());
        if !names::refuse_taken_type(&def.ident, "a schema", name.span, found) {
            idents.take(&def.ident, &name.value, name.span, found);
        }
        // Two schemas with one name are told of once, not again for their file.
        if found.counts() == before {
            modules.take(&def.module, &name.value, name.span, found);
        }
        found.append(problems);
        defs.push(def);
    }
    let (mut credentials, mut envelope) = (None, None);
    for schema in owned {
        if let openapi::Shape::Object(fields) = schema.shape {
            let lowered = Some(Wrapper {
                object: object(fields, &schema.name.value, known, found),
                description: schema.description.map(|text| text.value),
                provenance: schema.provenance,
            });
            if schema.name.value == CREDENTIALS {
                credentials = lowered;
            } else {
                envelope = lowered;
            }
        }
    }
    Types { defs, ids, broken, credentials, envelope }
}

/// A type by itself: whether others have its names is not looked at.
fn type_def(schema: Schema, known: Names<'_>) -> (TypeDef, Diagnostics) {
    let mut found = Diagnostics::new();
    let name = schema.name;
    let def = TypeDef {
        ident: names::ty(&name.value),
        module: names::module(&name.value),
        description: schema.description.map(|text| text.value),
        provenance: schema.provenance,
        usage: Usage::default(),
        harmless: schema.harmless,
        reaches_sensitive: false,
        shape: shape(schema.shape, &name.value, known, &mut found),
        required_ident: None,
        example: None,
        name,
    };
    (def, found)
}

/// Beyond this many, arguments without names are too easy to swap.
const MOST_ARGUMENTS: usize = 3;

/// Names the struct of required fields of what callers make, where it needs one, and holds that name against every other.
pub(super) fn name_required(api: &mut Api, found: &mut Diagnostics) {
    let pagings: BTreeMap<TypeId, Option<Paging>> =
        api.operations.iter().map(|operation| (operation.request, operation.paging)).collect();
    let handles = api.resources.iter().map(|resource| (resource.ident.as_str(), (&resource.tag, "rename this tag")));
    let types = api.types.iter().map(|def| (def.ident.as_str(), (&def.name, "rename this schema")));
    let taken: BTreeMap<&str, (&Spanned<String>, &str)> = handles.chain(types).collect();
    let mut named: BTreeMap<String, TypeId> = BTreeMap::new();
    for (id, def) in api.type_ids().filter(|(_, def)| def.is_made()) {
        let paging = pagings.get(&id).copied().flatten();
        if def.shape.object().is_none_or(|object| object.required(paging).count() <= MOST_ARGUMENTS) {
            continue;
        }
        let ident = format!("{}Required", def.ident.strip_suffix("Request").unwrap_or(&def.ident));
        let name = &def.name;
        if let Some((other, help)) = taken.get(ident.as_str()) {
            found.error(
                Code::NameCollision,
                other.span,
                format!("name collision: `{ident}` holds the required fields of `{}`", name.value),
                *help,
            );
        }
        names::refuse_taken_type(&ident, &format!("the required fields of `{}`", name.value), name.span, found);
        match named.entry(ident) {
            Entry::Vacant(entry) => _ = entry.insert(id),
            Entry::Occupied(entry) => {
                let (ident, other) = (entry.key(), &api.ty(*entry.get()).name);
                let message = format!(
                    "name collision: `{ident}` would hold the required fields of `{}` and of `{}`",
                    other.value, name.value
                );
                found.push(
                    Diagnostic::error(Code::NameCollision, name.span, message, "rename one of the two schemas")
                        .with_related(other.span, format!("`{ident}` is made for this one too")),
                );
            }
        }
    }
    for (ident, id) in named {
        api.types[id.0 as usize].required_ident = Some(ident);
    }
}

/// An empty string stands for an absent string, number or code; an object that is absent is left out.
pub(super) fn refuse_empty_objects(api: &Api, found: &mut Diagnostics) {
    for field in api.types.iter().filter_map(|def| def.shape.object()).flat_map(|object| &object.fields) {
        let holds_object = matches!(&field.ty, Type::Named(id) if api.ty(*id).shape.object().is_some());
        if field.presence.may_be_empty && holds_object {
            found.error(
                Code::WrongValue,
                field.wire.span,
                format!("`x-empty` on the field `{}`, which refers to an object", field.wire.value),
                "remove `x-empty`; leave the field out of `required` if it may be missing or null",
            );
        }
    }
}

fn shape(shape: openapi::Shape, owner: &str, known: Names<'_>, found: &mut Diagnostics) -> Shape {
    match shape {
        openapi::Shape::Text { sensitive, examples } => {
            Shape::Text { sensitive: sensitive.map(|mark| mark.value), examples }
        }
        openapi::Shape::Integer { width, examples } => Shape::Integer { width, examples },
        openapi::Shape::Enum(codes) => Shape::Enum(variants(codes, owner, found)),
        openapi::Shape::Object(fields) => Shape::Object(object(fields, owner, known, found)),
        openapi::Shape::Request(fields) => Shape::Request(object(fields, owner, known, found)),
    }
}

fn variants(codes: openapi::Enum, owner: &str, found: &mut Diagnostics) -> Enum {
    let mut scope =
        Scope::open(format!("the enum `{owner}`"), "choose another `title`; the code on the wire stays as it is");
    let variants = codes
        .codes
        .into_iter()
        .map(|code| {
            let ident = names::variant(&code.title.value);
            scope.take(&ident, &code.title.value, code.title.span, found);
            Variant { code: code.code, ident, title: code.title, description: code.description.map(|text| text.value) }
        })
        .collect();
    Enum { textual: codes.textual, variants }
}

fn object(object: openapi::Object, owner: &str, known: Names<'_>, found: &mut Diagnostics) -> Object {
    if object.fields.len() > MOST_FIELDS {
        found.error(
            Code::UnsupportedStructure,
            object.span,
            format!("`{owner}` has {} fields; {MOST_FIELDS} are the most", object.fields.len()),
            "group some of them under a schema of their own, if the platform does",
        );
    }
    let mut scope = Scope::new(format!("the fields of `{owner}`")).of_the_wire();
    let fields = object
        .fields
        .into_iter()
        .filter_map(|field| {
            let ident = names::field(field.rust_name.as_ref().map_or(&field.name.value, |name| &name.value));
            let setter = names::setter(&ident);
            scope.take(&ident, &field.name.value, field.name.span, found);
            let ty = match field.sensitive {
                Some(mark) => Type::Sensitive(mark.value),
                None => ty(&field.ty, known, found)?,
            };
            Some(Field {
                wire: field.name,
                ident,
                setter,
                description: field.description.map(|text| text.value),
                ty,
                presence: Presence { required: field.required, may_be_empty: field.empty.is_some() },
                harmless: field.harmless,
                provenance: field.provenance,
                examples: field.examples,
            })
        })
        .collect();
    Object { span: object.span, fields }
}

fn ty(from: &FieldType, known: Names<'_>, found: &mut Diagnostics) -> Option<Type> {
    Some(match from {
        FieldType::Ref(name) => Type::Named(known.resolve(name, found)?),
        FieldType::Text => Type::Text,
        FieldType::Boolean => Type::Boolean,
        FieldType::Integer(width) => Type::Integer(*width),
        FieldType::Decimal => Type::Decimal,
        FieldType::CivilDateTime => Type::CivilDateTime,
        FieldType::Any => Type::Any,
        FieldType::List(_, Some(mark)) => Type::List(Box::new(Type::Sensitive(mark.value))),
        FieldType::List(inner, None) => Type::List(Box::new(ty(inner, known, found)?)),
    })
}
