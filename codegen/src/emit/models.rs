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
    imports.wire.extend(["self", "FieldSink", "FieldSource", "Fields", "Record"]);
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
    let record = record(&name, object);
    let serde = serde(&name, def);
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

        #record

        #serde

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

fn record(name: &Ident, object: &Object) -> TokenStream {
    let table = object.fields.iter().map(|field| {
        let wire = &field.wire.value;
        if field.presence.required { quote!(wire::required(#wire)) } else { quote!(wire::optional(#wire)) }
    });
    let blanks = object.fields.iter().map(|field| {
        let name = ident(&field.ident);
        if field.presence.is_option() { quote!(#name: None) } else { quote!(#name: wire::blank()) }
    });
    let read = read(object);
    let write = write(object);
    quote! {
        impl Record for #name {
            const FIELDS: Fields = Fields::new(&[#(#table),*]);

            fn blank() -> Self {
                Self { #(#blanks),* }
            }

            #read

            #write
        }
    }
}

fn read(object: &Object) -> TokenStream {
    if object.fields.is_empty() {
        return quote! {
            fn read<S: FieldSource>(&mut self, _: usize, from: &mut S) -> Result<(), S::Error> {
                from.skip()
            }
        };
    }
    let at = (0..object.fields.len()).map(Literal::usize_unsuffixed);
    let names = object.fields.iter().map(|field| ident(&field.ident));
    let how = object.fields.iter().map(how);
    quote! {
        fn read<S: FieldSource>(&mut self, field: usize, from: &mut S) -> Result<(), S::Error> {
            match field {
                #(#at => from.#how(&mut self.#names),)*
                _ => from.skip(),
            }
        }
    }
}

fn write(object: &Object) -> TokenStream {
    if object.fields.is_empty() {
        return quote! {
            fn write<S: FieldSink>(&self, _: usize, _: &mut S) -> Result<(), S::Error> {
                Ok(())
            }
        };
    }
    let at = (0..object.fields.len()).map(Literal::usize_unsuffixed);
    let names = object.fields.iter().map(|field| ident(&field.ident));
    let how = object.fields.iter().map(how);
    quote! {
        fn write<S: FieldSink>(&self, field: usize, into: &mut S) -> Result<(), S::Error> {
            match field {
                #(#at => into.#how(&self.#names),)*
                _ => Ok(()),
            }
        }
    }
}

/// The runtime's way of reading and writing a field.
fn how(field: &Field) -> Ident {
    ident(match (field.presence.required, field.presence.may_be_empty) {
        (true, false) => "required",
        (false, false) => "optional",
        (true, true) => "or_empty",
        (false, true) => "optional_or_empty",
    })
}

fn serde(name: &Ident, def: &TypeDef) -> TokenStream {
    if def.usage.request {
        quote!(wire::request_serde!(#name);)
    } else if def.reaches_sensitive {
        quote!(wire::sensitive_answer_serde!(#name);)
    } else {
        quote!(wire::answer_serde!(#name);)
    }
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
