//! The Rust API as items, a line each, as a user of the crate writes them: what came, what went, and what is written otherwise.

use crate::api::ir::{Api, Field, Operation, Shape, Type, TypeDef};
use crate::spec::openapi::{CodeValue, Sensitive, Width};
use std::cmp::Ordering;
use std::{panic, thread};

/// What differs between two generated crates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Items {
    /// Items that came.
    pub added: Vec<String>,
    /// Items that are written otherwise: before and after.
    pub changed: Vec<(String, String)>,
    /// Items that went.
    pub removed: Vec<String>,
}

impl Items {
    /// Compares the crates of two specs.
    pub(super) fn of(base: &Api, head: &Api) -> Self {
        let (mut was, mut is) = thread::scope(|scope| {
            let base = scope.spawn(|| listed(base));
            let head = listed(head);
            (base.join().unwrap_or_else(|cause| panic::resume_unwind(cause)), head)
        });
        without_equal_ends(&mut was, &mut is);
        for items in [&mut was, &mut is] {
            items.sort_unstable_by(|one, other| one.key().cmp(other.key()));
        }
        let (mut was, mut is) = (was.into_iter().peekable(), is.into_iter().peekable());
        let mut items = Self::default();
        loop {
            let order = match (was.peek(), is.peek()) {
                (None, None) => return items,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.key().cmp(new.key()),
            };
            // What comes first of the two is on one side only.
            let old = was.next_if(|_| order.is_le()).map(|item| item.line);
            let new = is.next_if(|_| order.is_ge()).map(|item| item.line);
            match (old, new) {
                (Some(old), Some(new)) if old != new => items.changed.push((old, new)),
                (Some(old), None) => items.removed.push(old),
                (None, Some(new)) => items.added.push(new),
                _ => {}
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.added.len() + self.changed.len() + self.removed.len()
    }

    /// Whether the two crates have the same items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An item, and how much of its line is what it is called whatever its types are.
#[derive(PartialEq, Eq)]
struct Item {
    line: String,
    called: usize,
}

impl Item {
    fn key(&self) -> &str {
        &self.line[..self.called]
    }
}

/// Most of two specs is in both of them in the same order, and nobody has to sort that.
fn without_equal_ends(was: &mut Vec<Item>, is: &mut Vec<Item>) {
    let is_same = |(old, new): &(&Item, &Item)| old == new;
    let behind = was.iter().rev().zip(is.iter().rev()).take_while(is_same).count();
    was.truncate(was.len() - behind);
    is.truncate(is.len() - behind);
    let before = was.iter().zip(is.iter()).take_while(is_same).count();
    was.drain(..before);
    is.drain(..before);
}

/// Every item, in the API's order.
fn listed(api: &Api) -> Vec<Item> {
    let mut items = Vec::new();
    let mut add = |key: String, rest: String| {
        let called = key.len();
        items.push(Item { line: key + &rest, called });
    };
    for named in &api.named {
        add(format!("Operation::{}", named.variant), String::new());
    }
    for resource in &api.resources {
        for at in &resource.operations {
            let operation = &api.operations[*at];
            let function = format!("pub fn {}().{}", resource.module, operation.method);
            let settable = operation.settable(api);
            add(
                function.clone(),
                format!("({}) -> Call<{}>", arguments(api, operation), api.ty(operation.request).ident),
            );
            for field in settable {
                add(format!("{function}(…).{}", field.setter), format!("({})", ty(api, &field.ty)));
            }
            if operation.paging.is_some() {
                add(format!("{function}(…).items"), "() -> impl Stream".to_owned());
            }
        }
    }
    for webhook in &api.webhooks {
        add(format!("webhook::Event::{}", webhook.variant), format!("({})", api.ty(webhook.payload).ident));
    }
    for def in &api.types {
        one(api, def, &mut add);
    }
    items
}

fn one(api: &Api, def: &TypeDef, add: &mut dyn FnMut(String, String)) {
    let name = &def.ident;
    match &def.shape {
        Shape::Text { sensitive, .. } => {
            let hidden = sensitive.map_or(String::new(), |kind| format!(", hidden as {}", kind.word()));
            add(format!("pub struct {name}"), format!("(String){hidden}"));
        }
        Shape::Integer { width, .. } => add(format!("pub struct {name}"), format!("({})", integer(*width))),
        Shape::Enum(list) => {
            add(format!("pub enum {name}"), String::new());
            for variant in &list.variants {
                add(format!("{name}::{}", variant.ident), format!(" = {}", code(&variant.code.value)));
            }
        }
        Shape::Object(object) | Shape::Request(object) => {
            let serializes = def.usage.request || !def.reaches_sensitive;
            add(format!("pub struct {name}"), if serializes { ": Serialize".to_owned() } else { String::new() });
            if let Some(required) = &def.required_ident {
                add(format!("pub struct {required}"), String::new());
            }
            for field in &object.fields {
                add(format!("{name}.{}", field.ident), format!(": {}", field_type(api, field)));
            }
        }
    }
}

/// What a method takes.
pub(super) fn arguments(api: &Api, operation: &Operation) -> String {
    if let Some(ident) = &api.ty(operation.request).required_ident {
        return ident.clone();
    }
    let one = |field: &Field| format!("{}: {}", field.ident, ty(api, &field.ty));
    operation.required(api).map(one).collect::<Vec<_>>().join(", ")
}

/// A field's type, as the crate has it.
pub(super) fn field_type(api: &Api, field: &Field) -> String {
    let value = ty(api, &field.ty);
    if field.is_option() { format!("Option<{value}>") } else { value }
}

fn ty(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Text => "String".to_owned(),
        Type::Sensitive(kind) => hidden(*kind).to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer(width) => integer(*width).to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::CivilDateTime => "DateTime".to_owned(),
        Type::Any => "Json".to_owned(),
        Type::Named(id) => api.ty(*id).ident.clone(),
        Type::List(inner) => format!("Vec<{}>", self::ty(api, inner)),
    }
}

const fn hidden(kind: Sensitive) -> &'static str {
    match kind {
        Sensitive::Secret => "Secret",
        Sensitive::Pan => "Pan",
        Sensitive::Cvv => "Cvv",
        Sensitive::Pin => "Pin",
        Sensitive::Pii => "Pii",
    }
}

const fn integer(width: Width) -> &'static str {
    match width {
        Width::Int32 => "i32",
        Width::Int64 => "i64",
    }
}

fn code(code: &CodeValue) -> String {
    match code {
        CodeValue::Integer(code) => code.to_string(),
        CodeValue::Text(code) => format!("{code:?}"),
    }
}
