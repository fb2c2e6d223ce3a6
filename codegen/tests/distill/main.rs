//! Promises about reading documentation pages.

mod documents;
mod fixtures;
mod model;
mod properties;
mod show;
mod spans;
