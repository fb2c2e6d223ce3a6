//! Enums that stay open: a variant a code, and one for the codes that the spec does not list.

use super::cx::ident;
use super::docs::{self, Docs};
use crate::api::ir::{Enum, TypeDef, Variant};
use crate::spec::openapi::CodeValue;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

/// `enums/card_status.rs`.
pub(super) fn emit(def: &TypeDef, codes: &Enum) -> TokenStream {
    let docs = Docs::of(def.description.as_deref(), &def.name.value, &def.provenance);
    let name = ident(&def.ident);
    let variants: Vec<Ident> = codes.variants.iter().map(|variant| ident(&variant.ident)).collect();
    let variant_docs = codes.variants.iter().map(variant_docs);
    let code = codes.variants.iter().map(|variant| literal(&variant.code.value));
    let table = quote!(#name { #(#code => #variants,)* });
    if codes.textual {
        quote! {
            use crate::open_enum::{UnknownValue, text_enum};

            #docs
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variant_docs #variants,)*
                /// A value that this version of the crate does not know, as the platform sent it.
                Unknown(UnknownValue<Self>),
            }

            text_enum!(#table);
        }
    } else {
        quote! {
            use crate::open_enum::{UnknownCode, integer_enum};

            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variant_docs #variants,)*
                /// A code that this version of the crate does not know, as the platform sent it.
                Unknown(UnknownCode<Self>),
            }

            integer_enum!(#table);
        }
    }
}

fn variant_docs(variant: &Variant) -> Docs {
    let code = match &variant.code.value {
        CodeValue::Integer(code) => format!("Code {code}."),
        CodeValue::Text(value) if value.is_empty() => "The value is an empty string.".to_owned(),
        CodeValue::Text(value) => format!("Value {}.", docs::code(value)),
    };
    Docs::or(variant.description.as_deref(), &variant.title.value).then(&code)
}

fn literal(code: &CodeValue) -> TokenStream {
    match code {
        CodeValue::Integer(code) => number(*code),
        CodeValue::Text(value) => value.to_token_stream(),
    }
}

/// `100_001` for 100001: a long number is read in groups of three.
fn number(code: i32) -> TokenStream {
    let digits = code.unsigned_abs().to_string();
    if digits.len() < 6 {
        return Literal::i32_unsuffixed(code).into_token_stream();
    }
    let first = (digits.len() - 1) % 3 + 1;
    let mut grouped = if code < 0 { format!("-{}", &digits[..first]) } else { digits[..first].to_owned() };
    for group in digits.as_bytes()[first..].chunks(3) {
        grouped.push('_');
        grouped.extend(group.iter().map(|digit| char::from(*digit)));
    }
    // Digits with a sign before and lines between are a number always.
    grouped.parse().unwrap_or_else(|_| Literal::i32_unsuffixed(code).into_token_stream())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_codes_are_grouped() {
        let shown = |code| number(code).to_string().replace(' ', "");
        assert_eq!(shown(0), "0");
        assert_eq!(shown(-12345), "-12345");
        assert_eq!(shown(100_001), "100_001");
        assert_eq!(shown(12_345_678), "12_345_678");
        assert_eq!(shown(i32::MIN), "-2_147_483_648");
    }
}
