//! What this crate promises, flow by flow, held by fixtures: a folder a case, its outcome as a snapshot beside its input.

// These have helpers that may panic like the tests that call them.
#[cfg(test)]
mod crates;
#[cfg(test)]
mod distill;
#[cfg(test)]
mod drawn;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod made;
#[cfg(test)]
mod review;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod structure;
