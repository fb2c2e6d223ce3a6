//! Promises about reading documentation pages.

mod documents;
mod fixtures;

mod show;
