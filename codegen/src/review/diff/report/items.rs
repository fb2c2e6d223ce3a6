//! The Rust API as items, a line each, as a user of the crate writes them: what came, what went, and what is written otherwise.

use crate::api::ir::{Api, Field, Operation, Shape, Type, TypeDef};
use crate::spec::openapi::{CodeValue, Sensitive, Width};
use std::borrow::Cow;
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
        let (base, head) = thread::scope(|scope| {
            let base = scope.spawn(|| listed(base));
            let head = listed(head);
            (base.join().unwrap_or_else(|cause| panic::resume_unwind(cause)), head)
        });
        let (mut was, mut is) = (base.items(), head.items());
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
                (Some(old), Some(new)) if old != new => items.changed.push((old.to_owned(), new.to_owned())),
                (Some(old), None) => items.removed.push(old.to_owned()),
                (None, Some(new)) => items.added.push(new.to_owned()),
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

/// Every item of a crate, a line each in one text: there are as many as fields and codes, and nearly all of them are in both crates.
#[derive(Default)]
struct Listed {
    text: String,
    lines: Vec<Line>,
}

/// Where a line begins, where what the item is called ends, whatever its types are, and where the line ends.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    called: usize,
    end: usize,
}

/// An item as it is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Item<'t> {
    line: &'t str,
    called: usize,
}

impl<'t> Item<'t> {
    fn key(&self) -> &'t str {
        &self.line[..self.called]
    }
}

impl Listed {
    /// An item: what it is called, in parts, and the rest of its line.
    fn add(&mut self, key: &[&str], rest: &[&str]) {
        let start = self.text.len();
        self.text.extend(key.iter().copied());
        let called = self.text.len();
        self.text.extend(rest.iter().copied());
        self.lines.push(Line { start, called, end: self.text.len() });
    }

    fn items(&self) -> Vec<Item<'_>> {
        let item = |line: &Line| Item { line: &self.text[line.start..line.end], called: line.called - line.start };
        self.lines.iter().map(item).collect()
    }
}

/// Most of two specs is in both of them in the same order, and nobody has to sort that.
fn without_equal_ends(was: &mut Vec<Item<'_>>, is: &mut Vec<Item<'_>>) {
    let is_same = |(old, new): &(&Item<'_>, &Item<'_>)| old == new;
    let behind = was.iter().rev().zip(is.iter().rev()).take_while(is_same).count();
    was.truncate(was.len() - behind);
    is.truncate(is.len() - behind);
    let before = was.iter().zip(is.iter()).take_while(is_same).count();
    was.drain(..before);
    is.drain(..before);
}

/// Every item, in the API's order.
fn listed(api: &Api) -> Listed {
    let mut all = Listed::default();
    for named in &api.named {
        all.add(&["Operation::", &named.variant], &[]);
    }
    for resource in &api.resources {
        for at in &resource.operations {
            let operation = &api.operations[*at];
            let function = format!("pub fn {}().{}", resource.module, operation.method);
            let request = &api.ty(operation.request).ident;
            all.add(&[&function], &["(", &arguments(api, operation), ") -> Call<", request, ">"]);
            for field in operation.settable(api) {
                all.add(&[&function, "(…).", &field.setter], &["(", &ty(api, &field.ty), ")"]);
            }
            if operation.paging.is_some() {
                all.add(&[&function, "(…).items"], &["() -> impl Stream"]);
            }
        }
    }
    for webhook in &api.webhooks {
        all.add(&["webhook::Event::", &webhook.variant], &["(", &api.ty(webhook.payload).ident, ")"]);
    }
    for def in &api.types {
        one(api, def, &mut all);
    }
    all
}

fn one(api: &Api, def: &TypeDef, all: &mut Listed) {
    let name = def.ident.as_str();
    match &def.shape {
        Shape::Text { sensitive: Some(kind), .. } => {
            all.add(&["pub struct ", name], &["(String), hidden as ", kind.word()]);
        }
        Shape::Text { sensitive: None, .. } => all.add(&["pub struct ", name], &["(String)"]),
        Shape::Integer { width, .. } => all.add(&["pub struct ", name], &["(", integer(*width), ")"]),
        Shape::Enum(list) => {
            all.add(&["pub enum ", name], &[]);
            for variant in &list.variants {
                all.add(&[name, "::", &variant.ident], &[" = ", &code(&variant.code.value)]);
            }
        }
        Shape::Object(object) | Shape::Request(object) => {
            let serializes = def.usage.request || !def.reaches_sensitive;
            all.add(&["pub struct ", name], if serializes { &[": Serialize"] } else { &[] });
            if let Some(required) = &def.required_ident {
                all.add(&["pub struct ", required], &[]);
            }
            for field in &object.fields {
                let value = ty(api, &field.ty);
                let (before, behind) = if field.is_option() { (": Option<", ">") } else { (": ", "") };
                all.add(&[name, ".", &field.ident], &[before, &value, behind]);
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
    if field.is_option() { format!("Option<{value}>") } else { value.into_owned() }
}

fn ty<'a>(api: &'a Api, ty: &Type) -> Cow<'a, str> {
    Cow::Borrowed(match ty {
        Type::Text => "String",
        Type::Sensitive(kind) => hidden(*kind),
        Type::Boolean => "bool",
        Type::Integer(width) => integer(*width),
        Type::Decimal => "Decimal",
        Type::CivilDateTime => "DateTime",
        Type::Any => "Json",
        Type::Named(id) => &api.ty(*id).ident,
        Type::List(inner) => return Cow::Owned(format!("Vec<{}>", self::ty(api, inner))),
    })
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
