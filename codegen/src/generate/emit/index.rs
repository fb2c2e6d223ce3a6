//! The module files: which generated files there are, and what they give to the crate.

use super::cx::{Cx, ident};
use crate::api::ir::TypeDef;
use proc_macro2::TokenStream;
use quote::quote;

/// `scalars/mod.rs`, `enums/mod.rs`, `models/mod.rs`: every file's one type.
pub(super) fn types(defs: &[&TypeDef]) -> TokenStream {
    let modules: Vec<_> = defs.iter().map(|def| ident(&def.module)).collect();
    let uses = defs.iter().zip(&modules).map(|(def, module)| {
        let name = ident(&def.ident);
        match &def.required_ident {
            Some(required) => {
                let required = ident(required);
                quote!(pub use #module::{#name, #required};)
            }
            None => quote!(pub use #module::#name;),
        }
    });
    quote! {
        #(mod #modules;)*
        #(#uses)*
    }
}

/// A visit to every object, for the tests that have to watch the one that is added tomorrow too.
pub(super) fn every_model(defs: &[&TypeDef]) -> TokenStream {
    let types = defs.iter().map(|def| ident(&def.ident));
    let names = defs.iter().map(|def| &def.name.value);
    let visitor = if defs.is_empty() { quote!(_) } else { quote!(visitor) };
    let stand_in = defs.is_empty().then(stand_in);
    quote! {
        #stand_in

        /// Shows a visitor every type of this module, under the name that it has in the spec.
        #[cfg(feature = "test-util")]
        #[doc(hidden)]
        pub fn visit_every_model(#visitor: &mut impl crate::ModelVisitor) {
            #(visitor.visit::<#types>(#names);)*
        }
    }
}

/// The runtime reads and writes objects, and is not to be blamed for it where a spec has none.
fn stand_in() -> TokenStream {
    quote! {
        #[allow(dead_code, reason = "the spec has no object, and the code for objects is there all the same")]
        #[derive(Debug, Clone, PartialEq)]
        struct Nothing {}

        crate::wire::answer!(Nothing {});
    }
}

/// `resources/mod.rs`.
pub(super) fn resources(cx: Cx<'_>) -> TokenStream {
    let modules: Vec<_> = cx.api.resources.iter().map(|resource| ident(&resource.module)).collect();
    let types = cx.api.resources.iter().map(|resource| ident(&resource.ident));
    quote! {
        #(mod #modules;)*
        #(pub use #modules::#types;)*
    }
}

/// `mod.rs`.
pub(super) fn root(cx: Cx<'_>) -> TokenStream {
    let revision = &cx.api.revision.value;
    quote! {
        pub(crate) mod enums;
        pub(crate) mod models;
        pub(crate) mod operations;
        #[cfg(all(feature = "client", not(target_family = "wasm")))]
        pub(crate) mod resources;
        pub(crate) mod scalars;
        pub(crate) mod webhooks;

        /// The revision of the newest documentation page that the spec was distilled from.
        pub const SPEC_REVISION: &str = #revision;
    }
}
