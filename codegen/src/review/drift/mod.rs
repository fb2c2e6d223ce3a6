//! What deployed clients saw that the spec does not say, summed up beside the page and the line of the spec that say otherwise.
//! It never changes the spec: what was observed is no page, and becomes a question for the platform.

mod place;
mod read;
mod report;
mod seen;
mod sum;

pub use read::read;
pub use report::{json, markdown, text};
pub use seen::{Deviation, Observation, Subject};
pub use sum::{Row, Summary, sum};
