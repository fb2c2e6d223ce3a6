//! Promises about reading documentation pages.

mod accounting;
mod cut;
mod documents;
mod doubtful;
mod fixtures;
pub(crate) mod model;
mod notations;
pub(crate) mod properties;
mod secrets;
pub(crate) mod show;
mod spans;
mod units;
