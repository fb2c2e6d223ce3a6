//! Promises about reading documentation pages.

mod documents;
mod fixtures;
pub(crate) mod model;
mod properties;
mod show;
mod spans;
