//! How the values of a type of the base relate to those of a type of the head, as JSON, each way by itself. Whether that is good or
//! bad is for the rules.

use super::pairs::{Pairs, fields};
use crate::api::ir::{Api, Enum, Field, Object, Shape, Type, TypeId};
use crate::spec::openapi::{CodeValue, Sensitive, Width};
use std::collections::{BTreeMap, BTreeSet};

/// How what travels for a type of the base relates to what travels for one of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is the same.
    Same,
    /// The platform takes all that a deployed client sends, and sends what that cannot read.
    Wider,
    /// The platform takes all that a deployed client sends, and a deployed client reads all that the platform sends.
    Fitting,
    /// The platform takes and sends a part of what it took and sent.
    Narrower,
    /// The platform refuses some of what a deployed client sends, and sends other things, which that reads all the same.
    Readable,
    /// Neither understands the other.
    Different,
}

/// Which way values travel, and so who has to do with whose: a deployed client with the platform of the head, or that with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Written by the base's client, read by the head's platform, which goes by the spec to the letter.
    Sent,
    /// Written by the head's platform, read by the base's client, which passes over what it does not know.
    Received,
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
    /// How two types relate. Two objects that are the same type on both sides count as the same: what is different inside is told
    /// where it is.
    pub(super) fn of(self, base: &'a Type, head: &'a Type) -> Relation {
        self.wire(&wire(self.base, base), &wire(self.head, head))
    }

    /// The same for named types, looked at as they are: objects are never the same type here.
    pub(super) fn of_named(self, base: TypeId, head: TypeId) -> Relation {
        let (base, head) = (named(self.base, base), named(self.head, head));
        let is_same = match (&base, &head) {
            (Wire::Object(base), Wire::Object(head)) => self.equal(*base, *head, &mut BTreeSet::new()),
            (base, head) => self.same(base, head),
        };
        let fits = |way| match (&base, &head) {
            (Wire::Object(base), Wire::Object(head)) => self.object(way, *base, *head, &mut BTreeSet::new()),
            (base, head) => self.fits(way, base, head, &mut BTreeSet::new()),
        };
        relation(is_same, fits(Way::Sent), fits(Way::Received), || is_part(&base, &head))
    }

    fn wire(self, base: &Wire<'a>, head: &Wire<'a>) -> Relation {
        let fits = |way| self.fits(way, base, head, &mut BTreeSet::new());
        relation(self.same(base, head), fits(Way::Sent), fits(Way::Received), || is_part(base, head))
    }

    fn same(self, base: &Wire<'a>, head: &Wire<'a>) -> bool {
        match (base, head) {
            (Wire::Text, Wire::Text)
            | (Wire::Boolean, Wire::Boolean)
            | (Wire::CivilDateTime, Wire::CivilDateTime)
            | (Wire::Any, Wire::Any) => true,
            (Wire::Number(base), Wire::Number(head)) => base == head,
            (Wire::List(base), Wire::List(head)) => self.same(&wire(self.base, base), &wire(self.head, head)),
            (Wire::Enum(base), Wire::Enum(head)) => base.textual == head.textual && listed(base) == listed(head),
            (Wire::Object(base), Wire::Object(head)) => {
                self.pairs.same(*base, *head) || self.equal(*base, *head, &mut BTreeSet::new())
            }
            _ => false,
        }
    }

    /// Whether a value that both can read adds the same to a delivery's key: it is made of scalars as they are written, and of the
    /// fields that are known.
    pub(super) fn have_one_key(self, base: &Type, head: &Type) -> bool {
        let is_text = |wire: &Wire<'_>| match wire {
            Wire::Text | Wire::CivilDateTime => true,
            Wire::Enum(codes) => codes.textual,
            _ => false,
        };
        let is_number = |wire: &Wire<'_>| match wire {
            Wire::Number(_) => true,
            Wire::Enum(codes) => !codes.textual,
            _ => false,
        };
        match (wire(self.base, base), wire(self.head, head)) {
            (Wire::List(base), Wire::List(head)) => self.have_one_key(base, head),
            (base, head) => {
                is_text(&base) && is_text(&head) || is_number(&base) && is_number(&head) || self.same(&base, &head)
            }
        }
    }

    /// Whether everything that the one side writes is taken by the other.
    fn fits(self, way: Way, base: &Wire<'a>, head: &Wire<'a>, asked: &mut BTreeSet<(TypeId, TypeId)>) -> bool {
        let is_sent = way == Way::Sent;
        match (base, head) {
            (Wire::Number(base), Wire::Number(head)) => {
                if is_sent {
                    base <= head
                } else {
                    head <= base
                }
            }
            (Wire::Enum(base), Wire::Enum(head)) => {
                base.textual == head.textual && (!is_sent || listed(base).is_subset(&listed(head)))
            }
            // Enums are open: a client reads what is not listed, as long as it is a code.
            (Wire::Enum(base), Wire::Text) => base.textual,
            (Wire::Enum(base), Wire::Number(size)) => !base.textual && (is_sent || *size == 0),
            (Wire::Text, Wire::Enum(head)) => !is_sent && head.textual,
            (Wire::Number(_), Wire::Enum(head)) => !is_sent && !head.textual,
            (Wire::CivilDateTime, Wire::Text) | (_, Wire::Any) => is_sent || matches!(base, Wire::Any),
            (Wire::Text, Wire::CivilDateTime) | (Wire::Any, _) => !is_sent,
            (Wire::List(base), Wire::List(head)) => {
                self.fits(way, &wire(self.base, base), &wire(self.head, head), asked)
            }
            (Wire::Object(base), Wire::Object(head)) => {
                self.pairs.same(*base, *head) || self.object(way, *base, *head, asked)
            }
            (base, head) => self.same(base, head),
        }
    }

    /// Whether every object that the one side writes is taken by the other; what is asked again while it is answered holds.
    fn object(self, way: Way, base: TypeId, head: TypeId, asked: &mut BTreeSet<(TypeId, TypeId)>) -> bool {
        if !asked.insert((base, head)) {
            return true;
        }
        let (Some(one), Some(other)) = (self.base.ty(base).shape.object(), self.head.ty(head).shape.object()) else {
            return false;
        };
        let head_fields = index(other);
        let base_fields = index(one);
        let knows_all = match way {
            // The platform knows every key that is sent, and is not left without one that it insists on.
            Way::Sent => {
                base_fields.keys().all(|name| head_fields.contains_key(name))
                    && head_fields
                        .iter()
                        .all(|(name, field)| base_fields.contains_key(name) || !field.presence.required)
            }
            // A client finds every key that it cannot do without.
            Way::Received => {
                base_fields.iter().all(|(name, field)| head_fields.contains_key(name) || !field.presence.required)
            }
        };
        knows_all
            && base_fields.iter().all(|(name, one)| {
                head_fields.get(name).is_none_or(|other| {
                    self.presence(way, one, other)
                        && self.fits(way, &wire(self.base, &one.ty), &wire(self.head, &other.ty), asked)
                })
            })
    }

    /// Whether the one who reads a field can do with what the one who writes it leaves out or leaves empty.
    fn presence(self, way: Way, base: &Field, head: &Field) -> bool {
        let (was, is) = (base.presence, head.presence);
        match way {
            // A client writes an empty string only where a key has to be there.
            Way::Sent => (was.required || !is.required) && (!(was.required && was.may_be_empty) || is.may_be_empty),
            Way::Received => {
                (is.required || !was.required) && (!is.may_be_empty || was.may_be_empty || is_text(self.base, &base.ty))
            }
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
                    _ => self.same(&wire(self.base, &one.ty), &wire(self.head, &other.ty)),
                }
            }
            _ => false,
        })
    }
}

fn relation(is_same: bool, is_taken: bool, is_read: bool, is_part: impl FnOnce() -> bool) -> Relation {
    match (is_taken, is_read) {
        _ if is_same => Relation::Same,
        (true, true) => Relation::Fitting,
        (true, false) => Relation::Wider,
        (false, true) if is_part() => Relation::Narrower,
        (false, true) => Relation::Readable,
        (false, false) => Relation::Different,
    }
}

/// Whether nothing came: all that travels for the head has travelled for the base.
fn is_part(base: &Wire<'_>, head: &Wire<'_>) -> bool {
    match (base, head) {
        (Wire::Enum(base), Wire::Enum(head)) => listed(head).is_subset(&listed(base)),
        (Wire::Object(_), Wire::Object(_)) | (Wire::List(_), Wire::List(_)) => false,
        _ => true,
    }
}

fn listed(list: &Enum) -> BTreeSet<&CodeValue> {
    list.variants.iter().map(|variant| &variant.code.value).collect()
}

fn index(object: &Object) -> BTreeMap<&str, &Field> {
    object.fields.iter().map(|field| (field.wire.value.as_str(), field)).collect()
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
