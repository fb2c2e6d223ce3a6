//! Promises about reading documentation pages.

mod documents;
mod fixtures;
mod properties;
mod show;
mod spans;
