//! The profile: what a spec may say, and how its mistakes are told.

mod both_ways;
mod commands;
mod errors;
mod profile;
mod robust;
