//! Promises about exported and saved pages: whatever form a page is given in, it says the same.

mod described;
mod documents;
mod findings;
pub(crate) mod forms;
mod paths;
mod places;
mod properties;
pub(crate) mod restructured;
mod same;
mod standing;
mod told;
mod twice;
mod unseen;
