//! The flow in: documentation pages to the spec.

pub mod merge;
pub mod page;
pub mod site;
