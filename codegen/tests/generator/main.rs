//! What the generator promises, held by fixtures: a folder a case, its outcome as a snapshot beside its input.

mod coverage;

// These have helpers that may panic like the tests that call them.
#[cfg(test)]
mod compiled;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod good;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod incremental;
#[cfg(test)]
mod lints;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod real_spec;
#[cfg(test)]
mod robust;
#[cfg(test)]
mod runtime_names;
#[cfg(test)]
mod synth;
