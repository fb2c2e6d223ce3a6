//! The flow in: pages read, and brought into a spec.

mod export;
mod merge;
mod page;
mod site;
