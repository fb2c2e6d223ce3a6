//! The flow to people: what somebody who keeps the spec, or reviews a change of it, has to know.

pub mod coverage;
pub mod diff;
pub mod drift;
pub mod lint;
