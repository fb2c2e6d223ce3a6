//! The flow out: the API to the files of the generated client.

pub mod emit;
pub mod files;
pub mod fingerprint;
pub mod fresh;
pub mod memory;
pub mod render;
