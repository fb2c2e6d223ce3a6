//! What a request has beyond its fields: which operation it calls, how its answer is paged.

use super::cx::{Cx, Imports, ident};
use crate::api::ir::{Field, Operation, Paging, Type};
use crate::spec::openapi::Width;
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
    let request = quote! {
        impl Request for #name {
            type Response = #response;

            const OPERATION: Operation = Operation::#variant;
        }
    };
    [Some(request), paged].into_iter().flatten().collect()
}

fn paged(cx: Cx<'_>, operation: &Operation, paging: Paging, imports: &mut Imports) -> TokenStream {
    let name = ident(&cx.ty(operation.request).ident);
    let response = ident(&cx.ty(operation.response).ident);
    let (sent, answer) = (fields(cx, operation.request), fields(cx, operation.response));
    let (page, size) = (ident(&sent[paging.page].ident), ident(&sent[paging.size].ident));
    let (total, items) = (ident(&answer[paging.total].ident), ident(&answer[paging.items].ident));
    let wire = &answer[paging.items].wire.value;
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

            const ITEMS: &'static str = #wire;

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

fn fields(cx: Cx<'_>, id: crate::api::ir::TypeId) -> &[Field] {
    cx.ty(id).shape.object().map_or(&NO_FIELDS, |object| &object.fields)
}
