//! Everything between the text of the spec and the text of the generated client.
//!
//! ```text
//! text ─▶ spec ─▶ api ─▶ { distill · generate · review }
//! ```
//!
//! In reading order:
//!
//! - [`text`]: files as texts, places in them, JSON, and what is to be said about a place.
//! - [`spec`]: what the spec folder holds, each file read into types; the closed profile is here.
//! - [`api`]: spec and catalog brought together, and every decision about the client taken.
//! - [`load`]: from a spec folder's texts to the API, with everything that is wrong on the way.
//! - [`distill`]: the flow in, from a documentation page to the spec.
//! - [`generate`]: the flow out, from the API to the files of the client.
//! - [`review`]: the flow to people: lints, coverage, and what a change of the spec means.
//! - [`synth`]: a made-up spec of any size, to measure with.
//!
//! A folder imports only from those above it, and the three flows do not import each other; `load` alone stands above them, since it
//! runs the lints. A test keeps it so.
//!
//! Without the feature `whole` there is what `cargo xtask codegen` needs, and no more: it is built in half the time.

#![cfg_attr(
    not(feature = "whole"),
    allow(dead_code, unused_imports, reason = "only the modules that are left out use some of it")
)]

mod cores;

pub mod text;

pub mod spec;

pub mod api;

#[cfg(feature = "whole")]
pub mod distill;

pub mod generate;

pub mod review;

#[cfg(feature = "whole")]
pub mod synth;

pub mod load;
