//! What the spec folder holds, read into types: each file as it is written, without regard to the others.

pub mod catalog;
pub mod fmt;
pub mod glossary;
pub mod names;
pub mod openapi;
