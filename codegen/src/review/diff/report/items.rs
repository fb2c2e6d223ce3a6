//! The Rust API as items, a line each, as a user of the crate writes them: what came, what went, and what is written otherwise.

use crate::api::ir::{Api, Field, NamedOperation, Operation, Resource, Shape, Type, TypeDef, Webhook};
use crate::cores::shared;
use crate::spec::openapi::{CodeValue, Sensitive, Width};
use std::borrow::Cow;
use std::cmp::Ordering;

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
        let shares = shared(pairs(base, head), |pairs| differing(base, head, pairs));
        let mut was: Vec<_> = shares.iter().flat_map(|(was, _)| was.items()).collect();
        let mut is: Vec<_> = shares.iter().flat_map(|(_, is)| is.items()).collect();
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

/// Items of a crate, a line each in one text.
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

    /// All items of a part.
    fn list(&mut self, api: &Api, part: Part<'_>) {
        match part {
            Part::Named(named) => self.add(&["Operation::", &named.variant], &[]),
            Part::Function(resource, operation) => {
                let function = format!("pub fn {}().{}", resource.module, operation.method);
                let request = &api.ty(operation.request).ident;
                self.add(&[&function], &["(", &arguments(api, operation), ") -> Call<", request, ">"]);
                for field in operation.settable(api) {
                    self.add(&[&function, "(…).", &field.setter], &["(", &ty(api, &field.ty), ")"]);
                }
                if operation.paging.is_some() {
                    self.add(&[&function, "(…).items"], &["() -> impl Stream"]);
                }
            }
            Part::Event(webhook) => {
                self.add(&["webhook::Event::", &webhook.variant], &["(", &api.ty(webhook.payload).ident, ")"]);
            }
            Part::Type(def) => one(api, def, self),
        }
    }

    /// Takes back what was listed behind this place of the text.
    fn cut(&mut self, end: usize) {
        self.text.truncate(end);
        self.lines.truncate(self.lines.partition_point(|line| line.start < end));
    }

    fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let item = |line: &Line| Item { line: &self.text[line.start..line.end], called: line.called - line.start };
        self.lines.iter().map(item)
    }
}

/// What has items of its own.
#[derive(Clone, Copy)]
enum Part<'a> {
    Named(&'a NamedOperation),
    Function(&'a Resource, &'a Operation),
    Event(&'a Webhook),
    Type(&'a TypeDef),
}

impl<'a> Part<'a> {
    /// What it is called: no two parts of a crate are called the same.
    fn key(&self) -> (u8, &'a str, &'a str) {
        match self {
            Self::Named(named) => (0, &named.variant, ""),
            Self::Function(resource, operation) => (1, &resource.module, &operation.method),
            Self::Event(webhook) => (2, &webhook.variant, ""),
            Self::Type(def) => (3, &def.ident, ""),
        }
    }
}

/// What has items, as it is in each of two crates.
type Pair<'a> = (Option<Part<'a>>, Option<Part<'a>>);

fn pairs<'a>(base: &'a Api, head: &'a Api) -> Vec<Pair<'a>> {
    let (mut old, mut new) = (parts(base).into_iter().peekable(), parts(head).into_iter().peekable());
    let next = || {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => old.key().cmp(&new.key()),
        };
        Some((old.next_if(|_| order.is_le()), new.next_if(|_| order.is_ge())))
    };
    std::iter::from_fn(next).collect()
}

/// The items of what is not the same in both crates: nearly everything is, and is not kept.
fn differing(base: &Api, head: &Api, pairs: Vec<Pair<'_>>) -> (Listed, Listed) {
    let (mut was, mut is) = (Listed::default(), Listed::default());
    for (old, new) in pairs {
        let (was_before, is_before) = (was.text.len(), is.text.len());
        if let Some(part) = old {
            was.list(base, part);
        }
        if let Some(part) = new {
            is.list(head, part);
        }
        if was.text[was_before..] == is.text[is_before..] {
            was.cut(was_before);
            is.cut(is_before);
        }
    }
    (was, is)
}

/// What has items, by what it is called.
fn parts(api: &Api) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = api.named.iter().map(Part::Named).collect();
    for resource in &api.resources {
        parts.extend(resource.operations.iter().map(|at| Part::Function(resource, &api.operations[*at])));
    }
    parts.extend(api.webhooks.iter().map(Part::Event));
    parts.extend(api.types.iter().map(Part::Type));
    parts.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
    parts
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
