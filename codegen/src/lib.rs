//! Everything between the text of the spec and the text of the generated client.
//!
//! ```text
//! text ─▶ spec ─▶ api ─▶ { distill · generate · review }
//! ```

mod cores;

pub mod text;

pub mod spec;

pub mod api;

pub mod distill;

pub mod generate;

pub mod review;

pub mod synth;

pub mod load;
