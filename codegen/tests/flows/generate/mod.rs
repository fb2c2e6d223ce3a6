//! The flow out: from specs to generated files, and what the files are worth.

mod compiled;
mod good;
mod incremental;
mod largest;
mod namesakes;
mod random;
mod real_spec;
mod runtime_names;
mod synth;
mod threads;
