//! Objects: a struct, and the table by which the runtime's one visitor reads and writes it.

use super::constructors;
use super::cx::{Cx, Imports, ident};
use super::docs::Docs;
use super::fields::fields;
use super::requests;
use crate::api::ir::{Field, Object, Shape, Type, TypeDef, TypeId};
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
    let docs = Docs::of(def.description.as_deref(), &def.name.value, &def.provenance);
    let name = ident(&def.ident);
    let open = matches!(def.shape, Shape::Object(_)).then(|| quote!(#[non_exhaustive]));
    let fields = fields(cx, &object.fields);
    let paging = operation.and_then(|operation| operation.paging);
    let constructor = def.is_made().then(|| constructors::emit(cx, paging, def, object));
    let table = table(&name, def, object);
    let example = example(&name, def);
    let record = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #open
        pub struct #name {
            #fields
        }
    };
    [Some(imports), Some(record), constructor, Some(table), request, example].into_iter().flatten().collect()
}

/// `wire::answer!`, by which the runtime reads and writes the type: a row a field, and which serde code it has.
fn table(name: &Ident, def: &TypeDef, object: &Object) -> TokenStream {
    let kind = ident(match (def.usage.request, def.reaches_sensitive) {
        (true, _) => "request",
        (false, true) => "sensitive_answer",
        (false, false) => "answer",
    });
    let at = (0..object.fields.len()).map(Literal::usize_unsuffixed);
    let presences = object.fields.iter().map(presence);
    let names = object.fields.iter().map(|field| ident(&field.ident));
    let wires = object.fields.iter().map(|field| &field.wire.value);
    quote!(wire::#kind!(#name { #(#at => #presences #names as #wires,)* });)
}

/// The runtime's word for how a field may be missing.
fn presence(field: &Field) -> Ident {
    let is_list = matches!(field.ty, Type::List(_));
    ident(match (field.presence.required, field.presence.may_be_empty) {
        (true, true) if is_list => "list_or_empty",
        (false, true) if is_list => "optional_list_or_empty",
        (true, false) => "required",
        (false, false) => "optional",
        (true, true) => "or_empty",
        (false, true) => "optional_or_empty",
    })
}

fn example(name: &Ident, def: &TypeDef) -> Option<TokenStream> {
    let json = raw_string(&def.example.as_ref()?.pretty());
    Some(quote!(wire::example!(#name, #json);))
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
