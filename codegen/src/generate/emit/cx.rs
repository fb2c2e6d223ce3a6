//! What emitters share: the API they emit from, and how its types are written in Rust. No emitter makes a name of its own.

use crate::api::ir::{Api, Field, Operation, Shape, Type, TypeDef, TypeId};
use crate::spec::openapi::{Sensitive, Width};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The API that is being emitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) api: &'a Api,
    /// The operation that each request type calls.
    pub(super) requests: &'a BTreeMap<TypeId, &'a Operation>,
}

impl<'a> Cx<'a> {
    pub(super) fn ty(self, id: TypeId) -> &'a TypeDef {
        self.api.ty(id)
    }

    /// The type of a field when there is a value.
    pub(super) fn value_type(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Text => quote!(String),
            Type::Boolean => quote!(bool),
            Type::Integer(width) => integer(*width),
            Type::Decimal => quote!(Decimal),
            Type::CivilDateTime => quote!(DateTime),
            Type::Any => quote!(Json),
            Type::Sensitive(kind) => {
                let name = ident(sensitive(*kind));
                quote!(#name)
            }
            Type::Named(id) => {
                let name = ident(&self.ty(*id).ident);
                quote!(#name)
            }
            Type::List(inner) => {
                let inner = self.value_type(inner);
                quote!(Vec<#inner>)
            }
        }
    }

    /// The type of a field.
    pub(super) fn field_type(self, field: &Field) -> TokenStream {
        let value = self.value_type(&field.ty);
        if field.is_option() { quote!(Option<#value>) } else { value }
    }

    /// Whether values of a type are made `From` something plainer, so that a setter takes `impl Into`.
    pub(super) fn converts(self, ty: &Type) -> bool {
        match ty {
            Type::Text | Type::Sensitive(_) => true,
            Type::Named(id) => !matches!(self.ty(*id).shape, Shape::Object(_) | Shape::Request(_)),
            _ => false,
        }
    }
}

/// Tokens that are made where they are quoted, so that they are moved there; a `TokenStream` is copied token by token.
pub(super) fn lazily(tokens: impl Fn() -> TokenStream) -> impl ToTokens {
    struct Lazily<F>(F);
    impl<F: Fn() -> TokenStream> ToTokens for Lazily<F> {
        fn to_tokens(&self, tokens: &mut TokenStream) {
            tokens.extend((self.0)());
        }
    }
    Lazily(tokens)
}

/// A Rust name as a token. Names were checked when they were decided, in `names`.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

pub(super) fn integer(width: Width) -> TokenStream {
    match width {
        Width::Int32 => quote!(i32),
        Width::Int64 => quote!(i64),
    }
}

/// The runtime's type for a sensitive string.
pub(super) const fn sensitive(kind: Sensitive) -> &'static str {
    match kind {
        Sensitive::Secret => "Secret",
        Sensitive::Pan => "Pan",
        Sensitive::Cvv => "Cvv",
        Sensitive::Pin => "Pin",
        Sensitive::Pii => "Pii",
    }
}

/// What a file imports: names by the module they come from, written sorted.
#[derive(Debug, Default)]
pub(super) struct Imports {
    pub(super) client: BTreeSet<&'static str>,
    pub(super) models: BTreeSet<String>,
    pub(super) sensitive: BTreeSet<&'static str>,
    pub(super) webhook: BTreeSet<&'static str>,
    pub(super) wire: BTreeSet<&'static str>,
    pub(super) root: BTreeSet<&'static str>,
}

impl Imports {
    /// What a value of the type is written with.
    pub(super) fn add_type(&mut self, cx: Cx<'_>, ty: &Type) {
        match ty {
            Type::Named(id) => _ = self.models.insert(cx.ty(*id).ident.clone()),
            Type::List(inner) => self.add_type(cx, inner),
            Type::Decimal => _ = self.root.insert("Decimal"),
            Type::CivilDateTime => _ = self.root.insert("DateTime"),
            Type::Any => _ = self.root.insert("Json"),
            Type::Sensitive(kind) => _ = self.sensitive.insert(sensitive(*kind)),
            Type::Text | Type::Boolean | Type::Integer(_) => {}
        }
    }

    /// The `use` items.
    pub(super) fn tokens(&self) -> TokenStream {
        let client = import(&quote!(crate::client), self.client.iter().copied());
        let models = import(&quote!(crate::models), self.models.iter().map(String::as_str));
        let sensitive = import(&quote!(crate::sensitive), self.sensitive.iter().copied());
        let webhook = import(&quote!(crate::webhook), self.webhook.iter().copied());
        let wire = import(&quote!(crate::wire), self.wire.iter().copied());
        let root = import(&quote!(crate), self.root.iter().copied());
        quote!(#client #models #sensitive #webhook #wire #root)
    }
}

/// `use path::{A, B};`, or nothing. `self` comes first, as it does everywhere.
fn import<'n>(path: &TokenStream, names: impl Iterator<Item = &'n str>) -> TokenStream {
    let (own, names): (Vec<&str>, Vec<&str>) = names.partition(|name| *name == "self");
    let names: Vec<TokenStream> = own
        .iter()
        .map(|_| quote!(self))
        .chain(names.into_iter().map(|name| {
            let name = ident(name);
            quote!(#name)
        }))
        .collect();
    match names.as_slice() {
        [] => quote!(),
        [one] if own.is_empty() => quote!(use #path::#one;),
        [_] => quote!(use #path;),
        names => quote!(use #path::{#(#names),*};),
    }
}
