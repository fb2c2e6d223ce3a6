//! The fields of a struct and their words: models, the structs of required fields, and setters have the same.

use super::cx::{Cx, ident, lazily};
use super::docs::Docs;
use crate::api::ir::Field;
use quote::{ToTokens, quote};

/// The fields of a struct.
pub(super) fn fields<'a>(cx: Cx<'a>, fields: impl IntoIterator<Item = &'a Field>) -> impl ToTokens {
    let fields: Vec<_> = fields.into_iter().collect();
    lazily(move || {
        let docs = fields.iter().map(|field| field_docs(field));
        let names = fields.iter().map(|field| ident(&field.ident));
        let types = fields.iter().map(|field| cx.field_type(field));
        quote!(#(#docs pub #names: #types,)*)
    })
}

/// A field's words; its setter has the same.
pub(super) fn field_docs(field: &Field) -> Docs {
    let note = field.provenance.as_ref().and_then(|provenance| provenance.note.as_ref());
    Docs::or(field.description.as_deref(), &field.wire.value).maybe(note.map(|note| note.value.as_str()))
}
