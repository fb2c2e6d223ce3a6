//! Everything between the text of the spec and the text of the generated client.
//!
//! ```text
//! load ─▶ check profile ─▶ lower ─▶ { lint · emit ─▶ FileSet ─▶ fresh · diff · coverage }
//! ```

pub mod catalog;
pub mod diag;
pub mod distill;
pub mod ir;
pub mod json;
pub mod load;
pub mod lower;
pub mod names;
pub mod openapi;
pub mod source;
