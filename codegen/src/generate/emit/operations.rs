//! Every operation that the documentation names: an enum and a table, typed or not.

use super::cx::{Cx, ident};
use super::docs::{self, Docs};
use crate::api::ir::NamedOperation;
use crate::api::knowledge::Knowledge;
use crate::spec::openapi::Effect;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `operations.rs`.
pub(super) fn emit(cx: Cx<'_>) -> TokenStream {
    let variants: Vec<Ident> = cx.api.named.iter().map(|named| ident(&named.variant)).collect();
    let docs = cx.api.named.iter().map(|named| operation_docs(cx, named));
    let rows = cx.api.named.iter().map(|named| row(cx, named));
    // What only rows name is not imported for none.
    let imports = if variants.is_empty() { quote!() } else { quote!(Effect, Knowledge,) };
    quote! {
        use crate::operation::{#imports OperationInfo};

        /// An operation that the documents name, typed or not.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            #(#docs #variants,)*
        }

        impl Operation {
            /// Every operation, in the documents' order.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// What the documents say about the operation.
            #[must_use]
            pub const fn info(self) -> &'static OperationInfo {
                &TABLE[self as usize]
            }
        }

        /// One row per operation, in the order of the enum.
        static TABLE: &[OperationInfo] = &[#(#rows),*];
    }
}

fn operation_docs(cx: Cx<'_>, named: &NamedOperation) -> Docs {
    let entry = &cx.api.catalog.operations[named.catalog].entry;
    let page = entry.page.as_ref().map_or(String::new(), |page| format!(", page {}", docs::inline(page)));
    let known = match knowledge(cx, named) {
        Knowledge::Typed => "Typed.",
        Knowledge::Pathless => "Typed, and its path is not documented.",
        Knowledge::Named => "Only named so far.",
    };
    let (title, section) = (docs::inline(&entry.title), docs::inline(&entry.section));
    Docs::default().raw(format!("{}: {title} ({section}){page}. {known}", docs::code(&entry.id.value)))
}

fn row(cx: Cx<'_>, named: &NamedOperation) -> TokenStream {
    let catalog = &cx.api.catalog.operations[named.catalog];
    let (id, section, title) = (&catalog.entry.id.value, &catalog.entry.section, &catalog.entry.title);
    let operation = named.operation.map(|at| &cx.api.operations[at]);
    let method = option(catalog.method.as_deref());
    let path = option(operation.and_then(|operation| operation.path.as_ref()).map(|path| path.value.as_str()));
    let page = option(catalog.entry.page.as_deref());
    let effect = match catalog.effect {
        Effect::Read => quote!(Effect::Read),
        Effect::Write => quote!(Effect::Write),
        Effect::Money => quote!(Effect::Money),
    };
    let knowledge = match knowledge(cx, named) {
        Knowledge::Typed => quote!(Knowledge::Typed),
        Knowledge::Pathless => quote!(Knowledge::Pathless),
        Knowledge::Named => quote!(Knowledge::Named),
    };
    quote! {
        OperationInfo {
            id: #id,
            section: #section,
            title: #title,
            method: #method,
            path: #path,
            effect: #effect,
            page: #page,
            knowledge: #knowledge,
        }
    }
}

fn knowledge(cx: Cx<'_>, named: &NamedOperation) -> Knowledge {
    Knowledge::of(named.operation.map(|at| &cx.api.operations[at]))
}

fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
