//! The flow to people: what somebody who keeps the spec, or reviews a change of it, has to know.

pub mod coverage;
#[cfg(feature = "whole")]
pub mod diff;
#[cfg(feature = "whole")]
pub mod drift;
pub mod lint;
