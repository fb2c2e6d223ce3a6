//! What a request has beyond its fields: how it is made, which operation it calls, how its answer is paged.

use super::cx::{Cx, Imports, ident};
use super::docs::Docs;
use super::models::field_docs;
use crate::ir::{Field, Object, Operation, Paging, Type, TypeDef};
use crate::openapi::Width;
use proc_macro2::TokenStream;
use quote::quote;

/// The fields of a type that lowering made sure is an object.
static NO_FIELDS: Vec<Field> = Vec::new();

/// `impl Request`, and `impl PagedRequest` for an answer in pages.
pub(super) fn emit(cx: Cx<'_>, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = ident(&cx.ty(operation.request).ident);
    let response = ident(&cx.ty(operation.response).ident);
    let variant = ident(&operation.variant);
    imports.models.insert(cx.ty(operation.response).ident.clone());
    imports.root.extend(["Operation", "Request"]);
    let paged = operation.paging.map(|paging| paged(cx, operation, paging, imports));
    quote! {
        impl Request for #name {
            type Response = #response;

            const OPERATION: Operation = Operation::#variant;
        }

        #paged
    }
}

fn paged(cx: Cx<'_>, operation: &Operation, paging: Paging, imports: &mut Imports) -> TokenStream {
    let name = ident(&cx.ty(operation.request).ident);
    let response = ident(&cx.ty(operation.response).ident);
    let (sent, answer) = (fields(cx, operation.request), fields(cx, operation.response));
    let (page, size) = (ident(&sent[paging.page].ident), ident(&sent[paging.size].ident));
    let (total, items) = (ident(&answer[paging.total].ident), ident(&answer[paging.items].ident));
    let item = match &answer[paging.items].ty {
        Type::List(item) => item,
        other => other,
    };
    imports.add_type(cx, item);
    imports.root.extend(["FIRST_PAGE", "PAGE_SIZE", "PagedRequest"]);
    let item = cx.value_type(item);
    // An int64 converted to itself would be a needless conversion.
    let total = match &answer[paging.total].ty {
        Type::Integer(Width::Int64) => quote!(response.#total),
        _ => quote!(response.#total.into()),
    };
    quote! {
        impl PagedRequest for #name {
            type Item = #item;

            fn page(&self) -> i32 {
                self.#page
            }

            fn set_page(&mut self, page: i32) {
                self.#page = page;
            }

            fn size(&self) -> i32 {
                self.#size
            }

            fn total(response: &#response) -> i64 {
                #total
            }

            fn items(response: #response) -> Vec<#item> {
                response.#items
            }

            fn item_count(response: &#response) -> usize {
                response.#items.len()
            }
        }
    }
}

fn fields(cx: Cx<'_>, id: crate::ir::TypeId) -> &[Field] {
    cx.ty(id).shape.object().map_or(&NO_FIELDS, |object| &object.fields)
}

/// `new`, which takes what is always there: as arguments, or as a struct of its own where they are many.
pub(super) fn constructor(cx: Cx<'_>, operation: &Operation, def: &TypeDef, object: &Object) -> TokenStream {
    let name = ident(&def.ident);
    let by_struct = def.required_ident.as_ref().map(|required| ident(required));
    let values = object.fields.iter().enumerate().map(|(at, field)| {
        let ident = ident(&field.ident);
        match operation.paging {
            Some(paging) if paging.page == at => quote!(#ident: FIRST_PAGE),
            Some(paging) if paging.size == at => quote!(#ident: PAGE_SIZE),
            _ if field.presence.is_option() => quote!(#ident: None),
            _ if by_struct.is_some() => quote!(#ident: required.#ident),
            _ if cx.converts(&field.ty) => quote!(#ident: #ident.into()),
            _ => quote!(#ident),
        }
    });
    let takes = match &by_struct {
        Some(required) => quote!(required: #required),
        None => {
            let arguments = operation.required(cx.api).map(|field| argument(cx, field));
            quote!(#(#arguments),*)
        }
    };
    let docs = Docs::default().raw(if operation.paging.is_some() {
        "A request with no optional field, for the first page of the usual size ([`FIRST_PAGE`], [`PAGE_SIZE`])."
    } else {
        "A request with the fields that are always there and no others."
    });
    let docs = docs.tokens();
    let required = by_struct.as_ref().map(|required| required_struct(cx, operation, required, &def.ident));
    let default = operation.required(cx.api).next().is_none().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #required

        impl #name {
            #docs
            #[must_use]
            pub fn new(#takes) -> Self {
                Self { #(#values),* }
            }
        }

        #default
    }
}

fn required_struct(cx: Cx<'_>, operation: &Operation, name: &proc_macro2::Ident, request: &str) -> TokenStream {
    let docs = Docs::default()
        .raw(format!(
            "The fields that a [`{request}`] cannot be made without, by name so that none is taken for another."
        ))
        .tokens();
    let fields = operation.required(cx.api).map(|field| {
        let docs = field_docs(field);
        let (name, ty) = (ident(&field.ident), cx.field_type(field));
        quote!(#docs pub #name: #ty)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// `card_id: impl Into<CardId>`.
pub(super) fn argument(cx: Cx<'_>, field: &Field) -> TokenStream {
    let (name, ty) = (ident(&field.ident), cx.value_type(&field.ty));
    if cx.converts(&field.ty) { quote!(#name: impl Into<#ty>) } else { quote!(#name: #ty) }
}
