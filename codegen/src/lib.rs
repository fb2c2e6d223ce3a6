//! Everything between the text of the spec and the text of the generated client.

pub mod diag;
pub mod json;
pub mod openapi;
pub mod source;
