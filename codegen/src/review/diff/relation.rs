//! How the values of a type of the base relate to those of a type of the head, as JSON. Whether that is good or bad is for the
//! rules.

use super::pairs::{Pairs, fields};
use crate::api::ir::{Api, Enum, Shape, Type, TypeId};
use crate::spec::openapi::{Sensitive, Width};
use std::collections::BTreeSet;

/// How two sets of JSON values relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// They are the same.
    Same,
    /// The head has more.
    Wider,
    /// The head has more, and what the base lists is open: a deployed client takes all of it.
    Opened,
    /// The head has fewer.
    Narrower,
    /// Each has some that the other has not, or nobody can tell.
    Different,
}

/// What a type is on the wire.
enum Wire<'a> {
    /// A string.
    Text,
    Boolean,
    /// Integers, then decimals, each of which holds the ones before.
    Number(u8),
    /// Codes that are listed. The platform takes no others; a client keeps those that it does not know.
    Enum(&'a Enum),
    CivilDateTime,
    Any,
    Object(TypeId),
    List(&'a Type),
}

/// Looks at both sides.
#[derive(Clone, Copy)]
pub(super) struct Relations<'a> {
    pub(super) base: &'a Api,
    pub(super) head: &'a Api,
    pub(super) pairs: &'a Pairs<'a>,
}

impl<'a> Relations<'a> {
    /// How the values of two types relate. Two objects that are the same type on both sides count as the same: what is
    /// different inside is told where it is.
    pub(super) fn of(self, base: &'a Type, head: &'a Type) -> Relation {
        self.wire(&wire(self.base, base), &wire(self.head, head))
    }

    /// The same for named types, looked at as they are: objects are never the same type here.
    pub(super) fn of_named(self, base: TypeId, head: TypeId) -> Relation {
        match (named(self.base, base), named(self.head, head)) {
            (Wire::Object(base), Wire::Object(head)) if self.equal(base, head, &mut BTreeSet::new()) => Relation::Same,
            (Wire::Object(_), Wire::Object(_)) => Relation::Different,
            (base, head) => self.wire(&base, &head),
        }
    }

    fn wire(self, base: &Wire<'a>, head: &Wire<'a>) -> Relation {
        match (base, head) {
            (Wire::Text, Wire::Text)
            | (Wire::Boolean, Wire::Boolean)
            | (Wire::CivilDateTime, Wire::CivilDateTime)
            | (Wire::Any, Wire::Any) => Relation::Same,
            (Wire::Number(base), Wire::Number(head)) => match base.cmp(head) {
                std::cmp::Ordering::Less => Relation::Wider,
                std::cmp::Ordering::Equal => Relation::Same,
                std::cmp::Ordering::Greater => Relation::Narrower,
            },
            (Wire::List(base), Wire::List(head)) => self.of(base, head),
            (Wire::Enum(base), Wire::Enum(head)) => codes(base, head),
            (Wire::Enum(base), Wire::Text) if base.textual => Relation::Opened,
            (Wire::Enum(base), Wire::Number(0)) if !base.textual => Relation::Opened,
            (Wire::Enum(base), Wire::Number(_)) if !base.textual => Relation::Wider,
            (Wire::Text, Wire::Enum(head)) if head.textual => Relation::Narrower,
            (Wire::Number(_), Wire::Enum(head)) if !head.textual => Relation::Narrower,
            (Wire::Object(base), Wire::Object(head)) => {
                if self.pairs.same(*base, *head) || self.equal(*base, *head, &mut BTreeSet::new()) {
                    Relation::Same
                } else {
                    Relation::Different
                }
            }
            (Wire::CivilDateTime, Wire::Text) | (_, Wire::Any) => Relation::Wider,
            (Wire::Text, Wire::CivilDateTime) | (Wire::Any, _) => Relation::Narrower,
            _ => Relation::Different,
        }
    }

    /// Whether two objects have the same fields with the same values; what is asked again while it is answered holds.
    fn equal(self, base: TypeId, head: TypeId, asked: &mut BTreeSet<(TypeId, TypeId)>) -> bool {
        if !asked.insert((base, head)) {
            return true;
        }
        let (Some(one), Some(other)) = (self.base.ty(base).shape.object(), self.head.ty(head).shape.object()) else {
            return false;
        };
        fields(one, other).into_iter().all(|pair| match pair {
            (Some(one), Some(other)) if one.wire.value == other.wire.value && one.presence == other.presence => {
                match (wire(self.base, one.ty.innermost()), wire(self.head, other.ty.innermost())) {
                    (Wire::Object(base), Wire::Object(head)) if depth(&one.ty) == depth(&other.ty) => {
                        self.equal(base, head, asked)
                    }
                    _ => self.of(&one.ty, &other.ty) == Relation::Same,
                }
            }
            _ => false,
        })
    }
}

/// Two different enums.
fn codes(base: &Enum, head: &Enum) -> Relation {
    let listed = |list: &Enum| list.variants.iter().map(|variant| variant.code.value.clone()).collect::<BTreeSet<_>>();
    let (old, new) = (listed(base), listed(head));
    match (base.textual == head.textual, old.is_subset(&new), new.is_subset(&old)) {
        (false, _, _) => Relation::Different,
        (true, true, true) => Relation::Same,
        (true, true, false) => Relation::Opened,
        (true, false, _) => Relation::Narrower,
    }
}

fn depth(ty: &Type) -> usize {
    match ty {
        Type::List(inner) => 1 + depth(inner),
        _ => 0,
    }
}

fn wire<'a>(api: &'a Api, ty: &'a Type) -> Wire<'a> {
    match ty {
        Type::Text | Type::Sensitive(_) => Wire::Text,
        Type::Boolean => Wire::Boolean,
        Type::Integer(width) => integer(*width),
        Type::Decimal => Wire::Number(2),
        Type::CivilDateTime => Wire::CivilDateTime,
        Type::Any => Wire::Any,
        Type::List(inner) => Wire::List(inner),
        Type::Named(id) => named(api, *id),
    }
}

fn named(api: &Api, id: TypeId) -> Wire<'_> {
    match &api.ty(id).shape {
        Shape::Text { .. } => Wire::Text,
        Shape::Integer { width, .. } => integer(*width),
        Shape::Enum(codes) => Wire::Enum(codes),
        Shape::Object(_) | Shape::Request(_) => Wire::Object(id),
    }
}

const fn integer<'a>(width: Width) -> Wire<'a> {
    match width {
        Width::Int32 => Wire::Number(0),
        Width::Int64 => Wire::Number(1),
    }
}

/// How a value of the type itself is hidden; an object hides its fields one by one.
pub(super) fn sensitive(api: &Api, ty: &Type) -> Option<Sensitive> {
    match ty.innermost() {
        Type::Sensitive(kind) => Some(*kind),
        Type::Named(id) => match &api.ty(*id).shape {
            Shape::Text { sensitive, .. } => *sensitive,
            _ => None,
        },
        _ => None,
    }
}

/// Whether an empty string is a value of the type like any other.
pub(super) fn is_text(api: &Api, ty: &Type) -> bool {
    match wire(api, ty) {
        Wire::Text => true,
        Wire::Enum(codes) => codes.textual,
        _ => false,
    }
}

/// The type in words.
pub(super) fn shown(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Text => "a string".to_owned(),
        Type::Sensitive(kind) => format!("a string marked `{}`", kind.word()),
        Type::Boolean => "a boolean".to_owned(),
        Type::Integer(Width::Int32) => "an int32".to_owned(),
        Type::Integer(Width::Int64) => "an int64".to_owned(),
        Type::Decimal => "a decimal".to_owned(),
        Type::CivilDateTime => "a date-time".to_owned(),
        Type::Any => "any JSON".to_owned(),
        Type::Named(id) => format!("`{}`", api.ty(*id).name.value),
        Type::List(inner) => format!("a list of {}", shown(api, inner)),
    }
}

/// A named type's shape in words.
pub(super) fn shown_shape(shape: &Shape) -> String {
    match shape {
        Shape::Text { sensitive: Some(kind), .. } => format!("a string marked `{}`", kind.word()),
        Shape::Text { sensitive: None, .. } => "a string".to_owned(),
        Shape::Integer { width: Width::Int32, .. } => "an int32".to_owned(),
        Shape::Integer { width: Width::Int64, .. } => "an int64".to_owned(),
        Shape::Enum(codes) if codes.textual => "an enum of strings".to_owned(),
        Shape::Enum(_) => "an enum of integers".to_owned(),
        Shape::Object(_) => "an object".to_owned(),
        Shape::Request(_) => "a request".to_owned(),
    }
}
