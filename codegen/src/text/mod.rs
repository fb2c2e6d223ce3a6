//! Texts, the places in them, and what is to be said about a place. Nothing here knows what a spec is.

pub mod diag;
pub mod file;
pub(crate) mod fold;
pub mod foreign;
pub mod json;
pub mod source;
