//! Endpoints: a handle a resource, a method an operation, a setter an optional field. Data and one call into the runtime.

use super::constructors::argument;
use super::cx::{Cx, Imports, ident};
use super::docs::Docs;
use super::models::field_docs;
use crate::ir::{Operation, Resource};
use crate::openapi::Effect;
use proc_macro2::TokenStream;
use quote::quote;

/// `resources/cards.rs`.
pub(super) fn emit(cx: Cx<'_>, resource: &Resource) -> TokenStream {
    let operations: Vec<&Operation> = resource.operations.iter().map(|at| &cx.api.operations[*at]).collect();
    let imports = imports(cx, &operations);
    let name = ident(&resource.ident);
    let module = ident(&resource.module);
    let docs = Docs::or(resource.description.as_deref(), &resource.tag.value).tokens();
    let methods = operations.iter().map(|operation| method(cx, operation));
    let calls = operations.iter().map(|operation| call(cx, operation));
    quote! {
        #imports

        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'c> {
            client: &'c Client,
        }

        impl Client {
            #docs
            #[must_use]
            pub const fn #module(&self) -> #name<'_> {
                #name { client: self }
            }
        }

        impl #name<'_> {
            #(#methods)*
        }

        #(#calls)*
    }
}

fn imports(cx: Cx<'_>, operations: &[&Operation]) -> TokenStream {
    let mut imports = Imports::default();
    imports.client.extend(["Call", "Client"]);
    for operation in operations {
        let def = cx.ty(operation.request);
        imports.models.insert(def.ident.clone());
        match &def.required_ident {
            Some(required) => _ = imports.models.insert(required.clone()),
            None => operation.required(cx.api).for_each(|field| imports.add_type(cx, &field.ty)),
        }
        operation.settable(cx.api).for_each(|field| imports.add_type(cx, &field.ty));
    }
    imports.tokens()
}

fn method(cx: Cx<'_>, operation: &Operation) -> TokenStream {
    let def = cx.ty(operation.request);
    let (request, name) = (ident(&def.ident), ident(&operation.method));
    let docs = method_docs(operation).tokens();
    let (takes, gives) = match &def.required_ident {
        Some(required) => {
            let required = ident(required);
            (quote!(required: #required), quote!(required))
        }
        None => {
            let takes = operation.required(cx.api).map(|field| argument(cx, field));
            let gives = operation.required(cx.api).map(|field| ident(&field.ident));
            (quote!(#(#takes),*), quote!(#(#gives),*))
        }
    };
    quote! {
        #docs
        #[must_use]
        pub fn #name(self, #takes) -> Call<#request> {
            Call::new(self.client, #request::new(#gives))
        }
    }
}

fn method_docs(operation: &Operation) -> Docs {
    let words = operation.description.as_deref().or(operation.summary.as_deref());
    let docs = Docs::or(words, &operation.id.value);
    let docs = match &operation.path {
        Some(_) => docs,
        None => docs.raw(format!(
            "The documents do not state its path: give it to the client with `.path(Operation::{}, \"…\")`.",
            operation.variant
        )),
    };
    let effect = match operation.effect.value {
        Effect::Read => "A query: it is repeated when it fails in passing.",
        Effect::Write => "Changes state: it is repeated only if the request never left.",
        Effect::Money => "Can move money: it is repeated only if the request never left.",
    };
    docs.raw(effect).provenance(&operation.provenance)
}

/// The setters of an operation's call.
fn call(cx: Cx<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&cx.ty(operation.request).ident);
    let setters: Vec<TokenStream> = operation
        .settable(cx.api)
        .map(|field| {
            let docs = field_docs(field);
            let (setter, field_name, ty) = (ident(&field.setter), ident(&field.ident), cx.value_type(&field.ty));
            let (takes, value) = if cx.converts(&field.ty) {
                (quote!(impl Into<#ty>), quote!(#field_name.into()))
            } else {
                (quote!(#ty), quote!(#field_name))
            };
            let value = if field.presence.is_option() { quote!(Some(#value)) } else { value };
            quote! {
                #docs
                #[must_use]
                pub fn #setter(mut self, #field_name: #takes) -> Self {
                    self.request.#field_name = #value;
                    self
                }
            }
        })
        .collect();
    if setters.is_empty() {
        return quote!();
    }
    quote! {
        impl Call<#name> {
            #(#setters)*
        }
    }
}
