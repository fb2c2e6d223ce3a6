//! The profile: what a spec may say, and how its mistakes are told.

mod errors;
mod profile;
mod robust;
