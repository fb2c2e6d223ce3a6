//! Promises about reading documentation pages.

mod accounting;
mod cut;
mod documents;
mod fixtures;
pub(crate) mod model;
pub(crate) mod properties;
pub(crate) mod show;
mod spans;
