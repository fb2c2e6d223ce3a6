//! Endpoints: a handle a resource, a method an operation, a setter an optional field. Data and one call into the runtime.

use super::constructors::{argument, taken};
use super::cx::{Cx, Imports, ident, lazily};
use super::docs::Docs;
use super::fields::field_docs;
use crate::api::ir::{Field, Operation, Resource};
use crate::spec::openapi::Effect;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

/// `resources/cards.rs`.
pub(super) fn emit(cx: Cx<'_>, resource: &Resource) -> TokenStream {
    let operations: Vec<&Operation> = resource.operations.iter().map(|at| &cx.api.operations[*at]).collect();
    let imports = imports(cx, &operations);
    let name = ident(&resource.ident);
    let module = ident(&resource.module);
    let docs = Docs::or(resource.description.as_deref(), &resource.tag.value);
    let methods = operations.iter().map(|operation| method(cx, operation));
    let calls = operations.iter().filter_map(|operation| call(cx, operation));
    let handle = quote! {
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
    };
    [imports, handle].into_iter().chain(calls).collect()
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

fn method(cx: Cx<'_>, operation: &Operation) -> impl ToTokens {
    let def = cx.ty(operation.request);
    let (request, name) = (ident(&def.ident), ident(&operation.method));
    let docs = method_docs(operation);
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
    lazily(move || {
        quote! {
            #docs
            #[must_use]
            pub fn #name(self, #takes) -> Call<#request> {
                Call::new(self.client, #request::new(#gives))
            }
        }
    })
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

/// The setters of an operation's call, if it has any.
fn call(cx: Cx<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = ident(&cx.ty(operation.request).ident);
    let fields: Vec<&Field> = operation.settable(cx.api).collect();
    let docs = fields.iter().map(|field| field_docs(field));
    let setters = fields.iter().map(|field| ident(&field.setter));
    let names: Vec<Ident> = fields.iter().map(|field| ident(&field.ident)).collect();
    let takes = fields.iter().map(|field| taken(cx, field));
    let values = fields.iter().zip(&names).map(|(field, name)| {
        let value = if cx.converts(&field.ty) { quote!(#name.into()) } else { quote!(#name) };
        if field.is_option() { quote!(Some(#value)) } else { value }
    });
    let call = quote! {
        impl Call<#name> {
            #(
                #docs
                #[must_use]
                pub fn #setters(mut self, #names: #takes) -> Self {
                    self.request.#names = #values;
                    self
                }
            )*
        }
    };
    (!fields.is_empty()).then_some(call)
}
