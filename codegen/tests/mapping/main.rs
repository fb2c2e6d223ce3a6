//! Pages into a spec: what each rule makes of a page of a fictional library service, the laws that hold for any page, and
//! the platform's own pages.

// They have helpers that may panic like the tests that call them.
#[cfg(test)]
mod documents;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod laws;
#[cfg(test)]
#[path = "../distill/model.rs"]
mod model;
