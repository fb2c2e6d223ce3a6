//! What the generator promises, held by fixtures: a folder a case, its outcome as a snapshot beside its input.

mod coverage;
mod errors;
mod good;
mod harness;
mod lints;
mod real_spec;
mod robust;
