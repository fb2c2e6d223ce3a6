//! How callers make a request, or an object inside one: `new`, which takes what is always there.

use super::cx::{Cx, ident};
use super::docs::Docs;
use super::fields::fields;
use crate::api::ir::{Field, Object, Paging, Shape, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `new`, which takes what is always there: as arguments, or as a struct of its own where they are many.
pub(super) fn emit(cx: Cx<'_>, paging: Option<Paging>, def: &TypeDef, object: &Object) -> TokenStream {
    let name = ident(&def.ident);
    let by_struct = def.required_ident.as_ref().map(|required| ident(required));
    let values = object.fields.iter().enumerate().map(|(at, field)| {
        let ident = ident(&field.ident);
        match paging {
            Some(paging) if paging.page == at => quote!(#ident: FIRST_PAGE),
            Some(paging) if paging.size == at => quote!(#ident: PAGE_SIZE),
            _ if field.is_option() => quote!(#ident: None),
            _ if by_struct.is_some() => quote!(#ident: required.#ident),
            _ if cx.converts(&field.ty) => quote!(#ident: #ident.into()),
            _ => quote!(#ident),
        }
    });
    let takes = match &by_struct {
        Some(required) => quote!(required: #required),
        None => {
            let arguments = object.required(paging).map(|field| argument(cx, field));
            quote!(#(#arguments),*)
        }
    };
    let docs = docs(paging, def);
    let required = by_struct.as_ref().map(|required| required_struct(cx, paging, required, def, object));
    let default = object.required(paging).next().is_none().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let new = quote! {
        impl #name {
            #docs
            #[must_use]
            pub fn new(#takes) -> Self {
                Self { #(#values),* }
            }
        }
    };
    required.into_iter().chain([new]).chain(default).collect()
}

fn docs(paging: Option<Paging>, def: &TypeDef) -> Docs {
    Docs::default().raw(match (&def.shape, paging) {
        (Shape::Request(_), Some(_)) => {
            "A request with no optional field, for the first page of the usual size ([`FIRST_PAGE`], [`PAGE_SIZE`])."
        }
        (Shape::Request(_), None) => "A request with the fields that are always there and no others.",
        _ => "A value with the fields that are always there and no others; the others are set as fields.",
    })
}

fn required_struct(cx: Cx<'_>, paging: Option<Paging>, name: &Ident, def: &TypeDef, object: &Object) -> TokenStream {
    let docs = Docs::default().raw(format!(
        "The fields that a [`{}`] cannot be made without, by name so that none is taken for another.",
        def.ident
    ));
    let fields = fields(cx, object.required(paging));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name {
            #fields
        }
    }
}

/// `card_id: impl Into<CardId>`.
pub(super) fn argument(cx: Cx<'_>, field: &Field) -> TokenStream {
    let (name, ty) = (ident(&field.ident), taken(cx, field));
    quote!(#name: #ty)
}

/// The type in which a field's value is taken from a caller.
pub(super) fn taken(cx: Cx<'_>, field: &Field) -> TokenStream {
    let ty = cx.value_type(&field.ty);
    if cx.converts(&field.ty) { quote!(impl Into<#ty>) } else { ty }
}
