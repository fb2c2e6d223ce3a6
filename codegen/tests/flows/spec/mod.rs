//! The profile: what a spec may say, and how its mistakes are told.

mod both_ways;
mod errors;
mod profile;
mod robust;
