//! Events: an enum with a variant a tag, and the decoder that a tag chooses.

use super::cx::{Cx, Imports, ident};
use super::docs::{self, Docs};
use crate::api::ir::{TypeId, Webhook};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `webhooks.rs`.
pub(super) fn emit(cx: Cx<'_>) -> TokenStream {
    let webhooks = &cx.api.webhooks;
    let mut imports = Imports::default();
    imports.webhook.insert("UnknownEvent");
    imports.wire.insert("DecodeError");
    imports.wire.insert("self");
    imports.models.extend(webhooks.iter().map(|webhook| cx.ty(webhook.payload).ident.clone()));
    let imports = imports.tokens();
    let variants: Vec<Ident> = webhooks.iter().map(|webhook| ident(&webhook.variant)).collect();
    let payloads = webhooks.iter().map(|webhook| ident(&cx.ty(webhook.payload).ident));
    let tags: Vec<&str> = webhooks.iter().map(|webhook| webhook.tag.value.as_str()).collect();
    let docs = webhooks.iter().map(|webhook| {
        Docs::or(webhook.description.as_deref().or(webhook.summary.as_deref()), &webhook.tag.value)
            .then(&format!("Tag {}.", docs::code(&webhook.tag.value)))
            .provenance(&webhook.provenance)
    });
    let digest = digest(cx);
    let decode = decode(&tags, &variants);
    let shape = shape(cx);
    quote! {
        #imports

        /// Something that happened on the platform.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "an event is taken apart where it arrives, not kept in numbers")]
        pub enum Event {
            #(#docs #variants(#payloads),)*
            /// A delivery that this version cannot type: a new tag, or a body that it cannot read.
            Unknown(UnknownEvent),
        }

        impl Event {
            /// Every tag that the documents list, sorted.
            pub const TAGS: &'static [&'static str] = &[#(#tags),*];

            /// The tag that the event came with.
            #[must_use]
            pub fn tag(&self) -> &str {
                match self {
                    #(Self::#variants(_) => #tags,)*
                    Self::Unknown(event) => event.tag(),
                }
            }

            #digest
        }

        #decode

        #shape
    }
}

/// Events that deliver the same, payload by payload.
fn by_payload(cx: Cx<'_>) -> Vec<(TypeId, Vec<&Webhook>)> {
    let mut payloads: Vec<(TypeId, Vec<&Webhook>)> = Vec::new();
    for webhook in &cx.api.webhooks {
        match payloads.iter_mut().find(|(payload, _)| *payload == webhook.payload) {
            Some((_, webhooks)) => webhooks.push(webhook),
            None => payloads.push((webhook.payload, vec![webhook])),
        }
    }
    payloads
}

/// One arm a payload type: events that deliver the same are digested the same.
fn digest(cx: Cx<'_>) -> TokenStream {
    let arms = by_payload(cx).into_iter().map(|(_, webhooks)| {
        let variants = webhooks.into_iter().map(|webhook| ident(&webhook.variant));
        quote!(#(Self::#variants(body))|* => Some(wire::digest(body)))
    });
    quote! {
        /// A digest of what is documented and not sensitive.
        pub(crate) fn digest(&self) -> Option<String> {
            match self {
                #(#arms,)*
                Self::Unknown(_) => None,
            }
        }
    }
}

fn decode(tags: &[&str], variants: &[Ident]) -> TokenStream {
    if tags.is_empty() {
        return quote! {
            /// The event of a documented tag: the documents list none.
            pub(crate) fn decode(_: &str, _: &[u8]) -> Option<Result<Event, DecodeError>> {
                None
            }
        };
    }
    quote! {
        /// The event of a documented tag, or nothing for another tag.
        pub(crate) fn decode(tag: &str, body: &[u8]) -> Option<Result<Event, DecodeError>> {
            let event = match tag {
                #(#tags => wire::decode(body).map(Event::#variants),)*
                _ => return None,
            };
            Some(event)
        }
    }
}

fn shape(cx: Cx<'_>) -> TokenStream {
    if cx.api.webhooks.is_empty() {
        return quote! {
            /// What the body of a documented tag looks like: the documents list none.
            pub(crate) fn shape(_: &str) -> Option<wire::Shape> {
                None
            }
        };
    }
    let arms = by_payload(cx).into_iter().map(|(payload, webhooks)| {
        let payload = ident(&cx.ty(payload).ident);
        let tags = webhooks.into_iter().map(|webhook| &webhook.tag.value);
        quote!(#(#tags)|* => Some(<#payload as wire::Wire>::shape()))
    });
    quote! {
        /// What the body of a documented tag looks like, or nothing for another tag.
        pub(crate) fn shape(tag: &str) -> Option<wire::Shape> {
            match tag {
                #(#arms,)*
                _ => None,
            }
        }
    }
}
