//! Promises about reading documentation pages.

mod documents;
mod fixtures;
pub(crate) mod model;
mod properties;
pub(crate) mod show;
mod spans;
