//! What the spec folder holds: its texts, and each file read into types, without regard to the others.

pub mod catalog;
pub mod files;
pub mod fmt;
pub mod glossary;
pub(crate) mod money;
pub mod names;
pub mod openapi;
pub mod sensitive;
pub mod sources;
