//! The closed profile of `OpenAPI` 3.1 that the spec is written in, read into types.
//! A keyword that is not understood is an error here, so nothing later can overlook what the spec says.

mod document;
mod extensions;
mod field;
pub mod keywords;
mod model;
mod operation;
mod outline;
pub(crate) mod reader;
mod schema;

pub use document::{read, read_text};
pub use model::*;
pub(crate) use operation::is_plain_path;
