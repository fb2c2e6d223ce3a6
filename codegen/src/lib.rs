//! Everything between the text of the spec and the text of the generated client.
//!
//! ```text
//! load ─▶ check profile ─▶ lower ─▶ { lint · emit ─▶ FileSet ─▶ fresh · diff · coverage }
//! ```

pub mod catalog;
mod cores;
pub mod coverage;
pub mod diag;
pub mod diff;
pub mod distill;
pub mod emit;
pub mod fmt;
pub mod fresh;
pub mod glossary;
pub mod ir;
pub mod json;
pub mod lint;
pub mod load;
pub mod lower;
pub mod mapping;
pub mod memory;
pub mod names;
pub mod openapi;
pub mod render;
pub mod source;
pub mod synth;
