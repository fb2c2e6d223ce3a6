//! Named strings and integers: newtypes whose behaviour the runtime's macros give.

use super::cx::{ident, integer, sensitive};
use super::docs::Docs;
use crate::api::ir::{Shape, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

/// `scalars/card_id.rs`.
pub(super) fn emit(def: &TypeDef) -> TokenStream {
    let docs = Docs::of(def.description.as_deref(), &def.name.value, &def.provenance);
    let name = ident(&def.ident);
    match &def.shape {
        Shape::Text { sensitive: Some(kind), .. } => {
            let kind = ident(sensitive(*kind));
            quote! {
                use crate::sensitive::{#kind, sensitive_scalar};

                #docs
                #[derive(Clone, PartialEq, Eq)]
                pub struct #name(#kind);

                sensitive_scalar!(#name, #kind);
            }
        }
        Shape::Integer { width, .. } => {
            let width = integer(*width);
            quote! {
                use crate::scalar::integer_scalar;

                #docs
                #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
                pub struct #name(#width);

                integer_scalar!(#name, #width);
            }
        }
        _ => quote! {
            use crate::scalar::text_scalar;

            #docs
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(String);

            text_scalar!(#name);
        },
    }
}
