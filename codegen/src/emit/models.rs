//! Objects: a struct, and the table by which the runtime's one visitor reads and writes it.

use super::constructors;
use super::cx::{Cx, Imports, ident};
use super::docs::Docs;
use super::requests;
use crate::ir::{Field, Object, Shape, TypeDef, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// `models/card.rs`.
pub(super) fn emit(cx: Cx<'_>, id: TypeId, def: &TypeDef, object: &Object) -> TokenStream {
    let operation = cx.requests.get(&id).copied();
    let mut imports = Imports::default();
    imports.wire.insert("self");
    for field in &object.fields {
        imports.add_type(cx, &field.ty);
    }
    let request = operation.map(|operation| requests::emit(cx, operation, &mut imports));
    imports.models.remove(&def.ident);
    let imports = imports.tokens();
    let docs = Docs::of(def.description.as_deref(), &def.name.value, &def.provenance).tokens();
    let name = ident(&def.ident);
    let open = matches!(def.shape, Shape::Object(_)).then(|| quote!(#[non_exhaustive]));
    let fields = object.fields.iter().map(|field| field_tokens(cx, field));
    let paging = operation.and_then(|operation| operation.paging);
    let constructor = def.is_made().then(|| constructors::emit(cx, paging, def, object));
    let table = table(&name, def, object);
    let example = example(&name, def);
    quote! {
        #imports

        #docs
        #[derive(Debug, Clone, PartialEq)]
        #open
        pub struct #name {
            #(#fields,)*
        }

        #constructor

        #table

        #request

        #example
    }
}

fn field_tokens(cx: Cx<'_>, field: &Field) -> TokenStream {
    let docs = field_docs(field);
    let (name, ty) = (ident(&field.ident), cx.field_type(field));
    quote!(#docs pub #name: #ty)
}

/// A field's words; its setter has the same.
pub(super) fn field_docs(field: &Field) -> TokenStream {
    let note = field.provenance.as_ref().and_then(|provenance| provenance.note.as_ref());
    Docs::or(field.description.as_deref(), &field.wire.value).maybe(note.map(|note| note.value.as_str())).tokens()
}

/// `wire::answer!`, by which the runtime reads and writes the type: a row a field, and which serde code it has.
fn table(name: &Ident, def: &TypeDef, object: &Object) -> TokenStream {
    let rows = object.fields.iter().enumerate().map(|(at, field)| row(at, field));
    let table = quote!(#name { #(#rows,)* });
    if def.usage.request {
        quote!(wire::request!(#table);)
    } else if def.reaches_sensitive {
        quote!(wire::sensitive_answer!(#table);)
    } else {
        quote!(wire::answer!(#table);)
    }
}

fn row(at: usize, field: &Field) -> TokenStream {
    let at = Literal::usize_unsuffixed(at);
    let (presence, name, wire) = (presence(field), ident(&field.ident), &field.wire.value);
    quote!(#at => #presence #name as #wire)
}

/// The runtime's word for how a field may be missing.
fn presence(field: &Field) -> Ident {
    ident(match (field.presence.required, field.presence.may_be_empty) {
        (true, false) => "required",
        (false, false) => "optional",
        (true, true) => "or_empty",
        (false, true) => "optional_or_empty",
    })
}

fn example(name: &Ident, def: &TypeDef) -> TokenStream {
    match &def.example {
        Some(example) => {
            let json = raw_string(&example.pretty());
            quote!(wire::example!(#name, #json);)
        }
        None => quote!(),
    }
}

/// `r"…"`, with as many `#` as the text needs.
fn raw_string(text: &str) -> TokenStream {
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    // A raw string of any text is a token, unless it holds a carriage return, which JSON escapes.
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| quote!(#text))
}
