//! A value of each answer type, for the tests of the crate's users: the documents' own example where they have one,
//! else one made up from the fields' types.

use crate::api::ir::{Api, Field, Shape, Type, TypeDef, TypeId};
use crate::spec::openapi::{CodeValue, Sensitive};
use crate::text::json::{self, Tree, Value};
use crate::text::source::{Source, Span};

/// The example of every object type that comes back. `spec` is the text that the API was read from.
#[must_use]
pub fn examples(api: &Api, spec: &Source) -> Vec<(TypeId, Tree)> {
    let mut documented: Vec<Option<Tree>> = vec![None; api.types.len()];
    for operation in &api.operations {
        let data = operation
            .response_example
            .and_then(|place| json::value_at(spec, place))
            .and_then(|example| Tree::from(&example).get("data").cloned());
        if let Some(data) = data {
            take(api, operation.response, data, &mut documented);
        }
    }
    for webhook in &api.webhooks {
        if let Some(example) = webhook.example.and_then(|place| json::value_at(spec, place)) {
            take(api, webhook.payload, Tree::from(&example), &mut documented);
        }
    }
    let comes_back = |def: &TypeDef| def.usage.response || def.usage.webhook;
    let shown = api.type_ids().filter(|(_, def)| comes_back(def) && matches!(def.shape, Shape::Object(_)));
    let maker = || Maker { api, spec, documented: &documented, above: Vec::new(), room: MOST_VALUES };
    shown.map(|(id, _)| (id, maker().object(id))).collect()
}

/// Keeps an example for its type, and the parts of it for theirs; the first one of each type stays.
fn take(api: &Api, id: TypeId, example: Tree, documented: &mut [Option<Tree>]) {
    let (Shape::Object(object), Tree::Object(_)) = (&api.ty(id).shape, &example) else { return };
    for field in &object.fields {
        if let (Some(id), Some(inner)) = (field.ty.named(), example.get(&field.wire.value))
            && let Some(first) = first(inner)
        {
            take(api, id, first.clone(), documented);
        }
    }
    documented[id.0 as usize].get_or_insert_with(|| in_order(api, Some(id), example));
}

/// The example with its fields in the order of the spec's tables, whatever order it was written in; what no table lists
/// comes last, by name.
fn in_order(api: &Api, id: Option<TypeId>, example: Tree) -> Tree {
    let fields = id.and_then(|id| api.ty(id).shape.object()).map_or(&[][..], |object| &object.fields);
    match example {
        Tree::Object(mut entries) => {
            let place = |key: &str| fields.iter().position(|field| field.wire.value == key);
            entries.sort_by_key(|(key, _)| (place(key).unwrap_or(usize::MAX), key.clone()));
            let below = |key: &str| place(key).and_then(|at| fields[at].ty.named());
            Tree::Object(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let value = in_order(api, below(&key), value);
                        (key, value)
                    })
                    .collect(),
            )
        }
        Tree::Array(elements) => Tree::Array(elements.into_iter().map(|each| in_order(api, id, each)).collect()),
        other => other,
    }
}

fn first(tree: &Tree) -> Option<&Tree> {
    match tree {
        Tree::Array(elements) => elements.first().and_then(first),
        other => Some(other),
    }
}

/// Makes the example of one type.
struct Maker<'a> {
    api: &'a Api,
    spec: &'a Source,
    documented: &'a [Option<Tree>],
    /// The types that are being made, each inside the one before it.
    above: Vec<TypeId>,
    /// How many more values the example may hold. Types that refer to each other many times over would make millions; when
    /// there is no room left, arrays stay empty and what may be missing is left out.
    room: usize,
}

/// More than an example needs to show what there is.
const MOST_VALUES: usize = 1000;

impl Maker<'_> {
    fn object(&mut self, id: TypeId) -> Tree {
        if let Some(example) = &self.documented[id.0 as usize]
            && (self.above.is_empty() || values(example) <= self.room)
        {
            self.room = self.room.saturating_sub(values(example));
            return example.clone();
        }
        let fields = self.api.ty(id).shape.object().map_or(&[][..], |object| &object.fields);
        self.above.push(id);
        let mut entries = Vec::with_capacity(fields.len());
        for field in fields {
            if self.room > 0 || field.presence.required {
                entries.push((field.wire.value.clone(), self.value(field, &field.ty)));
            }
        }
        self.above.pop();
        Tree::Object(entries)
    }

    fn value(&mut self, field: &Field, ty: &Type) -> Tree {
        self.room = self.room.saturating_sub(1);
        if let Some(example) = first_of(field.examples, self.spec) {
            return example;
        }
        match ty {
            Type::Sensitive(Sensitive::Pan) => Tree::from("0000000000000000"),
            Type::Sensitive(Sensitive::Cvv) => Tree::from("000"),
            Type::Sensitive(Sensitive::Pin) => Tree::from("0000"),
            Type::Text | Type::Sensitive(Sensitive::Secret | Sensitive::Pii) => Tree::Text(field.wire.value.clone()),
            Type::Boolean => Tree::Boolean(true),
            Type::Integer(_) | Type::Decimal => Tree::Number("1".to_owned()),
            Type::CivilDateTime => Tree::from("2024-01-01 00:00:00"),
            Type::Any => Tree::Null,
            Type::List(inner) => match inner.named() {
                // A type that holds a list of itself ends here.
                Some(id) if self.above.contains(&id) => Tree::Array(Vec::new()),
                _ if self.room == 0 => Tree::Array(Vec::new()),
                _ => Tree::Array(vec![self.value(field, inner)]),
            },
            Type::Named(id) => match &self.api.ty(*id).shape {
                Shape::Text { examples, .. } => {
                    first_of(*examples, self.spec).unwrap_or_else(|| Tree::Text(field.wire.value.clone()))
                }
                Shape::Integer { examples, .. } => {
                    first_of(*examples, self.spec).unwrap_or_else(|| Tree::Number("1".to_owned()))
                }
                Shape::Enum(codes) => match codes.variants.first().map(|variant| &variant.code.value) {
                    Some(CodeValue::Integer(code)) => Tree::Number(code.to_string()),
                    Some(CodeValue::Text(code)) => Tree::Text(code.clone()),
                    None => Tree::Null,
                },
                Shape::Object(_) | Shape::Request(_) => self.object(*id),
            },
        }
    }
}

/// How many values a tree holds.
fn values(tree: &Tree) -> usize {
    match tree {
        Tree::Array(elements) => 1 + elements.iter().map(values).sum::<usize>(),
        Tree::Object(entries) => 1 + entries.iter().map(|(_, value)| values(value)).sum::<usize>(),
        _ => 1,
    }
}

/// The first of some `examples`.
fn first_of(examples: Option<Span>, spec: &Source) -> Option<Tree> {
    match json::value_at(spec, examples?)? {
        Value::Array(examples) => examples.elements.first().map(Tree::from),
        _ => None,
    }
}
