//! Texts, the places in them, and what is to be said about a place. Nothing here knows what a spec is.

pub mod diag;
pub mod encoding;
pub mod file;
pub(crate) mod fold;
pub mod foreign;
pub mod json;
pub(crate) mod lexicon;
pub mod source;
pub(crate) mod tokens;
pub(crate) mod worded;

/// Which texts the client reads as which values: its own file.
#[path = "../../../generated-client/src/wire/rules.rs"]
pub(crate) mod rules;
