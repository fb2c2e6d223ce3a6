//! Enums that stay open: a variant a code, and one for the codes that the spec does not list.

use super::cx::ident;
use super::docs::{self, Docs};
use crate::ir::{Enum, TypeDef, Variant};
use crate::openapi::CodeValue;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

/// `enums/card_status.rs`.
pub(super) fn emit(def: &TypeDef, codes: &Enum) -> TokenStream {
    if codes.textual { textual(def, codes) } else { integer(def, codes) }
}

fn integer(def: &TypeDef, codes: &Enum) -> TokenStream {
    let docs = Docs::of(def.description.as_deref(), &def.name.value, &def.provenance);
    let name = ident(&def.ident);
    let variants: Vec<Ident> = codes.variants.iter().map(|variant| ident(&variant.ident)).collect();
    let variant_docs = codes.variants.iter().map(variant_docs);
    let code: Vec<TokenStream> = codes.variants.iter().map(|variant| literal(&variant.code.value)).collect();
    let names = codes.variants.iter().map(|variant| &variant.ident);
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

        impl #name {
            /// Every code that the documents list, in their order.
            pub const KNOWN: &'static [Self] = &[#(Self::#variants),*];

            /// The value for a code; one that the documents do not list becomes [`Self::Unknown`].
            #[must_use]
            pub const fn from_code(code: i32) -> Self {
                match code {
                    #(#code => Self::#variants,)*
                    other => Self::Unknown(UnknownCode::new(other)),
                }
            }

            /// The code that travels on the wire.
            #[must_use]
            pub const fn code(self) -> i32 {
                match self {
                    #(Self::#variants => #code,)*
                    Self::Unknown(other) => other.get(),
                }
            }

            /// The variant's name, or nothing for a code that the documents do not list.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    #(Self::#variants => Some(#names),)*
                    Self::Unknown(_) => None,
                }
            }
        }

        integer_enum!(#name);
    }
}

fn textual(def: &TypeDef, codes: &Enum) -> TokenStream {
    let docs = Docs::of(def.description.as_deref(), &def.name.value, &def.provenance);
    let name = ident(&def.ident);
    let variants: Vec<Ident> = codes.variants.iter().map(|variant| ident(&variant.ident)).collect();
    let variant_docs = codes.variants.iter().map(variant_docs);
    let value: Vec<TokenStream> = codes.variants.iter().map(|variant| literal(&variant.code.value)).collect();
    let names = codes.variants.iter().map(|variant| &variant.ident);
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

        impl #name {
            /// Every value that the documents list, in their order.
            pub const KNOWN: &'static [Self] = &[#(Self::#variants),*];

            /// The variant of a value; one that the documents do not list becomes [`Self::Unknown`].
            #[must_use]
            pub fn from_value(value: &str) -> Self {
                match value {
                    #(#value => Self::#variants,)*
                    other => Self::Unknown(UnknownValue::new(other)),
                }
            }

            /// The value that travels on the wire.
            #[must_use]
            pub fn value(&self) -> &str {
                match self {
                    #(Self::#variants => #value,)*
                    Self::Unknown(other) => other.get(),
                }
            }

            /// The variant's name, or nothing for a value that the documents do not list.
            #[must_use]
            pub const fn name(&self) -> Option<&'static str> {
                match self {
                    #(Self::#variants => Some(#names),)*
                    Self::Unknown(_) => None,
                }
            }
        }

        text_enum!(#name);
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
